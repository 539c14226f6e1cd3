#include "indexer/extract/text_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/comment_thread.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/extract/line_words.h"

namespace dateline::extract {
namespace {

constexpr size_t kProseLength = 70;
constexpr size_t kMaxLengthPerAppeal = 200;
// Subheadings in capitals have fewer words; links to other stories have as many.
constexpr uint32_t kMinShoutedWords = 6;
constexpr size_t kShortProseLength = 25;
// A sentence has a function word among as many words at least; menus and lists of names have fewer.
constexpr size_t kMinWordsPerFunctionWord = 12;
// The widths at which people break lines.
constexpr size_t kMinBreakWidth = 45;
constexpr size_t kMaxBreakWidth = 110;
// Prose that comes again this many lines further down is a teaser or a second copy of the page.
constexpr uint32_t kFarAgain = 10;
// Lines of a box of other stories inside an article, its head included.
constexpr size_t kMaxBoxLines = 7;
constexpr size_t kMinLengthBehindBox = 150;
constexpr size_t kMinLengthBetweenBoxes = 200;

struct RawLine {
  absl::string_view text;
  uint32_t number = 0;
  uint32_t raw_lines = 1;
  bool blank_before = false;
};

bool IsLineEnd(char c) { return c >= '\n' && c <= '\r'; }  // \n \v \f \r

// Cleans every line into `*clean`.
std::vector<RawLine> SplitLines(absl::string_view text, std::string* clean) {
  // Cleaning makes nothing longer; a line end is kept behind every line.
  clean->resize(text.size() + 1);
  char* to = &(*clean)[0];
  std::vector<RawLine> lines;
  bool blank = false;
  uint32_t number = 0;
  // Most texts have no other line ends; each is sought by itself because that is faster.
  const bool only_newlines = !absl::StrContains(text, '\r') && !absl::StrContains(text, '\f') &&
                             !absl::StrContains(text, '\v');
  for (size_t pos = 0; pos < text.size();) {
    size_t end = only_newlines ? std::min(text.find('\n', pos), text.size()) : pos;
    while (end < text.size() && !IsLineEnd(text[end])) ++end;
    const char* const begin = to;
    ++number;
    to = FoldTo(text.substr(pos, end - pos), '\n', to);
    while (to > begin && to[-1] == ' ') --to;
    // "\r\n" is one line end.
    pos = end + 1 + (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n');
    if (to == begin) {
      blank = true;
      continue;
    }
    lines.push_back({absl::string_view(begin, to - begin), number, 1, std::exchange(blank, false)});
    *to++ = '\n';
  }
  clean->resize(to - clean->data());
  return lines;
}

// True when most line ends stand in the middle of sentences.
bool IsBrokenAtWidth(const std::vector<RawLine>& lines) {
  size_t inside = 0;
  size_t pairs = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].blank_before) continue;
    ++pairs;
    const absl::string_view previous = lines[i - 1].text;
    inside += previous.size() >= kMinBreakWidth && previous.size() <= kMaxBreakWidth &&
              absl::ascii_islower(lines[i].text[0]) && !EndsSentence(previous);
  }
  return pairs >= 4 && inside * 5 >= pairs * 2;
}

// Lines stand in their buffer one behind the other with a line end between them: a space there
// joins two.
void JoinBroken(std::vector<RawLine>* lines, std::string* clean) {
  std::vector<RawLine> joined;
  size_t last_size = 0;
  for (const RawLine& line : *lines) {
    // A short line ends its paragraph.
    const bool goes_on = !joined.empty() && !line.blank_before && last_size >= kMinBreakWidth;
    last_size = line.text.size();
    if (goes_on) {
      absl::string_view& last = joined.back().text;
      (*clean)[line.text.data() - clean->data() - 1] = ' ';
      ++joined.back().raw_lines;
      last = absl::string_view(last.data(), line.text.data() + line.text.size() - last.data());
    } else {
      joined.push_back(line);
    }
  }
  *lines = std::move(joined);
}

// An article may speak of such things too, but not all the time.
bool IsAppeal(const TextLine& line) {
  const size_t appeals = CountAppeals(line.text);
  return appeals >= 2 && appeals * kMaxLengthPerAppeal >= line.length;
}

// Sentences, told by their end, or by being long and held together by function words where
// `counts_function_words` says that the text's language has them.
bool IsProse(const TextLine& line, bool counts_function_words) {
  if (line.ends_sentence) return line.length >= kShortProseLength;
  if (line.length < kProseLength * 3 / 2) return false;
  if (counts_function_words && line.function_words * kMinWordsPerFunctionWord < line.words)
    return false;
  return line.length >= 2 * kProseLength || absl::StrContains(line.text, ". ") ||
         absl::StrContains(line.text, "\u3002");
}

// All but `sort`.
TextLine Measure(absl::string_view text, const LineWords& words) {
  TextLine line;
  line.text = text;
  line.length = TextLength(text);
  line.words = std::max<uint32_t>(words.count, 1);
  line.word_bits = words.bits;
  line.function_words = words.function_words;
  line.ends_sentence = EndsSentence(text);
  line.caption = line.length < 400 && (words.groups & kCreditWord) != 0 &&
                 (HasPhotoCredit(text) || absl::StrContains(text, "Copyright ") ||
                  absl::StrContains(text, "\u00a9"));
  return line;
}

// Counts lines of the same words by their hashes, in a table of the lines' numbers.
void CountRepeats(const std::vector<LineWords>& words, std::vector<TextLine>* lines) {
  constexpr uint32_t kFree = UINT32_MAX;
  size_t size = 16;
  while (size < 2 * lines->size()) size *= 2;
  std::vector<uint32_t> table(size, kFree);
  std::vector<uint32_t> firsts(lines->size());
  for (uint32_t i = 0; i < lines->size(); ++i) {
    const LineSort sort = (*lines)[i].sort;
    if (sort != LineSort::kShort && sort != LineSort::kProse) continue;
    size_t at = words[i].hash & (size - 1);
    while (table[at] != kFree && words[table[at]].hash != words[i].hash) at = (at + 1) % size;
    if (table[at] == kFree) {
      table[at] = i;
    } else {
      ++(*lines)[table[at]].repeats;
      (*lines)[i].again = sort == LineSort::kProse && i - table[at] >= kFarAgain;
    }
    firsts[i] = table[at];
  }
  for (uint32_t i = 0; i < lines->size(); ++i) {
    TextLine& line = (*lines)[i];
    if (line.sort == LineSort::kShort) line.repeats = (*lines)[firsts[i]].repeats;
  }
}

void Judge(const LineWords& words, bool counts_function_words, TextLine* line) {
  switch (FurnitureOf(line->text, (words.groups & kRightsWord) != 0)) {
    case Furniture::kPhrase:
      line->sort = LineSort::kFurniture;
      line->comments = (words.groups & kNumber) != 0 && SpeaksOfComments(line->text);
      return;
    case Furniture::kEndsArticle:
      line->sort = LineSort::kEnd;
      line->comments = SpeaksOfComments(line->text);
      return;
    case Furniture::kNone:
      break;
  }
  if (!IsProse(*line, counts_function_words)) {
    line->shouts = words.count >= kMinShoutedWords && IsInCapitals(line->text);
    line->stamp = (words.groups & kNumber) != 0 && HasTime(line->text);
    return;
  }
  line->sort = LineSort::kProse;
  if (line->length >= 900) return;
  line->appeal = words.appeal_words >= 2 &&
                 words.appeal_words * kMaxLengthPerAppeal >= line->length && IsAppeal(*line);
  line->consent = (words.groups & kConsentWord) != 0;
  line->author = (words.groups & kRoleWord) != 0 && PresentsAuthor(line->text);
  line->teaser = absl::EndsWith(line->text, "\u2026") ||
                 (absl::EndsWith(line->text, "...") && line->length > 60);
}

// A box of other stories inside an article: its head, a few headlines, and then the article goes
// on. The first of its lines is at `begin`; returns its end, `begin` for the head of anything else.
size_t BoxEnd(const std::vector<TextLine>& lines, size_t begin) {
  if (lines[begin].comments) return begin;
  // A head may stand over each headline.
  const auto is_of_box = [](const TextLine& line) {
    return line.sort == LineSort::kShort || line.sort == LineSort::kFurniture ||
           (line.sort == LineSort::kEnd && !line.comments);
  };
  size_t end = begin + 1;
  while (end < lines.size() && end - begin <= kMaxBoxLines && is_of_box(lines[end])) ++end;
  if (end == begin + 1 || end - begin > kMaxBoxLines) return begin;
  // Teasers of other stories come with headlines between them; an article's paragraphs do not.
  size_t length = 0;
  size_t behind = end;
  for (; behind < lines.size(); ++behind) {
    const TextLine& line = lines[behind];
    if (line.sort != LineSort::kProse || line.appeal || line.author || line.teaser || line.caption)
      break;
    length += line.length;
  }
  if (behind - end >= 2) return length >= kMinLengthBehindBox ? end : begin;
  // One paragraph between two boxes.
  const bool between = behind < lines.size() && lines[behind].sort == LineSort::kEnd;
  return between && length >= kMinLengthBetweenBoxes ? end : begin;
}

void MarkBoxes(const std::vector<LineWords>& words, std::vector<TextLine>* lines) {
  size_t prose = 0;
  for (size_t i = 0; i < lines->size(); ++i) {
    if (prose > 0 && (words[i].groups & kGoesOnWord) != 0 && SaysArticleGoesOn((*lines)[i].text)) {
      for (size_t k = i + 1; k > 0 && i + 1 - k <= kMaxBoxLines; --k) {
        TextLine& line = (*lines)[k - 1];
        if (line.sort == LineSort::kProse && !line.appeal) break;
        line.sort = LineSort::kAside;
      }
    }
    if ((*lines)[i].sort == LineSort::kProse) ++prose;
    if ((*lines)[i].sort != LineSort::kEnd || prose == 0) continue;
    const size_t end = BoxEnd(*lines, i);
    for (size_t k = i; k < end; ++k) (*lines)[k].sort = LineSort::kAside;
  }
}

}  // namespace

std::vector<TextLine> CutLines(absl::string_view text, std::string* clean) {
  std::vector<RawLine> raw = SplitLines(text, clean);
  if (IsBrokenAtWidth(raw)) JoinBroken(&raw, clean);
  std::vector<TextLine> lines;
  std::vector<LineWords> words;
  lines.reserve(raw.size());
  words.reserve(raw.size());
  uint64_t sentence_words = 0;
  uint64_t function_words = 0;
  for (const RawLine& line : raw) {
    words.push_back(CountWords(line.text));
    lines.push_back(Measure(line.text, words.back()));
    lines.back().number = line.number;
    lines.back().raw_lines = line.raw_lines;
    if (!lines.back().ends_sentence) continue;
    sentence_words += words.back().count;
    function_words += words.back().function_words;
  }
  const bool counts = function_words * kMinWordsPerFunctionWord > 2 * sentence_words;
  for (size_t i = 0; i < lines.size(); ++i) Judge(words[i], counts, &lines[i]);
  CountRepeats(words, &lines);
  MarkThread(&lines);
  MarkBoxes(words, &lines);
  return lines;
}

}  // namespace dateline::extract
