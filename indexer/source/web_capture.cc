#include "indexer/source/web_capture.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "indexer/source/content_coding.h"
#include "indexer/source/content_kind.h"
#include "indexer/source/http_message.h"
#include "indexer/text/utf8.h"

namespace dateline::source {
namespace {

// False when the media type is of no document. Without one, or with one that says nothing, the
// content tells.
bool TypeOf(absl::string_view media_type, absl::string_view content, ContentType* type) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml" ||
      media_type == "application/vnd.wap.xhtml+xml") {
    *type = ContentType::kHtml;
    return true;
  }
  const bool silent = media_type.empty() || media_type == "application/octet-stream" ||
                      media_type == "no-type" || media_type == "unk" ||
                      !absl::StrContains(media_type, "/");
  if (!silent && media_type != "text/plain") return false;
  const ContentKind kind = FindContentKind("", content.substr(0, kSniffBytes));
  if (kind == ContentKind::kHtml && (silent || IsHtmlDocument(content))) {
    *type = ContentType::kHtml;
    return true;
  }
  *type = ContentType::kText;
  return kind == ContentKind::kText || kind == ContentKind::kHtml ||
         (!silent && kind != ContentKind::kBinary);
}

bool IsTextType(absl::string_view media_type) {
  return absl::StartsWith(media_type, "text/") || media_type == "application/xhtml+xml" ||
         media_type == "application/vnd.wap.xhtml+xml";
}

// A text that is compressed once more than its header says.
absl::Status Unpack(std::string* content) {
  for (int i = 0; i < kMaxContentCodings && absl::StartsWith(*content, "\x1f\x8b\x08"); ++i) {
    absl::StatusOr<std::string> plain = DecodeContent("gzip", *content, kMaxDocumentBytes);
    if (!plain.ok()) return plain.status();
    *content = *std::move(plain);
  }
  return absl::OkStatus();
}

NoDocument FromStatus(const absl::Status& status) {
  absl::string_view reason = kRejectDamaged;
  if (absl::IsResourceExhausted(status)) reason = kRejectTooLarge;
  if (absl::IsUnimplemented(status)) reason = kRejectUnsupported;
  return {reason, std::string(status.message())};
}

}  // namespace

std::variant<Document, NoDocument> DocumentOf(const WebCapture& capture, absl::string_view block) {
  Document document;
  MediaType media = ParseMediaType(capture.media_type);
  if (IsHttpResponse(block)) {
    HttpResponse response;
    if (!ParseHttpResponse(block, &response))
      return NoDocument{kRejectDamaged, "the HTTP header is damaged"};
    if (response.status != 200)
      return NoDocument{kRejectHttpStatus, absl::StrCat("HTTP status ", response.status)};
    media = ParseMediaType(response.fields.Find("Content-Type"));
    absl::StatusOr<std::string> body = DecodeBody(response, kMaxDocumentBytes);
    if (!body.ok()) return FromStatus(body.status());
    document.content = *std::move(body);
  } else {
    document.content = std::string(block);
  }
  if (IsTextType(media.type)) {
    const absl::Status unpacked = Unpack(&document.content);
    if (!unpacked.ok()) return FromStatus(unpacked);
    if (FindContentKind("", document.content) == ContentKind::kBinary)
      return NoDocument{kRejectBinary, "not text of any kind"};
  }
  if (!TypeOf(media.type, document.content, &document.type)) {
    if (absl::StripAsciiWhitespace(document.content).empty())
      return NoDocument{kRejectNoText, "the record holds nothing"};
    return NoDocument{kRejectMediaType, media.type.empty()
                                            ? "neither a page nor text"
                                            : absl::StrCat("media type ", media.type)};
  }
  document.charset = std::move(media.charset);
  document.url = CleanUrl(capture.url);
  document.language = capture.language;
  document.captured_at = capture.captured_at;
  document.record_digest = capture.digest.substr(0, kMaxDigestBytes);
  text::RepairUtf8(&document.record_digest);
  return document;
}

std::string CleanUrl(absl::string_view found) {
  found = absl::StripAsciiWhitespace(found);
  if (absl::ConsumePrefix(&found, "<")) absl::ConsumeSuffix(&found, ">");
  if (!absl::StartsWithIgnoreCase(found, "http://") &&
      !absl::StartsWithIgnoreCase(found, "https://")) {
    return "";
  }
  if (found.size() > kMaxCaptureUrlBytes) return "";
  const bool utf8 = text::IsValidUtf8(found);
  std::string url;
  for (const char c : found) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7f && (utf8 || absl::ascii_isascii(c))) {
      url.push_back(c);
    } else {
      constexpr char kHex[] = "0123456789ABCDEF";
      url += {'%', kHex[static_cast<unsigned char>(c) >> 4], kHex[c & 0x0f]};
    }
  }
  return url;
}

int64_t ParseCaptureTime(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  const bool digits = std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
  if (digits && text.size() != 4) {
    // ARC writes all fourteen digits; tools write fewer, or more.
    if (text.size() < 8) return 0;
    std::string full(text.substr(0, 14));
    full.append(14 - full.size(), '0');
    absl::Time time;
    return absl::ParseTime("%E4Y%m%d%H%M%S", full, absl::UTCTimeZone(), &time, nullptr)
               ? std::max<int64_t>(0, absl::ToUnixSeconds(time))
               : 0;
  }
  for (const absl::string_view format :
       {"%E4Y-%m-%d%ET%H:%M:%E*S%Ez", "%E4Y-%m-%d%ET%H:%M:%E*S", "%E4Y-%m-%d%ET%H:%M%Ez",
        "%E4Y-%m-%d%ET%HZ", "%E4Y-%m-%d %H:%M:%E*S", "%E4Y-%m-%d", "%E4Y-%m", "%E4Y"}) {
    absl::Time time;
    if (absl::ParseTime(format, text, absl::UTCTimeZone(), &time, nullptr))
      return std::max<int64_t>(0, absl::ToUnixSeconds(time));
  }
  return 0;
}

}  // namespace dateline::source
