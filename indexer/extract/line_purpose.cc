#include "indexer/extract/line_purpose.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/types/span.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

// Longer lines with a time in them are more than a stamp; bytes.
constexpr size_t kMaxStampBytes = 90;

// Words with which a page asks its readers for something: money, a subscription, consent, the
// fields of a form. In lower case.
constexpr absl::string_view kAppeals[] = {
    // clang-format off
    "your support", "independent reporting", "reporting costs", "costs money",
    "consider supporting", "consider making", "before you go", "found this article",
    "free for every", "free to read", "if you value", "you have just read", "wanted to ask",
    "pay for our", "gift of any", "make a gift", "millions visit", "support us", "help us",
    "quality journalism", "independent journalism", "our journalism", "our reporting",
    "our journalists", "paywall", "donat", "contribution", "subscri", "readers like you",
    "newsletter", "become a member", "sending journalists", "need reporters", "our newsroom",
    "sign up", "cookies", "privacy policy", "our website", "our site", "unsubscribe", "inbox",
    "membership", "our readers", "free trial", "our partners", "personalised", "personalized",
    "terms of", "email address", "e-mail address", "password", "your browser", "javascript",
    "log in", "your account", "to comment", "your comment", "this site uses", "consent",
    "cookie-", "datenschutz", "einwillig", "e-mail-adresse", "passwort", "registrier",
    "anmelden", "einloggen", "kommentar", "pflichtfeld", "felder", "personenbezogen",
    "verarbeitung", "abonn", "kostenlos", "widerruf", "ihre daten", "ihrer daten", "deine daten",
    "deiner daten", "unsere website", "dieser website", "werbung", "posteingang",
    "donn\u00e9es personnelles", "confidentialit", "mot de passe", "s'inscrire", "votre adresse",
    "bo\u00eete mail", "vos donn\u00e9es", "r\u00e9seaux sociaux", "datos personales",
    "privacidad", "contrase\u00f1a", "correo electr\u00f3nico", "suscr", "bolet\u00edn",
    "privacidade", "assinante", "informativa", "dati personali", "persoonsgegevens",
    "wachtwoord", "like us on", "follow us on", "enjoyed reading",
    "enjoyed this article", "enjoyed this post", "supporting our work",
    // clang-format on
};

// Finds phrases in a line in one pass, by the three bytes with which they begin.
class PhraseFinder {
 public:
  // REQUIRES: at most 255 phrases, each of kStartBytes or more.
  explicit PhraseFinder(absl::Span<const absl::string_view> phrases) {
    for (const absl::string_view phrase : phrases) {
      uint8_t& bucket = bucket_of_[Start(phrase.data())];
      if (bucket == 0) {
        buckets_.emplace_back();
        bucket = static_cast<uint8_t>(buckets_.size());
      }
      buckets_[bucket - 1].push_back(phrase);
    }
  }

  // How many of the phrases occur in `line`.
  size_t CountIn(absl::string_view line) const {
    std::vector<absl::string_view> found;
    for (size_t i = 0; i + kStartBytes <= line.size(); ++i) {
      const uint8_t bucket = bucket_of_[Start(line.data() + i)];
      if (bucket == 0) continue;
      for (const absl::string_view phrase : buckets_[bucket - 1]) {
        if (absl::StartsWith(line.substr(i), phrase) &&
            std::find(found.begin(), found.end(), phrase) == found.end())
          found.push_back(phrase);
      }
    }
    return found.size();
  }

 private:
  static constexpr size_t kStartBytes = 3;

  // Folded into 16 bits: phrases that begin differently may share a bucket.
  static uint16_t Start(const char* bytes) {
    const auto byte = [bytes](size_t i) { return static_cast<unsigned char>(bytes[i]); };
    return static_cast<uint16_t>(byte(0) << 10 ^ byte(1) << 5 ^ byte(2));
  }

  std::array<uint8_t, 65536> bucket_of_ = {};  // 0: no phrase begins so; else its bucket and one.
  std::vector<std::vector<absl::string_view>> buckets_;
};

}  // namespace

size_t CountAppeals(absl::string_view line) {
  static const PhraseFinder& finder = *new PhraseFinder(kAppeals);
  return finder.CountIn(absl::AsciiStrToLower(line));
}

// "Jane Roe is a senior editor at ...": the line that presents an author.
bool PresentsAuthor(absl::string_view line) {
  static constexpr absl::string_view kVerbs[] = {
      " is a ",        " is an ",        " is the ",           " is our ",
      " has been a ",  " covers ",       " writes about ",     " reports on ",
      " reports for ", " ist Redakteur", " ist Korrespondent", " est journaliste",
      " es periodista"};
  static constexpr absl::string_view kRoles[] = {
      "editor",    "reporter",      "journalist",  "correspondent", "writer",    "columnist",
      "author",    "freelance",     "producer",    "professor",     "Professor", "fellow",
      "Redakteur", "Korrespondent", "journaliste", "periodista",    "analyst",   "intern "};
  constexpr size_t kMaxSubject = 45;
  const absl::string_view start = line.substr(0, 140);
  for (const absl::string_view verb : kVerbs) {
    const size_t pos = start.substr(0, kMaxSubject + verb.size()).find(verb);
    if (pos == absl::string_view::npos) continue;
    const absl::string_view subject = start.substr(0, pos);
    if (!IsBareName(subject) && subject != "He" && subject != "She") continue;
    for (const absl::string_view role : kRoles) {
      if (absl::StrContains(start.substr(pos), role)) return true;
    }
  }
  return false;
}

// "Comments", "Leave a reply": readers' prose follows, and not the article's.
bool SpeaksOfComments(absl::string_view line) {
  const std::string lower = absl::AsciiStrToLower(line);
  for (const absl::string_view word :
       {"comment", "kommentar", "coment", "repl", "respon", "conversation", "discussion",
        "diskussion", "author", "reacti", "antwort", "respuesta"}) {
    if (absl::StrContains(lower, word)) return true;
  }
  return false;
}

bool AnswersComment(absl::string_view line) {
  if (line.size() < 4 || line.size() > 30) return false;
  // Most lines are seen to be none by the letter they begin with.
  switch (absl::ascii_tolower(line[0])) {
    case 'r':
    case 'a':
    case 'b':
    case 'o':
    case 's':
    case 'y':
    case 'z':
    case 'q':
    case 'k':
    case 'l':
      break;
    default:
      return false;
  }
  // Marks and counts may stand beside the word: "Reply \u2193", "Antworten (2)".
  while (!line.empty() && !absl::ascii_isalpha(line.back())) line.remove_suffix(1);
  static constexpr absl::string_view kButtons[] = {"reply",
                                                   "antworten",
                                                   "antwort",
                                                   "r\u00e9pondre",
                                                   "responder",
                                                   "rispondi",
                                                   "beantwoorden",
                                                   "reageer",
                                                   "odpowiedz",
                                                   "odpov\u011bd\u011bt",
                                                   "svara",
                                                   "svar",
                                                   "yan\u0131tla",
                                                   "zitieren",
                                                   "quote",
                                                   "report comment",
                                                   "kommentar melden",
                                                   "log in to reply"};
  return std::any_of(std::begin(kButtons), std::end(kButtons), [line](absl::string_view button) {
    return line.size() == button.size() && absl::EqualsIgnoreCase(line, button);
  });
}

bool IsListItem(absl::string_view line) {
  if (line.empty() || absl::ascii_isalpha(line[0])) return false;
  static constexpr absl::string_view kMarks[] = {"- ",      "* ",      "\u2022", "\u00b7 ",
                                                 "\u2013 ", "\u2014 ", "\u25ba", "\u25cf",
                                                 "\u25aa",  "\u2713",  "\u2714"};
  for (const absl::string_view mark : kMarks) {
    if (absl::StartsWith(line, mark)) return line.size() > mark.size() + 2;
  }
  size_t digits = 0;
  while (digits < line.size() && absl::ascii_isdigit(line[digits])) ++digits;
  return digits > 0 && digits <= 3 && digits + 3 < line.size() &&
         (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
}

bool IsSignedStamp(absl::string_view line) {
  if (line.empty() || absl::ascii_isdigit(line[0]) || !absl::StrContains(line, ':')) return false;
  const std::optional<FoundDate> date = FindDate(line, 0, NumericOrder::kDayFirst);
  if (!date || date->begin < 3 || line.back() == ':') return false;
  const absl::string_view behind = line.substr(date->end);
  const size_t colon = behind.find(':');
  if (colon == absl::string_view::npos || colon == 0 || colon > 12 ||
      !absl::ascii_isdigit(behind[colon - 1]))
    return false;
  const absl::string_view before = line.substr(0, date->begin);
  return std::count(before.begin(), before.end(), ' ') <= 4 && !EndsInPublishWord(before) &&
         !EndsInUpdateWord(before) && !IsByline(before);
}

bool IntroducesComment(absl::string_view line) {
  for (const absl::string_view verb :
       {" says:", " said:", " wrote:", " writes:", " schreibt:", " sagt:", " meint:", " a dit :",
        " dit :", " a dit:", " dice:", " dijo:", " disse:", " scrive:", " ha detto:", " zegt:",
        " schreef:"}) {
    if (absl::EndsWith(line, verb)) return true;
  }
  return false;
}

bool IsInCapitals(absl::string_view line) {
  size_t capitals = 0;
  for (const char c : line) {
    if (absl::ascii_islower(c)) return false;
    capitals += absl::ascii_isupper(c);
  }
  return capitals * 2 > line.size();
}

// "10:15", "3 May 2023": a date or a time of day among other words.
bool HasTime(absl::string_view line) {
  if (line.size() > kMaxStampBytes) return false;
  for (size_t i = 1; i + 2 < line.size(); ++i) {
    if (line[i] == ':' && absl::ascii_isdigit(line[i - 1]) && absl::ascii_isdigit(line[i + 1]) &&
        absl::ascii_isdigit(line[i + 2]))
      return true;
  }
  return FindDate(line, 0, NumericOrder::kDayFirst).has_value();
}

// "Article continues below", "after newsletter promotion": the article goes on behind a box.
bool SaysArticleGoesOn(absl::string_view line) {
  if (line.size() > 80) return false;
  const std::string lower = absl::AsciiStrToLower(line);
  for (const absl::string_view words :
       {"after newsletter promotion", "continues below", "continues after",
        "continue reading below", "scroll to continue", "nach der werbung weiter",
        "suite apres la publicit"}) {
    if (absl::StrContains(lower, words)) return true;
  }
  return false;
}

}  // namespace dateline::extract
