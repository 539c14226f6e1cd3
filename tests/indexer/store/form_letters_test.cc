// Letters that one form gives, filled in with other names, places, amounts and dates, are not
// copies of each other; versions of one letter are.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "indexer/store/copy_groups.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

// In each: the person, the place, the body that gets something, an amount, another one, a month.
const char* const kForms[] = {
    "Councillor {PERSON} said today that the {BODY} in {PLACE} will receive {AMOUNT} crowns from "
    "the "
    "County Fund for Safe Homes. The money comes from the third round of the fund and pays for "
    "hoses, "
    "coats and a pump that can be carried by two people.\n"
    "\"Nobody works harder for their neighbours than the men and women of the {BODY},\" said "
    "{PERSON}. "
    "\"They run towards what the rest of us run from, and they do so with engines older than they "
    "are. With this grant they can buy what they have gone without for too long.\"\n"
    "The fund was set up by the county four years ago and is open to every volunteer service with "
    "fewer than 50 members. Each grant is matched by the town. In {PLACE} the council has set "
    "aside "
    "{OTHER} crowns for that, and the first of the new equipment is to arrive in {MONTH}.\n"
    "Applications for the next round can be handed in at the county offices until the end of the "
    "year. A list of all grants hangs in the hall of the Old Mint.",
    "{PLACE}, {MONTH} - The {BODY} earned {AMOUNT} crowns a share in the quarter, after {OTHER} a "
    "year earlier, it said in a statement. Chief executive {PERSON} called the result solid in a "
    "market that had become harder to read. Costs of raw material and freight rose once more, "
    "while "
    "prices could be raised only in part, the statement said. The board expects business in the "
    "coming quarter to go on much as it has. Shareholders will be asked to vote on the accounts at "
    "their yearly meeting, which takes place in {PLACE} again.",
    "the {BODY} of {PLACE} has named {PERSON} as its reader of the month for {MONTH}, a title that "
    "goes to whoever borrows and returns the most books. {PERSON} took home {AMOUNT} of them and "
    "brought back {OTHER}, all on time. the prize is a card with which nothing needs to be paid "
    "for "
    "half a year, and a place on the board beside the door. children under the age of ten have a "
    "contest of their own, and classes may take part as one reader. the next winner is drawn on "
    "the "
    "first monday, when the house stays open until late and there is tea for everyone who comes.",
};

struct Version {
  int letter;
  std::string title;
  std::string body;
  int day;
};

class LetterMaker {
 public:
  LetterMaker(const std::string& form, uint32_t seed) : form_(form), random_(seed) {}

  // `count` letters on days up to `days` apart, some with versions.
  std::vector<Version> Make(int count, int days) {
    std::vector<Version> versions;
    for (int letter = 0; letter < count; ++letter) {
      const std::string body = Letter();
      const std::string title = absl::StrCat("News of the day, ", Name());
      const int day = 10000 + Pick(days);
      versions.push_back({letter, title, body, day});
      for (int more = Pick(3); more > 0; --more) {
        versions.push_back({letter, Pick(2) == 0 ? title : "Good news " + Name(), Edit(body), day});
      }
    }
    return versions;
  }

 private:
  int Pick(int count) { return static_cast<int>(random_() % count); }

  std::string Name() {
    static const char* const kFirst[] = {"Bar", "Cal", "Dor", "Fen", "Gar", "Hol", "Kes", "Lam"};
    static const char* const kMiddle[] = {"a", "e", "i", "o", "an", "er", "il", "ot"};
    static const char* const kLast[] = {"ben",  "dale", "furt", "gate",
                                        "mere", "ner",  "stow", "ton"};
    return absl::StrCat(kFirst[Pick(8)], kMiddle[Pick(8)], kLast[Pick(8)]);
  }

  std::string Letter() {
    static const char* const kMonths[] = {"January", "April", "June", "September", "November"};
    static const char* const kBodies[] = {"Fire Brigade", "Library", "Mills", "Sea Rescue"};
    return absl::StrReplaceAll(form_, {{"{PERSON}", absl::StrCat(Name(), " ", Name())},
                                       {"{PLACE}", Name()},
                                       {"{BODY}", absl::StrCat(Name(), " ", kBodies[Pick(4)])},
                                       {"{AMOUNT}", absl::StrCat(11 + Pick(90000))},
                                       {"{OTHER}", absl::StrCat(11 + Pick(90000))},
                                       {"{MONTH}", kMonths[Pick(5)]}});
  }

  std::string Edit(const std::string& body) {
    std::vector<std::string> words = absl::StrSplit(body, ' ');
    switch (Pick(5)) {
      case 0:  // A few words.
        for (int i = 0; i < 3; ++i) words[Pick(static_cast<int>(words.size()))] = "indeed";
        return absl::StrJoin(words, " ");
      case 1:
        return body + "\nCorrection: an earlier version of this notice gave a wrong figure.";
      case 2:  // A tail cut off.
        words.resize(words.size() * 3 / 4);
        return absl::StrJoin(words, " ");
      case 3:
        return "Home\nShare this\n" + body + "\nMost read\nSubscribe to the Evening Gazette";
      default:
        return "Welcome to our archive\nSearch\n" + body + "\nPrint this page";
    }
  }

  const std::string form_;
  std::mt19937 random_;
};

// The groups of versions, by index.
std::vector<std::vector<int>> GroupsOf(const std::vector<Version>& versions) {
  CopyGroups groups;
  for (size_t i = 0; i < versions.size(); ++i) {
    const Version& v = versions[i];
    article::PublishDate date;
    date.precision = article::DatePrecision::kDay;
    date.day = article::FromDayNumber(v.day);
    groups.Put({absl::StrCat(i), 0,
                MakeCopySketch(text::Tokenize(v.title), text::Tokenize(v.body), v.body)},
               date);
  }
  std::map<std::string, std::vector<int>> by_head;
  std::set<int> grouped;
  for (const CopyGroups::Change& change : groups.Settle()) {
    by_head[change.head].push_back(std::stoi(change.id));
    grouped.insert(std::stoi(change.id));
  }
  std::vector<std::vector<int>> all;
  for (const auto& [head, members] : by_head) all.push_back(members);
  for (size_t i = 0; i < versions.size(); ++i) {
    if (grouped.count(static_cast<int>(i)) == 0) all.push_back({static_cast<int>(i)});
  }
  return all;
}

TEST(FormLettersTest, AreKeptApartAndTheirVersionsTogether) {
  for (const char* form : kForms) {
    for (const int letters : {2, 3, 10, 60, 300}) {
      for (const int days : {1, 200}) {
        const std::vector<Version> versions =
            LetterMaker(form, static_cast<uint32_t>(letters + days)).Make(letters, days);
        // Of every letter: the groups that its versions are in. And the largest mixture.
        std::map<int, std::set<size_t>> groups_of_letter;
        size_t mixed = 0;
        const auto groups = GroupsOf(versions);
        for (size_t g = 0; g < groups.size(); ++g) {
          std::set<int> of_group;
          for (int version : groups[g]) of_group.insert(versions[version].letter);
          for (int letter : of_group) groups_of_letter[letter].insert(g);
          mixed = std::max(mixed, of_group.size());
        }
        const auto what = absl::StrCat(letters, " letters in ", days, " days: ", form);
        const auto torn = std::count_if(groups_of_letter.begin(), groups_of_letter.end(),
                                        [](const auto& entry) { return entry.second.size() > 1; });
        // Of few letters none is wrong; of many, hundreds of texts are alike to each, and a few
        // are.
        EXPECT_LE(mixed, letters > 50 ? 2u : 1u) << what;
        EXPECT_LE(torn, letters / 20) << what;
      }
    }
  }
}

}  // namespace
}  // namespace dateline::store
