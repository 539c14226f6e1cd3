#include "indexer/extract/tense_words.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extract {
namespace {

const absl::flat_hash_set<absl::string_view>& FutureWords() {
  static const auto& words = *new absl::flat_hash_set<absl::string_view>{
      "will",       "ll",          "shall",       "would",        "could",      "should",
      "may",        "might",       "must",        "can",          "next",       "upcoming",
      "scheduled",  "plan",        "plans",       "planned",      "planning",   "expected",
      "expects",    "expect",      "deadline",    "expire",       "expires",    "expiring",
      "expiration", "until",       "till",        "through",      "beginning",  "starting",
      "effective",  "invite",      "invites",     "invited",      "invitation", "tomorrow",
      "if",         "unless",      "propose",     "proposes",     "proposed",   "proposal",
      "projected",  "forecast",    "forecasts",   "estimated",    "extend",     "extends",
      "extended",   "slated",      "intends",     "intend",       "hopes",      "due",
      "coming",     "set",         "date",        "when",         "where",      "going",
      "register",   "rsvp",        "apply",       "applications", "budget",     "fiscal",
      "fy",         "before",      "prior",       "no",           "contact",    "postponed",
      "delayed",    "rescheduled", "anticipated", "eligible",     "require",    "requires",
      "required",   "mandates",    "authorized",  "authorizes",   "authorize",  "target",
      "goal",       "remain",      "begins",      "begin",        "ends",       "ending",
      "end",        "starts",      "takes",       "allow",        "permit",     "retire",
      "terms",      "term"};
  return words;
}

}  // namespace

bool IsPastVerb(absl::string_view word) {
  static const auto& words = *new absl::flat_hash_set<absl::string_view>{
      "was",    "were",    "had",     "did",     "said",   "told",  "became", "began", "took",
      "made",   "gave",    "went",    "came",    "saw",    "met",   "held",   "won",   "lost",
      "sent",   "wrote",   "spoke",   "led",     "left",   "found", "fell",   "rose",  "grew",
      "shot",   "broke",   "brought", "bought",  "sold",   "built", "got",    "kept",  "paid",
      "stood",  "struck",  "sought",  "thought", "drew",   "flew",  "hit",    "ran",   "chose",
      "fought", "thanked", "died",    "swore",   "awarded"};
  if (word.size() > 4 && absl::EndsWith(word, "ed")) return true;
  return words.contains(word);
}

bool IsVerbOfSaying(absl::string_view word) {
  for (const absl::string_view verb :
       {"said", "told", "reported", "announced", "stated", "confirmed", "declared", "added"}) {
    if (word == verb) return true;
  }
  return false;
}

bool SpeaksOfFuture(absl::string_view sentence) {
  std::string word;
  for (size_t i = 0; i <= sentence.size(); ++i) {
    if (i < sentence.size() && absl::ascii_isalpha(sentence[i])) {
      if (word.size() < 20) word.push_back(absl::ascii_tolower(sentence[i]));
      continue;
    }
    // "May 5" is a month.
    const bool month = word == "may" && sentence[i - 3] == 'M';
    if (!word.empty() && !month && FutureWords().contains(word)) return true;
    word.clear();
  }
  return false;
}

}  // namespace dateline::extract
