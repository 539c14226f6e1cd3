#include "server/service/health_descriptor.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>

#include <string>

namespace dateline::service {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::DescriptorProto;
using google::protobuf::EnumDescriptorProto;
using google::protobuf::FieldDescriptorProto;
using google::protobuf::FileDescriptorProto;
using google::protobuf::MethodDescriptorProto;
using google::protobuf::ServiceDescriptorProto;

constexpr char kFileName[] = "grpc/health/v1/health.proto";

void AddMethod(const char* name, bool streams, ServiceDescriptorProto* service) {
  MethodDescriptorProto* method = service->add_method();
  method->set_name(name);
  method->set_input_type(".grpc.health.v1.HealthCheckRequest");
  method->set_output_type(".grpc.health.v1.HealthCheckResponse");
  if (streams) method->set_server_streaming(true);
}

// The health checking protocol of gRPC (doc/health-checking.md of that project), as far as it is
// served.
FileDescriptorProto HealthFile() {
  FileDescriptorProto file;
  file.set_name(kFileName);
  file.set_package("grpc.health.v1");
  file.set_syntax("proto3");

  DescriptorProto* request = file.add_message_type();
  request->set_name("HealthCheckRequest");
  FieldDescriptorProto* service_name = request->add_field();
  service_name->set_name("service");
  service_name->set_number(1);
  service_name->set_label(FieldDescriptorProto::LABEL_OPTIONAL);
  service_name->set_type(FieldDescriptorProto::TYPE_STRING);

  DescriptorProto* response = file.add_message_type();
  response->set_name("HealthCheckResponse");
  EnumDescriptorProto* statuses = response->add_enum_type();
  statuses->set_name("ServingStatus");
  int number = 0;
  for (const char* name : {"UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"}) {
    auto* value = statuses->add_value();
    value->set_name(name);
    value->set_number(number++);
  }
  FieldDescriptorProto* status = response->add_field();
  status->set_name("status");
  status->set_number(1);
  status->set_label(FieldDescriptorProto::LABEL_OPTIONAL);
  status->set_type(FieldDescriptorProto::TYPE_ENUM);
  status->set_type_name(".grpc.health.v1.HealthCheckResponse.ServingStatus");

  ServiceDescriptorProto* health = file.add_service();
  health->set_name("Health");
  AddMethod("Check", false, health);
  AddMethod("Watch", true, health);
  return file;
}

bool AddFile() {
  if (DescriptorPool::generated_pool()->FindFileByName(kFileName) != nullptr) return false;
  // The pool keeps pointing at the bytes.
  static const std::string* const bytes = new std::string(HealthFile().SerializeAsString());
  DescriptorPool::InternalAddGeneratedFile(bytes->data(), static_cast<int>(bytes->size()));
  return true;
}

}  // namespace

void DescribeHealthService() {
  static const bool added = AddFile();
  static_cast<void>(added);
}

}  // namespace dateline::service
