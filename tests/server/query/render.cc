#include "tests/server/query/render.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace dateline::query {

std::string Render(const Node& node) {
  switch (node.op) {
    case Op::kAll:
      return "all";
    case Op::kNone:
      return "none";
    case Op::kTerm:
      return node.term;
    case Op::kStem:
      return absl::StrCat(node.scope == Scope::kTitle ? "~S" : "~", node.term);
    case Op::kWildcard:
      return absl::StrCat(node.term, "*");
    case Op::kPhrase:
      return absl::StrCat("(phrase ", absl::StrJoin(node.terms, " "), ")");
    default:
      break;
  }
  std::string text = node.op == Op::kAnd ? "(and" : node.op == Op::kOr ? "(or" : "(andnot";
  for (const Node& child : node.children) absl::StrAppend(&text, " ", Render(child));
  return text + ")";
}

}  // namespace dateline::query
