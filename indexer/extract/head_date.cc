#include "indexer/extract/head_date.h"

#include <optional>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/extract/url_date.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::IsoDate;

// Strengths, by how clearly a name speaks of publication and how often it is filled with care.
constexpr int kPublishedData = 88;
constexpr int kOpenGraph = 86;
constexpr int kUrl = 80;
constexpr int kPublishedMeta = 78;
constexpr int kCreatedMeta = 66;
constexpr int kCreatedData = 62;
// Many programs fill these with the day on which they made or changed the page.
constexpr int kVagueMeta = 55;

struct MetaName {
  DateSource source;
  int strength;
};

// Names of <meta> that may give the day of publication. None of modification.
const absl::flat_hash_map<absl::string_view, MetaName>& MetaNames() {
  constexpr MetaName kGraph = {DateSource::kOpenGraph, kOpenGraph};
  constexpr MetaName kPublished = {DateSource::kMeta, kPublishedMeta};
  constexpr MetaName kCreated = {DateSource::kMeta, kCreatedMeta};
  constexpr MetaName kVague = {DateSource::kMeta, kVagueMeta};
  static const auto& names = *new absl::flat_hash_map<absl::string_view, MetaName>{
      {"article:published_time", kGraph},
      {"og:article:published_time", kGraph},
      {"og:published_time", kGraph},
      {"article:published", kGraph},
      {"article:publicationdate", kGraph},
      {"og:pubdate", kGraph},
      {"parsely-pub-date", kPublished},
      {"sailthru.date", kPublished},
      {"dc.date.issued", kPublished},
      {"dcterms.issued", kPublished},
      {"dc.issued", kPublished},
      {"dc.date.published", kPublished},
      {"pubdate", kPublished},
      {"publishdate", kPublished},
      {"publish-date", kPublished},
      {"publish_date", kPublished},
      {"publication_date", kPublished},
      {"publication-date", kPublished},
      {"publicationdate", kPublished},
      {"prism.publicationdate", kPublished},
      {"published-date", kPublished},
      {"published_date", kPublished},
      {"published", kPublished},
      {"date.published", kPublished},
      {"article.published", kPublished},
      {"article_date_original", kPublished},
      {"originalpublicationdate", kPublished},
      {"cxenseparse:recs:publishtime", kPublished},
      {"cxenseparse:publishtime", kPublished},
      {"rnews:datepublished", kPublished},
      {"citation_publication_date", kPublished},
      {"citation_online_date", kPublished},
      {"bt:pubdate", kPublished},
      {"analyticsattributes.articledate", kPublished},
      {"ptime", kPublished},
      {"displaydate", kPublished},
      {"shareaholic:article_published_time", kPublished},
      {"vr:published_time", kPublished},
      {"dc.date.created", kCreated},
      {"dcterms.created", kCreated},
      {"article.created", kCreated},
      {"article:created", kCreated},
      {"date_created", kCreated},
      {"created", kCreated},
      {"creation_date", kCreated},
      {"dc.date", kVague},
      {"dcterms.date", kVague},
      {"dc:date", kVague},
      {"date", kVague},
      {"timestamp", kVague},
      {"gentime", kVague}};
  return names;
}

// Names of programs' own vocabularies: the last part says it ("photo:uploaded").
std::optional<MetaName> SortOfMeta(absl::string_view name) {
  const auto found = MetaNames().find(name);
  if (found != MetaNames().end()) return found->second;
  const size_t cut = name.find_last_of(":.");
  if (cut == absl::string_view::npos || absl::StartsWith(name, "http-equiv")) return std::nullopt;
  const absl::string_view last = name.substr(cut + 1);
  for (const absl::string_view published :
       {"published_time", "published_at", "publish_date", "pubdate", "publishdate", "publishtime",
        "publishedat", "published", "publicationdate", "publication_date"}) {
    if (last == published) return MetaName{DateSource::kMeta, kCreatedMeta};
  }
  for (const absl::string_view created : {"uploaded", "upload_date", "created_at", "created"}) {
    if (last == created) return MetaName{DateSource::kMeta, kCreatedMeta};
  }
  return std::nullopt;
}

bool IsUtcTime(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  return text.size() > 11 && (absl::EndsWith(text, "Z") || absl::EndsWith(text, "+00:00") ||
                              absl::EndsWith(text, "+0000"));
}

// "2023-01-01", "2023-01-01T00:00:00Z": nobody looked at the clock.
bool IsFiller(absl::string_view text, const IsoDate& date) {
  if (date.precision != DatePrecision::kDay || date.day.month() != 1 || date.day.day() != 1)
    return false;
  const size_t time = text.find(':');
  if (time == absl::string_view::npos || time < 2) return true;
  return absl::StrContains(text.substr(time - 2), "00:00") && text.substr(time - 2, 5) == "00:00";
}

void Add(absl::string_view text, DateSource source, int strength, NumericOrder order,
         std::vector<DateEvidence>* evidence) {
  if (text.empty()) return;
  std::optional<IsoDate> date = ParseMachineDate(text, order);
  if (!date) return;
  if (IsFiller(text, *date)) date->precision = DatePrecision::kYear;
  evidence->push_back({*date, source, strength, IsUtcTime(text)});
}

void AddUrl(absl::string_view url, std::vector<DateEvidence>* evidence) {
  const article::PublishDate date = FindUrlDate(url);
  if (date.known())
    evidence->push_back({{date.day, date.precision}, DateSource::kUrl, kUrl, false});
}

}  // namespace

void AddHeadDates(const PageMetadata& metadata, const LinkedData* article, absl::string_view url,
                  NumericOrder order, std::vector<DateEvidence>* evidence) {
  if (article != nullptr) {
    Add(article->date_published, DateSource::kJsonLd, kPublishedData, order, evidence);
    Add(article->date_created, DateSource::kJsonLd, kCreatedData, order, evidence);
    AddUrl(article->url, evidence);
  }
  for (const auto& [name, content] : metadata.metas) {
    // The first of a name: others belong to parts of the page.
    const std::optional<MetaName> sort = SortOfMeta(name);
    if (sort && metadata.Meta(name).data() == content.data())
      Add(content, sort->source, sort->strength, order, evidence);
  }
  AddUrl(url, evidence);
  AddUrl(metadata.Meta("og:url"), evidence);
}

}  // namespace dateline::extract
