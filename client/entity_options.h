// The options of `entity`: from what was typed to a question.

#ifndef DATELINE_CLIENT_ENTITY_OPTIONS_H_
#define DATELINE_CLIENT_ENTITY_OPTIONS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "client/entity_question.h"

namespace CLI {
class App;
}

namespace dateline::client {

// As typed.
struct EntityOptions {
  std::vector<std::string> kinds;
  std::vector<std::string> beside;
  std::optional<int> limit;
  std::string order = "count";
};

// Adds the options to `app`, which writes to `options` when it parses.
void AddEntityOptions(CLI::App* app, EntityOptions* options);

// `words` are an id, or the words of a name. INVALID_ARGUMENT says what is wrong with which option.
absl::StatusOr<EntityQuestion> BuildEntityQuestion(const EntityOptions& options,
                                                   const std::vector<std::string>& words);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ENTITY_OPTIONS_H_
