#include "indexer/article/salience.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace dateline::article {
namespace {

constexpr double kTitleWeight = 0.45;
constexpr double kLeadWeight = 0.25;
constexpr double kMentionWeight = 0.30;
constexpr double kUntitledLeadWeight = 0.30;
constexpr double kUntitledMentionWeight = 0.70;

// A dateline is short: "SAN JUAN DEL SUR, Nicaragua, Oct. 19, 2023 (Xinhua) --".
constexpr size_t kMaxDatelineBytes = 90;

// Words in lower case that the names of towns have.
bool IsParticle(absl::string_view word) {
  static constexpr absl::string_view kWords[] = {
      "al", "at",  "d",  "da",  "das", "de",   "del", "di", "do",  "dos", "du",  "el",  "en", "in",
      "la", "las", "le", "les", "los", "near", "of",  "on", "sea", "sur", "the", "van", "y"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// "NATO and Russia are far apart": a word in lower case, outside of brackets, that is part of no
// town's name and of no date ("3 mai", "3 de mayo").
bool TellsSomething(absl::string_view line) {
  bool behind_number = false;
  int brackets = 0;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    absl::string_view word = line.substr(at, end - at);
    at = end + 1;
    const bool inside = brackets > 0;
    for (const char c : word) brackets += c == '(' ? 1 : c == ')' ? -1 : 0;
    while (!word.empty() && absl::ascii_ispunct(static_cast<unsigned char>(word.back())))
      word.remove_suffix(1);
    if (word.empty() || IsParticle(word)) continue;
    const auto first = static_cast<unsigned char>(word.front());
    if (absl::ascii_islower(first) && !inside && !behind_number) return true;
    behind_number = absl::ascii_isdigit(first);
  }
  return false;
}

// The byte behind the dateline of a body: behind the dash that ends it. 0 when there is none.
uint32_t DatelineEnd(absl::string_view body) {
  const absl::string_view head = body.substr(0, std::min(body.find('\n'), kMaxDatelineBytes));
  size_t begin = absl::string_view::npos;
  size_t end = 0;
  for (const absl::string_view dash : {" - ", "--", "\u2013 ", "\u2014"}) {
    const size_t at = head.find(dash);
    if (at >= begin) continue;
    begin = at;
    end = at + dash.size();
  }
  if (begin == absl::string_view::npos) return 0;
  // A sentence that a dash breaks is no dateline: that begins with a word in capitals, or ends in a
  // bracket, and says nothing.
  const absl::string_view line = head.substr(0, begin);
  if (TellsSomething(line)) return 0;
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  const absl::string_view first = line.substr(0, line.find_first_of(" ,"));
  const bool capitals = first.size() > 1 && std::none_of(first.begin(), first.end(), is_lower);
  const size_t last = line.find_last_not_of(' ');
  const bool bracket = last != absl::string_view::npos && line[last] == ')';
  return capitals || bracket ? static_cast<uint32_t>(end) : 0;
}

double SalienceOf(const EntitySalience& entity, uint32_t most_mentions, bool titled) {
  const double share = static_cast<double>(entity.mention_count) / (most_mentions + 1.0);
  if (!titled) return (entity.in_lead ? kUntitledLeadWeight : 0) + kUntitledMentionWeight * share;
  return (entity.in_title ? kTitleWeight : 0) + (entity.in_lead ? kLeadWeight : 0) +
         kMentionWeight * share;
}

}  // namespace

std::vector<EntitySalience> SaliencesOf(const Article& article) {
  const uint32_t dateline_end = DatelineEnd(article.body);
  std::map<absl::string_view, EntitySalience> by_id;
  uint32_t most = 0;
  for (const Mention& mention : article.mentions) {
    if (mention.entity_id.empty()) continue;
    EntitySalience& entity = by_id[mention.entity_id];
    if (entity.entity_id.empty()) {
      entity.entity_id = mention.entity_id;
      entity.kind = mention.kind;
      entity.name = mention.name;
    }
    if (mention.field == Field::kBody && mention.begin < dateline_end) continue;
    most = std::max(most, ++entity.mention_count);
    entity.in_title |= mention.field == Field::kTitle;
    entity.in_lead |= mention.field == Field::kBody && mention.begin < kLeadBytes;
  }
  std::vector<EntitySalience> entities;
  entities.reserve(by_id.size());
  for (auto& [id, entity] : by_id) {
    // One that the dateline alone names has no mention that counts, but is not nothing.
    entity.mention_count = std::max(entity.mention_count, 1u);
    entity.salience = SalienceOf(entity, std::max(most, 1u), !article.title.empty());
    entity.about = entity.salience >= kAboutSalience;
    entities.push_back(std::move(entity));
  }
  std::stable_sort(
      entities.begin(), entities.end(),
      [](const EntitySalience& a, const EntitySalience& b) { return a.salience > b.salience; });
  return entities;
}

}  // namespace dateline::article
