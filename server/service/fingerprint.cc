#include "server/service/fingerprint.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::service {
namespace {

template <typename Request>
uint64_t Fingerprint(Request request) {
  request.clear_page_size();
  request.clear_page_token();
  // The requests of different methods never share a fingerprint.
  std::string bytes = request.GetTypeName();
  bytes.push_back('\0');
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  request.SerializeToCodedStream(&coded);
  coded.Trim();
  return format::Hash64(bytes);
}

}  // namespace

uint64_t FingerprintOf(const v1::SearchRequest& request) { return Fingerprint(request); }
uint64_t FingerprintOf(const v1::ListFacetValuesRequest& request) { return Fingerprint(request); }
uint64_t FingerprintOf(const v1::ListEntitiesRequest& request) { return Fingerprint(request); }

absl::StatusOr<absl::optional<present::PageToken>> DecodePageTokenFor(const std::string& text,
                                                                      present::PageKind kind,
                                                                      uint64_t fingerprint) {
  if (text.empty()) return absl::optional<present::PageToken>();
  absl::StatusOr<present::PageToken> token = present::DecodePageToken(text);
  if (!token.ok()) return token.status();
  if (token->kind != kind || token->fingerprint != fingerprint) {
    return absl::InvalidArgumentError(
        "page_token belongs to another request; between pages only page_size may change");
  }
  return absl::optional<present::PageToken>(*token);
}

present::PageToken TokenOf(present::PageKind kind, uint64_t fingerprint,
                           const snapshot::Snapshot& snapshot) {
  present::PageToken token;
  token.kind = kind;
  token.fingerprint = fingerprint;
  token.revision = snapshot.revision();
  token.aliases = snapshot.corrections().fingerprint();
  return token;
}

std::string ChangeWarning(const absl::optional<present::PageToken>& before,
                          const snapshot::Snapshot& now) {
  if (!before) return "";
  constexpr char kEffect[] = "something may be missing between the pages, or come twice.";
  if (before->revision != now.revision()) {
    return absl::StrCat("The index has changed since the page before (revision ", before->revision,
                        ", now ", now.revision(), "): ", kEffect);
  }
  if (before->aliases != now.corrections().fingerprint()) {
    return absl::StrCat("The alias overlay has changed since the page before: ", kEffect);
  }
  return "";
}

}  // namespace dateline::service
