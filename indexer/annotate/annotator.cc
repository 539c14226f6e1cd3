#include "indexer/annotate/annotator.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "indexer/annotate/article_country.h"
#include "indexer/annotate/country_within.h"
#include "indexer/annotate/entity_id.h"
#include "indexer/annotate/event_date_reading.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/linker.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_model.h"
#include "indexer/annotate/name_tagger.h"
#include "indexer/annotate/place_sense.h"
#include "indexer/annotate/tagged_mentions.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {
namespace {

using article::Article;
using article::Field;

void AppendEventDates(const TokenizedText& text, Field field, absl::FunctionRef<bool()> is_southern,
                      Article* article) {
  for (const DateReading& reading : ReadEventDates(text, article->publish_date, is_southern)) {
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

  bool IsSouthern(const TokenizedArticle& text, const std::vector<FoundMention>& found) const {
    const PlaceSenses senses = ReadPlaceSenses(text, found, *lexicon);
    return IsFromTheSouth(text, found, senses, *lexicon);
  }

  std::unique_ptr<const Lexicon> lexicon;
  std::unique_ptr<const NameTagger> tagger;
};

// Whose seasons an article speaks of, read where one is asked for.
class Annotator::Seasons {
 public:
  // `found` is nullptr where the mentions were given: they are looked for then. All outlive it.
  Seasons(const Model& model, const Article& article, const TokenizedArticle& text,
          const std::vector<FoundMention>* found)
      : model_(model), article_(article), text_(text), found_(found) {}

  bool AreSouthern() {
    if (!southern_) {
      southern_ = found_ != nullptr
                      ? model_.IsSouthern(text_, *found_)
                      : model_.IsSouthern(text_, model_.Find(text_, IsEnglish(article_)));
    }
    return *southern_;
  }

 private:
  const Model& model_;
  const Article& article_;
  const TokenizedArticle& text_;
  const std::vector<FoundMention>* found_;
  std::optional<bool> southern_;
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
  std::vector<FoundMention> found;
  if (mentions_given) {
    CompleteGiven(*model_->lexicon, article);
  } else {
    found = model_->Find(text, IsEnglish(*article));
    article->mentions = LinkMentions(text, found, *model_->lexicon);
  }
  article->event_dates.clear();
  Seasons seasons(*model_, *article, text, mentions_given ? nullptr : &found);
  const auto is_southern = [&seasons] { return seasons.AreSouthern(); };
  for (const Field field : article::kFields)
    AppendEventDates(text.text(field), field, is_southern, article);
}

std::vector<ExplainedAnnotation> Annotator::Explain(const Article& article,
                                                    bool mentions_given) const {
  const TokenizedArticle text = model_->Cut(article);
  std::vector<ExplainedAnnotation> explained;
  std::vector<FoundMention> found;
  if (mentions_given) {
    Article completed = article;
    CompleteGiven(*model_->lexicon, &completed);
    ExplainGivenMentions(completed, &explained);
  } else {
    found = model_->Find(text, IsEnglish(article));
    std::vector<LinkExplanation> reasons;
    const auto mentions = LinkMentions(text, found, *model_->lexicon, &reasons);
    ExplainMentions(article, found, mentions, reasons, &explained);
  }
  Seasons seasons(*model_, article, text, mentions_given ? nullptr : &found);
  const auto is_southern = [&seasons] { return seasons.AreSouthern(); };
  for (const Field field : article::kFields) {
    ExplainDates(text.text(field), field, article.publish_date, is_southern, &explained);
  }
  return explained;
}

}  // namespace dateline::annotate
