#include "indexer/store/document_builder.h"

#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "indexer/article/namesake.h"
#include "indexer/article/salience.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/schema.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

using article::Dimension;
using article::DimensionType;

// Adds the words of fields to a document.
class WordAdder {
 public:
  WordAdder(StemCache* stems, Xapian::Document* document) : stems_(stems), document_(document) {}

  // Adds `tokens` behind position `offset`, those of the title with its prefix too. Returns the
  // position of the last character or word; `offset` when there is none.
  uint32_t Add(const std::vector<text::Token>& tokens, uint32_t offset, bool title) {
    for (const text::Token& token : tokens) {
      if (!token.term.empty()) AddToken(token, offset + token.position, title);
    }
    AddStems(title);
    if (tokens.empty()) return offset;
    return offset + tokens.back().position + (tokens.back().is_pair() ? 1 : 0);
  }

 private:
  void AddToken(const text::Token& token, uint32_t position, bool title) {
    AddWord(token.term, position, title);
    if (token.unspaced) {
      if (!token.is_pair()) return;
      AddWord(token.first(), position, title);
      if (!token.joins_next) AddWord(token.second(), position + 1, title);
      return;
    }
    ++word_counts_[token.term];
  }

  // Those of the field's words; each word once, however often it is there.
  void AddStems(bool title) {
    for (const auto& [word, count] : word_counts_) {
      const std::string& stem = stems_->Stem(word);
      document_->add_term(format::StemTerm(stem), count);
      if (title) document_->add_term(format::TitleStemTerm(stem), count);
    }
    word_counts_.clear();
  }

  void AddWord(absl::string_view word, uint32_t position, bool title) {
    document_->add_posting(format::WordTerm(word), position);
    if (title) document_->add_posting(format::TitleWordTerm(word), position);
  }

  StemCache* const stems_;
  Xapian::Document* const document_;
  absl::flat_hash_map<std::string, uint32_t> word_counts_;
};

void AddWords(const std::vector<text::Token>& title, const std::vector<text::Token>& body,
              const std::vector<text::Token>& captions, StemCache* stems,
              Xapian::Document* document) {
  WordAdder adder(stems, document);
  uint32_t last = adder.Add(title, 0, /*title=*/true);
  for (const std::vector<text::Token>* tokens : {&body, &captions}) {
    if (!tokens->empty()) last = adder.Add(*tokens, last + format::kFieldGap, /*title=*/false);
  }
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

Xapian::Document DocumentBuilder::Build(const article::Article& article, const std::string& data) {
  Xapian::Document document;
  const std::vector<text::Token> title = text::Tokenize(article.title);
  const std::vector<text::Token> body = text::Tokenize(article.body);
  AddWords(title, body, text::Tokenize(article.captions), &StemsOf(article.language), &document);
  AddFilters(article, &document);
  document.add_value(format::kSlotArticleKey, format::EncodeKey(format::ArticleKey(article.id)));
  document.add_value(format::kSlotPublishDate, format::EncodePublishDate(article.publish_date));
  document.add_value(format::kSlotEventIntervals,
                     format::EncodeEventIntervals(article::EventIntervalsOf(article)));
  document.add_value(format::kSlotFingerprint,
                     format::EncodeKey(Fingerprint(data, article.language)));
  document.add_value(format::kSlotCopySketch,
                     format::EncodeCopyRecord({article.id, article.captured_at,
                                               MakeCopySketch(title, body, article.body)}));
  document.set_data(data);
  return document;
}

StemCache& DocumentBuilder::StemsOf(const std::string& language) {
  const std::string key = text::HasStemmer(language) ? language : std::string();
  auto it = stems_.find(key);
  if (it == stems_.end()) it = stems_.emplace(key, StemCache(key)).first;
  return it->second;
}

}  // namespace dateline::store
