// What a page is drawn for: its width, and what may be written on it.

#ifndef DATELINE_CLIENT_SCREEN_H_
#define DATELINE_CLIENT_SCREEN_H_

namespace dateline::client {

// Bounds of Screen::width, in columns. Narrower ones would leave no room for a word.
inline constexpr int kMinWidth = 20;
inline constexpr int kMaxWidth = 1000;
inline constexpr int kDefaultWidth = 80;

struct Screen {
  int width = kDefaultWidth;

  // Escape sequences for bold, underlined and coloured text may be written.
  bool color = false;

  // Anything but ASCII may be written.
  bool unicode = true;

  // Between the parts of a line, for text that was cut off, and before what is selected.
  const char* dot() const { return unicode ? " · " : " - "; }
  const char* ellipsis() const { return unicode ? "…" : "..."; }
  const char* marker() const { return unicode ? "▸ " : "> "; }
};

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_SCREEN_H_
