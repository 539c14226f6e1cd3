// Postings of many documents in memory: added document by document, taken out term by term.

#ifndef DATELINE_INDEXER_STORE_BULK_INVERTER_H_
#define DATELINE_INDEXER_STORE_BULK_INVERTER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace dateline::store {

// The first eight bytes as a number: of two texts whose numbers differ, the one with the lower
// number comes first in the order of their bytes.
uint64_t BulkSortPrefix(absl::string_view text);

// Pieces of memory that are freed together.
class BulkArena {
 public:
  // 8-byte aligned.
  uint8_t* Allocate(size_t bytes);
  size_t memory_bytes() const { return memory_bytes_; }

 private:
  std::vector<std::unique_ptr<uint64_t[]>> blocks_;
  uint8_t* next_ = nullptr;
  size_t left_ = 0;
  size_t memory_bytes_ = 0;
};

// Not thread-safe.
class BulkInverter {
 public:
  struct Posting {
    absl::string_view term;
    uint32_t wdf;
  };
  // The postings of one term, as a posting list of glass has them behind its heads: the first wdf,
  // then (docid - the one before - 1, wdf) of each further document, all varints.
  struct List {
    absl::string_view term;
    uint32_t documents;
    uint32_t first_docid;
    uint32_t last_docid;
    uint32_t total_wdf;
    absl::string_view postings;
  };

  BulkInverter();

  // Terms may be there several times: their wdfs add up. Returns the highest sum of the document.
  // REQUIRES: the docid is above those of all documents before, and 0; terms have at most 255
  // bytes.
  uint32_t Add(uint32_t docid, const std::vector<Posting>& postings);

  // Calls `f` with the list of every term, in the order of the bytes of the terms. What is in a
  // list is valid during the call.
  void ForEach(absl::FunctionRef<void(const List&)> f) const;

  size_t memory_bytes() const;

 private:
  static constexpr size_t kInlineText = 18;

  // One cache line. Postings are in slices that double in size; each begins with the address of
  // the next one.
  struct Term {
    absl::string_view text() const;
    void SetText(absl::string_view from, BulkArena* arena);

    uint8_t* first_slice;
    uint8_t* write;  // Within the last slice.
    uint8_t* end;
    uint32_t first_docid;
    uint32_t last_docid;
    uint32_t documents;
    uint32_t total_wdf;
    uint32_t adding_wdf;      // In the document that is being added; 0 between documents.
    uint8_t size;             // Of the text.
    uint8_t last_slice;       // Its size class.
    char bytes[kInlineText];  // The text when it is short, else its address.
  };
  static_assert(sizeof(Term) == 64);
  struct Slot {
    uint32_t hash;
    uint32_t term;  // Its number + 1; 0 when the slot is free.
  };

  uint32_t FindOrAdd(absl::string_view text, uint32_t hash);
  void GrowSlots();
  void Append(Term* term, uint32_t docid, uint32_t wdf);
  void AppendBytes(Term* term, const uint8_t* bytes, size_t size);
  std::vector<uint32_t> SortedTerms() const;

  BulkArena arena_;
  std::vector<Term> terms_;
  std::vector<Slot> slots_;        // A power of two; open addressing, at most half full.
  std::vector<uint32_t> hashes_;   // Of the document that is being added.
  std::vector<uint32_t> numbers_;  // Likewise: of its terms.
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_INVERTER_H_
