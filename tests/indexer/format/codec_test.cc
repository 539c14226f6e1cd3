#include "indexer/format/codec.h"

#include <rapidjson/document.h>

#include <random>
#include <string>
#include <utility>

#include "gtest/gtest.h"

namespace dateline::format {
namespace {

using article::Article;
using article::Field;
using article::Kind;

Article Sample() {
  Article a;
  a.id = "b7c1f11835e9287c";
  a.source_path = "news/a.txt";
  a.url = "https://example.org/a";
  a.source = "example";
  a.title = "Kim \"hails\" ties";
  a.body = "Kim spoke last September.\n\nÆrø said no\tmore.";
  a.language = "en";
  a.publish_date = {article::DatePrecision::kMonth, article::DateSource::kJsonLd,
                    absl::CivilDay(2023, 10, 1)};
  a.mentions = {
      {Field::kTitle, Kind::kPerson, 0, 3, "person/kim-jong-un", "Kim Jong Un"},
      {Field::kBody, Kind::kPerson, 0, 3, "person/kim-jong-un", "Kim Jong Un", "place/north-korea"},
      {Field::kBody, Kind::kPlace, 27, 32, "", "Ærø"}};
  a.event_dates = {{Field::kBody,
                    10,
                    24,
                    {absl::CivilDay(2022, 9, 1), absl::CivilDay(2022, 9, 30)},
                    article::DateGranularity::kMonth,
                    article::DateRule::kLastBefore}};
  return a;
}

// What format version 2 added, in an article without a date.
Article Archived() {
  Article a;
  a.id = "a2";
  a.captions = "Kim in Ærø in 2019\n\nA port";
  a.agency = "Reuters";
  a.publish_bounds = {absl::CivilDay(2023, 9, 13), std::nullopt};
  a.captured_at = 1694599200;
  a.record_offset = 512;
  a.record_digest = "sha1:ABC";
  a.mentions = {{Field::kCaptions, Kind::kPlace, 7, 12, "", "Ærø"}};
  a.event_dates = {
      {Field::kCaptions, 16, 20, {absl::CivilDay(2019, 1, 1), absl::CivilDay(2019, 12, 31)}}};
  return a;
}

void ExpectEqual(const Article& a, const Article& b) {
  EXPECT_EQ(a.id, b.id);
  EXPECT_EQ(a.source_path, b.source_path);
  EXPECT_EQ(a.url, b.url);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.body, b.body);
  EXPECT_EQ(a.language, b.language);
  EXPECT_EQ(a.captions, b.captions);
  EXPECT_EQ(a.agency, b.agency);
  EXPECT_EQ(a.publish_date, b.publish_date);
  EXPECT_EQ(a.publish_bounds, b.publish_bounds);
  EXPECT_EQ(a.captured_at, b.captured_at);
  EXPECT_EQ(a.record_offset, b.record_offset);
  EXPECT_EQ(a.record_digest, b.record_digest);
  ASSERT_EQ(a.mentions.size(), b.mentions.size());
  for (size_t i = 0; i < a.mentions.size(); ++i) {
    EXPECT_EQ(a.mentions[i].field, b.mentions[i].field);
    EXPECT_EQ(a.mentions[i].kind, b.mentions[i].kind);
    EXPECT_EQ(a.mentions[i].begin, b.mentions[i].begin);
    EXPECT_EQ(a.mentions[i].end, b.mentions[i].end);
    EXPECT_EQ(a.mentions[i].entity_id, b.mentions[i].entity_id);
    EXPECT_EQ(a.mentions[i].name, b.mentions[i].name);
    EXPECT_EQ(a.mentions[i].home, b.mentions[i].home);
  }
  ASSERT_EQ(a.event_dates.size(), b.event_dates.size());
  for (size_t i = 0; i < a.event_dates.size(); ++i) {
    EXPECT_EQ(a.event_dates[i].begin, b.event_dates[i].begin);
    EXPECT_EQ(a.event_dates[i].end, b.event_dates[i].end);
    EXPECT_EQ(a.event_dates[i].interval, b.event_dates[i].interval);
    EXPECT_EQ(a.event_dates[i].granularity, b.event_dates[i].granularity);
    EXPECT_EQ(a.event_dates[i].rule, b.event_dates[i].rule);
  }
}

TEST(CodecTest, ArticlesRoundTrip) {
  for (Article article : {Sample(), Archived(), [] {
                            Article bare;
                            bare.id = "x";
                            return bare;
                          }()}) {
    for (const int version : {6, 7}) {
      const std::string encoded = EncodeArticle(article, version);
      const auto decoded = DecodeArticle(encoded);
      ASSERT_TRUE(decoded.ok()) << decoded.status();
      ExpectEqual(*decoded, article);
      EXPECT_TRUE(IsEncodingOf(encoded, article));
      EXPECT_FALSE(IsEncodingOf(encoded + "x", article));
    }
  }
}

// An article with spans in all orders, linked or not, of entities that share ids and names.
Article RandomSpans(std::mt19937* random) {
  Article a = Sample();
  a.body = "Kim spoke last September in St. Louis.";  // A span may end anywhere: ASCII.
  a.captions = "Kim in St. Louis, by J. Roe";
  if ((*random)() % 3 == 0) a.publish_date = {};
  a.mentions.clear();
  a.event_dates.clear();
  const auto span = [&](auto* to) {
    to->field = static_cast<Field>(1 + (*random)() % 3);
    const uint32_t size = a.text(to->field).size();
    to->begin = (*random)() % (size + 1);
    to->end = to->begin + (*random)() % (size - to->begin + 1);
  };
  for (uint32_t n = (*random)() % 8; n > 0; --n) {
    article::Mention& m = a.mentions.emplace_back();
    span(&m);
    m.kind = static_cast<Kind>(1 + (*random)() % 3);
    m.name = std::string(a.text(m));
    if ((*random)() % 3 == 0) continue;
    static const char* const kIds[] = {"person/kim", "place/st-louis", "organization/kim", "x"};
    static const char* const kNames[] = {"Kim", "St. Louis", "kim", "", "Ærø"};
    m.entity_id = kIds[(*random)() % 4];
    if ((*random)() % 3 != 0) m.name = kNames[(*random)() % 5];
    if ((*random)() % 4 == 0) m.home = "place/ohio";
  }
  for (uint32_t n = (*random)() % 5; n > 0; --n) {
    article::EventDate& d = a.event_dates.emplace_back();
    span(&d);
    const int32_t start = static_cast<int32_t>((*random)() % 60000) - 30000;
    d.interval = {article::FromDayNumber(start),
                  article::FromDayNumber(start + static_cast<int32_t>((*random)() % 400))};
    d.granularity = static_cast<article::DateGranularity>(
        (*random)() % (static_cast<uint32_t>(article::kLastGranularity) + 1));
    d.rule = static_cast<article::DateRule>((*random)() %
                                            (static_cast<uint32_t>(article::kLastRule) + 1));
  }
  return a;
}

TEST(CodecTest, SpansOfAnyOrderRoundTrip) {
  std::mt19937 random(11);
  for (int i = 0; i < 3000; ++i) {
    const Article article = RandomSpans(&random);
    const auto decoded = DecodeArticle(EncodeArticle(article, 7));
    ASSERT_TRUE(decoded.ok()) << decoded.status();
    ExpectEqual(*decoded, article);
    EXPECT_EQ(EncodeArticle(*decoded, 6), EncodeArticle(article, 6));
  }
}

TEST(CodecTest, SpansAreNoEntitiesTwice) {
  Article article = Sample();
  article.mentions = {{Field::kBody, Kind::kPerson, 0, 3, "person/kim", "Kim"}};
  const size_t derived = EncodeArticle(article, 7).size();
  article.mentions[0].name = "Lee";
  EXPECT_EQ(EncodeArticle(article, 7).size(), derived + 12 + 5) << "the id, and the name";
  article.mentions[0].entity_id = "person/lee";
  EXPECT_EQ(EncodeArticle(article, 7).size(), derived + 5) << "the name";
}

TEST(CodecTest, SpansOutsideTheirFieldAreRefused) {
  Article article = Sample();
  article.mentions[0].end = 1000;
  EXPECT_FALSE(DecodeArticle(EncodeArticle(article, 7)).ok());
  article = Sample();
  article.body.clear();  // Behind the writer's back.
  EXPECT_FALSE(DecodeArticle(EncodeArticle(article, 7)).ok());
}

TEST(CodecTest, EncodingIsDeterministic) {
  EXPECT_EQ(EncodeArticle(Sample(), 6), EncodeArticle(Sample(), 6));
  EXPECT_EQ(EncodeArticle(Sample(), 7), EncodeArticle(Sample(), 7));
}

TEST(CodecTest, RefusesGranularitiesAndRulesThatItDoesNotKnow) {
  for (const int version : {6, 7}) {
    Article article = Sample();
    article.event_dates[0].rule = article::kLastRule;
    article.event_dates[0].granularity = article::kLastGranularity;
    EXPECT_TRUE(DecodeArticle(EncodeArticle(article, version)).ok());
    article.event_dates[0].rule =
        static_cast<article::DateRule>(static_cast<int>(article::kLastRule) + 1);
    EXPECT_FALSE(DecodeArticle(EncodeArticle(article, version)).ok());
    article = Sample();
    article.event_dates[0].granularity =
        static_cast<article::DateGranularity>(static_cast<int>(article::kLastGranularity) + 1);
    EXPECT_FALSE(DecodeArticle(EncodeArticle(article, version)).ok());
  }
}

// Archived() has neither: so are those that were written before they were stored, byte for byte.
TEST(CodecTest, WritesNothingForAnEventDateWithoutGranularityAndRule) {
  Article with = Archived();
  with.event_dates[0].granularity = article::DateGranularity::kYear;
  with.event_dates[0].rule = article::DateRule::kExplicit;
  EXPECT_EQ(EncodeArticle(with, 6).size(), EncodeArticle(Archived(), 6).size() + 4);
}

TEST(CodecTest, DamagedBytesAreRefusedOrSafeToUse) {
  const std::string earlier = EncodeArticle(Sample(), 6);
  const std::string spans = EncodeArticle(Sample(), 7);
  std::mt19937 random(3);
  int refused = 0;
  for (int i = 0; i < 40000; ++i) {
    const std::string& good = i % 2 == 0 ? earlier : spans;
    std::string bytes = good;
    for (int n = 1 + random() % 3; n > 0; --n) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    if (random() % 4 == 0) bytes.resize(random() % bytes.size());
    const auto article = DecodeArticle(bytes);
    if (!article.ok()) {
      EXPECT_EQ(article.status().code(), absl::StatusCode::kDataLoss);
      ++refused;
      continue;
    }
    for (const auto& m : article->mentions) article->text(m);
    for (const auto& d : article->event_dates) article->text(d);
    EXPECT_FALSE(ArticleToJson(*article).empty());
  }
  EXPECT_GT(refused, 1000);
}

TEST(CodecTest, PrintsTheJsonOfTheContract) {
  EXPECT_EQ(
      ArticleToJson(Sample()),
      R"({"id":"b7c1f11835e9287c","source_path":"news/a.txt","url":"https://example.org/a",)"
      R"("source":"example","title":"Kim \"hails\" ties",)"
      R"("body":"Kim spoke last September.\n\nÆrø said no\tmore.","language":"en",)"
      R"("publish_date":"2023-10","publish_date_precision":"MONTH","publish_date_source":"JSON_LD",)"
      R"("mentions":[{"field":"TITLE","kind":"PERSON","text":"Kim","begin":0,"end":3,)"
      R"("entity_id":"person/kim-jong-un","name":"Kim Jong Un"},)"
      R"({"field":"BODY","kind":"PERSON","text":"Kim","begin":0,"end":3,)"
      R"("entity_id":"person/kim-jong-un","name":"Kim Jong Un","home":"place/north-korea"},)"
      R"({"field":"BODY","kind":"PLACE","text":"Ærø","begin":27,"end":32,"name":"Ærø"}],)"
      R"("entities":[{"entity_id":"person/kim-jong-un","kind":"PERSON","name":"Kim Jong Un",)"
      R"("mention_count":2,"in_title":true,"in_lead":true,"salience":0.90,"about":true}],)"
      R"("event_dates":[{"field":"BODY","text":"last September","begin":10,"end":24,)"
      R"("start_date":"2022-09-01","end_date":"2022-09-30","granularity":"MONTH",)"
      R"("rule":"LAST_BEFORE"}]})");
}

TEST(CodecTest, PrintsCaptionsBoundsAndProvenance) {
  EXPECT_EQ(ArticleToJson(Archived()),
            R"({"id":"a2","captions":"Kim in Ærø in 2019\n\nA port","agency":"Reuters",)"
            R"("publish_date_not_before":"2023-09-13","captured_at":"2023-09-13T10:00:00Z",)"
            R"("record_digest":"sha1:ABC","record_offset":512,)"
            R"("mentions":[{"field":"CAPTIONS","kind":"PLACE","text":"Ærø","begin":7,"end":12,)"
            R"("name":"Ærø"}],"event_dates":[{"field":"CAPTIONS","text":"2019","begin":16,)"
            R"("end":20,"start_date":"2019-01-01","end_date":"2019-12-31"}]})");
}

TEST(CodecTest, JsonLeavesOutWhatIsEmptyAndTakesExtraMembers) {
  Article bare;
  bare.id = "x";
  EXPECT_EQ(ArticleToJson(bare), R"({"id":"x"})");
  EXPECT_EQ(ArticleToJson(bare, R"("copy_group":"y")"), R"({"id":"x","copy_group":"y"})");
}

TEST(CodecTest, JsonIsOneValidLineWhateverTheText) {
  Article article;
  article.id = "x";
  for (int c = 1; c < 128; ++c) article.body.push_back(static_cast<char>(c));
  article.body += "\xE2\x80\xA8\xF0\x9F\x98\x80";
  const std::string json = ArticleToJson(article);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  rapidjson::Document parsed;
  parsed.Parse(json.c_str(), json.size());
  ASSERT_FALSE(parsed.HasParseError());
  EXPECT_EQ(std::string(parsed["body"].GetString(), parsed["body"].GetStringLength()),
            article.body);
}

TEST(CodecTest, JsonEscapesWhatMustBeWhereverItStands) {
  for (size_t before = 0; before < 20; ++before) {
    for (int c = 0; c < 256; ++c) {
      const char byte = static_cast<char>(c);
      const std::string around(before, 'a');
      Article article;
      article.body = around + byte + "bb" + byte + around;
      std::string escaped(1, byte);
      if (c < 0x20) escaped = {'\\', 'u', '0', '0', c < 16 ? '0' : '1', "0123456789ABCDEF"[c % 16]};
      for (const auto& [plain, name] : {std::pair<char, char>{'"', '"'},
                                        {'\\', '\\'},
                                        {'\b', 'b'},
                                        {'\t', 't'},
                                        {'\n', 'n'},
                                        {'\f', 'f'},
                                        {'\r', 'r'}}) {
        if (plain == byte) escaped = {'\\', name};
      }
      ASSERT_EQ(ArticleToJson(article),
                "{\"body\":\"" + around + escaped + "bb" + escaped + around + "\"}");
    }
  }
}

}  // namespace
}  // namespace dateline::format
