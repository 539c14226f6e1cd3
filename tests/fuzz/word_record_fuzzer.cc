// Any bytes as the record of an article's words, or as the place of one, are refused or can be
// searched; and a record made of any words has them.

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "indexer/format/word_record.h"
#include "server/match/word_scan.h"
#include "tests/fuzz/check_article.h"

namespace {

using dateline::format::WordRecord;
using dateline::fuzz::Require;

void Search(const WordRecord& record) {
  for (const std::vector<std::string>& phrase : std::vector<std::vector<std::string>>{
           {"a", "b"}, {"Sa", "Sb", "Sc"}, {"a", "a", "a", "a"}}) {
    dateline::match::WordScan(phrase, std::vector<uint32_t>(phrase.size(), 1)).Finds(record);
  }
  for (uint32_t place = 0; place < record.places(); ++place) record.Has(place, place);
}

// Bytes as steps of a field: how far on, and which of a few words, or a pair.
void Build(const uint8_t* data, size_t size) {
  dateline::format::WordRecordBuilder builder;
  std::vector<uint64_t> distinct;
  uint32_t position = 1;
  for (size_t i = 0; i < size; ++i) {
    if (data[i] == 0xFF) {
      builder.EndField();
      position = 1;
      continue;
    }
    position += data[i] >> 6;
    const uint64_t hash = 1 + (data[i] & 0x1F);
    builder.Add(position, hash, (data[i] & 0x20) != 0);
    if (std::find(distinct.begin(), distinct.end(), hash) == distinct.end()) {
      distinct.push_back(hash);
    }
  }
  const std::string bytes = builder.Finish(7, distinct);
  if (bytes.empty()) return;
  Require(WordRecord::HasChecksum(bytes, 7));
  const auto record = WordRecord::Parse(bytes);
  Require(record.has_value());
  for (const uint64_t hash : distinct) {
    bool found = false;
    for (uint32_t place = 0; place < record->places(); ++place) {
      found |= record->Has(place, record->CodeOf(hash));
    }
    Require(found);
  }
  Search(*record);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto location = dateline::format::DecodeWordLocation(bytes)) {
    Require(dateline::format::DecodeWordLocation(dateline::format::EncodeWordLocation(*location)) ==
            location);
  }
  // Where records begin in memory.
  std::vector<uint64_t> aligned(size / 8 + 1);
  if (size > 0) std::memcpy(aligned.data(), data, size);
  const absl::string_view copy(reinterpret_cast<const char*>(aligned.data()), size);
  if (const auto record = WordRecord::Parse(copy)) Search(*record);
  Build(data, size);
  return 0;
}
