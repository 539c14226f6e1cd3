#include "indexer/annotate/state_body.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace dateline::annotate {
namespace {

template <size_t N>
bool IsOneOf(absl::string_view key, const absl::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), key) != std::end(words);
}

// What ministries and departments are of.
bool IsPortfolio(absl::string_view words) {
  static constexpr absl::string_view kPortfolios[] = {
      "agriculture", "commerce",       "culture",         "defence",
      "defense",     "economic",       "economics",       "economy",
      "education",   "energy",         "environment",     "external affairs",
      "finance",     "foreign",        "foreign affairs", "foreign trade",
      "health",      "home",           "home affairs",    "housing",
      "industry",    "information",    "interior",        "internal affairs",
      "justice",     "labor",          "labour",          "oil",
      "planning",    "public works",   "science",         "social affairs",
      "sports",      "state",          "tourism",         "trade",
      "transport",   "transportation", "veterans affairs"};
  return IsOneOf(words, kPortfolios);
}

}  // namespace

// Every name of the tables below has one of these.
bool HasBodyWord(const std::vector<std::string>& words) {
  static constexpr absl::string_view kWords[] = {
      "army",      "assembly", "association", "bank",       "board",  "commission",
      "committee", "congress", "corps",       "council",    "court",  "department",
      "district",  "force",    "forces",      "guard",      "hall",   "legislature",
      "ministry",  "navy",     "office",      "parliament", "police", "representatives",
      "senate",    "service",  "treasury"};
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return IsOneOf(word, kWords); });
}

std::string BodyOf(const std::vector<std::string>& words) {
  for (absl::string_view head : {"ministry", "department"}) {
    if (words.size() > 2 && words[0] == head && (words[1] == "of" || words[1] == "for")) {
      std::vector<std::string> rest(words.begin() + 2, words.end());
      if (rest.size() > 1 && rest[0] == "the") rest.erase(rest.begin());
      if (!IsPortfolio(absl::StrJoin(rest, " "))) break;
      if (head == "ministry" && rest.size() == 2 && rest[1] == "affairs" &&
          (rest[0] == "foreign" || rest[0] == "external" || rest[0] == "internal"))
        rest = {rest[0] == "internal" ? "interior" : "foreign"};
      rest.emplace_back(head);
      return absl::StrReplaceAll(absl::StrJoin(rest, " "), {{"defence", "defense"}});
    }
  }
  std::string body = absl::StrReplaceAll(absl::StrJoin(words, " "), {{"defence", "defense"}});
  if (body == "foreign affairs ministry" || body == "external affairs ministry")
    return "foreign ministry";
  return body;
}

bool IsOfAState(absl::string_view body) {
  static constexpr absl::string_view kBodies[] = {"air force",
                                                  "armed forces",
                                                  "army",
                                                  "cabinet office",
                                                  "central bank",
                                                  "central election commission",
                                                  "congress",
                                                  "constitutional court",
                                                  "coast guard",
                                                  "customs service",
                                                  "electoral commission",
                                                  "federal court",
                                                  "football association",
                                                  "high court",
                                                  "house of representatives",
                                                  "marine corps",
                                                  "national assembly",
                                                  "national bank",
                                                  "national police",
                                                  "navy",
                                                  "olympic committee",
                                                  "parliament",
                                                  "senate",
                                                  "supreme court",
                                                  "treasury"};
  absl::string_view portfolio = body;
  return IsOneOf(body, kBodies) ||
         (absl::ConsumeSuffix(&portfolio, " ministry") && IsPortfolio(portfolio)) ||
         (absl::EndsWith(body, " department") &&
          (body == "justice department" || body == "defense department" ||
           body == "interior department"));
}

std::string CapitalizedBody(absl::string_view body) {
  std::vector<std::string> words = absl::StrSplit(body, ' ');
  for (std::string& word : words) {
    if (word == "of" || word == "and" || word == "the" || word == "for") continue;
    if (word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  }
  return absl::StrJoin(words, " ");
}

bool HasPlainOwner(absl::string_view body) {
  return body == "high court" || body == "football association" ||
         absl::EndsWith(body, " department");
}

bool IsAmerican(absl::string_view body) {
  static constexpr absl::string_view kBodies[] = {
      "air force",     "armed forces", "army",
      "coast guard",   "congress",     "house of representatives",
      "marine corps",  "navy",         "senate",
      "supreme court", "treasury"};
  return IsOneOf(body, kBodies) || absl::EndsWith(body, " department");
}

bool IsOfATown(absl::string_view body) {
  static constexpr absl::string_view kBodies[] = {
      "board of education", "city council",        "city hall",         "common council",
      "county council",     "district court",      "fire department",   "health department",
      "legislature",        "municipal council",   "police department", "school board",
      "school district",    "sheriffs department", "sheriffs office",   "state assembly",
      "state legislature",  "state police",        "town council",      "town hall"};
  return IsOneOf(body, kBodies);
}

}  // namespace dateline::annotate
