// Writes the gazetteers that are compiled into the annotator as one C++ source (gazetteer_data.h
// says how the text inside is laid out).
//
//   gazetteer_generator DATA_FOLDER ISO_CODES_FOLDER OUTPUT.cc
//
// Sources that know better come first, and a key stays with the first source that has it: our own
// names, countries (ICU, iso-codes), cities of 1,000,000 and capitals, states and provinces, other
// cities. The regions of the names, and the places that share one, are found on the way.

#include <unicode/locid.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/phrase_key.h"
#include "indexer/annotate/word_class.h"
#include "rapidjson/document.h"

namespace dateline::annotate {
namespace {

using article::Kind;

constexpr int kLargeCity = 100000;
constexpr int kMetropolis = 1000000;

struct Entry {
  Kind kind;
  Renown renown;
  bool capitals_only;
  std::string canonical;
};

// What a country or a city that no list of its own tells the renown of counts for, beside the
// thousands of inhabitants of cities.
constexpr int kCountryRenown = 20000;
constexpr int kStateRenown = 10000;
constexpr int kLandRenown = 1000;
// A city known by less is not the one that a listed name stands for.
constexpr int kListedCityRenown = 100;

struct Region {
  std::string name;
  std::string demonym;
};

// A row of namesakes.txt.
struct KnownBearer {
  std::string name;
  std::string region;
  int renown;
  std::string cues;
};

struct FirstName {
  std::string sex;
  std::vector<std::string> full;  // What it is short for.
};

std::map<std::string, FirstName> first_names;
std::map<std::string, Entry> names;
std::map<std::string, WordClasses> words;
std::map<std::string, Region> regions;
std::map<std::string, std::string> counties;   // PhraseKeys, and the region around each.
std::map<std::string, std::string> region_of;  // By display name; first come.
std::map<std::string, std::vector<KnownBearer>> known_bearers;  // By PhraseKey.
std::map<std::string, std::map<std::string, int>> bearers;  // By display name; renown by region.
std::map<std::string, std::string> name_of_bearers;         // PhraseKey to the key of `bearers`.

// A source that cannot be read fails the build.
std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  if (!in || all.str().empty()) {
    std::cerr << "gazetteer_generator: cannot read " << path << "\n";
    std::exit(1);
  }
  return all.str();
}

std::vector<std::string> ReadLines(const std::string& path) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(ReadFile(path), '\n', absl::SkipWhitespace())) {
    if (!absl::StartsWith(line, "#")) lines.emplace_back(line);
  }
  return lines;
}

bool IsCapitals(absl::string_view form) {
  size_t letters = 0;
  for (const char c : form) {
    if (absl::ascii_islower(static_cast<unsigned char>(c))) return false;
    letters += absl::ascii_isupper(static_cast<unsigned char>(c)) ? 1 : 0;
  }
  return letters > 0 && letters <= 6;
}

void AddName(Kind kind, Renown renown, absl::string_view form, absl::string_view canonical) {
  const std::string key = PhraseKey(form);
  if (key.empty()) return;
  const auto [at, added] =
      names.insert({key, Entry{kind, renown, IsCapitals(form), std::string(canonical)}});
  // "Tass" beside "TASS": listed in both forms, it needs no capitals.
  if (!added && renown == Renown::kListed && at->second.capitals_only && !IsCapitals(form)) {
    at->second.capitals_only = false;
  }
}

std::string CanonicalOf(absl::string_view form, absl::string_view otherwise) {
  const auto at = names.find(PhraseKey(form));
  return at == names.end() ? std::string(otherwise) : at->second.canonical;
}

void AddListed(const std::string& path, Kind kind) {
  for (const std::string& line : ReadLines(path)) {
    const std::vector<std::string> sides = absl::StrSplit(line, absl::MaxSplits(" = ", 1));
    AddName(kind, Renown::kListed, sides[0], sides.back());
  }
}

std::string IcuName(const std::string& code, UDisplayContext length) {
  UErrorCode status = U_ZERO_ERROR;
  UDisplayContext contexts[] = {length};
  ULocaleDisplayNames* display = uldn_openForContext("en", contexts, 1, &status);
  UChar buffer[200];
  const int32_t size = uldn_regionDisplayName(display, code.c_str(), buffer, 200, &status);
  uldn_close(display);
  std::string name;
  if (U_SUCCESS(status)) icu::UnicodeString(buffer, size).toUTF8String(name);
  return name;
}

// "Hong Kong SAR China" and "Myanmar (Burma)" without what only tells them apart.
std::string Plain(std::string name) {
  name = name.substr(0, name.find(" ("));
  const size_t amp = name.find(" & ");
  if (amp != std::string::npos) name.replace(amp, 3, " and ");
  return std::string(absl::StripSuffix(name, " SAR China"));
}

rapidjson::Document ParseJson(const std::string& path) {
  rapidjson::Document document;
  document.Parse(ReadFile(path).c_str());
  if (document.HasParseError()) {
    std::cerr << "gazetteer_generator: " << path << " is not JSON\n";
    std::exit(1);
  }
  return document;
}

void AddCountry(const std::string& code, const std::vector<std::string>& iso_forms) {
  std::vector<std::string> forms = iso_forms;
  const std::string icu = IcuName(code, UDISPCTX_LENGTH_FULL);
  if (!icu.empty() && icu != code) {
    forms.insert(forms.begin(), Plain(icu));
    const size_t other = icu.find(" (");
    if (other != std::string::npos && absl::EndsWith(icu, ")")) {
      forms.push_back(icu.substr(other + 2, icu.size() - other - 3));
    }
  }
  const std::string brief = IcuName(code, UDISPCTX_LENGTH_SHORT);
  if (brief.size() > 2) forms.push_back(Plain(brief));
  if (forms.empty()) return;
  std::string canonical = forms[0];
  for (const std::string& form : forms) {
    if (known_bearers.count(PhraseKey(form)) == 0) canonical = CanonicalOf(form, canonical);
  }
  for (const std::string& form : forms) {
    const auto rows = known_bearers.find(PhraseKey(form));
    if (rows == known_bearers.end()) continue;
    for (const KnownBearer& row : rows->second) {
      if (row.region == "=" + code) canonical = row.name;
    }
  }
  regions[code].name = canonical;
  region_of.insert({canonical, "=" + code});
  for (const std::string& form : forms) {
    AddName(Kind::kPlace, Renown::kCountry, form, canonical);
  }
}

void AddCountries(const std::string& iso_folder) {
  const rapidjson::Document iso = ParseJson(iso_folder + "/iso_3166-1.json");
  for (const auto& country : iso["3166-1"].GetArray()) {
    std::vector<std::string> forms;
    for (const char* field : {"common_name", "name", "official_name"}) {
      if (!country.HasMember(field)) continue;
      const std::string form(absl::StripPrefix(country[field].GetString(), "the "));
      if (form.find(',') == std::string::npos) forms.push_back(Plain(form));
    }
    AddCountry(country["alpha_2"].GetString(), forms);
  }
}

// States, provinces and their like, without the word for their sort ("Anhui Sheng").
void AddSubdivisions(const std::string& iso_folder) {
  static const std::set<std::string> kSorts = {
      "State",  "Province", "Prefecture", "Governorate",         "Region",         "Territory",
      "Canton", "Land",     "Republic",   "Autonomous province", "Union territory"};
  static const std::set<std::string> kGeneric = {"Sheng",  "Shi",  "Zizhiqu", "SAR",
                                                 "Oblast", "Kray", "Okrug",   "Respublika"};
  static const std::set<std::string> kCompass = {"north",
                                                 "south",
                                                 "east",
                                                 "west",
                                                 "central",
                                                 "northern",
                                                 "southern",
                                                 "eastern",
                                                 "western",
                                                 "centre",
                                                 "central region",
                                                 "capital",
                                                 "national capital district",
                                                 "centro"};
  const rapidjson::Document iso = ParseJson(iso_folder + "/iso_3166-2.json");
  for (const auto& part : iso["3166-2"].GetArray()) {
    std::string name = part["name"].GetString();
    const std::string code = part["code"].GetString();
    const std::string country = code.substr(0, 2);
    const bool states = country == "US" || country == "CA" || country == "AU";
    if (states || code == "GB-ENG" || code == "GB-NIR" || code == "GB-SCT" || code == "GB-WLS") {
      regions[code].name = name.substr(0, name.find(" ["));
      const std::string form = CanonicalOf(regions[code].name, regions[code].name);
      if (!names.count(PhraseKey(form)) || names.at(PhraseKey(form)).renown == Renown::kListed)
        region_of.insert({form, "=" + code});
    }
    // "Lincolnshire", which says that the town before it is in England.
    if (country == "GB" && part.HasMember("parent") && !names.count(PhraseKey(name)))
      counties.insert({PhraseKey(name), part["parent"].GetString()});
    if (kSorts.count(part["type"].GetString()) == 0 || name.find(',') != std::string::npos) {
      continue;
    }
    const size_t space = name.rfind(' ');
    if (space != std::string::npos && kGeneric.count(name.substr(space + 1))) name.resize(space);
    name = Plain(name);
    if (kCompass.count(PhraseKey(name))) continue;
    if (states || !names.count(PhraseKey(name)))
      region_of.insert({CanonicalOf(name, name), "=" + (states ? code : country)});
    AddName(Kind::kPlace, states ? Renown::kCapital : Renown::kLarge, name, name);
  }
}

void AddCities(const std::string& path, int min_population, int max_population) {
  for (const std::string& line : ReadLines(path)) {
    const std::vector<std::string> column = absl::StrSplit(line, '\t');
    int population = 0;
    if (column.size() != 4 || !absl::SimpleAtoi(column[2], &population)) continue;
    const bool capital = column[3] == "1";
    const int rank = capital ? std::max(population, kMetropolis) : population;
    if (rank < min_population || rank >= max_population) continue;
    const Renown renown = capital || population >= kMetropolis ? Renown::kCapital
                          : population >= kLargeCity           ? Renown::kLarge
                                                               : Renown::kSmall;
    AddName(Kind::kPlace, renown, column[0], column[0]);
    if (population >= kLargeCity || capital)
      region_of.insert({CanonicalOf(column[0], column[0]), column[1]});
    else if (names.at(PhraseKey(column[0])).renown == renown)
      region_of.insert({names.at(PhraseKey(column[0])).canonical, column[1]});
  }
}

void AddKnownBearers(const std::string& path) {
  for (const std::string& line : ReadLines(path)) {
    std::vector<std::string> column;
    for (absl::string_view part : absl::StrSplit(line, '|'))
      column.emplace_back(absl::StripAsciiWhitespace(part));
    int renown = 0;
    if (column.size() != 5 || !absl::SimpleAtoi(column[3], &renown)) {
      std::cerr << "gazetteer_generator: namesakes.txt has the line \"" << line << "\"\n";
      std::exit(1);
    }
    known_bearers[PhraseKey(column[0])].push_back({column[1], column[2], renown, column[4]});
    region_of.insert({column[1], column[2]});
  }
}

// The other spelling of "St. Louis" and "Saint Louis".
std::string SaintForm(const std::string& key) {
  if (absl::StartsWith(key, "st ")) return "saint " + key.substr(3);
  if (absl::StartsWith(key, "saint ")) return "st " + key.substr(6);
  return key;
}

// Cities of one name, and those that two spellings of one known name stand for.
void AddBearers(const std::string& path) {
  for (const std::string& line : ReadLines(path)) {
    const std::vector<std::string> column = absl::StrSplit(line, '\t');
    if (column.size() != 2 || column[1] == "regions") continue;
    const std::string key = PhraseKey(column[0]);
    const std::string name = CanonicalOf(key, CanonicalOf(SaintForm(key), column[0]));
    for (const std::string& form : {key, SaintForm(key), PhraseKey(name)})
      name_of_bearers.insert({form, name});
    for (absl::string_view cell : absl::StrSplit(column[1], ' ')) {
      const std::vector<std::string> part = absl::StrSplit(cell, ':');
      int renown = 0;
      if (part.size() != 2 || !absl::SimpleAtoi(part[1], &renown)) continue;
      int& most = bearers[name][part[0]];
      most = std::max(most, renown);
    }
  }
}

// A known name may be a country's or a state's beside the cities', or something else of ours.
void AddKnownPlacesToBearers() {
  for (auto& [name, by_region] : bearers) {
    const auto known = names.find(PhraseKey(name));
    if (known == names.end() || known->second.kind != Kind::kPlace) continue;
    const auto at = region_of.find(known->second.canonical);
    const std::string region = at == region_of.end() ? "" : at->second;
    int most = 0;
    for (const auto& [where, renown] : by_region) most = std::max(most, renown);
    if (IsRegionItself(region)) {
      const int renown = known->second.renown == Renown::kLarge ? kLandRenown
                         : region.size() == 3                   ? kCountryRenown
                                                                : kStateRenown;
      // A state and its capital of that name are one here.
      const int city = by_region.count(region.substr(1)) ? by_region.at(region.substr(1)) : 0;
      by_region.erase(region.substr(1));
      by_region[region] = std::max(renown, city);
    } else if (known->second.renown == Renown::kListed && most < kListedCityRenown) {
      by_region[""] = kLandRenown;
    }
  }
}

// Where the best-known place of that name lies; empty when no one is.
std::string RegionOf(const std::string& key, const Entry& entry) {
  if (entry.kind != Kind::kPlace) return "";
  std::vector<std::pair<int, std::string>> all;
  const auto known = known_bearers.find(key);
  if (known != known_bearers.end()) {
    for (const KnownBearer& row : known->second) all.push_back({row.renown, row.region});
  }
  const auto name = name_of_bearers.find(key);
  if (name != name_of_bearers.end()) {
    for (const auto& bearer : bearers[name->second]) {
      const auto is_row = [&](const auto& row) { return row.second == bearer.first; };
      if (std::none_of(all.begin(), all.end(), is_row)) {
        all.push_back({bearer.second, bearer.first});
      }
    }
  }
  std::sort(all.rbegin(), all.rend());
  if (all.size() > 1) {
    const bool first = all[0].first >= static_cast<int>(PlaceBearers::kDominance) * all[1].first;
    return first ? all[0].second : "";
  }
  const auto at = region_of.find(entry.canonical);
  const bool state = at != region_of.end() && IsRegionItself(at->second);
  if (all.size() == 1 && !state) return all[0].second;
  return at == region_of.end() ? "" : at->second;
}

void AddWordLists(const std::string& folder) {
  for (const std::string& line : ReadLines(folder + "/words.txt")) {
    const std::vector<std::string> sides = absl::StrSplit(line, absl::MaxSplits(": ", 1));
    const auto row = std::find_if(kWordClassNames.begin(), kWordClassNames.end(),
                                  [&](const WordClassName& r) { return r.name == sides[0]; });
    if (row == kWordClassNames.end() || sides.size() != 2) {
      std::cerr << "gazetteer_generator: words.txt has no class \"" << sides[0] << "\"\n";
      std::exit(1);
    }
    for (absl::string_view word : absl::StrSplit(sides[1], ' ', absl::SkipEmpty())) {
      words[PhraseKey(word)] |= row->word_class;
    }
  }
  for (const std::string& word : ReadLines(folder + "/common_words.txt")) words[word] |= kCommon;
  for (const std::string& word : ReadLines(folder + "/surnames.txt")) {
    words[PhraseKey(word)] |= kSurname;
  }
  for (const std::string& line : ReadLines(folder + "/given_names.tsv")) {
    const std::vector<std::string> column = absl::StrSplit(line, '\t');
    words[PhraseKey(column[0])] |= column.back() == "M" ? kGivenMale : kGivenFemale;
  }
}

void AddFirstNames(const std::string& path) {
  for (const std::string& line : ReadLines(path)) {
    const std::vector<std::string> sides = absl::StrSplit(line, absl::MaxSplits(':', 1));
    const std::string name = sides[0].substr(2);
    first_names[name].sex = sides[0].substr(0, 1);
    if (sides.size() == 1) continue;
    for (absl::string_view brief : absl::StrSplit(sides[1], ' ', absl::SkipEmpty()))
      first_names[std::string(brief)].full.push_back(name);
  }
}

void AddNationalities(const std::string& path) {
  const rapidjson::Document json = ParseJson(path);
  for (const auto& member : json["nationalities"].GetObject()) {
    const std::string form = Plain(member.value.GetString());
    Region& region = regions[member.name.GetString()];
    region.demonym = form.substr(0, form.find(" - "));
    if (region.demonym == region.name) region.demonym.clear();
    const std::string key = PhraseKey(form);
    if (names.count(key) || key.find(' ') != std::string::npos) continue;
    words[key] |= kDemonym;
    words[key + "s"] |= kDemonym;
  }
}

void Write(const std::string& path) {
  std::vector<std::string> lines;
  for (const auto& [key, classes] : words) {
    lines.push_back(absl::StrCat("w\t", key, "\t", absl::Hex(classes)));
  }
  for (const auto& [key, entry] : names) {
    lines.push_back(absl::StrCat("p\t", key, "\t", static_cast<int>(entry.kind), "\t",
                                 static_cast<int>(entry.renown), "\t", entry.capitals_only ? 1 : 0,
                                 "\t", entry.canonical, "\t", RegionOf(key, entry)));
  }
  for (const auto& [code, region] : regions) {
    if (!region.name.empty())
      lines.push_back(absl::StrCat("r\t", code, "\t", region.name, "\t", region.demonym));
  }
  for (const auto& [key, name] : first_names) {
    lines.push_back(absl::StrCat("g\t", key, "\t", name.sex, "\t", absl::StrJoin(name.full, " ")));
  }
  for (const auto& [key, region] : counties)
    lines.push_back(absl::StrCat("c\t", key, "\t", region));
  for (const auto& [key, name] : name_of_bearers) {
    std::vector<std::string> cells;
    for (const auto& [region, renown] : bearers[name])
      cells.push_back(absl::StrCat(region, ":", renown));
    if (cells.size() > 1 || known_bearers.count(key))
      lines.push_back(absl::StrCat("b\t", key, "\t", name, "\t", absl::StrJoin(cells, " ")));
  }
  for (const auto& [key, rows] : known_bearers) {
    for (const KnownBearer& row : rows) {
      lines.push_back(absl::StrCat("k\t", key, "\t", row.name, "\t", row.region, "\t", row.renown,
                                   "\t", row.cues));
    }
  }
  std::ofstream out(path, std::ios::binary);
  out << "#include \"indexer/annotate/gazetteer_data.h\"\n\nnamespace dateline::annotate {\n"
      << "namespace {\nconstexpr char kData[] =\n\"dateline-gazetteer\\t2\\t" << lines.size()
      << "\\n\"\n";
  for (const std::string& line : lines) {
    out << "R\"(" << line << ")\" \"\\n\"\n";
  }
  out << ";\n}  // namespace\n\nabsl::string_view GazetteerData() {\n"
      << "  return absl::string_view(kData, sizeof(kData) - 1);\n}\n\n"
      << "}  // namespace dateline::annotate\n";
  out.close();
  if (!out) {
    std::cerr << "gazetteer_generator: cannot write " << path << "\n";
    std::exit(1);
  }
}

}  // namespace
}  // namespace dateline::annotate

int main(int argc, char** argv) {
  using namespace dateline::annotate;
  if (argc != 4) {
    std::cerr << "usage: gazetteer_generator DATA_FOLDER ISO_CODES_FOLDER OUTPUT.cc\n";
    return 2;
  }
  const std::string data = argv[1];
  const std::string iso = argv[2];
  AddKnownBearers(data + "/namesakes.txt");
  AddListed(data + "/place_names.txt", Kind::kPlace);
  AddListed(data + "/organization_names.txt", Kind::kOrganization);
  AddCountries(iso);
  AddCities(data + "/cities.tsv", kMetropolis, 1 << 30);
  AddSubdivisions(iso);
  AddCities(data + "/cities.tsv", 0, kMetropolis);
  counties["yorkshire"] = "GB-ENG";  // No county in law for long, but in the news.
  for (const auto& [key, entry] : names) counties.erase(key);
  AddBearers(data + "/place_bearers.tsv");
  AddKnownPlacesToBearers();
  AddWordLists(data);
  AddFirstNames(data + "/first_names.txt");
  AddNationalities(data + "/nationalities-en.json");
  Write(argv[3]);
  return 0;
}
