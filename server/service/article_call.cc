#include "server/service/article_call.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "server/service/article_codec.h"
#include "server/service/enum_codec.h"
#include "server/service/field_checks.h"
#include "server/service/limits.h"

namespace dateline::service {

absl::Status RunGetArticle(const Engine& engine, const v1::GetArticleRequest& request,
                           const Cancelled& cancelled, v1::GetArticleResponse* response) {
  if (request.id().empty()) return absl::InvalidArgumentError("id is required");
  absl::Status status = CheckBytes("id", request.id(), kMaxIdBytes);
  if (!status.ok()) return status;
  const absl::StatusOr<bool> full = DecodeFullView("view", request.view(), true);
  if (!full.ok()) return full.status();
  return WithSnapshot(
      engine.source, cancelled,
      [&](const std::shared_ptr<const snapshot::Snapshot>& snapshot,
          snapshot::Snapshot::Lease* lease) {
        response->Clear();
        const absl::StatusOr<absl::optional<snapshot::Row>> row =
            snapshot->FindRow(lease, request.id());
        if (!row.ok()) return row.status();
        if (!row->has_value()) {
          return absl::NotFoundError(
              absl::StrCat("the index has no article with the id ", Quoted(request.id())));
        }
        absl::flat_hash_set<std::string> about;
        const absl::StatusOr<article::Article> article =
            snapshot->ReadArticle(lease, **row, *full ? &about : nullptr);
        if (!article.ok()) return article.status();
        const absl::string_view copy_group = snapshot->CopyGroupOf(**row);
        EncodeArticle(*article, copy_group, *full, about, response->mutable_article());
        response->set_revision(static_cast<int64_t>(snapshot->revision()));
        return absl::OkStatus();
      });
}

}  // namespace dateline::service
