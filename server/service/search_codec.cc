#include "server/service/search_codec.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "indexer/text/analyzer.h"
#include "server/service/enum_codec.h"
#include "server/service/field_checks.h"
#include "server/service/fingerprint.h"
#include "server/service/limits.h"

namespace dateline::service {
namespace {

int32_t OrDefault(int32_t value, int32_t default_value) {
  return value == 0 ? default_value : value;
}

absl::Status DecodeFacet(const std::string& field, const v1::FacetRequest& facet,
                         SearchCall* call) {
  absl::StatusOr<article::Dimension> dimension =
      DecodeDimension(absl::StrCat(field, ".dimension"), facet.dimension());
  if (!dimension.ok()) return dimension.status();
  absl::Status status =
      CheckEntries(absl::StrCat(field, ".include_values"),
                   static_cast<size_t>(facet.include_values_size()), kMaxIncludedValues);
  status.Update(CheckAbout(absl::StrCat(field, ".about_only"), *dimension, facet.about_only()));
  if (!status.ok()) return status;
  if (article::InfoOf(*dimension).type == article::DimensionType::kDate) {
    absl::StatusOr<match::CalendarInterval> interval =
        DecodeInterval(absl::StrCat(field, ".interval"), facet.interval());
    if (!interval.ok()) return interval.status();
    call->facet_places.push_back({true, call->engine.histograms.size()});
    call->engine.histograms.push_back({*dimension, *interval});
    return absl::OkStatus();
  }
  status = CheckNumber(absl::StrCat(field, ".size"), facet.size(), kMaxFacetSize);
  if (status.ok()) {
    status = CheckBytes(absl::StrCat(field, ".prefix"), facet.prefix(), kMaxPrefixBytes);
  }
  if (!status.ok()) return status;
  match::FacetRequest decoded;
  decoded.dimension = *dimension;
  decoded.size = static_cast<uint32_t>(OrDefault(facet.size(), kDefaultFacetSize));
  decoded.prefix = text::Fold(facet.prefix());
  decoded.about_only = facet.about_only();
  decoded.include_values.assign(facet.include_values().begin(), facet.include_values().end());
  call->facet_places.push_back({false, call->engine.facets.size()});
  call->engine.facets.push_back(std::move(decoded));
  return absl::OkStatus();
}

absl::Status DecodeFacets(const v1::SearchRequest& request, SearchCall* call) {
  std::vector<v1::Dimension> seen;
  for (int i = 0; i < request.facets_size(); ++i) {
    const std::string field = absl::StrCat("facets[", i, "]");
    const v1::Dimension dimension = request.facets(i).dimension();
    for (v1::Dimension other : seen) {
      if (other != dimension) continue;
      return absl::InvalidArgumentError(
          absl::StrCat(field, ".dimension is ", v1::Dimension_Name(dimension),
                       " a second time; there may be one facet per dimension"));
    }
    absl::Status status = DecodeFacet(field, request.facets(i), call);
    if (!status.ok()) return status;
    seen.push_back(dimension);
  }
  return absl::OkStatus();
}

absl::Status DecodeSnippetOptions(const v1::SnippetOptions& options, SearchCall* call) {
  absl::Status status =
      CheckNumber("snippets.max_characters", options.max_characters(), kMaxSnippetCharacters);
  status.Update(CheckNumber("snippets.max_snippets", options.max_snippets(), kMaxSnippets));
  if (!status.ok()) return status;
  call->snippets.max_characters =
      static_cast<uint32_t>(OrDefault(options.max_characters(), kDefaultSnippetCharacters));
  call->snippets.max_snippets =
      static_cast<uint32_t>(OrDefault(options.max_snippets(), kDefaultSnippets));
  call->with_snippets = !options.disabled();
  return absl::OkStatus();
}

absl::Status DecodePage(const v1::SearchRequest& request, SearchCall* call) {
  if (request.counts_only() && (request.page_size() != 0 || !request.page_token().empty())) {
    return absl::InvalidArgumentError(
        "counts_only returns no hits: page_size and page_token must be empty with it");
  }
  absl::Status status = CheckNumber("page_size", request.page_size(), kMaxPageSize);
  if (!status.ok()) return status;
  call->engine.top = request.counts_only()
                         ? 0
                         : static_cast<uint32_t>(OrDefault(request.page_size(), kDefaultPageSize));
  call->fingerprint = FingerprintOf(request);
  auto token =
      DecodePageTokenFor(request.page_token(), present::PageKind::kHits, call->fingerprint);
  if (!token.ok()) return token.status();
  call->page_token = *token;
  if (call->page_token) call->engine.after = call->page_token->after;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SearchCall> DecodeSearch(const v1::SearchRequest& request) {
  SearchCall call;
  absl::StatusOr<Filter> filter = DecodeFilter(request.filter());
  if (!filter.ok()) return filter.status();
  call.filter = *std::move(filter);
  absl::Status status = DecodeFacets(request, &call);
  if (!status.ok()) return status;
  absl::StatusOr<match::Sort> sort = DecodeSort("sort", request.sort());
  if (!sort.ok()) return sort.status();
  call.engine.sort = *sort;
  call.engine.collapse_copies = request.collapse_copies();
  status = DecodeSnippetOptions(request.snippets(), &call);
  if (!status.ok()) return status;
  absl::StatusOr<bool> full = DecodeFullView("view", request.view(), false);
  if (!full.ok()) return full.status();
  call.full_view = *full;
  status = DecodePage(request, &call);
  if (!status.ok()) return status;
  return call;
}

void EncodeFacetValue(const match::FacetValueCount& value, v1::FacetValue* out) {
  out->set_value(value.value);
  out->set_display_name(value.display_name);
  out->set_count(static_cast<int32_t>(value.count));
  out->set_selected(value.selected);
}

void EncodeFacet(const match::Facet& facet, v1::Facet* out) {
  out->set_dimension(EncodeDimension(facet.dimension));
  for (const match::FacetValueCount& value : facet.values) {
    EncodeFacetValue(value, out->add_values());
  }
  out->set_distinct(static_cast<int32_t>(facet.distinct));
  out->set_missing(static_cast<int32_t>(facet.missing));
}

void EncodeHistogram(const match::Histogram& histogram, v1::Facet* out) {
  out->set_dimension(EncodeDimension(histogram.dimension));
  out->set_interval(EncodeInterval(histogram.interval));
  out->mutable_buckets()->Reserve(static_cast<int>(histogram.buckets.size()));
  for (const match::HistogramBucket& bucket : histogram.buckets) {
    v1::DateBucket* encoded = out->add_buckets();
    encoded->set_start_date(article::FormatIsoDay(bucket.start));
    encoded->set_end_date(article::FormatIsoDay(bucket.end));
    encoded->set_count(static_cast<int32_t>(bucket.count));
  }
  out->set_missing(static_cast<int32_t>(histogram.missing));
  out->set_imprecise(static_cast<int32_t>(histogram.imprecise));
}

void EncodeSnippet(const present::Snippet& snippet, v1::Snippet* out) {
  out->set_field(EncodeField(snippet.field));
  out->set_text(snippet.text);
  for (const present::Highlight& highlight : snippet.highlights) {
    v1::Highlight* encoded = out->add_highlights();
    encoded->set_begin(static_cast<int32_t>(highlight.begin));
    encoded->set_end(static_cast<int32_t>(highlight.end));
  }
  out->set_starts_field(snippet.starts_field);
  out->set_ends_field(snippet.ends_field);
}

}  // namespace dateline::service
