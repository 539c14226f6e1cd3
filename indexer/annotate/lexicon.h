// What the annotator knows about single words and about the names of places and organizations.
//
// The knowledge is text compiled into the binary (gazetteer_generator.cc writes it at build time
// from data/, iso-codes and ICU). Immutable once loaded; safe to use from many threads.

#ifndef DATELINE_INDEXER_ANNOTATE_LEXICON_H_
#define DATELINE_INDEXER_ANNOTATE_LEXICON_H_

#include <cstdint>
#include <memory>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/given_names.h"
#include "indexer/annotate/place_bearers.h"
#include "indexer/annotate/word_class.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// How widely a name is known to be that of the place or organization.
enum class Renown : uint8_t { kSmall = 0, kLarge = 1, kCapital = 2, kCountry = 3, kListed = 4 };

// A name of a place or an organization.
struct KnownName {
  article::Kind kind = article::Kind::kPlace;
  Renown renown = Renown::kSmall;
  bool capitals_only = false;   // Stands for the name only when written in capitals ("US", "WHO").
  absl::string_view canonical;  // Display name; lives as long as the program.
  // Of a place: where its best-known bearer lies, or with "=" before it the region that it is;
  // empty when unknown or when nothing says which of several is meant.
  absl::string_view region;
};

class Lexicon {
 public:
  // Reads the gazetteers built into the binary. INTERNAL when they are damaged.
  static absl::StatusOr<std::unique_ptr<const Lexicon>> Create();
  // Reads gazetteers from `data`, which must outlive the lexicon. INTERNAL when they are damaged.
  static absl::StatusOr<std::unique_ptr<const Lexicon>> Parse(absl::string_view data);

  // The classes of a word, as a set of WordClass bits; 0 for an unknown one. Takes a PhraseKey.
  WordClasses ClassesOf(absl::string_view key) const;

  // The known name of that PhraseKey; nullptr when there is none.
  const KnownName* FindName(absl::string_view key) const;

  // The display name under which all forms of a known name go ("U.S." and "America" are "United
  // States"); `name` itself when it is not a known name of that kind.
  absl::string_view Canonical(article::Kind kind, absl::string_view name) const;

  // The most words that a known name starting with that word has; 0 when none starts with it.
  int LongestNameFrom(absl::string_view first_word_key) const;

  const GivenNames& given_names() const { return given_names_; }

  // The places that share their names.
  const PlaceBearers& places() const { return places_; }

 private:
  struct Word {
    WordClasses classes = 0;
    uint8_t longest_name = 0;
  };
  absl::Status ParseLine(absl::string_view line);

  absl::flat_hash_map<absl::string_view, Word> words_;
  absl::flat_hash_map<absl::string_view, KnownName> names_;
  GivenNames given_names_;
  PlaceBearers places_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_LEXICON_H_
