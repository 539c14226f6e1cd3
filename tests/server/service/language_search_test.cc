// Search over articles in many languages: what a reader who types a word expects to find.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/service/search_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;

article::Article InLanguage(const std::string& id, const std::string& language,
                            const std::string& title, const std::string& body) {
  article::Article article = MakeArticle(id, title, body, "2023-09-13", {});
  article.language = language;
  return article;
}

std::vector<article::Article> ArticlesInManyLanguages() {
  return {
      InLanguage("en", "en", "Ministers meet",
                 "The ministers brought new taxes. Robert Mueller came."),
      InLanguage("de", "de", "Neue Wahlen",
                 "Die Verhandlungen über Wahlen beginnen. Gerd Müller kam."),
      InLanguage("de2", "de", "Presse", "Herr Mueller las die News im Landtag."),
      InLanguage("fr", "fr", "L'Élysée",
                 "Les élections législatives ont été annoncées à l’Élysée."),
      InLanguage("es", "es", "Elecciones", "Los gobiernos anunciaron elecciones generales."),
      InLanguage("it", "it", "Governo", "Il ministro dell'Economia ha incontrato i sindacati."),
      InLanguage("ru", "ru", "Выборы", "Её министры объявили о новых выборах."),
      InLanguage("fi", "fi", "Vaalit", "Pääministerin puolue voitti vaaleissa."),
      InLanguage("tr", "tr", "İstanbul'da seçim", "Seçimler İstanbul'da yapıldı."),
      InLanguage("ar", "ar", "انتخابات", "أعلنت الحكومةُ عن الانتخابات في القاهـــرة."),
      InLanguage("he", "he", "צה\"ל", "דובר צה\"ל מסר הודעה על הַמֶּמְשָׁלָה."),
      InLanguage("hi", "hi", "चुनाव", "सरकार ने ज़मीन पर चुनाव की घोषणा २०२३ में की।"),
      InLanguage("vi", "vi", "Bầu cử", "Chính phủ Việt Nam công bố bầu cử ở Đà Nẵng."),
      InLanguage("el", "el", "Εκλογές", "Ο πρωθυπουργός ανακοίνωσε εκλογές."),
      InLanguage("zh", "zh", "北京大学", "他在Kremlin说话，北京大学校长2023年访问上海。"),
      InLanguage("ja", "ja", "テレビ", "佐々木さんはﾃﾚﾋﾞでＡＰＥＣについて話した。"),
      InLanguage("ko", "ko", "김정은", "김정은이 모스크바를 방문했다."),
      InLanguage("th", "th", "เลือกตั้ง", "รัฐบาลประกาศวันเลือกตั้งทั่วไป"),
      InLanguage("my", "my", "ရန်ကုန်", "ရန်ကုန်မြို့တွင် ရွေးကောက်ပွဲ ကျင်းပသည်။"),
      InLanguage(
          "km", "km", "ភ្នំពេញ",
          "រដ្ឋាភិបាល​នៅ​ភ្នំពេញ​ប្រកាស"),
      InLanguage("none", "", "", "Landtagswahlen 1234"),
  };
}

class LanguageSearchTest : public testing::Test {
 protected:
  v1::SearchResponse Search(const std::string& query, const std::string& language = "",
                            v1::MatchMode mode = v1::MATCH_MODE_ALL) {
    v1::SearchRequest request;
    request.mutable_filter()->set_query(query);
    request.mutable_filter()->set_language(language);
    request.mutable_filter()->set_match_mode(mode);
    v1::SearchResponse response;
    const absl::Status status = RunSearch(engine_.engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << query << ": " << status;
    return response;
  }

  static std::vector<std::string> Ids(const v1::SearchResponse& response) {
    std::vector<std::string> ids;
    for (const v1::Hit& hit : response.hits()) ids.push_back(hit.article().id());
    return ids;
  }

  // The words that the snippets of a hit mark.
  static std::vector<std::string> Marked(const v1::Hit& hit) {
    std::vector<std::string> words;
    for (const v1::Snippet& snippet : hit.snippets()) {
      for (const auto& range : snippet.highlights()) {
        words.push_back(snippet.text().substr(range.begin(), range.end() - range.begin()));
      }
    }
    return words;
  }

  SampleIndex index_{ArticlesInManyLanguages()};
  SampleEngine engine_{index_.path()};
};

TEST_F(LanguageSearchTest, FindsWhatReadersExpect) {
  struct Case {
    std::string query;
    std::vector<std::string> ids;
  };
  for (const Case& c : std::initializer_list<Case>{
           // Inflected words, by the rules of the article.
           {"minister", {"en"}},
           {"Verhandlung", {"de"}},
           {"Wahl", {"de"}},
           {"élection", {"fr"}},
           {"election", {"fr"}},
           {"législative", {"fr"}},
           {"elección general", {"es"}},
           {"министр", {"ru"}},
           {"выборов", {"ru"}},
           {"ее", {"ru"}},
           {"pääministeri", {"fi"}},
           {"seçimlerde", {"tr"}},
           // A stem of one language is no word of another.
           {"news", {"de2"}},
           {"new", {"en"}},
           {"taxes", {"en"}},
           // Without the signs, and with them spelled out.
           {"Müller", {"de", "de2", "en"}},
           {"Mueller", {"de", "de2", "en"}},
           {"Muller", {"de", "de2"}},
           {"Elysee", {"fr"}},
           {"l'Élysée", {"fr"}},
           {"economia", {"it"}},
           {"ISTANBUL", {"tr"}},
           {"istanbul", {"tr"}},
           {"da nang", {"vi"}},
           {"ΕΚΛΟΓΕΣ", {"el"}},
           {"الانتخابات", {"ar"}},
           {"انتخاب", {"ar"}},
           {"حكومة", {"ar"}},
           {"القاهرة", {"ar"}},
           {"صهل", {}},
           {"צהל", {"he"}},
           {"צה\"ל", {"he"}},
           {"צה״ל", {"he"}},
           {"הממשלה", {"he"}},
           {"जमीन", {"hi"}},
           {"चुनाव 2023", {"hi"}},
           // Unspaced writing: one character, two, many; with other scripts; in other forms.
           {"京", {"zh"}},
           {"学", {"zh"}},
           {"长", {"zh"}},
           {"北京", {"zh"}},
           {"京大", {"zh"}},
           {"北京大学校长", {"zh"}},
           {"北大", {}},
           {"\"北京大学\"", {"zh"}},
           {"title:北京", {"zh"}},
           {"title:上海", {}},
           {"title:学", {"zh"}},
           {"北京*", {"zh"}},
           {"京*", {"zh"}},
           {"在Kremlin说", {"zh"}},
           {"在Kremlin话", {}},
           {"2023年", {"zh"}},
           {"２０２３年", {"zh"}},
           {"北京 上海", {"zh"}},
           {"上海，北京", {"zh"}},
           {"テレビ", {"ja"}},
           {"ﾃﾚﾋﾞ", {"ja"}},
           {"apec", {"ja"}},
           {"佐々木", {"ja"}},
           {"김정은", {"ko"}},
           {"은", {"ko"}},
           {"เลือกตั้ง", {"th"}},
           {"รัฐบาล", {"th"}},
           {"title:เลือก", {"th"}},
           {"ရန်ကုန်", {"my"}},
           {"ភ្នំពេញ", {"km"}},
           // Where no language is known, words are found as they stand.
           {"Landtagswahlen", {"none"}},
           {"Landtagswahl", {}},
           {"1234", {"none"}},
       }) {
    EXPECT_THAT(Ids(Search(c.query)), UnorderedElementsAreArray(c.ids)) << c.query;
  }
}

TEST_F(LanguageSearchTest, UsesTheLanguageGivenAlone) {
  EXPECT_THAT(Ids(Search("Verhandlung", "de")), ElementsAre("de"));
  EXPECT_THAT(Ids(Search("Verhandlung", "en")), IsEmpty());
  EXPECT_THAT(Ids(Search("Verhandlung", "xx")), IsEmpty());
  EXPECT_THAT(Ids(Search("北京", "de")), ElementsAre("zh"));
}

TEST_F(LanguageSearchTest, MarksTheFormsThatAnArticleHas) {
  struct Case {
    std::string query;
    std::vector<std::string> marked;
  };
  for (const Case& c : std::initializer_list<Case>{
           {"Verhandlung", {"Verhandlungen"}},
           {"législative", {"législatives"}},
           {"Elysee élection", {"élections", "Élysée"}},
           {"京", {"京"}},
           {"长", {"长"}},
           {"北京大学", {"北京大学"}},
           {"在Kremlin说", {"在", "Kremlin", "说"}},
           {"テレビ", {"ﾃﾚﾋﾞ"}},
           {"เลือกตั้ง", {"เลือกตั้ง"}},
           {"حكومة", {"الحكومةُ"}},
           {"צה\"ל", {"צה\"ל"}},
       }) {
    const v1::SearchResponse response = Search(c.query);
    ASSERT_EQ(response.hits_size(), 1) << c.query;
    EXPECT_EQ(Marked(response.hits(0)), c.marked) << c.query;
  }
}

TEST_F(LanguageSearchTest, IgnoresFunctionWordsOfTheQuerysLanguage) {
  const v1::SearchResponse german =
      Search("die Wahlen und der Landtag mit den Parteien", "", v1::MATCH_MODE_ANY);
  EXPECT_THAT(std::vector<std::string>(german.query_info().ignored_words().begin(),
                                       german.query_info().ignored_words().end()),
              ElementsAre("die", "und", "der", "mit", "den"));
  EXPECT_THAT(Ids(german), UnorderedElementsAreArray({"de", "de2"}));
  const v1::SearchResponse english = Search("war in Landtag", "", v1::MATCH_MODE_ANY);
  EXPECT_THAT(std::vector<std::string>(english.query_info().ignored_words().begin(),
                                       english.query_info().ignored_words().end()),
              ElementsAre("in"));
}

// An index of one language has one stem for every word, so that nothing is left to choose.
TEST(OneLanguageTest, ScoresAsWithTheLanguageGiven) {
  const SampleIndex index;
  SampleEngine engine(index.path());
  for (const char* query : {"visits", "kim visiting putin", "title:visits OR deals", "us deal"}) {
    v1::SearchRequest request;
    request.mutable_filter()->set_query(query);
    v1::SearchResponse own;
    ASSERT_TRUE(RunSearch(engine.engine(), request, nullptr, &own).ok());
    request.mutable_filter()->set_language("en");
    v1::SearchResponse english;
    ASSERT_TRUE(RunSearch(engine.engine(), request, nullptr, &english).ok());
    ASSERT_GT(own.hits_size(), 0) << query;
    ASSERT_EQ(own.hits_size(), english.hits_size()) << query;
    for (int i = 0; i < own.hits_size(); ++i) {
      EXPECT_EQ(own.hits(i).article().id(), english.hits(i).article().id()) << query;
      EXPECT_EQ(own.hits(i).score(), english.hits(i).score()) << query;
    }
  }
}

}  // namespace
}  // namespace dateline::service
