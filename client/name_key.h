// Names as they are compared.

#ifndef DATELINE_CLIENT_NAME_KEY_H_
#define DATELINE_CLIENT_NAME_KEY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::client {

// Equal for names that differ in letter case, accents, punctuation and white space alone ("Kim
// Jong-un", "KIM JONG UN"), as where the server takes a name for an entity. Empty for a name
// without letters and digits, and for one that is not UTF-8. Thread-safe.
std::string NameKey(absl::string_view name);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_NAME_KEY_H_
