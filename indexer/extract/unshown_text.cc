#include "indexer/extract/unshown_text.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/script_story.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// Words of a title that say something; bytes.
constexpr size_t kMinTitleWordBytes = 4;
// Scripts of a page that are looked at.
constexpr int kMaxScripts = 200;

// The body of a fragment of HTML and how much of it is paragraphs.
MainContent ReadFragment(absl::string_view html, const ContentEvidence& evidence) {
  ContentEvidence of_fragment;
  of_fragment.title = evidence.title;
  of_fragment.authors = evidence.authors;
  const std::string whole = absl::StrCat("<body><article>", html, "</article></body>");
  const std::unique_ptr<HtmlPage> page = HtmlPage::Parse(whole);
  return page == nullptr ? MainContent() : FindMainContent(*page, of_fragment, /*explain=*/false);
}

// Of a script that holds markup for others to show.
bool IsTemplate(absl::string_view type) {
  return absl::StrContains(type, "template") || absl::StrContains(type, "tmpl") ||
         type == "text/html";
}

// Of a script with data; one without a type may have some.
bool IsData(absl::string_view type) {
  return type.empty() || absl::StrContains(type, "json") || absl::StrContains(type, "javascript");
}

}  // namespace

bool SpeaksOfTitle(absl::string_view text, absl::string_view title) {
  const std::string folded_text = text::Fold(text);
  const std::string folded_title = text::Fold(title);
  size_t words = 0;
  size_t found = 0;
  for (const absl::string_view word :
       absl::StrSplit(folded_title, absl::ByAnyChar(" ,.:;!?'\"-"), absl::SkipEmpty())) {
    if (word.size() < kMinTitleWordBytes) continue;
    ++words;
    found += absl::StrContains(folded_text, word);
  }
  return words > 0 && 2 * found >= words;
}

std::string FindUnshownText(const HtmlPage& page, const ContentEvidence& evidence,
                            absl::string_view stated, size_t shown_prose) {
  MainContent best;
  best.prose = std::max(kMinUnshownProse, kUnshownFactor * shown_prose) - 1;
  const auto consider = [&best](MainContent content) {
    if (content.prose > best.prose) best = std::move(content);
  };
  if (stated.size() >= kMinUnshownProse) consider(ReadFragment(MarkupOf(stated), evidence));
  int scripts = 0;
  for (uint32_t i = 0; i < page.nodes().size() && scripts < kMaxScripts; ++i) {
    if (page.nodes()[i].tag != GUMBO_TAG_SCRIPT) continue;
    ++scripts;
    const absl::string_view text = page.RawTextOf(i);
    if (text.size() < kMinUnshownProse) continue;
    const std::string type = absl::AsciiStrToLower(page.Attribute(i, "type"));
    if (IsTemplate(type)) {
      MainContent content = ReadFragment(text, evidence);
      if (SpeaksOfTitle(content.body, evidence.title)) consider(std::move(content));
    } else if (IsData(type) && !absl::StrContains(type, "ld+json")) {
      const std::string story = StoryOfScript(text, evidence.title);
      if (!story.empty()) consider(ReadFragment(story, evidence));
    }
  }
  return best.body;
}

}  // namespace dateline::extract
