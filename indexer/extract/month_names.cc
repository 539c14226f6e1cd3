#include "indexer/extract/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// Languages whose month names do not contradict each other.
constexpr const char* kLanguages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs",
                                      "sk", "sv", "da", "nb", "fi", "hu", "ro", "tr", "ru",
                                      "uk", "bg", "el", "ca", "sl", "et", "id"};
constexpr size_t kMaxNameBytes = 40;

std::string Key(absl::string_view name) {
  while (!name.empty() && name.back() == '.') name.remove_suffix(1);
  return text::Fold(name);
}

class MonthTable {
 public:
  MonthTable() {
    for (const char* language : kLanguages) AddLanguage(language);
    for (const absl::string_view name : {"sept"}) months_[name] = 9;
    for (const absl::string_view name : {"janner", "jaenner"}) months_[name] = 1;
    months_["marz"] = months_["maerz"] = 3;
    months_["feber"] = 2;
    months_["setiembre"] = 9;
  }

  int Find(absl::string_view word) const {
    const auto found = months_.find(Key(word));
    return found == months_.end() ? 0 : found->second;
  }

 private:
  void AddLanguage(const char* language) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(language), error);
    if (U_FAILURE(error)) return;
    for (const auto context :
         {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
      for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
        int32_t count = 0;
        const icu::UnicodeString* names = symbols.getMonths(count, context, width);
        for (int32_t i = 0; i < count && i < 12; ++i) {
          std::string name;
          names[i].toUTF8String(name);
          Add(Key(name), i + 1);
        }
      }
    }
  }

  // A name that means two months in two languages means none.
  void Add(const std::string& key, int month) {
    if (key.size() < 3 || (key[0] >= '0' && key[0] <= '9')) return;
    const auto [entry, added] = months_.emplace(key, month);
    if (!added && entry->second != month) entry->second = 0;
  }

  absl::flat_hash_map<std::string, int> months_;
};

}  // namespace

int MonthOfName(absl::string_view word) {
  static const MonthTable& table = *new MonthTable();
  return word.size() < 3 || word.size() > kMaxNameBytes ? 0 : table.Find(word);
}

}  // namespace dateline::extract
