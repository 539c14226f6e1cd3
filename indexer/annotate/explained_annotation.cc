#include "indexer/annotate/explained_annotation.h"

#include "absl/strings/str_cat.h"

namespace dateline::annotate {
namespace {

std::string DaysOf(const article::DateInterval& days) {
  std::string text = article::FormatIsoDate(days.start);
  if (days.end != days.start) absl::StrAppend(&text, " to ", article::FormatIsoDate(days.end));
  return text;
}

absl::string_view Describe(MentionOrigin origin) {
  switch (origin) {
    case MentionOrigin::kRules:
      return "gazetteer";
    case MentionOrigin::kTagger:
      return "tagger";
    case MentionOrigin::kTitle:
      return "behind a title";
    case MentionOrigin::kParty:
      return "behind a party";
    case MentionOrigin::kCapitals:
      return "line in capitals";
    case MentionOrigin::kAgreement:
      return "kind of its other mentions";
    case MentionOrigin::kWithin:
      return "country in a name";
  }
  return "";
}

void AddMention(const article::Article& article, const article::Mention& mention,
                absl::string_view origin, absl::string_view reason,
                std::vector<ExplainedAnnotation>* out) {
  ExplainedAnnotation& annotation = out->emplace_back();
  std::string entity =
      mention.entity_id.empty() ? "unlinked" : absl::StrCat(mention.entity_id, "  ", mention.name);
  if (!mention.home.empty()) absl::StrAppend(&entity, "  of ", mention.home);
  annotation.finding = absl::StrCat("mention  ", article::Name(mention.kind), "  ", origin, "  ",
                                    entity, reason.empty() ? "" : "  ", reason);
  annotation.field = mention.field;
  annotation.begin = mention.begin;
  annotation.end = mention.end;
  annotation.text = std::string(article.text(mention));
}

}  // namespace

void ExplainMentions(const article::Article& article, const std::vector<FoundMention>& found,
                     const std::vector<article::Mention>& mentions,
                     const std::vector<LinkExplanation>& reasons,
                     std::vector<ExplainedAnnotation>* out) {
  for (size_t m = 0; m < mentions.size(); ++m) {
    AddMention(article, mentions[m], Describe(found[m].origin), Describe(reasons[m]), out);
  }
}

void ExplainGivenMentions(const article::Article& article, std::vector<ExplainedAnnotation>* out) {
  for (const article::Mention& mention : article.mentions) {
    AddMention(article, mention, "given by the input", "", out);
  }
}

void ExplainDates(const TokenizedText& text, article::Field field,
                  const article::PublishDate& publish_date, absl::FunctionRef<bool()> is_southern,
                  std::vector<ExplainedAnnotation>* out) {
  const std::string published =
      publish_date.known() ? article::FormatIsoDate(publish_date.day, publish_date.precision)
                           : "unknown";
  for (const DateReading& reading : ReadEventDates(text, publish_date, is_southern)) {
    ExplainedAnnotation& annotation = out->emplace_back();
    const Resolution& r = reading.resolution;
    annotation.finding =
        r.ok() ? absl::StrCat("date  ", DaysOf(r.interval), "  ", article::Name(r.granularity),
                              "  ", article::Name(r.rule), "  published ", published)
               : absl::StrCat("left  ", ReasonOf(r.why));
    annotation.field = field;
    annotation.begin = text.tokens[reading.first].begin;
    annotation.end = text.tokens[reading.last - 1].end;
    annotation.text = std::string(text.Words(reading.first, reading.last));
  }
}

std::string ExplainedLine(const ExplainedAnnotation& annotation) {
  std::string line = absl::StrCat(annotation.finding, "  [", article::Name(annotation.field), " ",
                                  annotation.begin, "-", annotation.end, "]  ", annotation.text);
  // What a terminal could take for a command or a new line.
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  return line;
}

}  // namespace dateline::annotate
