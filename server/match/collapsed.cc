#include "server/match/collapsed.h"

#include <algorithm>

namespace dateline::match {
namespace {

using snapshot::kNoGroup;

// With more groups than this many times the matches, sorting those costs less than an array by
// group.
constexpr size_t kSparseShare = 8;

// A match that has copies.
struct Member {
  uint32_t group;
  uint32_t index;  // Into the matches.
};

// Puts members of one group together; the order within a group stays.
void SortByGroup(uint32_t group_count, std::vector<Member>* members) {
  if (members->size() < group_count / kSparseShare) {
    std::sort(members->begin(), members->end(), [](const Member& a, const Member& b) {
      return a.group != b.group ? a.group < b.group : a.index < b.index;
    });
    return;
  }
  std::vector<uint32_t> next(size_t{group_count} + 1, 0);
  for (const Member& member : *members) ++next[member.group + 1];
  for (size_t g = 1; g < next.size(); ++g) next[g] += next[g - 1];
  std::vector<Member> sorted(members->size());
  for (const Member& member : *members) sorted[next[member.group]++] = member;
  *members = std::move(sorted);
}

}  // namespace

Collapsed Collapse(const snapshot::CopyColumn& copies, const Matches& matches,
                   Cancellation* cancellation) {
  Collapsed out;
  const uint32_t group_count = copies.group_count();
  if (group_count == 0) {
    out.alone = matches;
    return out;
  }
  const bool scored = !matches.scores.empty();
  const auto add = [&](uint32_t index, Matches* to) {
    to->rows.push_back(matches.rows[index]);
    if (scored) to->scores.push_back(matches.scores[index]);
  };
  std::vector<Member> members;
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    const uint32_t group = copies.groups[matches.rows[i]];
    if (group != kNoGroup) members.push_back({group, static_cast<uint32_t>(i)});
    if (cancellation->Tick()) return out;
  }
  SortByGroup(group_count, &members);
  std::vector<uint8_t> has_company(matches.rows.size(), 0);
  for (size_t begin = 0, end = 0; begin < members.size(); begin = end) {
    while (end < members.size() && members[end].group == members[begin].group) ++end;
    if (end - begin == 1) continue;
    for (size_t i = begin; i < end; ++i) {
      has_company[members[i].index] = 1;
      add(members[i].index, &out.together);
    }
    out.offsets.push_back(static_cast<uint32_t>(out.together.rows.size()));
    if (cancellation->Tick(end - begin)) return out;
  }
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    if (has_company[i] == 0) add(static_cast<uint32_t>(i), &out.alone);
  }
  return out;
}

}  // namespace dateline::match
