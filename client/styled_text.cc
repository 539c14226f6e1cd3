#include "client/styled_text.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "client/display_width.h"

namespace dateline::client {
namespace {

// Parameters of "Select Graphic Rendition" (ECMA-48, 8.3.117).
absl::string_view GraphicRendition(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kTitle:
    case Style::kHeading:
      return "1";
    case Style::kDim:
      return "2";
    case Style::kHighlight:
      return "1;33";
    case Style::kSelected:
      return "1;32";
    case Style::kBar:
      return "36";
    case Style::kPerson:
      return "4;32";
    case Style::kOrganization:
      return "4;36";
    case Style::kPlace:
      return "4;35";
    case Style::kDate:
      return "4;33";
  }
  return "";
}

// The places where a line may end, in bytes, ascending; the last is the end of the text.
std::vector<int> LineBreaks(const std::string& text) {
  std::vector<int> places;
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), error));
  UText* source = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &error);
  if (U_SUCCESS(error)) {
    breaks->setText(source, error);
    breaks->first();
    for (int end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next()) {
      places.push_back(end);
    }
  }
  utext_close(source);
  if (places.empty() || places.back() != static_cast<int>(text.size())) {
    places.push_back(static_cast<int>(text.size()));
  }
  return places;
}

}  // namespace

StyledText& StyledText::Append(absl::string_view text, Style style) {
  if (text.empty()) return *this;
  absl::StrAppend(&text_, text);
  const int end = static_cast<int>(text_.size());
  if (!runs_.empty() && runs_.back().style == style) {
    runs_.back().end = end;
  } else {
    runs_.push_back({end, style});
  }
  return *this;
}

StyledText& StyledText::PadTo(int width) {
  return Append(std::string(std::max(0, width - this->width()), ' '));
}

StyledText& StyledText::Append(const StyledText& other) {
  int begin = 0;
  for (const Run& run : other.runs_) {
    Append(absl::string_view(other.text_).substr(begin, run.end - begin), run.style);
    begin = run.end;
  }
  return *this;
}

int StyledText::width() const { return DisplayWidth(text_); }

StyledText StyledText::Slice(int begin, int end) const {
  StyledText slice;
  auto run = std::upper_bound(runs_.begin(), runs_.end(), begin,
                              [](int at, const Run& r) { return at < r.end; });
  for (; run != runs_.end() && begin < end; ++run) {
    const int stop = std::min(run->end, end);
    slice.Append(absl::string_view(text_).substr(begin, stop - begin), run->style);
    begin = stop;
  }
  return slice;
}

std::string StyledText::Print(const Screen& screen) const {
  const size_t last = text_.find_last_not_of(' ');
  const int size = last == std::string::npos ? 0 : static_cast<int>(last) + 1;
  std::string out;
  int begin = 0;
  for (const Run& run : runs_) {
    const int end = std::min(run.end, size);
    if (end <= begin) break;
    const absl::string_view part = absl::string_view(text_).substr(begin, end - begin);
    const absl::string_view rendition = GraphicRendition(run.style);
    if (screen.color && !rendition.empty()) {
      absl::StrAppend(&out, "\x1b[", rendition, "m", part, "\x1b[0m");
    } else {
      absl::StrAppend(&out, part);
    }
    begin = end;
  }
  return out;
}

std::vector<StyledText> Wrap(const StyledText& text, int width) {
  const std::string& bytes = text.text();
  const std::vector<Cluster> clusters = Clusters(bytes);
  std::vector<StyledText> lines;
  int line_begin = 0;  // First byte of the line.
  int line_end = 0;    // Behind its last byte that is no space.
  int line_width = 0;  // Columns of [line_begin, line_end) and of the spaces behind.
  auto finish_line = [&](int next_begin) {
    if (line_end > line_begin) lines.push_back(text.Slice(line_begin, line_end));
    line_begin = line_end = next_begin;
    line_width = 0;
  };
  size_t next = 0;
  for (int place : LineBreaks(bytes)) {
    // The word [begin, place): its clusters, and its width without the spaces at its end.
    const size_t begin = next;
    int word_width = 0;
    int pending = 0;
    size_t stop = begin;
    for (; next < clusters.size() && clusters[next].begin < place; ++next) {
      pending += clusters[next].width;
      if (bytes[clusters[next].begin] != ' ') {
        word_width += pending;
        pending = 0;
        stop = next + 1;
      }
    }
    if (begin == next) continue;
    if (line_width > 0 && line_width + word_width > width) finish_line(clusters[begin].begin);
    for (size_t i = begin; i < stop; ++i) {
      if (line_width > 0 && line_width + clusters[i].width > width) {
        finish_line(clusters[i].begin);
      }
      line_width += clusters[i].width;
      line_end = clusters[i].end;
    }
    line_width += pending;
    if (line_end == line_begin) {
      // Spaces at the beginning of a line are no part of it.
      line_begin = line_end = clusters[next - 1].end;
      line_width = 0;
    }
  }
  finish_line(static_cast<int>(bytes.size()));
  return lines;
}

}  // namespace dateline::client
