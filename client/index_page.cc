#include "client/index_page.h"

#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "client/bar.h"
#include "client/dimension_name.h"
#include "client/safe_text.h"
#include "client/styled_text.h"

namespace dateline::client {
namespace {

constexpr int kNameWidth = 16;

std::string ShortSize(int64_t bytes) {
  if (bytes < 1'000'000) return absl::StrFormat("%.1f kB", static_cast<double>(bytes) / 1e3);
  return absl::StrFormat("%.1f MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

std::string RenderIndex(const v1::GetIndexResponse& index, const Screen& screen) {
  std::string out;
  auto add = [&](absl::string_view name, absl::string_view value) {
    StyledText line;
    line.Append(name, Style::kHeading).PadTo(kNameWidth);
    line.Append(SafeText(value, screen.unicode));
    absl::StrAppend(&out, line.Print(screen), "\n");
  };
  add("Articles", Grouped(index.article_count()));
  if (!index.first_publish_date().empty()) {
    add("Published", absl::StrCat(index.first_publish_date(), " to ", index.last_publish_date()));
  }
  add("Undated", Grouped(index.undated_count()));
  if (index.copy_group_count() > 0) {
    const int64_t groups = index.copy_group_count();
    add("Copies", absl::StrCat(Articles(index.grouped_article_count()), " in ", Grouped(groups),
                               groups == 1 ? " copy group" : " copy groups"));
  }
  for (const v1::DimensionSummary& summary : index.dimensions()) {
    add(DimensionTitle(summary.dimension()),
        absl::StrCat(Grouped(summary.distinct()), summary.distinct() == 1 ? " value" : " values",
                     " in ", Articles(summary.article_count())));
  }
  add("Average length", absl::StrFormat("%.1f terms", index.average_length()));
  add("Revision", absl::StrCat(index.revision()));
  add("Shards", Grouped(index.shard_count()));
  add("Format", absl::StrCat("version ", index.format_version()));
  add("Memory", ShortSize(index.snapshot_bytes()));
  add("Loaded", absl::StrCat(index.loaded_at(), " in ", ShortTime(index.load_us())));
  add("Server", index.server_version());
  return out;
}

}  // namespace dateline::client
