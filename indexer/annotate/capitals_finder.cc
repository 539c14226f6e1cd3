#include "indexer/annotate/capitals_finder.h"

#include <algorithm>

#include "indexer/annotate/known_name.h"

namespace dateline::annotate {
namespace {

using article::Field;

constexpr uint32_t kMaxHeadlineName = 8;  // Words of a name looked for in a headline.

class CapitalsFinder {
 public:
  CapitalsFinder(const TokenizedArticle& article, const Lexicon& lexicon, const KindsOfNames& kinds,
                 std::vector<FoundMention>* found)
      : article_(article), lexicon_(lexicon), kinds_(kinds), found_(found) {}

  // Headlines in capitals; with `only_capitals` false, every sentence.
  void Search(Field field, bool only_capitals);

 private:
  bool TakeSupported(Field field, uint32_t at, uint32_t limit, uint32_t* end);
  bool TakeKnown(Field field, const Sentence& sentence, uint32_t at, uint32_t* end);

  const TokenizedArticle& article_;
  const Lexicon& lexicon_;
  const KindsOfNames& kinds_;
  std::vector<FoundMention>* const found_;
};

// The longest name at `at` that the rest of the article has shown to be one.
bool CapitalsFinder::TakeSupported(Field field, uint32_t at, uint32_t limit, uint32_t* end) {
  const TokenizedText& text = article_.text(field);
  std::string key;
  FoundMention best;
  for (uint32_t i = at; i < limit && i < at + kMaxHeadlineName; ++i) {
    const Token& token = text.tokens[i];
    if (token.key.empty()) {
      if (i == at || token.end - token.begin != 1 || text.text[token.begin] != '-') break;
      continue;
    }
    if (!IsCapitalized(token.shape) && i == at) break;
    if (!key.empty()) key.push_back(' ');
    key.append(token.key);
    const auto found = kinds_.find(key);
    if (found == kinds_.end()) continue;
    if (i == at && (token.classes & (kCommon | kFunction)) && token.end - token.begin < 4) continue;
    best.field = field;
    best.kind = found->second;
    best.first = at;
    best.last = i + 1;
  }
  if (best.last == 0) return false;
  *end = best.last;
  uint32_t known_end = 0;
  const KnownName* known = LongestKnownName(text, lexicon_, at, best.last, &known_end);
  if (known != nullptr && known_end == best.last && known->kind == best.kind) best.known = known;
  found_->push_back(best);
  return true;
}

bool CapitalsFinder::TakeKnown(Field field, const Sentence& sentence, uint32_t at, uint32_t* end) {
  const TokenizedText& text = article_.text(field);
  const Token& token = text.tokens[at];
  const KnownName* known = LongestKnownName(text, lexicon_, at, sentence.last, end);
  if (known == nullptr || known->renown < Renown::kLarge) return false;
  const bool one_word = *end == at + 1;
  const bool dotted = text.text[token.end - 1] == '.';
  if (one_word && !dotted &&
      (token.classes & (kCommon | kFunction | kDemonym | kMonth | kNoName))) {
    if (sentence.all_capitals || known->renown < Renown::kCountry) return false;
  }
  if (one_word && known->renown < Renown::kCapital && (token.classes & (kGiven | kSurname))) {
    return false;
  }
  FoundMention mention;
  mention.field = field;
  mention.kind = known->kind;
  mention.first = at;
  mention.last = *end;
  mention.known = known;
  mention.origin = MentionOrigin::kCapitals;
  found_->push_back(mention);
  return true;
}

// Headlines in capitals, where case tells nothing; with `only_capitals` false, every sentence.
void CapitalsFinder::Search(Field field, bool only_capitals) {
  const TokenizedText& text = article_.text(field);
  for (const Sentence& sentence : text.sentences) {
    if (only_capitals && !sentence.all_capitals) continue;
    for (uint32_t i = sentence.first; i < sentence.last;) {
      uint32_t end = i + 1;
      if (!(only_capitals && TakeSupported(field, i, sentence.last, &end)) &&
          !TakeKnown(field, sentence, i, &end)) {
        end = i + 1;
      }
      i = end;
    }
  }
}

}  // namespace

void AppendNamesInCapitals(const TokenizedArticle& article, const Lexicon& lexicon,
                           const KindsOfNames& kinds, std::vector<FoundMention>* found) {
  CapitalsFinder finder(article, lexicon, kinds, found);
  for (const Field field : article::kFields) finder.Search(field, true);
}

std::vector<FoundMention> FindKnownNames(const TokenizedArticle& article, const Lexicon& lexicon) {
  std::vector<FoundMention> found;
  const KindsOfNames kinds;
  CapitalsFinder finder(article, lexicon, kinds, &found);
  for (const Field field : article::kFields) finder.Search(field, false);
  SortMentions(&found);
  return found;
}

void SortMentions(std::vector<FoundMention>* mentions) {
  std::sort(mentions->begin(), mentions->end(), [](const FoundMention& a, const FoundMention& b) {
    if (a.field != b.field) return a.field < b.field;
    if (a.first != b.first) return a.first < b.first;
    return a.last > b.last;
  });
  std::vector<FoundMention> kept;
  for (const FoundMention& mention : *mentions) {
    if (!kept.empty() && kept.back().field == mention.field && mention.first < kept.back().last) {
      continue;
    }
    kept.push_back(mention);
  }
  *mentions = std::move(kept);
}

}  // namespace dateline::annotate
