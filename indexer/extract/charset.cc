#include "indexer/extract/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

// Where pages declare their charset, and how much detection looks at.
constexpr size_t kDeclarationBytes = 4096;
constexpr size_t kDetectionBytes = 64 << 10;
// Fewer ill-formed sequences than this are damage, not another charset.
constexpr uint32_t kMinForeignSequences = 4;
constexpr int kMinDetectionConfidence = 30;

// What browsers read for a label: the superset that Windows uses.
std::string ConverterName(absl::string_view label) {
  std::string name = absl::AsciiStrToLower(label);
  static constexpr std::pair<absl::string_view, absl::string_view> kSupersets[] = {
      {"iso-8859-1", "windows-1252"},
      {"iso8859-1", "windows-1252"},
      {"latin1", "windows-1252"},
      {"latin-1", "windows-1252"},
      {"us-ascii", "windows-1252"},
      {"ascii", "windows-1252"},
      {"iso-8859-9", "windows-1254"},
      {"gb2312", "gb18030"},
      {"gbk", "gb18030"},
      {"x-gbk", "gb18030"},
      {"shift_jis", "windows-31j"},
      {"shift-jis", "windows-31j"},
      {"x-sjis", "windows-31j"},
      {"sjis", "windows-31j"},
      {"euc-kr", "windows-949"},
      {"ks_c_5601-1987", "windows-949"},
      {"tis-620", "windows-874"}};
  for (const auto& [from, to] : kSupersets) {
    if (name == from) return std::string(to);
  }
  return name;
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
struct CloseDetector {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// Converts with U+FFFD for what the charset does not have. False when there is no such charset.
bool Convert(absl::string_view label, absl::string_view content, std::string* out) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(
      ucnv_open(ConverterName(label).c_str(), &error));
  if (U_FAILURE(error)) return false;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &error));
  if (U_FAILURE(error)) return false;
  out->resize(content.size() + content.size() / 2 + 64);
  const char* source = content.data();
  const char* const source_end = source + content.size();
  UChar pivot[2048];
  UChar* pivot_source = pivot;
  UChar* pivot_target = pivot;
  size_t written = 0;
  bool reset = true;
  while (true) {
    char* target = &(*out)[0] + written;
    error = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &target, &(*out)[0] + out->size(), &source, source_end,
                   pivot, &pivot_source, &pivot_target, pivot + 2048, reset, true, &error);
    reset = false;
    written = target - out->data();
    if (error != U_BUFFER_OVERFLOW_ERROR) break;
    out->resize(out->size() * 2);
  }
  if (U_FAILURE(error)) return false;
  out->resize(written);
  return true;
}

std::string DetectCharset(absl::string_view content) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&error));
  if (U_FAILURE(error)) return "";
  ucsdet_setText(detector.get(), content.data(), std::min(content.size(), kDetectionBytes), &error);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
  if (U_FAILURE(error) || match == nullptr) return "";
  const int confidence = ucsdet_getConfidence(match, &error);
  const char* name = ucsdet_getName(match, &error);
  if (U_FAILURE(error) || confidence < kMinDetectionConfidence) return "";
  const absl::string_view found = name;
  return absl::StartsWith(found, "UTF") ? "" : std::string(found);
}

// Well-formed sequences beyond ASCII.
uint32_t CountWellFormed(absl::string_view repaired) {
  uint32_t count = 0;
  for (const char c : repaired) count += static_cast<unsigned char>(c) >= 0xC2;
  return count;
}

bool ConsumeMark(absl::string_view* content, absl::string_view mark) {
  if (!absl::StartsWith(*content, mark)) return false;
  content->remove_prefix(mark.size());
  return true;
}

}  // namespace

std::string DeclaredCharset(absl::string_view html) {
  const std::string head = absl::AsciiStrToLower(html.substr(0, kDeclarationBytes));
  const absl::string_view view = head;
  if (absl::StartsWith(view, "<?xml")) {
    const absl::string_view line = view.substr(0, view.find('>'));
    const size_t at = line.find("encoding=");
    if (at != absl::string_view::npos && at + 10 < line.size()) {
      const absl::string_view rest = line.substr(at + 10);
      return std::string(rest.substr(0, rest.find_first_of("\"'")));
    }
  }
  for (size_t pos = view.find("<meta"); pos != absl::string_view::npos;
       pos = view.find("<meta", pos + 5)) {
    const absl::string_view tag = view.substr(pos, view.find('>', pos) - pos);
    const size_t at = tag.find("charset");
    if (at == absl::string_view::npos) continue;
    absl::string_view rest = absl::StripLeadingAsciiWhitespace(tag.substr(at + 7));
    if (rest.empty() || rest[0] != '=') continue;
    rest = absl::StripLeadingAsciiWhitespace(rest.substr(1));
    while (!rest.empty() && (rest[0] == '"' || rest[0] == '\'')) rest.remove_prefix(1);
    const absl::string_view label = rest.substr(0, rest.find_first_of("\"' ;/>"));
    if (!label.empty()) return std::string(label);
  }
  return "";
}

std::string DecodeToUtf8(std::string content, absl::string_view declared, uint32_t* repaired) {
  absl::string_view rest = content;
  std::string decoded;
  absl::string_view charset;
  if (ConsumeMark(&rest, "\xef\xbb\xbf")) {
    content.erase(0, 3);
    *repaired += text::RepairUtf8(&content);
    return content;
  }
  if (ConsumeMark(&rest, "\xff\xfe")) charset = "UTF-16LE";
  if (ConsumeMark(&rest, "\xfe\xff")) charset = "UTF-16BE";
  if (!charset.empty() && Convert(charset, rest, &decoded)) {
    *repaired += text::RepairUtf8(&decoded);
    return decoded;
  }
  // Charsets of seven bits hide in what looks like ASCII.
  const bool seven_bits =
      absl::StartsWith(declared, "iso-2022") || absl::StartsWith(declared, "hz-gb");
  std::string as_utf8 = content;
  const uint32_t bad = text::RepairUtf8(&as_utf8);
  const bool is_utf8 = bad == 0 && !(seven_bits && absl::StrContains(content, "\x1b"));
  const uint32_t good =
      bad == 0 ? 0 : CountWellFormed(as_utf8) - std::min(bad, CountWellFormed(as_utf8));
  const bool mostly_utf8 = bad < kMinForeignSequences || good > 2 * bad;
  if (is_utf8) return as_utf8;
  if (!declared.empty() && declared != "utf-8" && declared != "utf8" &&
      !absl::StartsWith(declared, "utf-16") && good <= 2 * bad &&
      Convert(declared, content, &decoded)) {
    *repaired += text::RepairUtf8(&decoded);
    return decoded;
  }
  if (!mostly_utf8) {
    std::string detected = DetectCharset(content);
    if (detected.empty()) detected = "windows-1252";
    if (Convert(detected, content, &decoded)) {
      *repaired += text::RepairUtf8(&decoded);
      return decoded;
    }
  }
  *repaired += bad;
  return as_utf8;
}

}  // namespace dateline::extract
