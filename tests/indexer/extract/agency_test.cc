#include "indexer/extract/agency.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

struct Case {
  const char* text;
  const char* agency;
};

TEST(AgencyTest, ReadsTheDateline) {
  for (const Case& c : {
           Case{"KYIV, Oct 19 (Reuters) - The bridge opened.", "Reuters"},
           Case{"WASHINGTON (AP) \u2014 The bridge opened.", "Associated Press"},
           Case{"PARIS, Oct. 19, 2023 (AFP) - The bridge opened.", "AFP"},
           Case{"Berlin (dpa) - Die Br\u00fccke ist offen.", "dpa"},
           Case{"Frankfurt/Main (dpa/lhe) \u2013 Die Br\u00fccke ist offen.", "dpa"},
           Case{"MOSCOW, October 19. /TASS/. The bridge opened.", "TASS"},
           Case{"BEIJING, Oct. 19 (Xinhua) -- The bridge opened.", "Xinhua"},
           Case{"SEOUL, Oct. 19 (Yonhap) -- The bridge opened.", "Yonhap"},
           Case{"TOKYO (Kyodo) - The bridge opened.", "Kyodo"},
           Case{"Madrid, 19 oct (EFE).- El puente abri\u00f3.", "EFE"},
           Case{"AFP - Le pont a ouvert.", "AFP"},
           Case{"Wien, APA \u2013 Die Br\u00fccke ist offen.", "APA"},
           Case{"(Reuters) The bridge opened.", "Reuters"},
           Case{"\u65b0\u534e\u793e\u5317\u4eac10\u670819\u65e5\u7535 "
                "\u5927\u6865\u901a\u8f66\u3002",
                "Xinhua"},
           Case{"\u041c\u041e\u0421\u041a\u0412\u0410, 19 \u043e\u043a\u0442 \u2014 "
                "\u0420\u0418\u0410 \u041d\u043e\u0432\u043e\u0441\u0442\u0438. "
                "\u041c\u043e\u0441\u0442 \u043e\u0442\u043a\u0440\u044b\u0442.",
                "RIA Novosti"},
       }) {
    EXPECT_EQ(AgencyOfDateline(c.text), c.agency) << c.text;
  }
}

TEST(AgencyTest, TakesNoSentenceForADateline) {
  for (const char* text : {
           "",
           "The mayor told Reuters that the bridge was open.",
           "The bridge is open, the mayor said (Reuters).",
           "The Associated Press (AP) \u2014 an agency \u2014 moved to a new house.",
           "KYIV, Oct 19 \u2014 The bridge opened.",
           "Jane Roe (left) - a photographer of Reuters - at the bridge.",
           "The owners of the bridge (AFP) - they were four - were there.",
           "Tasso (1544) - the poet - crossed here.",
           "LONDON (CNN) \u2014 The bridge opened.",
       }) {
    EXPECT_EQ(AgencyOfDateline(text), "") << text;
  }
}

TEST(AgencyTest, ReadsTheByline) {
  for (const Case& c : {
           Case{"Reuters", "Reuters"},
           Case{"By Jane Roe, Associated Press", "Associated Press"},
           Case{"By Jane Roe, The Associated Press", "Associated Press"},
           Case{"By JANE ROE Associated Press Writer", "Associated Press"},
           Case{"By Jane Roe, AP Sports Writer", "Associated Press"},
           Case{"By Jane Roe with AP", "Associated Press"},
           Case{"Jane Roe of The Associated Press", "Associated Press"},
           Case{"Jane Roe (Reuters)", "Reuters"},
           Case{"dpa/AFP", "dpa"},
           Case{"AFP | 19 October 2023", "AFP"},
           Case{"Von Jane Roe, dpa", "dpa"},
           Case{"Quelle: dpa", "dpa"},
           Case{"Par Jane Roe avec AFP", ""},
       }) {
    EXPECT_EQ(AgencyOfByline(c.text), c.agency) << c.text;
  }
}

TEST(AgencyTest, TakesNoAuthorForAnAgency) {
  for (const char* text :
       {"", "By Jane Roe", "By Anadolu Roe Tass", "By Jane Reuters-Roe", "By our foreign staff",
        "Jane Roe, Apulia", "AP Photo/Jane Roe", "Maps and apps by Jane Roe"}) {
    EXPECT_EQ(AgencyOfByline(text), "") << text;
  }
}

TEST(AgencyTest, ReadsTheCredit) {
  for (const Case& c : {
           Case{"(Reuters)", "Reuters"},
           Case{"AFP", "AFP"},
           Case{"Source: AFP", "AFP"},
           Case{"Quelle: dpa/lsw", "dpa"},
           Case{"Copyright 2023 The Associated Press. All rights reserved.", "Associated Press"},
           Case{"\u00a9 2023 AFP", "AFP"},
           Case{"The ferry keeps running, the council said. (AFP)", "AFP"},
           Case{"Associated Press writer Jane Roe in Rome contributed to this story.",
                "Associated Press"},
       }) {
    EXPECT_EQ(AgencyOfCredit(c.text), c.agency) << c.text;
  }
}

TEST(AgencyTest, TakesNoMentionForACredit) {
  for (const char* text : {
           "",
           "The mayor told Reuters.",
           "The Associated Press contributed to this report.",
           "He works for the agency (AFP)",
           "\u00a9 2023 Example News",
           "(Photo: AFP)",
           "Source: the mayor",
           "The harbour belongs to the port authority, which said so to AFP, dpa and others, and "
           "everybody who asked on that long and rainy day, AFP",
       }) {
    EXPECT_EQ(AgencyOfCredit(text), "") << text;
  }
}

TEST(AgencyTest, ReadsABodyFromBothEnds) {
  EXPECT_EQ(AgencyOfBody("KYIV (Reuters) - One.\n\nTwo.\n\n(AFP)"), "Reuters");
  EXPECT_EQ(AgencyOfBody("One.\n\nTwo told AFP.\n\n(dpa)"), "dpa");
  EXPECT_EQ(AgencyOfBody("One told Reuters.\n\nTwo told AFP."), "");
  EXPECT_EQ(AgencyOfBody(""), "");
}

}  // namespace
}  // namespace dateline::extract
