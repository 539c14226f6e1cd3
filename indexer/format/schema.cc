#include "indexer/format/schema.h"

#include <xxhash.h>

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

using article::DatePrecision;
using article::Dimension;

// The terms column of the schema table, in the order of article::kDimensions.
constexpr std::array<absl::string_view, article::kValueDimensionCount> kTermPrefixes = {
    "XPERSON:", "XORG:", "XPLACE:", "XSOURCE:", "L"};

// Of ImpliedName.
constexpr std::array<absl::string_view, 4> kSmallWords = {"and", "for", "of", "the"};

// `prefix` + `value`, its end replaced by a hash when Xapian would not take the length.
std::string BoundedTerm(absl::string_view prefix, absl::string_view value) {
  if (prefix.size() + value.size() <= kMaxTermBytes) return absl::StrCat(prefix, value);
  const std::string hash = absl::StrCat("#", HashId(value));
  return absl::StrCat(prefix, value.substr(0, kMaxTermBytes - prefix.size() - hash.size()), hash);
}

void AppendBigEndian(uint64_t value, int bytes, std::string* out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out->push_back(static_cast<char>(value >> shift));
  }
}

uint64_t ReadBigEndian(absl::string_view bytes) {
  uint64_t value = 0;
  for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

bool IsDayNumber(int64_t day) {
  static const int64_t first = article::ToDayNumber(absl::CivilDay(article::kMinYear, 1, 1));
  static const int64_t last = article::ToDayNumber(absl::CivilDay(article::kMaxYear, 12, 31));
  return day >= first && day <= last;
}

// Splits a term of an entity id and something else at the tab between them.
bool ParsePair(absl::string_view prefix, absl::string_view term, std::string* entity_id,
               std::string* other) {
  if (!absl::ConsumePrefix(&term, prefix)) return false;
  const size_t tab = term.find('\t');
  if (tab == absl::string_view::npos) return false;
  *entity_id = std::string(term.substr(0, tab));
  *other = std::string(term.substr(tab + 1));
  return true;
}

}  // namespace

absl::string_view TermPrefix(Dimension dimension) {
  return kTermPrefixes[static_cast<size_t>(dimension)];
}

std::string FacetTerm(Dimension dimension, absl::string_view value) {
  const article::DimensionInfo& info = article::InfoOf(dimension);
  if (info.type == article::DimensionType::kEntity) {
    absl::ConsumePrefix(&value, absl::StrCat(info.name, "/"));
  }
  return BoundedTerm(TermPrefix(dimension), value);
}

std::string FacetValueOf(Dimension dimension, absl::string_view term) {
  absl::ConsumePrefix(&term, TermPrefix(dimension));
  const article::DimensionInfo& info = article::InfoOf(dimension);
  if (info.type != article::DimensionType::kEntity) return std::string(term);
  return absl::StrCat(info.name, "/", term);
}

std::string IdTerm(absl::string_view id) { return BoundedTerm("Q", id); }

std::string NameTerm(absl::string_view entity_id, absl::string_view name) {
  return BoundedTerm(kNamePrefix, absl::StrCat(entity_id, "\t", name));
}

std::string ImpliedName(absl::string_view entity_id) {
  const bool person = absl::StartsWith(entity_id, "person/");
  absl::string_view slug = entity_id;
  if (const size_t slash = slug.find('/'); slash != absl::string_view::npos) {
    slug.remove_prefix(slash + 1);
  }
  std::string name;
  for (size_t begin = 0; begin <= slug.size();) {
    const size_t end = std::min(slug.find('-', begin), slug.size());
    const absl::string_view word = slug.substr(begin, end - begin);
    const bool inside = begin > 0 && end < slug.size();
    const bool small =
        inside && std::find(kSmallWords.begin(), kSmallWords.end(), word) != kSmallWords.end();
    if (begin > 0) name.push_back(' ');
    absl::StrAppend(&name, word);
    if (!word.empty() && !small) {
      char& first = name[name.size() - word.size()];
      first = absl::ascii_toupper(static_cast<unsigned char>(first));
    }
    if (person && inside && word.size() == 1) name.push_back('.');
    begin = end + 1;
  }
  return name;
}

bool IsImpliedName(Dimension dimension, absl::string_view entity_id, absl::string_view name) {
  // Of an id of another dimension there is no filter term to count by.
  return absl::StartsWith(entity_id, absl::StrCat(article::InfoOf(dimension).name, "/")) &&
         ImpliedName(entity_id) == name;
}

std::string AboutTerm(absl::string_view entity_id) { return BoundedTerm(kAboutPrefix, entity_id); }

std::string HomeTerm(absl::string_view entity_id, absl::string_view home) {
  return BoundedTerm(kHomePrefix, absl::StrCat(entity_id, "\t", home));
}

bool ParseNameTerm(absl::string_view term, std::string* entity_id, std::string* name) {
  return ParsePair(kNamePrefix, term, entity_id, name);
}

bool ParseHomeTerm(absl::string_view term, std::string* entity_id, std::string* home) {
  return ParsePair(kHomePrefix, term, entity_id, home);
}

std::string WordTerm(absl::string_view word) { return std::string(word); }
std::string StemTerm(absl::string_view stem) { return absl::StrCat(kStemPrefix, stem); }
std::string TitleWordTerm(absl::string_view word) { return absl::StrCat(kTitlePrefix, word); }
std::string TitleStemTerm(absl::string_view stem) {
  return absl::StrCat(kStemPrefix, kTitlePrefix, stem);
}

std::vector<std::string> DateTerms(const article::PublishDate& date) {
  std::vector<std::string> terms;
  if (!date.known()) return terms;
  const absl::CivilDay day = date.day;
  terms.push_back(absl::StrFormat("Y%04d", day.year()));
  if (date.precision == DatePrecision::kYear) return terms;
  terms.push_back(absl::StrFormat("M%04d%02d", day.year(), day.month()));
  if (date.precision == DatePrecision::kMonth) return terms;
  terms.push_back(absl::StrFormat("D%04d%02d%02d", day.year(), day.month(), day.day()));
  return terms;
}

uint64_t ArticleKey(absl::string_view id) { return Hash64(id); }

std::string EncodeKey(uint64_t key) {
  std::string bytes;
  AppendBigEndian(key, 8, &bytes);
  return bytes;
}

std::optional<uint64_t> DecodeKey(absl::string_view bytes) {
  if (bytes.size() != 8) return std::nullopt;
  return ReadBigEndian(bytes);
}

std::string EncodePublishDate(const article::PublishDate& date) {
  std::string bytes;
  if (!date.known()) return bytes;
  const int64_t biased = int64_t{article::ToDayNumber(date.day)} + (int64_t{1} << 31);
  AppendBigEndian(static_cast<uint64_t>(biased), 4, &bytes);
  bytes.push_back(static_cast<char>(date.precision));
  return bytes;
}

std::optional<article::PublishDate> DecodePublishDate(absl::string_view bytes) {
  article::PublishDate date;
  if (bytes.empty()) return date;
  if (bytes.size() != 5 || bytes[4] < 1 || bytes[4] > 3) return std::nullopt;
  const int64_t day = static_cast<int64_t>(ReadBigEndian(bytes.substr(0, 4))) - (int64_t{1} << 31);
  if (!IsDayNumber(day)) return std::nullopt;
  date.day = article::FromDayNumber(static_cast<int32_t>(day));
  date.precision = static_cast<DatePrecision>(bytes[4]);
  return date;
}

std::string EncodeEventIntervals(const std::vector<article::DateInterval>& intervals) {
  std::string bytes;
  int32_t previous = 0;
  for (const article::DateInterval& interval : intervals) {
    const int32_t start = article::ToDayNumber(interval.start);
    AppendVarint(ZigZag(start - previous), &bytes);
    AppendVarint(static_cast<uint32_t>(interval.end - interval.start), &bytes);
    previous = start;
  }
  return bytes;
}

bool DecodeEventIntervals(absl::string_view bytes, std::vector<DayInterval>* out) {
  int64_t start = 0;
  for (size_t pos = 0; pos < bytes.size();) {
    uint32_t step = 0;
    uint32_t length = 0;
    if (!ReadVarint(bytes, &pos, &step) || !ReadVarint(bytes, &pos, &length)) return false;
    start += UnZigZag(step);
    const int64_t end = start + length;
    if (!IsDayNumber(start) || !IsDayNumber(end)) return false;
    out->push_back({static_cast<int32_t>(start), static_cast<int32_t>(end)});
  }
  return true;
}

uint32_t ShardOf(absl::string_view id, uint32_t shard_count) {
  // The high half: the low bits of the key order articles within a shard.
  return static_cast<uint32_t>((ArticleKey(id) >> 32) % shard_count);
}

std::string HashId(absl::string_view text) { return absl::StrFormat("%016x", Hash64(text)); }

uint64_t Hash64(absl::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace dateline::format
