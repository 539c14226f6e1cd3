#include "indexer/command/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "indexer/command/help_text.h"
#include "indexer/store/index_writer.h"

namespace dateline::command {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Splits at spaces.
absl::StatusOr<Command> Parse(absl::string_view line) {
  return ParseCommandLine(absl::StrSplit(line, ' ', absl::SkipEmpty()));
}

template <typename T>
T Parsed(absl::string_view line) {
  const absl::StatusOr<Command> command = Parse(line);
  EXPECT_TRUE(command.ok()) << line << ": " << command.status();
  if (!command.ok() || !std::holds_alternative<T>(*command)) {
    ADD_FAILURE() << line << ": another command";
    return T();
  }
  return std::get<T>(*command);
}

TEST(CommandLineTest, ReadsExtract) {
  const auto options = Parsed<ExtractOptions>("extract --threads 3 a b --rejects r --quiet -");
  EXPECT_THAT(options.paths, ElementsAre("a", "b", "-"));
  EXPECT_EQ(options.threads, 3);
  EXPECT_EQ(options.rejects, "r");
  EXPECT_TRUE(options.quiet);
}

TEST(CommandLineTest, ReadsWhatExtractIsToShow) {
  const auto plain = Parsed<ExtractOptions>("extract a");
  EXPECT_TRUE(plain.annotate);
  EXPECT_FALSE(plain.explain);
  EXPECT_FALSE(Parsed<ExtractOptions>("extract --no-annotations a").annotate);
  EXPECT_TRUE(Parsed<ExtractOptions>("extract --explain a").explain);
}

TEST(CommandLineTest, ReadsIndex) {
  const auto options = Parsed<IndexOptions>(
      "index --index DIR --threads 2 --shards 64 --rejects r --batch-articles 7 "
      "--commit-interval 0.5 --wait --quiet a b");
  EXPECT_EQ(options.index, "DIR");
  EXPECT_THAT(options.paths, ElementsAre("a", "b"));
  EXPECT_EQ(options.shards, 64u);
  EXPECT_EQ(options.batch_articles, 7u);
  EXPECT_EQ(options.commit_interval_seconds, 0.5);
  EXPECT_TRUE(options.wait && options.quiet);
  EXPECT_THAT(options.command, HasSubstr("index --index DIR"));
}

TEST(CommandLineTest, SmallBatchesLeaveCoresToOthers) {
  EXPECT_EQ(Parsed<IndexOptions>("index --index DIR --batch-articles 1000 a").threads, 1);
  EXPECT_EQ(Parsed<IndexOptions>("index --threads 2 --index DIR --batch-articles 9 a").threads, 2);
  EXPECT_EQ(store::ThreadsOfBatch(8, 3999), 1u);
  EXPECT_EQ(store::ThreadsOfBatch(8, 4000), 2u);
  EXPECT_EQ(store::ThreadsOfBatch(64, 19999), 9u);
  EXPECT_EQ(store::ThreadsOfBatch(64, 20000), 64u);
  EXPECT_EQ(store::DefaultShardCount(1), 1u);
  EXPECT_THAT(HelpText("index"), HasSubstr("one for every 2000 of these"));
}

TEST(CommandLineTest, HasTheDefaultsOfTheHelp) {
  const auto options = Parsed<IndexOptions>("index --index DIR a");
  EXPECT_EQ(options.shards, 0u);
  EXPECT_EQ(options.batch_articles, 20000u);
  EXPECT_EQ(options.commit_interval_seconds, 5);
  EXPECT_GE(options.threads, 1);
  EXPECT_FALSE(options.wait || options.quiet);
  EXPECT_THAT(HelpText("index"), HasSubstr("(default: 20000)"));
  EXPECT_THAT(HelpText("index"), HasSubstr("(default: 5)"));
}

TEST(CommandLineTest, ReadsTheOthers) {
  EXPECT_EQ(Parsed<ExportOptions>("export --index=DIR").index, "DIR");
  EXPECT_EQ(Parsed<CheckOptions>("check --index DIR --threads 256").threads, 256);
  EXPECT_THAT(Parsed<RemoveOptions>("remove --index DIR a b").ids, ElementsAre("a", "b"));
  EXPECT_THAT(Parsed<RemoveOptions>("remove --index DIR -- -a --b").ids, ElementsAre("-a", "--b"));
}

TEST(CommandLineTest, TakesPathsAndIdsToTheLetter) {
  const auto command =
      ParseCommandLine({"remove", "--index", "D I R", "[a,b]", "\x01[", "c d", "x=y", "é"});
  ASSERT_TRUE(command.ok()) << command.status();
  EXPECT_EQ(std::get<RemoveOptions>(*command).index, "D I R");
  EXPECT_THAT(std::get<RemoveOptions>(*command).ids,
              ElementsAre("[a,b]", "\x01[", "c d", "x=y", "é"));
  EXPECT_THAT(Parsed<ExtractOptions>("extract [a,b] {c}").paths, ElementsAre("[a,b]", "{c}"));
}

TEST(CommandLineTest, RefusesWhatIsNotAllowed) {
  struct Refusal {
    const char* line;
    const char* says;
  };
  for (const Refusal& refusal : std::vector<Refusal>{
           {"", "a command is missing"},
           {"frobnicate", "frobnicate: no such command"},
           {"--frobnicate", "--frobnicate"},
           {"extract", "PATH"},
           {"index a", "--index"},
           {"index --index DIR", "PATH"},
           {"index --index DIR --shards 0 a", "1 to 64"},
           {"index --index DIR --shards 65 a", "1 to 64"},
           {"index --index DIR --shards -1 a", "--shards"},
           {"index --index DIR --shards many a", "--shards"},
           {"index --index DIR --threads 0 a", "1 to 256"},
           {"index --index DIR --threads 257 a", "1 to 256"},
           {"index --index DIR --batch-articles 0 a", "--batch-articles"},
           {"index --index DIR --commit-interval -1 a", "--commit-interval"},
           {"index --index DIR --commit-interval nan a", "--commit-interval"},
           {"index --index DIR --commit-interval 1e9 a", "86400"},
           {"index --index DIR --colour a", "--colour"},
           {"export --index DIR extra", "extra"},
           {"export", "--index"},
           {"remove --index DIR", "ID"},
           {"check --index DIR --shards 3", "--shards"},
           {"extract --index DIR a", "--index"},
       }) {
    const auto command = Parse(refusal.line);
    ASSERT_FALSE(command.ok()) << refusal.line;
    EXPECT_TRUE(absl::IsInvalidArgument(command.status()));
    EXPECT_THAT(std::string(command.status().message()), HasSubstr(refusal.says)) << refusal.line;
    EXPECT_THAT(std::string(command.status().message()), HasSubstr("--help")) << refusal.line;
  }
}

TEST(CommandLineTest, ShowsTheHelpOfEveryCommand) {
  for (const char* name : {"extract", "index", "export", "remove", "check"}) {
    const auto show = Parsed<ShowText>(absl::StrCat(name, " --help"));
    EXPECT_EQ(show.text, HelpText(name));
    for (const char* part : {"SYNOPSIS", "OPTIONS", "EXIT STATUS", "EXAMPLES", "--help"}) {
      EXPECT_THAT(show.text, HasSubstr(part)) << name;
    }
  }
  EXPECT_EQ(Parsed<ShowText>("--help").text, HelpText(""));
  EXPECT_EQ(Parsed<ShowText>("-h").text, HelpText(""));
  EXPECT_THAT(Parsed<ShowText>("--version").text, HasSubstr("dateline-indexer 0."));
}

// Every option that a help text names is one that the command takes, and no line is too long.
TEST(HelpTextTest, NamesOnlyOptionsThatExistAndFitsATerminal) {
  for (const char* name : {"", "extract", "index", "export", "remove", "check"}) {
    for (absl::string_view line : absl::StrSplit(HelpText(name), '\n')) {
      EXPECT_LE(line.size(), 80u) << line;
      if (*name == '\0' || line.substr(0, 4) != "  --") continue;
      const std::string option(line.substr(2, line.find_first_of(" \n", 2) - 2));
      const auto parsed = Parse(absl::StrCat(name, " ", option));
      EXPECT_FALSE(!parsed.ok() &&
                   parsed.status().message().find("not expected") != absl::string_view::npos)
          << name << " " << option << ": " << parsed.status();
    }
  }
}

}  // namespace
}  // namespace dateline::command
