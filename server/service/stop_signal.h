// Waiting for SIGTERM or SIGINT, or for another thread that wants the program to end.

#ifndef DATELINE_SERVER_SERVICE_STOP_SIGNAL_H_
#define DATELINE_SERVER_SERVICE_STOP_SIGNAL_H_

namespace dateline::service {

// One per process; made before any other thread, since threads inherit which signals are blocked.
class StopSignal {
 public:
  StopSignal();
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  // Waits for a signal or Raise. Returns the signal, 0 for Raise. Afterwards signals end the
  // process at once, so that a second one cuts a long farewell short.
  int Wait();

  // Ends Wait. From any thread.
  void Raise();

 private:
  int signal_fd_ = -1;
  int event_fd_ = -1;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_STOP_SIGNAL_H_
