// What gRPC and protobuf have to say, as lines of our own log.

#ifndef DATELINE_SERVER_SERVICE_LIBRARY_LOGS_H_
#define DATELINE_SERVER_SERVICE_LIBRARY_LOGS_H_

namespace dateline::service {

// Once, before either library is used.
void CaptureLibraryLogs();

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_LIBRARY_LOGS_H_
