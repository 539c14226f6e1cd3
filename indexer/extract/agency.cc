#include "indexer/extract/agency.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/month_names.h"

namespace dateline::extract {
namespace {

// A dateline ends this near to the start of its paragraph; bytes.
constexpr size_t kMaxDateline = 110;
constexpr size_t kMaxByline = 160;
constexpr size_t kMaxCredit = 120;
constexpr size_t kMaxForm = 40;

struct Agency {
  absl::string_view name;
  // As they stand in print: the case is part of them.
  std::vector<absl::string_view> forms;
};

const std::vector<Agency>& Agencies() {
  static const auto& agencies = *new std::vector<Agency>{
      {"Reuters", {"Reuters", "REUTERS", "Thomson Reuters", "Рейтер", "ロイター", "路透社"}},
      {"Associated Press", {"AP", "Associated Press", "The Associated Press", "ASSOCIATED PRESS"}},
      {"AFP", {"AFP", "Agence France-Presse", "Agence France Presse", "AFP News", "法新社"}},
      {"dpa", {"dpa", "DPA", "Deutsche Presse-Agentur", "dpa-AFX", "dpa-infocom", "dpa-tmn"}},
      {"UPI", {"UPI", "United Press International"}},
      {"Bloomberg", {"Bloomberg", "Bloomberg News"}},
      {"TASS", {"TASS", "ITAR-TASS", "Itar-Tass", "Tass", "ТАСС"}},
      {"RIA Novosti", {"RIA Novosti", "РИА Новости"}},
      {"Interfax", {"Interfax", "INTERFAX", "Интерфакс", "Interfax-Ukraine"}},
      {"Ukrinform", {"Ukrinform", "Укрінформ"}},
      {"UNIAN", {"UNIAN", "УНІАН", "УНИАН"}},
      {"Xinhua", {"Xinhua", "XINHUA", "Xinhua News Agency", "新华社", "新華社"}},
      {"Yonhap", {"Yonhap", "YONHAP", "Yonhap News Agency", "연합뉴스", "聯合ニュース"}},
      {"KCNA", {"KCNA", "Korean Central News Agency"}},
      {"Kyodo", {"Kyodo", "KYODO", "Kyodo News", "共同", "共同通信"}},
      {"Jiji Press", {"Jiji", "Jiji Press", "JIJI", "時事", "時事通信"}},
      {"Central News Agency", {"Central News Agency", "中央社"}},
      {"PTI", {"PTI", "Press Trust of India"}},
      {"ANI", {"ANI", "Asian News International"}},
      {"IANS", {"IANS", "Indo-Asian News Service"}},
      {"APP", {"APP", "Associated Press of Pakistan"}},
      {"Bernama", {"Bernama", "BERNAMA"}},
      {"Antara", {"Antara", "ANTARA"}},
      {"VNA", {"VNA", "Vietnam News Agency", "TTXVN"}},
      {"Philippine News Agency", {"PNA", "Philippine News Agency"}},
      {"AAP", {"AAP", "Australian Associated Press"}},
      {"Canadian Press", {"Canadian Press", "The Canadian Press", "La Presse canadienne"}},
      {"PA Media", {"PA", "PA Media", "Press Association"}},
      {"APA", {"APA", "Austria Presse Agentur"}},
      {"Keystone-SDA", {"SDA", "sda", "Keystone-SDA", "ATS", "Keystone-ATS", "ats"}},
      {"SID", {"SID", "Sport-Informations-Dienst"}},
      {"epd", {"epd", "Evangelischer Pressedienst"}},
      {"KNA", {"KNA", "Katholische Nachrichten-Agentur"}},
      {"ANSA", {"ANSA"}},
      {"Adnkronos", {"Adnkronos"}},
      {"EFE", {"EFE", "Agencia EFE", "efe"}},
      {"Europa Press", {"Europa Press", "EUROPA PRESS"}},
      {"Lusa", {"Lusa", "LUSA", "Ag\u00eancia Lusa"}},
      {"Belga", {"Belga", "BELGA"}},
      {"ANP", {"ANP"}},
      {"Ritzau", {"Ritzau", "ritzau"}},
      {"NTB", {"NTB"}},
      {"TT", {"TT"}},
      {"STT", {"STT", "STT-Lehtikuva"}},
      {"PAP", {"PAP"}},
      {"CTK", {"CTK", "\u010cTK", "Czech News Agency"}},
      {"MTI", {"MTI"}},
      {"Agerpres", {"Agerpres", "AGERPRES"}},
      {"BTA", {"BTA"}},
      {"Tanjug", {"Tanjug", "TANJUG"}},
      {"Anadolu", {"Anadolu", "Anadolu Agency", "Anadolu Ajans\u0131", "AA"}},
      {"IRNA", {"IRNA"}},
      {"ISNA", {"ISNA"}},
      {"MENA", {"MENA", "Middle East News Agency"}},
      {"SPA", {"SPA", "Saudi Press Agency"}},
      {"WAM", {"WAM", "Emirates News Agency"}},
      {"KUNA", {"KUNA", "Kuwait News Agency"}},
      {"QNA", {"QNA", "Qatar News Agency"}},
      {"ONA", {"ONA", "Oman News Agency"}},
      {"Petra", {"Petra", "Jordan News Agency"}},
      {"NAN", {"NAN", "News Agency of Nigeria"}},
      {"IPS", {"IPS", "Inter Press Service"}},
      {"Prensa Latina", {"Prensa Latina"}},
      {"T\u00e9lam", {"T\u00e9lam", "Telam", "T\u00c9LAM"}},
      {"Notimex", {"Notimex"}},
      {"Ag\u00eancia Brasil", {"Ag\u00eancia Brasil"}},
  };
  return agencies;
}

// The agency of which `form` is one and nothing else; "" when none.
absl::string_view AgencyOfForm(absl::string_view form) {
  static const auto& table = *[] {
    auto* forms = new absl::flat_hash_map<absl::string_view, absl::string_view>();
    for (const Agency& agency : Agencies()) {
      for (const absl::string_view known : agency.forms) forms->emplace(known, agency.name);
    }
    return forms;
  }();
  if (form.size() > kMaxForm) return "";
  const auto found = table.find(absl::StripAsciiWhitespace(form));
  return found == table.end() ? absl::string_view() : found->second;
}

// "dpa/lsw", "AFP, Reuters", "AP and AFP": the first agency of a list of names.
absl::string_view FirstAgency(absl::string_view list) {
  for (const absl::string_view piece : absl::StrSplit(list, absl::ByAnyChar("/,;|&+"))) {
    const absl::string_view name = AgencyOfForm(piece);
    if (!name.empty()) return name;
    // A name of several words may have the slashes of another way to write it.
    static constexpr absl::string_view kJoints[] = {" and ", " und ",  " et ",
                                                    " y ",   " with ", " mit "};
    for (const absl::string_view joint : kJoints) {
      const size_t at = piece.find(joint);
      if (at == absl::string_view::npos) continue;
      for (const absl::string_view half : {piece.substr(0, at), piece.substr(at + joint.size())}) {
        const absl::string_view of_half = AgencyOfForm(half);
        if (!of_half.empty()) return of_half;
      }
    }
  }
  return "";
}

bool StartsWithDash(absl::string_view text) {
  text = absl::StripLeadingAsciiWhitespace(text);
  absl::ConsumePrefix(&text, ".");
  text = absl::StripLeadingAsciiWhitespace(text);
  return absl::StartsWith(text, "-") || absl::StartsWith(text, ":") ||
         absl::StartsWith(text, "\u2013") || absl::StartsWith(text, "\u2014") ||
         absl::StartsWith(text, "\u2015");
}

// "KYIV, Oct. 19", "Frankfurt/Main", "": places and dates, no words of a sentence.
bool IsPlaceOrDate(absl::string_view text) {
  for (const absl::string_view word :
       absl::StrSplit(text, absl::ByAnyChar(" ,/.\t"), absl::SkipEmpty())) {
    const bool name = !absl::ascii_islower(word[0]);
    // "19 de octubre", "Frankfurt am Main".
    const bool joint = word == "de" || word == "am" || word == "of" || word == "la" ||
                       word == "an" || word == "der" || word == "le";
    if (!name && !joint && MonthOfName(word) == 0) return false;
  }
  return true;
}

// The text between `open` and `close` that begins at `begin`, which is where `open` ends; empty
// when it is not closed near.
absl::string_view Enclosed(absl::string_view text, size_t begin, absl::string_view close) {
  const size_t end = text.find(close, begin);
  if (end == absl::string_view::npos || end - begin > kMaxForm) return "";
  return text.substr(begin, end - begin);
}

// "By Jane Roe": the words that come before an author's name.
absl::string_view WithoutBy(absl::string_view line) {
  static constexpr absl::string_view kStarts[] = {
      "By ",       "BY ",       "by ",       "Von ",     "Par ",     "Por ",
      "Di ",       "Door ",     "Source: ",  "Quelle: ", "Fuente: ", "Fonte: ",
      "Source : ", "Quellen: ", "Sources: ", "Text: ",   "From "};
  for (const absl::string_view by : kStarts) {
    if (absl::ConsumePrefix(&line, by)) return line;
  }
  return line;
}

// "Copyright 2023 ", "(c) ", "\u00a9 2023 ": what stands before the name of an owner.
bool ConsumeCopyright(absl::string_view* line) {
  const bool copyright = absl::ConsumePrefix(line, "Copyright ");
  const bool sign = absl::ConsumePrefix(line, "\u00a9") || absl::ConsumePrefix(line, "(c)") ||
                    absl::ConsumePrefix(line, "(C)");
  while (!line->empty() && (absl::ascii_isspace((*line)[0]) || absl::ascii_isdigit((*line)[0])))
    line->remove_prefix(1);
  return copyright || sign;
}

}  // namespace

absl::string_view AgencyOfDateline(absl::string_view paragraph) {
  const absl::string_view head = paragraph.substr(0, kMaxDateline);
  // "\u65b0\u534e\u793e\u5317\u4eac10\u670819\u65e5\u7535": Xinhua, the place, the day, "wired".
  for (const absl::string_view wire : {"\u65b0\u534e\u793e", "\u65b0\u83ef\u793e"}) {
    if (absl::StartsWith(head, wire) && (absl::StrContains(head.substr(0, 60), "\u7535") ||
                                         absl::StrContains(head.substr(0, 60), "\u96fb")))
      return AgencyOfForm(wire);
  }
  static constexpr absl::string_view kBrackets[][2] = {
      {"(", ")"}, {"/", "/"}, {"[", "]"}, {"\uff08", "\uff09"}, {"\u3010", "\u3011"}};
  for (const auto& [open, close] : kBrackets) {
    for (size_t at = head.find(open); at != absl::string_view::npos;
         at = head.find(open, at + open.size())) {
      const absl::string_view inside = Enclosed(head, at + open.size(), close);
      const absl::string_view name = FirstAgency(inside);
      if (name.empty()) continue;
      const absl::string_view before = head.substr(0, at);
      const absl::string_view behind = head.substr(at + open.size() + inside.size() + close.size());
      // "The Associated Press (AP) - an agency": a name and its short form.
      if (!IsPlaceOrDate(before) || !FirstAgency(WithoutBy(before)).empty()) continue;
      if (StartsWithDash(behind) || before.empty() || open == "/" || open == "\u3010") return name;
    }
  }
  // "AFP - Text", "Berlin, dpa \u2013 Text", "\u041c\u041e\u0421\u041a\u0412\u0410, 19
  // \u043e\u043a\u0442 \u2014 \u0420\u0418\u0410 \u041d\u043e\u0432\u043e\u0441\u0442\u0438. Text".
  for (const absl::string_view dash : {" - ", " \u2013 ", " \u2014 ", " -- "}) {
    const size_t at = head.find(dash);
    if (at == absl::string_view::npos) continue;
    const absl::string_view before = head.substr(0, at);
    if (!IsPlaceOrDate(before)) continue;
    const absl::string_view name = FirstAgency(before);
    if (!name.empty()) return name;
    const absl::string_view behind = head.substr(at + dash.size());
    const absl::string_view first = behind.substr(0, behind.find('.'));
    if (first.size() < behind.size() && !AgencyOfForm(first).empty()) return AgencyOfForm(first);
  }
  return "";
}

absl::string_view AgencyOfByline(absl::string_view line) {
  line = absl::StripAsciiWhitespace(line);
  if (line.size() > kMaxByline) return "";
  line = WithoutBy(line);
  absl::string_view name = FirstAgency(line);
  if (!name.empty()) return name;
  // "Jane Roe (Reuters)", "Jane Roe of The Associated Press", "Jane Roe for AFP".
  for (const absl::string_view before : {"(", " of ", " for "}) {
    const size_t at = line.rfind(before);
    if (at == absl::string_view::npos) continue;
    absl::string_view rest = line.substr(at + before.size());
    if (before == "(" && !absl::ConsumeSuffix(&rest, ")")) continue;
    name = FirstAgency(rest);
    if (!name.empty()) return name;
  }
  // "Associated Press Writer", "AP Sports Writer Jane Roe".
  for (const absl::string_view form : {"Associated Press", "AP", "Reuters", "AFP"}) {
    const size_t at = line.find(form);
    if (at == absl::string_view::npos || (at > 0 && line[at - 1] != ' ')) continue;
    const absl::string_view rest = line.substr(at + form.size(), 30);
    for (const absl::string_view role : {" Writer", " writer", " Staff", " staff", " Reporter",
                                         " Correspondent", " Sports Writer", " Business Writer"}) {
      if (absl::StartsWith(rest, role)) return AgencyOfForm(form);
    }
  }
  return "";
}

absl::string_view AgencyOfCredit(absl::string_view line) {
  line = absl::StripAsciiWhitespace(line);
  // What the agency's own people added.
  for (const absl::string_view form : {"Associated Press", "AP"}) {
    absl::string_view rest = line;
    absl::ConsumePrefix(&rest, "(");
    if (!absl::ConsumePrefix(&rest, form)) continue;
    for (const absl::string_view role : {" writer", " Writer", " journalist", " reporter",
                                         " correspondent", " video journalist", " researcher"}) {
      if (absl::StartsWith(rest, role) && absl::StrContains(rest, "contributed to this"))
        return AgencyOfForm(form);
    }
  }
  // "... said. (AFP)": in brackets at the end.
  if (absl::EndsWith(line, ")")) {
    const size_t open = line.rfind('(');
    if (open != absl::string_view::npos) {
      const absl::string_view before = absl::StripTrailingAsciiWhitespace(line.substr(0, open));
      const absl::string_view name = FirstAgency(line.substr(open + 1, line.size() - open - 2));
      if (!name.empty() &&
          (before.empty() || absl::StrContains(".!?\"'", before.substr(before.size() - 1))))
        return name;
    }
  }
  if (line.size() > kMaxCredit) return "";
  if (ConsumeCopyright(&line)) {
    const absl::string_view owner = line.substr(0, line.find_first_of(".,("));
    return FirstAgency(owner);
  }
  const absl::string_view rest = WithoutBy(line);
  absl::string_view whole = rest;
  absl::ConsumeSuffix(&whole, ".");
  // Alone in its line, or behind "Source:".
  if (const absl::string_view name = AgencyOfForm(whole); !name.empty()) return name;
  return rest.size() < line.size() ? FirstAgency(whole) : absl::string_view();
}

absl::string_view AgencyOfBody(absl::string_view body) {
  body = absl::StripAsciiWhitespace(body);
  if (body.empty()) return "";
  const absl::string_view first = body.substr(0, body.find('\n'));
  if (const absl::string_view name = AgencyOfDateline(first); !name.empty()) return name;
  const size_t last = body.rfind('\n');
  return AgencyOfCredit(last == absl::string_view::npos ? body : body.substr(last + 1));
}

}  // namespace dateline::extract
