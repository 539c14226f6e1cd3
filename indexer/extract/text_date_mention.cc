#include "indexer/extract/text_date_mention.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "indexer/extract/tense_words.h"
#include "indexer/text/eight_bytes.h"

namespace dateline::extract {
namespace {

// The years that a text of the press may speak of as its own time.
constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2199;
constexpr size_t kMaxSentenceSide = 400;
constexpr size_t kMaxDatelineBegin = 60;
// How far from a date the verb that tells its time may stand.
constexpr int kMaxWordsToVerb = 9;

constexpr absl::string_view kMonths[] = {"january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december"};
constexpr absl::string_view kWeekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                           "friday", "saturday", "sunday"};

bool IsLetter(char c) { return absl::ascii_isalpha(c); }

// The word that ends at `end` (white space and `skip` before it passed over); `*begin` is where it
// begins.
absl::string_view WordBefore(absl::string_view text, size_t end, absl::string_view skip,
                             size_t* begin) {
  while (end > 0 && (absl::ascii_isspace(text[end - 1]) ||
                     skip.find(text[end - 1]) != absl::string_view::npos))
    --end;
  size_t start = end;
  while (start > 0 && IsLetter(text[start - 1])) --start;
  *begin = start;
  return text.substr(start, end - start);
}

// The word that begins behind `pos`, after white space and `skip`.
absl::string_view WordBehind(absl::string_view text, size_t pos, absl::string_view skip) {
  while (pos < text.size() &&
         (absl::ascii_isspace(text[pos]) || skip.find(text[pos]) != absl::string_view::npos))
    ++pos;
  size_t end = pos;
  while (end < text.size() && IsLetter(text[end])) ++end;
  return text.substr(pos, end - pos);
}

bool IsDay(int year, int month, int day) {
  return day >= 1 && day <= 31 && absl::CivilDay(year, month, day).month() == month;
}

// One to four digits at `pos`; 0 when there are more, or letters right behind them but an
// ordinal's.
int NumberAt(absl::string_view text, size_t pos, size_t* end) {
  int value = 0;
  size_t i = pos;
  while (i < text.size() && absl::ascii_isdigit(text[i]) && i - pos < 5)
    value = value * 10 + (text[i++] - '0');
  *end = i;
  return i - pos > 4 ? 0 : value;
}

// A year behind a month or a day: ", 2023", " 2023", " of 2023".
int YearBehind(absl::string_view text, size_t pos, size_t* end) {
  absl::string_view rest = text.substr(pos);
  absl::ConsumePrefix(&rest, ",");
  while (!rest.empty() && absl::ascii_isspace(rest[0])) rest.remove_prefix(1);
  absl::ConsumePrefix(&rest, "of ");
  const size_t begin = text.size() - rest.size();
  size_t stop = begin;
  const int year = NumberAt(text, begin, &stop);
  if (stop - begin != 4 || year < kFirstYear || year > kLastYear) return 0;
  *end = stop;
  return year;
}

bool IsStop(char c) { return c == '\n' || c == '.' || c == '?' || c == '!'; }

// A sentence ends at a line end, or at a stop behind a word of some length and before a capital.
// REQUIRES: IsStop(text[i]).
bool EndsSentenceAt(absl::string_view text, size_t i) {
  if (text[i] == '\n') return true;
  if (i + 1 < text.size() && !absl::ascii_isspace(text[i + 1]) && text[i + 1] != '"' &&
      (text[i + 1] & 0x80) == 0)
    return false;
  if (text[i] != '.') return true;
  size_t begin = 0;
  const absl::string_view word = WordBefore(text, i, "", &begin);
  if (EnglishMonth(word) != 0) return false;
  // "U.S.", "Sen.", "Gov.", "No.": short words with a capital are cut ones.
  return word.size() > 4 || word.empty() || (word.size() > 2 && !absl::ascii_isupper(word[0]));
}

// Bytes of a text, half-open.
struct Range {
  size_t begin = 0;
  size_t end = 0;
};

// The sentence around [place_begin, place_end), or as much of it as stands near.
Range FindSentence(absl::string_view text, size_t place_begin, size_t place_end) {
  const size_t first = place_begin - std::min(place_begin, kMaxSentenceSide);
  size_t begin = place_begin;
  while (begin > first && !(IsStop(text[begin - 1]) && EndsSentenceAt(text, begin - 1))) --begin;
  const size_t last = place_end + std::min(text.size() - place_end, kMaxSentenceSide);
  size_t end = place_end;
  while (end < last && !(IsStop(text[end]) && EndsSentenceAt(text, end))) ++end;
  return {begin, end};
}

// Walks the words before `end`, the nearest first, and at most kMaxWordsToVerb of them. Calls
// `look(word, has_digit)` in lower case until it gives true (the walk found what it looks for) or
// false (it never will); nullopt goes on.
template <typename Look>
bool FindBefore(absl::string_view text, size_t begin, size_t end, Look look) {
  size_t pos = end;
  for (int words = 0; words < kMaxWordsToVerb && pos > begin; ++words) {
    while (pos > begin && !absl::ascii_isalnum(text[pos - 1])) --pos;
    size_t start = pos;
    while (start > begin && (absl::ascii_isalnum(text[start - 1]) || text[start - 1] == '\''))
      --start;
    if (start == pos) break;
    const std::string word = absl::AsciiStrToLower(text.substr(start, pos - start));
    const std::optional<bool> found = look(word);
    if (found) return *found;
    pos = start;
  }
  return false;
}

bool HasDigit(absl::string_view word) {
  return std::any_of(word.begin(), word.end(), absl::ascii_isdigit);
}

// "was signed on Sept. 13, 2023": a verb of the past a few words before the date, and nothing
// between that may lead to another time.
bool FollowsPastVerb(absl::string_view text, const Range& sentence, const DateMention& mention,
                     size_t date_begin, bool* said) {
  bool verb = false;
  const bool found =
      FindBefore(text, sentence.begin, date_begin,
                 [&mention, said, &verb](const std::string& word) -> std::optional<bool> {
                   // "being held on", "is held on" tell of no past.
                   if (verb)
                     return word != "being" && word != "be" && word != "is" && word != "are";
                   if (word == "since") return true;
                   if (IsPastVerb(word)) {
                     verb = true;
                     *said = IsVerbOfSaying(word);
                     return std::nullopt;
                   }
                   if (word == "to" || word == "for" || word == "than") return false;
                   if (word == "of" && mention.month == 0) return false;
                   if (absl::EndsWith(word, "ing") || (mention.day == 0 && HasDigit(word)))
                     return false;
                   return std::nullopt;
                 });
  return found;
}

// "On Sept. 13, 2023, they met": the date opens the sentence, and a verb of the past follows.
bool OpensPastSentence(absl::string_view text, const Range& sentence, const DateMention& mention,
                       size_t preposition) {
  const absl::string_view before = text.substr(sentence.begin, preposition - sentence.begin);
  if (std::any_of(before.begin(), before.end(), absl::ascii_isalnum)) return false;
  size_t pos = mention.end;
  for (int words = 0; words < kMaxWordsToVerb && pos < sentence.end; ++words) {
    while (pos < sentence.end && !IsLetter(text[pos])) ++pos;
    size_t end = pos;
    while (end < sentence.end && IsLetter(text[end])) ++end;
    if (IsPastVerb(absl::AsciiStrToLower(text.substr(pos, end - pos)))) return true;
    pos = end;
  }
  return false;
}

// "will meet on Nov. 5, 2023": "will" stands a few words before the date, and nothing between that
// may lead to another time or compares.
bool FollowsWill(absl::string_view text, const Range& sentence, size_t date_begin) {
  const bool found = FindBefore(
      text, sentence.begin, date_begin, [](const std::string& word) -> std::optional<bool> {
        if (word == "will") return true;
        if (IsPastVerb(word) || HasDigit(word) || absl::EndsWith(word, "ing")) return false;
        for (const absl::string_view stop : {"than", "from", "versus", "as", "compared", "against",
                                             "since", "after", "of", "never", "not"}) {
          if (word == stop) return false;
        }
        return std::nullopt;
      });
  if (!found) return false;
  // "They had announced that they will": that day may be long over, unless it was said today.
  const absl::string_view before = text.substr(sentence.begin, date_begin - sentence.begin);
  int past = 0;
  bool today = false;
  for (const absl::string_view word : absl::StrSplit(before, ' ', absl::SkipEmpty())) {
    today |= word == "today";
    past += IsPastVerb(absl::AsciiStrToLower(word));
  }
  return past == 0 || (past == 1 && today);
}

// The words that touch a date and name its day from the text's own.
MentionTime TimeBeside(absl::string_view text, const DateMention& mention, size_t date_begin) {
  size_t begin = 0;
  std::string before = absl::AsciiStrToLower(WordBefore(text, date_begin, ",(-", &begin));
  if (before == "on") before = absl::AsciiStrToLower(WordBefore(text, begin, ",(", &begin));
  const bool bracket = mention.end < text.size() && text[mention.end] == ')';
  const std::string behind =
      bracket ? absl::AsciiStrToLower(WordBehind(text, mention.end + 1, "")) : "";
  if (before == "today" || behind == "today") return MentionTime::kToday;
  if (before == "yesterday") return MentionTime::kYesterday;
  if (before == "tomorrow") return MentionTime::kTomorrow;
  return MentionTime::kUnclear;
}

// "KYIV, Oct. 19 (Agency) -", "SALVADOR, Feb 26 - ": the place in capitals, then who reports or a
// dash.
bool IsDateline(absl::string_view text, const DateMention& mention, size_t date_begin) {
  if (date_begin > kMaxDatelineBegin) return false;
  absl::string_view before = text.substr(0, date_begin);
  if (absl::StrContains(before, "\n") || before.size() < 4) return false;
  int capitals = 0;
  while (
      static_cast<size_t>(capitals) < before.size() &&
      (absl::ascii_isupper(before[capitals]) || before[capitals] == ' ' || before[capitals] == '.'))
    ++capitals;
  if (capitals < 3) return false;
  before = absl::StripTrailingAsciiWhitespace(before);
  if (before.empty() || before.back() != ',') return false;
  absl::string_view behind = absl::StripLeadingAsciiWhitespace(text.substr(mention.end, 40));
  if (absl::StartsWith(behind, "(")) {
    const size_t close = behind.find(')');
    if (close == absl::string_view::npos) return false;
    behind = absl::StripLeadingAsciiWhitespace(behind.substr(close + 1));
  }
  return absl::StartsWith(behind, "-") || absl::StartsWith(behind, "_") ||
         absl::StartsWith(behind, "\xe2\x80\x93") || absl::StartsWith(behind, "\xe2\x80\x94");
}

void Judge(absl::string_view text, DateMention* mention) {
  size_t date_begin = mention->begin;
  size_t begin = 0;
  absl::string_view word = WordBefore(text, date_begin, ",", &begin);
  mention->weekday = EnglishWeekday(word);
  if (mention->weekday != 0) date_begin = begin;
  if (mention->day != 0) {
    mention->time = TimeBeside(text, *mention, date_begin);
    if (mention->time != MentionTime::kUnclear) return;
    if (IsDateline(text, *mention, date_begin)) {
      mention->time = MentionTime::kDateline;
      return;
    }
  }
  const std::string preposition = absl::AsciiStrToLower(WordBefore(text, date_begin, ",", &begin));
  const bool on = preposition == "on" || (mention->day == 0 && preposition == "in");
  if (!on && preposition != "since") return;
  const Range range = FindSentence(text, mention->begin, mention->end);
  if (on && mention->year != 0 && mention->month != 0 && FollowsWill(text, range, begin)) {
    mention->time = MentionTime::kFuture;
    return;
  }
  if (!FollowsPastVerb(text, range, *mention, begin, &mention->said) &&
      !OpensPastSentence(text, range, *mention, begin))
    return;
  const absl::string_view sentence = text.substr(range.begin, range.end - range.begin);
  if (!SpeaksOfFuture(sentence)) mention->time = MentionTime::kPast;
}

// Reads the date around the number in [begin, end); false when it is none.
bool ReadMention(absl::string_view text, size_t begin, size_t end, int number,
                 DateMention* mention) {
  if (begin > 0 && absl::StrContains("/-.:$#", text.substr(begin - 1, 1))) return false;
  const size_t digits = end - begin;
  size_t word_begin = 0;
  const int month_before = EnglishMonth(WordBefore(text, begin, ".,", &word_begin));
  mention->begin = begin;
  mention->end = end;
  if (digits == 4) {
    if (number < kFirstYear || number > kLastYear) return false;
    if (end < text.size() && (IsLetter(text[end]) || absl::StrContains("/-%", text.substr(end, 1))))
      return false;
    mention->year = number;
    mention->month = month_before;
    if (month_before != 0) mention->begin = word_begin;
    return true;
  }
  if (digits > 2 || number < 1 || number > 31) return false;
  for (const absl::string_view ordinal : {"st", "nd", "rd", "th"}) {
    if (absl::StartsWith(text.substr(end), ordinal)) end += 2;
  }
  if (month_before != 0) {
    if (end < text.size() &&
        (IsLetter(text[end]) || text[end] == ':' || text[end] == '-' || text[end] == '/'))
      return false;
    mention->month = month_before;
    mention->day = number;
    mention->begin = word_begin;
    mention->end = end;
    mention->year = YearBehind(text, end, &mention->end);
  } else {
    // "19 October 2023", "19 Oct"
    const absl::string_view word = WordBehind(text, end, "");
    mention->month = EnglishMonth(word);
    if (mention->month == 0 || end >= text.size() || text[end] != ' ') return false;
    mention->day = number;
    mention->end = word.data() + word.size() - text.data();
    size_t behind = mention->end;
    if (behind < text.size() && text[behind] == '.') ++behind;
    size_t year_end = 0;
    mention->year = YearBehind(text, behind, &year_end);
    if (mention->year != 0) mention->end = year_end;
  }
  return IsDay(mention->year == 0 ? 2000 : mention->year, mention->month, mention->day);
}

}  // namespace

int EnglishMonth(absl::string_view word) {
  if (word.size() < 3 || word.size() > 9 || !absl::ascii_isupper(word[0])) return 0;
  const std::string lower = absl::AsciiStrToLower(word);
  for (int i = 0; i < 12; ++i) {
    if (lower == kMonths[i] || lower == kMonths[i].substr(0, 3) || (i == 8 && lower == "sept"))
      return i + 1;
  }
  return 0;
}

int EnglishWeekday(absl::string_view word) {
  if (word.size() < 6 || !absl::ascii_isupper(word[0])) return 0;
  const std::string lower = absl::AsciiStrToLower(word);
  for (int i = 0; i < 7; ++i) {
    if (lower == kWeekdays[i]) return i + 1;
  }
  return 0;
}

absl::string_view SentenceAround(absl::string_view text, size_t begin, size_t end) {
  const Range sentence = FindSentence(text, begin, end);
  return text.substr(sentence.begin, sentence.end - sentence.begin);
}

std::vector<DateMention> FindDateMentions(absl::string_view text) {
  std::vector<DateMention> mentions;
  for (size_t i = 0; i < text.size() && mentions.size() < kMaxDateMentions; ++i) {
    i = text::FindDigit(text, i);
    if (i == text.size()) break;
    size_t end = i;
    const int number = NumberAt(text, i, &end);
    while (end < text.size() && absl::ascii_isdigit(text[end])) ++end;
    DateMention mention;
    const bool starts = i == 0 || !(IsLetter(text[i - 1]) || text[i - 1] == ',');
    if (starts && end - i <= 4 && ReadMention(text, i, end, number, &mention)) {
      Judge(text, &mention);
      mentions.push_back(mention);
      end = std::max(end, mention.end);
    }
    i = end - 1;
  }
  return mentions;
}

}  // namespace dateline::extract
