#include "indexer/extract/text_range.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "indexer/extract/text_headline.h"

namespace dateline::extract {
namespace {

// All values are in units of kLengthOfOne characters of prose.
constexpr double kLengthOfOne = 60;
constexpr double kMaxLineValue = 10;
constexpr double kLikeProse = 0.5;
constexpr double kStamp = -2;
constexpr double kRepeat = -1;
constexpr double kProseAgain = 0.1;
constexpr double kOfConsent = 0.2;
constexpr double kThread = -4;
constexpr double kTitleAgain = -3;
constexpr uint32_t kMinTitleWords = 4;
constexpr size_t kFarTitle = 10;
// What stands as often in one text is a button or the name of a column.
constexpr uint32_t kManyRepeats = 3;
// Prose as short as a sentence in a menu or a teaser says half as much.
constexpr uint32_t kShortSentence = 60;
// Prose among its like is worth all it says; a paragraph alone between other lines, as teasers are,
// little of it.
constexpr size_t kNeighbours = 4;      // on either side
constexpr double kLengthOfLine = 120;  // of prose that counts as one line
constexpr double kLeastWeight = 0.5;
constexpr double kMostWeight = 2;
constexpr double kFewProse = 0.1;
constexpr double kManyProse = 0.7;
constexpr double kLeastTrust = 0.2;
// An interruption: both ends together, every line, and heads of what is not the article.
constexpr double kInterruptionPrice = 5;
constexpr double kLineOfInterruption = 0.1;
constexpr double kEndInInterruption = 2;
constexpr double kCommentsInInterruption = 40;
// Reward for a beginning right below the headline; it falls by every line between.
constexpr double kHeadlineReward = 15;
constexpr double kRewardFall = 0.5;
constexpr double kCreditReward = 3;
constexpr size_t kLinesToCredit = 5;

bool IsPlainProse(const TextLine& line) {
  return line.sort == LineSort::kProse && !line.appeal && !line.teaser;
}

// Prose that speaks of cookies or passwords speaks little for an article.
bool IsStoryProse(const TextLine& line) { return IsPlainProse(line) && !line.consent; }

// An item of a list, a headline: words of a sentence without its end.
bool IsLikeProse(const TextLine& line) {
  return line.sort == LineSort::kShort && line.length >= kShortSentence &&
         line.function_words * 10 >= line.words && line.function_words >= 2;
}

// What a line alone says for being of the article.
double ValueOf(const TextLine& line) {
  switch (line.sort) {
    case LineSort::kProse: {
      if (line.appeal) return -0.5;
      if (line.teaser) return -0.5;
      if (line.again) return kProseAgain;
      double value = std::min(line.length / kLengthOfOne, kMaxLineValue);
      if (line.consent) value *= kOfConsent;
      return line.length < kShortSentence ? value * 0.5 : value;
    }
    case LineSort::kShort:
      if (line.stamp) return kStamp;
      if (line.repeats >= kManyRepeats) return kRepeat;
      if (IsLikeProse(line)) return kLikeProse * line.length / kLengthOfOne;
      return -0.2 - std::min<double>(line.words, 10) / kLengthOfOne;
    case LineSort::kFurniture:
      return line.thread ? kThread : -1;
    case LineSort::kAside:
      return 0;
    case LineSort::kEnd:
      break;
  }
  return -5;
}

// How many lines a line counts for among its neighbours.
double WeightOf(const TextLine& line) {
  switch (line.sort) {
    case LineSort::kProse:
      return std::clamp(line.length / kLengthOfLine, kLeastWeight, kMostWeight);
    case LineSort::kShort:
    case LineSort::kEnd:
      return 1;
    case LineSort::kFurniture:
      return 0.5;
    case LineSort::kAside:
      break;
  }
  return 0;
}

// The share of prose among the lines around each.
std::vector<double> ProseShares(const std::vector<TextLine>& lines) {
  std::vector<double> shares;
  shares.reserve(lines.size());
  double weight = 0;
  double prose = 0;
  const auto count = [&](size_t i, int sign) {
    const double w = WeightOf(lines[i]) * sign;
    weight += w;
    if (IsStoryProse(lines[i])) prose += w;
    if (IsLikeProse(lines[i])) prose += w * kLikeProse;
  };
  for (size_t i = 0; i < std::min(kNeighbours, lines.size()); ++i) count(i, 1);
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i + kNeighbours < lines.size()) count(i + kNeighbours, 1);
    if (i > kNeighbours) count(i - kNeighbours - 1, -1);
    shares.push_back(weight > 0 ? prose / weight : 0);
  }
  return shares;
}

// What every line says by itself and by the share of prose around it, which is measured by the
// greatest in the text: some articles are lists.
std::vector<double> Values(const std::vector<TextLine>& lines) {
  const std::vector<double> shares = ProseShares(lines);
  const double most = shares.empty() ? 0 : *std::max_element(shares.begin(), shares.end());
  const double many = std::max(kManyProse * most, kFewProse + 0.01);
  std::vector<double> values;
  values.reserve(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) {
    double value = ValueOf(lines[i]);
    if (value > 0) {
      value *= std::clamp((shares[i] - kFewProse) / (many - kFewProse), kLeastTrust, 1.0);
    }
    values.push_back(value);
  }
  return values;
}

// The reward for beginning at each line.
std::vector<double> BeginningRewards(const std::vector<TextLine>& lines,
                                     const std::vector<Headline>& headlines) {
  std::vector<double> rewards(lines.size(), 0);
  for (const Headline& headline : headlines) {
    double reward = kHeadlineReward;
    for (size_t i = headline.line; i < lines.size() && reward > 0; ++i, reward -= kRewardFall) {
      rewards[i] = std::max(rewards[i], reward);
    }
  }
  return rewards;
}

enum State { kBefore, kArticle, kAside, kAfter, kStates };

}  // namespace

std::vector<LineRange> FindArticleLines(const std::vector<TextLine>& lines,
                                        const std::vector<Headline>& headlines) {
  constexpr double kNever = -1e18;
  std::vector<double> values = Values(lines);
  for (size_t i = 1; i < headlines.size(); ++i) {
    const size_t line = headlines[i].line;
    const size_t previous = headlines[i - 1].line;
    if (lines[line].words >= kMinTitleWords && line - previous >= kFarTitle &&
        absl::EqualsIgnoreCase(lines[line].text, lines[previous].text))
      values[line] = std::min(values[line], kTitleAgain);
  }
  const std::vector<double> rewards = BeginningRewards(lines, headlines);
  std::vector<std::array<uint8_t, kStates>> from(lines.size());
  std::array<double, kStates> best = {0, kNever, kNever, kNever};
  for (size_t i = 0; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    const double value = values[i];
    const double aside = line.comments                 ? -kCommentsInInterruption
                         : line.sort == LineSort::kEnd ? -kEndInInterruption
                                                       : -kLineOfInterruption;
    std::array<double, kStates> next;
    const auto choose = [&](State to, std::initializer_list<std::pair<State, double>> ways) {
      next[to] = kNever;
      for (const auto& [state, change] : ways) {
        if (best[state] + change > next[to]) {
          next[to] = best[state] + change;
          from[i][to] = state;
        }
      }
    };
    choose(kBefore, {{kBefore, 0}});
    choose(kArticle, {{kArticle, value},
                      {kBefore, IsPlainProse(line) ? value + rewards[i] : kNever},
                      {kAside, value - kInterruptionPrice}});
    choose(kAside, {{kAside, aside}, {kArticle, aside}});
    // An article ends with a sentence.
    choose(kAfter, {{kAfter, 0}, {kArticle, i > 0 && IsPlainProse(lines[i - 1]) ? 0 : kNever}});
    best = next;
  }
  std::vector<LineRange> stretches;
  State state = best[kArticle] > best[kAfter] ? kArticle : kAfter;
  if (best[state] <= 0) return stretches;
  for (size_t i = lines.size(); i > 0; --i) {
    if (state == kArticle) {
      if (!stretches.empty() && stretches.back().begin == i) {
        --stretches.back().begin;
      } else {
        stretches.push_back({i - 1, i});
      }
    }
    state = static_cast<State>(from[i - 1][state]);
  }
  std::reverse(stretches.begin(), stretches.end());
  return stretches;
}

}  // namespace dateline::extract
