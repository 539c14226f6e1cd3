#include "indexer/extract/month_names.h"

#include <unicode/localpointer.h>
#include <unicode/unistr.h>
#include <unicode/ures.h>

#include <string>

#include "absl/container/flat_hash_map.h"
#include "indexer/extract/line_fold.h"

namespace dateline::extract {
namespace {

// Languages whose month names do not contradict each other.
constexpr const char* kLanguages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs",
                                      "sk", "sv", "da", "nb", "fi", "hu", "ro", "tr", "ru",
                                      "uk", "bg", "el", "ca", "sl", "et", "id"};
constexpr size_t kMaxNameBytes = 40;

std::string Key(absl::string_view name) {
  while (!name.empty() && name.back() == '.') name.remove_suffix(1);
  return FoldLine(name);
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
  // Of ICU's resources as they lie in its data: icu::DateFormatSymbols reads six times as much.
  // Where a form is not among them, it is the same as another that is.
  void AddLanguage(const char* language) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::LocalUResourceBundlePointer bundle(ures_open(nullptr, language, &error));
    const icu::LocalUResourceBundlePointer names(
        Child(Child(Child(bundle.getAlias(), "calendar").getAlias(), "gregorian").getAlias(),
              "monthNames"));
    for (const char* context : {"format", "stand-alone"}) {
      const icu::LocalUResourceBundlePointer widths(Child(names.getAlias(), context));
      for (const char* width : {"wide", "abbreviated"}) {
        const icu::LocalUResourceBundlePointer months(Child(widths.getAlias(), width));
        AddMonths(months.getAlias());
      }
    }
  }

  // Null for none, and of null.
  static icu::LocalUResourceBundlePointer Child(const UResourceBundle* parent, const char* key) {
    UErrorCode error = U_ZERO_ERROR;
    return icu::LocalUResourceBundlePointer(ures_getByKey(parent, key, nullptr, &error));
  }

  void AddMonths(const UResourceBundle* months) {
    for (int32_t i = 0; i < 12; ++i) {
      UErrorCode error = U_ZERO_ERROR;
      int32_t length = 0;
      const UChar* name = ures_getStringByIndex(months, i, &length, &error);
      if (U_FAILURE(error)) return;
      std::string utf8;
      icu::UnicodeString(/*isTerminated=*/false, name, length).toUTF8String(utf8);
      Add(Key(utf8), i + 1);
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
