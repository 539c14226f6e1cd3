#include "indexer/source/http_message.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/source/content_coding.h"

namespace dateline::source {
namespace {

// The size that a chunk begins with; `*line` is the length of its line. False when it is none.
bool ReadChunkSize(absl::string_view bytes, size_t* size, size_t* line) {
  constexpr size_t kMaxDigits = 8;
  size_t digits = 0;
  *size = 0;
  for (; digits < bytes.size() && absl::ascii_isxdigit(bytes[digits]); ++digits) {
    if (digits == kMaxDigits) return false;
    const char c = absl::ascii_tolower(bytes[digits]);
    *size = *size * 16 + (absl::ascii_isdigit(c) ? c - '0' : c - 'a' + 10);
  }
  if (digits == 0) return false;
  // White space and extensions may follow.
  constexpr size_t kMaxExtensionBytes = 4096;
  const size_t end = bytes.substr(0, digits + kMaxExtensionBytes).find('\n');
  if (end == absl::string_view::npos) return false;
  const absl::string_view rest = absl::StripAsciiWhitespace(bytes.substr(digits, end - digits));
  if (!rest.empty() && rest[0] != ';') return false;
  *line = end + 1;
  return true;
}

}  // namespace

bool IsHttpResponse(absl::string_view message) {
  return absl::StartsWithIgnoreCase(message, "HTTP/");
}

bool ParseHttpResponse(absl::string_view message, HttpResponse* response) {
  if (!IsHttpResponse(message)) return false;
  bool interim = false;
  do {
    const size_t length = HeaderLength(message.substr(0, kMaxHeaderBytes));
    if (length == absl::string_view::npos) return false;
    const absl::string_view head = message.substr(0, length);
    const size_t line = head.find('\n');
    const std::vector<absl::string_view> words =
        absl::StrSplit(head.substr(0, line), absl::ByAnyChar(" \t\r"), absl::SkipEmpty());
    if (words.size() < 2 || !absl::SimpleAtoi(words[1], &response->status)) return false;
    response->fields = HeaderFields::Parse(head.substr(line + 1));
    message.remove_prefix(length);
    // RFC 9110, section 15.2: interim responses stand before the one that counts.
    interim = response->status >= 100 && response->status < 200;
  } while (interim && IsHttpResponse(message));
  response->body = message;
  return true;
}

bool IsWholeMessage(absl::string_view message) {
  HttpResponse response;
  if (!ParseHttpResponse(message, &response)) return false;
  if (!response.fields.Find("Transfer-Encoding").empty()) return false;
  uint64_t length = 0;
  if (absl::SimpleAtoi(response.fields.Find("Content-Length"), &length))
    return length > 0 && response.body.size() >= length;
  return response.fields.Find("Content-Encoding").empty() &&
         absl::EndsWithIgnoreCase(absl::StripTrailingAsciiWhitespace(response.body), "</html>");
}

bool Unchunk(absl::string_view body, std::string* out) {
  out->clear();
  size_t size = 0;
  size_t line = 0;
  if (!ReadChunkSize(body, &size, &line)) return false;
  bool is_size = true;
  do {
    body.remove_prefix(line);
    const absl::string_view chunk = body.substr(0, size);
    out->append(chunk.data(), chunk.size());
    body.remove_prefix(chunk.size());
    if (absl::StartsWith(body, "\r\n")) {
      body.remove_prefix(2);
    } else if (absl::StartsWith(body, "\n")) {
      body.remove_prefix(1);
    }
    if (size == 0) break;
    is_size = ReadChunkSize(body, &size, &line);
  } while (is_size);
  // Behind a chunk stands the size of the next, a cut one at worst: else these were no chunks.
  return is_size || !absl::StrContains(body, '\n');
}

absl::StatusOr<std::string> DecodeBody(const HttpResponse& response, size_t max_bytes) {
  const std::string content = response.fields.FindList("Content-Encoding");
  const std::string transfer = absl::AsciiStrToLower(response.fields.FindList("Transfer-Encoding"));
  if (transfer.empty()) return DecodeContent(content, response.body, max_bytes);
  std::string joined;
  absl::string_view body = response.body;
  if (absl::StrContains(transfer, "chunked") && Unchunk(body, &joined)) body = joined;
  // What else was done for the transfer was done behind the content's own codings.
  std::string codings(content);
  for (const absl::string_view part : absl::StrSplit(transfer, ',')) {
    const absl::string_view coding = absl::StripAsciiWhitespace(part);
    if (coding == "gzip" || coding == "x-gzip" || coding == "deflate")
      absl::StrAppend(&codings, ",", coding);
  }
  return DecodeContent(codings, body, max_bytes);
}

}  // namespace dateline::source
