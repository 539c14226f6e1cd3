#include "client/facet_columns.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "client/bar.h"
#include "client/dimension_name.h"
#include "client/display_width.h"
#include "client/safe_text.h"

namespace dateline::client {
namespace {

constexpr int kGap = 2;        // Between blocks side by side.
constexpr int kMaxBlock = 56;  // Wider, the eye loses the line from name to count.
constexpr int kMarkWidth = 2;
constexpr int kMinName = 8;
constexpr int kMinBar = 4;
constexpr int kMaxBar = 20;

// Widths in columns of the parts of a line; each part but the first is preceded by a space.
struct ValueLayout {
  int name = 0;
  int id = 0;
  int bar = 0;
  int count = 0;
};

std::string ShownName(const v1::FacetValue& value) {
  return value.display_name().empty() ? value.value() : value.display_name();
}

ValueLayout LayOut(const google::protobuf::RepeatedPtrField<v1::FacetValue>& values, int width,
                   bool with_ids, const Screen& screen) {
  ValueLayout layout;
  int longest_name = kMinName;
  int longest_id = 0;
  for (const v1::FacetValue& value : values) {
    layout.count = std::max(layout.count, static_cast<int>(Grouped(value.count()).size()));
    longest_name = std::max(longest_name, DisplayWidth(SafeText(ShownName(value), screen.unicode)));
    longest_id = std::max(longest_id, DisplayWidth(SafeText(value.value(), screen.unicode)));
  }
  int rest = width - kMarkWidth - 1 - layout.count;
  // What tells values apart comes first: the name, then the id, then the bar.
  layout.name = std::min(longest_name, with_ids ? rest / 2 : rest - kMinBar - 1);
  if (layout.name < kMinName) {
    layout.name = std::max(1, rest);
    return layout;
  }
  rest -= layout.name;
  if (with_ids) {
    layout.id = std::clamp(rest - 1, 0, longest_id);
    rest -= layout.id + 1;
  }
  layout.bar = std::clamp(rest - 1, 0, kMaxBar);
  return layout;
}

bool CountsAbout(v1::Dimension dimension,
                 const google::protobuf::RepeatedPtrField<v1::FacetRequest>& requests) {
  return std::any_of(requests.begin(), requests.end(), [&](const v1::FacetRequest& request) {
    return request.dimension() == dimension && request.about_only();
  });
}

StyledText Block(const v1::Facet& facet, const std::string& title, int line,
                 const std::vector<StyledText>& values, int width, const Screen& screen) {
  StyledText out;
  if (line == 0) {
    out.Append(title, Style::kHeading);
    std::string shown = absl::StrCat("  ", Grouped(facet.values_size()), " of ",
                                     Grouped(std::max(facet.distinct(), facet.values_size())));
    if (static_cast<int>(title.size() + shown.size()) <= width) out.Append(shown, Style::kDim);
  } else if (line <= static_cast<int>(values.size())) {
    out.Append(values[line - 1]);
  } else if (values.empty() && line == 1) {
    out.Append("  no values", Style::kDim);
  } else if (facet.missing() > 0) {
    const std::string count = Grouped(facet.missing());
    out.Append(CutToWidth("  (none)", width - static_cast<int>(count.size()) - 1, ""), Style::kDim);
    out.PadTo(width - static_cast<int>(count.size())).Append(count, Style::kDim);
  }
  return out;
}

int BlockHeight(const v1::Facet& facet) {
  return 1 + std::max(1, facet.values_size()) + (facet.missing() > 0 ? 1 : 0);
}

}  // namespace

std::vector<StyledText> DrawValues(const google::protobuf::RepeatedPtrField<v1::FacetValue>& values,
                                   int width, bool with_ids, const Screen& screen) {
  const ValueLayout layout = LayOut(values, width, with_ids, screen);
  int most = 0;
  for (const v1::FacetValue& value : values) most = std::max(most, value.count());
  std::vector<StyledText> lines;
  for (const v1::FacetValue& value : values) {
    StyledText line;
    const Style style = value.selected() ? Style::kSelected : Style::kPlain;
    line.Append(value.selected() ? screen.marker() : "", style).PadTo(kMarkWidth);
    line.Append(
        CutToWidth(SafeText(ShownName(value), screen.unicode), layout.name, screen.ellipsis()),
        style);
    int column = kMarkWidth + layout.name;
    line.PadTo(column);
    if (layout.id > 0) {
      line.Append(" ").Append(
          CutToWidth(SafeText(value.value(), screen.unicode), layout.id, screen.ellipsis()),
          Style::kDim);
      column += 1 + layout.id;
      line.PadTo(column);
    }
    if (layout.bar > 0) {
      line.Append(" ").Append(Bar(value.count(), most, layout.bar, screen), Style::kBar);
    }
    const std::string count = Grouped(value.count());
    line.PadTo(width - static_cast<int>(count.size())).Append(count, style);
    lines.push_back(line);
  }
  return lines;
}

std::string DrawFacetColumns(const google::protobuf::RepeatedPtrField<v1::Facet>& facets,
                             const google::protobuf::RepeatedPtrField<v1::FacetRequest>& requests,
                             const Screen& screen) {
  std::vector<const v1::Facet*> shown;
  for (const v1::Facet& facet : facets) {
    if (!IsDateDimension(facet.dimension())) shown.push_back(&facet);
  }
  const int fit = std::max(1, (screen.width + kGap) / (kMinFacetWidth + kGap));
  std::string out;
  for (size_t first = 0; first < shown.size(); first += fit) {
    const size_t last = std::min(shown.size(), first + fit);
    const int blocks = static_cast<int>(last - first);
    const int width = std::min(kMaxBlock, (screen.width - kGap * (blocks - 1)) / blocks);
    std::vector<std::vector<StyledText>> values;
    int height = 0;
    for (size_t i = first; i < last; ++i) {
      values.push_back(DrawValues(shown[i]->values(), width, false, screen));
      height = std::max(height, BlockHeight(*shown[i]));
    }
    if (first > 0) absl::StrAppend(&out, "\n");
    for (int line = 0; line < height; ++line) {
      StyledText row;
      for (int i = 0; i < blocks; ++i) {
        row.PadTo(i * (width + kGap));
        const v1::Facet& facet = *shown[first + i];
        if (line >= BlockHeight(facet)) continue;
        const std::string title =
            DimensionTitle(facet.dimension(), CountsAbout(facet.dimension(), requests));
        row.Append(Block(facet, title, line, values[i], width, screen));
      }
      absl::StrAppend(&out, row.Print(screen), "\n");
    }
  }
  return out;
}

}  // namespace dateline::client
