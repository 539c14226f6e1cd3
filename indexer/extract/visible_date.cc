#include "indexer/extract/visible_date.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/page_blocks.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

using article::DateSource;
using article::PublishDate;

// How far before a date a word may stand and still speak of it.
constexpr size_t kMarkBytes = 40;
constexpr size_t kMaxShortLine = 120;
// Blocks around the headline that are looked at.
constexpr int kBlocksBefore = 6;
constexpr int kBlocksAfter = 8;
constexpr int kBlocksBehindBody = 10;
// Paragraphs of a text in which it may state its date.
constexpr size_t kLinesAtHead = 3;
// Bytes beside a date that "on" alone makes a publish date.
constexpr size_t kMaxBesideDateWord = 30;

// In the form of text::Fold.
constexpr absl::string_view kUpdateWords[] = {
    "update",      "updated",      "modified",       "edited",        "aktualisiert", "geandert",
    "bearbeitet",  "anderung",     "stand",          "mis a jour",    "modifie",      "actualizado",
    "actualizada", "actualise",    "aggiornato",     "aggiornamento", "atualizado",   "atualizada",
    "bijgewerkt",  "gewijzigd",    "zaktualizowano", "aktualizacja",  "обновлено",    "uppdaterad",
    "oppdatert",   "opdateret",    "modificado",     "changed",       "revised",      "last",
    "paivitetty",  "aktualizovano"};
constexpr absl::string_view kPublishWords[] = {
    "published",    "posted",     "publish",    "veroffentlicht", "erstellt",     "geschrieben",
    "eingestellt",  "publiziert", "erschienen", "publie",         "publiee",      "publicado",
    "publicada",    "pubblicato", "pubblicata", "written",        "gepubliceerd", "geplaatst",
    "opublikowano", "dodano",     "publicerad", "publisert",      "опубликовано", "created",
    "issued",       "released",   "submitted",  "julkaistu",      "filed",        "first published",
    "gespeichert"};
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
  for (const absl::string_view word : words) {
    for (size_t pos = folded.find(word); pos != absl::string_view::npos;
         pos = folded.find(word, pos + 1)) {
      const size_t end = pos + word.size();
      const bool starts = pos == 0 || !absl::ascii_isalnum(folded[pos - 1]);
      const bool ends = end == folded.size() || !absl::ascii_isalnum(folded[end]);
      if (starts && ends) return true;
    }
  }
  return false;
}

// "KYIV, Oct. 19, 2023 --", "(Reuters, 19 October 2023)": the date stands at the start of a
// paragraph, and a dash, colon or bracket ends it.
bool IsDateline(absl::string_view line, const FoundDate& date) {
  if (date.begin > 60) return false;
  const absl::string_view before = absl::StripAsciiWhitespace(line.substr(0, date.begin));
  const absl::string_view rest = line.substr(date.end, 30);
  // "27.1.2022 - The", "19 October 2023: The": nothing stands before it.
  const absl::string_view behind = absl::StripLeadingAsciiWhitespace(rest);
  const bool mark_behind = absl::StartsWith(behind, "- ") || absl::StartsWith(behind, ": ") ||
                           absl::StartsWith(behind, "\u2013") ||
                           absl::StartsWith(behind, "\u2014") || absl::StartsWith(behind, "| ");
  if (before.empty()) return mark_behind;
  if (absl::StrContains(before, ". ")) return false;
  const bool capital =
      absl::ascii_isupper(before[0]) || (before[0] & 0x80) != 0 || before[0] == '(';
  if (!capital) return false;
  if (before.back() == '(') return !behind.empty() && behind[0] == ')';
  // "(IPS) -", "/Agency/ --": who reports may stand between.
  const size_t dash = rest.find_first_of("-:");
  const size_t long_dash = rest.find("\xe2\x80");
  return std::min(dash, long_dash) <= 24;
}

// True for "Am", "Datum:" and the like where nothing stands before it.
bool IsDateWord(absl::string_view before) {
  before = absl::StripAsciiWhitespace(before);
  while (!before.empty() && before.back() == ':') before.remove_suffix(1);
  return std::find(std::begin(kDateWords), std::end(kDateWords), before) != std::end(kDateWords);
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

bool EndsInUpdateWord(absl::string_view words) { return HasWord(Before(words), kUpdateWords); }
bool EndsInPublishWord(absl::string_view words) {
  const std::string before = Before(words);
  return HasWord(before, kPublishWords) || IsDateWord(before);
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
  PublishDate found;
  size_t lines = 0;
  for (const absl::string_view raw : absl::StrSplit(text, absl::ByAnyChar("\r\n"))) {
    const absl::string_view line = absl::StripAsciiWhitespace(raw);
    if (line.empty()) continue;
    if (++lines > kLinesAtHead) break;
    const std::optional<LineDate> date = DateOfLine(line, order);
    if (!date || (date->source == DateSource::kVisible && !IsDateLine(line))) continue;
    found.precision = article::DatePrecision::kDay;
    found.source = date->source;
    found.day = date->day;
    break;
  }
  return found;
}

std::optional<LineDate> DateOfLine(absl::string_view line, NumericOrder order) {
  size_t from = 0;
  size_t clause = 0;  // Where the words that speak of the next date begin.
  while (const std::optional<FoundDate> date = FindDate(line, from, order)) {
    const absl::string_view before = line.substr(clause, date->begin - clause);
    if (!EndsInUpdateWord(before) && !EndsRange(before)) {
      if (line.size() > kMaxShortLine) {
        if (IsDateline(line, *date)) return LineDate{date->day, DateSource::kDateline};
        return std::nullopt;
      }
      const size_t rest = line.size() - (date->end - date->begin);
      // "On 3 May the leaders meet" speaks of the leaders.
      const bool begins_clause = IsDateWord(Before(before)) && !absl::StrContains(before, ":") &&
                                 rest > kMaxBesideDateWord;
      if (EndsInPublishWord(before) && !begins_clause && !EndsSentence(line))
        return LineDate{date->day, DateSource::kByline};
      if (IsByline(line.substr(0, date->begin))) return LineDate{date->day, DateSource::kByline};
      if (IsDateline(line, *date)) return LineDate{date->day, DateSource::kDateline};
      // Little else but a time of day, a weekday, a place or an author.
      if (rest <= 40 && !EndsSentence(line.substr(date->end)))
        return LineDate{date->day, DateSource::kVisible};
    }
    clause = from = date->end;
  }
  return std::nullopt;
}

PublishDate FindVisibleDate(const HtmlPage& page, const std::vector<NodeHints>& hints,
                            const std::vector<bool>& elsewhere, uint32_t headline, uint32_t content,
                            NumericOrder order) {
  const std::vector<PageNode>& nodes = page.nodes();
  const std::vector<Block> blocks = FindBlocks(page, hints);
  int headline_block = -1;
  int first_body = -1;
  int last_body = -1;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const uint32_t node = blocks[i].node;
    if (headline_block < 0 && node >= headline) headline_block = static_cast<int>(i);
    if (content <= node && node < nodes[content].end) {
      if (first_body < 0) first_body = static_cast<int>(i);
      last_body = static_cast<int>(i);
    }
  }
  if (headline_block < 0) return PublishDate();
  const int first = headline_block - kBlocksBefore;
  const int last =
      std::max(headline_block, std::min(first_body, headline_block + 20)) + kBlocksAfter;
  PublishDate best;
  double best_score = 0;
  for (int i = std::max(first, 0); i < static_cast<int>(blocks.size()); ++i) {
    const bool near = i <= last;
    const bool behind = i + 3 >= last_body && i <= last_body + kBlocksBehindBody;
    if (!near && !behind) continue;
    if (elsewhere[blocks[i].node]) continue;
    const auto date = DateOfLine(blocks[i].text, order);
    if (!date || (!near && date->source != DateSource::kByline)) continue;
    double score = date->source == DateSource::kByline     ? 100
                   : date->source == DateSource::kDateline ? 80
                                                           : 60;
    score -= near ? std::abs(i - headline_block) * (i < headline_block ? 4 : 2) : 50;
    if (score > best_score) {
      best_score = score;
      best.precision = article::DatePrecision::kDay;
      best.source = date->source;
      best.day = date->day;
    }
  }
  return best;
}

}  // namespace dateline::extract
