// Inputs that are valid and that few writers write: everything in them arrives.

#include <zlib.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::string LittleEndian(uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i, value >>= 8) out.push_back(static_cast<char>(value & 0xff));
  return out;
}

uint32_t Crc(const std::string& content) {
  return crc32(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
}

std::string RawDeflate(const std::string& content) {
  z_stream z = {};
  EXPECT_EQ(deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&z, content.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  z.avail_in = content.size();
  z.next_out = reinterpret_cast<Bytef*>(&out[0]);
  z.avail_out = out.size();
  EXPECT_EQ(deflate(&z, Z_FINISH), Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

// A zip whose sizes stand behind the data, where they have 4 or 8 bytes each (APPNOTE, 4.3.9).
std::string ZipWithDescriptors(const std::vector<std::string>& contents, int size_bytes) {
  std::string zip, directory;
  for (size_t i = 0; i < contents.size(); ++i) {
    const std::string name = absl::StrCat(i, ".txt");
    const std::string packed = RawDeflate(contents[i]);
    const std::string version = LittleEndian(size_bytes == 8 ? 45 : 20, 2);
    const std::string common =
        version + LittleEndian(8, 2) + LittleEndian(8, 2) + LittleEndian(0, 4);
    const std::string extra = size_bytes == 8
                                  ? LittleEndian(1, 2) + LittleEndian(16, 2) + LittleEndian(0, 16)
                                  : std::string();
    const uint64_t unknown = size_bytes == 8 ? 0xffffffff : 0;
    const size_t offset = zip.size();
    zip += "PK\3\4" + common + LittleEndian(0, 4) + LittleEndian(unknown, 4) +
           LittleEndian(unknown, 4) + LittleEndian(name.size(), 2) + LittleEndian(extra.size(), 2) +
           name + extra + packed;
    zip += "PK\7\b" + LittleEndian(Crc(contents[i]), 4) + LittleEndian(packed.size(), size_bytes) +
           LittleEndian(contents[i].size(), size_bytes);
    directory += "PK\1\2" + LittleEndian(45, 2) + common + LittleEndian(Crc(contents[i]), 4) +
                 LittleEndian(packed.size(), 4) + LittleEndian(contents[i].size(), 4) +
                 LittleEndian(name.size(), 2) + LittleEndian(0, 12) + LittleEndian(offset, 4) +
                 name;
  }
  return zip + directory + "PK\5\6" + LittleEndian(0, 4) + LittleEndian(contents.size(), 2) +
         LittleEndian(contents.size(), 2) + LittleEndian(directory.size(), 4) +
         LittleEndian(zip.size(), 4) + LittleEndian(0, 2);
}

TEST(UnusualInputsTest, ReadsZipsWhoseSizesStandBehindTheData) {
  const std::vector<std::string> contents = {"It rained.", std::string(3000, 'y'), "It snowed."};
  for (const int size_bytes : {4, 8}) {
    const std::string zip = ZipWithDescriptors(contents, size_bytes);
    const Collector file = ReadContent("a.zip", zip);
    EXPECT_EQ(file.Contents(), contents) << size_bytes;
    EXPECT_THAT(file.rejects, IsEmpty()) << size_bytes;
    // Packed, it is read from its beginning on, without its directory.
    for (const std::string& outer :
         {Gzip(zip), ArchiveOf("pax", "gzip", {{"in.zip", zip}, {"b.png", "\x89PNG"}})}) {
      const Collector stream = ReadContent("a.zip.gz", outer);
      EXPECT_EQ(stream.Contents(), contents) << size_bytes;
    }
  }
}

std::string OldTarMember(const std::string& name, const std::string& content) {
  std::string head = name;
  head.resize(100, '\0');
  head += absl::StrCat("0000644", std::string(1, '\0'), "0000000", std::string(1, '\0'), "0000000",
                       std::string(1, '\0'));
  std::string size = "00000000000";
  for (size_t at = size.size(), n = content.size(); n > 0; n /= 8)
    size[--at] = static_cast<char>('0' + n % 8);
  head += size + std::string(1, '\0') + std::string(11, '0') + std::string(1, '\0') + "        ";
  head.resize(512, '\0');
  unsigned sum = 0;
  for (const char c : head) sum += static_cast<unsigned char>(c);
  for (int i = 5; i >= 0; --i, sum /= 8) head[148 + i] = static_cast<char>('0' + sum % 8);
  head[154] = '\0';
  std::string data = content;
  data.resize((content.size() + 511) / 512 * 512, '\0');
  return head + data;
}

TEST(UnusualInputsTest, ReadsTarsOfEveryAge) {
  const std::string end(1024, '\0');
  const std::string old = OldTarMember("a.txt", "It rained.") + OldTarMember("b.txt", "It snowed.");
  for (const char* name : {"a.tar", "unnamed"}) {
    const Collector got = ReadContent(name, old + end);
    EXPECT_THAT(got.Contents(), ElementsAre("It rained.", "It snowed."));
    EXPECT_THAT(got.rejects, IsEmpty());
  }
  std::string wrong = old + end;
  wrong[0] = 'x';  // The checksum is another's.
  EXPECT_THAT(ReadContent("unnamed", wrong).documents, IsEmpty());
  const std::string name = absl::StrCat(std::string(90, 'n'), "/", std::string(90, 'm'), "/",
                                        std::string(200, 'o'), ".txt");
  for (const char* format : {"gnutar", "pax"}) {
    const Collector got = ReadContent("a.tar", ArchiveOf(format, "none", {{name, "It rained."}}));
    ASSERT_THAT(got.documents, SizeIs(1)) << format;
    EXPECT_EQ(got.documents[0].source_path, "a.tar/" + name) << format;
  }
}

TEST(UnusualInputsTest, ReadsTarsThatStandBehindEachOther) {
  const std::string one = ArchiveOf("ustar", "none", {{"a.txt", "It rained."}});
  const std::string two = ArchiveOf("pax", "none", {{"b.txt", "It snowed."}});
  for (const std::string& content : {one + two, Gzip(one) + Gzip(two), Gzip(one + two)}) {
    const Collector got = ReadContent("a.tar", content);
    EXPECT_THAT(got.Contents(), ElementsAre("It rained.", "It snowed."));
    EXPECT_THAT(got.rejects, IsEmpty());
  }
}

TEST(UnusualInputsTest, ReadsGzipMembersWithAllThatAHeaderMayHave) {
  const auto member = [](int flags, const std::string& fields, const std::string& content) {
    std::string head = "\x1f\x8b\x08" + std::string(1, static_cast<char>(flags)) +
                       std::string(4, '\0') + std::string("\2\3") + fields;
    if (flags & 2) head += LittleEndian(Crc(head) & 0xffff, 2);
    return head + RawDeflate(content) + LittleEndian(Crc(content), 4) +
           LittleEndian(content.size(), 4);
  };
  const std::string zero(1, '\0');
  const Collector got = ReadContent(
      "a.jsonl.gz",
      member(8, "a.jsonl" + zero, "{\"id\":1}\n") + member(0, "", "") +
          member(16, "a comment" + zero, "{\"id\":2}\n{\"id\"") +
          member(4 | 2, LittleEndian(6, 2) + "BC" + LittleEndian(2, 2) + "xx", ":3}\n") +
          member(31, LittleEndian(0, 2) + "n" + zero + "c" + zero, "{\"id\":4}"));
  EXPECT_THAT(got.Contents(), ElementsAre("{\"id\":1}", "{\"id\":2}", "{\"id\":3}", "{\"id\":4}"));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(UnusualInputsTest, ReadsJsonLinesInEveryDress) {
  const std::string lines = "{\"id\": 10, \"body\": \"x0y\"}\n{\"id\": 20}\n";
  std::string crlf = "\xef\xbb\xbf", big, little, sequence;
  for (const char c : lines) {
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
    big += {'\0', c};
    little += {c, '\0'};
  }
  sequence = "\x1e" + lines;
  sequence.insert(sequence.find("\n{") + 1, "\x1e");
  for (const std::string& content :
       {crlf, big, little, "\xfe\xff" + big, "\xff\xfe" + little, sequence}) {
    for (const char* name : {"a.jsonl", "a"}) {
      const Collector got = ReadContent(name, content);
      EXPECT_THAT(got.Contents(), ElementsAre("{\"id\": 10, \"body\": \"x0y\"}", "{\"id\": 20}"));
      EXPECT_THAT(got.rejects, IsEmpty());
    }
  }
}

TEST(UnusualInputsTest, ReadsAWrapperWhoseFirstLineIsLong) {
  const std::string long_record = absl::StrCat("{\"body\": \"", std::string(200000, 'x'), "\"}");
  const std::string content = absl::StrCat("{\"articles\": [", long_record,
                                           ",\n{\"body\": \"b\"},\n{\"title\": \"c\"}]}\n");
  const Collector got = ReadContent("a.json", content);
  EXPECT_THAT(got.Contents(), ElementsAre(long_record, "{\"body\": \"b\"}", "{\"title\": \"c\"}"));
  EXPECT_THAT(got.rejects, IsEmpty());
  const Collector lines = ReadContent("a.jsonl", long_record + "\n{\"body\": \"b\"}\n");
  EXPECT_THAT(lines.Contents(), ElementsAre(long_record, "{\"body\": \"b\"}"));
}

// A piece of the file may end with the first line, or within what indents the second.
TEST(UnusualInputsTest, ReadsAnObjectWhoseFirstLineEndsWithAPiece) {
  constexpr size_t kPieceBytes = 256 << 10;
  for (const char* mark : {"", "\xef\xbb\xbf", "\x1e"}) {
    for (const size_t line_bytes : {kPieceBytes - 2, kPieceBytes, kPieceBytes + 1}) {
      const std::string begin = "{\"id\": \"a\", \"note\": \"";
      const std::string end = "\",\n";
      const size_t fill = line_bytes - std::string(mark).size() - begin.size() - end.size();
      const std::string object =
          begin + std::string(fill, 'x') + end + "   \"title\": \"t\",\n   \"body\": \"b\"\n}";
      const Collector got = ReadContent("a.json", mark + object + "\n");
      EXPECT_THAT(got.Contents(), ElementsAre(object)) << line_bytes;
      EXPECT_THAT(got.rejects, IsEmpty()) << line_bytes;
    }
  }
}

TEST(UnusualInputsTest, ReadsWebArchivesOfEveryVersionAndLineEnd) {
  for (const char* version : {"0.17", "0.18", "1.0", "1.1"}) {
    std::string archive = PageRecord(1) +
                          WarcRecord("revisit", {{"WARC-Target-URI", "https://example.org/1"}},
                                     "HTTP/1.1 200 OK\r\n\r\n") +
                          PageRecord(2);
    for (size_t at = archive.find("WARC/1.0"); at != std::string::npos;
         at = archive.find("WARC/1.0", at + 1))
      archive.replace(at, 8, absl::StrCat("WARC/", version));
    const Collector got = ReadContent("a.warc", archive);
    EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(1), NewsPage(2))) << version;
    EXPECT_THAT(got.rejects, IsEmpty()) << version;
  }
  const std::string http = HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(1));
  std::string ends = WarcResponse("https://example.org/1", http);
  std::string narrow;
  const size_t head = ends.find("\r\n\r\n") + 4;
  for (const char c : ends.substr(0, head)) {
    if (c != '\r') narrow += c;
  }
  const Collector got =
      ReadContent("a.warc", absl::StrCat(narrow, http, "\n\n", narrow, http, "\n\n"));
  EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(1), NewsPage(1)));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(UnusualInputsTest, UndoesEveryCodingOfAPage) {
  const std::string page = NewsPage(1);
  const auto response = [](Headers headers, const std::string& body) {
    headers.insert(headers.begin(), {"Content-Type", "text/html"});
    return WarcResponse("https://example.org/", HttpMessage(200, headers, body));
  };
  const std::string content =
      response({{"Content-Encoding", "gzip"}, {"Content-Encoding", "gzip"}}, Gzip(Gzip(page))) +
      response({{"Content-Encoding", "gzip, br"}}, Brotli(Gzip(page))) +
      response({{"Transfer-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}},
               Chunked(Gzip(page), 100)) +
      response({{"Transfer-Encoding", "chunked"}, {"Content-Encoding", "br"}},
               Chunked(Brotli(page), 100)) +
      response({{"Transfer-Encoding", "chunked"}, {"Content-Encoding", "deflate"}},
               Chunked(RawDeflate(page), 100)) +
      // What the header does not say, the content does.
      response({}, Gzip(page)) + response({{"Content-Encoding", ""}}, Gzip(Gzip(page))) +
      WarcRecord("resource",
                 {{"WARC-Target-URI", "https://example.org/"}, {"Content-Type", "text/html"}},
                 Gzip(page));
  const Collector got = ReadContent("a.warc", content);
  EXPECT_THAT(got.documents, SizeIs(8));
  EXPECT_THAT(got.Contents(), Each(page));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(UnusualInputsTest, TellsOfAPageThatIsNoText) {
  std::string packed = Gzip(NewsPage(1));
  std::string noise;
  for (int i = 0; i < 3000; ++i) noise += static_cast<char>(i * 7919 % 251);
  const auto response = [](const std::string& body) {
    return WarcResponse("https://example.org/",
                        HttpMessage(200, {{"Content-Type", "text/html"}}, body));
  };
  packed[packed.size() / 2] ^= 0x10;
  const Collector got = ReadContent("a.warc", response(noise) + response(packed) + PageRecord(2));
  EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(2)));
  EXPECT_THAT(got.Reasons(), ElementsAre("binary", "damaged_archive"));
}

}  // namespace
}  // namespace dateline::source
