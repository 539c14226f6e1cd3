#include "indexer/extract/canonical_url.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace dateline::extract {
namespace {

// "https://", "http://" or "" when it is neither.
absl::string_view SchemeOf(absl::string_view url) {
  for (const absl::string_view scheme : {"https://", "http://"}) {
    if (absl::StartsWithIgnoreCase(url, scheme)) return scheme;
  }
  return "";
}

// Parameters that say how a reader came, not what they read.
bool IsTracking(absl::string_view parameter) {
  const std::string name = absl::AsciiStrToLower(parameter.substr(0, parameter.find('=')));
  static constexpr absl::string_view kNames[] = {
      "fbclid", "gclid",   "dclid",  "msclkid", "yclid",  "igshid", "mc_cid", "mc_eid",
      "_ga",    "cmpid",   "ncid",   "ocid",    "wt_mc",  "ftag",   "smid",   "xtor",
      "wprov",  "ref_src", "twclid", "gbraid",  "wbraid", "_hsenc", "_hsmi",  "at_campaign"};
  return absl::StartsWith(name, "utm_") ||
         std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// The host with its port, without the user, as written.
absl::string_view Authority(absl::string_view url) {
  absl::string_view rest = url.substr(SchemeOf(url).size());
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const size_t at = rest.rfind('@');
  return at == absl::string_view::npos ? rest : rest.substr(at + 1);
}

}  // namespace

bool IsWebUrl(absl::string_view url) {
  if (url.size() > kMaxUrlBytes || SchemeOf(url).empty() || Authority(url).empty()) return false;
  return std::none_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '<' || c == '>' || c == '"';
  });
}

absl::string_view PathOf(absl::string_view url) {
  absl::string_view rest = url.substr(SchemeOf(url).size());
  const size_t begin = rest.find_first_of("/?#");
  return begin == absl::string_view::npos ? absl::string_view() : rest.substr(begin);
}

std::string CanonicalUrl(absl::string_view url) {
  if (!IsWebUrl(url)) return std::string(url);
  const absl::string_view scheme = SchemeOf(url);
  std::string host = absl::AsciiStrToLower(Authority(url));
  const absl::string_view default_port = scheme == "https://" ? ":443" : ":80";
  if (absl::EndsWith(host, default_port)) host.resize(host.size() - default_port.size());
  absl::string_view path = PathOf(url);
  path = path.substr(0, path.find('#'));
  absl::string_view query;
  const size_t mark = path.find('?');
  if (mark != absl::string_view::npos) {
    query = path.substr(mark + 1);
    path = path.substr(0, mark);
  }
  std::vector<absl::string_view> kept;
  for (const absl::string_view parameter : absl::StrSplit(query, '&', absl::SkipEmpty())) {
    if (!IsTracking(parameter)) kept.push_back(parameter);
  }
  if (path == "/") path = "";
  return absl::StrCat(scheme, host, path, kept.empty() ? "" : "?", absl::StrJoin(kept, "&"));
}

std::string HostOf(absl::string_view url) {
  if (!IsWebUrl(url)) return "";
  std::string host = absl::AsciiStrToLower(Authority(url));
  host = host.substr(0, host.find(':'));
  return std::string(absl::StripPrefix(host, "www."));
}

}  // namespace dateline::extract
