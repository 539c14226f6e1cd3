#include "indexer/extract/furniture.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture_phrases.h"
#include "indexer/extract/line_fold.h"
#include "indexer/extract/line_words.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

// Lines longer than this are prose unless they start as furniture; bytes.
constexpr size_t kMaxPhraseBytes = 60;
constexpr size_t kMaxPrefixedBytes = 240;
// "By staff and news service reports": words beside those of staff that are no names.
constexpr size_t kMaxWordsOfStaff = 3;

absl::string_view StripEnds(absl::string_view line) {
  const auto one_of = [](absl::string_view marks, char c) {
    return absl::ascii_isspace(c) || marks.find(c) != absl::string_view::npos;
  };
  while (!line.empty() && one_of(":.!>|-*", line.back())) line.remove_suffix(1);
  while (!line.empty() && one_of("-*|<>+", line[0])) line.remove_prefix(1);
  // The brackets of Chinese and Japanese headings.
  while (absl::ConsumePrefix(&line, "\u3010") || absl::ConsumePrefix(&line, "\u25a0") ||
         absl::ConsumePrefix(&line, "\u25bc")) {
  }
  while (absl::ConsumeSuffix(&line, "\u3011") || absl::ConsumeSuffix(&line, "\uff1a")) {
  }
  return line;
}

// "12 comments", "3 Kommentare", "5 min read", "1.2k shares": a count and a word for it.
bool IsCount(absl::string_view folded) {
  size_t i = 0;
  while (i < folded.size() &&
         (absl::ascii_isdigit(folded[i]) || folded[i] == '.' || folded[i] == ','))
    ++i;
  if (i == 0 || i >= folded.size()) return false;
  if (folded[i] == 'k' || folded[i] == 'm') ++i;
  const absl::string_view word = absl::StripAsciiWhitespace(folded.substr(i));
  static constexpr absl::string_view kWords[] = {
      "comments",     "comment",          "shares",        "share",          "likes",
      "views",        "min read",         "minute read",   "minutes read",   "mins read",
      "min. read",    "minutes",          "kommentare",    "kommentar",      "commentaires",
      "commentaire",  "comentarios",      "comentario",    "commenti",       "reacties",
      "responses",    "replies",          "reactions",     "photos",         "min",
      "min lesezeit", "minuten lesezeit", "min. lesezeit", "min de lectura", "min de lecture",
      "votes",        "points",           "followers",     "read",           "reads",
      "antworten",    "antwort",          "gedanken",      "respuestas",     "reponses"};
  for (const absl::string_view w : kWords) {
    if (word == w) return true;
  }
  return false;
}

// "12 thoughts on ...", "There are 3 comments": what heads comments.
bool IsCountedEnd(absl::string_view folded) {
  if (absl::ConsumePrefix(&folded, "there are ") || absl::ConsumePrefix(&folded, "there is ")) {
    return IsCount(folded);
  }
  const size_t number = folded.find_first_not_of("0123456789");
  absl::string_view rest = folded.substr(std::min(number, folded.size()));
  if (number == 0 && !absl::ConsumePrefix(&rest, "one ")) return false;
  rest = absl::StripLeadingAsciiWhitespace(rest);
  return std::any_of(CountedEnds().begin(), CountedEnds().end(),
                     [rest](absl::string_view words) { return absl::StartsWith(rest, words); });
}

// "3 of 10", "Bild 1 von 10", "1/12": which picture of a gallery.
bool IsPlaceInRow(absl::string_view folded) {
  const auto skip_digits = [&folded] {
    size_t digits = 0;
    while (digits < folded.size() && digits < 4 && absl::ascii_isdigit(folded[digits])) ++digits;
    folded.remove_prefix(digits);
    folded = absl::StripLeadingAsciiWhitespace(folded);
    return digits > 0;
  };
  for (const absl::string_view picture :
       {"bild", "image", "photo", "picture", "slide", "foto", "imagen", "imagem", "immagine"}) {
    if (absl::ConsumePrefix(&folded, picture)) break;
  }
  folded = absl::StripLeadingAsciiWhitespace(folded);
  if (!skip_digits()) return false;
  for (const absl::string_view of : {"/", "of", "von", "sur", "de", "di", "van", "z", "из"}) {
    if (absl::ConsumePrefix(&folded, of)) {
      folded = absl::StripLeadingAsciiWhitespace(folded);
      return skip_digits() && folded.empty();
    }
  }
  return false;
}

// True when `pieces`, two or more, are buttons each.
template <typename Pieces>
bool AreButtons(const Pieces& pieces) {
  size_t buttons = 0;
  for (absl::string_view piece : pieces) {
    piece = absl::StripAsciiWhitespace(piece);
    if (piece.empty() || piece == "\u00b7" || piece == "\u2022") continue;
    if (!FurniturePhrases().contains(piece)) return false;
    ++buttons;
  }
  return buttons >= 2;
}

// "Share Tweet Share", "Reply · Report", "Sign in | Register": buttons in a row.
bool IsRowOfButtons(absl::string_view folded) {
  return AreButtons(absl::StrSplit(folded, absl::ByAnyChar(" |,/\t"))) ||
         AreButtons(absl::StrSplit(folded, '|'));
}

// The words of "our foreign staff and" that are no names. Sets `*staff` at one for people who
// write.
bool IsStaffWord(absl::string_view word, bool* staff) {
  static constexpr absl::string_view kJoining[] = {"our", "and",     "the",  "in",  "of", "for",
                                                   "a",   "foreign", "own",  "und", "et", "y",
                                                   "e",   "unserem", "from", "with"};
  static constexpr absl::string_view kStaff[] = {
      "staff",     "correspondent", "correspondents", "writer", "writers",  "reporter",
      "reporters", "editor",        "editors",        "team",   "agencies", "desk"};
  if (std::find(std::begin(kStaff), std::end(kStaff), word) != std::end(kStaff)) {
    *staff = true;
    return true;
  }
  return std::find(std::begin(kJoining), std::end(kJoining), word) != std::end(kJoining);
}

// Prefixes, sorted, of which none begins with another.
class Prefixes {
 public:
  explicit Prefixes(absl::Span<const absl::string_view> prefixes)
      : prefixes_(prefixes.begin(), prefixes.end()) {
    std::sort(prefixes_.begin(), prefixes_.end());
    // One that begins with another behind it says nothing more.
    prefixes_.erase(std::unique(prefixes_.begin(), prefixes_.end(),
                                [](absl::string_view a, absl::string_view b) {
                                  return absl::StartsWith(b, a);
                                }),
                    prefixes_.end());
  }

  // True when `text` begins with one.
  bool Begin(absl::string_view text) const {
    const auto behind = std::upper_bound(prefixes_.begin(), prefixes_.end(), text);
    return behind != prefixes_.begin() && absl::StartsWith(text, behind[-1]);
  }

 private:
  std::vector<absl::string_view> prefixes_;
};

// The words with which furniture begins, so that most other lines are seen not to be any without
// being folded.
class FirstWords {
 public:
  FirstWords() {
    for (const absl::string_view phrase : FurniturePhrases()) Add(phrase, false);
    for (const absl::string_view phrase : EndPhrases()) Add(phrase, false);
    for (const absl::string_view prefix : EndPrefixes()) Add(prefix, false);
    // Of counts in words, of offers, of pictures.
    for (const absl::string_view word :
         {"there", "one", "unlock", "get", "receive", "subscribe", "sign", "join", "try", "free",
          "read", "our", "slide", "imagen", "imagem", "immagine"})
      Add(word, false);
    for (const absl::string_view prefix : FurniturePrefixes()) Add(prefix, true);
  }

  // False when no furniture begins as `line` does. A line that begins with anything but a letter
  // may be some.
  bool MayBegin(absl::string_view line) const {
    uint64_t key = 0;
    if (!FirstWordKey(line, &key)) return true;
    const auto found = is_long_.find(key);
    return found != is_long_.end() && (found->second || line.size() <= kMaxUnfoldedBytes);
  }

 private:
  // Folded, a line is never half as long.
  static constexpr size_t kMaxUnfoldedBytes = 2 * kMaxPhraseBytes;

  void Add(absl::string_view phrase, bool begins_long_lines) {
    uint64_t key = 0;
    if (FirstWordKey(phrase, &key)) is_long_[key] |= begins_long_lines;
  }

  // Whether a line longer than a phrase may begin so.
  absl::flat_hash_map<uint64_t, bool> is_long_;
};

// "Get the weekly newsletter": words of invitation at the start, and what to.
bool OffersNewsletter(absl::string_view folded) {
  if (!absl::StrContains(folded, "newsletter")) return false;
  static constexpr absl::string_view kStarts[] = {"unlock ",   "get ",  "receive ", "subscribe ",
                                                  "sign ",     "join ", "try ",     "free ",
                                                  "read our ", "our "};
  return std::any_of(std::begin(kStarts), std::end(kStarts),
                     [folded](absl::string_view start) { return absl::StartsWith(folded, start); });
}

}  // namespace

Furniture FurnitureOf(absl::string_view line) {
  return FurnitureOf(line, (CountWords(line).groups & kRightsWord) != 0);
}

Furniture FurnitureOf(absl::string_view line, bool names_rights) {
  line = StripEnds(line);
  if (line.empty() || line.size() > kMaxPrefixedBytes) return Furniture::kNone;
  static const FirstWords& first_words = *new FirstWords();
  if (!names_rights && !first_words.MayBegin(line)) return Furniture::kNone;
  const std::string folded_line = FoldLine(line);
  const absl::string_view folded = folded_line;
  if (folded.size() <= kMaxPhraseBytes) {
    if (EndPhrases().contains(folded)) return Furniture::kEndsArticle;
    if (FurniturePhrases().contains(folded) || IsCount(folded) || IsPlaceInRow(folded) ||
        IsRowOfButtons(folded) || OffersNewsletter(folded))
      return Furniture::kPhrase;
    static const Prefixes& end_prefixes = *new Prefixes(EndPrefixes());
    if (end_prefixes.Begin(folded) || IsCountedEnd(folded)) return Furniture::kEndsArticle;
  }
  static const Prefixes& prefixes = *new Prefixes(FurniturePrefixes());
  if (prefixes.Begin(folded)) return Furniture::kPhrase;
  if (names_rights && (absl::StrContains(folded, "all rights reserved") ||
                       absl::StrContains(folded, "alle rechte vorbehalten")))
    return Furniture::kPhrase;
  return Furniture::kNone;
}

bool HeadsComments(absl::string_view line) {
  line = StripEnds(line);
  if (line.size() > 80) return false;
  const std::string folded = FoldLine(line);
  static constexpr absl::string_view kStems[] = {"comment",      "kommentar",
                                                 "comentario",   "leserpost",
                                                 "leserbrief",   "lesermeinung",
                                                 "responses to", "repl",
                                                 "reacti",       "komentar",
                                                 "коммент",      "response",
                                                 "diskuse",      "join the conversation"};
  const bool stem = std::any_of(std::begin(kStems), std::end(kStems),
                                [&](absl::string_view s) { return absl::StrContains(folded, s); });
  if (!stem) return false;
  if (FurnitureOf(line) == Furniture::kEndsArticle || IsCount(folded)) return true;
  // "3 responses to "A bridge opens""
  size_t digits = 0;
  while (digits < folded.size() && absl::ascii_isdigit(folded[digits])) ++digits;
  const absl::string_view rest = absl::StripLeadingAsciiWhitespace(folded).substr(digits);
  return digits > 0 && digits <= 5 &&
         (absl::StartsWith(rest, " comment") || absl::StartsWith(rest, " response") ||
          absl::StartsWith(rest, " kommentar") || absl::StartsWith(rest, " repl") ||
          absl::StartsWith(rest, " thoughts on"));
}

bool IsByline(absl::string_view line) {
  if (line.size() > 80 || EndsSentence(line)) return false;
  static constexpr absl::string_view kStarts[] = {
      "By ",  "by ",  "BY ",   "Von ", "von ",   "Par ",        "Por ",      "POR ",
      "PAR ", "VON ", "Door ", "Di ",  "Text: ", "Written by ", "Story by ", "Reported by "};
  for (const absl::string_view start : kStarts) {
    if (!absl::StartsWith(line, start)) continue;
    // What follows is names, or who the paper's people are: most words begin with a capital.
    size_t words = 0;
    size_t capitals = 0;
    bool staff = false;
    for (const absl::string_view word :
         absl::StrSplit(line.substr(start.size()), ' ', absl::SkipEmpty())) {
      if (IsStaffWord(absl::AsciiStrToLower(word), &staff)) continue;
      ++words;
      const char c = word[0];
      capitals += absl::ascii_isupper(c) || (c & 0x80) != 0 || absl::ascii_isdigit(c) ||
                  absl::ascii_ispunct(c);
    }
    return words <= 10 && (capitals * 2 > words || (staff && words <= kMaxWordsOfStaff));
  }
  return false;
}

bool IsBareName(absl::string_view line) {
  if (line.size() > 60 || EndsSentence(line)) return false;
  size_t words = 0;
  for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    if (!absl::ascii_isupper(word[0]) && (word[0] & 0x80) == 0) return false;
    if (absl::StrContains("|:,;", word.substr(word.size() - 1))) return false;
    ++words;
  }
  return words >= 2 && words <= 4;
}

bool EndsSentence(absl::string_view line) {
  while (!line.empty()) {
    const auto last = static_cast<unsigned char>(line.back());
    if (last == '.' || last == '!' || last == '?') return true;
    if (last < 0x80) {
      if (!absl::StrContains("\"')]* ", line.substr(line.size() - 1))) return false;
      line.remove_suffix(1);
      continue;
    }
    static constexpr absl::string_view kStops[] = {"\u2026", "\u3002", "\uff01", "\uff1f",
                                                   "\u061f", "\u06d4", "\u0964"};
    for (const absl::string_view stop : kStops) {
      if (absl::EndsWith(line, stop)) return true;
    }
    static constexpr absl::string_view kClosers[] = {"\u201d", "\u2019", "\u00bb", "\u201c",
                                                     "\u300d", "\u300f", "\uff09"};
    const auto closer =
        std::find_if(std::begin(kClosers), std::end(kClosers),
                     [line](absl::string_view mark) { return absl::EndsWith(line, mark); });
    if (closer == std::end(kClosers)) return false;
    line.remove_suffix(closer->size());
  }
  return false;
}

bool HasPhotoCredit(absl::string_view line) {
  static constexpr absl::string_view kCredits[] = {
      "Getty Images", "/Getty",   "/AFP",        "/AP",          "AP Photo",
      "/Reuters",     "/REUTERS", "Photograph:", "Shutterstock", "/EPA",
      "Pool Photo",   "Photo by", "Photo:",      "PHOTO:",       "Image:",
      "Image credit", "/dpa",     "/DPA",        "imago",        "picture alliance",
      "/Pool",        "Foto:",    "Credit:",     "(File photo",  "File Photo",
      "(Photo",       "/ AFP",    "/ AP",        "Bild:"};
  const absl::string_view tail = line.size() > 120 ? line.substr(line.size() - 120) : line;
  for (const absl::string_view credit : kCredits) {
    if (absl::StrContains(tail, credit)) return true;
  }
  return false;
}

absl::string_view WithoutPhotoCredit(absl::string_view caption) {
  static constexpr absl::string_view kStarts[] = {
      "Photograph:", "Photograph by", "Photo:", "PHOTO:",       "Photo by",
      "Photos:",     "Photo credit",  "Image:", "Image credit", "Credit:",
      "Picture:",    "Foto:",         "Fotos:", "Bild:",        "Bildquelle",
      "Cr\u00e9dit", "Copyright",     "\u00a9", "AP Photo",     "Getty Images"};
  size_t end = caption.size();
  for (const absl::string_view start : kStarts) end = std::min(end, caption.find(start));
  // In brackets at the end, the credit is all that they hold.
  const size_t open = caption.rfind('(');
  const size_t close = open < end ? caption.find(')', open) : absl::string_view::npos;
  if (close < caption.size() && HasPhotoCredit(caption.substr(open, close - open))) {
    end = std::min(end, open);
  }
  caption = caption.substr(0, end);
  while (!caption.empty() &&
         (absl::ascii_isspace(caption.back()) || absl::StrContains("(|-/[", caption.back())))
    caption.remove_suffix(1);
  return caption;
}

}  // namespace dateline::extract
