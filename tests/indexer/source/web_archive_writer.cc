#include "tests/indexer/source/web_archive_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <brotli/encode.h>
#include <zstd.h>

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

void Check(bool condition) {
  if (!condition) std::abort();
}

std::string Lines(const Headers& headers) {
  std::string lines;
  for (const auto& [name, value] : headers) absl::StrAppend(&lines, name, ": ", value, "\r\n");
  return lines;
}

la_ssize_t Append(archive*, void* out, const void* data, size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string WarcRecord(const std::string& type, const Headers& headers, const std::string& block) {
  std::string record = absl::StrCat("WARC/1.0\r\nWARC-Type: ", type, "\r\n", Lines(headers));
  const bool given = std::any_of(headers.begin(), headers.end(),
                                 [](const auto& h) { return h.first == "Content-Length"; });
  if (!given) absl::StrAppend(&record, "Content-Length: ", block.size(), "\r\n");
  return absl::StrCat(record, "\r\n", block, "\r\n\r\n");
}

std::string WarcResponse(const std::string& url, const std::string& http) {
  return WarcRecord("response",
                    {{"WARC-Target-URI", url},
                     {"WARC-Date", "2023-09-13T10:00:00Z"},
                     {"WARC-Record-ID", "<urn:uuid:" + url + ">"},
                     {"WARC-Payload-Digest", "sha1:ABC"},
                     {"Content-Type", "application/http; msgtype=response"}},
                    http);
}

std::string HttpMessage(int status, const Headers& headers, const std::string& body) {
  return absl::StrCat("HTTP/1.1 ", status, " As It Is\r\n", Lines(headers), "\r\n", body);
}

std::string NewsPage(int number, int paragraphs) {
  std::string page = absl::StrCat("<!doctype html><html><head><title>Bridge ", number,
                                  " opens</title></head><body><h1>Bridge ", number, " opens</h1>");
  for (int i = 0; i < paragraphs; ++i) {
    absl::StrAppend(&page, "<p>The mayor said on day ", i, " that bridge number ", number,
                    " would carry trams, bicycles and people on foot across the river, ",
                    "and that it had cost the town a little more than was planned.</p>");
  }
  return page + "</body></html>";
}

std::string PageRecord(int number) {
  return WarcResponse(absl::StrCat("https://example.org/", number),
                      HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(number)));
}

std::string ArcHeader() {
  const std::string block =
      "1 0 Somebody\nURL IP-address Archive-date Content-type Archive-length\n";
  return absl::StrCat("filedesc://test.arc 0.0.0.0 20230913100000 text/plain ", block.size(), "\n",
                      block, "\n");
}

std::string ArcRecord(const std::string& url, const std::string& http) {
  return absl::StrCat(url, " 192.0.2.1 20230913100000 text/html ", http.size(), "\n", http, "\n");
}

std::string Chunked(const std::string& body, size_t chunk_bytes) {
  std::string out;
  for (size_t at = 0; at < body.size(); at += chunk_bytes) {
    const std::string chunk = body.substr(at, chunk_bytes);
    absl::StrAppend(&out, absl::Hex(chunk.size()), "\r\n", chunk, "\r\n");
  }
  return out + "0\r\n\r\n";
}

std::string Zstd(const std::string& content) {
  std::string out(ZSTD_compressBound(content.size()), '\0');
  const size_t size = ZSTD_compress(&out[0], out.size(), content.data(), content.size(), 3);
  Check(!ZSTD_isError(size));
  out.resize(size);
  return out;
}

std::string Brotli(const std::string& content) {
  size_t size = BrotliEncoderMaxCompressedSize(content.size()) + 64;
  std::string out(size, '\0');
  Check(BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, content.size(),
                              reinterpret_cast<const uint8_t*>(content.data()), &size,
                              reinterpret_cast<uint8_t*>(&out[0])) == BROTLI_TRUE);
  out.resize(size);
  return out;
}

std::string ArchiveOf(const std::string& format, const std::string& filter,
                      const std::vector<std::pair<std::string, std::string>>& files,
                      const std::string& password) {
  std::string out;
  archive* a = archive_write_new();
  Check(archive_write_set_format_by_name(a, format.c_str()) == ARCHIVE_OK);
  if (filter != "none") Check(archive_write_add_filter_by_name(a, filter.c_str()) == ARCHIVE_OK);
  if (!password.empty()) {
    Check(archive_write_set_options(a, "zip:encryption=zipcrypt") == ARCHIVE_OK);
    Check(archive_write_set_passphrase(a, password.c_str()) == ARCHIVE_OK);
  }
  archive_write_set_bytes_in_last_block(a, 1);
  Check(archive_write_open(a, &out, nullptr, &Append, nullptr) == ARCHIVE_OK);
  for (const auto& [name, content] : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    Check(archive_write_header(a, entry) == ARCHIVE_OK);
    archive_write_data(a, content.data(), content.size());
    archive_entry_free(entry);
  }
  Check(archive_write_close(a) == ARCHIVE_OK);
  archive_write_free(a);
  return out;
}

}  // namespace dateline::source
