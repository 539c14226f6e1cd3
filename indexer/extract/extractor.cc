#include "indexer/extract/extractor.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/explained_block.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/json_record.h"
#include "indexer/extract/language.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_date.h"
#include "indexer/extract/page_metadata.h"
#include "indexer/extract/page_record.h"
#include "indexer/extract/reuters_record.h"
#include "indexer/extract/scraped_text.h"
#include "indexer/extract/text_date_proof.h"
#include "indexer/extract/unshown_text.h"
#include "indexer/extract/url_date.h"
#include "indexer/format/schema.h"
#include "indexer/source/document.h"

namespace dateline::extract {
namespace {

using article::Article;
using source::Document;
using source::Reject;

// With less in its paragraphs, a page may have its text where it does not show it; as TextLength.
constexpr size_t kFewParagraphs = 500;

Reject MakeReject(const Document& document, absl::string_view reason, std::string detail) {
  return {document.source_path, document.offset, std::string(reason), std::move(detail)};
}

// The id of an article whose input gave none. Standard input has no path that a second run would
// find again.
std::string MakeId(const Article& article, const Document& document) {
  if (IsWebUrl(article.url)) return format::HashId(CanonicalUrl(article.url));
  const bool standard_input = absl::string_view(document.stable_path).substr(0, 1) == "-";
  return format::HashId(standard_input ? document.content : document.stable_path);
}

// The last day on which it can have appeared anywhere on Earth, when it is known when it was
// fetched.
std::optional<absl::CivilDay> LatestDay(const Article& article) {
  if (article.captured_at == 0) return std::nullopt;
  constexpr absl::Duration kFarthestZone = absl::Hours(14);
  return absl::ToCivilDay(absl::FromUnixSeconds(article.captured_at) + kFarthestZone,
                          absl::UTCTimeZone());
}

// True for a date that the document shows and that is after its own fetch.
bool IsFromFuture(const Article& article) {
  const std::optional<absl::CivilDay> latest = LatestDay(article);
  return latest && article.publish_date.known() &&
         article.publish_date.source != article::DateSource::kGiven &&
         article.publish_date.day > *latest;
}

// Replaces what was kept of a page by the paragraphs of a text that it does not show.
void ExplainUnshown(absl::string_view body, std::vector<ExplainedBlock>* blocks) {
  if (blocks->empty()) return;
  for (ExplainedBlock& block : *blocks) {
    if (block.kept) block.reason = "much less than the text that the page does not show";
    block.kept = false;
  }
  for (const absl::string_view paragraph : absl::StrSplit(body, "\n\n"))
    blocks->push_back({true, "text that the page does not show", std::string(paragraph), "script"});
}

// Reads a page; fields of `article` that are set already stay. False when the page is too large to
// parse.
bool ReadPage(absl::string_view html, Explain explain, Extraction* extraction) {
  Article* article = &extraction->article;
  const std::unique_ptr<HtmlPage> page = HtmlPage::Parse(html);
  if (page == nullptr) return false;
  const PageMetadata metadata = ReadMetadata(*page);
  const LinkedData* data = ArticleData(metadata, *page);
  if (article->title.empty()) article->title = PageTitle(metadata, *page, data);
  ContentEvidence evidence;
  evidence.title = article->title;
  for (const char* name : {"og:description", "description", "twitter:description"}) {
    if (evidence.description.empty()) evidence.description = metadata.Meta(name);
  }
  if (data != nullptr) evidence.stated = StatedText(data->article_body);
  evidence.authors = PageAuthors(metadata, data);
  MainContent content = FindMainContent(*page, evidence, explain == Explain::kYes);
  article->body = std::move(content.body);
  if (content.prose < kFewParagraphs) {
    std::string unshown = FindUnshownText(
        *page, evidence, data == nullptr ? absl::string_view() : data->article_body, content.prose);
    if (!unshown.empty()) {
      article->body = std::move(unshown);
      ExplainUnshown(article->body, &content.blocks);
    }
  }
  article->captions = std::move(content.captions);
  extraction->blocks = std::move(content.blocks);
  if (article->url.empty()) article->url = PageUrl(metadata);
  if (article->source.empty()) article->source = PageSource(metadata, data);
  if (article->language.empty())
    article->language = DetectLanguage(article->title, article->body, metadata.language_tag);
  if (!article->publish_date.known()) {
    article->publish_date = FindPageDate(*page, metadata, data, article->url, article->title,
                                         content.node, article->language, LatestDay(*article));
  }
  if (article->agency.empty()) article->agency = std::string(AgencyOfBody(article->body));
  for (const std::string& author : evidence.authors) {
    if (article->agency.empty()) article->agency = std::string(AgencyOfByline(author));
  }
  return true;
}

// What is proved of a publish date that nothing states to the day: by the text, the month of the
// URL, the day of the fetch.
void ProveDate(Article* article) {
  article::DateBounds known = article->publish_bounds;
  if (article->publish_date.known()) {
    const article::DateInterval stated = article->publish_date.interval();
    known = {stated.start, stated.end};
  }
  if (const auto month = FindUrlMonth(article->url)) {
    if (!known.not_before) known.not_before = month->start;
    if (!known.not_after) known.not_after = month->end;
  }
  if (!known.not_after) known.not_after = LatestDay(*article);
  if (known.not_before && known.not_after && *known.not_after < *known.not_before) known = {};
  TextDateProof proof;
  proof.bounds = known;
  if (article->language == "en") proof = ProveTextDate(article->body, article->captions, known);
  if (proof.date.known()) {
    article->publish_date = proof.date;
    article->publish_bounds = {};
  } else if (!article->publish_date.known()) {
    article->publish_bounds = proof.bounds;
  }
}

bool IsStatedToTheDay(const article::PublishDate& date) {
  return date.precision == article::DatePrecision::kDay ||
         date.source == article::DateSource::kGiven;
}

// Each fills the article from one sort of document; false when its page is too large to parse.

void ReadText(const Document& document, Explain explain, Extraction* extraction) {
  Article& article = extraction->article;
  const std::string text =
      DecodeToUtf8(document.content, {document.charset}, &extraction->repaired_sequences);
  ScrapedArticle scraped =
      ReadScrapedText(text, explain == Explain::kYes ? &extraction->blocks : nullptr,
                      {document.shared_lines, document.texts_compared});
  article.title = std::move(scraped.title);
  article.body = std::move(scraped.body);
  article.captions = std::move(scraped.captions);
  if (article.url.empty()) article.url = std::move(scraped.url);
  article.language = std::move(scraped.language);
  article.agency = std::move(scraped.agency);
  if (article.language.empty() && !document.language.empty()) {
    // Common Crawl lists up to three, the most likely first.
    article.language = LanguageOfTag(document.language.substr(0, document.language.find(',')));
  }
  article.publish_date = scraped.publish_date;
  if (!article.publish_date.known()) article.publish_date = FindUrlDate(article.url);
}

bool ReadHtml(const Document& document, Explain explain, Extraction* extraction) {
  const std::string html =
      DecodeToUtf8(document.content, {document.charset, DeclaredCharset(document.content)},
                   &extraction->repaired_sequences);
  if (!ReadPage(html, explain, extraction)) return false;
  if (!document.about.empty()) ApplyPageRecord(document.about, &extraction->article);
  return true;
}

// What a crawler made of a page that yields no text itself. What the page says of its title, date
// and source stays.
void ReadConvertedText(const Document& document, Explain explain, Extraction* extraction) {
  Article& article = extraction->article;
  const std::string text =
      DecodeToUtf8(document.converted_text, {}, &extraction->repaired_sequences);
  ScrapedArticle scraped =
      ReadScrapedText(text, explain == Explain::kYes ? &extraction->blocks : nullptr);
  if (article.title.empty()) article.title = std::move(scraped.title);
  article.body = std::move(scraped.body);
  article.captions = std::move(scraped.captions);
  article.language = DetectLanguage(article.title, article.body, article.language);
  if (article.agency.empty()) article.agency = std::move(scraped.agency);
  if (!article.publish_date.known()) article.publish_date = scraped.publish_date;
}

// True for a file that is named as those of the collection are: "reut2-000.sgm".
bool IsReutersFile(absl::string_view path) {
  const std::string name = absl::AsciiStrToLower(path.substr(path.find_last_of('/') + 1));
  constexpr absl::string_view kPrefix = "reut2-";
  constexpr size_t kDigits = 3;
  if (!absl::StartsWith(name, kPrefix) || name.size() < kPrefix.size() + kDigits) return false;
  const absl::string_view digits = absl::string_view(name).substr(kPrefix.size(), kDigits);
  return std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) &&
         absl::StartsWith(absl::string_view(name).substr(kPrefix.size() + kDigits), ".sgm");
}

// The collection numbers its articles; in another file the same number is another article's.
void QualifyReutersId(const Document& document, Article* article) {
  const absl::string_view path = document.stable_path;
  const absl::string_view file = path.substr(0, path.find_last_of('#'));
  if (article->id.empty() || file == "-" || IsReutersFile(file)) return;
  absl::StrAppend(&article->id, "-", format::HashId(file));
}

void ReadReuters(const Document& document, Extraction* extraction) {
  Article& article = extraction->article;
  const std::string sgml =
      DecodeToUtf8(document.content, {"iso-8859-1"}, &extraction->repaired_sequences);
  ReadReutersRecord(sgml, &article);
  QualifyReutersId(document, &article);
  article.language = DetectLanguage(article.title, article.body, "en");
}

// What the record says itself.
void TakeRecord(JsonRecord* record, Extraction* extraction) {
  Article& article = extraction->article;
  article.id = std::move(record->id);
  article.title = std::move(record->title);
  article.body = std::move(record->body);
  article.captions = std::move(record->captions);
  if (!record->url.empty()) article.url = std::move(record->url);
  article.source = std::move(record->source);
  article.language = LanguageOfTag(record->language);
  article.agency = std::move(record->agency);
  article.publish_date = record->publish_date;
  if (!article.publish_date.known()) article.publish_bounds = record->publish_bounds;
  if (record->captured_at != 0) article.captured_at = record->captured_at;
  if (!record->record_digest.empty() || record->record_offset != 0) {
    article.record_offset = record->record_offset;
    article.record_digest = std::move(record->record_digest);
  }
  article.mentions = std::move(record->mentions);
  extraction->mentions_given = record->mentions_given;
  extraction->repaired_sequences = record->repaired_sequences;
}

bool ReadRecord(JsonRecord record, Explain explain, Extraction* extraction) {
  Article& article = extraction->article;
  TakeRecord(&record, extraction);
  if (article.body.empty() && !record.html.empty() && !ReadPage(record.html, explain, extraction)) {
    return false;
  }
  if (article.agency.empty()) article.agency = std::string(AgencyOfBody(article.body));
  if (article.language.empty()) {
    article.language = DetectLanguage(article.title, article.body, record.language);
  }
  if (!article.publish_date.known()) article.publish_date = FindUrlDate(article.url);
  if (!article.publish_date.known()) {
    const NumericOrder order =
        NumericOrderOf(record.language.empty() ? article.language : record.language);
    article.publish_date = FindTextDate(article.body, order);
  }
  return true;
}

}  // namespace

std::variant<Extraction, Reject> Extract(const Document& document, Explain explain) {
  Extraction extraction;
  Article& article = extraction.article;
  article.source_path = document.source_path;
  article.url = document.url;
  article.captured_at = document.captured_at;
  article.record_offset = document.record_offset;
  article.record_digest = document.record_digest;
  bool fits = true;
  switch (document.type) {
    case source::ContentType::kText:
      ReadText(document, explain, &extraction);
      break;
    case source::ContentType::kHtml:
      fits = ReadHtml(document, explain, &extraction);
      if (article.body.empty() && !document.converted_text.empty()) {
        ReadConvertedText(document, explain, &extraction);
        fits = true;
      }
      break;
    case source::ContentType::kReutersRecord:
      ReadReuters(document, &extraction);
      break;
    case source::ContentType::kJsonRecord: {
      JsonRecord record;
      JsonError error;
      if (!ParseJsonRecord(document.content, &record, &error)) {
        return MakeReject(document, error.reason, std::move(error.detail));
      }
      fits = ReadRecord(std::move(record), explain, &extraction);
      break;
    }
  }
  if (!fits) {
    return MakeReject(document, source::kRejectTooLarge,
                      "the page's tree would take more memory than is allowed");
  }
  if (article.title.empty() && article.body.empty()) {
    return MakeReject(document, source::kRejectNoText, "neither a title nor a body was found");
  }
  if (IsFromFuture(article)) article.publish_date = article::PublishDate();
  if (!IsStatedToTheDay(article.publish_date)) ProveDate(&article);
  if (article.source.empty()) article.source = HostOf(article.url);
  if (article.id.empty()) article.id = MakeId(article, document);
  return extraction;
}

}  // namespace dateline::extract
