#include "server/service/article_codec.h"

#include <string>

#include "indexer/article/date.h"
#include "indexer/article/salience.h"
#include "indexer/text/utf8.h"
#include "server/service/enum_codec.h"

namespace dateline::service {
namespace {

// Paths and URLs are whatever the file system and the web hold; protobuf strings are UTF-8.
std::string Repaired(std::string text) {
  text::RepairUtf8(&text);
  return text;
}

}  // namespace

void EncodeArticle(const article::Article& article, absl::string_view copy_group, bool full,
                   const absl::flat_hash_set<std::string>& about, v1::Article* out) {
  out->set_id(article.id);
  out->set_title(article.title);
  out->set_url(Repaired(article.url));
  out->set_source(article.source);
  out->set_language(article.language);
  out->set_source_path(Repaired(article.source_path));
  if (article.publish_date.known()) {
    out->set_publish_date(
        article::FormatIsoDate(article.publish_date.day, article.publish_date.precision));
    out->set_publish_date_precision(EncodePrecision(article.publish_date.precision));
    out->set_publish_date_source(EncodeEvidence(article.publish_date.source));
  }
  const article::DateBounds& bounds = article.publish_bounds;
  if (bounds.not_before) {
    out->set_publish_date_not_before(article::FormatIsoDate(*bounds.not_before));
  }
  if (bounds.not_after) out->set_publish_date_not_after(article::FormatIsoDate(*bounds.not_after));
  out->set_agency(article.agency);
  out->set_captured_at(article::FormatIsoInstant(article.captured_at));
  out->set_record_offset(static_cast<int64_t>(article.record_offset));
  out->set_record_digest(Repaired(article.record_digest));
  out->set_copy_group(std::string(copy_group));
  if (!full) return;
  out->set_body(article.body);
  out->set_captions(article.captions);
  for (const article::Mention& mention : article.mentions) {
    v1::Mention* encoded = out->add_mentions();
    encoded->set_field(EncodeField(mention.field));
    encoded->set_kind(EncodeDimension(article::DimensionOf(mention.kind)));
    encoded->set_text(std::string(article.text(mention)));
    encoded->set_begin(static_cast<int32_t>(mention.begin));
    encoded->set_end(static_cast<int32_t>(mention.end));
    encoded->set_entity_id(mention.entity_id);
    encoded->set_name(mention.name);
    encoded->set_home(mention.home);
  }
  for (const article::EntitySalience& entity : article::SaliencesOf(article)) {
    v1::ArticleEntity* encoded = out->add_entities();
    encoded->set_entity_id(entity.entity_id);
    encoded->set_kind(EncodeDimension(article::DimensionOf(entity.kind)));
    encoded->set_name(entity.name);
    encoded->set_mention_count(static_cast<int32_t>(entity.mention_count));
    encoded->set_in_title(entity.in_title);
    encoded->set_in_lead(entity.in_lead);
    encoded->set_salience(entity.salience);
    encoded->set_about(about.contains(entity.entity_id));
  }
  for (const article::EventDate& date : article.event_dates) {
    v1::EventDate* encoded = out->add_event_dates();
    encoded->set_field(EncodeField(date.field));
    encoded->set_text(std::string(article.text(date)));
    encoded->set_begin(static_cast<int32_t>(date.begin));
    encoded->set_end(static_cast<int32_t>(date.end));
    encoded->set_start_date(article::FormatIsoDate(date.interval.start));
    encoded->set_end_date(article::FormatIsoDate(date.interval.end));
    encoded->set_granularity(EncodeGranularity(date.granularity));
    encoded->set_rule(EncodeRule(date.rule));
  }
}

}  // namespace dateline::service
