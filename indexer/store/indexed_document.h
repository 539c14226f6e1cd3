// What an article becomes in the index, as plain data: its terms, values and data.

#ifndef DATELINE_INDEXER_STORE_INDEXED_DOCUMENT_H_
#define DATELINE_INDEXER_STORE_INDEXED_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::store {

// The texts of the terms stand behind each other in one string: a document has hundreds of them.
struct IndexedDocument {
  struct Term {
    uint32_t begin;  // In term_bytes.
    uint32_t size;
    uint32_t wdf;
  };
  struct Value {
    uint32_t slot;
    std::string bytes;
  };

  // In any order. A term may be here several times; its wdf is the sum of theirs.
  std::vector<Term> terms;
  std::string term_bytes;
  // In any order, each slot once. An empty value is as none.
  std::vector<Value> values;
  std::string data;

  void AddTerm(absl::string_view text, uint32_t wdf) {
    terms.push_back(
        {static_cast<uint32_t>(term_bytes.size()), static_cast<uint32_t>(text.size()), wdf});
    term_bytes.append(text.data(), text.size());
  }
  void AddValue(uint32_t slot, std::string bytes) { values.push_back({slot, std::move(bytes)}); }
  // Valid until the next AddTerm.
  absl::string_view text(const Term& term) const {
    return absl::string_view(term_bytes).substr(term.begin, term.size);
  }
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEXED_DOCUMENT_H_
