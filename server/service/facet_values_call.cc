// ListFacetValues: the values of one dimension, page by page.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "indexer/text/analyzer.h"
#include "server/match/facet_counter.h"
#include "server/service/enum_codec.h"
#include "server/service/field_checks.h"
#include "server/service/fingerprint.h"
#include "server/service/limits.h"
#include "server/service/search_call.h"
#include "server/service/search_codec.h"

namespace dateline::service {
namespace {

using SharedSnapshot = std::shared_ptr<const snapshot::Snapshot>;

// A ListFacetValuesRequest, checked.
struct FacetValuesCall {
  Filter filter;
  article::Dimension dimension = article::Dimension::kPerson;
  std::string prefix;
  bool collapse_copies = false;
  bool about_only = false;
  uint32_t page_size = 0;
  uint64_t fingerprint = 0;
  absl::optional<present::PageToken> page_token;

  uint32_t offset() const { return page_token ? page_token->offset : 0; }
};

absl::StatusOr<FacetValuesCall> Decode(const v1::ListFacetValuesRequest& request) {
  FacetValuesCall call;
  absl::StatusOr<Filter> filter = DecodeFilter(request.filter());
  if (!filter.ok()) return filter.status();
  call.filter = *std::move(filter);
  absl::StatusOr<article::Dimension> dimension =
      DecodeValueDimension("dimension", request.dimension());
  if (!dimension.ok()) return dimension.status();
  call.dimension = *dimension;
  absl::Status status = CheckBytes("prefix", request.prefix(), kMaxPrefixBytes);
  status.Update(CheckAbout("about_only", call.dimension, request.about_only()));
  status.Update(CheckNumber("page_size", request.page_size(), kMaxFacetPageSize));
  if (!status.ok()) return status;
  call.prefix = text::Fold(request.prefix());
  call.collapse_copies = request.collapse_copies();
  call.about_only = request.about_only();
  call.page_size =
      static_cast<uint32_t>(request.page_size() == 0 ? kDefaultFacetPageSize : request.page_size());
  call.fingerprint = FingerprintOf(request);
  auto token =
      DecodePageTokenFor(request.page_token(), present::PageKind::kFacetValues, call.fingerprint);
  if (!token.ok()) return token.status();
  call.page_token = *token;
  return call;
}

// The values of a page, in order. The engine returns selected values beside those asked for, also
// ids of another dimension, so the page is cut here.
std::vector<match::FacetValueCount> CutPage(const FacetValuesCall& call,
                                            const snapshot::Dictionary& dictionary,
                                            const std::vector<std::string>& selected,
                                            std::vector<match::FacetValueCount> values) {
  values.erase(std::remove_if(values.begin(), values.end(),
                              [&](const match::FacetValueCount& value) {
                                return value.count == 0 || value.ordinal == snapshot::kNoOrdinal ||
                                       (!call.prefix.empty() &&
                                        !match::HasWordPrefix(dictionary.entries[value.ordinal],
                                                              call.prefix));
                              }),
               values.end());
  const size_t begin = std::min<size_t>(call.offset(), values.size());
  const size_t end = std::min<size_t>(begin + call.page_size, values.size());
  std::vector<match::FacetValueCount> page(values.begin() + static_cast<ptrdiff_t>(begin),
                                           values.begin() + static_cast<ptrdiff_t>(end));
  for (match::FacetValueCount& value : page) {
    value.selected = std::find(selected.begin(), selected.end(), value.value) != selected.end();
  }
  return page;
}

absl::Status ListInSnapshot(const Engine& engine, const FacetValuesCall& call,
                            const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease,
                            const Cancelled& cancelled, v1::ListFacetValuesResponse* response) {
  response->Clear();
  std::vector<std::string> warnings = call.filter.query.warnings;
  match::SearchRequest request;
  request.query = &call.filter.query.root;
  request.selections = ResolveSelections(snapshot, call.filter.selections, engine.names, &warnings);
  std::vector<std::string> selected;
  for (match::Selection& selection : request.selections) {
    if (selection.dimension != call.dimension) continue;
    selected = selection.values;
    // It does not change these counts: without it there is less to do.
    if (!selection.match_all) selection.values.clear();
  }
  request.publish_window = call.filter.publish_window;
  request.event_window = call.filter.event_window;
  request.event_match = call.filter.event_match;
  request.copies_of = call.filter.copies_of;
  request.collapse_copies = call.collapse_copies;
  request.sort = match::Sort::kNewest;  // No hits are returned, and so none need a score.
  request.top = 0;
  request.cores = engine.cores;
  request.cancelled = cancelled;
  match::FacetRequest facet;
  facet.dimension = call.dimension;
  facet.prefix = call.prefix;
  facet.about_only = call.about_only;
  const snapshot::Dictionary& dictionary = snapshot->dictionary(call.dimension);
  const size_t wanted = size_t{call.offset()} + call.page_size;
  facet.size = static_cast<uint32_t>(std::min(wanted, dictionary.entries.size()));
  request.facets.push_back(std::move(facet));

  absl::StatusOr<match::SearchResult> result = match::Search(*snapshot, lease, request);
  if (!result.ok()) return result.status();
  match::Facet& found = result->facets.front();
  for (const match::FacetValueCount& value :
       CutPage(call, dictionary, selected, std::move(found.values))) {
    EncodeFacetValue(value, response->add_values());
  }
  response->set_distinct(static_cast<int32_t>(found.distinct));
  response->set_missing(static_cast<int32_t>(found.missing));
  response->set_revision(static_cast<int64_t>(snapshot->revision()));
  if (wanted < found.distinct) {
    present::PageToken next = TokenOf(present::PageKind::kFacetValues, call.fingerprint, *snapshot);
    next.offset = static_cast<uint32_t>(wanted);
    response->set_next_page_token(present::EncodePageToken(next));
  }
  warnings.push_back(CopiesWarning(call.filter, *result));
  warnings.push_back(ChangeWarning(call.page_token, *snapshot));
  for (const std::string& warning : warnings) {
    if (!warning.empty()) response->add_warnings(warning);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunListFacetValues(const Engine& engine, const v1::ListFacetValuesRequest& request,
                                const Cancelled& cancelled, v1::ListFacetValuesResponse* response) {
  const absl::StatusOr<FacetValuesCall> call = Decode(request);
  if (!call.ok()) return call.status();
  return WithSnapshot(engine.source, cancelled,
                      [&](const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease) {
                        return ListInSnapshot(engine, *call, snapshot, lease, cancelled, response);
                      });
}

}  // namespace dateline::service
