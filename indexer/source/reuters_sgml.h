// The SGML of the Reuters-21578 collection: a file of <REUTERS> elements.

#ifndef DATELINE_INDEXER_SOURCE_REUTERS_SGML_H_
#define DATELINE_INDEXER_SOURCE_REUTERS_SGML_H_

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// True when the bytes begin with the collection's doctype, or with an element of it.
bool IsReutersSgml(absl::string_view head);

// Hands over every element, tags included. An element that has no end is a reject; so are bytes
// between elements. False when the sink wants no more.
bool ReadReutersSgml(Input* input);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_REUTERS_SGML_H_
