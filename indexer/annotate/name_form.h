// One way in which an article writes a name.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_FORM_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_FORM_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/link_reason.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// Mentions of one kind with the same words share a form.
struct NameForm {
  article::Kind kind = article::Kind::kPerson;
  std::vector<std::string> words;  // PhraseKeys, without legal forms ("Inc") and "and".
  std::string id_text;             // As written, without legal form.
  std::string text;                // As written; not in capitals only when it ever is otherwise.
  const KnownName* known = nullptr;
  bool acronym = false;
  bool one_name = false;  // A single name, perhaps of several words: "al-Hadidi", "Lee-Parker".
  std::vector<size_t> mentions;  // In the order of the article; never empty.
};

// What a mention is linked to.
struct Link {
  int form = -1;  // The form whose entity it names; -1 for its own.
  bool unlinked = false;
  std::string name;  // The entity's display name where it is no form's.
  LinkReason reason = LinkReason::kOwnName;
  std::string detail;  // Of the reason; empty for the name of `form`.
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_FORM_H_
