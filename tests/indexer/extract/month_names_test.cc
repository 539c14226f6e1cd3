#include "indexer/extract/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <map>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

using icu::DateFormatSymbols;

// The months of every name, by what ICU says of the languages.
std::map<std::string, std::set<int>> NamesOfIcu() {
  std::map<std::string, std::set<int>> names;
  for (const char* language :
       {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "sv", "da", "nb",
        "fi", "hu", "ro", "tr", "ru", "uk", "bg", "el", "ca", "sl", "et", "id"}) {
    UErrorCode error = U_ZERO_ERROR;
    const DateFormatSymbols symbols(icu::Locale(language), error);
    EXPECT_TRUE(U_SUCCESS(error)) << language;
    for (const auto context : {DateFormatSymbols::FORMAT, DateFormatSymbols::STANDALONE}) {
      for (const auto width : {DateFormatSymbols::WIDE, DateFormatSymbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* months = symbols.getMonths(count, context, width);
        for (int32_t i = 0; i < 12 && i < count; ++i) {
          std::string name;
          months[i].toUTF8String(name);
          names[text::Fold(absl::StripSuffix(name, "."))].insert(i + 1);
        }
      }
    }
  }
  return names;
}

TEST(MonthNamesTest, KnowsTheNamesThatIcuHas) {
  const std::map<std::string, std::set<int>> names = NamesOfIcu();
  EXPECT_GT(names.size(), 300u);
  for (const auto& [name, months] : names) {
    // "5月", "V": too short, or a number.
    if (name.size() < 3 || absl::ascii_isdigit(name[0])) continue;
    EXPECT_EQ(MonthOfName(name), months.size() == 1 ? *months.begin() : 0) << name;
  }
}

TEST(MonthNamesTest, KnowsOtherSpellings) {
  for (const auto& [name, month] : std::map<std::string, int>{{"Sept", 9},
                                                              {"Sept.", 9},
                                                              {"J\u00e4nner", 1},
                                                              {"Jaenner", 1},
                                                              {"M\u00e4rz", 3},
                                                              {"Maerz", 3},
                                                              {"Feber", 2},
                                                              {"setiembre", 9},
                                                              {"OCTOBER", 10}}) {
    EXPECT_EQ(MonthOfName(name), month) << name;
  }
  for (const char* word : {"", "Ma", "bridge", "Octobers", "12", "\u6708"})
    EXPECT_EQ(MonthOfName(word), 0) << word;
}

}  // namespace
}  // namespace dateline::extract
