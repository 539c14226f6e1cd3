// Damaged inputs of every kind: no crash, no hang, everything before the damage delivered, and
// something said about the rest. DATELINE_MUTATIONS sets how many are tried.

#include <algorithm>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "indexer/extract/extractor.h"
#include "indexer/text/utf8.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

constexpr int kRecords = 12;

// An input of `kRecords` parts, each of which holds "number N ".
struct Seed {
  std::string name;
  std::string content;
  bool of_records = true;
  // The first byte behind each part, in the stored bytes; empty when parts are not apart there.
  std::vector<size_t> ends;
};

Seed Joined(const std::string& name, const std::string& head, std::string (*part)(int),
            std::string (*pack)(const std::string&)) {
  Seed seed;
  seed.name = name;
  seed.content = head.empty() ? "" : pack(head);
  for (int i = 0; i < kRecords; ++i) {
    seed.content += pack(part(i));
    seed.ends.push_back(seed.content.size());
  }
  return seed;
}

std::string Plain(const std::string& content) { return content; }

std::string JsonLine(int i) {
  return absl::StrCat("{\"id\": \"", i, "\", \"title\": \"A title\", \"body\": \"Bridge number ", i,
                      " opens.\"}\n");
}
std::string PrintedObject(int i) {
  return absl::StrCat("{\n  \"id\": \"", i, "\",\n  \"tags\": [\"a\", {\"b\": 1}],\n",
                      "  \"body\": \"Bridge number ", i, " opens.\"\n}\n");
}
std::string ListedObjects() {
  std::string all;
  for (int i = 0; i < kRecords; ++i) absl::StrAppend(&all, i == 0 ? "" : ",", PrintedObject(i));
  return all;
}
std::string ArcPart(int i) {
  return ArcRecord(absl::StrCat("https://example.org/", i),
                   HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(i)));
}
std::string SgmlPart(int i) {
  return absl::StrCat("<REUTERS NEWID=\"", i, "\">\n<DATE>26-FEB-1987 15:01:01.79</DATE>\n<TEXT>",
                      "<TITLE>BRIDGE</TITLE><BODY>Bridge number ", i,
                      " opens.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n");
}
std::string CodedRecord(int i) {
  return WarcResponse(
      absl::StrCat("https://example.org/", i),
      HttpMessage(200, {{"Content-Type", "text/html"}, {"Content-Encoding", "gzip"}},
                  Gzip(NewsPage(i))));
}

Seed ArchiveSeed(const std::string& name, const std::string& format, const std::string& filter) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < kRecords; ++i) files.emplace_back(absl::StrCat(i, ".html"), NewsPage(i));
  return {name, ArchiveOf(format, filter, files), true, {}};
}

std::string Xz(const std::string& content) { return ArchiveOf("raw", "xz", {{"data", content}}); }
std::string Bzip2(const std::string& content) {
  return ArchiveOf("raw", "bzip2", {{"data", content}});
}
std::string WrapperLine(int i) {
  return absl::StrCat("{\"n\": ", i, ", \"articles\": [", "{\"title\": \"A\", \"body\": \"number ",
                      i, " opens\"}, {\"body\": \"b\"}]}\n");
}

std::vector<Seed> Seeds() {
  std::string lines;
  for (int i = 0; i < kRecords; ++i) lines += JsonLine(i);
  std::vector<Seed> seeds = {
      Joined("a.warc", "", &PageRecord, &Plain),
      Joined("b.warc.gz", "", &PageRecord, &Gzip),
      Joined("c.warc.zst", "", &PageRecord, &Zstd),
      Joined("d.warc", "", &CodedRecord, &Plain),
      Joined("e.arc", ArcHeader(), &ArcPart, &Plain),
      Joined("f.arc.gz", ArcHeader(), &ArcPart, &Gzip),
      Joined("g.jsonl", "", &JsonLine, &Plain),
      Joined("h.jsonl.gz", "", &JsonLine, &Gzip),
      Joined("i.sgm", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n", &SgmlPart, &Plain),
      {"j.jsonl.gz", Gzip(lines), true, {}},
      {"k.jsonl.zst", Zstd(lines), true, {}},
      {"l.html", NewsPage(0, 10), false, {}},
      {"m.txt", "Bridge number 0 opens\n\nThe mayor said it would rain.\n", false, {}},
      {"n.json",
       "[\n  {\n \"id\": 1,\n \"body\": \"number 0 \"\n  },\n  {\n \"id\": 2\n  }\n]\n",
       true,
       {}},
      Joined("r.json", "", &PrintedObject, &Plain),
      {"s.json", "{\"articles\": [" + ListedObjects() + "]}", true, {}},
      ArchiveSeed("t.7z", "7zip", "none"),
      Joined("u.jsonl.xz", "", &JsonLine, &Xz),
      Joined("v.jsonl.bz2", "", &JsonLine, &Bzip2),
      Joined("w.jsonl", "", &WrapperLine, &Plain),
      ArchiveSeed("o.zip", "zip", "none"),
      ArchiveSeed("p.tar", "ustar", "none"),
      ArchiveSeed("q.tar.gz", "ustar", "gzip"),
  };
  return seeds;
}

// One change; `*at` becomes the first byte that differs, at the latest.
std::string Mutated(const std::string& content, std::mt19937* random, size_t* at) {
  const auto below = [random](size_t n) {
    return std::uniform_int_distribution<size_t>(0, n - 1)(*random);
  };
  std::string out = content;
  *at = below(content.size());
  const size_t length = 1 + below(std::min<size_t>(content.size() - *at, 1 + below(4000)));
  switch (below(6)) {
    case 0:
      out[*at] = static_cast<char>(out[*at] ^ (1 << below(8)));
      break;
    case 1:
      out.resize(*at);
      break;
    case 2:
      out.erase(*at, length);
      break;
    case 3:
      out.insert(*at, content.substr(*at, length));
      break;
    case 4:
      out.insert(*at, content.substr(below(content.size()), length));
      break;
    default:
      for (size_t i = 0; i < length; ++i) out[*at + i] = static_cast<char>(below(256));
      break;
  }
  return out;
}

std::set<int> NumbersIn(const Collector& got) {
  std::set<int> numbers;
  for (const Document& document : got.documents) {
    for (int i = 0; i < kRecords; ++i) {
      if (document.content.find(absl::StrCat("number ", i, " ")) != std::string::npos)
        numbers.insert(i);
    }
  }
  return numbers;
}

// What is handed over can be extracted, and is text.
void CheckExtraction(const Collector& got) {
  for (const Document& document : got.documents) {
    const auto result = extract::Extract(document);
    if (const auto* extraction = std::get_if<extract::Extraction>(&result)) {
      EXPECT_TRUE(text::IsValidUtf8(extraction->article.body));
      EXPECT_TRUE(text::IsValidUtf8(extraction->article.title)) << document.source_path;
      EXPECT_TRUE(text::IsValidUtf8(extraction->article.url));
    } else {
      EXPECT_FALSE(std::get<Reject>(result).reason.empty());
    }
  }
}

int Mutations() {
  const char* wanted = std::getenv("DATELINE_MUTATIONS");
  return wanted == nullptr ? 600 : std::atoi(wanted);
}

TEST(DamageTest, CostsWhatIsDamagedAndNothingBefore) {
  const std::vector<Seed> seeds = Seeds();
  for (const Seed& seed : seeds) {
    const Collector whole = ReadContent(seed.name, seed.content);
    EXPECT_TRUE(whole.rejects.empty()) << seed.name;
    if (!seed.ends.empty()) {
      EXPECT_EQ(NumbersIn(whole).size(), size_t{kRecords}) << seed.name;
    }
  }
  std::mt19937 random(20230913);
  int silent = 0;
  for (int i = 0; i < Mutations(); ++i) {
    const Seed& seed = seeds[i % seeds.size()];
    size_t at = 0;
    const std::string damaged = Mutated(seed.content, &random, &at);
    const Collector got = ReadContent(seed.name, damaged);
    const std::set<int> numbers = NumbersIn(got);
    for (size_t part = 0; part < seed.ends.size() && seed.ends[part] <= at; ++part) {
      EXPECT_TRUE(numbers.count(part))
          << seed.name << " mutation " << i << " at " << at << " part " << part;
    }
    for (const Reject& reject : got.rejects) EXPECT_FALSE(reject.reason.empty());
    // A part may be gone without a word only when its bytes are gone, to the byte.
    silent += seed.of_records && got.rejects.empty() && got.documents.empty();
    CheckExtraction(got);
    if (HasFailure()) break;
  }
  EXPECT_LE(silent, Mutations() / 100);
}

}  // namespace
}  // namespace dateline::source
