#include "server/present/page_token.h"

#include <cmath>
#include <cstring>

#include "absl/strings/escaping.h"
#include "indexer/format/schema.h"

namespace dateline::present {
namespace {

// The bytes of a token, all numbers little-endian:
//   version 1, kind 1, fingerprint 8, revision 8, aliases 8, score 8, day 4, key 8, row 4, offset
//   4, checksum 4
constexpr char kVersion = 2;
constexpr size_t kChecksumBytes = 4;
constexpr size_t kTokenBytes = 1 + 1 + 8 + 8 + 8 + 8 + 4 + 8 + 4 + 4 + kChecksumBytes;

template <typename Number>
void Put(Number number, std::string* out) {
  for (size_t i = 0; i < sizeof(Number); ++i) {
    out->push_back(static_cast<char>(static_cast<uint64_t>(number) >> (8 * i)));
  }
}

// Takes a number from the front of `bytes`. REQUIRES: it is long enough.
template <typename Number>
Number Take(absl::string_view* bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof(Number); ++i) {
    number |= uint64_t{static_cast<unsigned char>((*bytes)[i])} << (8 * i);
  }
  bytes->remove_prefix(sizeof(Number));
  return static_cast<Number>(number);
}

uint64_t BitsOf(double number) {
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof(bits));
  return bits;
}

double DoubleOf(uint64_t bits) {
  double number;
  std::memcpy(&number, &bits, sizeof(number));
  return number;
}

uint32_t Checksum(absl::string_view bytes) {
  return static_cast<uint32_t>(format::Hash64(bytes) >> 32);
}

}  // namespace

std::string EncodePageToken(const PageToken& token) {
  std::string bytes;
  bytes.push_back(kVersion);
  Put(static_cast<uint8_t>(token.kind), &bytes);
  Put(token.fingerprint, &bytes);
  Put(token.revision, &bytes);
  Put(token.aliases, &bytes);
  Put(BitsOf(token.after.score), &bytes);
  Put(static_cast<uint32_t>(token.after.day), &bytes);
  Put(token.after.key, &bytes);
  Put(token.after.row, &bytes);
  Put(token.offset, &bytes);
  Put(Checksum(bytes), &bytes);
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<PageToken> DecodePageToken(absl::string_view text) {
  const absl::Status refused =
      absl::InvalidArgumentError("page_token is not one that this server gave out");
  std::string decoded;
  if (text.size() > kMaxPageTokenBytes || !absl::WebSafeBase64Unescape(text, &decoded) ||
      decoded.size() != kTokenBytes || absl::WebSafeBase64Escape(decoded) != text) {
    return refused;
  }
  absl::string_view bytes = decoded;
  const uint32_t checksum = Checksum(bytes.substr(0, kTokenBytes - kChecksumBytes));
  if (bytes[0] != kVersion) return refused;
  bytes.remove_prefix(1);
  PageToken token;
  const uint8_t kind = Take<uint8_t>(&bytes);
  token.kind = static_cast<PageKind>(kind);
  token.fingerprint = Take<uint64_t>(&bytes);
  token.revision = Take<uint64_t>(&bytes);
  token.aliases = Take<uint64_t>(&bytes);
  token.after.score = DoubleOf(Take<uint64_t>(&bytes));
  token.after.day = static_cast<int32_t>(Take<uint32_t>(&bytes));
  token.after.key = Take<uint64_t>(&bytes);
  token.after.row = Take<uint32_t>(&bytes);
  token.offset = Take<uint32_t>(&bytes);
  if (Take<uint32_t>(&bytes) != checksum || !std::isfinite(token.after.score) ||
      kind < static_cast<uint8_t>(PageKind::kHits) ||
      kind > static_cast<uint8_t>(PageKind::kEntities)) {
    return refused;
  }
  return token;
}

}  // namespace dateline::present
