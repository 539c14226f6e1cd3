// A table of texts whose names are marked, with the entity that each stands for.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "indexer/annotate/known_name.h"
#include "indexer/annotate/linker.h"

namespace dateline::annotate {
namespace {

using article::Field;
using article::Kind;
using article::Mention;

// "{Putin|person/vladimir-putin}" marks a name; "{Bush|person/}" one that stays unlinked.
struct LinkCase {
  absl::string_view claim;
  absl::string_view body;
  absl::string_view title = "";
};

constexpr LinkCase kPlaces[] = {
    {"a state behind a comma",
     "He moved to {Portland|place/portland-maine}, {Maine|place/maine}, in May. "
     "{Portland|place/portland-maine} is on the sea."},
    {"the state of the best-known bearer changes nothing",
     "{Portland|place/portland}, {Oregon|place/oregon}, had rain. {Portland|place/portland} is "
     "used to it."},
    {"a country behind a comma",
     "She was born in {Hyderabad|place/hyderabad-pakistan}, {Pakistan|place/pakistan}."},
    {"the country of the best-known bearer",
     "The show opened in {Paris|place/paris}, "
     "{France|place/france}, last week."},
    {"a namesake of a capital",
     "A fire broke out in {Paris|place/paris-texas}, {Texas|place/texas}. The mayor of "
     "{Paris|place/paris-texas} thanked the firemen."},
    {"a province", "The plant in {London|place/london-ontario}, {Ontario|place/ontario}, closed."},
    {"an abbreviated state",
     "{Springfield|place/springfield-illinois}, {Ill.|place/illinois}, lost the bid."},
    {"a postal code",
     "A shop in {Springfield|place/springfield-massachusetts}, {MA|place/massachusetts}, was "
     "robbed."},
    {"a state in brackets",
     "The {Cambridge|place/cambridge-massachusetts} ({Massachusetts|place/massachusetts}) firm "
     "grew."},
    {"a dateline",
     "{BIRMINGHAM|place/birmingham-alabama}, {Alabama|place/alabama} (AP) - Voters in "
     "{Birmingham|place/birmingham-alabama} stood in line."},
    {"an Australian state",
     "Coal left {Newcastle|place/newcastle-new-south-wales}, {New South Wales|"
     "place/new-south-wales}, again."},
    {"in a country",
     "They flew from {Hyderabad|place/hyderabad-pakistan} in {Pakistan|"
     "place/pakistan} to {Dubai|place/dubai}."},
    {"in the state of",
     "He lives in {Florence|place/florence-alabama} in the state of {Alabama|"
     "place/alabama}."},
    {"the town of a state",
     "The {Alabama|place/alabama} town of {Florence|"
     "place/florence-alabama} held a fair."},
    {"the city of a nationality",
     "The Pakistani city of {Hyderabad|place/hyderabad-pakistan} was flooded."},
    {"a possessive country", "{Lebanon|place/lebanon}'s {Tripoli|place/tripoli-lebanon} was calm."},
    {"a possessive country of the best-known",
     "{Libya|place/libya}'s {Tripoli|place/tripoli} was "
     "calm."},
    {"a county of England",
     "A tower fell in {Boston|place/boston-england}, {Lincolnshire|place/lincolnshire}."},
    {"a town that no list has, in a state",
     "A barn burned in {Moscow|place/moscow-maine}, {Maine|place/maine}. No one in {Moscow|"
     "place/moscow-maine} was hurt."},
    {"a country as a town's name",
     "The college in {Lebanon|place/lebanon-pennsylvania}, {Pa.|"
     "place/pennsylvania}, is small."},
    {"a bare capital is itself", "{Paris|place/paris} was quiet on Sunday."},
    {"a bare city far ahead of its namesakes", "{London|place/london} shares rose."},
    {"a bare name of equals is nobody's", "The council of {Springfield|place/} met on Monday."},
    {"the state elsewhere in the article settles equals",
     "The {Illinois|place/illinois} governor spoke in {Springfield|"
     "place/springfield-illinois}."},
    {"the state elsewhere in the article moves a city that is not much better known",
     "The {Maine|place/maine} senate met. Lobsters were landed in {Portland|"
     "place/portland-maine}."},
    {"both states named leave the best-known",
     "The {Maine|place/maine} team flew to {Portland|place/portland}, the largest city of "
     "{Oregon|place/oregon}."},
    {"a world city is not moved by the state elsewhere",
     "The {Ontario|place/ontario} premier flew to {London|place/london} for talks."},
    {"cities around settle it",
     "{Karachi|place/karachi} and {Lahore|place/lahore} were dark. So was {Hyderabad|"
     "place/hyderabad-pakistan}, in the province of {Sindh|place/sindh}."},
    {"two places of one name in one article",
     "{Portland|place/portland-maine}, {Maine|place/maine}, was named first; {Portland|"
     "place/portland}, {Oregon|place/oregon}, after it. {Portland|place/} is a good name."},
    {"the country has its cities elsewhere in the article",
     "A film buff came from {Paris|place/paris-texas}, {Texas|place/texas}. He loves {Paris|"
     "place/paris}, {Lyon|place/lyon} and all of {France|place/france}."},
    {"a list of places is no address",
     "He flew to {Boston|place/boston}, {England|place/england} and {Wales|place/wales}."},
    {"a list with a state",
     "Storms hit {Moscow|place/moscow}, {Georgia|place/georgia} and "
     "{Ukraine|place/ukraine}."},
    {"states in a list",
     "{Alabama|place/alabama}, {Georgia|place/georgia-united-states} and "
     "{Florida|place/florida} voted."},
    {"the state of Georgia by its capital",
     "{Georgia|place/georgia-united-states} counted again in {Atlanta|place/atlanta}."},
    {"the country of Georgia by its capital",
     "{Georgia|place/georgia} closed the border. Police in {Tbilisi|place/tbilisi} were alert."},
    {"the country of Georgia by its neighbours",
     "{Georgia|place/georgia} signed a pact with {Armenia|place/armenia}; Mr Saakashvili came."},
    {"Georgia by the words before it",
     "The U.S. state of {Georgia|place/georgia-united-states} has peaches."},
    {"the republic of Georgia", "The former republic of {Georgia|place/georgia} has wine."},
    {"Georgia alone is the country", "{Georgia|place/georgia} won."},
    {"Georgia by a town of it",
     "A mill in {Athens|place/athens-georgia}, {Georgia|place/georgia-united-states}, closed."},
    {"Georgia's usual abbreviation",
     "A mill in {Macon|place/macon}, {Ga.|place/georgia-united-states}, closed."},
    {"Washington alone is the capital", "{Washington|place/washington} agreed."},
    {"Washington with its district", "{Washington, D.C.|place/washington}, was cold."},
    {"Washington behind a town of the state",
     "The yard in {Seattle|place/seattle}, {Washington|place/washington-state}, is busy. "
     "{Washington|place/washington} pays."},
    {"Washington state", "Apples of {Washington|place/washington-state} state are red."},
    {"Vancouver in Washington",
     "A bridge in {Vancouver|place/vancouver-washington}, {Washington|place/washington-state}, "
     "fell."},
    {"New York alone is the city", "{New York|place/new-york} slept."},
    {"New York City is New York", "{New York City|place/new-york} slept."},
    {"New York behind a town of the state",
     "The council of {Buffalo|place/buffalo}, {New York|place/new-york-state}, met."},
    {"towns in a row are no address",
     "Flights to {Boston|place/boston}, {New York|place/new-york} and {Rome|place/rome} were "
     "late."},
    {"New York state", "The {New York|place/new-york-state} state senate met."},
    {"Victoria alone is the state", "{Victoria|place/victoria} burned."},
    {"Victoria of British Columbia",
     "The ferry to {Victoria|place/victoria-british-columbia}, {British Columbia|"
     "place/british-columbia}, was late."},
    {"Punjab of a country", "{India|place/india}'s {Punjab|place/punjab-india} grows wheat."},
    {"Punjab of a nationality", "Pakistani {Punjab|place/punjab-pakistan} grows wheat."},
    {"Punjab by its cities",
     "{Lahore|place/lahore} is the capital of {Punjab|"
     "place/punjab-pakistan}."},
    {"Punjab by its cities, beside the other country",
     "{NEW DELHI|place/new-delhi}: {Punjab|place/punjab-india} must act. In {Ludhiana|"
     "place/ludhiana}, farmers cheered. {Pakistan|place/pakistan} did not."},
    {"Punjab alone", "{Punjab|place/} grows wheat."},
    {"Congo alone", "{Congo|place/democratic-republic-of-the-congo} exports copper."},
    {"Congo by its capital",
     "{Congo|place/republic-of-the-congo} exports oil, said an official in {Brazzaville|"
     "place/brazzaville}."},
    {"two forms of one place",
     "{St. Petersburg|place/saint-petersburg}, {Russia|place/russia}, was built on a marsh."},
    {"a namesake of a form of another name",
     "He retired to {St. Petersburg|place/saint-petersburg-florida}, {Fla.|place/florida}."},
    {"a place without namesakes",
     "{Vladivostok|place/vladivostok}, {Russia|place/russia}, is far."},
    {"an unknown village", "{Xyrogiannei|place/xyrogiannei} is small."},
    {"small towns by their state",
     "{Tennessee|place/tennessee} roads lead to {Rockwood|"
     "place/rockwood-tennessee}."},
    {"a quarter is no town of that name",
     "{Britain|place/united-kingdom}, {London|place/london} and {Leeds|place/leeds} love the "
     "{West End|place/west-end}."},
    {"small towns alone keep their name", "{West Point|place/west-point} trains officers."},
};

constexpr LinkCase kPersons[] = {
    {"a family name behind",
     "{Sergei Lavrov|person/sergei-lavrov} met him. {Lavrov|"
     "person/sergei-lavrov} left."},
    {"a family name before",
     "{Putin|person/vladimir-putin} left. {Vladimir Putin|"
     "person/vladimir-putin} is home."},
    {"a headline", "{Vladimir Putin|person/vladimir-putin} arrived. ",
     "{PUTIN|person/vladimir-putin} VISITS MINSK"},
    {"a leader by the family name alone", "{Putin|person/putin} arrived."},
    {"two of a family, before the other comes",
     "{George W. Bush|person/george-w-bush} spoke. {Bush|person/george-w-bush} smiled. His "
     "father, {George H.W. Bush|person/george-h-w-bush}, listened. {Bush|person/} left."},
    {"initials set apart",
     "{George W. Bush|person/george-w-bush} and {George H. W. Bush|"
     "person/george-h-w-bush} met."},
    {"two full names and a shorter one",
     "{George W. Bush|person/george-w-bush} and {George H.W. Bush|person/george-h-w-bush} met. "
     "{George Bush|person/} wrote."},
    {"a headline is of whom the text then calls so",
     "{John Roe|person/john-roe} won. {Roe|person/john-roe} thanked his wife, {Jane Roe|"
     "person/jane-roe}.",
     "{Roe|person/john-roe} wins"},
    {"a headline of two", "{John Roe|person/john-roe} and {Jane Roe|person/jane-roe} won.",
     "{Roe|person/} wins"},
    {"junior and senior",
     "{John Roe Jr.|person/john-roe-jr} is the son of {John Roe Sr.|"
     "person/john-roe-sr}. {John Roe|person/} is a common name."},
    {"a suffix behind the mention",
     "{John Roe|person/john-roe-jr}, Jr., is the son of {John Roe|person/john-roe-sr}, Sr."},
    {"a suffix, and without",
     "{John Roe Jr.|person/john-roe-jr} ran. {John Roe|person/john-roe-jr} won. {Roe|"
     "person/john-roe-jr} smiled."},
    {"the third",
     "{Henry Dow III|person/henry-dow-iii} and {Henry Dow|person/henry-dow-iii}. "
     "{Dow|person/henry-dow-iii} left."},
    {"a longer form with an initial",
     "{Edward Markham|person/edward-j-markham} and {Edward J. "
     "Markham|person/edward-j-markham}."},
    {"an initial of the family name",
     "{John Doe|person/john-doe} said. {John D.|person/john-doe} "
     "ran. {Doe|person/john-doe} fell."},
    {"an initial of the given name",
     "{John Smith|person/john-smith} wrote it; {J. Smith|person/john-smith} signed."},
    {"an initial of two given names",
     "{John Smith|person/john-smith} and {Jane Smith|person/jane-smith} wrote it; {J. Smith|"
     "person/} signed."},
    {"a middle name and its initial",
     "{John F. Kennedy|person/john-fitzgerald-kennedy} is {John Fitzgerald Kennedy|"
     "person/john-fitzgerald-kennedy}."},
    {"other initials", "{Mary A. Poe|person/mary-a-poe} is not {Mary B. Poe|person/mary-b-poe}."},
    {"honorifics tell two of a family apart",
     "{Bill Clinton|person/bill-clinton} and {Hillary Clinton|person/hillary-clinton} came. Mrs. "
     "{Clinton|person/hillary-clinton} spoke. Mr. {Clinton|person/bill-clinton} clapped. "
     "{Clinton|person/} left."},
    {"a title tells two of a family apart",
     "Senator {Ana Roe|person/ana-roe} and Governor {Max Roe|person/max-roe} came. Senator {Roe|"
     "person/ana-roe} left. Governor {Roe|person/max-roe} stayed."},
    {"honorifics and short given names",
     "{Kate Brandt|person/kate-brandt} and {Tom Brandt|person/tom-brandt} came. Mrs. {Brandt|"
     "person/kate-brandt} spoke. Mr. {Brandt|person/tom-brandt} did not."},
    {"Mr and Mrs of one name",
     "Mr {Doe|person/mr-doe} called. Mrs {Doe|person/mrs-doe} answered. Neither {Doe|person/} "
     "spoke."},
    {"Mrs of a man's name", "{John Doe|person/john-doe} is ill. Mrs {Doe|person/mrs-doe} said so."},
    {"Mr of a man's name", "{John Doe|person/john-doe} is ill. Mr {Doe|person/john-doe} said so."},
    {"the plural is nobody",
     "{Bill Clinton|person/bill-clinton} came. The {Clintons|person/} "
     "own a house."},
    {"a family name with an s of its own",
     "{John Adams|person/john-adams} came. {Adams|"
     "person/john-adams} sat."},
    {"double family names",
     "{Gabriel García Márquez|person/gabriel-garcia-marquez} wrote. {García Márquez|"
     "person/gabriel-garcia-marquez} was read. {Garcia|person/gabriel-garcia-marquez} too."},
    {"a Portuguese name",
     "{Luiz Inácio Lula da Silva|person/luiz-inacio-lula-da-silva} won. "
     "{Lula|person/luiz-inacio-lula-da-silva} spoke; {da Silva|"
     "person/luiz-inacio-lula-da-silva} wept."},
    {"an Arabic name with and without article",
     "{Mahmoud al-Zahar|person/mahmoud-al-zahar} spoke. {al-Zahar|person/mahmoud-al-zahar} left. "
     "{Zahar|person/mahmoud-al-zahar} slept. {el-Zahar|person/mahmoud-al-zahar} woke."},
    {"a Chinese name",
     "{Xi Jinping|person/xi-jinping} met him. {Xi|person/xi-jinping} left. "
     "{Jinping|person/xi-jinping} slept."},
    {"a Vietnamese name",
     "{Nguyen Tan Dung|person/nguyen-tan-dung} met him. {Dung|"
     "person/nguyen-tan-dung} left."},
    {"two Kims",
     "{Kim Jong Un|person/kim-jong-un} spoke. {Kim|person/kim-jong-un} left with {Kim "
     "Yo Jong|person/kim-yo-jong}. {Kim|person/} waved."},
    {"hyphen, space and neither",
     "{Choe Son-hui|person/choe-son-hui} met {Choe Son Hui|person/choe-son-hui} and {Choe Sonhui|"
     "person/choe-son-hui}. {Choe Son-hui|person/choe-son-hui}."},
    {"an Icelandic name",
     "{Katrín Jakobsdóttir|person/katrin-jakobsdottir} won. {Katrín|"
     "person/katrin-jakobsdottir} smiled."},
    {"an Ethiopian name", "{Abiy Ahmed|person/abiy-ahmed} won. {Abiy|person/abiy-ahmed} smiled."},
    {"a single name", "{Suharto|person/suharto} ruled. {Suharto|person/suharto} fell."},
    {"a patronymic",
     "{Vladimir Vladimirovich Putin|person/vladimir-vladimirovich-putin} is "
     "{Vladimir Putin|person/vladimir-vladimirovich-putin}."},
    {"a Burmese honorific",
     "{Daw Aung San Suu Kyi|person/aung-san-suu-kyi} is {Aung San Suu Kyi|"
     "person/aung-san-suu-kyi}. {Suu Kyi|person/aung-san-suu-kyi} waited."},
    {"a Burmese honorific as a part of the name", "{U Thant|person/u-thant} led it."},
    {"accents",
     "{Recep Tayyip Erdoğan|person/recep-tayyip-erdogan} is {Erdogan|"
     "person/recep-tayyip-erdogan}."},
    {"a possessive", "{Ana Lima|person/ana-lima}'s dog bit {Lima|person/ana-lima}'s cat."},
    {"a nickname in quotes",
     "{Joe \"Kid\" Smith|person/joe-smith} fought. {Kid|person/joe-smith} "
     "won. {Smith|person/joe-smith} fell. {Joe Smith|person/joe-smith} "
     "rose."},
    {"a short form of a given name",
     "{Bob Dole|person/bob-dole} ran. {Bob Dole|person/bob-dole} lost. {Robert Dole|"
     "person/bob-dole} is his name. {Dole|person/bob-dole} smiled."},
    {"a short form with a middle name",
     "{Bill Clinton|person/bill-clinton} is {William Jefferson Clinton|"
     "person/bill-clinton}.",
     ""},
    {"other given names of one family",
     "{Robert Dole|person/robert-dole} met {Richard Dole|"
     "person/richard-dole}. {Dole|person/} left."},
    {"a given name alone", "{Ana Lima|person/ana-lima} fell. {Ana|person/ana-lima} rose."},
    {"two persons, one given name",
     "{Ana Lima|person/ana-lima} met {Ana Roe|person/ana-roe}. "
     "{Roe|person/ana-roe} left."},
    {"a pope", "Pope {Francis|person/pope-francis} spoke. {Francis|person/pope-francis} rested."},
    {"a queen and her number",
     "Queen {Elizabeth|person/elizabeth-ii} is {Elizabeth II|"
     "person/elizabeth-ii}."},
    {"a family name of that sort",
     "{Tom Francis|person/tom-francis} spoke. {Francis|"
     "person/tom-francis} rested."},
};

constexpr LinkCase kOrganizations[] = {
    {"an acronym in brackets",
     "The {Zambian Fisheries Board Agency|organization/zambian-fisheries-board-agency} ({ZFBA|"
     "organization/zambian-fisheries-board-agency}) met."},
    {"an acronym of other letters in brackets",
     "The {Kurdish Labour Movement|organization/kurdish-labour-movement} ({PKX|"
     "organization/kurdish-labour-movement}) spoke. {PKX|organization/kurdish-labour-movement} "
     "won."},
    {"a long form in brackets",
     "{ZVO|organization/zonal-volcano-office} ({Zonal Volcano Office|"
     "organization/zonal-volcano-office}) warned."},
    {"a long form behind a comma",
     "{ZVO|organization/zonal-volcano-office}, the {Zonal Volcano Office|"
     "organization/zonal-volcano-office}, warned."},
    {"an acronym without the country",
     "The {U.S. Quake Reporting Board|organization/u-s-quake-reporting-board} met. {QRB|"
     "organization/u-s-quake-reporting-board} staff left."},
    {"an acronym that is known for another",
     "The {International Cricket Council|organization/international-cricket-council} met. The "
     "{ICC|organization/international-cricket-council} voted."},
    {"a known acronym", "The {IAEA|organization/international-atomic-energy-agency} met."},
    {"a known acronym and its long form",
     "{KCNA|organization/korean-central-news-agency}, the {Korean Central News Agency|"
     "organization/korean-central-news-agency}, said so."},
    {"no acronym of it",
     "The {Zonal Volcano Office|organization/zonal-volcano-office} met the {ZVB|"
     "organization/zvb}."},
    {"the first words",
     "{Heron Ridge Minerals|organization/heron-ridge-minerals} paid. {Heron "
     "Ridge|organization/heron-ridge-minerals} is new."},
    {"legal forms",
     "{Paxar Corp|organization/paxar} fell. {Paxar|organization/paxar} rose. "
     "{Paxar Corporation|organization/paxar} closed."},
    {"a firm's first word",
     "{Ford Motor Co|organization/ford} paid. {Ford|organization/ford} "
     "fell."},
    {"and for the ampersand",
     "{Roe & Doe|organization/roe-and-doe} is {Roe and Doe|"
     "organization/roe-and-doe}."},
    {"a known firm with an ampersand", "{AT&T|organization/at-t} paid."},
    {"a generic word of one",
     "{Bank of Utopia|organization/bank-of-utopia} cut rates. The {Bank|"
     "organization/bank-of-utopia} will meet."},
    {"a generic word of two",
     "{Bank of Utopia|organization/bank-of-utopia} met {Barrow Bank|organization/barrow-bank}. The "
     "{Bank|organization/} paid."},
    {"a generic word of none", "The {Bank|organization/} paid."},
    {"a department and its other form",
     "The {Department of State|organization/state-department} is the {State Department|"
     "organization/state-department}, or {U.S. State Department|organization/state-department}."},
    {"a department of another country",
     "{Australia|place/australia}'s {Department of Defence|"
     "organization/australian-defense-department} bought it."},
    {"a ministry of a nationality",
     "The {Russian Foreign Ministry|organization/russian-foreign-ministry} spoke. The {Foreign "
     "Ministry|organization/russian-foreign-ministry} was firm."},
    {"a ministry of a country",
     "{Russia|place/russia}'s {Foreign Ministry|organization/russian-foreign-ministry} spoke."},
    {"a ministry of foreign affairs",
     "The {Ministry of Foreign Affairs of Russia|organization/russian-foreign-ministry} spoke."},
    {"of a country behind it",
     "The {Foreign Ministry|organization/russian-foreign-ministry} of "
     "{Russia|place/russia} spoke."},
    {"two ministries",
     "The {Russian Foreign Ministry|organization/russian-foreign-ministry} met "
     "the {Chinese Foreign Ministry|organization/chinese-foreign-ministry}. The "
     "{Foreign Ministry|organization/} spoke."},
    {"a ministry of the only country",
     "{Kenya|place/kenya} is dry. The {Agriculture Ministry|organization/kenyan-agriculture-"
     "ministry} said so."},
    {"a ministry of no country", "The {Foreign Ministry|organization/} spoke."},
    {"spellings of a ministry",
     "The {Indian Defence Ministry|organization/indian-defense-ministry} "
     "is {India|place/india}'s {Ministry of Defense|"
     "organization/indian-defense-ministry}."},
    {"a known court is that of the United States",
     "The {Supreme Court|organization/supreme-court} "
     "ruled."},
    {"a court of another country",
     "{Kenya|place/kenya}'s {Supreme Court|organization/kenyan-supreme-court} ruled. The {Supreme "
     "Court|organization/kenyan-supreme-court} was split."},
    {"a court of a country behind it",
     "The {Supreme Court of India|"
     "organization/indian-supreme-court} ruled."},
    {"the court of the United States",
     "The {U.S. Supreme Court|organization/supreme-court} ruled."},
    {"a court by the dateline, where most speaks for its country",
     "{NEW DELHI|place/new-delhi}: The {Supreme Court|organization/indian-supreme-court} ruled. "
     "{India|place/india} has many courts, {Nepal|place/nepal} few."},
    {"a high court alone",
     "The {High Court|organization/high-court} ruled in {London|place/london}."},
    {"a high court of a nationality",
     "The {Kenyan High Court|organization/kenyan-high-court} ruled."},
    {"a town's council",
     "The {Cambridge City Council|organization/cambridge-city-council} met. The {City Council|"
     "organization/cambridge-city-council} voted."},
    {"a council of no town", "The {City Council|organization/} voted."},
    {"two courts",
     "The {U.S. Supreme Court|organization/supreme-court} cited {India|place/india}'s "
     "{Supreme Court|organization/indian-supreme-court}. The {Supreme Court|"
     "organization/} ruled."},
    {"the navy", "The {U.S. Navy|organization/u-s-navy} sailed."},
    {"a club's last word",
     "{Ulsan Mariners|organization/ulsan-mariners} won. The {Mariners|"
     "organization/ulsan-mariners} sang."},
    {"one club of that word",
     "{Manchester United|organization/manchester-united} won. {United|"
     "organization/manchester-united} sang."},
    {"two clubs of that word",
     "{Manchester United|organization/manchester-united} beat {Leeds United|"
     "organization/leeds-united}. {United|organization/} sang."},
    {"an article at the start of a sentence",
     "{The Quake Study Group|organization/quake-study-group} met. The {Quake Study Group|"
     "organization/quake-study-group} left."},
    {"a paper's article", "{The Guardian|organization/guardian} said so."},
    {"a senate in a text on another country",
     "The {Senate|organization/senate} debated {Iraq|place/iraq}, {Baghdad|place/baghdad} and "
     "{Basra|place/basra}, not {Texas|place/texas}."},
    {"a department of no country",
     "The {Department of Defense|organization/defense-department} paid."},
    {"the army of most of the article",
     "{Texas|place/texas} and {Ohio|place/ohio} paid; {Alaska|place/alaska} did not. The {Army|"
     "organization/u-s-army} left {Iraq|place/iraq}."},
    {"a parliament that the United States have not",
     "{Texas|place/texas}, {Ohio|place/ohio} and {Alaska|place/alaska} paid. The {Parliament|"
     "organization/} met."},
};

class LinkCasesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { lexicon_ = Lexicon::Create()->release(); }
  static void TearDownTestSuite() { delete lexicon_; }

  struct Marked {
    std::string text;
    std::vector<std::pair<size_t, size_t>> spans;  // Bytes.
    std::vector<std::string> ids;
  };

  static Marked Read(absl::string_view marked) {
    Marked read;
    while (!marked.empty()) {
      const size_t open = marked.find('{');
      absl::StrAppend(&read.text, marked.substr(0, open));
      if (open == absl::string_view::npos) break;
      const size_t bar = marked.find('|', open);
      const size_t close = marked.find('}', open);
      const absl::string_view name = marked.substr(open + 1, bar - open - 1);
      read.spans.push_back({read.text.size(), read.text.size() + name.size()});
      read.ids.emplace_back(marked.substr(bar + 1, close - bar - 1));
      absl::StrAppend(&read.text, name);
      marked.remove_prefix(close + 1);
    }
    return read;
  }

  static void Append(Field field, const Marked& marked, const TokenizedText& text,
                     std::vector<FoundMention>* found) {
    for (size_t i = 0; i < marked.spans.size(); ++i) {
      FoundMention m;
      m.field = field;
      m.kind = absl::StartsWith(marked.ids[i], "person/")         ? Kind::kPerson
               : absl::StartsWith(marked.ids[i], "organization/") ? Kind::kOrganization
                                                                  : Kind::kPlace;
      for (uint32_t t = 0; t < text.tokens.size(); ++t) {
        if (text.tokens[t].begin == marked.spans[i].first) m.first = t;
        if (text.tokens[t].begin < marked.spans[i].second) m.last = t + 1;
      }
      uint32_t end = 0;
      const KnownName* known = LongestKnownName(text, *lexicon_, m.first, m.last, &end);
      if (known != nullptr && end == m.last && known->kind == m.kind) m.known = known;
      found->push_back(m);
    }
  }

  static std::vector<Mention> Link(const LinkCase& c, std::vector<std::string>* ids,
                                   std::vector<LinkExplanation>* why) {
    const Marked title = Read(c.title);
    const Marked body = Read(c.body);
    TokenizedArticle article;
    article.title = Tokenize(title.text, *lexicon_);
    article.body = Tokenize(body.text, *lexicon_);
    std::vector<FoundMention> found;
    Append(Field::kTitle, title, article.title, &found);
    Append(Field::kBody, body, article.body, &found);
    *ids = title.ids;
    ids->insert(ids->end(), body.ids.begin(), body.ids.end());
    return LinkMentions(article, found, *lexicon_, why);
  }

  template <size_t N>
  static void Check(const LinkCase (&cases)[N]) {
    for (const LinkCase& c : cases) {
      std::vector<std::string> ids;
      std::vector<LinkExplanation> why;
      const std::vector<Mention> mentions = Link(c, &ids, &why);
      ASSERT_EQ(mentions.size(), ids.size());
      ASSERT_EQ(why.size(), ids.size());
      for (size_t i = 0; i < ids.size(); ++i) {
        const std::string want = absl::EndsWith(ids[i], "/") ? "" : ids[i];
        EXPECT_EQ(mentions[i].entity_id, want)
            << c.claim << ", name " << i << " (" << mentions[i].name << "): " << Describe(why[i]);
      }
    }
  }

  static const Lexicon* lexicon_;
};
const Lexicon* LinkCasesTest::lexicon_ = nullptr;

TEST_F(LinkCasesTest, TellsPlacesOfOneNameApart) { Check(kPlaces); }

TEST_F(LinkCasesTest, BringsThePartsOfAPersonsNameTogether) { Check(kPersons); }

TEST_F(LinkCasesTest, BringsTheFormsOfAnOrganizationTogether) { Check(kOrganizations); }

TEST_F(LinkCasesTest, SaysWhy) {
  struct WhyCase {
    absl::string_view body;
    std::vector<std::string> why;
  };
  for (const WhyCase& c : std::initializer_list<WhyCase>{
           {"{Vladimir Putin|person/} and {Putin|person/}",
            {"its own name", "family name of Vladimir Putin"}},
           {"{Paris|place/}, {Texas|place/}", {"qualified by \"Texas\"", "known form of Texas"}},
           {"{Ann Roe|person/}, {Bob Roe|person/} and {Roe|person/}",
            {"its own name", "its own name", "ambiguous: Ann Roe or Bob Roe"}},
           {"{Brannigan|person/} spoke", {"a family name without a full one"}},
           {"President {Brannigan|person/} spoke and {Brannigan|person/} left",
            {"its own name", "its own name"}},
           {"Senator {Brannigan|person/} spoke", {"a family name without a full one"}},
           {"{Suharto|person/} spoke", {"its own name"}},
           {"{Zonal Volcano Office|organization/} ({ZVO|organization/})",
            {"its own name", "introduced beside Zonal Volcano Office"}},
           {"{NATO|organization/} and {Springfield|place/}",
            {"known form of NATO", "ambiguous: several places of that name"}},
           {"{Illinois|place/} and {Springfield|place/}",
            {"known form of Illinois", "the article speaks of Illinois"}},
       }) {
    std::vector<std::string> ids;
    std::vector<LinkExplanation> why;
    Link({"", c.body}, &ids, &why);
    std::vector<std::string> described;
    for (const LinkExplanation& e : why) described.push_back(Describe(e));
    EXPECT_EQ(described, c.why) << c.body;
  }
}

}  // namespace
}  // namespace dateline::annotate
