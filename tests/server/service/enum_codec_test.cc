#include "server/service/enum_codec.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::service {
namespace {

TEST(EnumCodecTest, GranularitiesAndRulesHaveTheNamesOfTheJsonLine) {
  for (int i = 1; i <= static_cast<int>(article::kLastGranularity); ++i) {
    const auto granularity = static_cast<article::DateGranularity>(i);
    EXPECT_EQ(v1::DateGranularity_Name(EncodeGranularity(granularity)),
              absl::StrCat("DATE_GRANULARITY_", Name(granularity)));
  }
  for (int i = 1; i <= static_cast<int>(article::kLastRule); ++i) {
    const auto rule = static_cast<article::DateRule>(i);
    EXPECT_EQ(v1::DateRule_Name(EncodeRule(rule)), absl::StrCat("DATE_RULE_", Name(rule)));
  }
  EXPECT_EQ(EncodeGranularity(article::DateGranularity::kUnspecified),
            v1::DATE_GRANULARITY_UNSPECIFIED);
  EXPECT_EQ(EncodeRule(article::DateRule::kUnspecified), v1::DATE_RULE_UNSPECIFIED);
}

}  // namespace
}  // namespace dateline::service
