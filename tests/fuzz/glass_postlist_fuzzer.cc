// A sound database with some of its bytes replaced: whatever is read of it is refused, or is made
// of docids that it has.
//
// The input is steps of four bytes: where in the table (three, the highest first), and what to put
// there. A byte behind them cuts the table.

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/glass_postlist.h"
#include "indexer/store/bulk_database_writer.h"
#include "tests/fuzz/check_article.h"

namespace {

using dateline::format::GlassPostlist;
using dateline::fuzz::Require;

// Removed by nobody: the fuzzer may be killed at any time.
struct Database {
  std::string folder;
  std::string table;  // As written.

  Database() {
    std::string name = "/tmp/glass_postlist_fuzzer_XXXXXX";
    folder = std::string(mkdtemp(name.data())) + "/database";
    dateline::store::BulkWriterOptions options;
    options.sync = false;
    auto writer = dateline::store::BulkDatabaseWriter::Create(folder, options);
    Require(writer.ok());
    for (uint32_t docid = 1; docid <= 400; ++docid) {
      dateline::store::IndexedDocument document;
      for (const uint32_t n : {1, 2, 3, 50, 399}) {
        document.AddTerm("P" + std::to_string(docid % n), docid % 200);
      }
      document.AddTerm(std::string(30, 'P') + std::to_string(docid), 1);
      document.AddValue(1, std::string(8, static_cast<char>(docid)));
      Require((*writer)->Add(docid, document).ok());
    }
    Require((*writer)->Finish().ok());
    std::ifstream in(path(), std::ios::binary);
    table.assign(std::istreambuf_iterator<char>(in), {});
  }
  std::string path() const { return folder + "/postlist.glass"; }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Database database;
  std::string table = database.table;
  for (size_t i = 0; i + 4 <= size; i += 4) {
    const size_t at =
        (size_t{data[i]} << 16 | size_t{data[i + 1]} << 8 | data[i + 2]) % table.size();
    table[at] = static_cast<char>(data[i + 3]);
  }
  if (size % 4 == 1) table.resize(table.size() - 1);
  std::ofstream(database.path(), std::ios::binary | std::ios::trunc) << table;
  const auto opened = GlassPostlist::Open(database.folder);
  if (!opened.ok()) return 0;
  const GlassPostlist& postlist = **opened;
  const auto take = [&](uint32_t docid, uint32_t) {
    Require(docid > 0 && docid <= postlist.last_docid());
    return true;
  };
  (void)postlist.ForEachTerm("P", [&](absl::string_view, const GlassPostlist::List& list) {
    (void)postlist.ForEachPosting(list, 100, 300, take);
    GlassPostlist::Chunks chunks(postlist, list);
    for (uint32_t docid = 1; chunks.SkipTo(docid); docid = chunks.last() + 1) {
      // To the byte, so that one too many is seen.
      const size_t places = chunks.last() - chunks.first() + 1;
      const std::unique_ptr<uint8_t[]> room(
          new uint8_t[places + GlassPostlist::Chunks::kPlacesBehind]());
      std::vector<std::pair<uint32_t, uint32_t>> large;
      (void)chunks.FindEach(
          places, [&](size_t i) { return chunks.first() + i; },
          [&](size_t i, uint32_t) { Require(i < places); });
      if (!chunks.FillPlaces(room.get(), &large)) break;
      size_t large_places = 0;
      for (size_t i = 0; i < places; ++i) {
        large_places += room[i] == GlassPostlist::Chunks::kLargePlace ? 1 : 0;
      }
      Require(large_places == large.size());
    }
  });
  (void)postlist.ForEachLength(take);
  (void)postlist.ForEachValue(1, [&](uint32_t docid, absl::string_view) { return take(docid, 0); });
  for (const char* term : {"P1", "P48", "PPPP", "z"}) {
    const auto list = postlist.Find(term);
    if (list.ok() && list->documents > 0) (void)postlist.ForEachPosting(*list, 0, 500, take);
  }
  return 0;
}
