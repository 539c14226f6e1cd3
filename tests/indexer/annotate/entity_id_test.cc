#include "indexer/annotate/entity_id.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/text/utf8.h"

namespace dateline::annotate {
namespace {

using article::Kind;

TEST(EntityIdTest, IsTheKindAndTheFoldedName) {
  struct Case {
    Kind kind;
    std::string name;
    std::string id;
  };
  for (const Case& c : std::initializer_list<Case>{
           {Kind::kPerson, "Kim Jong Un", "person/kim-jong-un"},
           {Kind::kPerson, "Choe Son Hui", "person/choe-son-hui"},
           {Kind::kPerson, "Choe Son-hui", "person/choe-son-hui"},
           {Kind::kPerson, "Recep Tayyip Erdoğan", "person/recep-tayyip-erdogan"},
           {Kind::kPerson, "  O'Brien,  Jr. ", "person/o-brien-jr"},
           {Kind::kOrganization, "AT&T", "organization/at-t"},
           {Kind::kOrganization, "The New York Times", "organization/the-new-york-times"},
           {Kind::kPlace, "Côte d'Ivoire", "place/cote-d-ivoire"},
           {Kind::kPlace, "Київ", "place/київ"},
           {Kind::kPlace, "東京", "place/東京"},
           {Kind::kPlace, "Area 51", "place/area-51"},
       }) {
    EXPECT_EQ(MakeEntityId(c.kind, c.name), c.id);
  }
}

TEST(EntityIdTest, IsEmptyForANameWithoutLettersAndDigits) {
  for (const std::string name : {"", "   ", "--", "!?", "\xEF\xBF\xBD", "\xFF\xFE"}) {
    EXPECT_EQ(MakeEntityId(Kind::kPerson, name), "") << name;
  }
}

TEST(EntityIdTest, HasAtMost200BytesAndIsCutBetweenCharacters) {
  for (size_t length = 180; length < 220; ++length) {
    for (const std::string letter : {"a", "ж", "東"}) {
      std::string name;
      while (name.size() < length) name += letter;
      const std::string id = MakeEntityId(Kind::kPerson, name);
      EXPECT_LE(id.size(), kMaxEntityIdBytes);
      EXPECT_GT(id.size(), std::min(kMaxEntityIdBytes - 3, length));
      EXPECT_TRUE(text::IsValidUtf8(id));
    }
  }
  // A dash is never the last character.
  const std::string id = MakeEntityId(Kind::kPlace, std::string(194, 'a') + " b");
  EXPECT_EQ(id, "place/" + std::string(194, 'a'));
}

}  // namespace
}  // namespace dateline::annotate
