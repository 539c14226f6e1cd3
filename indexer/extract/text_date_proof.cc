#include "indexer/extract/text_date_proof.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "indexer/extract/text_date_mention.h"

namespace dateline::extract {
namespace {

using article::DateBounds;
using article::DateInterval;
using article::DatePrecision;
using article::DateSource;
using article::PublishDate;

// The paragraphs that open a text, in bytes.
constexpr size_t kMaxOpening = 400;
constexpr absl::string_view kLast = " last ";
constexpr int kMaxLastWords = 50;
// Words with a capital that name nobody.
constexpr absl::string_view kNoNames[] = {
    "The",    "This",  "That", "These", "But",    "And",  "For",  "His",   "Her",
    "Its",    "Their", "They", "She",   "You",    "Our",  "When", "While", "After",
    "Before", "With",  "From", "Since", "During", "Last", "Mr",   "Mrs"};
// Names that two sentences have to share to tell of one event.
constexpr int kSharedNames = 3;

bool HasYear(const DateMention& mention) { return mention.year != 0; }
bool IsFull(const DateMention& mention) { return mention.year != 0 && mention.day != 0; }

absl::CivilDay DayOf(const DateMention& mention, int year) {
  return absl::CivilDay(year, mention.month, mention.day);
}

// All days of a mention with a year.
DateInterval SpanOf(const DateMention& mention) {
  if (mention.day != 0) {
    const absl::CivilDay day = DayOf(mention, mention.year);
    return {day, day};
  }
  if (mention.month != 0)
    return article::IntervalOf(absl::CivilDay(mention.year, mention.month, 1),
                               DatePrecision::kMonth);
  return article::IntervalOf(absl::CivilDay(mention.year, 1, 1), DatePrecision::kYear);
}

void NotBefore(absl::CivilDay day, DateBounds* bounds) {
  if (!bounds->not_before || *bounds->not_before < day) bounds->not_before = day;
}

void NotAfter(absl::CivilDay day, DateBounds* bounds) {
  if (!bounds->not_after || day < *bounds->not_after) bounds->not_after = day;
}

bool Allows(const DateBounds& bounds, absl::CivilDay day) {
  return (!bounds.not_before || *bounds.not_before <= day) &&
         (!bounds.not_after || day <= *bounds.not_after);
}

// True when the paragraph has a quotation open at `pos`.
bool IsQuoted(absl::string_view text, size_t pos) {
  const size_t line_end = text.rfind('\n', pos);
  const size_t begin = line_end == absl::string_view::npos ? 0 : line_end;
  const absl::string_view before = text.substr(begin, pos - begin);
  if (std::count(before.begin(), before.end(), '"') % 2 != 0) return true;
  const size_t opened = before.rfind("\u201c");
  const size_t closed = before.rfind("\u201d");
  return opened != absl::string_view::npos &&
         (closed == absl::string_view::npos || closed < opened);
}

bool IsPossible(const DateBounds& bounds) {
  return !bounds.not_before || !bounds.not_after || *bounds.not_before <= *bounds.not_after;
}

bool WeekdayFits(const DateMention& mention, absl::CivilDay day) {
  return mention.weekday == 0 || static_cast<int>(absl::GetWeekday(day)) + 1 == mention.weekday;
}

// What the day of the text is when a mention of `time` falls on `day`.
std::optional<absl::CivilDay> OwnDay(MentionTime time, absl::CivilDay day) {
  switch (time) {
    case MentionTime::kToday:
    case MentionTime::kDateline:
      return day;
    case MentionTime::kYesterday:
      return day + 1;
    case MentionTime::kTomorrow:
      return day - 1;
    default:
      return std::nullopt;
  }
}

DateBounds BoundsOf(const std::vector<DateMention>& mentions) {
  DateBounds bounds;
  for (const DateMention& mention : mentions) {
    if (!HasYear(mention)) continue;
    if (mention.time == MentionTime::kPast) NotBefore(SpanOf(mention).start, &bounds);
    if (mention.time == MentionTime::kFuture) NotAfter(SpanOf(mention).end, &bounds);
  }
  return bounds;
}

PublishDate Proved(absl::CivilDay day, DateSource source) {
  PublishDate date;
  date.precision = DatePrecision::kDay;
  date.source = source;
  date.day = day;
  return date;
}

// A day of the year that the text calls its own: the first such day on or after one bound, the last
// on or before the other.
void NarrowToOwnDay(const std::vector<DateMention>& mentions, DateBounds* bounds) {
  const auto own = std::find_if(mentions.begin(), mentions.end(), [](const DateMention& mention) {
    return mention.day != 0 && mention.year == 0 &&
           (mention.time == MentionTime::kDateline || mention.time == MentionTime::kToday);
  });
  if (own == mentions.end()) return;
  const auto fits = [&own](absl::CivilDay day) {
    return day.month() == own->month && day.day() == own->day && WeekdayFits(*own, day);
  };
  // 29 February and a weekday together come back after 40 years at most.
  constexpr int kMaxDays = 41 * 366;
  DateBounds narrowed;
  for (int i = 0; bounds->not_before && !narrowed.not_before && i < kMaxDays; ++i) {
    if (fits(*bounds->not_before + i)) narrowed.not_before = *bounds->not_before + i;
  }
  for (int i = 0; bounds->not_after && !narrowed.not_after && i < kMaxDays; ++i) {
    if (fits(*bounds->not_after - i)) narrowed.not_after = *bounds->not_after - i;
  }
  if (IsPossible(narrowed)) *bounds = narrowed;
}

// The day that the mentions touching "today" and the like name; nullopt when there is none, they
// name several, or only one statement speaks for it.
std::optional<PublishDate> ByDayWord(const std::vector<DateMention>& mentions,
                                     const DateBounds& bounds) {
  std::optional<PublishDate> found;
  for (const DateMention& mention : mentions) {
    if (mention.day == 0 || !OwnDay(mention.time, absl::CivilDay())) continue;
    const bool two_sided = bounds.not_before && bounds.not_after;
    std::optional<absl::CivilDay> day;
    if (HasYear(mention)) {
      const absl::CivilDay named = DayOf(mention, mention.year);
      if ((mention.weekday == 0 && !two_sided) || !WeekdayFits(mention, named)) continue;
      day = OwnDay(mention.time, named);
    } else if (two_sided) {
      for (auto year = bounds.not_before->year() - 1; year <= bounds.not_after->year() + 1;
           ++year) {
        const absl::CivilDay named = DayOf(mention, static_cast<int>(year));
        if (named.month() != mention.month || !WeekdayFits(mention, named)) continue;
        const absl::CivilDay own = *OwnDay(mention.time, named);
        if (!Allows(bounds, own)) continue;
        if (day) return std::nullopt;
        day = own;
      }
    }
    if (!day) continue;
    if (!Allows(bounds, *day)) return std::nullopt;
    if (found && found->day != *day) return std::nullopt;
    const bool dateline = mention.time == MentionTime::kDateline;
    found = Proved(*day, dateline ? DateSource::kDateline : DateSource::kText);
  }
  return found;
}

// Names of people and places in a sentence: words with a capital, but those of the calendar.
absl::flat_hash_set<absl::string_view> NamesIn(absl::string_view sentence) {
  absl::flat_hash_set<absl::string_view> names;
  for (size_t i = 0; i < sentence.size(); ++i) {
    if (!absl::ascii_isalpha(sentence[i])) continue;
    const size_t begin = i;
    while (i < sentence.size() && absl::ascii_isalpha(sentence[i])) ++i;
    const absl::string_view word = sentence.substr(begin, i - begin);
    if (word.size() < 3 || !absl::ascii_isupper(word[0])) continue;
    if (EnglishMonth(word) != 0 || EnglishWeekday(word) != 0) continue;
    if (std::find(std::begin(kNoNames), std::end(kNoNames), word) == std::end(kNoNames))
      names.insert(word);
  }
  return names;
}

bool ShareNames(absl::string_view a, absl::string_view b) {
  const auto names = NamesIn(a);
  int shared = 0;
  for (const absl::string_view name : NamesIn(b)) shared += names.contains(name);
  return shared >= kSharedNames;
}

// A date with its year that is past, and the sentence that tells of it.
struct PastEvent {
  DateInterval month;
  absl::string_view sentence;
};

std::vector<PastEvent> PastEvents(absl::string_view body, absl::string_view captions,
                                  const std::vector<DateMention>& in_body,
                                  const std::vector<DateMention>& in_captions) {
  std::vector<PastEvent> events;
  const auto add = [&events](absl::string_view text, const DateMention& mention) {
    if (mention.year == 0 || mention.month == 0) return;
    const absl::CivilDay first(mention.year, mention.month, 1);
    events.push_back({article::IntervalOf(first, DatePrecision::kMonth),
                      SentenceAround(text, mention.begin, mention.end)});
  };
  for (const DateMention& mention : in_body) {
    if (mention.time == MentionTime::kPast) add(body, mention);
  }
  for (const DateMention& mention : in_captions) {
    if (IsFull(mention)) add(captions, mention);
  }
  return events;
}

// True when a day without its year, told as past, lies in the month that begins with `first`.
bool NamesDayOf(const std::vector<DateMention>& mentions, absl::CivilDay first) {
  return std::any_of(mentions.begin(), mentions.end(), [first](const DateMention& mention) {
    return mention.year == 0 && mention.month == first.month() &&
           mention.time == MentionTime::kPast;
  });
}

// When the text must have appeared by its words "last month" and "last September", in sentences
// that share names with one of a past event: in the month after, where the text names days of; or
// in the twelve months after. nullopt when there is none, or two that exclude each other.
struct Linked {
  DateBounds bounds;
  bool month = false;  // By "last month".
};

std::optional<Linked> LinkedBounds(absl::string_view body, const std::vector<PastEvent>& events,
                                   const std::vector<DateMention>& mentions) {
  std::optional<Linked> linked;
  int looked_at = 0;
  for (size_t at = body.find(kLast); at != absl::string_view::npos && looked_at < kMaxLastWords;
       at = body.find(kLast, at + 1), ++looked_at) {
    const size_t begin = at + kLast.size();
    size_t end = begin;
    while (end < body.size() && absl::ascii_isalpha(body[end])) ++end;
    const absl::string_view word = body.substr(begin, end - begin);
    const int month = EnglishMonth(word);
    if (month == 0 && word != "month") continue;
    const absl::string_view sentence = SentenceAround(body, at, end);
    for (const PastEvent& event : events) {
      const absl::CivilDay next = event.month.end + 1;
      if (month != 0 ? event.month.start.month() != month : !NamesDayOf(mentions, next)) continue;
      if (sentence.data() == event.sentence.data() || !ShareNames(sentence, event.sentence))
        continue;
      const absl::CivilMonth last = absl::CivilMonth(event.month.start) + (month != 0 ? 13 : 2);
      if (!linked) linked.emplace();
      NotBefore(next, &linked->bounds);
      NotAfter(absl::CivilDay(last) - 1, &linked->bounds);
      linked->month |= month == 0;
    }
  }
  if (linked && *linked->bounds.not_after < *linked->bounds.not_before) return std::nullopt;
  return linked;
}

// True when the text names a day by its weekday or from its own: then the day of the report is one
// of these, and no date.
bool NamesDaysByWords(absl::string_view body) {
  for (const absl::string_view word : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                       "Saturday", "Sunday", "today", "yesterday", "tonight"}) {
    if (absl::StrContains(body, word)) return true;
  }
  return false;
}

// The day of the report in a text whose month is known; nullopt unless all that the header asks for
// is there.
std::optional<absl::CivilDay> DayOfReport(absl::string_view body, absl::CivilMonth month,
                                          const std::vector<DateMention>& mentions) {
  const DateMention* latest = nullptr;
  const DateMention* opening = nullptr;
  int days = 0;  // Different ones.
  int last_day = 0;
  for (const DateMention& mention : mentions) {
    if (mention.year != 0 || mention.month != static_cast<int>(month.month())) continue;
    if (latest == nullptr || mention.day > latest->day) latest = &mention;
    if (mention.time == MentionTime::kPast && mention.said && mention.begin < kMaxOpening &&
        opening == nullptr)
      opening = &mention;
    days += mention.day != last_day;
    last_day = mention.day;
  }
  if (opening == nullptr || opening->day != latest->day || days < 2 || NamesDaysByWords(body))
    return std::nullopt;
  return absl::CivilDay(month.year(), month.month(), opening->day);
}

}  // namespace

TextDateProof ProveTextDate(absl::string_view body, absl::string_view captions,
                            const DateBounds& known) {
  TextDateProof proof;
  body = body.substr(0, kMaxProofBytes);
  captions = captions.substr(0, kMaxProofBytes);
  std::vector<DateMention> mentions = FindDateMentions(body);
  for (DateMention& mention : mentions) {
    // The day of whoever is quoted, of a letter or a diary, is not that of the article.
    if (OwnDay(mention.time, absl::CivilDay()) && IsQuoted(body, mention.begin)) {
      mention.time = MentionTime::kUnclear;
    }
  }
  const std::vector<DateMention> in_captions = FindDateMentions(captions);
  DateBounds bounds = BoundsOf(mentions);
  for (const DateMention& mention : in_captions) {
    if (IsFull(mention)) NotBefore(SpanOf(mention).start, &bounds);
  }
  if (known.not_before) NotBefore(*known.not_before, &bounds);
  if (known.not_after) NotAfter(*known.not_after, &bounds);
  if (!IsPossible(bounds)) {
    proof.bounds = known;
    return proof;
  }
  std::optional<Linked> linked;
  const std::vector<PastEvent> events = PastEvents(body, captions, mentions, in_captions);
  if (!events.empty()) linked = LinkedBounds(body, events, mentions);
  if (linked) {
    DateBounds narrowed = bounds;
    NotBefore(*linked->bounds.not_before, &narrowed);
    NotAfter(*linked->bounds.not_after, &narrowed);
    if (IsPossible(narrowed)) {
      bounds = narrowed;
    } else {
      linked.reset();
    }
  }
  if (const auto date = ByDayWord(mentions, bounds)) {
    proof.date = *date;
    return proof;
  }
  if (linked && linked->month) {
    const absl::CivilMonth month(*linked->bounds.not_before);
    if (const auto day = DayOfReport(body, month, mentions)) {
      if (Allows(bounds, *day)) {
        proof.date = Proved(*day, DateSource::kText);
        return proof;
      }
    }
    for (const DateMention& mention : mentions) {
      if (mention.year == 0 && mention.month == static_cast<int>(month.month()) &&
          mention.time == MentionTime::kPast) {
        const absl::CivilDay day = DayOf(mention, static_cast<int>(month.year()));
        // February 29 is a day of March in most years.
        if (day.month() == mention.month && Allows(bounds, day)) NotBefore(day, &bounds);
      }
    }
  }
  NarrowToOwnDay(mentions, &bounds);
  proof.bounds = bounds;
  return proof;
}

}  // namespace dateline::extract
