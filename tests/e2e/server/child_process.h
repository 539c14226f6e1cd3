// A program under test: started, listened to, stopped.

#ifndef DATELINE_TESTS_E2E_SERVER_CHILD_PROCESS_H_
#define DATELINE_TESTS_E2E_SERVER_CHILD_PROCESS_H_

#include <sys/types.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dateline::e2e {

class ChildProcess {
 public:
  // `args` are program and arguments.
  explicit ChildProcess(const std::vector<std::string>& args);
  // Kills it when it is still running.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Waits for a line of standard error that holds `text`; it may have come before. Returns the
  // first one, or "" when the program ends without it, or nothing comes for a minute.
  std::string WaitForLine(const std::string& text);

  void Signal(int number);

  // Waits for the end. The exit code, or -1 after a signal.
  int Wait();

  // All of standard error. REQUIRES: Wait has returned.
  const std::string& error_text() const { return error_text_; }

 private:
  void ReadErrors();

  pid_t pid_ = -1;
  int pipe_ = -1;
  bool waited_ = false;
  int exit_code_ = -1;
  std::thread reader_;
  std::mutex mutex_;
  std::condition_variable grown_;
  // Guarded by mutex_ until the reader has ended.
  std::string error_text_;
  bool closed_ = false;
};

// Runs a program to its end and returns its exit code; its standard error goes to `*error_text`.
int RunToEnd(const std::vector<std::string>& args, std::string* error_text);

}  // namespace dateline::e2e

#endif  // DATELINE_TESTS_E2E_SERVER_CHILD_PROCESS_H_
