// Writes the gazetteers that are compiled into the annotator as one C++ source (gazetteer_data.h
// says how the text inside is laid out).
//
//   gazetteer_generator DATA_FOLDER ISO_CODES_FOLDER OUTPUT.cc
//
// Sources that know better come first, and a key stays with the first source that has it: our own
// names, countries (ICU, iso-codes), cities of 1,000,000 and capitals, states and provinces, other
// cities.

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

std::map<std::string, Entry> names;
std::map<std::string, WordClasses> words;

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
  for (const std::string& form : forms) canonical = CanonicalOf(form, canonical);
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
    if (kSorts.count(part["type"].GetString()) == 0 || name.find(',') != std::string::npos) {
      continue;
    }
    const size_t space = name.rfind(' ');
    if (space != std::string::npos && kGeneric.count(name.substr(space + 1))) name.resize(space);
    name = Plain(name);
    if (kCompass.count(PhraseKey(name))) continue;
    const bool states = absl::StartsWith(part["code"].GetString(), "US-") ||
                        absl::StartsWith(part["code"].GetString(), "CA-") ||
                        absl::StartsWith(part["code"].GetString(), "AU-");
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
  }
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

void AddNationalities(const std::string& path) {
  const rapidjson::Document json = ParseJson(path);
  for (const auto& member : json["nationalities"].GetObject()) {
    const std::string form = Plain(member.value.GetString());
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
                                 "\t", entry.canonical));
  }
  std::ofstream out(path, std::ios::binary);
  out << "#include \"indexer/annotate/gazetteer_data.h\"\n\nnamespace dateline::annotate {\n"
      << "namespace {\nconstexpr char kData[] =\n\"dateline-gazetteer\\t1\\t" << lines.size()
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
  AddListed(data + "/place_names.txt", Kind::kPlace);
  AddListed(data + "/organization_names.txt", Kind::kOrganization);
  AddCountries(iso);
  AddCities(data + "/cities.tsv", kMetropolis, 1 << 30);
  AddSubdivisions(iso);
  AddCities(data + "/cities.tsv", 0, kMetropolis);
  AddWordLists(data);
  AddNationalities(data + "/nationalities-en.json");
  Write(argv[3]);
  return 0;
}
