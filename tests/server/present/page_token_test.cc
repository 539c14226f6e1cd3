#include "server/present/page_token.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace dateline::present {
namespace {

PageToken SampleToken() {
  PageToken token;
  token.kind = PageKind::kHits;
  token.fingerprint = 0xFEDCBA9876543210;
  token.revision = 42;
  token.aliases = 0x8000000000000043;
  token.after = {12.3456789, -719162, 0x8000000000000001, 4000000000};
  token.offset = 7;
  return token;
}

void ExpectSame(const PageToken& a, const PageToken& b) {
  EXPECT_EQ(a.kind, b.kind);
  EXPECT_EQ(a.fingerprint, b.fingerprint);
  EXPECT_EQ(a.revision, b.revision);
  EXPECT_EQ(a.aliases, b.aliases);
  EXPECT_EQ(a.after.score, b.after.score);
  EXPECT_EQ(a.after.day, b.after.day);
  EXPECT_EQ(a.after.key, b.after.key);
  EXPECT_EQ(a.after.row, b.after.row);
  EXPECT_EQ(a.offset, b.offset);
}

TEST(PageTokenTest, ComesBackAsItWas) {
  ExpectSame(*DecodePageToken(EncodePageToken(SampleToken())), SampleToken());
  ExpectSame(*DecodePageToken(EncodePageToken(PageToken())), PageToken());
  PageToken values;
  values.kind = PageKind::kEntities;
  values.offset = std::numeric_limits<uint32_t>::max();
  values.after.day = std::numeric_limits<int32_t>::min();
  values.after.score = std::numeric_limits<double>::denorm_min();
  ExpectSame(*DecodePageToken(EncodePageToken(values)), values);
}

TEST(PageTokenTest, IsShortAndFitForAUrl) {
  const std::string text = EncodePageToken(SampleToken());
  EXPECT_LE(text.size(), kMaxPageTokenBytes);
  for (char c : text) {
    EXPECT_TRUE(absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_') << text;
  }
}

TEST(PageTokenTest, RefusesEveryChangeOfOneCharacter) {
  const std::string text = EncodePageToken(SampleToken());
  for (size_t i = 0; i < text.size(); ++i) {
    for (char c : {'A', 'z', '0', '_', '=', ' ', '\0', '\x80'}) {
      std::string changed = text;
      if (changed[i] == c) continue;
      changed[i] = c;
      EXPECT_EQ(DecodePageToken(changed).status().code(), absl::StatusCode::kInvalidArgument)
          << changed;
    }
  }
}

TEST(PageTokenTest, RefusesEveryOtherLength) {
  const std::string text = EncodePageToken(SampleToken());
  for (size_t length = 0; length < text.size(); ++length) {
    EXPECT_FALSE(DecodePageToken(text.substr(0, length)).ok()) << length;
  }
  for (const char* tail : {"A", "=", "==", "AAAA", " ", "\n"}) {
    EXPECT_FALSE(DecodePageToken(text + tail).ok()) << tail;
    EXPECT_FALSE(DecodePageToken(tail + text).ok()) << tail;
  }
  EXPECT_FALSE(DecodePageToken(std::string(1 << 20, 'A')).ok());
}

TEST(PageTokenTest, RefusesWhatNoPageEndsWith) {
  for (double score :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    PageToken token = SampleToken();
    token.after.score = score;
    EXPECT_FALSE(DecodePageToken(EncodePageToken(token)).ok()) << score;
  }
  for (int kind : {0, 4, 255}) {
    PageToken token = SampleToken();
    token.kind = static_cast<PageKind>(kind);
    EXPECT_FALSE(DecodePageToken(EncodePageToken(token)).ok()) << kind;
  }
}

TEST(PageTokenTest, RefusesRandomTokens) {
  std::mt19937 random(3);
  const size_t length = EncodePageToken(SampleToken()).size();
  for (int round = 0; round < 10000; ++round) {
    std::string bytes(length * 3 / 4, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    bytes[0] = 2;
    bytes[1] = 1;
    EXPECT_FALSE(DecodePageToken(absl::WebSafeBase64Escape(bytes)).ok());
  }
}

}  // namespace
}  // namespace dateline::present
