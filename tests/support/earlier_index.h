// An index as format version 6 had it: read as it is, and no longer written.

#ifndef DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_
#define DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_

#include <string>

namespace dateline::support {

// Writes the index's committed revision once more in that form, as its next revision: databases
// that Xapian has written, word files "words.1", copy groups in slots. Fails the test that calls it
// when it cannot.
void MakeEarlier(const std::string& index);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_EARLIER_INDEX_H_
