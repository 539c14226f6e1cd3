#include "indexer/extract/furniture.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture_index.h"
#include "indexer/extract/furniture_phrases.h"
#include "indexer/extract/line_fold.h"
#include "indexer/extract/line_words.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

// No line longer than this is furniture; bytes.
constexpr size_t kMaxPrefixedBytes = 240;
// "By staff and news service reports": words beside those of staff that are no names.
constexpr size_t kMaxWordsOfStaff = 3;

absl::string_view StripEnds(absl::string_view line) {
  const auto is_mark = [](char c) {
    return absl::ascii_isspace(c) || c == '-' || c == '*' || c == '|' || c == '>' || c == '{' ||
           c == '}';
  };
  const auto ends = [&](char c) { return is_mark(c) || c == ':' || c == '.' || c == '!'; };
  const auto begins = [&](char c) { return is_mark(c) || c == '<' || c == '+'; };
  while (!line.empty() && ends(line.back())) line.remove_suffix(1);
  while (!line.empty() && begins(line[0])) line.remove_prefix(1);
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
  size_t number = 0;
  while (number < folded.size() && absl::ascii_isdigit(folded[number])) ++number;
  absl::string_view rest = folded.substr(number);
  if (number == 0 && !absl::ConsumePrefix(&rest, "one ")) return false;
  rest = absl::StripLeadingAsciiWhitespace(rest);
  return std::any_of(CountedEnds().begin(), CountedEnds().end(),
                     [rest](absl::string_view words) { return absl::StartsWith(rest, words); });
}

// "3 of 10", "Bild 1 von 10", "1/12": which picture of a gallery.
bool IsPlaceInRow(absl::string_view folded) {
  if (folded.empty() || !(absl::ascii_isdigit(folded.back()) || absl::ascii_isspace(folded.back())))
    return false;
  const auto skip_digits = [&folded] {
    size_t digits = 0;
    while (digits < folded.size() && digits < 4 && absl::ascii_isdigit(folded[digits])) ++digits;
    folded.remove_prefix(digits);
    folded = absl::StripLeadingAsciiWhitespace(folded);
    return digits > 0;
  };
  static constexpr absl::string_view kPictures[] = {"bild", "image",  "photo",  "picture", "slide",
                                                    "foto", "imagen", "imagem", "immagine"};
  for (const absl::string_view picture : kPictures) {
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

// True when `line` has two or more pieces between the separators, and each is a button.
template <typename IsSeparator>
bool AreButtons(absl::string_view line, IsSeparator is_separator) {
  size_t buttons = 0;
  while (true) {
    const char* const end = std::find_if(line.begin(), line.end(), is_separator);
    const size_t size = end - line.begin();
    const absl::string_view piece = absl::StripAsciiWhitespace(line.substr(0, size));
    if (!piece.empty() && piece != "\u00b7" && piece != "\u2022") {
      if (!FurniturePhrases().contains(piece)) return false;
      ++buttons;
    }
    if (size == line.size()) return buttons >= 2;
    line.remove_prefix(size + 1);
  }
}

// "Share Tweet Share", "Reply · Report", "Sign in | Register": buttons in a row.
bool IsRowOfButtons(absl::string_view folded) {
  const auto separates = [](char c) {
    return c == ' ' || c == '|' || c == ',' || c == '/' || c == '\t';
  };
  if (AreButtons(folded, separates)) return true;
  return folded.find('|') != absl::string_view::npos &&
         AreButtons(folded, [](char c) { return c == '|'; });
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
  const FurnitureIndex& index = FurnitureIndex::Get();
  if (!names_rights && !index.MayBegin(line)) return Furniture::kNone;
  const std::string folded_line = FoldLine(line);
  const absl::string_view folded = folded_line;
  const uint8_t matches = index.Match(folded);
  if (folded.size() <= kMaxPhraseBytes) {
    if ((matches & kSaysEnd) != 0) return Furniture::kEndsArticle;
    if ((matches & kSaysPhrase) != 0 || IsCount(folded) || IsPlaceInRow(folded) ||
        IsRowOfButtons(folded) || OffersNewsletter(folded))
      return Furniture::kPhrase;
    if ((matches & kBeginsAsEnd) != 0 || IsCountedEnd(folded)) return Furniture::kEndsArticle;
  }
  if ((matches & kBeginsAsPhrase) != 0) return Furniture::kPhrase;
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
      if (last != '"' && last != '\'' && last != ')' && last != ']' && last != '*' && last != ' ')
        return false;
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
