#include "client/environment.h"

#include <gtest/gtest.h>

namespace dateline::client {
namespace {

Environment Terminal() {
  Environment environment;
  environment.terminal = true;
  environment.term = "xterm-256color";
  environment.locale = "en_US.UTF-8";
  environment.columns = 133;
  return environment;
}

TEST(ScreenForTest, IsAsWideAsTheTerminal) {
  EXPECT_EQ(ScreenFor(Terminal(), Invocation()).width, 133);
  EXPECT_EQ(ScreenFor(Environment(), Invocation()).width, kDefaultWidth);
  Invocation invocation;
  invocation.width = 44;
  EXPECT_EQ(ScreenFor(Terminal(), invocation).width, 44);
}

TEST(ScreenForTest, KeepsTheWidthInItsBounds) {
  Environment narrow = Terminal();
  narrow.columns = 3;
  EXPECT_EQ(ScreenFor(narrow, Invocation()).width, kMinWidth);
  narrow.columns = 65535;
  EXPECT_EQ(ScreenFor(narrow, Invocation()).width, kMaxWidth);
}

TEST(ScreenForTest, UsesColorsOnATerminalOnly) {
  EXPECT_TRUE(ScreenFor(Terminal(), Invocation()).color);
  Environment pipe = Terminal();
  pipe.terminal = false;
  EXPECT_FALSE(ScreenFor(pipe, Invocation()).color);
  Environment no_color = Terminal();
  no_color.no_color = "1";
  EXPECT_FALSE(ScreenFor(no_color, Invocation()).color);
  Environment dumb = Terminal();
  dumb.term = "dumb";
  EXPECT_FALSE(ScreenFor(dumb, Invocation()).color);
}

TEST(ScreenForTest, ObeysTheColorOption) {
  Invocation invocation;
  invocation.color = ColorChoice::kNever;
  EXPECT_FALSE(ScreenFor(Terminal(), invocation).color);
  invocation.color = ColorChoice::kAlways;
  Environment pipe;
  pipe.no_color = "1";
  EXPECT_TRUE(ScreenFor(pipe, invocation).color);
}

TEST(ScreenForTest, NeedsALocaleOfUtf8ForMoreThanAscii) {
  struct {
    const char* locale;
    bool unicode;
  } const cases[] = {
      {"en_US.UTF-8", true}, {"C.utf8", true}, {"de_DE.UTF-8@euro", true}, {"", false},
      {"C", false},          {"POSIX", false}, {"de_DE.ISO-8859-1", false}};
  for (const auto& c : cases) {
    Environment environment = Terminal();
    environment.locale = c.locale;
    EXPECT_EQ(ScreenFor(environment, Invocation()).unicode, c.unicode) << c.locale;
  }
}

}  // namespace
}  // namespace dateline::client
