#include "indexer/store/document_builder.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/article/namesake.h"
#include "indexer/article/salience.h"
#include "indexer/format/codec.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/schema.h"
#include "indexer/store/copy_sketch.h"
#include "indexer/text/placed_terms.h"

namespace dateline::store {
namespace {

using article::Dimension;
using article::DimensionType;

// An IndexedDocument with as much of Xapian::Document's interface as is used here, so that one code
// says what is in both.
class PlainDocument {
 public:
  explicit PlainDocument(IndexedDocument* document) : document_(document) {}

  void add_term(absl::string_view term, uint32_t wdf) { document_->AddTerm(term, wdf); }
  void add_boolean_term(absl::string_view term) { document_->AddTerm(term, 0); }
  void add_value(uint32_t slot, std::string value) { document_->AddValue(slot, std::move(value)); }

 private:
  IndexedDocument* const document_;
};

// With `implied_names`, those have name terms too.
template <typename Document>
void AddFilters(const article::Article& article, bool implied_names, Document* document) {
  document->add_boolean_term(format::IdTerm(article.id));
  for (const article::DimensionInfo& info : article::kDimensions) {
    if (info.type == DimensionType::kDate) continue;
    for (const article::FacetValue& value : article::ValuesOf(article, info.dimension)) {
      document->add_boolean_term(format::FacetTerm(info.dimension, value.value));
      if (info.type == DimensionType::kEntity &&
          (implied_names || !format::IsImpliedName(info.dimension, value.value, value.name))) {
        document->add_boolean_term(format::NameTerm(value.value, value.name));
      }
    }
  }
  for (const article::EntitySalience& entity : article::SaliencesOf(article)) {
    if (entity.about) document->add_boolean_term(format::AboutTerm(entity.entity_id));
  }
  for (const auto& [entity_id, home] : article::HomesOf(article)) {
    document->add_boolean_term(format::HomeTerm(entity_id, home));
  }
  for (const std::string& term : format::DateTerms(article.publish_date)) {
    document->add_boolean_term(term);
  }
}

}  // namespace

uint64_t Fingerprint(absl::string_view data, absl::string_view language, int format_version) {
  return format::Hash64(absl::StrCat(format_version, "\n", language, "\n", data));
}

Xapian::Document DocumentBuilder::Build(const article::Article& article, const std::string& data,
                                        std::string* words) {
  Xapian::Document document;
  Fill(article, data, words, /*version6=*/true, &document);
  document.set_data(data);
  return document;
}

IndexedDocument DocumentBuilder::BuildPlain(const article::Article& article,
                                            const std::string& data, std::string* words,
                                            const format::DataDictionary* dictionary) {
  IndexedDocument document;
  PlainDocument plain(&document);
  Fill(article, data, words, /*version6=*/false, &plain);
  document.data = format::PackArticle(data, dictionary);
  return document;
}

template <typename Document>
void DocumentBuilder::Fill(const article::Article& article, const std::string& data,
                           std::string* words, bool version6, Document* document) {
  const std::vector<text::Token> title = text::Tokenize(article.title);
  const std::vector<text::Token> body = text::Tokenize(article.body);
  const std::vector<text::Token> captions = text::Tokenize(article.captions);
  counts_.clear();
  distinct_.clear();
  CountTerms(title, /*title=*/true);
  CountTerms(body, /*title=*/false);
  CountTerms(captions, /*title=*/false);
  AddTerms(&StemsOf(article.language), document);
  std::string record = words_.Finish(format::ArticleKey(article.id), distinct_);
  if (words != nullptr) *words = std::move(record);
  AddFilters(article, /*implied_names=*/version6, document);
  document->add_value(format::kSlotArticleKey, format::EncodeKey(format::ArticleKey(article.id)));
  document->add_value(format::kSlotPublishDate, format::EncodePublishDate(article.publish_date));
  document->add_value(format::kSlotEventIntervals,
                      format::EncodeEventIntervals(article::EventIntervalsOf(article)));
  document->add_value(format::kSlotFingerprint,
                      format::EncodeKey(Fingerprint(data, article.language)));
  const format::CopyRecord copy = {article.id, article.captured_at,
                                   MakeCopySketch(title, body, article.body)};
  document->add_value(format::kSlotCopySketch, version6 ? format::EncodeCopyRecord(copy)
                                                        : format::EncodeShortCopyRecord(copy));
}

void DocumentBuilder::CountTerms(const std::vector<text::Token>& tokens, bool title) {
  text::ForEachPlacedTerm(tokens, [&](const text::PlacedTerm& placed) {
    const uint64_t hash = format::Hash64(placed.term);
    words_.Add(placed.position, hash, placed.pair);
    const auto [term, first] = counts_.try_emplace(Term{hash, placed.term});
    if (first) distinct_.push_back(hash);
    Counts& counts = term->second;
    ++counts.all;
    if (title) ++counts.title_all;
    if (placed.unspaced) return;
    ++counts.words;
    if (title) ++counts.title_words;
  });
  words_.EndField();
}

template <typename Document>
void DocumentBuilder::AddTerms(StemCache* stems, Document* document) {
  for (const auto& [term, counts] : counts_) {
    document->add_term(format::WordTerm(term.text), counts.all);
    if (counts.title_all > 0) {
      document->add_term(format::TitleWordTerm(term.text), counts.title_all);
    }
    if (counts.words == 0) continue;
    const std::string& stem = stems->Stem(std::string(term.text));
    document->add_term(format::StemTerm(stem), counts.words);
    if (counts.title_words > 0) {
      document->add_term(format::TitleStemTerm(stem), counts.title_words);
    }
  }
}

StemCache& DocumentBuilder::StemsOf(const std::string& language) {
  const std::string key = text::HasStemmer(language) ? language : std::string();
  auto it = stems_.find(key);
  if (it == stems_.end()) it = stems_.emplace(key, StemCache(key)).first;
  return it->second;
}

}  // namespace dateline::store
