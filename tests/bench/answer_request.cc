#include "tests/bench/answer_request.h"

namespace dateline::bench {

v1::SearchRequest AnswerRequest(const std::string& query, bool snippets) {
  v1::SearchRequest request;
  request.mutable_filter()->set_query(query);
  request.set_page_size(10);
  for (auto dimension : {v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE}) {
    request.add_facets()->set_dimension(dimension);
  }
  v1::FacetRequest* months = request.add_facets();
  months->set_dimension(v1::DIMENSION_PUBLISH_DATE);
  months->set_interval(v1::CALENDAR_INTERVAL_MONTH);
  request.mutable_snippets()->set_disabled(!snippets);
  return request;
}

}  // namespace dateline::bench
