#include "indexer/source/http_message.h"

#include <string>

#include "gtest/gtest.h"
#include "indexer/source/content_coding.h"
#include "tests/indexer/source/temp_folder.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

TEST(HttpMessageTest, ParsesWhatServersSend) {
  HttpResponse response;
  ASSERT_TRUE(ParseHttpResponse(
      "HTTP/1.1 200 OK\r\ncontent-TYPE:  text/html \r\nX: a\r\n b\r\nbad line\r\n\r\nbody",
      &response));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.fields.Find("Content-Type"), "text/html");
  EXPECT_EQ(response.fields.Find("x"), "a b");
  EXPECT_EQ(response.body, "body");
  ASSERT_TRUE(ParseHttpResponse("HTTP/2 404\n\n", &response));
  EXPECT_EQ(response.status, 404);
  for (const char* bad : {"", "HTTP/1.1", "HTTP/1.1 200 OK\r\nA: b\r\n", "HTTP/1.1 OK\r\n\r\n",
                          "GET / HTTP/1.1\r\n\r\n"})
    EXPECT_FALSE(ParseHttpResponse(bad, &response)) << bad;
}

TEST(HttpMessageTest, BoundsItsHeader) {
  HttpResponse response;
  const std::string start = "HTTP/1.1 200 OK\r\nA: ";
  const std::string end = "\r\n\r\n";
  const std::string fits(kMaxHeaderBytes - start.size() - end.size(), 'x');
  EXPECT_TRUE(ParseHttpResponse(start + fits + end, &response));
  EXPECT_FALSE(ParseHttpResponse(start + fits + "x" + end, &response));
}

TEST(HttpMessageTest, UndoesChunks) {
  struct Case {
    std::string body;
    bool chunked;
    std::string text;
  };
  const Case cases[] = {{"5\r\nhello\r\n0\r\n\r\n", true, "hello"},
                        {"5;x=y\r\nhello\r\n1 \r\n!\r\n0\r\n\r\n", true, "hello!"},
                        {"a\r\nbreaks off", true, "breaks off"},
                        {"ff\r\nbreaks off", true, "breaks off"},
                        {"5\nhello\n0\n\n", true, "hello"},
                        {"2\r\nab\r\n3", true, "ab"},
                        {"<!doctype html>", false, ""},
                        {"fffffffff\r\nx", false, ""},
                        {"", false, ""}};
  for (const Case& c : cases) {
    std::string out;
    EXPECT_EQ(Unchunk(c.body, &out), c.chunked) << c.body;
    EXPECT_EQ(out, c.text) << c.body;
  }
}

TEST(HttpMessageTest, TakesMediaTypesApart) {
  EXPECT_EQ(ParseMediaType("Text/HTML; Charset=\"UTF-8\"").charset, "utf-8");
  EXPECT_EQ(ParseMediaType("text/html;x=y; charset = 'latin1' ").charset, "latin1");
  EXPECT_EQ(ParseMediaType("text/html").type, "text/html");
  EXPECT_EQ(ParseMediaType("").type, "");
}

TEST(ContentCodingTest, DecodesAndBoundsEveryCoding) {
  const std::string text = NewsPage(1, 20);
  const std::string gzip = Gzip(text);
  const std::string zlib_body = gzip.substr(10, gzip.size() - 18);  // Bare deflate data.
  struct Case {
    const char* coding;
    std::string body;
  };
  for (const Case& c : {Case{"gzip", gzip},
                        {"x-gzip", gzip},
                        {"GZIP", gzip},
                        {"deflate", zlib_body},
                        {"br", Brotli(text)},
                        {"zstd", Zstd(text)},
                        {"br, gzip", Gzip(Brotli(text))},
                        {"", text},
                        {"identity", text},
                        {"gzip", text},
                        {"br", text},
                        {"aws-chunked", text},
                        {"unheard-of, gzip", gzip},
                        {"zstd", text}}) {
    const auto got = DecodeContent(c.coding, c.body, text.size());
    ASSERT_TRUE(got.ok()) << c.coding << got.status();
    EXPECT_EQ(*got, text) << c.coding;
    EXPECT_EQ(DecodeContent(c.coding, c.body, text.size() - 1).status().code(),
              absl::StatusCode::kResourceExhausted)
        << c.coding;
  }
}

TEST(HttpMessageTest, PassesOverInterimResponses) {
  HttpResponse response;
  const std::string interim =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n";
  const std::string final = interim + "HTTP/1.1 200 OK\r\nC: d\r\n\r\n<p>x";
  ASSERT_TRUE(ParseHttpResponse(final, &response));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "<p>x");
  EXPECT_EQ(response.fields.Find("A"), "");
  EXPECT_EQ(response.fields.Find("C"), "d");
  ASSERT_TRUE(ParseHttpResponse(interim, &response));
  EXPECT_EQ(response.status, 103);
}

TEST(HttpMessageTest, UndoesTheCodingsOfTheTransfer) {
  const std::string text = NewsPage(1);
  for (const auto& [headers, body] : std::vector<std::pair<Headers, std::string>>{
           {{{"Transfer-Encoding", "gzip, chunked"}}, Chunked(Gzip(text), 100)},
           {{{"Transfer-Encoding", "GZip"}}, Gzip(text)},
           {{{"Transfer-Encoding", "gzip,chunked"}, {"Content-Encoding", "br"}},
            Chunked(Gzip(Brotli(text)), 100)},
           {{{"Transfer-Encoding", "gzip"}}, text},
           {{{"Transfer-Encoding", "identity"}}, text}}) {
    const std::string message = HttpMessage(200, headers, body);
    HttpResponse response;
    ASSERT_TRUE(ParseHttpResponse(message, &response));
    const auto got = DecodeBody(response, 1 << 20);
    ASSERT_TRUE(got.ok()) << headers[0].second << got.status();
    EXPECT_EQ(*got, text) << headers[0].second;
  }
}

TEST(HttpMessageTest, LeavesABodyThatIsNotInChunksAsItIs) {
  std::string out;
  EXPECT_FALSE(Unchunk("2\r\nab\r\nzz\r\n", &out));
  EXPECT_FALSE(Unchunk("20\nThe year began with snow.\nIt ended with rain, and no more.\n", &out));
}

TEST(ContentCodingTest, TakesNoNoticeOfWhatFollows) {
  const std::string text = NewsPage(1, 200);
  const auto got = DecodeContent("zstd", Zstd(text) + "\r\n", 1 << 20);
  ASSERT_TRUE(got.ok()) << got.status();
  EXPECT_EQ(*got, text);
}

TEST(ContentCodingTest, KeepsWhatIsThereOfABodyCutOff) {
  const std::string text = NewsPage(1, 200);
  for (const auto& [coding, body] : {std::pair{"gzip", Gzip(text)}, {"br", Brotli(text)}}) {
    const auto got = DecodeContent(coding, body.substr(0, body.size() - 6), 1 << 20);
    ASSERT_TRUE(got.ok()) << coding;
    EXPECT_EQ(text.compare(0, got->size(), *got), 0) << coding;
    EXPECT_GT(got->size(), text.size() / 2) << coding;
  }
}

TEST(ContentCodingTest, RefusesDamageAndTheUnknown) {
  std::string damaged = Gzip(NewsPage(1));
  damaged[damaged.size() / 2] ^= 1;
  EXPECT_EQ(DecodeContent("gzip", damaged, 1 << 20).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(DecodeContent("sdch", "x", 1 << 20).status().code(), absl::StatusCode::kUnimplemented);
  EXPECT_TRUE(DecodeContent("gzip,gzip,gzip,gzip", "<p>", 1 << 20).ok());
  EXPECT_EQ(DecodeContent("gzip,gzip,gzip,gzip,gzip", "<p>", 1 << 20).status().code(),
            absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace dateline::source
