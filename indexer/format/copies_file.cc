#include "indexer/format/copies_file.h"

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/format/schema.h"
#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

constexpr absl::string_view kMagic = "dateline copies1";
constexpr size_t kChecksumBytes = 8;

std::string Checksum(absl::string_view bytes) {
  std::string checksum;
  for (uint64_t hash = Hash64(bytes); checksum.size() < kChecksumBytes; hash >>= 8) {
    checksum.push_back(static_cast<char>(hash & 0xff));
  }
  return checksum;
}

void AppendPlaces(const std::vector<ArticlePlace>& places, std::string* out) {
  AppendVarint(places.size(), out);
  ArticlePlace last;
  for (const ArticlePlace& place : places) {
    AppendVarint(place.shard - last.shard, out);
    AppendVarint(place.shard == last.shard ? place.docid - last.docid : place.docid, out);
    last = place;
  }
}

bool ReadPlaces(absl::string_view bytes, size_t* position, std::vector<ArticlePlace>* places) {
  uint64_t count = 0;
  // Every article takes two bytes or more.
  if (!ReadVarint(bytes, position, &count) || count < 2 || count > bytes.size() / 2) return false;
  places->reserve(count);
  ArticlePlace last;
  for (uint64_t i = 0; i < count; ++i) {
    uint32_t shard, docid;
    if (!ReadVarint(bytes, position, &shard) || !ReadVarint(bytes, position, &docid)) return false;
    if (shard > UINT32_MAX - last.shard || docid == 0) return false;
    if (shard == 0 && docid > UINT32_MAX - last.docid) return false;
    last = {last.shard + shard, shard == 0 ? last.docid + docid : docid};
    places->push_back(last);
  }
  return true;
}

bool ReadGroups(absl::string_view bytes, std::vector<CopyGroupPlaces>* groups) {
  size_t position = 0;
  uint64_t count = 0;
  if (!ReadVarint(bytes, &position, &count) || count > bytes.size()) return false;
  for (uint64_t i = 0; i < count; ++i) {
    uint64_t size = 0;
    if (!ReadVarint(bytes, &position, &size) || size > bytes.size() - position) return false;
    CopyGroupPlaces group;
    group.head = std::string(bytes.substr(position, size));
    position += size;
    if (!ReadPlaces(bytes, &position, &group.articles)) return false;
    groups->push_back(std::move(group));
  }
  return position == bytes.size();
}

}  // namespace

std::string EncodeCopies(const std::vector<CopyGroupPlaces>& groups) {
  std::string bytes(kMagic);
  AppendVarint(groups.size(), &bytes);
  for (const CopyGroupPlaces& group : groups) {
    AppendVarint(group.head.size(), &bytes);
    bytes += group.head;
    AppendPlaces(group.articles, &bytes);
  }
  return bytes + Checksum(bytes);
}

absl::StatusOr<std::vector<CopyGroupPlaces>> DecodeCopies(absl::string_view bytes) {
  std::vector<CopyGroupPlaces> groups;
  if (bytes.size() >= kMagic.size() + kChecksumBytes) {
    const absl::string_view checked = bytes.substr(0, bytes.size() - kChecksumBytes);
    absl::string_view rest = checked;
    if (absl::ConsumePrefix(&rest, kMagic) && Checksum(checked) == bytes.substr(checked.size()) &&
        ReadGroups(rest, &groups)) {
      return groups;
    }
  }
  return absl::DataLossError("the file of the copy groups is damaged");
}

absl::StatusOr<std::vector<CopyGroupPlaces>> ReadCopies(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": is not there"));
  std::stringstream content;
  content << file.rdbuf();
  absl::StatusOr<std::vector<CopyGroupPlaces>> groups = DecodeCopies(content.str());
  if (groups.ok()) return groups;
  return absl::DataLossError(absl::StrCat(path, ": ", groups.status().message()));
}

}  // namespace dateline::format
