// Any valid UTF-8 as a query gives a tree within its limits or an error; read as any-words it never
// breaks the grammar.

#include "indexer/text/utf8.h"
#include "server/query/parser.h"
#include "tests/fuzz/check_article.h"

namespace {

size_t Leaves(const dateline::query::Node& node) {
  size_t count = node.children.empty() ? 1 : 0;
  for (const auto& child : node.children) count += Leaves(child);
  return count;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace dateline;
  std::string text(reinterpret_cast<const char*>(data), size);
  text::RepairUtf8(&text);
  for (const auto mode : {query::MatchMode::kAll, query::MatchMode::kAny}) {
    query::ParseOptions options;
    options.match_mode = mode;
    const auto parsed = query::ParseQuery(text, options);
    if (parsed.ok()) {
      fuzz::Require(Leaves(parsed->root) <= 4 * query::kMaxQueryTerms);
      fuzz::Require(text::IsValidUtf8(parsed->text));
    } else {
      fuzz::Require(!parsed.status().message().empty());
    }
  }
  return 0;
}
