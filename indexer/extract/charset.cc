#include "indexer/extract/charset.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "indexer/extract/charset_detector.h"
#include "indexer/extract/encoding.h"
#include "indexer/text/utf8.h"
#include "indexer/text/wide_text.h"

namespace dateline::extract {
namespace {

// Where pages declare their charset.
constexpr size_t kDeclarationBytes = 4096;
// Fewer ill-formed sequences than this are damage, not another charset.
constexpr uint32_t kMinForeignSequences = 4;
// So many characters beyond ASCII in a row are a word of another script: no language that is
// written with Latin letters has so many accents side by side.
constexpr size_t kForeignRun = 4;

// Well-formed sequences beyond ASCII.
uint32_t CountWellFormed(absl::string_view repaired) {
  uint32_t count = 0;
  for (const char c : repaired) count += static_cast<unsigned char>(c) >= 0xC2;
  return count;
}

size_t CountHighBytes(absl::string_view bytes) {
  return std::count_if(bytes.begin(), bytes.end(), [](char c) { return !absl::ascii_isascii(c); });
}

// Encodings of Latin letters, in which text of another script decodes without an error.
bool IsLatin(absl::string_view encoding) {
  for (const absl::string_view latin :
       {"windows-1252", "windows-1254", "windows-1250", "windows-1257", "iso-8859-2", "iso-8859-3",
        "iso-8859-4", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16",
        "macintosh"}) {
    if (encoding == latin) return true;
  }
  return false;
}

// True when most bytes beyond ASCII stand in long runs.
bool LooksForeign(absl::string_view bytes) {
  size_t in_runs = 0;
  size_t all = 0;
  size_t run = 0;
  for (size_t i = 0; i <= bytes.size(); ++i) {
    if (i < bytes.size() && static_cast<unsigned char>(bytes[i]) >= 0x80) {
      ++run;
      continue;
    }
    all += run;
    if (run >= kForeignRun) in_runs += run;
    run = 0;
  }
  return all >= 8 && in_runs * 2 > all;
}

std::string Repaired(std::string text, uint32_t* repaired) {
  *repaired += text::RepairUtf8(&text);
  return text;
}

std::string DecodeWide(text::WideEncoding encoding, absl::string_view content, uint32_t* repaired) {
  std::string decoded;
  text::WideDecoder decoder(encoding);
  decoder.Decode(content, &decoded);
  decoder.Finish(&decoded);
  return Repaired(std::move(decoded), repaired);
}

// Decodes when the encoding fits: hardly anything is broken in it.
bool DecodeIfFits(absl::string_view encoding, absl::string_view content, std::string* out,
                  uint32_t* repaired) {
  size_t broken = 0;
  if (IsLatin(encoding) && LooksForeign(content)) return false;
  if (!DecodeAs(encoding, content, out, &broken)) return false;
  if (broken * 20 > CountHighBytes(content) + 20) return false;
  *repaired += broken;
  return true;
}

// Charsets of seven bits hide in what looks like ASCII.
bool IsSevenBits(absl::string_view encoding) {
  return absl::StartsWith(encoding, "iso-2022") || encoding == "hz-gb-2312";
}
bool HasShift(absl::string_view content) {
  return absl::StrContains(content, "\x1b") || absl::StrContains(content, "~{");
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

std::string DecodeToUtf8(absl::string_view content, const std::vector<absl::string_view>& declared,
                         uint32_t* repaired) {
  if (absl::ConsumePrefix(&content, "\xef\xbb\xbf"))
    return Repaired(std::string(content), repaired);
  const text::WideEncoding wide = text::FindWideEncoding(content);
  if (wide != text::WideEncoding::kNone) return DecodeWide(wide, content, repaired);
  std::vector<absl::string_view> encodings;
  for (const absl::string_view label : declared) encodings.push_back(EncodingOfLabel(label));
  std::string decoded;
  for (const absl::string_view encoding : encodings) {
    if (IsSevenBits(encoding) && HasShift(content) &&
        DecodeIfFits(encoding, content, &decoded, repaired)) {
      return Repaired(std::move(decoded), repaired);
    }
  }
  std::string as_utf8(content);
  const uint32_t bad = text::RepairUtf8(&as_utf8);
  if (bad == 0) {
    const bool shifted = absl::StrContains(content, "\x1b$") || absl::StrContains(content, "\x1b(");
    if (shifted && DecodeIfFits("iso-2022-jp", content, &decoded, repaired))
      return Repaired(std::move(decoded), repaired);
    return as_utf8;
  }
  const uint32_t well_formed = CountWellFormed(as_utf8);
  const uint32_t good = well_formed - std::min(bad, well_formed);
  for (const absl::string_view encoding : encodings) {
    if (encoding.empty() || encoding == "utf-8" || absl::StartsWith(encoding, "utf-16") ||
        good > 2 * bad) {
      continue;
    }
    if (DecodeIfFits(encoding, content, &decoded, repaired))
      return Repaired(std::move(decoded), repaired);
  }
  if (bad >= kMinForeignSequences && good <= 2 * bad) {
    const absl::string_view detected = DetectEncoding(content);
    for (const absl::string_view encoding : {detected, absl::string_view("windows-1252")}) {
      size_t broken = 0;
      if (encoding.empty() || !DecodeAs(encoding, content, &decoded, &broken)) continue;
      *repaired += broken;
      return Repaired(std::move(decoded), repaired);
    }
  }
  *repaired += bad;
  return as_utf8;
}

}  // namespace dateline::extract
