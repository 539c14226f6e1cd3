// Any bytes as an alias overlay are refused with a reason, or give corrections that hold together.

#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/correction_planner.h"
#include "tests/fuzz/check_article.h"

namespace {

using namespace dateline;

snapshot::EntityCorrections::Dictionaries SampleDictionaries() {
  snapshot::EntityCorrections::Dictionaries own;
  own[0].entries = {{"person/a", "A", 2},
                    {"person/a-b", "A B", 1},
                    {"person/an-c-d", "C", 1},
                    {"person/an-d", "D", 1}};
  own[1].entries = {{"organization/a", "A", 1}};
  own[2].entries = {{"place/a", "A", 1}, {"place/b", "B", 1}};
  own[3].entries = {{"s", "s", 1}};
  return own;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto own = SampleDictionaries();
  const auto overlay = snapshot::ParseAliasOverlay(
      "aliases", absl::string_view(reinterpret_cast<const char*>(data), size));
  if (!overlay.ok()) {
    fuzz::Require(overlay.status().code() == absl::StatusCode::kInvalidArgument);
    fuzz::Require(text::IsValidUtf8(overlay.status().message()));
    return 0;
  }
  for (const snapshot::AliasLine& line : overlay->lines) {
    fuzz::Require(line.number > 0 && !line.reason.empty());
    fuzz::Require(snapshot::DimensionOfEntity(line.id).has_value());
  }
  const snapshot::EntityCorrections plan = snapshot::PlanCorrections(own, true, &*overlay);
  const snapshot::AliasSummary& summary = *plan.summary();
  fuzz::Require(static_cast<size_t>(summary.merges + summary.renames + summary.hides +
                                    summary.splits + summary.keeps + summary.warning_count) ==
                overlay->lines.size());
  for (const auto& [id, root] : plan.merged_into()) {
    fuzz::Require(plan.Merged(root) == root && !plan.IsHidden(id));
    fuzz::Require(plan.SplitsOf(id) == nullptr);
  }
  return 0;
}
