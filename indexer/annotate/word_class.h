// What a single word may be beside or inside a name. data/words.txt lists the words of most
// classes.

#ifndef DATELINE_INDEXER_ANNOTATE_WORD_CLASS_H_
#define DATELINE_INDEXER_ANNOTATE_WORD_CLASS_H_

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::annotate {

enum WordClass : uint32_t {
  kTitle = 1u << 0,        // before a person's name, in capitals: President, Gen.
  kHonorific = 1u << 1,    // a title that always has a person behind it: Mr, Dr
  kRole = 1u << 2,         // lower-case noun before a person's name: spokesman
  kSay = 1u << 3,          // verb of which persons are the subject: said
  kOrgHead = 1u << 4,      // last word of an organization's name: Ministry
  kOrgOf = 1u << 5,        // word before "of" in an organization's name: Bank
  kOrgSuffix = 1u << 6,    // legal form: Inc
  kPlaceHead = 1u << 7,    // last word of a place's name: River
  kPlacePrefix = 1u << 8,  // first word of a place's name: Lake
  kDirection = 1u << 9,    // northern
  kEventHead = 1u << 10,   // last word of a name of something else: Cup, Treaty
  kMonth = 1u << 11,
  kWeekday = 1u << 12,
  kParticle = 1u << 13,     // lower-case part of a person's name: bin, van
  kFamilyFirst = 1u << 14,  // East Asian family name: Kim
  kDemonym = 1u << 15,      // nationality, religion, party: Russian
  kFunction = 1u << 16,     // grammatical word: the
  kMinistry = 1u << 17,     // what a ministry is of: Foreign
  kCommon = 1u << 18,       // usually written in lower case
  kGivenMale = 1u << 19,
  kGivenFemale = 1u << 20,
  kSurname = 1u << 21,
  kRank = 1u << 23,       // adjective before a title: Senior
  kClub = 1u << 24,       // behind the name of a sports club: striker
  kAgainst = 1u << 25,    // before the name of a sports club: beat
  kNoName = 1u << 22,     // capitals that name nothing we look for: GDP, God
  kVessel = 1u << 26,     // before the name of a ship: ferry
  kPlaceNoun = 1u << 27,  // lower-case noun before a place's name: village
  kOrgNoun = 1u << 28,    // lower-case noun before an organization's name: airline
  kIllness = 1u << 29,    // behind a place's name that is no place there: fever
  kStorm = 1u << 30,      // before a name that a storm has: hurricane
};
using WordClasses = uint32_t;

inline constexpr WordClasses kGiven = kGivenMale | kGivenFemale;

struct WordClassName {
  absl::string_view name;  // As data/words.txt writes it.
  WordClass word_class;
};

// The classes listed in data/words.txt.
inline constexpr std::array<WordClassName, 28> kWordClassNames = {{
    {"title", kTitle},
    {"honorific", kHonorific},
    {"role", kRole},
    {"say", kSay},
    {"orghead", kOrgHead},
    {"orgof", kOrgOf},
    {"orgsuffix", kOrgSuffix},
    {"placehead", kPlaceHead},
    {"placepre", kPlacePrefix},
    {"direction", kDirection},
    {"eventhead", kEventHead},
    {"month", kMonth},
    {"weekday", kWeekday},
    {"particle", kParticle},
    {"familyfirst", kFamilyFirst},
    {"demonym", kDemonym},
    {"function", kFunction},
    {"ministry", kMinistry},
    {"noname", kNoName},
    {"common", kCommon},
    {"rank", kRank},
    {"club", kClub},
    {"against", kAgainst},
    {"vessel", kVessel},
    {"placenoun", kPlaceNoun},
    {"orgnoun", kOrgNoun},
    {"illness", kIllness},
    {"storm", kStorm},
}};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_WORD_CLASS_H_
