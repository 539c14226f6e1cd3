// The on-disk schema: THE table of terms, slots and metadata keys. Nothing else in the project
// writes or reads one of these bytes without asking this header.
//
// An index is a directory of plain Xapian (glass) databases, one per shard, see layout.h. Every
// article is one Xapian document in one of them; up to format version 6, in the shard ShardOf(id):
//
//   data      a dateline.storage.v1.Article, encoded and since version 7 compressed (codec.h)
//   terms     as in the table below, after Omega's conventions
//   slots     as in the table below
//
// Terms of words. Every token of title, body and captions gives the term itself and "Z" + stem;
// tokens of the title give both once more with prefix S ("S" + term, "ZS" + stem). The stem is that
// of the article's language (text::Stemmer). Unspaced writing has no stems: a run of characters
// gives every pair of neighbours, and every character. wdf counts occurrences. All other terms have
// wdf 0.
//
// No term has positions. Which words stand next to each other, the word file tells (word_file.h,
// word_record.h): an article's record has the positions of its words, those of the fields one
// behind the other, and a pair is at that of its first character. Articles of versions before 6
// have no record: every term of a word but the stems has its positions in Xapian, 100 between two
// fields that have words.
//
//   term prefix   what                           example
//   Q             article id                     Qb7c1f11835e9287c
//   XPERSON       person by entity id            XPERSON:kim-jong-un       (after the "person/")
//   XORG          organization                   XORG:united-nations
//   XPLACE        place                          XPLACE:north-korea
//   XSOURCE       source                         XSOURCE:bbc
//   L             language                       Len
//   XNAME         display name of an entity      XNAME:place/st-louis<TAB>St. Louis
//   XABOUT        entity it is about             XABOUT:person/kim-jong-un (article/salience.h)
//   XHOME         entity, and what it is of      XHOME:person/jane-roe<TAB>place/ohio
//   D, M, Y       publish date, as known         D20231019 M202310 Y2023
//
// An article has one name of each of its entities: a name term unless it is ImpliedName of the id.
// So the articles that use that one are those of the entity without those of its name terms.
// Articles of versions before 7 have all name terms.
//
//   slot  what                               form
//   0     article key, order among equals    8 bytes, big-endian: ArticleKey
//   1     publish date                       5 bytes: day number + 2^31 big-endian, precision
//   2     event intervals                    varints: EncodeEventIntervals
//   3     fingerprint of what was written    8 bytes, big-endian
//   4     copy sketch                        see copy_sketch.h
//   5     copy group, up to version 6        id of the head article; empty when it has no copies
//   6     where the record of its words is,  varints: EncodeWordLocation
//         in version 6
//
// No slot of version 7 depends on other articles: copy groups are in a file of the revision
// (copies_file.h), and the word file knows where each record is. The fingerprint covers neither. A
// change of how sketches are made, or of what makes two of them copies, is a change of bytes.
//
// A change of any byte above raises kFormatVersion.
//   1   first version
//   2   captions; copy sketch and copy group. Both are absent from articles written before.
//       Characters of unspaced writing; words folded by script; stems of more languages. Articles
//       written before keep their terms until they are written again.
//   3   fills in the copy sketch. Those of articles written before have none; what makes two of
//       them copies has changed, and the next commit brings the groups of all up to date.
//   4   XABOUT terms, granularity and rule of event dates. Articles written before have neither,
//   and
//       are about nothing, until they are written again.
//   5   homes of entities (article::Mention) and XHOME terms. Articles written before have none
//       until they are written again.
//   6   the word file instead of positions in Xapian. Articles written before keep their positions,
//       and have no record in the word file, until they are written again. Both are read, also in
//       one shard.
//   7   shards that are never changed (layout.h), copy groups in a file of the revision, word files
//       with a table (word_table.h). No table of term lists. Document data compressed with a
//       dictionary of the shard (codec.h, data_dictionary.h), mentions and event dates in it
//       shorter (stored_spans.h). No name terms of names that the ids imply. Short copy records,
//       without the article's id.

#ifndef DATELINE_INDEXER_FORMAT_SCHEMA_H_
#define DATELINE_INDEXER_FORMAT_SCHEMA_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::format {

inline constexpr int kFormatVersion = 7;     // Written.
inline constexpr int kMinFormatVersion = 1;  // Oldest still read.
// Since then an index is made of immutable shards (layout.h).
inline constexpr int kFirstVersionOfShards = 7;

// --- Terms ---

inline constexpr size_t kMaxTermBytes = 245;  // Xapian's own limit; longer values end in a hash.

inline constexpr absl::string_view kStemPrefix = "Z";
inline constexpr absl::string_view kTitlePrefix = "S";
inline constexpr absl::string_view kNamePrefix = "XNAME:";
inline constexpr absl::string_view kAboutPrefix = "XABOUT:";
inline constexpr absl::string_view kHomePrefix = "XHOME:";

// The prefix of the filter terms of a dimension of entities or labels. REQUIRES: not a date
// dimension.
absl::string_view TermPrefix(article::Dimension dimension);

// The filter term of a value; `value` is as in article::FacetValue. At most kMaxTermBytes.
std::string FacetTerm(article::Dimension dimension, absl::string_view value);
// The value of a filter term that begins with TermPrefix(dimension). The inverse, but for hashed
// terms.
std::string FacetValueOf(article::Dimension dimension, absl::string_view term);

std::string IdTerm(absl::string_view id);
std::string NameTerm(absl::string_view entity_id, absl::string_view name);
// The name that an entity has in an article without a name term of it: the words of its id, each
// with a capital but for some small ones inside ("organization/house-of-lords": House of Lords);
// and a letter between the names of a person is an initial ("person/jane-q-roe": Jane Q. Roe).
std::string ImpliedName(absl::string_view entity_id);
// Whether an article that names an entity of `dimension` so has no name term of it.
bool IsImpliedName(article::Dimension dimension, absl::string_view entity_id,
                   absl::string_view name);
std::string AboutTerm(absl::string_view entity_id);
std::string HomeTerm(absl::string_view entity_id, absl::string_view home);
// Split a name term, and a home term. False when it is not one.
bool ParseNameTerm(absl::string_view term, std::string* entity_id, std::string* name);
bool ParseHomeTerm(absl::string_view term, std::string* entity_id, std::string* home);

std::string WordTerm(absl::string_view word);       // "visit"
std::string StemTerm(absl::string_view stem);       // "Zvisit"
std::string TitleWordTerm(absl::string_view word);  // "Svisit"
std::string TitleStemTerm(absl::string_view stem);  // "ZSvisit"

// D, M and Y terms that a publish date gives; none when unknown.
std::vector<std::string> DateTerms(const article::PublishDate& date);

// --- Slots ---

inline constexpr uint32_t kSlotArticleKey = 0;
inline constexpr uint32_t kSlotPublishDate = 1;
inline constexpr uint32_t kSlotEventIntervals = 2;
inline constexpr uint32_t kSlotFingerprint = 3;
inline constexpr uint32_t kSlotCopySketch = 4;
inline constexpr uint32_t kSlotCopyGroup = 5;
inline constexpr uint32_t kSlotWords = 6;

// A hash of the id (XXH3, 64 bits): breaks ties and orders pages alike, however the index was
// built.
uint64_t ArticleKey(absl::string_view id);
std::string EncodeKey(uint64_t key);
std::optional<uint64_t> DecodeKey(absl::string_view bytes);

std::string EncodePublishDate(const article::PublishDate& date);  // "" when unknown
// The source of the date is not in the slot and comes back as kUnknown. nullopt for bytes of
// another form.
std::optional<article::PublishDate> DecodePublishDate(absl::string_view bytes);

// Per interval, in the order of article::EventIntervalsOf: the start as a zigzag varint of the
// difference to the previous start (the first: to day 0), then the length in days - 1 as a varint.
// "" for none.
std::string EncodeEventIntervals(const std::vector<article::DateInterval>& intervals);
struct DayInterval {
  int32_t start;  // Day numbers (article::ToDayNumber), both ends inside.
  int32_t end;
};
// Appends to `out`. False when the bytes are damaged.
bool DecodeEventIntervals(absl::string_view bytes, std::vector<DayInterval>* out);

// --- Metadata of every shard ---

inline constexpr absl::string_view kMetaFormatVersion = "dateline.format_version";
inline constexpr absl::string_view kMetaRevision = "dateline.revision";  // of the index, decimal
inline constexpr absl::string_view kMetaShardCount = "dateline.shard_count";
inline constexpr absl::string_view kMetaShard = "dateline.shard";  // this one's number, from 0
// word_file.h, WordFileState; decimal.
inline constexpr absl::string_view kMetaWordGeneration = "dateline.word_generation";
inline constexpr absl::string_view kMetaWordBytes = "dateline.word_bytes";
inline constexpr absl::string_view kMetaWordLiveBytes = "dateline.word_live_bytes";
// DataDictionary::bytes of the one that the data of the documents are compressed with; absent:
// none.
inline constexpr absl::string_view kMetaDataDictionary = "dateline.data_dictionary";

// The shard that holds an article, the same on every machine.
uint32_t ShardOf(absl::string_view id, uint32_t shard_count);

// --- Ids ---

// 16 hexadecimal digits: the id of an article whose input has none, made from its URL or path.
std::string HashId(absl::string_view text);
// XXH3, 64 bits.
uint64_t Hash64(absl::string_view bytes);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_SCHEMA_H_
