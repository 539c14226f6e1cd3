#include "indexer/extract/node_hints.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extract {
namespace {

// The most bytes of a class or id that are looked at.
constexpr size_t kMaxNameBytes = 400;

enum class Word : uint8_t {
  kUnlikely,
  kComments,
  kConsent,
  kAgainst,
  kFor,
  kKeeps,
  kCaption,
  kLead
};

const absl::flat_hash_map<absl::string_view, Word>& Words() {
  using W = Word;
  static const auto& words =
      *new absl::flat_hash_map<absl::string_view, Word>{{"ad", W::kUnlikely},
                                                        {"ads", W::kUnlikely},
                                                        {"adsense", W::kUnlikely},
                                                        {"adslot", W::kUnlikely},
                                                        {"banner", W::kUnlikely},
                                                        {"footer", W::kUnlikely},
                                                        {"foot", W::kAgainst},
                                                        {"footnote", W::kAgainst},
                                                        {"masthead", W::kUnlikely},
                                                        {"menu", W::kUnlikely},
                                                        {"nav", W::kUnlikely},
                                                        {"navi", W::kUnlikely},
                                                        {"navbar", W::kUnlikely},
                                                        {"pager", W::kUnlikely},
                                                        {"pagination", W::kUnlikely},
                                                        {"paginator", W::kUnlikely},
                                                        {"popup", W::kUnlikely},
                                                        {"rss", W::kUnlikely},
                                                        {"consent", W::kConsent},
                                                        {"gdpr", W::kConsent},
                                                        {"skip", W::kUnlikely},
                                                        {"social", W::kUnlikely},
                                                        {"toolbar", W::kUnlikely},
                                                        {"tags", W::kUnlikely},
                                                        {"taglist", W::kUnlikely},
                                                        {"trending", W::kUnlikely},
                                                        {"mostread", W::kUnlikely},
                                                        {"mostpopular", W::kUnlikely},
                                                        {"popular", W::kUnlikely},
                                                        {"signup", W::kUnlikely},
                                                        {"login", W::kUnlikely},
                                                        {"rail", W::kUnlikely},
                                                        {"shoutbox", W::kUnlikely},
                                                        {"supplemental", W::kUnlikely},
                                                        {"legends", W::kUnlikely},
                                                        {"outbrain", W::kUnlikely},
                                                        {"taboola", W::kUnlikely},
                                                        {"ticker", W::kUnlikely},
                                                        {"authorbox", W::kUnlikely},
                                                        {"authorbio", W::kUnlikely},
                                                        {"noprint", W::kUnlikely},
                                                        {"dropdown", W::kUnlikely},
                                                        {"offcanvas", W::kUnlikely},
                                                        {"respond", W::kComments},
                                                        {"disqus", W::kComments},
                                                        {"replies", W::kComments},
                                                        {"reply", W::kComments},
                                                        {"remark", W::kComments},
                                                        {"kommentare", W::kComments},
                                                        {"kommentar", W::kComments},
                                                        {"commentaires", W::kComments},
                                                        {"comentarios", W::kComments},
                                                        {"widget", W::kAgainst},
                                                        {"widgets", W::kAgainst},
                                                        {"meta", W::kAgainst},
                                                        {"modal", W::kAgainst},
                                                        {"byline", W::kAgainst},
                                                        {"author", W::kAgainst},
                                                        {"bio", W::kAgainst},
                                                        {"biography", W::kAgainst},
                                                        {"avatar", W::kAgainst},
                                                        {"profile", W::kAgainst},
                                                        {"autor", W::kAgainst},
                                                        {"auteur", W::kAgainst},
                                                        {"autore", W::kAgainst},
                                                        {"timestamp", W::kAgainst},
                                                        {"datetime", W::kAgainst},
                                                        {"dateline", W::kAgainst},
                                                        {"pubdate", W::kAgainst},
                                                        {"disclaimer", W::kAgainst},
                                                        {"toc", W::kAgainst},
                                                        {"optin", W::kUnlikely},
                                                        {"readmore", W::kUnlikely},
                                                        {"readalso", W::kUnlikely},
                                                        {"donate", W::kUnlikely},
                                                        {"donation", W::kUnlikely},
                                                        {"caption", W::kCaption},
                                                        {"captions", W::kCaption},
                                                        {"figcaption", W::kCaption},
                                                        {"imagecaption", W::kCaption},
                                                        {"photocaption", W::kCaption},
                                                        {"imgcaption", W::kCaption},
                                                        {"cutline", W::kCaption},
                                                        {"bildunterschrift", W::kCaption},
                                                        {"bildtext", W::kCaption},
                                                        {"onderschrift", W::kCaption},
                                                        {"didascalia", W::kCaption},
                                                        {"teaser", W::kAgainst},
                                                        {"teasers", W::kAgainst},
                                                        {"tool", W::kAgainst},
                                                        {"tools", W::kAgainst},
                                                        {"sharing", W::kUnlikely},
                                                        {"contact", W::kAgainst},
                                                        {"overlay", W::kAgainst},
                                                        {"media", W::kAgainst},
                                                        {"shopping", W::kAgainst},
                                                        {"tag", W::kAgainst},
                                                        {"utility", W::kAgainst},
                                                        {"carousel", W::kAgainst},
                                                        {"slider", W::kAgainst},
                                                        {"credit", W::kAgainst},
                                                        {"credits", W::kAgainst},
                                                        {"copyright", W::kAgainst},
                                                        {"also", W::kAgainst},
                                                        {"article", W::kFor},
                                                        {"body", W::kFor},
                                                        {"content", W::kFor},
                                                        {"contents", W::kFor},
                                                        {"entry", W::kFor},
                                                        {"hentry", W::kFor},
                                                        {"main", W::kFor},
                                                        {"page", W::kFor},
                                                        {"post", W::kFor},
                                                        {"text", W::kFor},
                                                        {"blog", W::kFor},
                                                        {"story", W::kFor},
                                                        {"artikel", W::kFor},
                                                        {"inhalt", W::kFor},
                                                        {"articolo", W::kFor},
                                                        {"noticia", W::kFor},
                                                        {"texto", W::kFor},
                                                        {"contenido", W::kFor},
                                                        {"column", W::kKeeps},
                                                        {"beitrag", W::kFor},
                                                        {"nota", W::kFor},
                                                        {"shadow", W::kKeeps},
                                                        {"has", W::kKeeps},
                                                        {"with", W::kKeeps},
                                                        {"without", W::kKeeps},
                                                        {"upsell", W::kUnlikely},
                                                        {"addthis", W::kUnlikely},
                                                        {"sharethis", W::kUnlikely},
                                                        {"addtoany", W::kUnlikely},
                                                        {"sharedaddy", W::kUnlikely},
                                                        {"zergnet", W::kUnlikely},
                                                        {"revcontent", W::kUnlikely},
                                                        {"mgid", W::kUnlikely},
                                                        {"readnext", W::kUnlikely},
                                                        {"upnext", W::kUnlikely},
                                                        {"werbung", W::kUnlikely},
                                                        {"anzeige", W::kUnlikely},
                                                        {"publicite", W::kUnlikely},
                                                        {"publicidad", W::kUnlikely},
                                                        {"publicidade", W::kUnlikely},
                                                        {"pubblicita", W::kUnlikely},
                                                        {"reklama", W::kUnlikely},
                                                        {"reklame", W::kUnlikely},
                                                        {"reklam", W::kUnlikely},
                                                        {"annonse", W::kUnlikely},
                                                        {"annons", W::kUnlikely},
                                                        {"mainos", W::kUnlikely},
                                                        {"iklan", W::kUnlikely},
                                                        {"compartir", W::kUnlikely},
                                                        {"compartilhar", W::kUnlikely},
                                                        {"condividi", W::kUnlikely},
                                                        {"partager", W::kUnlikely},
                                                        {"teilen", W::kUnlikely},
                                                        {"verwandt", W::kUnlikely},
                                                        {"verwandte", W::kUnlikely},
                                                        {"meistgelesen", W::kUnlikely},
                                                        {"gerelateerd", W::kUnlikely},
                                                        {"correlati", W::kUnlikely},
                                                        {"relacionadas", W::kUnlikely},
                                                        {"relacionados", W::kUnlikely},
                                                        {"relacionada", W::kUnlikely},
                                                        {"terkait", W::kUnlikely},
                                                        {"bacajuga", W::kUnlikely},
                                                        {"leggianche", W::kUnlikely},
                                                        {"leiatambem", W::kUnlikely},
                                                        {"lireaussi", W::kUnlikely},
                                                        {"leesook", W::kUnlikely},
                                                        {"artboard", W::kUnlikely},
                                                        {"livefyre", W::kComments},
                                                        {"viafoura", W::kComments},
                                                        {"spotim", W::kComments},
                                                        {"komentarze", W::kComments},
                                                        {"reacties", W::kComments},
                                                        {"commenti", W::kComments},
                                                        {"lead", W::kLead},
                                                        {"leadin", W::kLead},
                                                        {"lede", W::kLead},
                                                        {"intro", W::kLead},
                                                        {"introduction", W::kLead},
                                                        {"introtext", W::kLead},
                                                        {"standfirst", W::kLead},
                                                        {"chapo", W::kLead},
                                                        {"chapeau", W::kLead},
                                                        {"vorspann", W::kLead},
                                                        {"abstract", W::kLead},
                                                        {"dek", W::kLead},
                                                        {"summary", W::kLead},
                                                        {"entradilla", W::kLead},
                                                        {"sommario", W::kLead},
                                                        {"ingress", W::kLead},
                                                        {"jax", W::kKeeps},
                                                        {"katex", W::kKeeps},
                                                        {"no", W::kKeeps}};
  return words;
}

// Long enough to mean the same with anything behind them ("sidebars", "relatedposts",
// "commentlist").
struct Stem {
  absl::string_view start;
  Word word;
};
constexpr Stem kStems[] = {
    {"advert", Word::kUnlikely},  {"breadcrumb", Word::kUnlikely}, {"cookie", Word::kConsent},
    {"navig", Word::kUnlikely},   {"newsletter", Word::kUnlikely}, {"promo", Word::kUnlikely},
    {"recirc", Word::kUnlikely},  {"recommend", Word::kUnlikely},  {"related", Word::kUnlikely},
    {"relat", Word::kAgainst},    {"share", Word::kUnlikely},      {"sidebar", Word::kUnlikely},
    {"social", Word::kUnlikely},  {"sponsor", Word::kUnlikely},    {"subscri", Word::kUnlikely},
    {"comment", Word::kComments}, {"kommentar", Word::kComments},  {"disqus", Word::kComments},
    {"footer", Word::kUnlikely},  {"articlebody", Word::kFor},     {"storybody", Word::kFor},
    {"articletext", Word::kFor},  {"articlecontent", Word::kFor},  {"postcontent", Word::kFor},
    {"postbody", Word::kFor},     {"maincontent", Word::kFor},     {"storycontent", Word::kFor},
    {"textbody", Word::kFor},     {"entrycontent", Word::kFor}};

struct NameScore {
  bool unlikely = false;
  bool comments = false;
  bool keeps = false;
  int for_content = 0;
  int against = 0;
  bool consent = false;
  bool caption = false;
  bool lead = false;
  bool article_word = false;  // article, story, post, entry
  bool body_word = false;     // body, content, text
};

void ScoreWord(absl::string_view word, NameScore* score) {
  const auto found = Words().find(word);
  const Stem* stem = nullptr;
  if (found == Words().end() && word.size() >= 5) {
    for (const Stem& s : kStems) {
      if (absl::StartsWith(word, s.start)) {
        stem = &s;
        break;
      }
    }
    if (stem == nullptr) return;
  } else if (found == Words().end()) {
    return;
  }
  const Word sort = stem != nullptr ? stem->word : found->second;
  switch (sort) {
    case Word::kComments:
      score->comments = true;
      [[fallthrough]];
    case Word::kUnlikely:
    case Word::kConsent:
      score->unlikely = true;
      score->consent |= sort == Word::kConsent;
      [[fallthrough]];
    case Word::kAgainst:
      ++score->against;
      break;
    case Word::kFor:
      ++score->for_content;
      break;
    case Word::kKeeps:
      score->keeps = true;
      break;
    case Word::kCaption:
      score->caption = true;
      break;
    case Word::kLead:
      score->lead = true;
      break;
  }
  score->article_word |= word == "article" || word == "story" || word == "post" ||
                         word == "entry" || word == "artikel" || word == "news" || word == "blog";
  score->body_word |= word == "body" || word == "content" || word == "text" || word == "copy";
  if (stem != nullptr && stem->word == Word::kFor) score->article_word = score->body_word = true;
}

// Cuts a class or id into its words: at everything but letters, and where lower case turns upper.
void ScoreName(absl::string_view name, NameScore* score) {
  name = name.substr(0, kMaxNameBytes);
  char word[32];
  size_t length = 0;
  char previous = 0;
  char before = 0;  // The word.
  for (size_t i = 0; i <= name.size(); ++i) {
    const char c = i < name.size() ? name[i] : ' ';
    const bool letter = absl::ascii_isalpha(c);
    if (!letter || (absl::ascii_isupper(c) && absl::ascii_islower(previous))) {
      // "e1ad" is a number to its maker.
      const bool number = length == 2 && absl::ascii_isdigit(before);
      if (length > 1 && !number) ScoreWord(absl::string_view(word, length), score);
      length = 0;
      // "has-sidebar", "no-sidebar" speak of what is elsewhere; that holds for one class name only.
    }
    if (letter && length == 0) before = previous;
    if (letter && length < sizeof word) word[length++] = absl::ascii_tolower(c);
    previous = c;
  }
}

// "ho hp cj hq ad hs": names that a machine made, among which some are words by chance.
bool IsMinified(absl::string_view names) {
  constexpr int kMinShortNames = 5;
  constexpr size_t kMaxShortName = 2;
  int short_names = 0;
  size_t length = 0;
  for (size_t i = 0; i <= names.size(); ++i) {
    if (i < names.size() && !absl::ascii_isspace(names[i])) {
      ++length;
      continue;
    }
    if (length > kMaxShortName) return false;
    short_names += length > 0;
    length = 0;
  }
  return short_names >= kMinShortNames;
}

bool IsHidden(const HtmlPage& page, uint32_t node) {
  if (page.HasAttribute(node, "hidden")) return true;
  const absl::string_view style = page.Attribute(node, "style");
  if (!style.empty()) {
    std::string plain;
    for (const char c : style.substr(0, kMaxNameBytes)) {
      if (!absl::ascii_isspace(c)) plain.push_back(absl::ascii_tolower(c));
    }
    if (absl::StrContains(plain, "display:none") || absl::StrContains(plain, "visibility:hidden")) {
      return true;
    }
  }
  // Said to those who do not see the page.
  const absl::string_view names = page.Attribute(node, "class");
  for (const absl::string_view unseen :
       {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader", "screenreader"}) {
    if (absl::StrContains(names, unseen)) return true;
  }
  // Formulas are hidden from screen readers and still are text of the article.
  return page.Attribute(node, "aria-hidden") == "true" &&
         !absl::StrContains(page.Attribute(node, "class"), "fallback-image");
}

// True for a part of a text behind another of the same sort: both have the same name, one is shown
// now and the other when the reader goes on.
bool IsNextPart(const HtmlPage& page, uint32_t shown, uint32_t hidden) {
  const PageNode& first = page.nodes()[shown];
  const PageNode& next = page.nodes()[hidden];
  if (first.tag != next.tag) return false;
  const auto first_name = [&page](uint32_t node) {
    const absl::string_view names = page.Attribute(node, "class");
    return names.substr(0, names.find(' '));
  };
  const absl::string_view name = first_name(hidden);
  if (name.empty() || name != first_name(shown)) return false;
  // The same again is for screens of another size.
  return first.end - shown != next.end - hidden || page.TextOf(shown) != page.TextOf(hidden);
}

bool IsNeverShown(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_MAP:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_TITLE:
      return true;
    default:
      return false;
  }
}

bool IsFurnitureRole(absl::string_view role) {
  static constexpr absl::string_view kRoles[] = {
      "navigation", "complementary", "menu",   "menubar", "alert",  "alertdialog",
      "dialog",     "contentinfo",   "banner", "search",  "toolbar"};
  return std::find(std::begin(kRoles), std::end(kRoles), role) != std::end(kRoles);
}

bool IsFurnitureTag(GumboTag tag) {
  return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER;
}

}  // namespace

bool IsBlockElement(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

std::vector<NodeHints> FindHints(const HtmlPage& page, Hidden hidden) {
  const bool shown = hidden == Hidden::kShown;
  const std::vector<PageNode>& nodes = page.nodes();
  std::vector<NodeHints> hints(nodes.size());
  absl::flat_hash_map<absl::string_view, NameScore> of_class;
  std::vector<uint32_t> last_shown(nodes.size());  // Of every node's children with attributes.
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    const PageNode& node = nodes[i];
    if (node.is_text()) continue;
    NodeHints& hint = hints[i];
    hint.never_shown = IsNeverShown(node.tag);
    if (shown && (node.tag == GUMBO_TAG_NOSCRIPT || node.tag == GUMBO_TAG_TEMPLATE))
      hint.never_shown = false;
    if (hint.never_shown || node.element->attributes.length == 0) {
      hint.furniture = IsFurnitureTag(node.tag);
      hint.caption = node.tag == GUMBO_TAG_FIGCAPTION;
      continue;
    }
    hint.never_shown = !shown && IsHidden(page, i);
    uint32_t& before = last_shown[node.parent];
    if (hint.never_shown && before != 0 && IsNextPart(page, before, i)) hint.never_shown = false;
    if (!hint.never_shown) before = i;
    hint.furniture = IsFurnitureTag(node.tag) || IsFurnitureRole(page.Attribute(i, "role"));
    hint.caption = node.tag == GUMBO_TAG_FIGCAPTION;
    const absl::string_view class_name = page.Attribute(i, "class");
    const absl::string_view id = page.Attribute(i, "id");
    NameScore names;
    if (!class_name.empty()) {
      // Most classes of a page are those of a few sorts of elements.
      const auto [known, is_new] = of_class.try_emplace(class_name);
      if (is_new && !IsMinified(class_name)) ScoreName(class_name, &known->second);
      names = known->second;
    }
    if (!id.empty()) ScoreName(id, &names);
    hint.comments = names.comments && !names.keeps;
    hint.unlikely = names.unlikely && !names.keeps;
    hint.consent = names.consent && hint.unlikely;
    hint.caption |= names.caption || page.Attribute(i, "itemprop") == "caption";
    hint.lead = names.lead;
    hint.weight = static_cast<int8_t>(std::min(names.for_content, 2) - std::min(names.against, 2));
    const absl::string_view itemprop = page.Attribute(i, "itemprop");
    hint.body = absl::StrContains(itemprop, "articleBody") || itemprop == "reviewBody" ||
                (names.article_word && names.body_word && !names.unlikely && names.against == 0);
    if (node.tag == GUMBO_TAG_HTML || node.tag == GUMBO_TAG_BODY || node.tag == GUMBO_TAG_MAIN) {
      hint.unlikely = hint.comments = hint.furniture = hint.never_shown = false;
    }
  }
  return hints;
}

std::vector<NodeHints> WithoutNames(std::vector<NodeHints> hints) {
  for (NodeHints& hint : hints) {
    hint.unlikely = hint.consent;
    hint.comments = false;
    hint.weight = 0;
  }
  return hints;
}

}  // namespace dateline::extract
