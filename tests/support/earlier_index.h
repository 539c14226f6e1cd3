// An index as format version 6 had it: read as it is, and no longer written.

#ifndef DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_
#define DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_

#include <cstdint>
#include <string>

namespace dateline::support {

// Writes the index's committed revision once more in that form, as its next revision: databases
// that Xapian has written, word files "words.1", copy groups in slots. Fails the test that calls it
// when it cannot.
void MakeEarlier(const std::string& index);

// A record of words (word_record.h) as earlier versions wrote it, for the article with `key`: the
// lower halves of numbers together.
std::string EarlierWordRecord(const std::string& record, uint64_t key);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_
