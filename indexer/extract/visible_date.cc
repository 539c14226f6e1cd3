#include "indexer/extract/visible_date.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
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

// In the form of text::Fold.
constexpr absl::string_view kUpdateWords[] = {
    "update",      "updated",      "modified",       "edited",        "aktualisiert", "geandert",
    "bearbeitet",  "anderung",     "stand",          "mis a jour",    "modifie",      "actualizado",
    "actualizada", "actualise",    "aggiornato",     "aggiornamento", "atualizado",   "atualizada",
    "bijgewerkt",  "gewijzigd",    "zaktualizowano", "aktualizacja",  "обновлено",    "uppdaterad",
    "oppdatert",   "opdateret",    "modificado",     "changed",       "revised",      "last",
    "paivitetty",  "aktualizovano"};
constexpr absl::string_view kPublishWords[] = {
    "published",   "posted",       "publish",      "veroffentlicht", "erstellt",
    "geschrieben", "eingestellt",  "publiziert",   "erschienen",     "publie",
    "publiee",     "publicado",    "publicada",    "pubblicato",     "pubblicata",
    "written",     "gepubliceerd", "geplaatst",    "opublikowano",   "dodano",
    "publicerad",  "publisert",    "опубликовано", "created",        "issued",
    "released",    "submitted",    "julkaistu",    "filed",          "first published"};
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

}  // namespace

bool EndsInUpdateWord(absl::string_view words) { return HasWord(Before(words), kUpdateWords); }
bool EndsInPublishWord(absl::string_view words) {
  const std::string before = Before(words);
  if (HasWord(before, kPublishWords)) return true;
  absl::string_view rest = absl::StripAsciiWhitespace(before);
  while (!rest.empty() && rest.back() == ':') rest.remove_suffix(1);
  return std::find(std::begin(kDateWords), std::end(kDateWords), rest) != std::end(kDateWords);
}

std::optional<LineDate> DateOfLine(absl::string_view line, NumericOrder order) {
  size_t from = 0;
  size_t clause = 0;  // Where the words that speak of the next date begin.
  while (const std::optional<FoundDate> date = FindDate(line, from, order)) {
    const absl::string_view before = line.substr(clause, date->begin - clause);
    const bool update = EndsInUpdateWord(before);
    if (!update) {
      if (line.size() > kMaxShortLine) {
        if (IsDateline(line, *date)) return LineDate{date->day, DateSource::kDateline};
        return std::nullopt;
      }
      const size_t rest = line.size() - (date->end - date->begin);
      if (EndsInPublishWord(before) && !EndsSentence(line))
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
  const std::vector<Block> blocks = FindBlocks(page, hints, {});
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
