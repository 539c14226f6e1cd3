#include "server/present/snippet.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "indexer/text/utf8.h"

namespace dateline::present {
namespace {

// What one more word in all, and two words next to each other as in the query, add to a window's
// worth; a new query word adds its weight, 1 for most.
constexpr double kRepeatWorth = 0.02;
constexpr double kNeighbourWorth = 0.3;

// A cut moves back to a space when there is one so near; texts without spaces are cut anywhere.
constexpr size_t kMaxWordCharacters = 40;

struct Range {
  size_t begin = 0;
  size_t end = 0;
};

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

char32_t CodePointAt(absl::string_view text, size_t pos) {
  const auto first = static_cast<unsigned char>(text[pos]);
  return first < 0x80 ? first : text::NextCodePoint(text, &pos);
}

size_t NextCharacter(absl::string_view text, size_t pos) {
  ++pos;
  while (pos < text.size() && IsContinuation(text[pos])) ++pos;
  return pos;
}

size_t PreviousCharacter(absl::string_view text, size_t pos) {
  --pos;
  while (pos > 0 && IsContinuation(text[pos])) --pos;
  return pos;
}

size_t CharacterCount(absl::string_view text) {
  constexpr uint64_t kEach = 0x0101010101010101;
  size_t continuations = 0;
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t eight;
    std::memcpy(&eight, text.data() + i, 8);
    // The high bit of a byte and not the next one; the product adds the bytes up.
    continuations += (((eight >> 7) & ~(eight >> 6)) & kEach) * kEach >> 56;
  }
  for (; i < text.size(); ++i) continuations += IsContinuation(text[i]);
  return text.size() - continuations;
}

// `count` characters behind `pos`, at most `end`.
size_t Forward(absl::string_view text, size_t pos, size_t count, size_t end) {
  for (; count > 0 && pos < end; --count) pos = NextCharacter(text, pos);
  return std::min(pos, end);
}

bool IsSpaceAt(absl::string_view text, size_t pos) {
  const char32_t c = CodePointAt(text, pos);
  return c <= 0x20 || (c >= 0x80 && u_isUWhiteSpace(static_cast<UChar32>(c)));
}

// True when the character belongs to the one before it: marks, joiners, variation selectors.
bool Extends(absl::string_view text, size_t pos) {
  const char32_t c = CodePointAt(text, pos);
  return c >= 0x300 && (c == 0x200D || u_hasBinaryProperty(c, UCHAR_GRAPHEME_EXTEND));
}

bool EndsSentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == '\n' || c == 0x3002 || c == 0xFF01 ||
         c == 0xFF1F || c == 0x2029;
}

// True when a word begins at `pos`: the text begins here or a space stands before.
bool IsWordStart(absl::string_view text, size_t pos) {
  return !IsSpaceAt(text, pos) && (pos == 0 || IsSpaceAt(text, PreviousCharacter(text, pos)));
}

// True when a sentence seems to begin at the word start `pos`: what stands before the spaces ends
// one.
bool IsSentenceStart(absl::string_view text, size_t pos) {
  while (pos > 0) {
    pos = PreviousCharacter(text, pos);
    if (text[pos] == '\n') return true;
    if (!IsSpaceAt(text, pos)) {
      const char32_t c = CodePointAt(text, pos);
      // A closing quote or bracket may stand between.
      if (pos > 0 && (c == '"' || c == ')' || c == 0x201D)) {
        return EndsSentence(CodePointAt(text, PreviousCharacter(text, pos)));
      }
      return EndsSentence(c);
    }
  }
  return true;
}

// Where a snippet that must hold `core` begins: at the beginning of the core's sentence when it is
// at most `spare` characters away and not before `floor`, else at the first word at most half as
// far away.
size_t ChooseBegin(absl::string_view text, size_t core, size_t spare, size_t floor) {
  size_t word = core;
  size_t pos = core;
  for (size_t steps = 0;; ++steps) {
    if (IsWordStart(text, pos)) {
      if (IsSentenceStart(text, pos)) return pos;
      if (steps <= spare / 2) word = pos;
    }
    if (steps == spare || pos <= floor) return word;
    pos = PreviousCharacter(text, pos);
  }
}

// Moves an end that cuts a word back to the space before it, but not before `core`; and away from
// the middle of what is seen as one character.
size_t SettleEnd(absl::string_view text, size_t end, size_t core, size_t begin) {
  if (end >= text.size()) return text.size();
  if (!IsSpaceAt(text, end)) {
    size_t pos = end;
    for (size_t steps = 0; steps < kMaxWordCharacters && pos > core; ++steps) {
      const size_t previous = PreviousCharacter(text, pos);
      if (IsSpaceAt(text, previous)) return previous > core ? previous : core;
      pos = previous;
    }
  }
  size_t whole = end;
  while (whole > begin && whole > core && Extends(text, whole)) {
    whole = PreviousCharacter(text, whole);
  }
  return whole > begin ? whole : end;
}

Range Trim(absl::string_view text, Range range) {
  while (range.begin < range.end && IsSpaceAt(text, range.begin)) {
    range.begin = NextCharacter(text, range.begin);
  }
  while (range.begin < range.end && IsSpaceAt(text, PreviousCharacter(text, range.end))) {
    range.end = PreviousCharacter(text, range.end);
  }
  return range;
}

// The snippet's range around `core`, inside `room`: at most `max_characters`, as much as possible.
Range Widen(absl::string_view text, Range core, Range room, size_t max_characters) {
  const size_t used = CharacterCount(text.substr(core.begin, core.end - core.begin));
  size_t begin = core.begin;
  if (used < max_characters) {
    begin = ChooseBegin(text, core.begin, max_characters - used, room.begin);
  }
  size_t end = Forward(text, begin, max_characters, room.end);
  if (end == room.end) {
    // Room is left: take more of what stands before.
    size_t left = max_characters - CharacterCount(text.substr(begin, end - begin));
    for (size_t pos = begin; left > 0 && pos > room.begin; --left) {
      pos = PreviousCharacter(text, pos);
      if (IsWordStart(text, pos)) begin = pos;
    }
  }
  return Trim(text, {begin, SettleEnd(text, end, std::min(core.end, end), begin)});
}

// Copies a range, every run of white space as one space, and moves the highlights along.
Snippet Cut(absl::string_view text, Range range, const std::vector<Match>& matches) {
  Snippet snippet;
  snippet.starts_field = Trim(text, {0, range.begin}).begin == range.begin;
  snippet.ends_field = Trim(text, {range.end, text.size()}).begin == text.size();
  auto match = std::lower_bound(matches.begin(), matches.end(), range.begin,
                                [](const Match& m, size_t pos) { return m.end <= pos; });
  snippet.text.reserve(range.end - range.begin);
  size_t copied = range.begin;
  const auto copy_until = [&](size_t end) {
    while (copied < end) {
      size_t plain = copied;
      while (plain<end&& static_cast<signed char>(text[plain])> 0x20) ++plain;
      snippet.text.append(text.data() + copied, plain - copied);
      copied = plain;
      if (copied == end) return;
      const size_t next = NextCharacter(text, copied);
      const char32_t c = CodePointAt(text, copied);
      if (c <= 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029) {
        if (!snippet.text.empty() && snippet.text.back() != ' ') snippet.text.push_back(' ');
      } else {
        snippet.text.append(text.data() + copied, next - copied);
      }
      copied = next;
    }
  };
  for (; match != matches.end() && match->begin < range.end; ++match) {
    const size_t match_end = std::min<size_t>(match->end, range.end);
    if (match_end <= copied && !snippet.highlights.empty()) continue;
    const bool overlaps = match->begin < copied && !snippet.highlights.empty();
    copy_until(std::max<size_t>(match->begin, range.begin));
    const uint32_t begin = static_cast<uint32_t>(snippet.text.size());
    copy_until(match_end);
    const uint32_t end = static_cast<uint32_t>(snippet.text.size());
    if (overlaps) {
      snippet.highlights.back().end = end;
    } else {
      snippet.highlights.push_back({begin, end});
    }
  }
  copy_until(range.end);
  return snippet;
}

// The best window of at most `max_characters` over the matches from `first` up to `last`. Slides
// over them once.
struct Window {
  size_t first = 0;
  size_t last = 0;  // Behind the last match.
  double worth = 0;
};

class WindowFinder {
 public:
  WindowFinder(absl::string_view text, const std::vector<Match>& matches,
               const Highlighter& highlighter, size_t max_characters)
      : text_(text), matches_(matches), highlighter_(highlighter), max_characters_(max_characters) {
    size_t characters = 0;
    size_t pos = 0;
    for (const Match& match : matches) {
      characters += CharacterCount(text.substr(pos, match.begin - pos));
      pos = match.begin;
      begins_.push_back(characters);
      ends_.push_back(characters +
                      CharacterCount(text.substr(match.begin, match.end - match.begin)));
    }
  }

  Window Best(size_t first, size_t last) const {
    Window best;
    std::vector<uint32_t> counts(highlighter_.query_word_count(), 0);
    double worth = 0;
    size_t end = first;
    for (size_t begin = first; begin < last; ++begin) {
      while (end < last && (end == begin || ends_[end] - begins_[begin] <= max_characters_)) {
        worth += Gain(begin, end, &counts);
        ++end;
      }
      // Equal worth: the earlier place, as an article tells first what matters.
      if (worth > best.worth + 1e-9) best = {begin, end, worth};
      worth -= Loss(begin, end, &counts);
    }
    return best;
  }

 private:
  // Two words of the query in its order, and no other word between them.
  bool AreNeighbours(size_t a, size_t b) const {
    if (matches_[b].query_word != matches_[a].query_word + 1) return false;
    if (matches_[b].begin < matches_[a].end) return true;
    const absl::string_view between =
        text_.substr(matches_[a].end, matches_[b].begin - matches_[a].end);
    return std::none_of(between.begin(), between.end(),
                        [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); });
  }

  double Gain(size_t begin, size_t i, std::vector<uint32_t>* counts) const {
    const double weight = highlighter_.weight(matches_[i].query_word);
    double gain = kRepeatWorth * weight;
    if ((*counts)[matches_[i].query_word]++ == 0) gain += weight;
    if (i > begin && AreNeighbours(i - 1, i)) gain += kNeighbourWorth * weight;
    return gain;
  }

  double Loss(size_t begin, size_t end, std::vector<uint32_t>* counts) const {
    const double weight = highlighter_.weight(matches_[begin].query_word);
    double loss = kRepeatWorth * weight;
    if (--(*counts)[matches_[begin].query_word] == 0) loss += weight;
    if (begin + 1 < end && AreNeighbours(begin, begin + 1)) {
      loss += kNeighbourWorth * highlighter_.weight(matches_[begin + 1].query_word);
    }
    return loss;
  }

  const absl::string_view text_;
  const std::vector<Match>& matches_;
  const Highlighter& highlighter_;
  const size_t max_characters_;
  std::vector<size_t> begins_;  // In characters.
  std::vector<size_t> ends_;
};

// A stretch of the text, and of its matches, that no snippet covers yet.
struct Gap {
  Range room;
  size_t first = 0;
  size_t last = 0;
};

std::vector<Snippet> SnippetsOf(absl::string_view text, const std::vector<Match>& matches,
                                const SnippetOptions& options, const Highlighter& highlighter) {
  const WindowFinder finder(text, matches, highlighter, options.max_characters);
  std::vector<Gap> gaps = {{{0, text.size()}, 0, matches.size()}};
  std::vector<Range> ranges;
  while (ranges.size() < options.max_snippets) {
    Window best;
    size_t best_gap = 0;
    for (size_t i = 0; i < gaps.size(); ++i) {
      const Window window = finder.Best(gaps[i].first, gaps[i].last);
      if (window.worth > best.worth) {
        best = window;
        best_gap = i;
      }
    }
    if (best.worth == 0) break;
    const Gap gap = gaps[best_gap];
    const Range core = {matches[best.first].begin, matches[best.last - 1].end};
    const Range range = Widen(text, core, gap.room, options.max_characters);
    ranges.push_back(range);
    Gap before = {{gap.room.begin, range.begin}, gap.first, gap.first};
    while (before.last < gap.last && matches[before.last].end <= range.begin) ++before.last;
    Gap behind = {{range.end, gap.room.end}, gap.last, gap.last};
    while (behind.first > gap.first && matches[behind.first - 1].begin >= range.end) {
      --behind.first;
    }
    gaps[best_gap] = before;
    gaps.push_back(behind);
  }
  std::sort(ranges.begin(), ranges.end(),
            [](const Range& a, const Range& b) { return a.begin < b.begin; });
  std::vector<Snippet> snippets;
  for (const Range& range : ranges) {
    if (range.begin < range.end) snippets.push_back(Cut(text, range, matches));
  }
  return snippets;
}

}  // namespace

std::vector<Snippet> MakeSnippets(const article::Article& article, const SnippetOptions& options,
                                  Highlighter* highlighter) {
  if (options.max_characters == 0 || options.max_snippets == 0) return {};
  for (article::Field field :
       {article::Field::kBody, article::Field::kTitle, article::Field::kCaptions}) {
    const std::string& text = article.text(field);
    const std::vector<Match> matches = highlighter->Find(text);
    if (matches.empty()) continue;
    std::vector<Snippet> snippets = SnippetsOf(text, matches, options, *highlighter);
    for (Snippet& snippet : snippets) snippet.field = field;
    return snippets;
  }
  const size_t first = Trim(article.body, {0, article.body.size()}).begin;
  if (first == article.body.size()) return {};
  const size_t end = Forward(article.body, first, options.max_characters, article.body.size());
  const Range range = Trim(article.body, {first, SettleEnd(article.body, end, first, first)});
  return {Cut(article.body, range, {})};
}

}  // namespace dateline::present
