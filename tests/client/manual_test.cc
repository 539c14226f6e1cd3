#include "client/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "client/command_line.h"
#include "client/display_width.h"

namespace dateline::client {
namespace {

constexpr const char* kPages[] = {"", "search", "article", "entity", "facets", "info", "health"};

// Options as the page's OPTIONS section names them at the beginning of an entry.
std::set<std::string> OptionsOf(absl::string_view page) {
  std::set<std::string> options;
  bool inside = false;
  for (absl::string_view line : absl::StrSplit(page, '\n')) {
    if (!line.empty() && line[0] != ' ') inside = line == "OPTIONS";
    if (!inside || !absl::StartsWith(line, "    --")) continue;
    for (absl::string_view part : absl::StrSplit(line, absl::ByAnyChar(" ,="))) {
      if (absl::StartsWith(part, "--")) options.emplace(part);
    }
  }
  return options;
}

TEST(ManualTest, EveryPageHasAllItsSections) {
  for (const char* page : kPages) {
    const std::string text = Manual(page);
    size_t at = 0;
    for (const char* section : {"NAME\n", "\nSYNOPSIS\n", "\nDESCRIPTION\n", "\nOPTIONS\n",
                                "\nEXIT STATUS\n", "\nENVIRONMENT\n", "\nEXAMPLES\n"}) {
      const size_t found = text.find(section, at);
      ASSERT_NE(found, std::string::npos) << page << " lacks " << section;
      at = found;
    }
  }
}

TEST(ManualTest, FitsEightyColumns) {
  for (const char* page : kPages) {
    for (absl::string_view line : absl::StrSplit(Manual(page), '\n')) {
      EXPECT_LE(DisplayWidth(line), 80) << line;
      EXPECT_FALSE(absl::EndsWith(line, " ")) << line;
    }
  }
}

// An option that the command does not know is called unknown; one that it knows fails otherwise
// or not at all.
bool Knows(const std::string& command, const std::string& option) {
  const auto parsed = ParseCommandLine({command, option}, Environment());
  return parsed.ok() || !absl::StrContains(parsed.status().message(), "unknown option");
}

TEST(ManualTest, NamesExactlyTheOptionsThatACommandKnows) {
  std::set<std::string> all;
  for (const char* page : kPages) {
    for (const std::string& option : OptionsOf(Manual(page))) all.insert(option);
  }
  all.erase("--version");
  EXPECT_GT(all.size(), 30u);
  for (const char* command : {"search", "article", "entity", "facets", "info", "health"}) {
    const std::set<std::string> named = OptionsOf(Manual(command));
    for (const std::string& option : all) {
      // The help option's entry begins with its short form.
      const bool expected = named.count(option) > 0 || option == "--help";
      EXPECT_EQ(Knows(command, option), expected) << command << " " << option;
    }
  }
}

TEST(ManualTest, IsWhatHelpPrints) {
  for (const char* command : {"search", "article", "entity", "facets", "info", "health"}) {
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{command, "--help"}, {command, "-h"}, {"help", command}}) {
      const auto parsed = ParseCommandLine(arguments, Environment());
      ASSERT_TRUE(parsed.ok()) << parsed.status();
      EXPECT_EQ(parsed->command, Command::kManual);
      EXPECT_EQ(parsed->manual, Manual(command));
    }
  }
  for (const char* help : {"--help", "-h", "help"}) {
    EXPECT_EQ(ParseCommandLine({help}, Environment())->manual, Manual(""));
  }
  EXPECT_THAT(ParseCommandLine({"--version"}, Environment())->manual,
              testing::MatchesRegex("dateline [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

}  // namespace
}  // namespace dateline::client
