#include "server/service/fingerprint.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>

namespace dateline::service {
namespace {

TEST(FingerprintTest, IgnoresWhichPageIsAskedForAndNothingElse) {
  const v1::SearchRequest plain;
  v1::SearchRequest page;
  page.set_page_size(7);
  page.set_page_token("token");
  EXPECT_EQ(FingerprintOf(page), FingerprintOf(plain));

  std::set<uint64_t> seen = {FingerprintOf(plain)};
  const std::function<void(v1::SearchRequest*)> kChanges[] = {
      [](v1::SearchRequest* r) { r->mutable_filter()->set_query("kim"); },
      [](v1::SearchRequest* r) { r->mutable_filter()->set_language("de"); },
      [](v1::SearchRequest* r) { r->mutable_filter()->add_selections()->add_values("x"); },
      [](v1::SearchRequest* r) { r->mutable_filter()->add_selections()->add_excluded_values("x"); },
      [](v1::SearchRequest* r) { r->add_facets(); },
      [](v1::SearchRequest* r) { r->set_sort(v1::SORT_ORDER_NEWEST); },
      [](v1::SearchRequest* r) { r->mutable_snippets()->set_disabled(true); },
      [](v1::SearchRequest* r) { r->set_view(v1::ARTICLE_VIEW_FULL); },
      [](v1::SearchRequest* r) { r->set_collapse_copies(true); },
      [](v1::SearchRequest* r) { r->mutable_filter()->set_copies_of("x"); },
  };
  for (const auto& change : kChanges) {
    v1::SearchRequest changed;
    change(&changed);
    EXPECT_TRUE(seen.insert(FingerprintOf(changed)).second) << changed.ShortDebugString();
  }
  EXPECT_TRUE(seen.insert(FingerprintOf(v1::ListFacetValuesRequest())).second);
  EXPECT_TRUE(seen.insert(FingerprintOf(v1::ListEntitiesRequest())).second);
}

}  // namespace
}  // namespace dateline::service
