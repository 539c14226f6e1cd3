#include "client/run.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/article_page.h"
#include "client/command_line.h"
#include "client/connection.h"
#include "client/entity_lookup.h"
#include "client/entity_page.h"
#include "client/index_page.h"
#include "client/json_line.h"
#include "client/safe_text.h"
#include "client/search_page.h"

namespace dateline::client {
namespace {

// Words of the server may stand in it, so it is made safe line by line.
std::string ErrorLines(absl::string_view message, bool unicode) {
  std::string out;
  absl::string_view label = "dateline: ";
  for (absl::string_view line : absl::StrSplit(message, '\n')) {
    absl::StrAppend(&out, label, SafeText(line, unicode), "\n");
    label = "";
  }
  return out;
}

Outcome Failure(const absl::Status& status, const Screen& screen) {
  return {kExitError, "", ErrorLines(status.message(), screen.unicode)};
}

// What is asked for by its id and is not there was not found; all else is an error.
Outcome FailureOrNotFound(const absl::Status& status, const Screen& screen) {
  Outcome outcome = Failure(status, screen);
  if (absl::IsNotFound(status)) outcome.exit_code = kExitNothingFound;
  return outcome;
}

// The answer for a script or, as `render` draws it, for a person.
template <typename Message, typename Render>
Outcome Show(const Message& message, bool found, const Invocation& invocation, const Screen& screen,
             const Render& render) {
  Outcome outcome;
  outcome.exit_code = found ? kExitFound : kExitNothingFound;
  if (!invocation.json) {
    outcome.out = render();
    return outcome;
  }
  absl::StatusOr<std::string> json = JsonLine(message);
  if (!json.ok()) return Failure(json.status(), screen);
  outcome.out = *std::move(json);
  return outcome;
}

// Scripts find the warnings in the answer.
template <typename Response>
std::string Warnings(const Response& response, const Invocation& invocation, const Screen& screen) {
  std::string out;
  if (invocation.json) return out;
  for (const std::string& warning : response.warnings()) {
    absl::StrAppend(&out, ErrorLines(absl::StrCat("warning: ", warning), screen.unicode));
  }
  return out;
}

Outcome RunSearch(const Connection& connection, const Invocation& invocation,
                  const Screen& screen) {
  const auto response = connection.Search(invocation.search);
  if (!response.ok()) return Failure(response.status(), screen);
  Outcome outcome = Show(*response, response->total() > 0, invocation, screen,
                         [&] { return RenderSearch(invocation.search, *response, screen); });
  outcome.err += Warnings(*response, invocation, screen);
  return outcome;
}

Outcome RunFacets(const Connection& connection, const Invocation& invocation,
                  const Screen& screen) {
  const auto response = connection.ListFacetValues(invocation.facets);
  if (!response.ok()) return Failure(response.status(), screen);
  Outcome outcome = Show(*response, response->values_size() > 0, invocation, screen,
                         [&] { return RenderFacetValues(invocation.facets, *response, screen); });
  outcome.err += Warnings(*response, invocation, screen);
  return outcome;
}

Outcome RunArticle(const Connection& connection, const Invocation& invocation,
                   const Screen& screen) {
  const auto response = connection.GetArticle(invocation.article);
  if (!response.ok()) return FailureOrNotFound(response.status(), screen);
  return Show(*response, true, invocation, screen,
              [&] { return RenderArticle(response->article(), screen); });
}

Outcome RunEntity(const Connection& connection, const Invocation& invocation,
                  const Screen& screen) {
  const auto answer = LookUpEntity(connection, invocation.entity);
  if (!answer.ok()) return FailureOrNotFound(answer.status(), screen);
  if (!answer->one) {
    const bool found = answer->candidates.entities_size() > 0;
    Outcome outcome = Show(answer->candidates, found, invocation, screen,
                           [&] { return RenderCandidates(answer->candidates, screen); });
    outcome.err += Warnings(answer->candidates, invocation, screen);
    if (!found) outcome.err += ErrorLines(NoSuchName(invocation.entity.candidates), screen.unicode);
    return outcome;
  }
  Outcome outcome;
  if (invocation.json) {
    const auto& beside = answer->beside.cooccurrences();
    absl::StatusOr<std::string> json = JsonLineWithList(
        answer->entity, "cooccurrences", {beside.pointer_begin(), beside.pointer_end()});
    if (!json.ok()) return Failure(json.status(), screen);
    outcome.out = *std::move(json);
  } else {
    outcome.out = RenderEntity(answer->entity, invocation.entity.beside, answer->beside, screen);
  }
  // The object of JSON is of the entity, and has no place for what was said of those beside it.
  for (const std::string& warning : answer->beside.warnings()) {
    outcome.err += ErrorLines(absl::StrCat("warning: ", warning), screen.unicode);
  }
  return outcome;
}

Outcome RunInfo(const Connection& connection, const Invocation& invocation, const Screen& screen) {
  const auto response = connection.GetIndex();
  if (!response.ok()) return Failure(response.status(), screen);
  return Show(*response, true, invocation, screen, [&] { return RenderIndex(*response, screen); });
}

Outcome RunHealth(const Connection& connection, const Invocation& invocation,
                  const Screen& screen) {
  const auto state = connection.CheckHealth(invocation.health_service);
  if (!state.ok()) return Failure(state.status(), screen);
  if (*state == "SERVING") return {kExitFound, "SERVING\n", ""};
  const std::string whose =
      invocation.health_service.empty()
          ? invocation.address
          : absl::StrCat(invocation.health_service, " of ", invocation.address);
  return {kExitError, "",
          ErrorLines(
              absl::StrCat(whose, " is ", *state, ": it has no index loaded, or is shutting down"),
              screen.unicode)};
}

}  // namespace

Outcome Run(const std::vector<std::string>& arguments, const Environment& environment) {
  const absl::StatusOr<Invocation> invocation = ParseCommandLine(arguments, environment);
  if (!invocation.ok()) {
    return Failure(invocation.status(), ScreenFor(environment, Invocation()));
  }
  if (invocation->command == Command::kManual) return {kExitFound, invocation->manual, ""};
  const Screen screen = ScreenFor(environment, *invocation);
  const Connection connection(invocation->address, invocation->timeout);
  switch (invocation->command) {
    case Command::kSearch:
      return RunSearch(connection, *invocation, screen);
    case Command::kArticle:
      return RunArticle(connection, *invocation, screen);
    case Command::kEntity:
      return RunEntity(connection, *invocation, screen);
    case Command::kFacets:
      return RunFacets(connection, *invocation, screen);
    case Command::kInfo:
      return RunInfo(connection, *invocation, screen);
    case Command::kHealth:
      return RunHealth(connection, *invocation, screen);
    case Command::kManual:
      break;
  }
  return {};
}

}  // namespace dateline::client
