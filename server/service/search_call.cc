#include "server/service/search_call.h"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "indexer/pace/pace.h"
#include "server/present/highlighter.h"
#include "server/service/article_codec.h"
#include "server/service/fingerprint.h"
#include "server/service/search_codec.h"

namespace dateline::service {
namespace {

using Clock = std::chrono::steady_clock;
using SharedSnapshot = std::shared_ptr<const snapshot::Snapshot>;

int64_t MicrosecondsBetween(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

// What the engine is asked for: the call, with names resolved in this snapshot.
match::SearchRequest Resolve(const Engine& engine, const SharedSnapshot& snapshot,
                             const SearchCall& call, const Cancelled& cancelled,
                             std::vector<std::string>* warnings) {
  match::SearchRequest request = call.engine;
  request.query = &call.filter.query.root;
  request.selections = ResolveSelections(snapshot, call.filter.selections, engine.names, warnings);
  request.publish_window = call.filter.publish_window;
  request.event_window = call.filter.event_window;
  request.event_match = call.filter.event_match;
  request.copies_of = call.filter.copies_of;
  request.bm25 = engine.bm25;
  if (!pace::GivesWay()) request.cores = engine.cores;
  request.cancelled = cancelled;
  for (match::FacetRequest& facet : request.facets) {
    std::vector<std::string> included;
    for (const std::string& value : facet.include_values) {
      std::vector<std::string> meant = ResolveValue(snapshot, facet.dimension, value, engine.names);
      if (meant.empty()) meant.push_back(value);
      included.insert(included.end(), meant.begin(), meant.end());
    }
    facet.include_values = std::move(included);
  }
  return request;
}

absl::StatusOr<std::shared_ptr<const article::Article>> ReadWhole(
    const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease, snapshot::Row row,
    absl::flat_hash_set<std::string>* about) {
  absl::StatusOr<article::Article> article = snapshot.ReadArticle(lease, row, about);
  if (!article.ok()) return article.status();
  return std::make_shared<const article::Article>(*std::move(article));
}

absl::Status EncodeHits(const SearchCall& call, const match::SearchResult& result,
                        const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                        const Cancelled& cancelled, v1::SearchResponse* response) {
  present::Highlighters highlighters(call.filter.query.highlight, call.filter.language);
  response->mutable_hits()->Reserve(static_cast<int>(result.hits.size()));
  for (const match::Hit& hit : result.hits) {
    absl::Status status = CheckCancelled(cancelled);
    if (!status.ok()) return status;
    absl::flat_hash_set<std::string> about;
    const auto article = call.full_view ? ReadWhole(snapshot, lease, hit.row, &about)
                                        : snapshot.ReadArticleText(lease, hit.row);
    if (!article.ok()) return article.status();
    v1::Hit* encoded = response->add_hits();
    EncodeArticle(**article, snapshot.CopyGroupOf(hit.row), call.full_view, about,
                  encoded->mutable_article());
    encoded->set_score(hit.score);
    if (call.engine.collapse_copies) encoded->set_copy_count(static_cast<int32_t>(hit.copies));
    if (!call.with_snippets) continue;
    for (const present::Snippet& snippet :
         present::MakeSnippets(**article, call.snippets, highlighters.Of((*article)->language))) {
      EncodeSnippet(snippet, encoded->add_snippets());
    }
  }
  return absl::OkStatus();
}

void EncodeFacets(const SearchCall& call, const match::SearchResult& result,
                  v1::SearchResponse* response) {
  for (const SearchCall::FacetPlace& place : call.facet_places) {
    if (place.is_histogram) {
      EncodeHistogram(result.histograms[place.index], response->add_facets());
    } else {
      EncodeFacet(result.facets[place.index], response->add_facets());
    }
  }
}

void AddWarnings(const std::vector<std::string>& warnings,
                 google::protobuf::RepeatedPtrField<std::string>* out) {
  for (const std::string& warning : warnings) {
    if (!warning.empty()) *out->Add() = warning;
  }
}

absl::Status SearchSnapshot(const Engine& engine, const SearchCall& call,
                            const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease,
                            const Cancelled& cancelled, v1::SearchResponse* response) {
  const Clock::time_point begin = Clock::now();
  response->Clear();
  std::vector<std::string> warnings = call.filter.query.warnings;
  const match::SearchRequest request = Resolve(engine, snapshot, call, cancelled, &warnings);
  absl::StatusOr<match::SearchResult> result = match::Search(*snapshot, lease, request);
  if (!result.ok()) return result.status();
  const Clock::time_point found = Clock::now();
  absl::Status status = EncodeHits(call, *result, *snapshot, lease, cancelled, response);
  if (!status.ok()) return status;
  EncodeFacets(call, *result, response);
  response->set_total(static_cast<int32_t>(result->total));
  response->set_total_articles(static_cast<int32_t>(result->article_count));
  response->set_revision(static_cast<int64_t>(snapshot->revision()));
  if (result->more && !result->hits.empty()) {
    present::PageToken next = TokenOf(present::PageKind::kHits, call.fingerprint, *snapshot);
    next.after = result->hits.back().key;
    response->set_next_page_token(present::EncodePageToken(next));
  }
  response->mutable_query_info()->set_parsed(call.filter.query.text);
  for (const std::string& word : call.filter.query.ignored) {
    response->mutable_query_info()->add_ignored_words(word);
  }
  warnings.push_back(CopiesWarning(call.filter, *result));
  warnings.push_back(ChangeWarning(call.page_token, *snapshot));
  AddWarnings(warnings, response->mutable_warnings());
  response->mutable_timings()->set_search_us(MicrosecondsBetween(begin, found));
  response->mutable_timings()->set_present_us(MicrosecondsBetween(found, Clock::now()));
  return absl::OkStatus();
}

}  // namespace

absl::Status RunSearch(const Engine& engine, const v1::SearchRequest& request,
                       const Cancelled& cancelled, v1::SearchResponse* response,
                       SharedSnapshot* answered_by) {
  const Clock::time_point begin = Clock::now();
  const absl::StatusOr<SearchCall> call = DecodeSearch(request);
  if (!call.ok()) return call.status();
  absl::Status status =
      WithSnapshot(engine.source, cancelled,
                   [&](const SharedSnapshot& snapshot, snapshot::Snapshot::Lease* lease) {
                     if (answered_by != nullptr) *answered_by = snapshot;
                     return SearchSnapshot(engine, *call, snapshot, lease, cancelled, response);
                   });
  response->mutable_timings()->set_total_us(MicrosecondsBetween(begin, Clock::now()));
  return status;
}

absl::Status RunSearchIn(const Engine& engine, const v1::SearchRequest& request,
                         const SharedSnapshot& snapshot, const Cancelled& cancelled,
                         v1::SearchResponse* response) {
  const absl::StatusOr<SearchCall> call = DecodeSearch(request);
  if (!call.ok()) return call.status();
  absl::StatusOr<snapshot::Snapshot::Lease> lease = snapshot->Open();
  if (!lease.ok()) return lease.status();
  return SearchSnapshot(engine, *call, snapshot, &*lease, cancelled, response);
}

}  // namespace dateline::service
