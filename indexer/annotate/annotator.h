// Article to annotated article: who, where and when. Immutable once created; safe to use from many
// threads.

#ifndef DATELINE_INDEXER_ANNOTATE_ANNOTATOR_H_
#define DATELINE_INDEXER_ANNOTATE_ANNOTATOR_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/annotate/explained_annotation.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

class Annotator {
 public:
  // Loads the gazetteers built into the binary. INTERNAL when they are damaged.
  static absl::StatusOr<std::unique_ptr<Annotator>> Create();
  ~Annotator();

  Annotator(const Annotator&) = delete;
  Annotator& operator=(const Annotator&) = delete;

  // Finds mentions and event dates in title and body, links mentions to entities within the
  // article, and stores both in `article`, sorted. With `mentions_given`, the mentions that are
  // there are kept to the letter: only those without an entity_id are given one, those without a
  // name get one.
  void Annotate(article::Article* article, bool mentions_given) const;

  // What Annotate finds in `article`: its mentions by field, then begin, and behind them its event
  // dates and the dates that it leaves unresolved; each with what decided it. `mentions_given` as
  // there. Does the work again, so that Annotate need not keep what nobody asks for.
  std::vector<ExplainedAnnotation> Explain(const article::Article& article,
                                           bool mentions_given) const;

 private:
  struct Model;
  class Seasons;
  explicit Annotator(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_ANNOTATOR_H_
