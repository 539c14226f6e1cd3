#include "indexer/extract/text_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

constexpr size_t kProseLength = 70;
constexpr size_t kShortProseLength = 25;
// The widths at which people break lines.
constexpr size_t kMinBreakWidth = 45;
constexpr size_t kMaxBreakWidth = 110;
// Lines of a box of other stories inside an article, its head included.
constexpr size_t kMaxBoxLines = 7;
constexpr size_t kMinLengthBehindBox = 150;

struct RawLine {
  std::string text;
  bool blank_before = false;
};

std::vector<RawLine> SplitLines(absl::string_view text) {
  std::vector<RawLine> lines;
  bool blank = false;
  while (!text.empty()) {
    const size_t end = text.find_first_of("\n\r\f\v");
    std::string line = CleanLine(text.substr(0, end));
    text.remove_prefix(end == absl::string_view::npos ? text.size() : end + 1);
    // "\r\n" is one line end.
    if (end != absl::string_view::npos && !text.empty() && text[0] == '\n' &&
        text.data()[-1] == '\r')
      text.remove_prefix(1);
    if (line.empty()) {
      blank = true;
      continue;
    }
    lines.push_back({std::move(line), std::exchange(blank, false)});
  }
  return lines;
}

// True when most line ends stand in the middle of sentences.
bool IsBrokenAtWidth(const std::vector<RawLine>& lines) {
  size_t inside = 0;
  size_t pairs = 0;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].blank_before) continue;
    ++pairs;
    const std::string& previous = lines[i - 1].text;
    inside += previous.size() >= kMinBreakWidth && previous.size() <= kMaxBreakWidth &&
              !EndsSentence(previous) && absl::ascii_islower(lines[i].text[0]);
  }
  return pairs >= 4 && inside * 5 >= pairs * 2;
}

void JoinBroken(std::vector<RawLine>* lines) {
  std::vector<RawLine> joined;
  size_t last_size = 0;
  for (RawLine& line : *lines) {
    // A short line ends its paragraph.
    const bool goes_on = !joined.empty() && !line.blank_before && last_size >= kMinBreakWidth;
    last_size = line.text.size();
    if (goes_on) {
      joined.back().text += ' ';
      joined.back().text += line.text;
    } else {
      joined.push_back(std::move(line));
    }
  }
  *lines = std::move(joined);
}

uint32_t CountWords(absl::string_view text) {
  return std::count(text.begin(), text.end(), ' ') + 1;
}

// Words with which a page asks its readers for something.
size_t CountAppeals(absl::string_view line) {
  static constexpr absl::string_view kAppeals[] = {"your support",
                                                   "independent reporting",
                                                   "reporting costs",
                                                   "costs money",
                                                   "consider supporting",
                                                   "consider making",
                                                   "before you go",
                                                   "found this article",
                                                   "free for every",
                                                   "free to read",
                                                   "if you value",
                                                   "you have just read",
                                                   "wanted to ask",
                                                   "pay for our",
                                                   "gift of any",
                                                   "make a gift",
                                                   "millions visit",
                                                   "support us",
                                                   "help us",
                                                   "quality journalism",
                                                   "independent journalism",
                                                   "our journalism",
                                                   "our reporting",
                                                   "our journalists",
                                                   "paywall",
                                                   "donat",
                                                   "contribution",
                                                   "subscri",
                                                   "readers like you",
                                                   "newsletter",
                                                   "become a member",
                                                   "sending journalists",
                                                   "need reporters",
                                                   "our newsroom",
                                                   "sign up",
                                                   "cookies",
                                                   "privacy policy",
                                                   "our website",
                                                   "our site",
                                                   "unsubscribe",
                                                   "inbox",
                                                   "membership",
                                                   "our readers",
                                                   "free trial",
                                                   "our partners",
                                                   "personalised",
                                                   "personalized",
                                                   "terms of"};
  const std::string lower = absl::AsciiStrToLower(line);
  size_t count = 0;
  for (const absl::string_view appeal : kAppeals) count += absl::StrContains(lower, appeal);
  return count;
}

// "Jane Roe is a senior editor at ...": the line that presents an author.
bool PresentsAuthor(absl::string_view line) {
  static constexpr absl::string_view kVerbs[] = {
      " is a ",        " is an ",        " is the ",           " is our ",
      " has been a ",  " covers ",       " writes about ",     " reports on ",
      " reports for ", " ist Redakteur", " ist Korrespondent", " est journaliste",
      " es periodista"};
  static constexpr absl::string_view kRoles[] = {
      "editor",        "reporter",    "journalist", "correspondent", "writer", "columnist",
      "author",        "freelance",   "producer",   "professor",     "fellow", "Redakteur",
      "Korrespondent", "journaliste", "periodista", "analyst",       "intern "};
  const absl::string_view start = line.substr(0, 140);
  for (const absl::string_view verb : kVerbs) {
    const size_t pos = start.find(verb);
    if (pos == absl::string_view::npos || pos > 45 ||
        start.substr(0, pos).find_first_of(".,;\"") != absl::string_view::npos)
      continue;
    for (const absl::string_view role : kRoles) {
      if (absl::StrContains(start.substr(pos), role)) return true;
    }
  }
  return false;
}

TextLine Judge(std::string text) {
  TextLine line;
  line.length = TextLength(text);
  line.words = CountWords(text);
  line.ends_sentence = EndsSentence(text);
  switch (FurnitureOf(text)) {
    case Furniture::kPhrase:
      line.sort = LineSort::kFurniture;
      break;
    case Furniture::kEndsArticle:
      line.sort = LineSort::kEnd;
      break;
    case Furniture::kNone: {
      const bool inner = absl::StrContains(text, ". ") || absl::StrContains(text, "\u3002");
      const bool prose = line.ends_sentence
                             ? line.length >= kShortProseLength
                             : line.length >= (inner ? kProseLength * 3 / 2 : 2 * kProseLength);
      if (prose) line.sort = LineSort::kProse;
      break;
    }
  }
  if (line.sort == LineSort::kProse && line.length < 900) {
    line.appeal = CountAppeals(text) >= 2;
    line.author = PresentsAuthor(text);
    line.teaser =
        absl::EndsWith(text, "\u2026") || (absl::EndsWith(text, "...") && line.length > 60);
  }
  line.caption =
      line.length < 400 && (HasPhotoCredit(text) || absl::StrContains(text, "Copyright ") ||
                            absl::StrContains(text, "\u00a9"));
  line.text = std::move(text);
  return line;
}

// "Comments", "Leave a reply": readers' prose follows, and not the article's.
bool HeadsComments(absl::string_view line) {
  const std::string lower = absl::AsciiStrToLower(line);
  for (const absl::string_view word :
       {"comment", "kommentar", "coment", "repl", "respon", "conversation", "discussion",
        "diskussion", "author", "reacti"}) {
    if (absl::StrContains(lower, word)) return true;
  }
  return false;
}

// A box of other stories inside an article: its head, a few headlines, and then the article goes
// on. The first of its lines is at `begin`; returns its end, `begin` for the head of anything else.
size_t BoxEnd(const std::vector<TextLine>& lines, size_t begin) {
  if (HeadsComments(lines[begin].text)) return begin;
  size_t end = begin + 1;
  while (end < lines.size() && end - begin <= kMaxBoxLines &&
         (lines[end].sort == LineSort::kShort || lines[end].sort == LineSort::kFurniture))
    ++end;
  if (end == begin + 1 || end - begin > kMaxBoxLines) return begin;
  // Teasers of other stories come with headlines between them; an article's paragraphs do not.
  size_t length = 0;
  size_t paragraphs = 0;
  for (size_t i = end; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    if (line.sort != LineSort::kProse || line.appeal || line.author || line.teaser || line.caption)
      break;
    length += line.length;
    ++paragraphs;
  }
  return paragraphs >= 2 && length >= kMinLengthBehindBox ? end : begin;
}

// "Article continues below", "after newsletter promotion": the article goes on behind a box.
bool SaysArticleGoesOn(absl::string_view line) {
  if (line.size() > 80) return false;
  const std::string lower = absl::AsciiStrToLower(line);
  for (const absl::string_view words :
       {"after newsletter promotion", "continues below", "continues after",
        "continue reading below", "scroll to continue", "nach der werbung weiter",
        "suite apres la publicit"}) {
    if (absl::StrContains(lower, words)) return true;
  }
  return false;
}

void MarkBoxes(std::vector<TextLine>* lines) {
  size_t prose = 0;
  for (size_t i = 0; i < lines->size(); ++i) {
    if (prose > 0 && SaysArticleGoesOn((*lines)[i].text)) {
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

std::vector<TextLine> CutLines(absl::string_view text) {
  std::vector<RawLine> raw = SplitLines(text);
  if (IsBrokenAtWidth(raw)) JoinBroken(&raw);
  std::vector<TextLine> lines;
  lines.reserve(raw.size());
  for (RawLine& line : raw) lines.push_back(Judge(std::move(line.text)));
  MarkBoxes(&lines);
  return lines;
}

}  // namespace dateline::extract
