#include "tests/indexer/store/indexed_documents.h"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"

namespace dateline::store {
namespace {

using support::Random;

constexpr uint32_t kSlots[] = {0, 3, 200, 256, 70000};

// What there is to know of a database, line by line.
std::vector<std::string> Describe(const Xapian::Database& database, const Comparison& comparison) {
  std::vector<std::string> lines;
  const auto say = [&](auto&&... parts) { lines.push_back(absl::StrCat(parts...)); };
  say("documents ", database.get_doccount(), " last ", database.get_lastdocid(), " length ",
      database.get_total_length(), " from ", database.get_doclength_lower_bound(), " to ",
      database.get_doclength_upper_bound(), database.has_positions() ? " positions" : "");
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    say("metadata ", *key, "=", database.get_metadata(*key));
  }
  std::set<uint32_t> slots;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    say("document ", *it, " length ", it.get_doclength(), " data ", document.get_data());
    if (!comparison.term_lists) {
      for (const uint32_t slot : kSlots) {
        const std::string value = document.get_value(slot);
        if (value.empty()) continue;
        say("  slot ", slot, "=", value);
        slots.insert(slot);
      }
      continue;
    }
    say("  terms ", document.termlist_count(), " unique ", database.get_unique_terms(*it));
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      say("  ", *term, " ", term.get_wdf());
    }
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      say("  slot ", value.get_valueno(), "=", *value);
      slots.insert(value.get_valueno());
    }
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    const uint32_t bound = database.get_wdf_upper_bound(*term);
    say("term ", *term, " in ", term.get_termfreq(), " times ",
        database.get_collection_freq(*term));
    if (comparison.wdf_bounds) say("  wdf to ", bound);
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
      say("  ", *it, " wdf ", it.get_wdf());
      EXPECT_LE(it.get_wdf(), bound) << *term;
    }
  }
  for (const uint32_t slot : slots) {
    say("slot ", slot, " in ", database.get_value_freq(slot), " from ",
        database.get_value_lower_bound(slot), " to ", database.get_value_upper_bound(slot));
    for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it) {
      say("  ", it.get_docid(), "=", *it);
    }
  }
  return lines;
}

// At most four zero bytes, as the contract wants it.
std::string OddTerm(Random* random) {
  std::string term = RandomBytes(random->Chance(50) ? 245 : 1 + random->Below(245), random);
  int zeros = 0;
  for (char& c : term) {
    if (c == '\0' && ++zeros > 4) c = 'z';
  }
  if (zeros == 0 && random->Chance(50)) term[random->Below(term.size())] = '\0';
  return term;
}

}  // namespace

std::string RandomBytes(size_t size, Random* random) {
  std::string bytes;
  while (bytes.size() < size) bytes.push_back(static_cast<char>(random->Below(256)));
  return bytes;
}

IndexedDocument RandomDocument(const Corpus& corpus, Random* random) {
  IndexedDocument document;
  if (random->Chance(2)) return document;
  for (uint32_t left = random->Below(corpus.max_terms + 1); left > 0; --left) {
    const uint32_t word = random->Zipf(corpus.vocabulary);
    document.AddTerm(absl::StrCat(word % 3 == 0 ? "XPLACE:" : "Z", word * 7919 % 100003),
                     random->Chance(20) ? 0 : random->Zipf(300));
  }
  if (random->Chance(corpus.odd_percent)) document.AddTerm(OddTerm(random), random->Below(3));
  document.AddTerm("all", 1);
  for (const uint32_t slot : kSlots) {
    if (!random->Chance(70)) continue;
    const bool odd = random->Chance(corpus.odd_percent) && random->Chance(10);
    document.AddValue(slot, RandomBytes(odd ? 9000 : random->Below(12), random));
  }
  if (random->Chance(90)) {
    const bool odd = random->Chance(corpus.odd_percent);
    const size_t size = odd ? random->Below(40000) : random->Below(900);
    document.data = RandomBytes(size, random);
    // What can be compressed. (Runs of one byte over 8 KB, Xapian fails to read again.)
    if (random->Chance(50)) {
      for (char& c : document.data) c = static_cast<char>('a' + (c & 7));
    }
  }
  return document;
}

Documents RandomDocuments(const Corpus& corpus) {
  Random random(corpus.seed);
  Documents documents;
  uint32_t docid = corpus.first_docid;
  while (documents.size() < corpus.documents) {
    if (!random.Chance(corpus.gap_percent)) documents[docid] = RandomDocument(corpus, &random);
    docid += random.Chance(1) ? 1 + corpus.gap_percent * 50 : 1;
  }
  return documents;
}

Xapian::Document ToXapian(const IndexedDocument& from) {
  Xapian::Document to;
  for (const IndexedDocument::Term& term : from.terms) {
    to.add_term(std::string(from.text(term)), term.wdf);
  }
  for (const IndexedDocument::Value& value : from.values) to.add_value(value.slot, value.bytes);
  to.set_data(from.data);
  return to;
}

// Lines, because the whole of either is no help.
void ExpectSame(const Xapian::Database& database, const Xapian::Database& reference,
                const Comparison& comparison) {
  const std::vector<std::string> a = Describe(database, comparison);
  const std::vector<std::string> b = Describe(reference, comparison);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a[i], b[i]) << "line " << i;
}

void ExpectSound(const std::string& path) {
  // The check takes four bytes of memory for every docid up to the last.
  if (Xapian::Database(path).get_lastdocid() > 1u << 24) return;
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &report), 0u) << report.str();
}

std::vector<std::string> Search(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  std::vector<std::string> hits;
  const Xapian::MSet found = enquire.get_mset(0, database.get_doccount());
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    hits.push_back(absl::StrCat(*hit, " ", hit.get_weight(), " ", hit.get_document().get_data()));
  }
  return hits;
}

}  // namespace dateline::store
