#include "indexer/command/stop_signal.h"

#include <signal.h>

namespace dateline::command {
namespace {

std::atomic<bool> g_stop{false};
std::atomic<int> g_signal{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "used in a signal handler");

extern "C" void OnStopSignal(int signal) {
  g_signal = signal;
  g_stop = true;
}

}  // namespace

const std::atomic<bool>* InstallStopSignal() {
  struct sigaction action = {};
  action.sa_handler = OnStopSignal;
  action.sa_flags = SA_RESTART | SA_RESETHAND;  // The second time the default action: to die.
  sigemptyset(&action.sa_mask);
  for (int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
  return &g_stop;
}

std::string StopSignalName() {
  switch (g_signal) {
    case SIGINT:
      return "SIGINT";
    case SIGTERM:
      return "SIGTERM";
    default:
      return "";
  }
}

}  // namespace dateline::command
