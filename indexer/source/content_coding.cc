#include "indexer/source/content_coding.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace dateline::source {
namespace {

constexpr size_t kChunkBytes = 64 << 10;

absl::Status TooLarge(size_t max_bytes) {
  return absl::ResourceExhaustedError(
      absl::StrCat("the decoded body has more than ", max_bytes, " bytes"));
}
absl::Status Damaged(absl::string_view coding) {
  return absl::DataLossError(absl::StrCat("the body's ", coding, " data is damaged"));
}

// The length of a gzip header (RFC 1952, section 2.3); npos when it is none or cut off.
size_t GzipHeaderLength(absl::string_view body) {
  constexpr size_t kNone = absl::string_view::npos;
  if (body.size() < 10 || !absl::StartsWith(body, "\x1f\x8b\x08")) return kNone;
  const unsigned char flags = body[3];
  size_t length = 10;
  if (flags & 4) {
    if (body.size() < length + 2) return kNone;
    length += 2 + static_cast<unsigned char>(body[length]) +
              256 * static_cast<unsigned char>(body[length + 1]);
  }
  for (const unsigned char text : {8, 16}) {  // A name, a comment.
    if (!(flags & text)) continue;
    const size_t end = length < body.size() ? body.find('\0', length) : kNone;
    if (end == kNone) return kNone;
    length = end + 1;
  }
  if (flags & 2) length += 2;
  return length <= body.size() ? length : kNone;
}

struct EndInflate {
  void operator()(z_stream* z) const {
    inflateEnd(z);
    delete z;
  }
};

// Deflate data with `window_bits` as zlib has them; `*rest` is what is behind it.
absl::StatusOr<std::string> Inflate(absl::string_view body, int window_bits, size_t max_bytes,
                                    absl::string_view coding, absl::string_view* rest) {
  std::unique_ptr<z_stream, EndInflate> z(new z_stream());
  if (inflateInit2(z.get(), window_bits) != Z_OK)
    return absl::ResourceExhaustedError("no memory to decompress with");
  z->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  z->avail_in = body.size();
  std::string out;
  std::vector<char> chunk(kChunkBytes);
  while (true) {
    z->next_out = reinterpret_cast<Bytef*>(chunk.data());
    z->avail_out = chunk.size();
    const int result = inflate(z.get(), Z_NO_FLUSH);
    const size_t got = chunk.size() - z->avail_out;
    if (out.size() + got > max_bytes) return TooLarge(max_bytes);
    out.append(chunk.data(), got);
    *rest = body.substr(body.size() - z->avail_in);
    if (result == Z_STREAM_END) return out;
    if (result != Z_OK && result != Z_BUF_ERROR) return Damaged(coding);
    if (got == 0 && z->avail_in == 0) return out;  // Cut off.
    if (result == Z_BUF_ERROR && got == 0) return out;
  }
}

// Members one after the other. The checks at a member's end count only when they are there.
absl::StatusOr<std::string> Gunzip(absl::string_view body, size_t max_bytes) {
  std::string out;
  size_t header = GzipHeaderLength(body);
  if (header == absl::string_view::npos) return std::string(body);
  while (header != absl::string_view::npos) {
    absl::string_view rest;
    absl::StatusOr<std::string> member =
        Inflate(body.substr(header), -15, max_bytes - out.size(), "gzip", &rest);
    if (!member.ok()) return member;
    if (rest.size() >= 8) {
      const auto* data = reinterpret_cast<const Bytef*>(member->data());
      const uLong sum = crc32(crc32(0, nullptr, 0), data, member->size());
      for (int i = 0; i < 4; ++i) {
        if (static_cast<unsigned char>(rest[i]) != (sum >> (8 * i) & 0xff)) return Damaged("gzip");
      }
    }
    out.append(*member);
    body = rest.substr(std::min<size_t>(8, rest.size()));
    header = GzipHeaderLength(body);
  }
  return out;
}

// "deflate" is zlib's format by the standard and bare deflate data by custom.
absl::StatusOr<std::string> Undeflate(absl::string_view body, size_t max_bytes) {
  absl::string_view rest;
  if (body.size() < 2) return std::string(body);
  const int head = static_cast<unsigned char>(body[0]) * 256 + static_cast<unsigned char>(body[1]);
  if ((body[0] & 0x0f) == Z_DEFLATED && head % 31 == 0) {
    return Inflate(body, 15, max_bytes, "deflate", &rest);
  }
  const char first = absl::StripLeadingAsciiWhitespace(body).substr(0, 1) == "<" ? '<' : body[0];
  if (first == '<') return std::string(body);
  return Inflate(body, -15, max_bytes, "deflate", &rest);
}

absl::StatusOr<std::string> Unbrotli(absl::string_view body, size_t max_bytes) {
  const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState*)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
  if (state == nullptr) return absl::ResourceExhaustedError("no memory to decompress with");
  const auto* in = reinterpret_cast<const uint8_t*>(body.data());
  size_t in_left = body.size();
  std::string out;
  std::vector<uint8_t> chunk(kChunkBytes);
  while (true) {
    uint8_t* next = chunk.data();
    size_t room = chunk.size();
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state.get(), &in_left, &in, &room, &next, nullptr);
    const size_t got = chunk.size() - room;
    if (out.size() + got > max_bytes) return TooLarge(max_bytes);
    out.append(reinterpret_cast<const char*>(chunk.data()), got);
    if (result == BROTLI_DECODER_RESULT_ERROR) {
      // Brotli has no magic number: a page that begins as a page does was decoded already.
      const absl::string_view visible = absl::StripLeadingAsciiWhitespace(body);
      if (absl::StartsWith(visible, "<")) return std::string(body);
      return Damaged("br");
    }
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return out;  // Complete, or cut off.
  }
}

absl::StatusOr<std::string> Unzstd(absl::string_view body, size_t max_bytes) {
  if (!absl::StartsWith(body, "\x28\xb5\x2f\xfd")) return std::string(body);
  const std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(),
                                                                   &ZSTD_freeDCtx);
  if (context == nullptr) return absl::ResourceExhaustedError("no memory to decompress with");
  ZSTD_inBuffer in = {body.data(), body.size(), 0};
  std::string out;
  std::vector<char> chunk(kChunkBytes);
  while (true) {
    ZSTD_outBuffer piece = {chunk.data(), chunk.size(), 0};
    const size_t result = ZSTD_decompressStream(context.get(), &piece, &in);
    if (ZSTD_isError(result)) return Damaged("zstd");
    if (out.size() + piece.pos > max_bytes) return TooLarge(max_bytes);
    out.append(chunk.data(), piece.pos);
    if (in.pos == in.size && piece.pos < piece.size) return out;
    // What stands behind the last frame and is none belongs to the transport.
    if (result == 0 && !absl::StartsWith(body.substr(in.pos), "\x28\xb5\x2f\xfd")) return out;
  }
}

}  // namespace

absl::StatusOr<std::string> DecodeContent(absl::string_view codings, absl::string_view body,
                                          size_t max_bytes) {
  std::vector<std::string> names;
  for (const absl::string_view part : absl::StrSplit(codings, ',')) {
    std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(part));
    if (!name.empty() && name != "identity" && name != "utf-8" && name != "none")
      names.push_back(std::move(name));
  }
  if (names.size() > kMaxContentCodings) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the body has ", names.size(), " codings; the most is ", kMaxContentCodings));
  }
  if (body.size() > max_bytes && names.empty()) return TooLarge(max_bytes);
  std::string decoded(body);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    absl::StatusOr<std::string> next = absl::UnimplementedError(
        absl::StrCat("the content coding \"", name->substr(0, 40), "\" is not known"));
    if (*name == "gzip" || *name == "x-gzip") next = Gunzip(decoded, max_bytes);
    if (*name == "deflate") next = Undeflate(decoded, max_bytes);
    if (*name == "br") next = Unbrotli(decoded, max_bytes);
    if (*name == "zstd") next = Unzstd(decoded, max_bytes);
    // What begins as a page does was decoded already, or never coded.
    const bool page = absl::StartsWith(absl::StripLeadingAsciiWhitespace(decoded), "<");
    if (absl::IsUnimplemented(next.status()) && page) continue;
    if (!next.ok()) return next.status();
    decoded = *std::move(next);
  }
  if (decoded.size() > max_bytes) return TooLarge(max_bytes);
  return decoded;
}

}  // namespace dateline::source
