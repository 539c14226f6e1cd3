#include "indexer/extract/encoding.h"

#include <unicode/ucnv.h>

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

struct Encoding {
  absl::string_view name;
  const char* converter;  // ICU's name for it; "" for those that it does not have.
  absl::string_view labels;
};

// WHATWG Encoding Standard, section 4.2.
constexpr Encoding kEncodings[] = {
    {"big5", "big5-hkscs", "big5 big5-hkscs big5hkscs cn-big5 cp950 csbig5 x-x-big5"},
    {"euc-jp", "euc-jp", "cseucpkdfmtjapanese euc-jp euc_jp eucjp x-euc-jp"},
    {"euc-kr", "windows-949",
     "cp949 cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 "
     "ks_c_5601-1989 ksc5601 ksc_5601 ms949 uhc windows-949 x-windows-949"},
    {"gb18030", "gb18030", "gb18030"},
    {"gbk", "gb18030",
     "chinese cp936 csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk "
     "iso-ir-58 ms936 windows-936 x-gbk"},
    {"ibm866", "ibm-866", "866 cp866 csibm866 ibm866"},
    {"iso-2022-jp", "iso-2022-jp", "csiso2022jp iso-2022-jp"},
    {"iso-8859-10", "iso-8859_10-1998",
     "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {"iso-8859-13", "iso-8859-13", "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "iso-8859_14-1998", "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {"iso-8859-16", "", "iso-8859-16 iso8859-16 iso_8859-16"},
    {"iso-8859-2", "iso-8859-2",
     "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 "
     "iso_8859-2:1987 l2 latin2"},
    {"iso-8859-3", "iso-8859-3",
     "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 "
     "iso_8859-3:1988 l3 latin3"},
    {"iso-8859-4", "iso-8859-4",
     "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 "
     "iso_8859-4:1988 l4 latin4"},
    {"iso-8859-5", "iso-8859-5",
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 "
     "iso_8859-5 iso_8859-5:1988"},
    {"iso-8859-6", "iso-8859-6",
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 "
     "iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 "
     "iso_8859-6 iso_8859-6:1987"},
    {"iso-8859-7", "iso-8859-7",
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 "
     "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek"},
    {"iso-8859-8", "iso-8859-8",
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 "
     "iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual"},
    {"iso-8859-8-i", "iso-8859-8", "csiso88598i iso-8859-8-i logical"},
    {"koi8-r", "koi8-r", "cskoi8r koi koi8 koi8-r koi8_r koi8r"},
    {"koi8-u", "koi8-u", "koi8-ru koi8-u"},
    {"macintosh", "macintosh", "csmacintosh mac macintosh x-mac-roman"},
    {"shift_jis", "ibm-943_P15A-2003",
     "cp932 csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j "
     "windows-932 x-ms-cp932 x-sjis"},
    {"utf-8", "utf-8",
     "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf-8n utf8 utf8mb4 "
     "utf_8 x-unicode20utf8"},
    {"windows-1250", "windows-1250", "cp1250 win-1250 windows-1250 windows1250 x-cp1250"},
    {"windows-1251", "windows-1251",
     "cp-1251 cp1251 win-1251 win1251 windows-1251 windows1251 x-cp1251"},
    {"windows-1252", "windows-1252",
     "ansi_x3.4-1968 ascii cp-1252 cp1252 cp819 csisolatin1 ibm819 iso-8859-1 "
     "iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso_8859_1 l1 "
     "latin-1 latin1 us-ascii win-1252 windows-1252 windows1252 x-cp1252"},
    {"windows-1253", "windows-1253", "cp1253 windows-1253 x-cp1253"},
    {"windows-1254", "windows-1254",
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
     "iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
    {"windows-1255", "windows-1255", "cp1255 windows-1255 x-cp1255"},
    {"windows-1256", "windows-1256", "cp1256 windows-1256 x-cp1256"},
    {"windows-1257", "windows-1257", "cp1257 windows-1257 x-cp1257"},
    {"windows-1258", "windows-1258", "cp1258 windows-1258 x-cp1258"},
    {"windows-874", "windows-874",
     "cp874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620 windows-874"},
    {"x-mac-cyrillic", "x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"},
    {"x-user-defined", "", "x-user-defined"},
    {"utf-16le", "utf-16le", "utf-16le utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff"},
    {"utf-16be", "utf-16be", "utf-16be unicodefffe"},
    {"iso-2022-kr", "iso-2022-kr", "iso-2022-kr csiso2022kr"},
    {"iso-2022-cn", "iso-2022-cn", "iso-2022-cn iso-2022-cn-ext"},
    {"hz-gb-2312", "hz", "hz-gb-2312 hz"},
};

// ISO/IEC 8859-16 from 0xA0 on.
constexpr char16_t kLatin10[] = {
    0x00A0, 0x0104, 0x0105, 0x0141, 0x20AC, 0x201E, 0x0160, 0x00A7, 0x0161, 0x00A9, 0x0218, 0x00AB,
    0x0179, 0x00AD, 0x017A, 0x017B, 0x00B0, 0x00B1, 0x010C, 0x0142, 0x017D, 0x201D, 0x00B6, 0x00B7,
    0x017E, 0x010D, 0x0219, 0x00BB, 0x0152, 0x0153, 0x0178, 0x017C, 0x00C0, 0x00C1, 0x00C2, 0x0102,
    0x00C4, 0x0106, 0x00C6, 0x00C7, 0x00C8, 0x00C9, 0x00CA, 0x00CB, 0x00CC, 0x00CD, 0x00CE, 0x00CF,
    0x0110, 0x0143, 0x00D2, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x015A, 0x0170, 0x00D9, 0x00DA, 0x00DB,
    0x00DC, 0x0118, 0x021A, 0x00DF, 0x00E0, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x0107, 0x00E6, 0x00E7,
    0x00E8, 0x00E9, 0x00EA, 0x00EB, 0x00EC, 0x00ED, 0x00EE, 0x00EF, 0x0111, 0x0144, 0x00F2, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x015B, 0x0171, 0x00F9, 0x00FA, 0x00FB, 0x00FC, 0x0119, 0x021B, 0x00FF};

// The encodings that ICU does not have are of single bytes.
char32_t CodePointOf(absl::string_view name, unsigned char byte) {
  if (byte < 0x80) return byte;
  if (name == "x-user-defined") return 0xF780 + (byte - 0x80);  // Encoding Standard, section 14.5.
  return byte < 0xA0 ? byte : kLatin10[byte - 0xA0];
}

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

bool Convert(const char* converter, absl::string_view bytes, std::string* out) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(converter, &error));
  if (U_FAILURE(error)) return false;
  const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &error));
  if (U_FAILURE(error)) return false;
  out->resize(bytes.size() + bytes.size() / 2 + 64);
  const char* source = bytes.data();
  const char* const source_end = source + bytes.size();
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

// Converters put U+FFFD, and for a single byte U+001A, for what they do not have.
size_t MarkBroken(absl::string_view bytes, std::string* out) {
  constexpr absl::string_view kReplacement = "\xEF\xBF\xBD";
  size_t broken = 0;
  if (bytes.find('\x1a') == absl::string_view::npos && out->find('\x1a') != std::string::npos) {
    *out = absl::StrReplaceAll(*out, {{"\x1a", kReplacement}});
  }
  for (size_t at = out->find(kReplacement.data()); at != std::string::npos;
       at = out->find(kReplacement.data(), at + kReplacement.size())) {
    ++broken;
  }
  return broken;
}

}  // namespace

absl::string_view EncodingOfLabel(absl::string_view label) {
  const std::string lower = absl::AsciiStrToLower(absl::StripAsciiWhitespace(label));
  if (lower.empty()) return "";
  for (const Encoding& encoding : kEncodings) {
    for (const absl::string_view known : absl::StrSplit(encoding.labels, ' ')) {
      if (known == lower) return encoding.name;
    }
  }
  return "";
}

bool DecodeAs(absl::string_view name, absl::string_view bytes, std::string* out, size_t* broken) {
  *broken = 0;
  for (const Encoding& encoding : kEncodings) {
    if (encoding.name != name) continue;
    if (encoding.converter[0] != '\0') {
      if (!Convert(encoding.converter, bytes, out)) return false;
      *broken = MarkBroken(bytes, out);
      return true;
    }
    out->clear();
    for (const char byte : bytes)
      text::AppendUtf8(CodePointOf(name, static_cast<unsigned char>(byte)), out);
    return true;
  }
  return false;
}

}  // namespace dateline::extract
