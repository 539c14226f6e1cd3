// Learns the model of the name tagger from annotated news; run by hand, see news/README.md.
//
//   tag_trainer MODEL ROUNDS FILE...
//
// A FILE is annotated news of our own (.txt, news/GUIDELINES.md) or articles of another set
// (.jsonl with id, body, mentions), in which only persons, organizations and places are marked:
// there, a word outside of them may be some other name. Writes MODEL.
//
// With "--test FILE..." behind them: prints how well the model finds the names of those. With
// "--folds N" instead: learns N times without every N-th article of our own news, and prints how
// well its names are found.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_tagger.h"
#include "indexer/annotate/tag_features.h"
#include "indexer/annotate/tagged_mentions.h"
#include "indexer/annotate/tokenizer.h"
#include "rapidjson/document.h"

namespace dateline::annotate {
namespace {

struct GoldName {
  uint32_t begin = 0;  // Bytes, half-open.
  uint32_t end = 0;
  uint32_t sorts = 0;  // One bit for every NameSort that it may be.
};

struct GoldText {
  std::string text;
  std::vector<GoldName> names;
};

struct GoldArticle {
  GoldText title;
  GoldText body;
  bool whole = false;  // All kinds of names are marked.
};

constexpr uint32_t Bit(NameSort sort) { return uint32_t{1} << static_cast<int>(sort); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << path << "\n";
    std::exit(1);
  }
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// Takes the marks out of annotated text.
GoldText Unmark(absl::string_view marked) {
  static constexpr absl::string_view kLetters = "POLFM";
  GoldText gold;
  for (size_t i = 0; i < marked.size(); ++i) {
    const size_t close = marked[i] == '[' ? marked.find(']', i) : absl::string_view::npos;
    const size_t letter = marked[i] == '[' && i + 2 < marked.size() && marked[i + 2] == ' '
                              ? kLetters.find(marked[i + 1])
                              : absl::string_view::npos;
    if (close == absl::string_view::npos || letter == absl::string_view::npos) {
      gold.text.push_back(marked[i]);
      continue;
    }
    GoldName name;
    name.begin = static_cast<uint32_t>(gold.text.size());
    gold.text.append(marked.data() + i + 3, close - i - 3);
    name.end = static_cast<uint32_t>(gold.text.size());
    name.sorts = uint32_t{1} << letter;
    gold.names.push_back(name);
    i = close;
  }
  return gold;
}

void ReadNews(const std::string& path, std::vector<GoldArticle>* articles) {
  const std::string content = ReadFile(path);
  std::vector<std::string> lines = absl::StrSplit(content, '\n');
  for (size_t i = 0; i < lines.size();) {
    if (!absl::StartsWith(lines[i], "%% ")) {
      ++i;
      continue;
    }
    GoldArticle article;
    article.whole = true;
    size_t end = i + 1;
    std::string body;
    for (; end < lines.size() && !absl::StartsWith(lines[end], "%% "); ++end) {
      if (end == i + 1) {
        article.title = Unmark(lines[end]);
      } else if (end > i + 2) {
        body += lines[end] + "\n";
      }
    }
    article.body = Unmark(body);
    articles->push_back(std::move(article));
    i = end;
  }
}

void ReadOthers(const std::string& path, std::vector<GoldArticle>* articles) {
  std::stringstream lines(ReadFile(path));
  for (std::string line; std::getline(lines, line);) {
    rapidjson::Document json;
    json.Parse(line.c_str());
    if (json.HasParseError() || !json.HasMember("body")) continue;
    GoldArticle article;
    article.body.text = json["body"].GetString();
    for (const auto& mention : json["mentions"].GetArray()) {
      const std::string kind = mention["kind"].GetString();
      GoldName name;
      name.begin = mention["begin"].GetUint();
      name.end = mention["end"].GetUint();
      name.sorts = kind == "PERSON"         ? Bit(NameSort::kPerson)
                   : kind == "ORGANIZATION" ? Bit(NameSort::kOrganization)
                                            : Bit(NameSort::kPlace) | Bit(NameSort::kFacility);
      article.body.names.push_back(name);
    }
    articles->push_back(std::move(article));
  }
}

std::vector<GoldArticle> ReadArticles(const std::vector<std::string>& paths) {
  std::vector<GoldArticle> articles;
  for (const std::string& path : paths) {
    if (absl::EndsWith(path, ".jsonl")) {
      ReadOthers(path, &articles);
    } else {
      ReadNews(path, &articles);
    }
  }
  return articles;
}

// The tags that each word may have.
std::vector<uint32_t> AllowedTags(const TokenizedText& text, const GoldText& gold, bool whole) {
  constexpr uint32_t kOutside = 1;
  uint32_t others = 0;
  for (const NamePart part :
       {NamePart::kBegin, NamePart::kInside, NamePart::kLast, NamePart::kWhole})
    others |= uint32_t{1} << MakeNameTag(NameSort::kOther, part);
  std::vector<uint32_t> allowed(text.tokens.size(), kOutside);
  if (!whole) {
    for (size_t i = 0; i < text.tokens.size(); ++i) allowed[i] |= others;
  }
  for (const GoldName& name : gold.names) {
    uint32_t first = 0;
    while (first < text.tokens.size() && text.tokens[first].begin < name.begin) ++first;
    uint32_t last = first;
    while (last < text.tokens.size() && text.tokens[last].end <= name.end) ++last;
    if (first >= last || text.tokens[first].begin != name.begin ||
        text.tokens[last - 1].end != name.end)
      continue;
    for (uint32_t i = first; i < last; ++i) {
      const NamePart part = last - first == 1 ? NamePart::kWhole
                            : i == first      ? NamePart::kBegin
                            : i + 1 == last   ? NamePart::kLast
                                              : NamePart::kInside;
      allowed[i] = 0;
      for (int sort = 0; sort < kNameSorts; ++sort) {
        if (name.sorts >> sort & 1)
          allowed[i] |= uint32_t{1} << MakeNameTag(static_cast<NameSort>(sort), part);
      }
    }
  }
  return allowed;
}

// A sentence ready to learn from: features as rows.
struct Lesson {
  std::vector<std::vector<uint32_t>> rows;
  std::vector<uint32_t> allowed;
};

// Rarer features are left out.
constexpr uint32_t kMinCount = 2;
// The share of its features, in percent, that a word is seen without each time: no single one of
// them is relied upon.
constexpr unsigned kLeftOut = 30;
// Runs whose mean is the model: one alone depends on the order of the sentences.
constexpr int kRuns = 5;

class Trainer {
 public:
  explicit Trainer(const Lexicon& lexicon) : lexicon_(lexicon) {}

  void Add(const GoldArticle& gold) {
    TokenizedArticle article;
    article.title = Tokenize(gold.title.text, lexicon_);
    article.body = Tokenize(gold.body.text, lexicon_);
    const std::vector<FoundMention> by_rules = FindMentions(article, lexicon_, true);
    const ArticleMemory memory(article, by_rules);
    for (const article::Field field : {article::Field::kTitle, article::Field::kBody}) {
      const TokenizedText& text = article.text(field);
      const std::vector<NameTag> rule_tags = RuleTags(text, field, by_rules);
      const std::vector<uint32_t> allowed =
          AllowedTags(text, field == article::Field::kTitle ? gold.title : gold.body, gold.whole);
      for (const Sentence& sentence : text.sentences) {
        if (sentence.all_capitals) continue;
        const SentenceFeatures features(text, lexicon_, memory, rule_tags, sentence);
        Lesson lesson;
        std::vector<Feature> of_word;
        for (uint32_t i = sentence.first; i < sentence.last; ++i) {
          features.Of(i, &of_word);
          std::vector<uint32_t> rows;
          for (const Feature feature : of_word) {
            const auto [at, added] =
                rows_.emplace(feature, static_cast<uint32_t>(features_.size()));
            if (added) {
              features_.push_back(feature);
              counts_.push_back(0);
            }
            ++counts_[at->second];
            rows.push_back(at->second);
          }
          lesson.rows.push_back(std::move(rows));
          lesson.allowed.push_back(allowed[i]);
        }
        lessons_.push_back(std::move(lesson));
      }
    }
  }

  std::string Train(int rounds) {
    for (Lesson& lesson : lessons_) {
      for (std::vector<uint32_t>& rows : lesson.rows) {
        rows.erase(std::remove_if(rows.begin(), rows.end(),
                                  [this](uint32_t row) { return counts_[row] < kMinCount; }),
                   rows.end());
      }
    }
    model_.assign(features_.size(), {});
    for (int run = 0; run < kRuns; ++run) TrainOnce(run, rounds);
    return Encode();
  }

 private:
  // Learns from the beginning and adds its share to the model.
  void TrainOnce(int run, int rounds) {
    random_.seed(11 + run);
    weights_.assign(features_.size(), {});
    sums_.assign(features_.size(), {});
    transitions_ = {};
    transition_sums_ = {};
    std::vector<size_t> order(lessons_.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    double time = 1;
    size_t wrong = 0;
    for (int round = 0; round < rounds; ++round) {
      for (size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_() % i]);
      wrong = 0;
      for (const size_t i : order) wrong += Learn(lessons_[i], time++);
    }
    std::cerr << "run " << run + 1 << ": " << wrong << " of " << order.size()
              << " sentences wrong in the last round\n";
    // The average over all steps (Daume's way of keeping sums of what was added when).
    for (size_t i = 0; i < features_.size(); ++i) {
      for (int tag = 0; tag < kNameTags; ++tag)
        model_[i][tag] += static_cast<float>(weights_[i][tag] - sums_[i][tag] / time) / kRuns;
    }
    for (int a = 0; a < kNameTags; ++a) {
      for (int b = 0; b < kNameTags; ++b) {
        model_transitions_[a][b] +=
            static_cast<float>(transitions_[a][b] - transition_sums_[a][b] / time) / kRuns;
      }
    }
  }

  bool Learn(const Lesson& whole, double time) {
    Lesson lesson;
    lesson.allowed = whole.allowed;
    for (const std::vector<uint32_t>& rows : whole.rows) {
      lesson.rows.emplace_back();
      for (const uint32_t row : rows) {
        if (random_() % 100 >= kLeftOut) lesson.rows.back().push_back(row);
      }
    }
    std::vector<TagScores> scores(lesson.rows.size());
    for (size_t i = 0; i < scores.size(); ++i) {
      scores[i] = {};
      for (const uint32_t row : lesson.rows[i]) {
        for (int tag = 0; tag < kNameTags; ++tag) scores[i][tag] += weights_[row][tag];
      }
    }
    const std::vector<NameTag> guess = BestTags(scores, transitions_, {});
    bool right = true;
    for (size_t i = 0; i < guess.size(); ++i) right &= lesson.allowed[i] >> guess[i] & 1;
    if (right) return false;
    const std::vector<NameTag> truth = BestTags(scores, transitions_, lesson.allowed);
    NameTag before_guess = kNoNameTag;
    NameTag before_truth = kNoNameTag;
    for (size_t i = 0; i < guess.size(); ++i) {
      if (guess[i] != truth[i]) {
        for (const uint32_t row : lesson.rows[i]) {
          weights_[row][truth[i]] += 1;
          weights_[row][guess[i]] -= 1;
          sums_[row][truth[i]] += static_cast<float>(time);
          sums_[row][guess[i]] -= static_cast<float>(time);
        }
      }
      if (guess[i] != truth[i] || before_guess != before_truth) {
        transitions_[before_truth][truth[i]] += 1;
        transitions_[before_guess][guess[i]] -= 1;
        transition_sums_[before_truth][truth[i]] += time;
        transition_sums_[before_guess][guess[i]] -= time;
      }
      before_guess = guess[i];
      before_truth = truth[i];
    }
    return true;
  }

  std::string Encode() const {
    std::vector<ModelRow> rows;
    for (size_t i = 0; i < features_.size(); ++i) {
      if (counts_[i] >= kMinCount) rows.push_back({features_[i], model_[i]});
    }
    std::sort(rows.begin(), rows.end(),
              [](const ModelRow& a, const ModelRow& b) { return a.feature < b.feature; });
    return EncodeModel(rows, model_transitions_);
  }

  std::mt19937 random_;
  const Lexicon& lexicon_;
  absl::flat_hash_map<Feature, uint32_t> rows_;
  std::vector<Feature> features_;
  std::vector<uint32_t> counts_;
  std::vector<Lesson> lessons_;
  std::vector<TagScores> weights_;
  std::vector<std::array<double, kNameTags>> sums_;
  TransitionScores transitions_ = {};
  std::array<std::array<double, kNameTags>, kNameTags> transition_sums_ = {};
  std::vector<TagScores> model_;  // The mean of all runs.
  TransitionScores model_transitions_ = {};
};

using Counts = std::map<std::string, std::array<int, 3>>;  // By kind: right, found, true.

void Test(const NameTagger& tagger, const Lexicon& lexicon,
          const std::vector<GoldArticle>& articles, Counts* by_tagger, Counts* by_rules_alone) {
  Counts& counts = *by_tagger;
  Counts& rule_counts = *by_rules_alone;
  for (const GoldArticle& gold : articles) {
    TokenizedArticle article;
    article.title = Tokenize(gold.title.text, lexicon);
    article.body = Tokenize(gold.body.text, lexicon);
    const std::vector<FoundMention> by_rules = FindMentions(article, lexicon, true);
    const std::vector<FoundMention> found = TagMentions(article, lexicon, tagger, by_rules);
    const auto kind_of = [](uint32_t sorts) {
      return sorts & 1 ? "PER" : sorts & 2 ? "ORG" : sorts & 12 ? "PLACE" : "";
    };
    std::map<std::array<uint32_t, 2>, std::string> truth;
    for (const GoldName& name : gold.body.names) {
      const std::string kind = kind_of(name.sorts);
      if (kind.empty()) continue;
      truth[{name.begin, name.end}] = kind;
      ++counts[kind][2];
      ++rule_counts[kind][2];
    }
    const auto count = [&](const std::vector<FoundMention>& mentions, auto* to) {
      for (const FoundMention& m : mentions) {
        if (m.field != article::Field::kBody) continue;
        const std::string kind = m.kind == article::Kind::kPerson         ? "PER"
                                 : m.kind == article::Kind::kOrganization ? "ORG"
                                                                          : "PLACE";
        const auto at =
            truth.find({article.body.tokens[m.first].begin, article.body.tokens[m.last - 1].end});
        ++(*to)[kind][1];
        (*to)[kind][0] += at != truth.end() && at->second == kind;
      }
    };
    count(found, &counts);
    count(by_rules, &rule_counts);
  }
}

void Print(const std::string& name, const Counts& by_tagger, const Counts& by_rules) {
  for (const Counts* each : {&by_rules, &by_tagger}) {
    std::array<int, 3> all = {};
    std::printf("%-32s %s", name.c_str(), each == &by_tagger ? "tagger" : "rules ");
    const auto print = [](const std::string& kind, const std::array<int, 3>& c) {
      const double p = c[1] == 0 ? 0 : double(c[0]) / c[1];
      const double r = c[2] == 0 ? 0 : double(c[0]) / c[2];
      std::printf("  %s %.3f/%.3f/%.3f", kind.c_str(), p, r, p + r == 0 ? 0 : 2 * p * r / (p + r));
    };
    for (const auto& [kind, c] : *each) {
      print(kind, c);
      for (int i = 0; i < 3; ++i) all[i] += c[i];
    }
    print("ALL", all);
    std::printf("\n");
  }
}

int Main(std::vector<std::string> args) {
  std::vector<std::string> tests;
  size_t folds = 0;
  for (size_t i = 1; i < args.size(); ++i) {
    if (args[i] == "--test") tests.assign(args.begin() + i + 1, args.end());
    if (args[i] == "--folds" && i + 1 < args.size() && !absl::SimpleAtoi(args[i + 1], &folds))
      folds = 0;
    if (absl::StartsWith(args[i], "--")) args.resize(i);
  }
  int rounds = 0;
  if (args.size() < 4 || !absl::SimpleAtoi(args[2], &rounds)) {
    std::cerr << "usage: tag_trainer MODEL ROUNDS FILE... [--test FILE... | --folds N]\n";
    return 2;
  }
  const auto lexicon = Lexicon::Create();
  if (!lexicon.ok()) {
    std::cerr << lexicon.status().message() << "\n";
    return 1;
  }
  const std::vector<GoldArticle> articles = ReadArticles({args.begin() + 3, args.end()});
  Counts by_tagger;
  Counts by_rules;
  for (size_t fold = 0; fold < folds; ++fold) {
    Trainer trainer(**lexicon);
    std::vector<GoldArticle> held_out;
    for (size_t i = 0; i < articles.size(); ++i) {
      if (articles[i].whole && i % folds == fold) {
        held_out.push_back(articles[i]);
      } else {
        trainer.Add(articles[i]);
      }
    }
    const std::string model = trainer.Train(rounds);
    Test(**NameTagger::Parse(model), **lexicon, held_out, &by_tagger, &by_rules);
  }
  if (folds > 0) {
    Print("our own news, held out in turn", by_tagger, by_rules);
    return 0;
  }
  Trainer trainer(**lexicon);
  for (const GoldArticle& article : articles) trainer.Add(article);
  const std::string model = trainer.Train(rounds);
  std::ofstream(args[1], std::ios::binary) << model;
  const auto tagger = NameTagger::Parse(model);
  if (!tagger.ok()) {
    std::cerr << tagger.status().message() << "\n";
    return 1;
  }
  for (const std::string& path : tests) {
    Counts found;
    Counts rules;
    Test(**tagger, **lexicon, ReadArticles({path}), &found, &rules);
    Print(path.substr(path.rfind('/') + 1), found, rules);
  }
  return 0;
}

}  // namespace
}  // namespace dateline::annotate

int main(int argc, char** argv) {
  return dateline::annotate::Main(std::vector<std::string>(argv, argv + argc));
}
