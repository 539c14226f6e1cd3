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
  return {{id, captured_at, MakeCopySketch({}, text::Tokenize(body))}, date};
}

// The definition at the head of copy_groups.h, with loops over everything.
class Oracle {
 public:
  Oracle(const Items& items, uint32_t max_sharing) : max_sharing_(max_sharing) {
    for (const auto& [id, item] : items) {
      if (item.record.sketch.shingles > 0) items_.push_back(&item);
    }
  }

  Heads Group() const {
    std::vector<size_t> group(items_.size());
    for (size_t i = 0; i < group.size(); ++i) group[i] = i;
    for (size_t i = 0; i < group.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (group[i] == group[j] || !Linked(*items_[i], *items_[j])) continue;
        std::replace(group.begin(), group.end(), size_t{group[i]}, size_t{group[j]});
      }
    }
    Heads heads;
    for (size_t i = 0; i < group.size(); ++i) {
      if (std::count(group.begin(), group.end(), group[i]) == 1) continue;
      size_t head = i;
      for (size_t j = 0; j < group.size(); ++j) {
        if (group[j] == group[i] && Rank(*items_[j]) < Rank(*items_[head])) head = j;
      }
      heads[items_[i]->record.id] = items_[head]->record.id;
    }
    return heads;
  }

 private:
  static std::tuple<bool, absl::CivilDay, bool, int64_t, std::string> Rank(const Item& item) {
    return {!item.date.known(), item.date.known() ? item.date.day : absl::CivilDay(),
            item.record.captured_at == 0, item.record.captured_at, item.record.id};
  }
  bool Common(size_t place, uint16_t minimum) const {
    return std::count_if(items_.begin(), items_.end(), [&](const Item* item) {
             return item->record.sketch.minima[place] == minimum;
           }) > max_sharing_;
  }
  bool Compared(const Item& a, const Item& b) const {
    const auto& x = a.record.sketch.minima;
    const auto& y = b.record.sketch.minima;
    for (size_t i = 0; i < kShingleMinima; ++i) {
      const size_t next = (i + 1) % kShingleMinima;
      if (x[i] != y[i] || x[next] != y[next]) continue;
      if (!Common(i, x[i]) && !Common(next, x[next])) return true;
    }
    return a.record.sketch == b.record.sketch;
  }
  bool Linked(const Item& a, const Item& b) const {
    int64_t apart = 0;
    if (a.date.known() && b.date.known()) {
      const auto x = a.date.interval();
      const auto y = b.date.interval();
      apart = std::max<int64_t>({0, x.start - y.end, y.start - x.end});
    }
    return AreCopies(a.record.sketch, b.record.sketch, static_cast<int>(apart)) && Compared(a, b);
  }

  const int64_t max_sharing_;
  std::vector<const Item*> items_;
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
  const int size = pick(10) == 0 ? pick(12) : 30 + family * 12;
  const int edits = pick(4) == 0 ? 0 : pick(40);
  std::string text;
  for (int i = 0; i < size; ++i) {
    if (pick(100) < edits) {
      absl::StrAppend(&text, " o", pick(100000));
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
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    const auto pick = [&random](int count) { return static_cast<int>(random() % count); };
    auto groups = std::make_unique<CopyGroups>(max_sharing);
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
      const Heads expected = Oracle(items, max_sharing).Group();
      ASSERT_EQ(stored.heads(), expected) << "seed " << seed << ", step " << step;
      EXPECT_EQ(groups->grouped_count(), expected.size());
      EXPECT_THAT(groups->Settle(), IsEmpty()) << "there is nothing left to do";
      grouped += expected.size();
      alone += items.size() - expected.size();
      if (pick(3) == 0) {  // A new process.
        groups = std::make_unique<CopyGroups>(max_sharing);
        for (const auto& [id, item] : items) {
          if (item.record.sketch.shingles == 0) continue;
          groups->Restore(item.record, item.date, stored.HeadOf(id));
        }
      }
    }
  }
  EXPECT_GT(grouped, max_sharing == 0 ? 100u : 1000u);
  EXPECT_GT(alone, 1000u);
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
