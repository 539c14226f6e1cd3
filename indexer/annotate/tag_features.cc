#include "indexer/annotate/tag_features.h"

#include <algorithm>

#include "indexer/annotate/known_name.h"
#include "indexer/annotate/name_evidence.h"

namespace dateline::annotate {
namespace {

using article::Kind;

// The templates of features. A number stays with its meaning: models refer to it.
enum Template : uint32_t {
  kBias = 1,
  kWord,
  kWordBefore,
  kWordBehind,
  kWordBefore2,
  kWordBehind2,
  kPair,
  kPairBehind,
  kShape,
  kShapes,
  kShapeBefore,
  kShapeBehind,
  kPrefix,
  kSuffix,
  kSuffixBefore,
  kSuffixBehind,
  kClass,
  kClassBefore,
  kClassBehind,
  kGazetteer,
  kGazetteerBefore,
  kGazetteerBehind,
  kGazetteerClass,
  kRule,
  kRuleBefore,
  kRuleBehind,
  kRuleWord,
  kRuleShape,
  kRulePair,
  kMemory,
  kMemoryShape,
  kMemoryLast,
  kMemoryLower,
  kMemoryRule,
  kPlaceInSentence,
  kLine,
  kChainBefore,
  kChainBehind,
  kChainFirst,
  kChainLast,
  kChainShape,
  kChainBoth,
  kChainEndClass,
  kBracket,
  kNumberBehind,
  kWordShape,
  kTitleCase,
};

uint64_t Mix(uint64_t h) {
  h ^= h >> 31;
  h *= 0x9E3779B97F4A7C15;
  h ^= h >> 29;
  return h;
}

constexpr uint64_t kHashOfNothing = 0xCBF29CE484222325;

// Goes on from the hash of what stands before.
uint64_t HashOf(absl::string_view text, uint64_t h = kHashOfNothing) {
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return h;
}

Feature Make(Template kind, uint64_t a, uint64_t b = 0) {
  const uint64_t h = Mix(Mix(kind * 0x9E3779B97F4A7C15 ^ a) + b * 0xC2B2AE3D27D4EB4F);
  const auto feature = static_cast<Feature>(h >> 32);
  return feature == 0 ? 1 : feature;
}

// Shape, length class and signs inside: "Xx", "X.", "XX", "xX".
uint32_t ShapeCode(const TokenizedText& text, const Token& token) {
  uint32_t code = static_cast<uint32_t>(token.shape);
  const absl::string_view word = text.text.substr(token.begin, token.end - token.begin);
  if (token.shape == Shape::kOther && !word.empty()) {
    return 100 + static_cast<unsigned char>(word[0]);
  }
  code = code * 4 + std::min<uint32_t>(token.end - token.begin, 12) / 4;
  code = code * 2 + (word.find('.') != absl::string_view::npos);
  code = code * 2 + (word.find('\'') != absl::string_view::npos);
  return code * 2 + token.possessive;
}

NameSort SortOfKind(Kind kind) {
  return kind == Kind::kPerson         ? NameSort::kPerson
         : kind == Kind::kOrganization ? NameSort::kOrganization
                                       : NameSort::kPlace;
}

void SetTags(uint32_t first, uint32_t last, NameSort sort, std::vector<NameTag>* tags) {
  for (uint32_t i = first; i < last; ++i) {
    const NamePart part = last - first == 1 ? NamePart::kWhole
                          : i == first      ? NamePart::kBegin
                          : i + 1 == last   ? NamePart::kLast
                                            : NamePart::kInside;
    (*tags)[i] = MakeNameTag(sort, part);
  }
}

}  // namespace

ArticleMemory::ArticleMemory(const TokenizedArticle& article,
                             const std::vector<FoundMention>& by_rules) {
  for (const article::Field field : article::kFields) {
    const TokenizedText& text = article.text(field);
    for (const Sentence& sentence : text.sentences) {
      if (sentence.all_capitals) continue;
      for (uint32_t i = sentence.first; i < sentence.last; ++i) {
        const Token& token = text.tokens[i];
        if (IsCapitalized(token.shape)) {
          ++words_[token.key].capital;
        } else if (token.shape == Shape::kLower) {
          ++words_[token.key].lower;
        }
      }
    }
  }
  for (const FoundMention& mention : by_rules) {
    const TokenizedText& text = article.text(mention.field);
    for (uint32_t i = mention.first; i < mention.last; ++i) {
      const Token& token = text.tokens[i];
      if (!IsCapitalized(token.shape)) continue;
      Word& word = words_[token.key];
      ++word.as[static_cast<size_t>(mention.kind)];
      if (i + 1 == mention.last && i > mention.first)
        ++word.last[static_cast<size_t>(mention.kind)];
    }
  }
}

const ArticleMemory::Word* ArticleMemory::Find(absl::string_view key) const {
  const auto found = words_.find(key);
  return found == words_.end() ? nullptr : &found->second;
}

SentenceFeatures::SentenceFeatures(const TokenizedText& text, const Lexicon& lexicon,
                                   const ArticleMemory& memory,
                                   const std::vector<NameTag>& rule_tags, const Sentence& sentence)
    : text_(text),
      lexicon_(lexicon),
      memory_(memory),
      rule_tags_(rule_tags),
      sentence_(sentence),
      result_line_(IsResultLine(text, sentence)) {
  codes_.reserve(sentence.last - sentence.first);
  for (uint32_t i = sentence.first; i < sentence.last; ++i) {
    const Token& token = text.tokens[i];
    codes_.push_back({HashOf(token.key), ShapeCode(text, token)});
  }
  FindGazetteerTags();
  FindChains();
}

const Token* SentenceFeatures::At(int64_t i) const {
  return i < sentence_.first || i >= sentence_.last ? nullptr
                                                    : &text_.tokens[static_cast<size_t>(i)];
}

void SentenceFeatures::FindGazetteerTags() {
  gazetteer_.assign(sentence_.last - sentence_.first, 0);
  for (uint32_t i = sentence_.first; i < sentence_.last;) {
    uint32_t end = 0;
    const KnownName* known = IsCapitalized(text_.tokens[i].shape)
                                 ? LongestKnownName(text_, lexicon_, i, sentence_.last, &end)
                                 : nullptr;
    if (known == nullptr) {
      ++i;
      continue;
    }
    for (uint32_t k = i; k < end; ++k) {
      const uint32_t part = end - i == 1 ? 0 : k == i ? 1 : k + 1 == end ? 2 : 3;
      gazetteer_[k - sentence_.first] =
          static_cast<uint8_t>(1 + part +
                               4 * (static_cast<uint32_t>(known->renown) +
                                    5 * (known->kind == Kind::kOrganization ? 1 : 0)));
    }
    i = end;
  }
}

void SentenceFeatures::FindChains() {
  chains_.resize(sentence_.last - sentence_.first);
  for (uint32_t i = sentence_.first; i < sentence_.last;) {
    uint32_t end = i;
    while (end < sentence_.last && IsCapitalized(text_.tokens[end].shape)) ++end;
    if (end == i) {
      chains_[i - sentence_.first] = {i, i + 1};
      ++i;
      continue;
    }
    for (uint32_t k = i; k < end; ++k) chains_[k - sentence_.first] = {i, end};
    i = end;
  }
}

bool SentenceFeatures::MayBeNamed(uint32_t i) const {
  const auto is_capital = [this](int64_t k) {
    const Token* const token = At(k);
    return token != nullptr && IsCapitalized(token->shape);
  };
  // "al-Hadidi", "Society for the Prevention": signs and small words stand between.
  const auto joins = [this](int64_t k) {
    const Token* const token = At(k);
    return token != nullptr &&
           (token->key.empty() || (token->classes & (kFunction | kParticle)) != 0);
  };
  const int64_t at = i;
  return is_capital(at) || is_capital(at - 1) || is_capital(at + 1) ||
         (joins(at - 1) && is_capital(at - 2)) || (joins(at + 1) && is_capital(at + 2));
}

void SentenceFeatures::Of(uint32_t i, std::vector<Feature>* features) const {
  features->clear();
  const auto add = [features](Template kind, uint64_t a, uint64_t b = 0) {
    features->push_back(Make(kind, a, b));
  };
  const Token& token = text_.tokens[i];
  const auto code_of = [this](const Token* t) -> const WordCode& {
    return codes_[static_cast<size_t>(t - text_.tokens.data()) - sentence_.first];
  };
  const auto word_of = [&](const Token* t) { return t == nullptr ? 0 : code_of(t).hash | 1; };
  const auto hash_at = [this](uint32_t k) { return codes_[k - sentence_.first].hash; };
  const auto shape_of = [&](const Token* t) { return t == nullptr ? 99u : code_of(t).shape; };
  const int64_t at = i;
  const Token* const before = At(at - 1);
  const Token* const behind = At(at + 1);
  const uint64_t word = token.key.empty() ? shape_of(&token) : code_of(&token).hash;
  const uint64_t word_before =
      before != nullptr && before->key.empty() ? shape_of(before) : word_of(before);
  const uint64_t word_behind =
      behind != nullptr && behind->key.empty() ? shape_of(behind) : word_of(behind);
  const uint32_t shape = shape_of(&token);
  add(kBias, 0);
  add(kWord, word);
  add(kWordBefore, word_before);
  add(kWordBehind, word_behind);
  add(kWordBefore2, word_of(At(at - 2)));
  add(kWordBehind2, word_of(At(at + 2)));
  add(kPair, word_before, word);
  add(kPairBehind, word, word_behind);
  add(kShape, shape);
  add(kShapes, shape_of(before) * 1000 + shape, shape_of(behind));
  add(kShapeBefore, shape_of(before));
  add(kShapeBehind, shape_of(behind));
  add(kWordShape, word, shape);
  const absl::string_view key = token.key;
  uint64_t prefix = kHashOfNothing;
  for (size_t n = 1; n <= 4 && n < key.size(); ++n) {
    prefix = HashOf(key.substr(n - 1, 1), prefix);
    add(kPrefix, prefix, n);
    add(kSuffix, HashOf(key.substr(key.size() - n)), n);
  }
  const auto suffix = [&](Template kind, const Token* t) {
    if (t != nullptr && t->key.size() > 3)
      add(kind, HashOf(absl::string_view(t->key).substr(t->key.size() - 3)));
  };
  suffix(kSuffixBefore, before);
  suffix(kSuffixBehind, behind);
  const auto classes = [&](Template kind, const Token* t) {
    if (t == nullptr) return;
    for (uint32_t bits = t->classes; bits != 0; bits &= bits - 1)
      add(kind, static_cast<uint64_t>(__builtin_ctz(bits)), static_cast<uint64_t>(t->shape));
  };
  classes(kClass, &token);
  classes(kClassBefore, before);
  classes(kClassBehind, behind);
  const auto gazetteer = [this](int64_t k) {
    return At(k) == nullptr ? 0u : gazetteer_[static_cast<size_t>(k) - sentence_.first];
  };
  if (gazetteer(at) != 0) {
    add(kGazetteer, gazetteer(at));
    add(kGazetteerClass, gazetteer(at), token.classes & (kGiven | kSurname | kCommon | kDemonym));
  }
  if (gazetteer(at - 1) != 0) add(kGazetteerBefore, gazetteer(at - 1));
  if (gazetteer(at + 1) != 0) add(kGazetteerBehind, gazetteer(at + 1));
  const auto rule = [this](int64_t k) {
    return At(k) == nullptr ? kNoNameTag : rule_tags_[static_cast<size_t>(k)];
  };
  add(kRule, rule(at));
  add(kRuleBefore, rule(at - 1));
  add(kRuleBehind, rule(at + 1));
  add(kRuleWord, rule(at), word);
  add(kRuleShape, rule(at), shape);
  add(kRulePair, rule(at) * 32u + rule(at + 1), rule(at - 1));
  if (const ArticleMemory::Word* seen =
          IsCapitalized(token.shape) ? memory_.Find(token.key) : nullptr) {
    uint32_t best = 0;
    uint32_t all = 0;
    for (uint32_t k = 1; k < 4; ++k) {
      all += seen->as[k];
      if (best == 0 || seen->as[k] > seen->as[best]) best = k;
    }
    const uint32_t many = std::min<uint32_t>(all, 3);
    const bool clear = all > 0 && seen->as[best] * 4 >= all * 3;
    const bool always = all >= seen->capital;
    const uint32_t code = all == 0 ? 0 : best * 16 + many * 4 + clear * 2 + always;
    add(kMemory, code);
    add(kMemoryShape, code, shape);
    add(kMemoryRule, code, rule(at));
    for (uint32_t k = 1; k < 4; ++k) {
      if (seen->last[k] > 0) add(kMemoryLast, k, rule(at));
    }
    add(kMemoryLower, std::min<uint32_t>(seen->lower, 2), shape);
  }
  const bool first = i == sentence_.first;
  add(kPlaceInSentence, first ? 0 : i == sentence_.first + 1 ? 1 : 2, shape);
  if (result_line_) add(kLine, shape, rule(at));
  if (sentence_.title_case) add(kTitleCase, shape, rule(at));
  if (IsCapitalized(token.shape)) {
    const Chain& chain = chains_[i - sentence_.first];
    const Token* const lead = At(int64_t{chain.first} - 1);
    const Token* const follow = At(chain.last);
    const uint32_t size = std::min<uint32_t>(chain.last - chain.first, 6);
    const uint32_t place =
        std::min<uint32_t>(i - chain.first, 3) * 8 + std::min<uint32_t>(chain.last - 1 - i, 3);
    const uint64_t lead_word =
        lead != nullptr && lead->key.empty() ? shape_of(lead) : word_of(lead);
    const uint64_t follow_word =
        follow != nullptr && follow->key.empty() ? shape_of(follow) : word_of(follow);
    add(kChainBefore, lead_word, place);
    add(kChainBehind, follow_word, place);
    add(kChainBoth, lead_word, follow_word);
    add(kChainFirst, hash_at(chain.first), place);
    add(kChainLast, hash_at(chain.last - 1), place);
    add(kChainShape, size, place);
    const WordClasses end_classes = text_.tokens[chain.last - 1].classes;
    for (uint32_t bits = end_classes; bits != 0; bits &= bits - 1)
      add(kChainEndClass, static_cast<uint64_t>(__builtin_ctz(bits)), place);
    if (follow != nullptr && follow->shape == Shape::kNumber)
      add(kNumberBehind, place, result_line_);
    if (follow != nullptr && follow->shape == Shape::kOther && text_.text[follow->begin] == '(') {
      add(kBracket, shape_of(At(int64_t{chain.last} + 1)), gazetteer(int64_t{chain.last} + 1));
    }
  }
}

std::vector<NameTag> RuleTags(const TokenizedText& text, article::Field field,
                              const std::vector<FoundMention>& by_rules) {
  std::vector<NameTag> tags(text.tokens.size(), kNoNameTag);
  for (const FoundMention& mention : by_rules) {
    if (mention.field == field)
      SetTags(mention.first, mention.last, SortOfKind(mention.kind), &tags);
  }
  return tags;
}

}  // namespace dateline::annotate
