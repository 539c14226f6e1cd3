#include "server/service/index_call.h"

#include <algorithm>
#include <string>

#include "absl/time/time.h"
#include "indexer/article/date.h"
#include "indexer/format/schema.h"
#include "indexer/text/utf8.h"
#include "server/service/answer_cache.h"
#include "server/service/enum_codec.h"
#include "server/snapshot/article_cache.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::service {
namespace {

void SummariseDates(const snapshot::Snapshot& snapshot, v1::GetIndexResponse* response) {
  const snapshot::PublishColumn& publish = snapshot.publish();
  int32_t undated = 0;
  int32_t first = 0;
  int32_t last = 0;
  bool any = false;
  if (const snapshot::PublishTotals& totals = snapshot.publish_totals();
      !totals.article_counts.empty()) {
    undated = static_cast<int32_t>(totals.unknown);
    first = totals.first;
    last = first + static_cast<int32_t>(totals.article_counts.size()) - 1;
    any = true;
  } else {
    for (snapshot::Row row = 0; row < snapshot.row_count(); ++row) {
      if (!snapshot.HasArticle(row)) continue;
      const int32_t start = publish.start[row];
      if (start == snapshot::kUnknownDay) {
        ++undated;
        continue;
      }
      const article::DatePrecision precision = publish.PrecisionOf(row);
      const int32_t end =
          precision == article::DatePrecision::kDay
              ? start
              : article::ToDayNumber(
                    article::IntervalOf(article::FromDayNumber(start), precision).end);
      first = any ? std::min(first, start) : start;
      last = any ? std::max(last, end) : end;
      any = true;
    }
  }
  response->set_undated_count(undated);
  if (!any) return;
  response->set_first_publish_date(article::FormatIsoDate(article::FromDayNumber(first)));
  response->set_last_publish_date(article::FormatIsoDate(article::FromDayNumber(last)));
}

void SummariseDimension(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                        v1::DimensionSummary* summary) {
  summary->set_dimension(EncodeDimension(dimension));
  summary->set_distinct(static_cast<int32_t>(snapshot.dictionary(dimension).entries.size()));
  summary->set_article_count(
      static_cast<int32_t>(snapshot.article_count() - snapshot.totals(dimension).missing));
}

void EncodeAliases(const snapshot::EntityCorrections& corrections, v1::GetIndexResponse* response) {
  const snapshot::AliasSummary* summary = corrections.summary();
  if (summary == nullptr) return;
  v1::AliasOverlay* out = response->mutable_alias_overlay();
  std::string path = summary->path;
  text::RepairUtf8(&path);
  out->set_path(path);
  out->set_merges(summary->merges);
  out->set_renames(summary->renames);
  out->set_hides(summary->hides);
  out->set_splits(summary->splits);
  out->set_keeps(summary->keeps);
  for (const std::string& warning : summary->warnings) out->add_warnings(warning);
}

}  // namespace

absl::string_view ServerVersion() { return DATELINE_VERSION; }

absl::Status RunGetIndex(const Engine& engine, const v1::GetIndexRequest&,
                         const Cancelled& cancelled, v1::GetIndexResponse* response) {
  return WithSnapshot(
      engine.source, cancelled,
      [&](const std::shared_ptr<const snapshot::Snapshot>& snapshot,
          snapshot::Snapshot::Lease* lease) {
        response->Clear();
        response->set_revision(static_cast<int64_t>(snapshot->revision()));
        response->set_article_count(static_cast<int32_t>(snapshot->article_count()));
        response->set_shard_count(static_cast<int32_t>(lease->shards().size()));
        response->set_format_version(format::kFormatVersion);
        response->set_average_length(snapshot->average_length());
        SummariseDates(*snapshot, response);
        for (const article::DimensionInfo& info : article::kDimensions) {
          if (info.type == article::DimensionType::kDate) continue;
          SummariseDimension(*snapshot, info.dimension, response->add_dimensions());
        }
        response->set_snapshot_bytes(static_cast<int64_t>(snapshot->byte_size()));
        const snapshot::PostingCache& postings = snapshot->postings();
        const snapshot::ArticleCache& articles = snapshot->articles();
        response->set_cache_bytes(
            static_cast<int64_t>(postings.byte_size() + articles.byte_size()));
        response->set_cache_limit_bytes(
            static_cast<int64_t>(postings.max_bytes() + articles.max_bytes()));
        if (engine.answers != nullptr) {
          response->set_answer_cache_bytes(static_cast<int64_t>(engine.answers->byte_size()));
          response->set_answer_cache_limit_bytes(static_cast<int64_t>(engine.answers->max_bytes()));
        }
        response->set_loaded_at(
            absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", snapshot->loaded_at(), absl::UTCTimeZone()));
        response->set_load_us(absl::ToInt64Microseconds(snapshot->load_time()));
        response->set_server_version(std::string(ServerVersion()));
        const snapshot::CopyColumn& copies = snapshot->copies();
        response->set_copy_group_count(static_cast<int32_t>(copies.group_count()));
        response->set_grouped_article_count(static_cast<int32_t>(copies.rows.size()));
        EncodeAliases(snapshot->corrections(), response);
        return absl::OkStatus();
      });
}

}  // namespace dateline::service
