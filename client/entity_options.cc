#include "client/entity_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/dimension_name.h"
#include "client/option_value.h"

namespace dateline::client {
namespace {

// The kind of entity whose id `word` is, UNSPECIFIED when it is none: ids are "person/kim-jong-un".
v1::Dimension KindOfId(absl::string_view word) {
  const size_t slash = word.find('/');
  if (slash == absl::string_view::npos || slash + 1 == word.size()) {
    return v1::DIMENSION_UNSPECIFIED;
  }
  return ParseEntityKind(word.substr(0, slash)).value_or(v1::DIMENSION_UNSPECIFIED);
}

absl::Status ReadKinds(absl::string_view option, const std::vector<std::string>& names,
                       google::protobuf::RepeatedField<int>* kinds) {
  for (const std::string& name : names) {
    absl::StatusOr<v1::Dimension> kind = ParseEntityKind(name);
    if (!kind.ok()) return AtOption(option, kind.status());
    if (std::find(kinds->begin(), kinds->end(), *kind) == kinds->end()) kinds->Add(*kind);
  }
  return absl::OkStatus();
}

}  // namespace

void AddEntityOptions(CLI::App* app, EntityOptions* options) {
  app->add_option("--kind", options->kinds)->allow_extra_args(false);
  app->add_option("--beside", options->beside)->allow_extra_args(false);
  app->add_option("--limit", options->limit)->check(WholeNumber);
  app->add_option("--order", options->order);
}

absl::StatusOr<EntityQuestion> BuildEntityQuestion(const EntityOptions& options,
                                                   const std::vector<std::string>& words) {
  const std::string name(absl::StripAsciiWhitespace(absl::StrJoin(words, " ")));
  if (name.empty()) {
    return Wrong("which NAME or ID? For example: 'Kim Jong Un', or person/kim-jong-un");
  }
  EntityQuestion question;
  absl::Status status = ReadKinds("--kind", options.kinds, question.candidates.mutable_kinds());
  if (!status.ok()) return status;
  status = ReadKinds("--beside", options.beside, question.beside.mutable_kinds());
  if (!status.ok()) return status;
  // The API reads 0 as "not given": what is typed is at least 1.
  if (options.limit.value_or(1) < 1) {
    return Wrong(absl::StrCat("--limit is ", *options.limit, "; it is at least 1"));
  }
  question.beside.set_size(options.limit.value_or(0));
  question.candidates.set_page_size(options.limit.value_or(0));
  if (options.order == "count") {
    question.beside.set_order(v1::COOCCURRENCE_ORDER_COUNT);
  } else if (options.order == "association") {
    question.beside.set_order(v1::COOCCURRENCE_ORDER_ASSOCIATION);
  } else {
    return Wrong(absl::StrCat("--order is '", options.order, "'; it is count or association"));
  }
  const v1::Dimension kind = KindOfId(name);
  if (kind == v1::DIMENSION_UNSPECIFIED) {
    question.candidates.set_query(name);
    return question;
  }
  const auto& kinds = question.candidates.kinds();
  if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
    return Wrong(absl::StrCat("--kind: '", name, "' is an id of kind ", DimensionName(kind),
                              "; what to show beside it, --beside says"));
  }
  question.beside.set_id(name);
  return question;
}

}  // namespace dateline::client
