#include "tests/e2e/server/child_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

extern char** environ;

namespace dateline::e2e {
namespace {

constexpr std::chrono::seconds kPatience(60);

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& args) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) std::abort();
  pipe_ = ends[0];
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> argv;
  for (const std::string& arg : args) argv.push_back(const_cast<char*>(arg.c_str()));
  argv.push_back(nullptr);
  if (posix_spawn(&pid_, argv[0], &actions, nullptr, argv.data(), environ) != 0) std::abort();
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  reader_ = std::thread([this] { ReadErrors(); });
}

ChildProcess::~ChildProcess() {
  if (!waited_) {
    Signal(SIGKILL);
    Wait();
  }
}

void ChildProcess::ReadErrors() {
  char buffer[4096];
  for (;;) {
    const ssize_t count = read(pipe_, buffer, sizeof(buffer));
    std::lock_guard<std::mutex> lock(mutex_);
    if (count <= 0) {
      closed_ = true;
      grown_.notify_all();
      return;
    }
    error_text_.append(buffer, static_cast<size_t>(count));
    grown_.notify_all();
  }
}

std::string ChildProcess::WaitForLine(const std::string& text) {
  std::unique_lock<std::mutex> lock(mutex_);
  for (;;) {
    const size_t found = error_text_.find(text);
    const size_t end =
        found == std::string::npos ? std::string::npos : error_text_.find('\n', found);
    if (end != std::string::npos) {
      const size_t begin = error_text_.rfind('\n', found);
      const size_t first = begin == std::string::npos ? 0 : begin + 1;
      return error_text_.substr(first, end - first);
    }
    if (closed_ || grown_.wait_for(lock, kPatience) == std::cv_status::timeout) return "";
  }
}

void ChildProcess::Signal(int number) { kill(pid_, number); }

int ChildProcess::Wait() {
  if (waited_) return exit_code_;
  int status = 0;
  waitpid(pid_, &status, 0);
  reader_.join();
  close(pipe_);
  waited_ = true;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return exit_code_;
}

int RunToEnd(const std::vector<std::string>& args, std::string* error_text) {
  ChildProcess child(args);
  const int code = child.Wait();
  *error_text = child.error_text();
  return code;
}

}  // namespace dateline::e2e
