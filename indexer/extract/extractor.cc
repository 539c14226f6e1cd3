#include "indexer/extract/extractor.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/json_record.h"
#include "indexer/extract/language.h"
#include "indexer/extract/main_content.h"
#include "indexer/extract/page_date.h"
#include "indexer/extract/page_metadata.h"
#include "indexer/extract/page_record.h"
#include "indexer/extract/reuters_record.h"
#include "indexer/extract/scraped_text.h"
#include "indexer/extract/visible_date.h"
#include "indexer/format/schema.h"
#include "indexer/source/document.h"

namespace dateline::extract {
namespace {

using article::Article;
using source::Document;
using source::Reject;

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

// Reads a page; fields of `article` that are set already stay. False when the page is too large to
// parse.
bool ReadPage(absl::string_view html, Article* article) {
  const std::unique_ptr<HtmlPage> page = HtmlPage::Parse(html);
  if (page == nullptr) return false;
  const PageMetadata metadata = ReadMetadata(*page);
  const LinkedData* data = ArticleData(metadata, *page);
  if (article->title.empty()) article->title = PageTitle(metadata, *page, data);
  const MainContent content = FindMainContent(
      *page, article->title, data == nullptr ? absl::string_view() : data->article_body);
  article->body = content.body;
  if (article->url.empty()) article->url = PageUrl(metadata);
  if (article->source.empty()) article->source = PageSource(metadata, data);
  if (article->language.empty())
    article->language = DetectLanguage(article->body, metadata.language_tag);
  if (!article->publish_date.known()) {
    article->publish_date = FindPageDate(*page, metadata, data, article->url, article->title,
                                         content.node, article->language);
  }
  return true;
}

}  // namespace

std::variant<Extraction, Reject> Extract(const Document& document) {
  Extraction extraction;
  Article& article = extraction.article;
  article.source_path = document.source_path;
  article.url = document.url;
  article.captured_at = document.captured_at;
  article.record_offset = document.record_offset;
  article.record_digest = document.record_digest;
  constexpr absl::string_view kTreeTooLarge =
      "the page's tree would take more memory than is allowed";
  switch (document.type) {
    case source::ContentType::kText: {
      const std::string text =
          DecodeToUtf8(document.content, {document.charset}, &extraction.repaired_sequences);
      ScrapedArticle scraped = ReadScrapedText(text);
      article.title = std::move(scraped.title);
      article.body = std::move(scraped.body);
      if (article.url.empty()) article.url = std::move(scraped.url);
      article.language = std::move(scraped.language);
      if (article.language.empty() && !document.language.empty()) {
        // Common Crawl lists up to three, the most likely first.
        article.language = LanguageOfTag(document.language.substr(0, document.language.find(',')));
      }
      article.publish_date = scraped.publish_date;
      break;
    }
    case source::ContentType::kHtml: {
      const std::string html =
          DecodeToUtf8(document.content, {document.charset, DeclaredCharset(document.content)},
                       &extraction.repaired_sequences);
      if (!ReadPage(html, &article))
        return MakeReject(document, source::kRejectTooLarge, std::string(kTreeTooLarge));
      if (!document.about.empty()) ApplyPageRecord(document.about, &article);
      break;
    }
    case source::ContentType::kReutersRecord: {
      const std::string sgml =
          DecodeToUtf8(document.content, {"iso-8859-1"}, &extraction.repaired_sequences);
      ReadReutersRecord(sgml, &article);
      article.language = DetectLanguage(article.body.empty() ? article.title : article.body, "en");
      break;
    }
    case source::ContentType::kJsonRecord: {
      JsonRecord record;
      JsonError error;
      if (!ParseJsonRecord(document.content, &record, &error)) {
        return MakeReject(document, error.reason, std::move(error.detail));
      }
      article.id = std::move(record.id);
      article.title = std::move(record.title);
      article.body = std::move(record.body);
      article.captions = std::move(record.captions);
      if (!record.url.empty()) article.url = std::move(record.url);
      article.source = std::move(record.source);
      article.language = LanguageOfTag(record.language);
      article.agency = std::move(record.agency);
      article.publish_date = record.publish_date;
      if (!article.publish_date.known()) article.publish_bounds = record.publish_bounds;
      if (record.captured_at != 0) article.captured_at = record.captured_at;
      if (!record.record_digest.empty() || record.record_offset != 0) {
        article.record_offset = record.record_offset;
        article.record_digest = std::move(record.record_digest);
      }
      article.mentions = std::move(record.mentions);
      extraction.mentions_given = record.mentions_given;
      extraction.repaired_sequences = record.repaired_sequences;
      if (article.body.empty() && !record.html.empty() && !ReadPage(record.html, &article)) {
        return MakeReject(document, source::kRejectTooLarge, std::string(kTreeTooLarge));
      }
      if (article.language.empty()) {
        article.language =
            DetectLanguage(article.body.empty() ? article.title : article.body, record.language);
      }
      if (!article.publish_date.known()) article.publish_date = FindUrlDate(article.url);
      if (!article.publish_date.known()) {
        article.publish_date = FindTextDate(
            article.body,
            NumericOrderOf(record.language.empty() ? article.language : record.language));
      }
      break;
    }
  }
  if (article.title.empty() && article.body.empty()) {
    return MakeReject(document, source::kRejectNoText, "neither a title nor a body was found");
  }
  if (article.source.empty()) article.source = HostOf(article.url);
  if (article.id.empty()) article.id = MakeId(article, document);
  return extraction;
}

}  // namespace dateline::extract
