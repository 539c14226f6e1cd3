#include "indexer/store/document_builder.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/schema.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

using article::Dimension;
using article::DimensionType;

// Adds the words of the title; returns the position of the last one, 0 when there are none.
uint32_t AddTitle(const std::vector<text::Token>& tokens, const text::Stemmer& stemmer,
                  Xapian::Document* document) {
  for (const text::Token& token : tokens) {
    if (token.term.empty()) continue;
    const std::string stem = stemmer.Stem(token.term);
    document->add_posting(format::WordTerm(token.term), token.position);
    document->add_term(format::StemTerm(stem));
    document->add_posting(format::TitleWordTerm(token.term), token.position);
    document->add_term(format::TitleStemTerm(stem));
  }
  return tokens.empty() ? 0 : tokens.back().position;
}

// Adds the words of body or captions behind position `last`; returns the position of their last
// one.
uint32_t AddText(const std::vector<text::Token>& tokens, uint32_t last,
                 const text::Stemmer& stemmer, Xapian::Document* document) {
  if (tokens.empty()) return last;
  const uint32_t offset = last + format::kFieldGap;
  for (const text::Token& token : tokens) {
    if (token.term.empty()) continue;
    document->add_posting(format::WordTerm(token.term), offset + token.position);
    document->add_term(format::StemTerm(stemmer.Stem(token.term)));
  }
  return offset + tokens.back().position;
}

void AddFilters(const article::Article& article, Xapian::Document* document) {
  document->add_boolean_term(format::IdTerm(article.id));
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type == DimensionType::kDate) continue;
    for (const article::FacetValue& value : article::ValuesOf(article, info.dimension)) {
      document->add_boolean_term(format::FacetTerm(info.dimension, value.value));
      if (info.type == DimensionType::kEntity) {
        document->add_boolean_term(format::NameTerm(value.value, value.name));
      }
    }
  }
  for (const std::string& term : format::DateTerms(article.publish_date)) {
    document->add_boolean_term(term);
  }
}

}  // namespace

uint64_t Fingerprint(absl::string_view data, absl::string_view language, int format_version) {
  return format::Hash64(absl::StrCat(format_version, "\n", language, "\n", data));
}

Xapian::Document DocumentBuilder::Build(const article::Article& article, const std::string& data) {
  Xapian::Document document;
  const text::Stemmer& stemmer = StemmerOf(article.language);
  const std::vector<text::Token> title = text::Tokenize(article.title);
  const std::vector<text::Token> body = text::Tokenize(article.body);
  uint32_t last = AddTitle(title, stemmer, &document);
  last = AddText(body, last, stemmer, &document);
  AddText(text::Tokenize(article.captions), last, stemmer, &document);
  AddFilters(article, &document);
  document.add_value(format::kSlotArticleKey, format::EncodeKey(format::ArticleKey(article.id)));
  document.add_value(format::kSlotPublishDate, format::EncodePublishDate(article.publish_date));
  document.add_value(format::kSlotEventIntervals,
                     format::EncodeEventIntervals(article::EventIntervalsOf(article)));
  document.add_value(format::kSlotFingerprint,
                     format::EncodeKey(Fingerprint(data, article.language)));
  document.add_value(
      format::kSlotCopySketch,
      format::EncodeCopyRecord({article.id, article.captured_at, MakeCopySketch(title, body)}));
  document.set_data(data);
  return document;
}

const text::Stemmer& DocumentBuilder::StemmerOf(const std::string& language) {
  const std::string key = text::HasStemmer(language) ? language : std::string();
  auto it = stemmers_.find(key);
  if (it == stemmers_.end()) it = stemmers_.emplace(key, text::Stemmer(key)).first;
  return it->second;
}

}  // namespace dateline::store
