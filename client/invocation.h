// What one run of the client is asked to do: the command line, checked and translated.

#ifndef DATELINE_CLIENT_INVOCATION_H_
#define DATELINE_CLIENT_INVOCATION_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "client/entity_question.h"
#include "dateline/v1/article_service.pb.h"
#include "dateline/v1/search.pb.h"

namespace dateline::client {

enum class Command { kManual, kSearch, kArticle, kEntity, kFacets, kInfo, kHealth };

enum class ColorChoice { kAuto, kAlways, kNever };

struct Invocation {
  Command command = Command::kManual;

  // kManual: the text to print.
  std::string manual;

  // Where to ask, as HOST:PORT, and how long to wait for an answer.
  std::string address;
  absl::Duration timeout;

  bool json = false;
  ColorChoice color = ColorChoice::kAuto;
  std::optional<int> width;

  // The request of the command.
  v1::SearchRequest search;
  v1::GetArticleRequest article;
  EntityQuestion entity;
  v1::ListFacetValuesRequest facets;
  std::string health_service;
};

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_INVOCATION_H_
