#include "server/snapshot/alias_overlay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "indexer/article/date.h"
#include "server/snapshot/alias_file.h"
#include "tests/support/temporary_folder.h"

namespace dateline::snapshot {
namespace {

using testing::HasSubstr;

AliasOverlay Parse(const std::string& text) {
  absl::StatusOr<AliasOverlay> overlay = ParseAliasOverlay("a.tsv", text);
  EXPECT_TRUE(overlay.ok()) << overlay.status();
  return overlay.ok() ? *overlay : AliasOverlay();
}

TEST(AliasOverlayTest, ReadsEveryAction) {
  const AliasOverlay overlay = Parse(
      "# corrections of the desk\n"
      "\n"
      "merge\tperson/j-roe\tperson/jane-roe\tsame byline\n"
      "rename\tplace/koln\tKöln\tits own name\n"
      "hide\torganization/reuters\ta byline, not news\r\n"
      "split\tperson/bush\tperson/bush-41\tGeorge Bush\tuntil=1993-01 without=place/texas "
      "source=\"The Courier\"\ttwo of them\n"
      "keep\tperson/john-q-roe\thas a namesake");
  ASSERT_EQ(overlay.lines.size(), 5u);
  EXPECT_EQ(overlay.path, "a.tsv");
  EXPECT_NE(overlay.fingerprint, 0u);
  const AliasLine& merge = overlay.lines[0];
  EXPECT_EQ(merge.number, 3);
  EXPECT_EQ(merge.action, AliasAction::kMerge);
  EXPECT_EQ(merge.id, "person/j-roe");
  EXPECT_EQ(merge.other_id, "person/jane-roe");
  EXPECT_EQ(merge.reason, "same byline");
  EXPECT_EQ(overlay.lines[1].name, "Köln");
  EXPECT_EQ(overlay.lines[2].reason, "a byline, not news");
  const AliasLine& split = overlay.lines[3];
  EXPECT_EQ(split.number, 6);
  EXPECT_EQ(split.other_id, "person/bush-41");
  EXPECT_EQ(split.name, "George Bush");
  ASSERT_EQ(split.conditions.size(), 3u);
  EXPECT_EQ(split.conditions[0].kind, AliasCondition::Kind::kUntil);
  EXPECT_EQ(split.conditions[0].day, article::ToDayNumber(absl::CivilDay(1993, 1, 31)));
  EXPECT_EQ(split.conditions[1].kind, AliasCondition::Kind::kWithout);
  EXPECT_EQ(split.conditions[1].value, "place/texas");
  EXPECT_EQ(split.conditions[2].value, "The Courier");
  EXPECT_EQ(overlay.lines[4].action, AliasAction::kKeep);
}

TEST(AliasOverlayTest, TakesWhatIsAtTheLimits) {
  const std::string wide(kMaxAliasFieldBytes, 'r');
  std::string conditions;
  for (size_t i = 0; i < kMaxAliasConditions; ++i) absl::StrAppend(&conditions, " with=place/a");
  std::string lines;
  for (size_t i = 0; i < kMaxAliasLines; ++i) lines += "hide\tplace/a\tr\n";
  std::string file = "#";
  file.resize(kMaxAliasFileBytes, '#');
  for (const std::string& text :
       {std::string(), std::string("\n \t\n#\n"), std::string("\xEF\xBB\xBFhide\tplace/a\tr"),
        absl::StrCat("hide\tplace/a\t", wide), lines, file,
        absl::StrCat("split\tplace/a\tplace/b\tB\t", conditions, "\tr"),
        std::string("hide\t place/a \t a reason \n"),
        std::string("merge\torganization/texas\tplace/texas\ta state"),
        std::string("split\tplace/a\tplace/b\tB\tsince=2001 until=2001\tr"),
        std::string("split\tplace/a\tplace/b\tB\tsource=a=b\tr")}) {
    const absl::Status status = ParseAliasOverlay("a.tsv", text).status();
    EXPECT_TRUE(status.ok()) << status << "\n" << text.substr(0, 100);
  }
}

TEST(AliasOverlayTest, RefusesMistakesWithLineAndWhatIsAllowed) {
  const std::string split = "split\tplace/a\tplace/b\tB\t";
  std::string too_many;
  for (size_t i = 0; i <= kMaxAliasConditions; ++i) absl::StrAppend(&too_many, " with=place/a");
  std::string lines;
  for (size_t i = 0; i <= kMaxAliasLines; ++i) lines += "hide\tplace/a\tr\n";
  const struct {
    std::string text;
    const char* message;
  } kMistakes[] = {
      {"#\nmegre\tplace/a\tplace/b\tr",
       "a.tsv line 2: \"megre\" is no action; a line begins with merge, rename, hide, split or "
       "keep, and a TAB"},
      {"merge place/a place/b r", "a.tsv line 1: \"merge place/a place/b r\" is no action; "},
      {"merge\tplace/a\tplace/b",
       "the line has 3 columns; merge has 4, separated by TABs: merge, id, id that it goes into, "
       "reason"},
      {"hide", "the line has 1 column; hide has 3"},
      {"hide\tplace/a\tr\tmore", "the line has 4 columns; hide has 3"},
      {"hide\tplace/a\t", "the reason is empty"},
      {"hide\tplace/a\t  ", "the reason is empty"},
      {"rename\tplace/a\t \tr", "the display name is empty"},
      {"hide\ttexas\tr", "\"texas\" is no id; an id is person/..., organization/... or place/..."},
      {"hide\tplace/\tr", "is no id"},
      {"hide\tsource/bbc\tr", "is no id"},
      {"hide\tplace/new york\tr", "is no id"},
      {"hide\t\tr", "is no id"},
      {"merge\tplace/a\tplace/a\tr", "both ids are \"place/a\""},
      {"split\tplace/a\tplace/a\tA\twith=place/b\tr", "both ids are"},
      {split + "\tr",
       "a split needs a condition; conditions are with=ID, without=ID, source=NAME, "},
      {split + "near=place/b\tr", "\"near\" is no condition; conditions are with=ID"},
      {split + "with\tr", "\"with\" is no condition"},
      {split + "with place/c=x\tr", "\"with\" is no condition"},
      {split + "with=\tr", "with has no value"},
      {split + "source=\"\"\tr", "source has no value"},
      {split + "with=texas\tr", "\"texas\" is no id"},
      {split + "source=\"a b\tr", "the value of source begins with '\"'; it must end with one"},
      {split + "source=\"a\"b\tr", "it must end with one, and a space or nothing behind it"},
      {split + "source=a source=b\tr", "source stands there twice"},
      {split + "since=2001 since=2002\tr", "since stands there twice"},
      {split + "since=2001-02-30\tr", "since is \"2001-02-30\"; a date is written 2001, 2001-01"},
      {split + "until=yesterday\tr", "until is \"yesterday\""},
      {split + "since=2002 until=2001\tr", "since is 2002, after until, which is 2001"},
      {split + too_many + "\tr", "more conditions than 16"},
      {"hide\tplace/a\t\x01", "control character"},
      {"hide\tplace/a\t\xFF", "a.tsv line 1: the line is not UTF-8"},
      {"hide\tplace/a\t" + std::string(kMaxAliasFieldBytes + 1, 'r'),
       "a column has 1001 bytes; the maximum is 1000"},
      {lines, "a.tsv line 100001: more corrections than 100000"},
      {std::string(kMaxAliasFileBytes + 1, '#'),
       "a.tsv has 16777217 bytes; the maximum is 16777216"},
  };
  for (const auto& mistake : kMistakes) {
    const absl::Status status = ParseAliasOverlay("a.tsv", mistake.text).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), HasSubstr(mistake.message))
        << mistake.text.substr(0, 100);
  }
}

class AliasFileTest : public testing::Test {
 protected:
  void Write(const std::string& text) { std::ofstream(path_, std::ios::trunc) << text; }
  support::TemporaryFolder folder_;
  const std::string path_ = folder_.path() + "/aliases.tsv";
};

TEST_F(AliasFileTest, KeepsTheLastGoodOverlay) {
  EXPECT_EQ(AliasFile::Open(path_).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(AliasFile::Open(folder_.path()).status().code(), absl::StatusCode::kUnavailable);
  Write("hide\tplace/a\n");
  EXPECT_EQ(AliasFile::Open(path_).status().code(), absl::StatusCode::kInvalidArgument);
  Write("hide\tplace/a\tr\n");
  const auto file = *AliasFile::Open(path_);
  const auto first = file->overlay();
  EXPECT_EQ(first->lines.size(), 1u);
  EXPECT_TRUE(file->Poll().ok());
  EXPECT_EQ(file->overlay(), first);
  Write("hide\tplace/a\tr\nhide\n");
  EXPECT_THAT(std::string(file->Poll().message()), HasSubstr("line 2"));
  EXPECT_TRUE(file->Poll().ok()) << "told once";
  EXPECT_EQ(file->overlay(), first);
  Write("hide\tplace/a\tr\nhide\tplace/b\tr\n");
  EXPECT_TRUE(file->Poll().ok());
  EXPECT_EQ(file->overlay()->lines.size(), 2u);
  const auto second = file->overlay();
  std::remove(path_.c_str());
  EXPECT_EQ(file->Poll().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(file->overlay(), second);
  Write("hide\tplace/a\tr\nhide\tplace/b\tr\n");
  EXPECT_TRUE(file->Poll().ok());
  EXPECT_EQ(file->overlay(), second) << "the same bytes are the same overlay";
}

}  // namespace
}  // namespace dateline::snapshot
