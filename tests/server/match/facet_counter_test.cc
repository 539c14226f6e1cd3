#include "server/match/facet_counter.h"

#include <gtest/gtest.h>

namespace dateline::match {
namespace {

TEST(HasWordPrefixTest, FindsWordsOfTheNameAndOfTheId) {
  struct Case {
    const char* value;
    const char* name;
    const char* prefix;
    bool found;
  };
  const Case cases[] = {
      {"person/kim-jong-un", "Kim Jong Un", "kim", true},
      {"person/kim-jong-un", "Kim Jong Un", "jong", true},
      {"person/kim-jong-un", "Kim Jong Un", "kim j", true},
      {"person/kim-jong-un", "Kim Jong Un", "kim-jong", true},
      {"person/kim-jong-un", "Kim Jong Un", "im", false},
      {"person/kim-jong-un", "Kim Jong Un", "person", false},
      {"person/kim-jong-un", "Kim Jong Un", "person/kim", true},
      {"person/kim-jong-un", "Kim Jong Un", "erson/kim", false},
      {"person/recep-erdogan", "Recep Erdoğan", "erdog", true},
      {"person/x", "Émile Zola", "emile", true},
      {"bbc news", "bbc news", "news", true},
      {"bbc news", "bbc news", "bbc n", true},
      {"bbc news", "bbc news", "bbc news x", false},
      {"BBC", "BBC", "bbc", true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(HasWordPrefix({c.value, c.name, 1}, c.prefix), c.found)
        << c.prefix << " in " << c.name;
  }
}

}  // namespace
}  // namespace dateline::match
