// What the bytes of an index are spent on.
//
//   index_parts DATABASE...
//
// Prints for every part (terms of each kind, values of each slot, document data, words) the entries
// and bytes per article of all databases together. A DATABASE is a folder of tables that were
// written in bulk, as bulk_load leaves them.

#include <sys/stat.h>

#include <cstdint>
#include <iostream>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "indexer/format/glass_block.h"
#include "indexer/format/glass_format.h"
#include "indexer/format/glass_table_reader.h"
#include "indexer/format/schema.h"
#include "indexer/format/varint.h"
#include "indexer/store/bulk_table_writer.h"
#include "indexer/store/durable_file.h"

namespace {

using namespace dateline;  // A program of its own.

struct Part {
  uint64_t entries = 0;
  uint64_t key_bytes = 0;
  uint64_t tag_bytes = 0;
  uint64_t beside_bytes = 0;  // What a block has for each piece of an entry.
};
using Parts = std::map<std::string, Part>;

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::cerr << "index_parts: " << status << std::endl;
  std::exit(2);
}

uint64_t FileBytes(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 ? static_cast<uint64_t>(info.st_size) : 0;
}

std::string TermPart(absl::string_view term) {
  static const std::pair<absl::string_view, const char*> kPrefixes[] = {
      {"ZS", "title stems"},
      {"Z", "stems"},
      {"S", "title words"},
      {"Q", "ids"},
      {"XPERSON:", "persons"},
      {"XORG:", "organizations"},
      {"XPLACE:", "places"},
      {"XSOURCE:", "sources"},
      {"XNAME:", "names of entities"},
      {"XABOUT:", "about"},
      {"XHOME:", "homes"},
      {"L", "languages"},
      {"D", "days, months, years"},
      {"M", "days, months, years"},
      {"Y", "days, months, years"}};
  for (const auto& [prefix, name] : kPrefixes) {
    if (absl::StartsWith(term, prefix)) return absl::StrCat("terms: ", name);
  }
  return absl::ascii_isupper(static_cast<unsigned char>(term[0])) ? "terms: others"
                                                                  : "terms: words";
}

std::string PostlistPart(absl::string_view key) {
  if (key[0] != '\0' || key.size() == 1 || key[1] == '\xFF') return TermPart(key);
  if (key[1] == '\xC0') return "metadata";
  if (key[1] == '\xD0') return "values: statistics";
  if (key[1] == '\xE0') return "lengths of articles";
  uint32_t slot = 0;
  size_t position = 2;
  format::ReadVarint(key, &position, &slot);
  return absl::StrCat("values: slot ", slot);
}

void AddTable(const std::string& folder, const std::string& table, Parts* parts) {
  const std::string path = store::GlassTablePath(folder, table);
  const uint64_t file_bytes = FileBytes(path);
  if (file_bytes == 0) return;
  auto reader = format::GlassTableReader::Open(path);
  Check(reader.status());
  uint64_t counted = 0;
  while ((*reader)->Next()) {
    const absl::string_view key = (*reader)->key();
    Part& part = (*parts)[table == "postlist" ? PostlistPart(key) : table];
    ++part.entries;
    part.key_bytes += key.size();
    part.tag_bytes += (*reader)->tag().size();
    part.beside_bytes += format::kItemHeader + format::kDirectoryEntry;
    counted += key.size() + (*reader)->tag().size() + format::kItemHeader + format::kDirectoryEntry;
  }
  Check((*reader)->status());
  (*parts)[absl::StrCat("blocks of ", table)].beside_bytes += file_bytes - counted;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: index_parts DATABASE..." << std::endl;
    return 2;
  }
  Parts parts;
  uint64_t articles = 0;
  for (int i = 1; i < argc; ++i) {
    const std::string folder = argv[i];
    const auto file = store::ReadFile(folder + "/iamglass", 4096);
    Check(file.status());
    format::GlassStatistics statistics;
    if (!format::ReadGlassStatistics(*file, &statistics)) {
      Check(absl::FailedPreconditionError(folder + ": not written in bulk, or changed since"));
    }
    articles += statistics.doc_count;
    for (const char* table : {"postlist", "docdata", "termlist"}) AddTable(folder, table, &parts);
    if (const uint64_t bytes = FileBytes(folder + "/words"); bytes > 0) {
      parts["words"].tag_bytes += bytes;
    }
  }
  if (articles == 0) return 0;
  const auto each = [&](uint64_t bytes) { return static_cast<double>(bytes) / articles; };
  absl::PrintF("%-28s %9s %9s %9s %9s %9s   per article, of %u\n", "part", "entries", "keys",
               "tags", "beside", "bytes", articles);
  Part all;
  const auto print = [&](const std::string& name, const Part& part) {
    absl::PrintF("%-28s %9.3f %9.1f %9.1f %9.1f %9.1f\n", name, each(part.entries),
                 each(part.key_bytes), each(part.tag_bytes), each(part.beside_bytes),
                 each(part.key_bytes + part.tag_bytes + part.beside_bytes));
  };
  for (const auto& [name, part] : parts) {
    print(name, part);
    all.entries += part.entries;
    all.key_bytes += part.key_bytes;
    all.tag_bytes += part.tag_bytes;
    all.beside_bytes += part.beside_bytes;
  }
  print("all", all);
  return 0;
}
