#include "indexer/format/glass_postlist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "indexer/store/bulk_database_writer.h"

namespace dateline::format {
namespace {

using Posting = std::pair<uint32_t, uint32_t>;  // Docid, and wdf or length.

constexpr uint32_t kSlot = 3;

// Lists of all lengths, tags of several pieces, terms with zero bytes, docids that are not there.
void WriteDatabase(const std::string& folder, uint32_t documents) {
  store::BulkWriterOptions options;
  options.sync = false;
  auto writer = store::BulkDatabaseWriter::Create(folder, options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  std::mt19937 random(7);
  for (uint32_t docid = 1; docid <= documents; ++docid) {
    if (docid % 17 == 0) continue;
    store::IndexedDocument document;
    document.AddTerm("Pall", 0);
    for (uint32_t i = 0; i < 12; ++i) {
      const uint32_t word = random() % (1u << (i + 1));
      document.AddTerm("P" + std::to_string(word), random() % 50 == 0 ? 300 + random() : word % 3);
    }
    if (docid % 3 == 0) document.AddTerm(std::string("P\0zero", 6), 2);
    if (docid % 3 == 1) document.AddTerm(std::string("P\0", 2), 1);
    document.AddTerm("Q" + std::string(random() % 200, 'q') + std::to_string(docid), 1);
    if (docid % 5 != 0) document.AddValue(kSlot, std::string(1 + random() % 40, 'v'));
    document.AddValue(200, std::to_string(docid));
    ASSERT_TRUE((*writer)->Add(docid, document).ok());
  }
  ASSERT_TRUE((*writer)->Finish().ok());
}

class GlassPostlistTest : public ::testing::Test {
 protected:
  GlassPostlistTest() {
    std::string name = "/tmp/glass_postlist_XXXXXX";
    root_ = mkdtemp(name.data());
    folder_ = root_ + "/database";
  }
  ~GlassPostlistTest() override { std::filesystem::remove_all(root_); }

  std::shared_ptr<const GlassPostlist> Open() {
    auto opened = GlassPostlist::Open(folder_);
    EXPECT_TRUE(opened.ok()) << opened.status();
    return opened.ok() ? *std::move(opened) : nullptr;
  }

  std::string root_;
  std::string folder_;
};

std::vector<Posting> PostingsOf(const GlassPostlist& postlist, const GlassPostlist::List& list,
                                uint32_t begin = 0, uint32_t end = UINT32_MAX) {
  std::vector<Posting> postings;
  const absl::Status status =
      postlist.ForEachPosting(list, begin, end, [&](uint32_t d, uint32_t w) {
        postings.emplace_back(d, w);
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  return postings;
}

std::vector<Posting> XapianPostings(const Xapian::Database& database, const std::string& term) {
  std::vector<Posting> postings;
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    postings.emplace_back(*it, term.empty() ? it.get_doclength() : it.get_wdf());
  }
  return postings;
}

TEST_F(GlassPostlistTest, ReadsWhatXapianReads) {
  WriteDatabase(folder_, 3000);
  const auto postlist = Open();
  const Xapian::Database database(folder_);
  ASSERT_NE(postlist, nullptr);
  EXPECT_EQ(postlist->last_docid(), database.get_lastdocid());
  for (const std::string prefix : {"P", "Q", "P1", "R", "\x01"}) {
    auto expected = database.allterms_begin(prefix);
    size_t terms = 0;
    const absl::Status status =
        postlist->ForEachTerm(prefix, [&](absl::string_view term, const GlassPostlist::List& list) {
          ASSERT_NE(expected, database.allterms_end(prefix));
          EXPECT_EQ(std::string(term), *expected);
          EXPECT_EQ(list.documents, expected.get_termfreq());
          ++expected;
          if (terms++ % 7 != 0) return;
          EXPECT_EQ(PostingsOf(*postlist, list), XapianPostings(database, std::string(term)));
          const auto found = postlist->Find(term);
          ASSERT_TRUE(found.ok()) << found.status();
          EXPECT_EQ(found->place, list.place);
          EXPECT_EQ(found->documents, list.documents);
        });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(expected, database.allterms_end(prefix));
  }
  std::vector<Posting> lengths;
  ASSERT_TRUE(
      postlist
          ->ForEachLength([&](uint32_t d, uint32_t n) { return lengths.emplace_back(d, n), true; })
          .ok());
  EXPECT_EQ(lengths, XapianPostings(database, ""));
  for (const uint32_t slot : {kSlot, 200u, 4u}) {
    auto expected = database.valuestream_begin(slot);
    const absl::Status status = postlist->ForEachValue(slot, [&](uint32_t d, absl::string_view v) {
      EXPECT_EQ(d, expected.get_docid());
      EXPECT_EQ(std::string(v), *expected);
      ++expected;
      return true;
    });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(expected, database.valuestream_end(slot));
  }
}

TEST_F(GlassPostlistTest, ReadsPartsOfLists) {
  WriteDatabase(folder_, 3000);
  const auto postlist = Open();
  const auto list = postlist->Find("Pall");
  ASSERT_TRUE(list.ok());
  const std::vector<Posting> all = PostingsOf(*postlist, *list);
  for (const auto& [begin, end] : std::vector<Posting>{{0, 1},
                                                       {1, 2},
                                                       {17, 18},
                                                       {1, 1500},
                                                       {1500, 1501},
                                                       {1400, 2900},
                                                       {2999, 9999},
                                                       {5000, 6000}}) {
    std::vector<Posting> expected;
    for (const Posting& p : all) {
      if (p.first >= begin && p.first < end) expected.push_back(p);
    }
    EXPECT_EQ(PostingsOf(*postlist, *list, begin, end), expected) << begin << " to " << end;
  }
}

TEST_F(GlassPostlistTest, SkipsThroughChunks) {
  WriteDatabase(folder_, 3000);
  const auto postlist = Open();
  for (const std::string term : {"Pall", "P1", "P1000"}) {
    const auto list = postlist->Find(term);
    ASSERT_TRUE(list.ok());
    ASSERT_GT(list->documents, 0u);
    const std::vector<Posting> all = PostingsOf(*postlist, *list);
    for (const uint32_t step : {1u, 16u, 700u, 1600u}) {
      GlassPostlist::Chunks chunks(*postlist, *list);
      size_t next = 0;  // The first posting behind the last chunk.
      bool there = true;
      for (uint32_t docid = 1; docid < 3200; docid += step) {
        // Where it stands already, it stays.
        const uint32_t last = chunks.last();
        const bool moves = last < docid;
        there = chunks.SkipTo(docid);
        ASSERT_TRUE(chunks.status().ok()) << chunks.status();
        ASSERT_EQ(there, docid <= all.back().first) << term << " at " << docid;
        if (!there) break;
        ASSERT_GE(chunks.last(), docid);
        ASSERT_TRUE(moves || chunks.last() == last);
        std::vector<Posting> postings;
        ASSERT_TRUE(chunks.ForEach([&](uint32_t d, uint32_t w) { postings.emplace_back(d, w); }));
        ASSERT_LE(postings.size(), chunks.max_size());
        EXPECT_EQ(postings.front().first, chunks.first());
        EXPECT_EQ(postings.back().first, chunks.last());
        const auto begin = std::find(all.begin(), all.end(), postings.front());
        ASSERT_LE(postings.size(), static_cast<size_t>(all.end() - begin));
        EXPECT_TRUE(std::equal(postings.begin(), postings.end(), begin));
        // Only chunks that end before it were passed over.
        EXPECT_TRUE(begin == all.begin() || !moves || (begin - 1)->first < docid);
        EXPECT_TRUE(step != 1 || !moves || begin - all.begin() == static_cast<ptrdiff_t>(next));
        next = static_cast<size_t>(begin - all.begin()) + postings.size();
      }
      EXPECT_TRUE(there || !chunks.SkipTo(1)) << "it stays at its end";
    }
  }
}

// What FillPlaces says of a chunk; places of others must not be touched.
std::vector<Posting> PlacesOf(GlassPostlist::Chunks* chunks) {
  using Chunks = GlassPostlist::Chunks;
  constexpr uint8_t kUntouched = 0xEE;
  const size_t size = chunks->last() - chunks->first() + 1;
  std::vector<uint8_t> places(size, 0);
  places.resize(size + Chunks::kPlacesBehind, kUntouched);
  std::vector<Posting> large;
  EXPECT_TRUE(chunks->FillPlaces(places.data(), &large)) << chunks->status();
  EXPECT_TRUE(std::all_of(places.begin() + static_cast<std::ptrdiff_t>(size), places.end(),
                          [](uint8_t place) { return place == kUntouched; }));
  std::vector<Posting> postings;
  size_t next = 0;
  for (uint32_t i = 0; i < size; ++i) {
    if (places[i] == 0) continue;
    postings.emplace_back(chunks->first() + i, places[i] - 1);
    if (places[i] < Chunks::kLargePlace) continue;
    EXPECT_LT(next, large.size());
    if (next < large.size()) postings.back() = large[next++];
    EXPECT_EQ(postings.back().first, chunks->first() + i);
  }
  EXPECT_EQ(next, large.size());
  return postings;
}

// The postings of a chunk that some of its docids have, found one by one.
std::vector<Posting> FoundIn(GlassPostlist::Chunks* chunks, const std::vector<uint32_t>& docids) {
  std::vector<Posting> found;
  EXPECT_TRUE(chunks->FindEach(
      docids.size(), [&](size_t i) { return docids[i]; },
      [&](size_t i, uint32_t wdf) { found.emplace_back(docids[i], wdf); }));
  return found;
}

TEST_F(GlassPostlistTest, FillsPlacesAndFindsSome) {
  store::BulkWriterOptions options;
  options.sync = false;
  auto writer = store::BulkDatabaseWriter::Create(folder_, options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  std::mt19937 random(5);
  // Runs of short gaps and numbers, of one byte each, are broken by others.
  constexpr uint32_t kLimits[] = {126, 127, 128, 253, 254, 255, 256, 70000};
  uint32_t docid = 0;
  for (int i = 0; i < 6000; ++i) {
    docid += random() % 40 == 0 ? 120 + random() % 20 : 1 + random() % 3;
    store::IndexedDocument document;
    for (int word = 0; word < 4; ++word) {
      if (random() % (word + 1) != 0) continue;
      const uint32_t wdf = random() % 30 == 0 ? kLimits[random() % 8] : random() % 9;
      document.AddTerm("P" + std::to_string(word), wdf);
    }
    ASSERT_TRUE((*writer)->Add(docid, document).ok());
  }
  ASSERT_TRUE((*writer)->Finish().ok());
  const auto postlist = Open();
  size_t chunk_count = 0;
  for (const std::string term : {"P0", "P1", "P2", "P3"}) {
    const auto list = postlist->Find(term);
    ASSERT_TRUE(list.ok());
    GlassPostlist::Chunks chunks(*postlist, *list);
    std::vector<Posting> postings;
    for (bool there = true; there; there = chunks.SkipTo(chunks.last() + 1)) {
      const std::vector<Posting> more = PlacesOf(&chunks);
      for (const uint32_t one_of : {1, 3, 40, 700}) {
        std::vector<uint32_t> docids;
        std::vector<Posting> expected;
        auto next = more.begin();
        for (uint32_t d = chunks.first(); d <= chunks.last(); ++d) {
          const bool is_there = next != more.end() && next->first == d;
          if (random() % one_of == 0) {
            docids.push_back(d);
            if (is_there) expected.push_back(*next);
          }
          if (is_there) ++next;
        }
        EXPECT_EQ(FoundIn(&chunks, docids), expected) << term;
      }
      postings.insert(postings.end(), more.begin(), more.end());
      ++chunk_count;
    }
    EXPECT_EQ(postings, PostingsOf(*postlist, *list)) << term;
  }
  EXPECT_GT(chunk_count, 8u);
}

TEST_F(GlassPostlistTest, FindsNothingWhereNothingIs) {
  WriteDatabase(folder_, 100);
  const auto postlist = Open();
  for (const std::string term : {"A", "Pal", "Palll", "P\xFF", "zzz"}) {
    const auto list = postlist->Find(term);
    ASSERT_TRUE(list.ok()) << list.status();
    EXPECT_EQ(list->documents, 0u) << term;
  }
  EXPECT_EQ(postlist->Find(std::string("P\0", 2))->documents, 32u);
}

TEST_F(GlassPostlistTest, ReadsAnEmptyDatabase) {
  WriteDatabase(folder_, 0);
  const auto postlist = Open();
  ASSERT_NE(postlist, nullptr);
  EXPECT_EQ(postlist->Find("P")->documents, 0u);
  EXPECT_TRUE(postlist->ForEachLength([](uint32_t, uint32_t) { return true; }).ok());
}

TEST_F(GlassPostlistTest, RefusesAChangedDatabase) {
  WriteDatabase(folder_, 20);
  Xapian::WritableDatabase(folder_, Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST)
      .add_document(Xapian::Document());
  EXPECT_TRUE(absl::IsFailedPrecondition(GlassPostlist::Open(folder_).status()));
  EXPECT_TRUE(absl::IsNotFound(GlassPostlist::Open(folder_ + "x").status()));
}

// Everything that is read: no crash, and either numbers that are allowed or DATA_LOSS.
void ReadAll(const std::string& folder) {
  const auto opened = GlassPostlist::Open(folder);
  if (!opened.ok()) return;
  const GlassPostlist& postlist = **opened;
  const auto check = [](const absl::Status& status) {
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
  };
  uint32_t last = 0;
  const auto take = [&](uint32_t docid, uint32_t) {
    EXPECT_GT(docid, last);
    last = docid;
    EXPECT_LE(docid, postlist.last_docid());
    return true;
  };
  check(postlist.ForEachTerm("P", [&](absl::string_view, const GlassPostlist::List& list) {
    last = 0;
    check(postlist.ForEachPosting(list, 0, UINT32_MAX, take));
    GlassPostlist::Chunks chunks(postlist, list);
    for (uint32_t docid = 1; chunks.SkipTo(docid); docid = chunks.last() + 60) {
      EXPECT_LE(chunks.last(), postlist.last_docid());
      size_t size = 0;
      std::vector<uint8_t> places(chunks.last() - chunks.first() + 1 +
                                  GlassPostlist::Chunks::kPlacesBehind);
      std::vector<Posting> large;
      const bool is_sound = chunks.ForEach([&](uint32_t, uint32_t) { ++size; });
      EXPECT_EQ(chunks.FillPlaces(places.data(), &large), is_sound);
      if (is_sound) {
        EXPECT_EQ(large.size(),
                  static_cast<size_t>(std::count(places.begin(), places.end(),
                                                 uint8_t{GlassPostlist::Chunks::kLargePlace})));
      }
      const bool found = chunks.FindEach(
          3, [&](size_t i) { return chunks.first() + (chunks.last() - chunks.first()) / 2 * i; },
          [](size_t, uint32_t) {});
      EXPECT_TRUE(found || !is_sound);
      if (!is_sound) break;
      EXPECT_LE(size, chunks.max_size());
    }
    check(chunks.status());
  }));
  last = 0;
  check(postlist.ForEachLength(take));
  check(postlist.ForEachValue(
      kSlot, [&](uint32_t docid, absl::string_view) { return docid <= postlist.last_docid(); }));
  for (const std::string term : {"Pall", "P12", "Q", "\x01"}) check(postlist.Find(term).status());
}

TEST_F(GlassPostlistTest, SurvivesDamage) {
  WriteDatabase(folder_, 300);
  const std::string path = folder_ + "/postlist.glass";
  std::ifstream in(path, std::ios::binary);
  const std::string sound((std::istreambuf_iterator<char>(in)), {});
  std::mt19937 random(11);
  for (int round = 0; round < 600; ++round) {
    std::string damaged = sound;
    for (int n = 1 + random() % 8; n > 0; --n) {
      // The heads of blocks more often.
      const size_t at = random() % 2 == 0
                            ? random() % damaged.size()
                            : random() % (damaged.size() / 8192) * 8192 + random() % 64;
      damaged[at] = static_cast<char>(random());
    }
    if (round % 50 == 0) damaged.resize(random() % damaged.size());
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;
    ReadAll(folder_);
  }
}

}  // namespace
}  // namespace dateline::format
