#include "client/index_page.h"

#include <algorithm>
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

// "1 merge", "12 merges".
std::string Changes(int64_t number, absl::string_view one) {
  return absl::StrCat(Grouped(number), " ", one, number == 1 ? "" : "s");
}

// A sentence, broken into lines behind the names of the facts.
void PrintSentence(absl::string_view name, absl::string_view sentence, const Screen& screen,
                   std::string* out) {
  StyledText words;
  words.Append(SafeText(sentence, screen.unicode));
  StyledText label;
  label.Append(name, Style::kHeading);
  for (const StyledText& line : Wrap(words, std::max(2, screen.width - kNameWidth))) {
    label.PadTo(kNameWidth).Append(line);
    absl::StrAppend(out, label.Print(screen), "\n");
    label = StyledText();
  }
}

// The corrections of entities: their file, what was applied, and what was not.
void PrintOverlay(const v1::AliasOverlay& overlay, const Screen& screen, std::string* out) {
  StyledText file;
  file.Append("Aliases", Style::kHeading).PadTo(kNameWidth);
  file.Append(SafeText(overlay.path(), screen.unicode));
  absl::StrAppend(out, file.Print(screen), "\n");
  PrintSentence(
      "Applied",
      absl::StrCat(Changes(overlay.merges(), "merge"), ", ", Changes(overlay.renames(), "rename"),
                   ", ", Changes(overlay.hides(), "hide"), ", ", Changes(overlay.splits(), "split"),
                   ", ", Changes(overlay.keeps(), "keep")),
      screen, out);
  absl::string_view name = "Not applied";
  for (const std::string& warning : overlay.warnings()) {
    PrintSentence(name, warning, screen, out);
    name = "";
  }
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
  if (index.has_alias_overlay()) PrintOverlay(index.alias_overlay(), screen, &out);
  add("Average length", absl::StrFormat("%.1f terms", index.average_length()));
  add("Revision", absl::StrCat(index.revision()));
  add("Shards", Grouped(index.shard_count()));
  add("Format", absl::StrCat("version ", index.format_version()));
  add("Memory", ShortSize(index.snapshot_bytes()));
  add("Cache",
      absl::StrCat(ShortSize(index.cache_bytes()), " of ", ShortSize(index.cache_limit_bytes())));
  add("Loaded", absl::StrCat(index.loaded_at(), " in ", ShortTime(index.load_us())));
  add("Server", index.server_version());
  return out;
}

}  // namespace dateline::client
