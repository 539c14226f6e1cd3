#include "client/name_key.h"

#include <gtest/gtest.h>

namespace dateline::client {
namespace {

TEST(NameKeyTest, IsOfTheWordsAlone) {
  struct {
    const char* name;
    const char* key;
  } const cases[] = {
      {"Kim Jong-un", "kim jong un"},
      {"  KIM\tJong  Un. ", "kim jong un"},
      {"François Noël", "francois noel"},
      {"Francois Noe\u0308l", "francois noel"},
      {"O'Neill", "oneill"},
      {"O\u2019Neill", "oneill"},
      {"U.N.", "un"},
      {"Straße", "strasse"},
      {"ＡＢＣ 2", "abc 2"},
      {"金正恩", "金正恩"},
      {"AT&T", "at t"},
      {"", ""},
      {"-- !", ""},
      {"\xff", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(NameKey(c.name), c.key) << c.name;
}

TEST(NameKeyTest, TellsOtherNamesApart) {
  const char* const kNames[] = {"Kim Jong Un", "Kim Jong Il", "Kim Jongun",
                                "Jong Un Kim", "金正日",      "金正恩"};
  for (const char* one : kNames) {
    for (const char* other : kNames) {
      EXPECT_EQ(NameKey(one) == NameKey(other), one == other) << one << ", " << other;
    }
  }
}

}  // namespace
}  // namespace dateline::client
