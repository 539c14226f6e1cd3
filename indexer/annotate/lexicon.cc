#include "indexer/annotate/lexicon.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/annotate/gazetteer_data.h"
#include "indexer/annotate/phrase_key.h"

namespace dateline::annotate {
namespace {

constexpr int kLastRenown = static_cast<int>(Renown::kListed);
constexpr int kLastKind = static_cast<int>(article::Kind::kPlace);

absl::Status Damaged(absl::string_view what) {
  return absl::InternalError(absl::StrCat("the built-in gazetteers are damaged: ", what));
}

}  // namespace

absl::StatusOr<std::unique_ptr<const Lexicon>> Lexicon::Create() { return Parse(GazetteerData()); }

absl::StatusOr<std::unique_ptr<const Lexicon>> Lexicon::Parse(absl::string_view data) {
  auto lexicon = std::make_unique<Lexicon>();
  size_t line_end = data.find('\n');
  if (line_end == absl::string_view::npos) return Damaged("no first line");
  const std::vector<absl::string_view> head = absl::StrSplit(data.substr(0, line_end), '\t');
  size_t promised = 0;
  if (head.size() != 3 || head[0] != "dateline-gazetteer" || head[1] != "2" ||
      !absl::SimpleAtoi(head[2], &promised)) {
    return Damaged("unknown first line");
  }
  data.remove_prefix(line_end + 1);
  lexicon->words_.reserve(promised);
  size_t lines = 0;
  while (!data.empty()) {
    line_end = data.find('\n');
    if (line_end == absl::string_view::npos) return Damaged("the last line is cut");
    absl::Status status = lexicon->ParseLine(data.substr(0, line_end));
    if (!status.ok()) return status;
    data.remove_prefix(line_end + 1);
    ++lines;
  }
  if (lines != promised) {
    return Damaged(absl::StrCat(lines, " lines instead of ", promised));
  }
  return std::unique_ptr<const Lexicon>(std::move(lexicon));
}

absl::Status Lexicon::ParseLine(absl::string_view line) {
  absl::string_view parts[7];
  size_t count = 0;
  for (absl::string_view part : absl::StrSplit(line, '\t')) {
    if (count == 7) return Damaged(absl::StrCat("line \"", line, "\""));
    parts[count++] = part;
  }
  if (count == 3 && parts[0] == "w") {
    uint32_t classes = 0;
    if (!absl::SimpleHexAtoi(parts[2], &classes)) return Damaged("word classes");
    words_[parts[1]].classes = classes;
    return absl::OkStatus();
  }
  if (count == 4 && parts[0] == "g" && given_names_.Add(parts[1], parts[2], parts[3]))
    return absl::OkStatus();
  if (count == 4 && parts[0] == "r" && places_.AddRegion(parts[1], parts[2], parts[3]))
    return absl::OkStatus();
  if (count == 3 && parts[0] == "c" && places_.AddCounty(parts[1], parts[2]))
    return absl::OkStatus();
  if (count == 4 && parts[0] == "b" && places_.AddBearers(parts[1], parts[2], parts[3]))
    return absl::OkStatus();
  if (count == 6 && parts[0] == "k" &&
      places_.AddKnownBearer(parts[1], parts[2], parts[3], parts[4], parts[5]))
    return absl::OkStatus();
  int kind = 0;
  int renown = 0;
  if (count != 7 || parts[0] != "p" || !absl::SimpleAtoi(parts[2], &kind) ||
      !absl::SimpleAtoi(parts[3], &renown) || kind < 1 || kind > kLastKind || renown < 0 ||
      renown > kLastRenown || parts[1].empty()) {
    return Damaged(absl::StrCat("line \"", line, "\""));
  }
  names_[parts[1]] = KnownName{static_cast<article::Kind>(kind), static_cast<Renown>(renown),
                               parts[4] == "1", parts[5], parts[6]};
  const size_t space = std::min(parts[1].find(' '), parts[1].size());
  const int words = 1 + static_cast<int>(std::count(parts[1].begin(), parts[1].end(), ' '));
  Word& first = words_[parts[1].substr(0, space)];
  first.longest_name = static_cast<uint8_t>(std::max<int>(first.longest_name, words));
  return absl::OkStatus();
}

WordClasses Lexicon::ClassesOf(absl::string_view key) const {
  const auto found = words_.find(key);
  return found == words_.end() ? 0 : found->second.classes;
}

const KnownName* Lexicon::FindName(absl::string_view key) const {
  const auto found = names_.find(key);
  return found == names_.end() ? nullptr : &found->second;
}

absl::string_view Lexicon::Canonical(article::Kind kind, absl::string_view name) const {
  const KnownName* known = FindName(PhraseKey(name));
  if (known == nullptr || known->kind != kind) return name;
  if (known->capitals_only &&
      std::any_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
    return name;
  }
  return known->canonical;
}

int Lexicon::LongestNameFrom(absl::string_view first_word_key) const {
  const auto found = words_.find(first_word_key);
  return found == words_.end() ? 0 : found->second.longest_name;
}

}  // namespace dateline::annotate
