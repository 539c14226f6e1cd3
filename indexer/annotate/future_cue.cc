#include "indexer/annotate/future_cue.h"

#include <array>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"

namespace dateline::annotate {
namespace {

// Tokens looked at before and behind a date.
constexpr uint32_t kTokensBefore = 12;
constexpr uint32_t kTokensAfter = 5;
// "9 a.m. EST on".
constexpr uint32_t kTimeTokens = 8;
// An infinitive has a date at most so many tokens behind it for itself.
constexpr uint32_t kInfinitiveReach = 8;

constexpr std::array<absl::string_view, 13> kCues = {
    "will",    "shall", "expected", "scheduled", "due", "upcoming", "slated",
    "planned", "plans", "would",    "planning",  "ll",  "wont"};

// Verbs of events that news announce: "to visit the country on Tuesday".
constexpr std::array<absl::string_view, 54> kPlans = {
    "visit",    "meet",    "hold",     "go",      "travel",  "attend",   "begin",   "start",
    "open",     "vote",    "leave",    "arrive",  "return",  "take",     "be",      "discuss",
    "launch",   "play",    "face",     "appear",  "release", "announce", "publish", "make",
    "host",     "run",     "join",     "address", "speak",   "sign",     "decide",  "resume",
    "close",    "end",     "come",     "get",     "report",  "become",   "expire",  "continue",
    "debate",   "testify", "consider", "deliver", "present", "unveil",   "receive", "pay",
    "complete", "reopen",  "step",     "retire",  "marry",   "fly"};

// Verbs that are also nouns: "officials plan", but not "the plan".
constexpr std::array<absl::string_view, 4> kPlanning = {"plan", "hope", "intend", "expect"};

// Auxiliaries that put a verb in the future, unless "have" follows: "may have left on Friday".
constexpr std::array<absl::string_view, 4> kModals = {"may", "might", "must", "should"};

// Verbs that tell in the present what is on the calendar: "opens Friday".
constexpr std::array<absl::string_view, 6> kOnCalendar = {"begins", "starts",  "opens",
                                                          "ends",   "expires", "resumes"};
// And those that do in a whole sentence; of a headline the present is what happened.
constexpr std::array<absl::string_view, 9> kOnCalendarOfPeople = {
    "meets", "leaves", "arrives", "goes", "retires", "convenes", "reconvenes", "travels", "flies"};
// A verb of the calendar has a date at most so many tokens behind it.
constexpr uint32_t kCalendarReach = 8;
// Plans that a verb behind the day calls off: "planned for Monday was put off".
constexpr std::array<absl::string_view, 5> kPlanned = {"planned", "scheduled", "slated", "due",
                                                       "set"};

// Past forms without -ed that news tell things with.
constexpr std::array<absl::string_view, 40> kToldIrregular = {
    "met",    "held",  "went",  "left",  "won",    "began", "came",   "took",  "made",  "fell",
    "rose",   "beat",  "lost",  "found", "sent",   "gave",  "saw",    "shot",  "led",   "kept",
    "hit",    "broke", "spoke", "wrote", "struck", "drew",  "shook",  "flew",  "ran",   "paid",
    "bought", "sold",  "grew",  "stood", "became", "swept", "fought", "threw", "drove", "sank"};

// Part of a time of day: "9 a.m. EST (Tuesday)".
bool TellsTime(const Token& token) {
  return token.shape == Shape::kNumber || token.key == "am" || token.key == "pm" ||
         token.key == "a" || token.key == "p" || token.key == "m" || token.key == "est" ||
         token.key == "edt" || token.key == "gmt" || token.key == "on" || token.key == "noon" ||
         token.key == "midnight";
}

class Reader {
 public:
  Reader(const TokenizedText& text, uint32_t begin, uint32_t end)
      : text_(text), begin_(begin), end_(end) {}

  bool BehindSays(uint32_t first, uint32_t last) const;
  bool JustBeforeSays(uint32_t first, uint32_t last) const;
  Tense BeforeSays(uint32_t first, uint32_t last) const;

 private:
  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  absl::string_view KeyBefore(uint32_t i, uint32_t n) const {
    return i >= begin_ + n ? absl::string_view(At(i - n).key) : absl::string_view();
  }

  const TokenizedText& text_;
  const uint32_t begin_;
  const uint32_t end_;
};

// "on Tuesday will"
bool Reader::BehindSays(uint32_t first, uint32_t last) const {
  if (first > begin_ && (At(first - 1).classes & kSay)) return false;
  for (uint32_t i = last; i < end_ && i < last + kTokensAfter; ++i) {
    if (At(i).shape == Shape::kOther) return false;
    if (At(i).key == "will" && At(i).shape == Shape::kLower) return true;
  }
  return false;
}

// "by Tuesday", "until 9 a.m. Tuesday", "as early as Tuesday"
bool Reader::JustBeforeSays(uint32_t first, uint32_t last) const {
  uint32_t at = first;
  while (at > begin_ && first - at < kTimeTokens &&
         (TellsTime(At(at - 1)) || text_.text[At(at - 1).begin] == '.')) {
    --at;
  }
  const absl::string_view before = KeyBefore(at, 1);
  if (before == "by" || before == "starting" || before == "beginning" || before == "effective")
    return true;
  if (before == "of") return KeyBefore(at, 2) == "ahead";
  if (before == "for") return KeyBefore(at, 2) == "time" && KeyBefore(at, 3) == "in";
  const absl::string_view verb = before == "on" ? KeyBefore(at, 2) : before;
  if (absl::c_linear_search(kOnCalendar, verb)) return true;
  if (before == "as") return KeyBefore(at, 2) == "early" || KeyBefore(at, 2) == "soon";
  if (before != "until" && before != "till") return false;
  return KeyBefore(at, 2) != "not" && at - 1 > begin_;
}

Tense Reader::BeforeSays(uint32_t first, uint32_t last) const {
  const bool whole_sentence = text_.text[At(end_ - 1).begin] == '.';
  const bool called_off = last < end_ && (At(last).key == "was" || At(last).key == "were");
  const uint32_t stop = first > begin_ + kTokensBefore ? first - kTokensBefore : begin_;
  for (uint32_t i = first; i-- > stop;) {
    const Token& token = At(i);
    if (token.shape == Shape::kOther && text_.text[token.begin] == ';') return Tense::kOpen;
    if (token.shape != Shape::kLower && token.key != "upcoming") continue;
    if (called_off && absl::c_linear_search(kPlanned, token.key)) return Tense::kPast;
    if (first - i <= kCalendarReach && whole_sentence &&
        (absl::c_linear_search(kOnCalendar, token.key) ||
         absl::c_linear_search(kOnCalendarOfPeople, token.key) ||
         (token.key == "steps" && i + 1 < first &&
          (At(i + 1).key == "down" || At(i + 1).key == "aside")))) {
      return Tense::kFuture;
    }
    const bool perfect = i + 1 < first && At(i + 1).key == "have";  // "would have left"
    if (absl::c_linear_search(kCues, token.key)) return perfect ? Tense::kPast : Tense::kFuture;
    if (i + 1 < first && absl::c_linear_search(kModals, token.key)) {
      return perfect ? Tense::kPast : Tense::kFuture;
    }
    if (i > begin_ && absl::c_linear_search(kPlanning, token.key) &&
        (At(i - 1).classes & kFunction) == 0 && At(i - 1).shape > Shape::kNumber) {
      return Tense::kFuture;
    }
    if (token.key == "going" && i + 1 < first && At(i + 1).key == "to") return Tense::kFuture;
    if (token.key == "set" && i + 1 < first && (At(i + 1).key == "to" || At(i + 1).key == "for")) {
      return Tense::kFuture;
    }
    // "could play", but "could not find": that is told.
    if (token.key == "could" && i + 1 < first && absl::c_linear_search(kPlans, At(i + 1).key) &&
        At(i + 1).key != "be") {
      return Tense::kFuture;
    }
    if (token.key == "to" && i + 1 < first && first - i <= kInfinitiveReach &&
        absl::c_linear_search(kPlans, At(i + 1).key)) {
      // "failed to meet": that is told.
      const absl::string_view verb = KeyBefore(i, 1);
      if (!absl::EndsWith(verb, "ed") || absl::c_linear_search(kCues, verb)) return Tense::kFuture;
      return Tense::kPast;
    }
    // "would be formally signed"
    if (KeyBefore(i, 1) == "be" || KeyBefore(i, 2) == "be") continue;
    const bool told = (token.classes & kSay) || absl::EndsWith(token.key, "ed") ||
                      token.key == "was" || token.key == "were" || token.key == "had" ||
                      absl::c_linear_search(kToldIrregular, token.key);
    if (told) return Tense::kPast;
  }
  return Tense::kOpen;
}

}  // namespace

Tense TenseOf(const TokenizedText& text, uint32_t begin, uint32_t end, uint32_t first,
              uint32_t last) {
  const Reader reader(text, begin, end);
  // "Wednesday's ruling" is known already, but not "ahead of Sunday's vote".
  const bool possessive = last < end && text.tokens[last].possessive;
  if (possessive && !reader.JustBeforeSays(first, last)) return Tense::kPast;
  if (reader.BehindSays(first, last) || reader.JustBeforeSays(first, last)) return Tense::kFuture;
  return reader.BeforeSays(first, last);
}

}  // namespace dateline::annotate
