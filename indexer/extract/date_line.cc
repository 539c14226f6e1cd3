#include "indexer/extract/date_line.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

using article::DateSource;
using article::PublishDate;

// How far before a date a word may stand and still speak of it.
constexpr size_t kMarkBytes = 40;
constexpr size_t kMaxShortLine = 120;
// A word for publishing that ends this early begins its line.
constexpr size_t kMaxMarkAtStart = 30;
// How far from its date a note of a blog may begin and end.
constexpr size_t kMaxPostNote = 100;
// Before the date of a dateline, and of the place behind it.
constexpr size_t kMaxBeforeDateline = 60;
constexpr size_t kMaxPlaceBytes = 30;
// Paragraphs of a text in which it may state its date.
constexpr size_t kLinesAtHead = 3;
// Paragraphs that are looked at to tell an agenda from a dateline.
constexpr size_t kLinesInAgenda = 8;
// Bytes beside a date that "on" alone makes a publish date.
constexpr size_t kMaxBesideDateWord = 30;

// In the form of text::Fold.
constexpr absl::string_view kUpdateWords[] = {
    "update", "updated", "modified", "edited", "aktualisiert", "geandert", "bearbeitet", "anderung",
    "stand", "mis a jour", "modifie", "actualizado", "actualizada", "actualise", "aggiornato",
    "aggiornamento", "atualizado", "atualizada", "bijgewerkt", "gewijzigd", "zaktualizowano",
    "aktualizacja", "обновлено", "uppdaterad", "oppdatert", "opdateret", "modificado", "changed",
    "revised", "last", "paivitetty", "aktualizovano", "gultig", "valid",
    // Of people, and of what takes place.
    "termin", "termine", "registriert", "registered", "joined", "member since", "mitglied seit",
    "inscrit", "geboren", "born"};
constexpr absl::string_view kPublishWords[] = {"published",
                                               "posted",
                                               "publish",
                                               "veroffentlicht",
                                               "erstellt",
                                               "geschrieben",
                                               "eingestellt",
                                               "publiziert",
                                               "erschienen",
                                               "publie",
                                               "publiee",
                                               "publicado",
                                               "publicada",
                                               "pubblicato",
                                               "pubblicata",
                                               "written",
                                               "gepubliceerd",
                                               "geplaatst",
                                               "opublikowano",
                                               "dodano",
                                               "publicerad",
                                               "publisert",
                                               "опубликовано",
                                               "created",
                                               "issued",
                                               "released",
                                               "submitted",
                                               "julkaistu",
                                               "filed",
                                               "first published",
                                               "gespeichert",
                                               "verfasst",
                                               "veroffentlichung",
                                               "veroffentlichungsdatum",
                                               "erscheinungsdatum",
                                               "artikel vom",
                                               "beitrag vom",
                                               "meldung vom",
                                               "mitteilung vom",
                                               "pressemitteilung vom",
                                               "nachricht vom",
                                               "bericht vom",
                                               "eintrag vom",
                                               "news vom",
                                               "added",
                                               "uploaded",
                                               "freigegeben",
                                               "erstellungsdatum",
                                               "publikationsdatum",
                                               "redige",
                                               "ecrit",
                                               "poste",
                                               "escrito",
                                               "escrita",
                                               "fecha de publicacion",
                                               "scritto",
                                               "inserito",
                                               "data publikacji",
                                               "publication",
                                               "mise en ligne",
                                               "mis en ligne",
                                               "online seit",
                                               "online gestellt"};
// These speak of a publish date only where nothing stands before them.
constexpr absl::string_view kDateWords[] = {"date", "datum", "vom", "am", "data", "fecha",
                                            "on",   "le",    "el",  "il", "den",  "ce"};

// The last words before a date, folded, without the punctuation at their end.
std::string Before(absl::string_view words) {
  if (words.size() > kMarkBytes) {
    size_t cut = words.size() - kMarkBytes;
    while (cut < words.size() && (static_cast<unsigned char>(words[cut]) & 0xC0) == 0x80) ++cut;
    words = words.substr(cut);
  }
  return text::Fold(words);
}

template <size_t kCount>
bool HasWord(absl::string_view folded, const absl::string_view (&words)[kCount]) {
  for (size_t pos = 0; pos < folded.size(); ++pos) {
    if (pos > 0 && absl::ascii_isalnum(folded[pos - 1])) continue;
    const absl::string_view rest = folded.substr(pos);
    for (const absl::string_view word : words) {
      if (word[0] != rest[0] || !absl::StartsWith(rest, word)) continue;
      if (word.size() == rest.size() || !absl::ascii_isalnum(rest[word.size()])) return true;
    }
  }
  return false;
}

// True for "Am", "Datum:" and the like where nothing stands before it.
bool IsDateWord(absl::string_view before) {
  before = absl::StripAsciiWhitespace(before);
  while (!before.empty() && before.back() == ':') before.remove_suffix(1);
  return std::find(std::begin(kDateWords), std::end(kDateWords), before) != std::end(kDateWords);
}

// As EndsSentence, but for "6:09 p.m.".
bool EndsInSentence(absl::string_view line) {
  line = absl::StripTrailingAsciiWhitespace(line);
  return EndsSentence(line) && !absl::EndsWithIgnoreCase(line, " p.m.") &&
         !absl::EndsWithIgnoreCase(line, " a.m.");
}

// "Posted by Jane Roe, John Smith and several others on": names may stand between.
bool IsPostedBy(absl::string_view before) {
  const std::string folded = text::Fold(before);
  const size_t last = folded.find_last_of(' ', folded.size() < 2 ? 0 : folded.size() - 2);
  if (last == std::string::npos || !IsDateWord(absl::string_view(folded).substr(last + 1)))
    return false;
  return std::any_of(std::begin(kPublishWords), std::end(kPublishWords),
                     [&folded](absl::string_view word) {
                       return absl::StartsWith(folded, absl::StrCat(word, " "));
                     });
}

// Without the time of day at its start: "at 08:45 AM | News" gives " | News".
absl::string_view BehindTime(absl::string_view text) {
  absl::string_view rest = absl::StripLeadingAsciiWhitespace(text);
  for (const absl::string_view word : {"at ", "um ", "a las ", ", ", "- ", "@ "}) {
    if (absl::ConsumePrefix(&rest, word)) break;
  }
  size_t digits = 0;
  while (digits < rest.size() && (absl::ascii_isdigit(rest[digits]) || rest[digits] == ':'))
    ++digits;
  if (!absl::StrContains(rest.substr(0, digits), ":")) return text;
  rest.remove_prefix(digits);
  for (const absl::string_view word : {" AM", " PM", " am", " pm", "am", "pm", " Uhr"}) {
    if (absl::ConsumePrefix(&rest, word)) break;
  }
  return rest;
}

// "19.10.2023 13:30 by Jane", "Published on 19 October 2023 in Bridges | 3 comments": a date with
// the time of day or a word for publishing, and then who wrote, where, or the next part of the
// line.
bool IsSigned(absl::string_view line, const FoundDate& date) {
  const absl::string_view behind = line.substr(date.end, kMaxPostNote);
  if (HasWord(text::Fold(behind.substr(0, behind.find('.'))), kUpdateWords)) return false;
  absl::string_view rest = BehindTime(behind);
  const bool timed = rest.size() != behind.size();
  const bool published = date.begin < kMaxMarkAtStart && !IsDateWord(line.substr(0, date.begin)) &&
                         EndsInPublishWord(line.substr(0, date.begin));
  if (!timed && !published) return false;
  rest = absl::StripLeadingAsciiWhitespace(rest);
  for (const absl::string_view word : {"von ", "by ", "par ", "por ", "di ", "door "}) {
    if (absl::ConsumePrefix(&rest, word)) return !rest.empty() && absl::ascii_isupper(rest[0]);
  }
  if (!published) return false;
  for (const absl::string_view word : {"in ", "unter ", "|", "\u00b7", "\u2022", "\u2013", "/"}) {
    if (absl::StartsWith(rest, word)) return true;
  }
  return false;
}

// "19.10.2023 The town ...": nobody begins a sentence with a date in numbers alone.
bool OpensWithNumbers(absl::string_view line, const FoundDate& date) {
  const absl::string_view shown = line.substr(date.begin, date.end - date.begin);
  const absl::string_view behind = line.substr(date.end);
  if (shown.find_first_not_of("0123456789.") != absl::string_view::npos || behind.size() < 3)
    return false;
  return behind[0] == ' ' && (absl::ascii_isupper(behind[1]) || (behind[1] & 0x80) != 0);
}

// "KYIV,", "Frankfurt am Main, den", "(Agency, ": words with capitals, and the few that stand
// between such.
bool IsPlace(absl::string_view words) {
  if (absl::StrContains(words, ". ")) return false;
  bool first = true;
  for (const absl::string_view word :
       absl::StrSplit(words, absl::ByAnyChar(" ,/()-"), absl::SkipEmpty())) {
    static constexpr absl::string_view kBetween[] = {"am", "an", "den", "der", "de", "del", "du",
                                                     "la", "le", "el",  "di",  "im", "of",  "vom"};
    const bool capital = absl::ascii_isupper(word[0]) || (word[0] & 0x80) != 0;
    const bool between =
        std::find(std::begin(kBetween), std::end(kBetween), word) != std::end(kBetween);
    if (!capital && (first || !between)) return false;
    if (first && (word == "On" || word == "In" || word == "The" || word == "Am" || word == "By"))
      return false;
    first = false;
  }
  return !first || !words.empty();
}

// "A bridge opens October 19, 2023 WASHINGTON, DC - The": a place in capitals and a dash follow,
// and so a headline stands before the date.
bool OpensDateline(absl::string_view behind) {
  size_t capitals = 0;
  size_t pos = 0;
  while (pos < behind.size() && pos < kMaxPlaceBytes &&
         (absl::ascii_isupper(behind[pos]) || absl::StrContains(" ,.", behind.substr(pos, 1)))) {
    capitals += absl::ascii_isupper(behind[pos]) ? 1 : 0;
    ++pos;
  }
  return capitals >= 4 && pos < behind.size() &&
         (behind[pos] == '-' || absl::StartsWith(behind.substr(pos), "\xe2\x80"));
}

// "KYIV, Oct. 19, 2023 --", "(Reuters, 19 October 2023)": the date stands at the start of a
// paragraph, and a dash, colon or bracket ends it.
bool IsDateline(absl::string_view line, const FoundDate& date) {
  if (date.begin > kMaxBeforeDateline) return false;
  const absl::string_view before = absl::StripAsciiWhitespace(line.substr(0, date.begin));
  const absl::string_view rest = line.substr(date.end, 30);
  // "27.1.2022 - The", "19 October 2023: The": nothing stands before it.
  const absl::string_view behind = absl::StripLeadingAsciiWhitespace(BehindTime(rest));
  const bool mark_behind = absl::StartsWith(behind, "- ") || absl::StartsWith(behind, "--") ||
                           absl::StartsWith(behind, "//") || absl::StartsWith(behind, ": ") ||
                           absl::StartsWith(behind, "\u2013") ||
                           absl::StartsWith(behind, "\u2014") || absl::StartsWith(behind, "| ");
  if (before.empty()) return mark_behind || OpensWithNumbers(line, date);
  if (OpensDateline(behind)) return true;
  if (!IsPlace(before)) return false;
  if (before.back() == '(') return !behind.empty() && behind[0] == ')';
  // "(IPS) -", "/Agency/ --": who reports may stand between.
  size_t mark = absl::string_view::npos;
  for (const absl::string_view dash : {" -", "--", "- ", ": ", "\xe2\x80\x93", "\xe2\x80\x94"})
    mark = std::min(mark, rest.find(dash));
  return mark <= 24;
}

// "This entry was posted by Jane on 19 October 2023 at 8:15 and filed under ...": what programs
// that keep a blog write below a post.
bool IsPostNote(absl::string_view line, const FoundDate& date) {
  if (date.begin > kMaxPostNote) return false;
  static constexpr absl::string_view kPosts[] = {
      "der beitrag wurde", "der artikel wurde", "dieser beitrag",  "dieser artikel",
      "dieser eintrag",    "this entry",        "this post",       "this article",
      "cet article",       "ce billet",         "cette entree",    "este articulo",
      "esta entrada",      "este artigo",       "questo articolo", "questo post",
      "dit bericht",       "dit artikel"};
  const std::string before = text::Fold(line.substr(0, date.begin));
  if (!HasWord(before, kPosts) || HasWord(before, kUpdateWords)) return false;
  const absl::string_view behind = line.substr(date.end, kMaxPostNote);
  // The verb may stand at the end.
  return !HasWord(text::Fold(behind.substr(0, behind.find('.'))), kUpdateWords);
}

// What may stand beside the date in a line of its own: weekdays, times of day, time zones, and
// words for publishing. `word` is folded.
bool IsTimeWord(absl::string_view word) {
  static constexpr absl::string_view kWords[] = {
      "at",    "on",   "a",     "las",    "la",     "el",     "le",      "il",   "den",
      "um",    "uhr",  "h",     "hrs",    "am",     "pm",     "o'clock", "gmt",  "utc",
      "bst",   "est",  "edt",   "cst",    "cdt",    "mst",    "mdt",     "pst",  "pdt",
      "cet",   "cest", "eet",   "eest",   "ist",    "jst",    "aest",    "aedt", "msk",
      "et",    "pt",   "date",  "datum",  "fecha",  "data",   "vom",     "de",   "del",
      "is",    "was",  "first", "\u00b7", "\u2022", "\u2013", "\u2014",  "t",    "z",
      "local", "time", "ore",   "klo",    "kl",     "da",     "du"};
  static constexpr absl::string_view kWeekdays[] = {
      // At least three letters of these.
      "monday",    "tuesday",  "wednesday", "thursday",   "friday",   "saturday", "sunday",
      "montag",    "dienstag", "mittwoch",  "donnerstag", "freitag",  "samstag",  "sonntag",
      "sonnabend", "lundi",    "mardi",     "mercredi",   "jeudi",    "vendredi", "samedi",
      "dimanche",  "lunes",    "martes",    "miercoles",  "jueves",   "viernes",  "sabado",
      "domingo",   "lunedi",   "martedi",   "mercoledi",  "giovedi",  "venerdi",  "domenica",
      "segunda",   "terca",    "quarta",    "quinta",     "sexta",    "feira",    "maandag",
      "dinsdag",   "woensdag", "donderdag", "vrijdag",    "zaterdag", "zondag"};
  if (absl::ascii_isdigit(word[0])) return word.size() <= 8;
  const auto has = [word](const auto& words) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
  };
  if (has(kWords) || has(kUpdateWords) || has(kPublishWords)) return true;
  return word.size() >= 3 &&
         std::any_of(std::begin(kWeekdays), std::end(kWeekdays),
                     [word](absl::string_view day) { return absl::StartsWith(day, word); });
}

bool IsNameOrByline(absl::string_view words) { return IsByline(words) || IsBareName(words); }

// "14-20 January 2022", "from 3 to 9 May 2023": the date ends a stretch of days.
bool EndsRange(absl::string_view before) {
  before = absl::StripTrailingAsciiWhitespace(before);
  for (const absl::string_view dash : {"-", "\u2013", "\u2014", " to", " bis", " au", " al"}) {
    if (!absl::ConsumeSuffix(&before, dash)) continue;
    before = absl::StripTrailingAsciiWhitespace(before);
    absl::ConsumeSuffix(&before, ".");
    // The day that it begins with, and no year or time.
    size_t digits = 0;
    while (digits < before.size() && absl::ascii_isdigit(before[before.size() - 1 - digits]))
      ++digits;
    const bool time = digits < before.size() && before[before.size() - 1 - digits] == ':';
    return digits >= 1 && digits <= 2 && !time;
  }
  return false;
}

}  // namespace

bool EndsInUpdateWord(absl::string_view words) {
  const std::string before = Before(words);
  if (HasWord(before, kUpdateWords)) return true;
  // "Today: Thursday, ", "Heute ist der ": the clock of the page.
  absl::string_view rest = absl::StripTrailingAsciiWhitespace(before);
  for (const absl::string_view end : {":", "is", "ist", "ist der"}) {
    if (absl::ConsumeSuffix(&rest, end)) break;
  }
  rest = absl::StripTrailingAsciiWhitespace(rest);
  return rest.size() < before.size() &&
         (absl::EndsWith(rest, "today") || absl::EndsWith(rest, "heute"));
}
bool EndsInPublishWord(absl::string_view words) {
  const std::string before = Before(words);
  return HasWord(before, kPublishWords) || IsDateWord(before);
}

bool IsPublishLabel(absl::string_view block) {
  return block.size() <= kMarkBytes && HasWord(text::Fold(block), kPublishWords);
}

bool IsDateLine(absl::string_view line) {
  if (line.size() > kMaxShortLine) return false;
  const std::optional<FoundDate> date = FindDate(line, 0, NumericOrder::kDayFirst);
  if (!date) return false;
  absl::string_view before = absl::StripAsciiWhitespace(line.substr(0, date->begin));
  // "Jane Roe, 19 October 2023", "By Jane Roe | 19 October 2023": the author may stand before it.
  if (!before.empty() && absl::StrContains(",|", before.substr(before.size() - 1)) &&
      IsNameOrByline(absl::StripAsciiWhitespace(before.substr(0, before.size() - 1))))
    before = "";
  const std::string rest = text::Fold(absl::StrCat(before, " ", line.substr(date->end)));
  for (const absl::string_view word :
       absl::StrSplit(rest, absl::ByAnyChar(" ,.:;|/()-+"), absl::SkipEmpty())) {
    if (!IsTimeWord(word)) return false;
  }
  return true;
}

PublishDate FindTextDate(absl::string_view text, NumericOrder order) {
  std::optional<LineDate> found;
  size_t lines = 0;
  for (const absl::string_view raw : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty()) continue;
    if (++lines > kLinesAtHead) {
      if (!found || found->source != DateSource::kDateline || lines > kLinesInAgenda) break;
      // Paragraphs that each begin with a day of their own are an agenda or a history.
      const auto other = DateOfLine(line, order);
      if (other && other->source == DateSource::kDateline && other->day != found->day)
        return PublishDate();
      continue;
    }
    if (found) continue;
    const std::optional<LineDate> date = DateOfLine(line, order);
    if (!date || (date->source == DateSource::kVisible && !IsDateLine(line))) continue;
    found = date;
  }
  if (!found) return PublishDate();
  return PublishDate{article::DatePrecision::kDay, found->source, found->day};
}

std::optional<LineDate> DateOfLine(absl::string_view line, NumericOrder order) {
  size_t from = 0;
  size_t clause = 0;  // Where the words that speak of the next date begin.
  while (const std::optional<FoundDate> date = FindDate(line, from, order)) {
    const absl::string_view before = line.substr(clause, date->begin - clause);
    if (!EndsInUpdateWord(before) && !EndsRange(before)) {
      if (IsPostNote(line, *date) || IsSigned(line, *date))
        return LineDate{date->day, DateSource::kByline};
      if (line.size() > kMaxShortLine) {
        if (IsDateline(line, *date)) return LineDate{date->day, DateSource::kDateline};
        return std::nullopt;
      }
      const size_t rest = line.size() - (date->end - date->begin);
      // "On 3 May the leaders meet" speaks of the leaders.
      const bool begins_clause = IsDateWord(Before(before)) && !absl::StrContains(before, ":") &&
                                 rest > kMaxBesideDateWord;
      if ((EndsInPublishWord(before) || IsPostedBy(before)) && !begins_clause &&
          !EndsInSentence(line))
        return LineDate{date->day, DateSource::kByline};
      if (IsByline(line.substr(0, date->begin))) return LineDate{date->day, DateSource::kByline};
      if (IsDateline(line, *date)) return LineDate{date->day, DateSource::kDateline};
      // Little else but a time of day, a weekday, a place or an author.
      if (rest <= 40 && !EndsInSentence(line.substr(date->end)))
        return LineDate{date->day, DateSource::kVisible};
    }
    clause = from = date->end;
  }
  return std::nullopt;
}

}  // namespace dateline::extract
