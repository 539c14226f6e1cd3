#include "indexer/store/document_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_record.h"
#include "indexer/store/copy_sketch.h"

namespace dateline::store {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

// "term" -> "wdf: positions", as in {"visit", "2:"}: there are none.
std::map<std::string, std::string> Terms(const Xapian::Document& document) {
  std::map<std::string, std::string> terms;
  for (Xapian::TermIterator term = document.termlist_begin(); term != document.termlist_end();
       ++term) {
    std::string text = absl::StrCat(term.get_wdf(), ":");
    for (Xapian::PositionIterator position = term.positionlist_begin();
         position != term.positionlist_end(); ++position) {
      absl::StrAppend(&text, " ", *position);
    }
    terms[*term] = text;
  }
  return terms;
}

Xapian::Document Build(const article::Article& article) {
  return DocumentBuilder().Build(article, format::EncodeArticle(article));
}

article::Article Example() {
  article::Article article;
  article.id = "b7c1f11835e9287c";
  article.source = "bbc";
  article.language = "en";
  article.title = "Kim visits Moscow";
  article.body = "Kim visited Moscow.";
  article.publish_date = {article::DatePrecision::kDay, article::DateSource::kJsonLd,
                          absl::CivilDay(2023, 10, 19)};
  article.mentions = {
      {article::Field::kTitle, article::Kind::kPerson, 0, 3, "person/kim-jong-un", "Kim Jong Un",
       "place/north-korea"},
      {article::Field::kTitle, article::Kind::kPlace, 11, 17, "place/moscow", "Moscow"},
      {article::Field::kBody, article::Kind::kPerson, 0, 3, "person/kim-jong-un", "Kim",
       "place/north-korea"},
      {article::Field::kBody, article::Kind::kOrganization, 0, 3, "", "Kim"},
  };
  article.event_dates = {
      {article::Field::kBody, 0, 3, {absl::CivilDay(2022, 9, 1), absl::CivilDay(2022, 9, 30)}},
  };
  return article;
}

// The words of an article's record, place by place.
std::string Places(const article::Article& article, const std::vector<std::string>& words) {
  std::string bytes;
  DocumentBuilder().Build(article, "d", &bytes);
  EXPECT_TRUE(format::WordRecord::HasChecksum(bytes, format::ArticleKey(article.id)));
  const auto record = format::WordRecord::Parse(bytes);
  if (!record) return "no record";
  std::string text;
  for (uint32_t place = 0; place < record->places(); ++place) {
    absl::StrAppend(&text, place == 0 ? "" : " ");
    for (const std::string& word : words) {
      if (record->Has(place, record->CodeOf(format::Hash64(word)))) absl::StrAppend(&text, word);
    }
    if (place + 1 == record->title_places()) absl::StrAppend(&text, " |");
  }
  return text;
}

TEST(DocumentBuilderTest, RecordsTitleBodyAndCaptionsInTheirOrder) {
  article::Article article;
  article.id = "x";
  article.title = "One";
  article.body = "two";
  article.captions = "three two";
  const std::vector<std::string> words = {"one", "two", "three"};
  EXPECT_EQ(Places(article, words), "one |  two  three two");
  article.body.clear();
  EXPECT_EQ(Places(article, words), "one |  three two");
  EXPECT_EQ(Terms(Build(article)).count("Sthree"), 0u);
}

TEST(DocumentBuilderTest, RecordsPairsAndCharactersAndLeavesLongWordsAPlace) {
  article::Article article;
  article.id = "x";
  article.title = "東京都 says " + std::string(65, 'w') + " so";
  article.body = "東";
  EXPECT_EQ(Places(article, {"東京", "京都", "東", "京", "都", "says", "so"}),
            "東京東 京都京 都 says  so |  東");
  const std::map<std::string, std::string> terms = Terms(Build(article));
  EXPECT_EQ(terms.at("東"), "2:");
  EXPECT_EQ(terms.at("京都"), "1:");
  EXPECT_EQ(terms.at("S東"), "1:");
  EXPECT_EQ(terms.count("Z東"), 0u);
}

// "term" -> wdf, without positions.
std::map<std::string, uint32_t> Wdfs(const Xapian::Document& document) {
  std::map<std::string, uint32_t> wdfs;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    wdfs[*term] = term.get_wdf();
  }
  return wdfs;
}

TEST(DocumentBuilderTest, GivesTheSameAsPlainDataButForItsForm) {
  DocumentBuilder builder;
  article::Article unspaced = Example();
  unspaced.body = "Kim 北京北京大学 Kim's \xC3\xA9t\xC3\xA9 visits";
  unspaced.captions = "Moscow";
  for (const article::Article& article : {Example(), unspaced}) {
    const std::string data = format::EncodeArticle(article);
    const Xapian::Document document = builder.Build(article, data);
    const IndexedDocument plain = builder.BuildPlain(article, data);
    std::map<std::string, uint32_t> wdfs;
    for (const IndexedDocument::Term& term : plain.terms) {
      wdfs[std::string(plain.text(term))] += term.wdf;
    }
    std::map<std::string, uint32_t> expected_wdfs = Wdfs(document);
    // Both names follow from their ids.
    EXPECT_EQ(expected_wdfs.erase("XNAME:person/kim-jong-un\tKim Jong Un"), 1u);
    EXPECT_EQ(expected_wdfs.erase("XNAME:place/moscow\tMoscow"), 1u);
    EXPECT_EQ(wdfs, expected_wdfs);
    EXPECT_EQ(document.get_data(), data);
    EXPECT_EQ(plain.data, format::PackArticle(data, nullptr));
    std::map<uint32_t, std::string> values;
    for (const IndexedDocument::Value& value : plain.values) {
      if (!value.bytes.empty()) values[value.slot] = value.bytes;
    }
    std::map<uint32_t, std::string> expected;
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      expected[value.get_valueno()] = *value;
    }
    std::string& copy = expected[format::kSlotCopySketch];
    copy = format::EncodeShortCopyRecord(*format::DecodeCopyRecord(copy));
    EXPECT_EQ(values, expected);
  }
}

TEST(DocumentBuilderTest, PlainDataHasTheNamesThatDoNotFollowFromIds) {
  article::Article article = Example();
  for (article::Mention& mention : article.mentions) {
    if (mention.entity_id == "place/moscow") mention.name = "MOSCOW";
  }
  const IndexedDocument plain =
      DocumentBuilder().BuildPlain(article, format::EncodeArticle(article));
  std::vector<std::string> names;
  for (const IndexedDocument::Term& term : plain.terms) {
    const std::string text(plain.text(term));
    if (text.substr(0, 6) == "XNAME:") names.push_back(text);
  }
  EXPECT_EQ(names, std::vector<std::string>{"XNAME:place/moscow\tMOSCOW"});
}

TEST(DocumentBuilderTest, GivesExactlyTheTermsOfTheSchemaTable) {
  const std::map<std::string, std::string> expected = {
      // Words, without positions.
      {"kim", "2:"},
      {"visits", "1:"},
      {"moscow", "2:"},
      {"visited", "1:"},
      // Stems.
      {"Zkim", "2:"},
      {"Zvisit", "2:"},
      {"Zmoscow", "2:"},
      // The title once more.
      {"Skim", "1:"},
      {"Svisits", "1:"},
      {"Smoscow", "1:"},
      {"ZSkim", "1:"},
      {"ZSvisit", "1:"},
      {"ZSmoscow", "1:"},
      // Filters.
      {"Qb7c1f11835e9287c", "0:"},
      {"XPERSON:kim-jong-un", "0:"},
      {"XPLACE:moscow", "0:"},
      {"XSOURCE:bbc", "0:"},
      {"Len", "0:"},
      {"XABOUT:person/kim-jong-un", "0:"},
      {"XABOUT:place/moscow", "0:"},
      {"XHOME:person/kim-jong-un\tplace/north-korea", "0:"},
      {"XNAME:person/kim-jong-un\tKim Jong Un", "0:"},
      {"XNAME:place/moscow\tMoscow", "0:"},
      {"D20231019", "0:"},
      {"M202310", "0:"},
      {"Y2023", "0:"},
  };
  EXPECT_EQ(Terms(Build(Example())), expected);
}

TEST(DocumentBuilderTest, FillsTheSlotsOfTheSchemaTable) {
  const article::Article article = Example();
  const Xapian::Document document = Build(article);
  EXPECT_EQ(format::DecodeKey(document.get_value(0)), format::ArticleKey(article.id));
  const auto date = format::DecodePublishDate(document.get_value(1));
  ASSERT_TRUE(date.has_value());
  EXPECT_EQ(date->day, absl::CivilDay(2023, 10, 19));
  std::vector<format::DayInterval> intervals;
  ASSERT_TRUE(format::DecodeEventIntervals(document.get_value(2), &intervals));
  ASSERT_EQ(intervals.size(), 1u);
  EXPECT_EQ(article::FromDayNumber(intervals[0].end), absl::CivilDay(2022, 9, 30));
  EXPECT_EQ(format::DecodeKey(document.get_value(3)),
            Fingerprint(format::EncodeArticle(article), "en"));
  const auto copy = format::DecodeCopyRecord(document.get_value(4));
  ASSERT_TRUE(copy.has_value());
  EXPECT_EQ(copy->id, article.id);
  EXPECT_EQ(copy->captured_at, article.captured_at);
  EXPECT_EQ(copy->sketch, MakeCopySketch(text::Tokenize(article.title),
                                         text::Tokenize(article.body), article.body));
  EXPECT_EQ(document.values_count(), 5u) << "copy group and words depend on more than the article";
  EXPECT_EQ(document.get_data(), format::EncodeArticle(article));
}

TEST(DocumentBuilderTest, LeavesOutWhatIsUnknown) {
  article::Article article;
  article.id = "x";
  const Xapian::Document document = Build(article);
  EXPECT_EQ(Terms(document), (std::map<std::string, std::string>{{"Qx", "0:"}}));
  EXPECT_EQ(document.values_count(), 2u) << "only the key and the fingerprint";
}

TEST(DocumentBuilderTest, StemsByTheArticlesOwnLanguage) {
  article::Article article;
  article.id = "x";
  article.body = "Wahlen houses";
  const auto terms_in = [&](const char* language) {
    article.language = language;
    return Terms(Build(article));
  };
  EXPECT_TRUE(terms_in("en").count("Zhous"));
  EXPECT_TRUE(terms_in("de").count("Zwahl"));
  EXPECT_TRUE(terms_in("ja").count("Zwahlen")) << "no stemmer: the word itself";
  EXPECT_TRUE(terms_in("").count("Zhouses"));
}

TEST(DocumentBuilderTest, GivesTheSameAfterOtherLanguages) {
  article::Article german;
  german.id = "g";
  german.language = "de";
  german.body = "Wahlen und Häuser";
  DocumentBuilder builder;
  const auto first = Terms(builder.Build(Example(), "d"));
  builder.Build(german, "d");
  EXPECT_EQ(Terms(builder.Build(Example(), "d")), first);
}

TEST(DocumentBuilderTest, KeepsAnyIdWithinXapiansTermLimit) {
  for (const size_t length : {1, 243, 244, 245, 246, 5000}) {
    article::Article article;
    article.id = std::string(length, 'i');
    Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
    database.add_document(Build(article));
    EXPECT_TRUE(database.term_exists(format::IdTerm(article.id))) << length;
  }
}

TEST(FingerprintTest, DependsOnDataAndLanguage) {
  EXPECT_EQ(Fingerprint("data", "en"), Fingerprint("data", "en"));
  EXPECT_NE(Fingerprint("data", "en"), Fingerprint("data", "de"));
  EXPECT_NE(Fingerprint("data", "en"), Fingerprint("data2", "en"));
}

}  // namespace
}  // namespace dateline::store
