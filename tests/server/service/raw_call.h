// Calls of services that the project has no generated code for: health, reflection. Bytes in, bytes
// out.

#ifndef DATELINE_TESTS_SERVER_SERVICE_RAW_CALL_H_
#define DATELINE_TESTS_SERVER_SERVICE_RAW_CALL_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

namespace dateline::service {

// The answer of a unary method.
grpc::Status RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                     const std::string& request, std::string* response);

// The first answer of a method that streams both ways, to one request.
grpc::Status RawStream(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
                       const std::string& request, std::string* response);

// What grpc.health.v1 says about a service: "SERVING", "NOT_SERVING", or the error.
std::string Health(const std::shared_ptr<grpc::Channel>& channel, const std::string& service);

}  // namespace dateline::service

#endif  // DATELINE_TESTS_SERVER_SERVICE_RAW_CALL_H_
