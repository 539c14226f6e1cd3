// Function words by language, in folded form: what every grammar of the language lists.

#include "indexer/text/stop_words.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_split.h"

namespace dateline::text {
namespace {

struct StopWordList {
  absl::string_view language;
  absl::string_view words;  // Spaces between.
};

constexpr StopWordList kLists[] = {
    {"en",
     "a about above after again against all also am an and any are arent as at be because been "
     "before being below between both but by can cannot cant could couldnt did didnt do does "
     "doesnt doing dont down during each few for from further had hadnt has hasnt have havent "
     "having he her here hers herself him himself his how i if in into is isnt it its itself "
     "just may me might more most must my myself no nor not of off on once only or other our "
     "ours ourselves out over own same shall she should so some such than that the their "
     "theirs them themselves then there these they this those through to too under until up "
     "upon us very was wasnt we were werent what when where which while who whom whose why "
     "will with without wont would wouldnt you your yours yourself yourselves"},
    {"de",
     "aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da "
     "dabei damit dann das dass dem den denn der deren des dessen die dies diese diesem diesen "
     "dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch fur "
     "gegen haben hat hatte hatten ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist "
     "ja jede jedem jeden jeder jedes kann kein keine keinem keinen keiner konnen man mehr "
     "mein meine mich mir mit muss nach nicht noch nun nur ob oder ohne sehr sein seine seinem "
     "seinen seiner seit sich sie sind so soll sollen sowie uber um und uns unser unsere unter "
     "vom von vor war waren was weil wenn wer werde werden wie wieder will wir wird wo wurde "
     "wurden zu zum zur zwischen"},
    {"fr",
     "a ai ainsi apres au aucun aussi aux avait avant avec avoir c ce ceci cela ces cet cette "
     "ceux chez comme comment contre d dans de depuis des dont du elle elles en entre est et "
     "etaient etait ete etre eu eux fait il ils j je l la le les leur leurs lors lui m ma mais "
     "me meme mes mon n ne ni nos notre nous on ont ou par pas pendant peu plus pour pourquoi "
     "qu quand que quel quelle quelles quels qui s sa sans se selon sera ses si son sont sous "
     "sur t ta te tes ton tous tout toute toutes tres tu un une vos votre vous y"},
    {"es",
     "a al algo ante antes aun aunque cada como con contra cual cuando de del desde donde dos "
     "durante e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estaba "
     "estan estar estas este esto estos fue fueron ha habia han hasta hay la las le les lo los "
     "mas me mi mientras muy nada ni no nos nosotros o otra otras otro otros para pero poco "
     "por porque que quien quienes se sea segun ser si sido sin sobre son su sus tambien tanto "
     "te tiene tienen todo todos tras tu un una unas uno unos y ya yo"},
    {"it",
     "a ad agli ai al alla alle allo anche ancora avere aveva c che chi ci coi col come con "
     "contro cosi cui d da dagli dai dal dalla dalle dallo degli dei del della delle dello di "
     "dopo dove e ed era erano essere fra gia gli ha hanno ho i il in io l la le lei lo loro "
     "lui ma mentre mi mia mio ne negli nei nel nella nelle nello noi non nostra nostro o ogni "
     "oltre per perche pero piu poi prima quale quali quando quanto quella quelle quelli "
     "quello questa queste questi questo qui se senza si sia sono stata stati stato su sua sue "
     "sugli sui sul sulla sulle suo suoi tra tutti tutto un una uno vi"},
    {"pt",
     "a ainda ao aos apos as ate com como contra da das de dela dele deles depois desde do dos "
     "durante e ela elas ele eles em entre era eram essa essas esse esses esta estao estas "
     "estava este estes eu foi foram ha isso isto ja lhe mais mas me mesmo meu minha muito na "
     "nao nas nem no nos nossa nosso num numa o onde os ou para pela pelas pelo pelos por "
     "porque qual quando que quem se seja sem ser sera seu seus so sobre sua suas tambem te "
     "tem tinha todo todos tudo um uma umas uns voce"},
    {"nl",
     "aan al alle als altijd ander bij dan dat de den der deze die dit doch doen door dus een "
     "eens en er ge geen haar had heb hebben heeft hem het hier hij hoe hun ik in is ja je kan "
     "kon maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat ons ook op "
     "over reeds te tegen toch toen tot u uit uw van veel voor waar want waren was wat werd "
     "werden wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou"},
    {"sv",
     "alla allt an att av blev bli blir da dar de dem den denna deras dess dessa det detta dig "
     "din du efter ej eller en er ett fick for fran ha hade han hans har hennes hon honom hur "
     "i icke inte ja jag kan kommer kunde man med mellan men mig min mot mycket nagon nagot "
     "nar ni nu och om oss pa sa sadan samt sedan sig sin sina sitt ska skall skulle som till "
     "under upp ut utan vad var vara varit vi vid vilka vilken"},
    {"da",
     "af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din "
     "dog du efter eller en end er et for fra ham han hans har havde have hende hendes her hos "
     "hun hvad hvem hvis hvor i ikke ind ja jeg jer kan kunne man mange med meget men mig min "
     "mod nar ned nogen noget nogle nu og ogsa om op os over pa sa sadan selv sig sin sine "
     "skal skulle som thi til ud under vaere vaeret var ved vi vil ville vor"},
    {"no",
     "alle at av bare begge ble bli blir da de deg dem den denne der dere deres det dette din "
     "du eller en enn er et etter for fra ha hadde han hans har henne hennes her hun hva hvem "
     "hver hvis hvor hvordan i ikke inn ja jeg kan kom kunne man mange med meg mellom men min "
     "mot mye na nar ned nei noe noen og ogsa om opp oss over pa sa seg selv sin sine sitt "
     "skal skulle slik som til ut uten vaere vaert var vare vart ved vi vil ville"},
    {"fi",
     "ei eivat ennen ett etta han hanen he heidan ja joka jonka jos jossa jota jotka kanssa "
     "kuin kun me mika minka minun mita mukaan mutta myos ne niin nyt oli olisi olivat olla on "
     "ovat se seka sen siella sita taas tai tama tassa tata tuo vaan vaikka vain voi"},
    {"pl",
     "a aby ale bardzo beda bedzie bez bo byc byl byla bylo byly ci co czy dla do gdy gdzie go "
     "i ich ile im iz ja jak jako je jego jej jest jeszcze juz ktora ktore ktorego ktorej "
     "ktory ktorych ktorym ktorzy lub ma maja mi mnie moze my na nad nam nas nich nie niej nim "
     "o od on ona one oni oraz po pod podczas przed przez przy sa sie sobie swoje ta tak takze "
     "tam te tego tej ten to tu tych tylko tym u w we wiec wszystkie wszystko z za ze zeby"},
    {"cs",
     "a aby ale ani asi az bez bude budou by byl byla byli bylo byt ci co coz do i ja jak jako "
     "je jeho jej jejich jen jeste ji jiz jsem jsme jsou k kde kdyz ktera ktere ktereho kteri "
     "ktery ma mezi mi mu na nad ne nebo nez o od on ona oni po pod podle pokud pred pri pro "
     "proti protoze s se si sve svuj ta tak take tento teto tim to toho tu tuto ty u uz v ve "
     "vsak vsechny z za ze"},
    {"ru",
     "а без был была были было быть в вам вас во вот все всего всех вы где да даже для до его "
     "ее если есть еще же за и из или им их к как ко когда которая которые который которых кто "
     "ли мне может мы на над нас не него нее ней нет ни них но о об он она они оно от по под "
     "при про с себя сейчас со так также там то того тоже только том ты у уже хотя чего чем "
     "что чтобы эта эти это этого этой этом этот я"},
    {"uk",
     "а або але без був була були було бути в вже ви вона вони всі від він де для до ж з за зі "
     "й його коли котрий лише ми може на над нас не ні о об одна по при про під та так також "
     "там те тим то того той тут у усі хто це цей цього ця ці чи чого що щоб як яка яке яки "
     "який яких які є і із її"},
    {"ro",
     "a aceasta acest acesta aceste acestea acestui ai al ale am ar are as asupra atunci au "
     "avea ca cand care cat catre ce cei cel cele cu cum da dar de deci despre din dintre dupa "
     "ea ei el ele era este eu fara fi fie fost iar ii il in intr intre isi la le li lor lui "
     "mai mi ne ni noi nu o ori pana pe pentru prin sa sale sau se si sub sunt te toate tot "
     "toti un una unde unei unor unui va voi vor"},
    {"hu",
     "a ahogy aki akkor alatt amely amelyek ami amikor arra az azok azon azt azzal be csak de "
     "e egy egyik el ele elott en ennek erre es ez ezek ezen ezt fel fele ha hanem hogy hol "
     "ide igen illetve is itt kell ki kozott le lehet lesz lett maga majd mar meg mely mert mi "
     "mig mind mint mit nem nincs o ok olyan ott ra s se sem sok szerint szinte tehat tobb "
     "utan vagy van vannak volt voltak"},
    {"tr",
     "acaba ama ancak bana bazi belki ben beni benim bir biri biz bu buna bunda bunlar bunu "
     "bunun cok cunku da daha de defa degil diye dolayi en fakat gibi gore hem hep hepsi her "
     "hic icin ile ise kadar ki kim mi mu nasil ne neden nerede o olan olarak oldu oldugu olup "
     "ona onlar onu onun sen siz sonra su tum ve veya ya yani yine"},
    {"el",
     "αλλα αν αντι απο αυτα αυτες αυτη αυτο αυτοι αυτος αυτου αυτων για δε δεν εαν ειναι ειχε "
     "εκει ενα ενας ενω επι εχει εχουν η ηταν θα και κατα κι λοιπον μα με μετα μεχρι μη μην "
     "μια μιας μου να ο οι ομως οπου οπως οσο οταν οτι ουτε οχι παρα περι πια πιο ποιος πολυ "
     "που πριν προς πως σαν σας σε σου στα στη στην στις στο στον στους συν τα τη την της τι "
     "τις το τον του τους των ωστε"},
    {"id",
     "ada adalah agar akan antara apa atau bagi bahwa banyak beberapa bisa bukan dalam dan "
     "dapat dari dengan di dia hanya harus ia ini itu jika juga kami karena ke kepada kita "
     "lain lebih maka masih mereka namun oleh pada para pun saat saja saya sebagai sebuah "
     "secara sedang sehingga sejak seorang seperti serta setelah sudah tapi telah tentang "
     "tersebut tetapi tidak untuk yaitu yang"},
    {"ca",
     "a abans aixo al als amb aquell aquella aquest aquesta aquests cada com contra d de del "
     "dels des despres el ella ells els em en encara ens entre era es esta estan et fins ha "
     "han hi ho i ja l la les li llavors mentre mes molt n ni no nosaltres o on pel pels per "
     "pero perque poc qual quan que qui s sense ser seu seva si sobre son sota tambe tan tot "
     "tots un una unes uns va van"},
    {"ar",
     "ابن الا الان التي الذي الذين الي اما ان او اي بعد به بها بين تلك ثم حتي حيث خلال دون ذلك "
     "علي عليه عن عند غير فقد في فيه فيها قبل قد كان كانت كل كما لا لقد لكن لم لن له لها ليس "
     "ما مع من منذ منه منها نحو هذا هذه هل هم هنا هناك هو هي و وقد وكان ولا يكون"},
    {"he",
     "אבל או אחרי איך אך אל אלא אלה אם אנחנו אני אף אשר את אתה אתם בין גם דרך הוא הזאת הזה היא "
     "היה היו היתה הם הן זאת זה זו ידי יש כאשר כדי כי כל כמו כן לא לאחר לה להם לו לי לפני מאוד "
     "מה מול מי מן נגד עד עוד על עליה עליו עם של שלה שלהם שלו שם תחת"},
};

// Function words elsewhere that are also words, names or numbers of English news: alone they do
// not tell the language of a query.
constexpr absl::string_view kAlsoEnglish =
    "alle als alt anden bin bis come con contra da de den der des die dos dove e el em en end era "
    "es et eu fur go ham han hat hem hoe hun im ja kan kim la las le les ma man men met mi mod na "
    "ne non nu one op os ou pa par per plus pod pro pun qui sale sans se sea sera ses si sin son "
    "sous sub sur ta tan ten ton tot tout tu um un van var vi vor war wer wo y ze";

using WordSet = absl::flat_hash_set<absl::string_view>;

WordSet SetOf(absl::string_view words) {
  const std::vector<absl::string_view> list = absl::StrSplit(words, ' ', absl::SkipEmpty());
  return WordSet(list.begin(), list.end());
}

constexpr size_t kListCount = std::size(kLists);

const std::array<WordSet, kListCount>& Sets() {
  static const auto* sets = [] {
    auto* made = new std::array<WordSet, kListCount>;
    for (size_t i = 0; i < kListCount; ++i) (*made)[i] = SetOf(kLists[i].words);
    return made;
  }();
  return *sets;
}

// Null when there is none.
const WordSet* SetOfLanguage(absl::string_view language) {
  if (language == "nb" || language == "nn") language = "no";
  for (size_t i = 0; i < kListCount; ++i) {
    if (kLists[i].language == language) return &Sets()[i];
  }
  return nullptr;
}

}  // namespace

bool HasStopWords(absl::string_view language) { return SetOfLanguage(language) != nullptr; }

bool IsStopWord(absl::string_view term, absl::string_view language) {
  const WordSet* set = SetOfLanguage(language);
  return set != nullptr && set->count(term) > 0;
}

std::string LanguageByStopWords(const std::vector<absl::string_view>& terms) {
  if (terms.size() < kMinStopWords) return "en";
  static const auto* also_english = new WordSet(SetOf(kAlsoEnglish));
  const WordSet& english = *SetOfLanguage("en");
  const WordSet words(terms.begin(), terms.end());
  const auto count = [&words](const auto& counts) {
    return static_cast<size_t>(std::count_if(words.begin(), words.end(), counts));
  };
  size_t most = count([&](absl::string_view word) { return english.count(word) > 0; });
  std::string language = "en";
  for (size_t i = 0; i < kListCount; ++i) {
    const WordSet& list = Sets()[i];
    const size_t hits = count([&](absl::string_view word) { return list.count(word) > 0; });
    if (hits < kMinStopWords || hits <= most) continue;
    const bool tells = std::any_of(words.begin(), words.end(), [&](absl::string_view word) {
      return list.count(word) > 0 && english.count(word) == 0 && also_english->count(word) == 0;
    });
    if (!tells) continue;
    most = hits;
    language = std::string(kLists[i].language);
  }
  return language;
}

}  // namespace dateline::text
