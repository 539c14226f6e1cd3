// Article to Xapian document, term for term as the table in indexer/format/schema.h says.

#ifndef DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_
#define DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_record.h"
#include "indexer/store/indexed_document.h"
#include "indexer/store/stem_cache.h"
#include "indexer/text/analyzer.h"

namespace dateline::store {

// What kSlotFingerprint holds: two articles with the same fingerprint give the same document.
// `data` is format::EncodeArticle of an article in `language`.
uint64_t Fingerprint(absl::string_view data, absl::string_view language,
                     int format_version = format::kFormatVersion);

// Not thread-safe: one per thread. Keeps stems of every language it has met.
class DocumentBuilder {
 public:
  // The document of an article in the form of format version 6, without what depends on more than
  // the article: its copy group (see copy_groups.h), and where the record of its words is. `data`
  // is format::EncodeArticle(article). `words`, when not null, gets the record
  // (format/word_record.h), "" when it can have none. The same input gives the same terms, slots
  // and record, whatever was built before. REQUIRES: title and body are well-formed UTF-8; the id
  // is not empty.
  Xapian::Document Build(const article::Article& article, const std::string& data,
                         std::string* words = nullptr);

  // The same in the form of format version 7, and in less than half the time: without name terms of
  // implied names, with a short copy record, and its data is format::PackArticle of `data`, with
  // `dictionary` unless it is null.
  IndexedDocument BuildPlain(const article::Article& article, const std::string& data,
                             std::string* words = nullptr,
                             const format::DataDictionary* dictionary = nullptr);

 private:
  // A term of the article, its hash computed once.
  struct Term {
    uint64_t hash;
    absl::string_view text;

    friend bool operator==(const Term& a, const Term& b) {
      return a.hash == b.hash && a.text == b.text;
    }
    template <typename H>
    friend H AbslHashValue(H h, const Term& term) {
      return H::combine(std::move(h), term.hash);
    }
  };
  // How often a term is there: at all, as a word that has a stem, and in the title.
  struct Counts {
    uint32_t all = 0;
    uint32_t words = 0;
    uint32_t title_all = 0;
    uint32_t title_words = 0;
  };

  void CountTerms(const std::vector<text::Token>& tokens, bool title);
  // `Document` is Xapian's, or has what is used of its interface.
  template <typename Document>
  void AddTerms(StemCache* stems, Document* document);
  template <typename Document>
  void Fill(const article::Article& article, const std::string& data, std::string* words,
            bool version6, Document* document);
  StemCache& StemsOf(const std::string& language);

  // Bounded by the languages that have a stemmer; all others share one.
  std::map<std::string, StemCache, std::less<>> stems_;
  // Of the article being built; kept for their memory.
  absl::flat_hash_map<Term, Counts> counts_;
  std::vector<uint64_t> distinct_;
  format::WordRecordBuilder words_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_DOCUMENT_BUILDER_H_
