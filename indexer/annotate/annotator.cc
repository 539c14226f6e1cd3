#include "indexer/annotate/annotator.h"

#include <algorithm>
#include <string>
#include <utility>

#include "indexer/annotate/country_within.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/event_date_reading.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/linker.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_model.h"
#include "indexer/annotate/name_tagger.h"
#include "indexer/annotate/tagged_mentions.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {
namespace {

using article::Article;
using article::Field;

void AppendEventDates(const TokenizedText& text, Field field, Article* article) {
  for (const DateReading& reading : ReadEventDates(text, article->publish_date)) {
    if (!reading.resolution.ok()) continue;
    article::EventDate date;
    date.field = field;
    date.begin = text.tokens[reading.first].begin;
    date.end = text.tokens[reading.last - 1].end;
    date.interval = reading.resolution.interval;
    date.granularity = reading.resolution.granularity;
    date.rule = reading.resolution.rule;
    article->event_dates.push_back(date);
  }
}

bool IsEnglish(const Article& article) {
  return article.language.empty() || article.language == "en";
}

// Fills what given mentions lack.
void CompleteGiven(const Lexicon& lexicon, Article* article) {
  for (article::Mention& mention : article->mentions) {
    if (mention.name.empty()) mention.name = std::string(article->text(mention));
    if (mention.entity_id.empty()) {
      mention.entity_id = MakeEntityId(
          mention.kind, EntityName(mention.kind, lexicon.Canonical(mention.kind, mention.name)));
    }
  }
  std::stable_sort(article->mentions.begin(), article->mentions.end(),
                   [](const article::Mention& a, const article::Mention& b) {
                     return std::make_pair(a.field, a.begin) < std::make_pair(b.field, b.begin);
                   });
}

}  // namespace

struct Annotator::Model {
  TokenizedArticle Cut(const Article& article) const {
    TokenizedArticle text;
    text.title = Tokenize(article.title, *lexicon);
    text.body = Tokenize(article.body, *lexicon);
    text.captions = Tokenize(article.captions, *lexicon);
    return text;
  }

  std::vector<FoundMention> Find(const TokenizedArticle& text, bool english) const {
    std::vector<FoundMention> found = FindMentions(text, *lexicon, english);
    if (!english) return found;
    found = TagMentions(text, *lexicon, *tagger, found);
    AppendCountriesWithin(text, *lexicon, &found);
    return found;
  }

  std::unique_ptr<const Lexicon> lexicon;
  std::unique_ptr<const NameTagger> tagger;
};

absl::StatusOr<std::unique_ptr<Annotator>> Annotator::Create() {
  absl::StatusOr<std::unique_ptr<const Lexicon>> lexicon = Lexicon::Create();
  if (!lexicon.ok()) return lexicon.status();
  absl::StatusOr<std::unique_ptr<const NameTagger>> tagger = NameTagger::Parse(NameModel());
  if (!tagger.ok()) return tagger.status();
  auto model = std::make_unique<Model>();
  model->lexicon = *std::move(lexicon);
  model->tagger = *std::move(tagger);
  return std::unique_ptr<Annotator>(new Annotator(std::move(model)));
}

Annotator::Annotator(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Annotator::~Annotator() = default;

void Annotator::Annotate(Article* article, bool mentions_given) const {
  const TokenizedArticle text = model_->Cut(*article);
  if (mentions_given) {
    CompleteGiven(*model_->lexicon, article);
  } else {
    const std::vector<FoundMention> found = model_->Find(text, IsEnglish(*article));
    article->mentions = LinkMentions(text, found, *model_->lexicon);
  }
  article->event_dates.clear();
  for (const Field field : article::kFields) AppendEventDates(text.text(field), field, article);
}

std::vector<ExplainedAnnotation> Annotator::Explain(const Article& article,
                                                    bool mentions_given) const {
  const TokenizedArticle text = model_->Cut(article);
  std::vector<ExplainedAnnotation> explained;
  if (mentions_given) {
    Article completed = article;
    CompleteGiven(*model_->lexicon, &completed);
    ExplainGivenMentions(completed, &explained);
  } else {
    const std::vector<FoundMention> found = model_->Find(text, IsEnglish(article));
    std::vector<LinkExplanation> reasons;
    const auto mentions = LinkMentions(text, found, *model_->lexicon, &reasons);
    ExplainMentions(article, found, mentions, reasons, &explained);
  }
  for (const Field field : article::kFields) {
    ExplainDates(text.text(field), field, article.publish_date, &explained);
  }
  return explained;
}

}  // namespace dateline::annotate
