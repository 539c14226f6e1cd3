// Writes web archives for tests: records of WARC and ARC, and HTTP responses to put into them.

#ifndef DATELINE_TESTS_INDEXER_SOURCE_WEB_ARCHIVE_WRITER_H_
#define DATELINE_TESTS_INDEXER_SOURCE_WEB_ARCHIVE_WRITER_H_

#include <string>
#include <utility>
#include <vector>

namespace dateline::source {

using Headers = std::vector<std::pair<std::string, std::string>>;

// One record with the line ends behind it. Content-Length is added unless `headers` has it.
std::string WarcRecord(const std::string& type, const Headers& headers, const std::string& block);

// A response record of `url`, captured on 13 September 2023, with the id <urn:uuid:URL>.
std::string WarcResponse(const std::string& url, const std::string& http);

std::string HttpMessage(int status, const Headers& headers, const std::string& body);

// A page of `paragraphs` long paragraphs, which differ with `number`.
std::string NewsPage(int number, int paragraphs = 3);

// NewsPage in an HTTP response in a record of https://example.org/NUMBER.
std::string PageRecord(int number);

std::string ArcHeader();
std::string ArcRecord(const std::string& url, const std::string& http);

// `body` in chunks of so many bytes.
std::string Chunked(const std::string& body, size_t chunk_bytes);

// Of one frame.
std::string Zstd(const std::string& content);
std::string Brotli(const std::string& content);

// An archive of files in a format of libarchive ("zip", "ustar", "7zip"), with a filter ("none",
// "gzip", "zstd").
std::string ArchiveOf(const std::string& format, const std::string& filter,
                      const std::vector<std::pair<std::string, std::string>>& files,
                      const std::string& password = "");

}  // namespace dateline::source

#endif  // DATELINE_TESTS_INDEXER_SOURCE_WEB_ARCHIVE_WRITER_H_
