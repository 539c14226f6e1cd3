// Writes a corpus of invented articles, or the queries to ask of it.
//
//   corpus_generator articles COUNT    JSONL on standard output, as `dateline-indexer index` takes
//   corpus_generator queries COUNT     one request a line, see peers/README.md
//
// The same on every machine. Words and entities follow Zipf's law: article 1 of 1,000 is article 1
// of 4,000,000. An article has a title of 8 words, a body of 1.3 KB, 3 persons, 2 organizations and
// 3 places, a source and a day of publication. Words are invented, of a language without a stemmer,
// so that engines agree on what a word is.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace {

constexpr uint32_t kVocabulary = 400000;
constexpr int kTitleWords = 8;
constexpr size_t kBodyBytes = 1300;
constexpr int kFirstYear = 2000;
constexpr uint32_t kYears = 25;
constexpr uint32_t kSources = 200;

struct EntityKind {
  const char* kind;    // In JSONL.
  const char* prefix;  // Of ids.
  uint32_t count;      // Distinct entities.
  int per_article;
};
constexpr EntityKind kKinds[] = {{"PERSON", "person", 300000, 3},
                                 {"ORGANIZATION", "organization", 100000, 2},
                                 {"PLACE", "place", 30000, 3}};

// splitmix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  double Share() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  uint32_t Below(uint32_t limit) { return static_cast<uint32_t>(Share() * limit); }

 private:
  uint64_t state_;
};

// Ranks 0, 1, ... by the law of Zipf and Mandelbrot: 1 / (rank + 2.7) ^ exponent.
class Zipf {
 public:
  Zipf(uint32_t count, double exponent) : sums_(count) {
    double sum = 0;
    for (uint32_t rank = 0; rank < count; ++rank) {
      sums_[rank] = sum += std::pow(rank + 2.7, -exponent);
    }
  }
  uint32_t Draw(Random* random) const {
    const double at = random->Share() * sums_.back();
    return static_cast<uint32_t>(std::upper_bound(sums_.begin(), sums_.end() - 1, at) -
                                 sums_.begin());
  }

 private:
  std::vector<double> sums_;
};

// Syllables of a number, the last ones changing first; different for different numbers.
std::string WordOf(uint32_t number) {
  static constexpr char kConsonants[] = "bcdfghjklmnpqrstvwxyz";
  static constexpr char kVowels[] = "aeiou";
  std::string word;
  for (int syllable = 0; syllable < 2 || number > 0; ++syllable) {
    word += kConsonants[number % 21];
    number /= 21;
    word += kVowels[number % 5];
    number /= 5;
  }
  return word + "n";
}

std::string Capitalized(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

struct Entity {
  const EntityKind* kind;
  uint32_t rank;
  std::string Name() const {
    return absl::StrCat(Capitalized(WordOf(rank)), " ", Capitalized(WordOf(rank / 7 + 11)));
  }
  std::string Id() const {
    return absl::StrCat(kind->prefix, "/", WordOf(rank), "-", WordOf(rank / 7 + 11));
  }
};

class Generator {
 public:
  Generator() : words_(kVocabulary, 1.07) {
    for (const EntityKind& kind : kKinds) entities_.emplace_back(kind.count, 1.0);
  }

  // One line of JSONL.
  std::string Article(uint32_t number) {
    Random random(number);
    std::string title = Capitalized(WordOf(words_.Draw(&random)));
    for (int i = 1; i < kTitleWords; ++i) absl::StrAppend(&title, " ", Word(&random));
    std::vector<Entity> left = Entities(&random);
    std::string body = Capitalized(Word(&random));
    std::string mentions;
    size_t mention_at = kBodyBytes / 10;
    int in_sentence = 1;
    while (body.size() < kBodyBytes) {
      if (!left.empty() && body.size() >= mention_at) {
        const std::string name = left.back().Name();
        absl::StrAppend(&body, " ");
        absl::StrAppendFormat(
            &mentions,
            R"(%s{"field":"BODY","kind":"%s","begin":%d,"end":%d,"entity_id":"%s","name":"%s"})",
            mentions.empty() ? "" : ",", left.back().kind->kind, body.size(),
            body.size() + name.size(), left.back().Id(), name);
        body += name;
        left.pop_back();
        mention_at += kBodyBytes / 10;
      } else if (++in_sentence == 20) {
        absl::StrAppend(&body, ". ", Capitalized(Word(&random)));
        in_sentence = 1;
      } else {
        absl::StrAppend(&body, " ", Word(&random));
      }
    }
    body += '.';
    return absl::StrFormat(
        R"({"id":"a%08d","source":"Source %d","language":"la","publish_date":"%d-%02d-%02d",)"
        R"("title":"%s","body":"%s","mentions":[%s]})",
        number, random.Below(kSources), kFirstYear + random.Below(kYears), 1 + random.Below(12),
        1 + random.Below(28), title, body, mentions);
  }

 private:
  std::string Word(Random* random) { return WordOf(words_.Draw(random)); }

  // Different ones, in the order of mention from the end.
  std::vector<Entity> Entities(Random* random) {
    std::vector<Entity> chosen;
    for (size_t k = 0; k < entities_.size(); ++k) {
      const size_t first = chosen.size();
      while (chosen.size() - first < static_cast<size_t>(kKinds[k].per_article)) {
        const uint32_t rank = entities_[k].Draw(random);
        const bool again = std::any_of(chosen.begin() + static_cast<ptrdiff_t>(first), chosen.end(),
                                       [&](const Entity& e) { return e.rank == rank; });
        if (!again) chosen.push_back({&kKinds[k], rank});
      }
    }
    for (size_t i = chosen.size(); i > 1; --i) {
      std::swap(chosen[i - 1], chosen[random->Below(static_cast<uint32_t>(i))]);
    }
    return chosen;
  }

  Zipf words_;
  std::vector<Zipf> entities_;
};

// --- Queries ---

// Words of every class, drawn evenly from a band of ranks: about 15 to 60 in a hundred articles
// have one that is frequent, 1 to 3 one that is middling, 1 to 10 in 10,000 one that is rare.
std::string Frequent(Random* random) { return WordOf(15 + random->Below(85)); }
std::string Middling(Random* random) { return WordOf(600 + random->Below(1400)); }
std::string Rare(Random* random) { return WordOf(15000 + random->Below(60000)); }

void PrintQueries(uint32_t per_class) {
  Random random(0);
  const auto print = [](const char* name, const char* op, const std::vector<std::string>& words) {
    std::printf("%s\t%s\t%s\n", name, op, absl::StrJoin(words, " ").c_str());
  };
  for (uint32_t i = 0; i < per_class; ++i) {
    print("term_frequent", "and", {Frequent(&random)});
    print("term_middling", "and", {Middling(&random)});
    print("term_rare", "and", {Rare(&random)});
    print("and2_frequent", "and", {Frequent(&random), Frequent(&random)});
    print("and2", "and", {Frequent(&random), Middling(&random)});
    print("and3", "and", {Frequent(&random), Frequent(&random), Middling(&random)});
    print("or3", "or", {Frequent(&random), Middling(&random), Middling(&random)});
    print("phrase", "phrase", {Frequent(&random), Frequent(&random)});
  }
  print("match_all", "all", {});
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  const long count = argc == 3 ? std::atol(argv[2]) : 0;
  if (count < 1 || count > 100000000 || (what != "articles" && what != "queries")) {
    std::fprintf(stderr, "usage: corpus_generator {articles|queries} COUNT\n");
    return 2;
  }
  if (what == "queries") {
    PrintQueries(static_cast<uint32_t>(count));
    return 0;
  }
  Generator generator;
  for (uint32_t number = 1; number <= static_cast<uint32_t>(count); ++number) {
    const std::string line = generator.Article(number) + '\n';
    if (std::fwrite(line.data(), 1, line.size(), stdout) != line.size()) {
      std::perror("corpus_generator");
      return 1;
    }
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
