#include "indexer/annotate/display_name.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace dateline::annotate {
namespace {

using article::Kind;

bool IsLetter(absl::string_view word) { return word.size() == 1 && absl::ascii_isupper(word[0]); }

// "TV", "PLC", "UN": no word, but letters.
bool IsShortForm(absl::string_view word) {
  if (word == "US" || word == "UK" || word == "UN" || word == "EU") return true;
  return word.size() <= 3 &&
         word.find_first_not_of("BCDFGHJKLMNPQRSTVWXZ") == absl::string_view::npos;
}

bool IsSmallWord(absl::string_view word) {
  static constexpr absl::string_view kWords[] = {"OF", "AND", "THE", "FOR", "IN", "ON", "AT", "TO"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

// "Ada M Roe" as "Ada M. Roe", whichever of the two a paper writes. "U" is a title in Burma, and an
// "O" has lost its apostrophe.
void StopInitials(std::vector<std::string>* words) {
  for (size_t i = 0; i + 1 < words->size(); ++i) {
    std::string& word = (*words)[i];
    if (IsLetter(word) && word != "O" && word != "U") word.push_back('.');
  }
}

// "U S Navy" as "U.S. Navy".
void JoinInitials(std::vector<std::string>* words) {
  std::vector<std::string> joined;
  for (size_t i = 0; i < words->size();) {
    size_t end = i;
    while (end < words->size() && IsLetter((*words)[end])) ++end;
    if (end < i + 2) {
      joined.push_back(std::move((*words)[i++]));
      continue;
    }
    std::string letters;
    for (; i < end; ++i) absl::StrAppend(&letters, (*words)[i], ".");
    joined.push_back(std::move(letters));
  }
  *words = std::move(joined);
}

}  // namespace

bool HasLower(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(static_cast<unsigned char>(c)) || (c & 0x80);
  });
}

std::string DisplayName(article::Kind kind, absl::string_view text) {
  std::vector<std::string> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
  const bool capitals = !HasLower(text);
  const bool acronym = kind != Kind::kPerson && words.size() == 1 && text.size() <= kMaxAcronym;
  if (capitals && !acronym) {
    for (size_t i = 0; i < words.size(); ++i) {
      if (words.size() > 1 && kind != Kind::kPerson && IsShortForm(words[i])) continue;
      bool start = i == 0 || kind == Kind::kPerson || !IsSmallWord(words[i]);
      for (char& c : words[i]) {
        const bool letter = absl::ascii_isalpha(static_cast<unsigned char>(c));
        if (letter && !start) c = absl::ascii_tolower(static_cast<unsigned char>(c));
        start = !letter;
      }
    }
  }
  if (kind == Kind::kPerson) {
    StopInitials(&words);
  } else {
    JoinInitials(&words);
  }
  return absl::StrJoin(words, " ");
}

}  // namespace dateline::annotate
