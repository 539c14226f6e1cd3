// The groups are checked against their definition, read off all pairs of articles.

#include "indexer/store/copy_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

using article::PublishDate;
using format::CopyRecord;
using format::CopySketch;
using format::kShingleMinima;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

struct Item {
  CopyRecord record;
  PublishDate date;
};
using Items = std::map<std::string, Item>;
using Heads = std::map<std::string, std::string>;  // Of the articles that have copies.

PublishDate Day(int day) {
  PublishDate date;
  if (day == 0) return date;
  date.precision = article::DatePrecision::kDay;
  date.day = article::FromDayNumber(day);
  return date;
}

Item MakeItem(const std::string& id, const std::string& body, PublishDate date = {},
              int64_t captured_at = 0) {
  return {{id, captured_at, MakeCopySketch({}, text::Tokenize(body), body)}, date};
}

// The definition at the head of copy_groups.h, with loops over everything.
class Oracle {
 public:
  Oracle(const Items& items, uint32_t max_sharing) : max_sharing_(max_sharing) {
    for (const auto& [id, item] : items) {
      if (item.record.sketch.shingles == 0) continue;
      const auto text = std::find_if(texts_.begin(), texts_.end(), [&](const Text& other) {
        return other[0]->record.sketch == item.record.sketch;
      });
      (text == texts_.end() ? texts_.emplace_back() : *text).push_back(&item);
    }
  }

  Heads Group() const {
    std::vector<size_t> group(texts_.size());
    for (size_t i = 0; i < group.size(); ++i) group[i] = i;
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (group[i] == group[j] || !Linked(i, j)) continue;
        std::replace(group.begin(), group.end(), size_t{group[i]}, size_t{group[j]});
      }
    }
    Heads heads;
    for (size_t g = 0; g < group.size(); ++g) {
      std::vector<const Item*> members;
      for (size_t i = 0; i < group.size(); ++i) {
        if (group[i] == g) members.insert(members.end(), texts_[i].begin(), texts_[i].end());
      }
      if (members.size() < 2) continue;
      const Item* head =
          *std::min_element(members.begin(), members.end(),
                            [](const Item* a, const Item* b) { return Rank(*a) < Rank(*b); });
      for (const Item* item : members) heads[item->record.id] = head->record.id;
    }
    return heads;
  }

  // Texts that are letters.
  size_t letters() const {
    size_t letters = 0;
    for (size_t i = 0; i < texts_.size(); ++i) letters += MustContain(i) > 0;
    return letters;
  }

 private:
  using Text = std::vector<const Item*>;

  static std::tuple<bool, absl::CivilDay, bool, int64_t, std::string> Rank(const Item& item) {
    return {!item.date.known(), item.date.known() ? item.date.day : absl::CivilDay(),
            item.record.captured_at == 0, item.record.captured_at, item.record.id};
  }
  const CopySketch& SketchOf(size_t i) const { return texts_[i][0]->record.sketch; }
  bool Common(size_t place, uint16_t minimum) const {
    return std::count_if(texts_.begin(), texts_.end(), [&](const Text& text) {
             return text[0]->record.sketch.minima[place] == minimum;
           }) > max_sharing_;
  }
  bool Compared(size_t i, size_t j) const {
    const auto& x = SketchOf(i).minima;
    const auto& y = SketchOf(j).minima;
    for (size_t place = 0; place < kShingleMinima; ++place) {
      const size_t next = (place + 1) % kShingleMinima;
      if (x[place] != y[place] || x[next] != y[next]) continue;
      if (!Common(place, x[place]) && !Common(next, x[next])) return true;
    }
    return false;
  }
  static int64_t DaysApart(const Item& a, const Item& b) {
    if (!a.date.known() || !b.date.known()) return 0;
    const auto x = a.date.interval();
    const auto y = b.date.interval();
    return std::max<int64_t>({0, x.start - y.end, y.start - x.end});
  }
  bool Alike(size_t i, size_t j) const {
    int64_t apart = 100000;
    for (const Item* a : texts_[i]) {
      for (const Item* b : texts_[j]) apart = std::min(apart, DaysApart(*a, *b));
    }
    return i != j && AreAlike(SketchOf(i), SketchOf(j), static_cast<int>(apart)) && Compared(i, j);
  }
  double Containment(size_t i, size_t j) const {
    return EstimateLikeness(SketchOf(i), SketchOf(j)).containment;
  }
  // What the containment with a text that is linked to this one is greater than.
  double MustContain(size_t i) const {
    uint32_t same = 0;
    uint32_t different = 0;
    double closest = 0;
    for (size_t j = 0; j < texts_.size(); ++j) {
      if (!Alike(i, j)) continue;
      if (AreFilledDifferently(SketchOf(i), SketchOf(j))) {
        ++different;
        closest = std::max(closest, Containment(i, j));
      } else {
        ++same;
      }
    }
    return different >= kMinLetters && different >= same ? closest : 0;
  }
  bool Linked(size_t i, size_t j) const {
    return Alike(i, j) && !AreFilledDifferently(SketchOf(i), SketchOf(j)) &&
           Containment(i, j) > std::max(MustContain(i), MustContain(j));
  }

  const int64_t max_sharing_;
  std::vector<Text> texts_;
};

// What a reader of the stored heads would see.
class Stored {
 public:
  void Apply(const std::vector<CopyGroups::Change>& changes) {
    for (const CopyGroups::Change& change : changes) {
      EXPECT_NE(heads_[change.id], change.head) << change.id << " has not changed";
      heads_[change.id] = change.head;
    }
  }
  void Forget(const std::string& id) { heads_.erase(id); }
  std::string HeadOf(const std::string& id) const {
    const auto it = heads_.find(id);
    return it == heads_.end() ? "" : it->second;
  }
  Heads heads() const {
    Heads heads;
    for (const auto& [id, head] : heads_) {
      if (!head.empty()) heads[id] = head;
    }
    return heads;
  }

 private:
  Heads heads_;
};

// A text of one of a few families: a shared part, more or less of it, with words of its own.
std::string FamilyText(std::mt19937* random) {
  const auto pick = [random](int count) { return static_cast<int>((*random)() % count); };
  const int family = pick(12);
  const int whole = pick(10) == 0 ? pick(12) : 30 + family * 12;
  const int size = pick(3) == 0 ? whole * (60 + pick(40)) / 100 : whole;  // Cut off or not.
  const int edits = pick(4) == 0 ? 0 : pick(family % 2 == 0 ? 10 : 40);
  const int letter = pick(5);  // Every other family is a form.
  std::string text;
  for (int i = 0; i < size; ++i) {
    if (pick(100) < edits) {
      absl::StrAppend(&text, " o", pick(100000));
    } else if (family % 2 == 0 && i % 15 == 5) {
      absl::StrAppend(&text, " Name", pick(10) == 0 ? pick(5) : letter, "at", i);
    } else if (i % 10 == 9) {
      absl::StrAppend(&text, " ", 100 + pick(4));  // A number.
    } else {
      // The families share their first words, as pages of one site do.
      absl::StrAppend(&text, " f", i < 15 ? 0 : family, "w", i);
    }
  }
  return text;
}

class CopyGroupsRandomTest : public ::testing::TestWithParam<uint32_t> {};

TEST_P(CopyGroupsRandomTest, AreWhatTheirDefinitionSaysHoweverTheyCameAbout) {
  const uint32_t max_sharing = GetParam();
  size_t grouped = 0;
  size_t alone = 0;
  size_t letters = 0;
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&random](int count) { return static_cast<int>(random() % count); };
    // Also with few pairs kept, or none: then links are found another way.
    const size_t max_pairs = seed % 3 == 0 ? kMaxPairs : seed % 3 == 1 ? 40 : 0;
    // And with texts looked up, as among many: in lists made anew often, seldom, or not at all.
    const size_t min_indexed = seed % 4 == 0 ? kMinIndexedTexts : seed % 4 * 20 - 20;
    const auto make = [&] {
      return std::make_unique<CopyGroups>(max_sharing, max_pairs, min_indexed);
    };
    auto groups = make();
    Items items;
    Stored stored;
    for (int step = 0; step < 12; ++step) {
      for (int change = pick(step == 0 ? 120 : 40); change >= 0; --change) {
        const std::string id = absl::StrCat("a", pick(150));
        if (pick(4) == 0) {
          groups->Remove(id);
          items.erase(id);
          stored.Forget(id);
          continue;
        }
        Item item = MakeItem(id, FamilyText(&random), Day(pick(3) * 10), pick(3) * 1000);
        // As in an index: a text without words takes its head along.
        if (item.record.sketch.shingles == 0) stored.Forget(id);
        groups->Put(item.record, item.date);
        items[id] = std::move(item);
      }
      stored.Apply(groups->Settle());
      const Oracle oracle(items, max_sharing);
      const Heads expected = oracle.Group();
      letters += oracle.letters();
      ASSERT_EQ(stored.heads(), expected) << "seed " << seed << ", step " << step;
      EXPECT_EQ(groups->grouped_count(), expected.size());
      EXPECT_THAT(groups->Settle(), IsEmpty()) << "there is nothing left to do";
      grouped += expected.size();
      alone += items.size() - expected.size();
      if (pick(3) == 0) {  // A new process.
        groups = make();
        for (const auto& [id, item] : items) {
          if (item.record.sketch.shingles == 0) continue;
          groups->Restore(item.record, item.date, stored.HeadOf(id));
        }
        if (pick(2) == 0) groups->FinishRestoring();
      }
    }
  }
  EXPECT_GT(grouped, max_sharing == 0 ? 100u : 1000u);
  EXPECT_GT(alone, 1000u);
  EXPECT_GE(letters, max_sharing < 12 ? 0u : 100u);
}

INSTANTIATE_TEST_SUITE_P(MaxSharing, CopyGroupsRandomTest, ::testing::Values(0, 3, 12, 100000));

std::string Text(const std::string& name, int words = 60) {
  std::string text;
  for (int i = 0; i < words; ++i) absl::StrAppend(&text, " ", name, i);
  return text;
}

Heads HeadsOf(const std::vector<Item>& items, CopyGroups* groups) {
  for (const Item& item : items) groups->Put(item.record, item.date);
  Stored stored;
  stored.Apply(groups->Settle());
  return stored.heads();
}

TEST(CopyGroupsTest, HeadIsTheEarliest) {
  const std::string text = Text("w");
  struct Case {
    const char* what;
    Item first, second;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"known date", MakeItem("z", text, Day(9000), 5), MakeItem("a", text, Day(0), 1)},
           {"earlier date", MakeItem("z", text, Day(9000), 5), MakeItem("a", text, Day(9001), 1)},
           {"known capture", MakeItem("z", text, Day(1), 5), MakeItem("a", text, Day(1), 0)},
           {"earlier capture", MakeItem("z", text, Day(1), 5), MakeItem("a", text, Day(1), 6)},
           {"smaller id", MakeItem("a", text, Day(1), 5), MakeItem("b", text, Day(1), 5)}}) {
    const std::string id = c.first.record.id;
    for (const auto& items : {std::vector{c.first, c.second}, std::vector{c.second, c.first}}) {
      CopyGroups groups;
      EXPECT_THAT(HeadsOf(items, &groups),
                  UnorderedElementsAre(Pair(id, id), Pair(c.second.record.id, id)))
          << c.what;
    }
  }
}

TEST(CopyGroupsTest, KeepsAPileOfEqualTextsTogetherHoweverCommonItIs) {
  CopyGroups groups(10);
  std::vector<Item> items;
  for (int i = 0; i < 3000; ++i) items.push_back(MakeItem(absl::StrCat("a", i), Text("w")));
  EXPECT_EQ(HeadsOf(items, &groups).size(), 3000u);
  EXPECT_EQ(groups.group_count(), 1u);
  EXPECT_EQ(groups.grouped_count(), 3000u);
}

TEST(CopyGroupsTest, KeepsOneTextOfManyDatesTogether) {
  CopyGroups groups(10);
  std::vector<Item> items;
  // Shuffled: 7 and 24,001 have no common factor.
  constexpr int kDates = 24000;
  for (int i = 1; i <= kDates; ++i) {
    items.push_back(MakeItem(absl::StrCat("a", i), Text("w"), Day(1 + i * 7 % (kDates + 1))));
  }
  Heads heads = HeadsOf(items, &groups);
  EXPECT_EQ(heads.size(), items.size());
  EXPECT_EQ(groups.group_count(), 1u);
}

TEST(CopyGroupsTest, FindsAllAnewWhenItIsTold) {
  const Item a = MakeItem("a", Text("w"));
  const Item b = MakeItem("b", Text("w"));
  const Item c = MakeItem("c", Text("other"));
  for (const bool reconsidered : {false, true}) {
    CopyGroups groups;
    groups.Restore(a.record, a.date, "a");
    groups.Restore(b.record, b.date, "a");
    groups.Restore(c.record, c.date, "a");
    if (reconsidered) groups.Reconsider();
    std::map<std::string, std::string> changes;
    for (const CopyGroups::Change& change : groups.Settle()) changes[change.id] = change.head;
    if (reconsidered) {
      EXPECT_THAT(changes, UnorderedElementsAre(Pair("c", "")));
    } else {
      EXPECT_THAT(changes, IsEmpty()) << "what is stored is taken for settled";
    }
  }
}

TEST(CopyGroupsTest, DoesNotCompareEverythingThatSharesBoilerplate) {
  // Nine tenths are the same in all of them, which would do for one group.
  std::vector<Item> items;
  for (int i = 0; i < 30; ++i) {
    items.push_back(
        MakeItem(absl::StrCat("a", i), Text("site", 600) + Text(absl::StrCat("own", i, "x"))));
  }
  CopyGroups below(30);
  EXPECT_EQ(HeadsOf(items, &below).size(), 30u);
  CopyGroups above(10);
  EXPECT_THAT(HeadsOf(items, &above), IsEmpty());
}

TEST(CopyGroupsTest, LinksToAGroupThatIsNotAlikeToWhatChanged) {
  // Half of the long text is a form, of which there are two other letters; half of it is, roughly,
  // a text that has a copy.
  const auto letter = [](const std::string& name) {
    std::string text;
    for (int i = 0; i < 160; ++i) absl::StrAppend(&text, i % 80 == 9 ? " " + name : "", " form", i);
    return text;
  };
  const auto other = [](const std::string& edit) {
    std::string text;
    for (int i = 0; i < 160; ++i) absl::StrAppend(&text, i % 7 == 3 ? edit : "", " other", i);
    return text;
  };
  CopyGroups groups;
  const Heads heads =
      HeadsOf({MakeItem("long", letter("Smith") + other("")), MakeItem("letter-1", letter("Jones")),
               MakeItem("letter-2", letter("Miller")), MakeItem("other-1", other(" edited")),
               MakeItem("other-2", other(" edited"))},
              &groups);
  EXPECT_THAT(heads, UnorderedElementsAre(Pair("other-1", "other-1"), Pair("other-2", "other-1")));
  groups.Remove("letter-2");
  std::map<std::string, std::string> changes;
  for (const CopyGroups::Change& change : groups.Settle()) changes[change.id] = change.head;
  EXPECT_THAT(changes, UnorderedElementsAre(Pair("long", "long"), Pair("other-1", "long"),
                                            Pair("other-2", "long")));
}

TEST(CopyGroupsTest, MendsStoredGroupsThatDoNotFitTogether) {
  const Item a = MakeItem("a", Text("w"));
  const Item b = MakeItem("b", Text("w"));
  const Item c = MakeItem("c", Text("other"));
  CopyGroups groups;
  groups.Restore(a.record, a.date, "gone");
  groups.Restore(b.record, b.date, "c");
  groups.Restore(c.record, c.date, "");
  std::map<std::string, std::string> changes;
  for (const CopyGroups::Change& change : groups.Settle()) changes[change.id] = change.head;
  EXPECT_THAT(changes, UnorderedElementsAre(Pair("a", "a"), Pair("b", "a")));
}

}  // namespace
}  // namespace dateline::store
