// What server reflection says about grpc.health.v1: gRPC's own health service brings no descriptor
// along, so that tools would list the service and then not be able to call it.

#ifndef DATELINE_SERVER_SERVICE_HEALTH_DESCRIPTOR_H_
#define DATELINE_SERVER_SERVICE_HEALTH_DESCRIPTOR_H_

namespace dateline::service {

// Adds the file grpc/health/v1/health.proto to the generated descriptor pool, unless it is there.
// Thread-safe.
void DescribeHealthService();

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_HEALTH_DESCRIPTOR_H_
