#include "client/command_line.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/connection.h"
#include "client/entity_options.h"
#include "client/manual.h"
#include "client/option_value.h"
#include "client/safe_text.h"
#include "client/search_options.h"

namespace dateline::client {
namespace {

// As typed, of all commands; each has the options it knows.
struct Typed {
  std::vector<std::string> words;  // What belongs to no option.
  bool help = false;
  std::string address;
  double timeout_s = kDefaultTimeoutS;
  std::string color = "auto";
  std::optional<int> width;
  bool json = false;
  SearchOptions search;
  EntityOptions entity;
  std::string service;
};

absl::Status Unexpected(absl::string_view word) {
  return Wrong(absl::StrCat("unexpected argument '", word, "'"));
}

void AddOptions(Command command, CLI::App* app, Typed* typed) {
  // The manual is ours: CLI11's own help is off.
  app->set_help_flag();
  // As positional options, CLI11 would take "[a,b]" for a list.
  app->allow_extras();
  app->add_flag("-h,--help", typed->help);
  app->add_option("--address", typed->address);
  app->add_option("--timeout", typed->timeout_s);
  if (command == Command::kHealth) {
    app->add_option("--service", typed->service);
    return;
  }
  app->add_option("--color", typed->color);
  app->add_option("--width", typed->width)->check(WholeNumber);
  app->add_flag("--json", typed->json);
  if (command == Command::kSearch) AddSearchOptions(app, &typed->search);
  if (command == Command::kEntity) AddEntityOptions(app, &typed->entity);
  if (command == Command::kFacets) AddListingOptions(app, &typed->search);
}

// Sorts what belongs to no option: words, and before "--" options that are not known.
absl::Status ReadWords(const std::vector<std::string>& rest, std::vector<std::string>* words) {
  bool words_only = false;
  for (const std::string& argument : rest) {
    if (!words_only && argument == "--") {
      words_only = true;
    } else if (!words_only && argument.size() > 1 && argument[0] == '-' &&
               !absl::ascii_isdigit(argument[1])) {
      return Wrong(absl::StrCat("unknown option '", argument,
                                "'; words that begin with '-' go behind '--'"));
    } else {
      words->push_back(argument);
    }
  }
  return absl::OkStatus();
}

absl::Status ReadArguments(const std::vector<std::string>& arguments, CLI::App* app,
                           std::vector<std::string>* words) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    // CLI11 would take what follows for the value.
    if (absl::StartsWith(argument, "--") && argument.find('=') == argument.size() - 1) {
      return Wrong(absl::StrCat(argument, ": the value is empty"));
    }
  }
  // CLI11 takes them from the back.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app->parse(std::move(reversed));
  } catch (const CLI::ConversionError& error) {
    return Wrong(absl::StrCat("not a value for this option: ",
                              absl::StripPrefix(error.what(), "Could not convert: ")));
  } catch (const CLI::ParseError& error) {
    return Wrong(error.what());
  }
  for (const CLI::Option* option : app->get_options()) {
    for (const std::string& value : option->results()) {
      if (value.empty()) {
        return Wrong(absl::StrCat(option->get_name(), ": the value is empty"));
      }
    }
  }
  return ReadWords(app->remaining(), words);
}

absl::Status BuildDisplay(const Typed& typed, Invocation* invocation) {
  invocation->json = typed.json;
  invocation->width = typed.width;
  if (typed.width.has_value() && (*typed.width < kMinWidth || *typed.width > kMaxWidth)) {
    return Wrong(absl::StrCat("--width is ", *typed.width, "; it is from ", kMinWidth, " to ",
                              kMaxWidth, " columns"));
  }
  if (typed.color == "always") {
    invocation->color = ColorChoice::kAlways;
  } else if (typed.color == "never") {
    invocation->color = ColorChoice::kNever;
  } else if (typed.color != "auto") {
    return Wrong(absl::StrCat("--color is '", typed.color, "'; it is auto, always or never"));
  }
  return absl::OkStatus();
}

absl::Status BuildConnection(const Typed& typed, const Environment& environment,
                             Invocation* invocation) {
  // Written so that NaN is refused.
  if (!(typed.timeout_s > 0 && typed.timeout_s <= kMaxTimeoutS)) {
    return Wrong(absl::StrCat("--timeout is ", typed.timeout_s, "; it is above 0 and at most ",
                              kMaxTimeoutS, " seconds"));
  }
  invocation->timeout = absl::Seconds(typed.timeout_s);
  const bool from_environment = typed.address.empty() && !environment.dateline_address.empty();
  invocation->address = !typed.address.empty() ? typed.address
                        : from_environment     ? environment.dateline_address
                                               : kDefaultAddress;
  const absl::Status status = CheckAddress(invocation->address);
  if (status.ok()) return status;
  return AtOption(from_environment ? "DATELINE_ADDRESS" : "--address", status);
}

template <typename Request>
absl::Status Keep(absl::StatusOr<Request> built, Request* request) {
  if (built.ok()) *request = *std::move(built);
  return built.status();
}

absl::Status BuildRequest(const Typed& typed, const Environment& environment,
                          Invocation* invocation) {
  switch (invocation->command) {
    case Command::kSearch:
      return Keep(BuildSearch(typed.search, typed.words, typed.json, environment.today),
                  &invocation->search);
    case Command::kFacets:
      return Keep(BuildListing(typed.search, typed.words, environment.today), &invocation->facets);
    case Command::kEntity:
      return Keep(BuildEntityQuestion(typed.entity, typed.words), &invocation->entity);
    case Command::kArticle:
      if (typed.words.empty()) {
        return Wrong("which ID? 'dateline search' shows the ids of articles");
      }
      if (typed.words.size() > 1) return Unexpected(typed.words[1]);
      invocation->article.set_id(typed.words[0]);
      return absl::OkStatus();
    case Command::kHealth:
      invocation->health_service = typed.service;
      return typed.words.empty() ? absl::OkStatus() : Unexpected(typed.words[0]);
    case Command::kInfo:
      return typed.words.empty() ? absl::OkStatus() : Unexpected(typed.words[0]);
    case Command::kManual:
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status Fill(const std::vector<std::string>& arguments, const Environment& environment,
                  Invocation* invocation) {
  CLI::App app;
  Typed typed;
  AddOptions(invocation->command, &app, &typed);
  if (absl::Status status = ReadArguments(arguments, &app, &typed.words); !status.ok())
    return status;
  if (typed.help) {
    invocation->manual = Manual(CommandName(invocation->command));
    invocation->command = Command::kManual;
    return absl::OkStatus();
  }
  absl::Status status = BuildDisplay(typed, invocation);
  if (status.ok()) status = BuildConnection(typed, environment, invocation);
  if (status.ok()) status = BuildRequest(typed, environment, invocation);
  return status;
}

}  // namespace

absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& arguments,
                                            const Environment& environment) {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!IsUtf8(arguments[i])) {
      return Wrong(
          absl::StrCat("argument ", i + 1, " is not UTF-8: '", SafeText(arguments[i], true), "'"));
    }
  }
  if (arguments.empty()) {
    return Wrong(
        "which command? search, article, entity, facets, info or health; see 'dateline --help'");
  }
  const std::string& first = arguments.front();
  Invocation invocation;
  if (first == "--version") {
    invocation.manual = VersionLine();
    return invocation;
  }
  if (first == "--help" || first == "-h" || first == "help") {
    const std::string topic = arguments.size() > 1 ? arguments[1] : "";
    if (!topic.empty() && !FindCommand(topic).has_value()) {
      return Wrong(absl::StrCat("there is no command '", topic, "'; see 'dateline --help'"));
    }
    invocation.manual = Manual(topic);
    return invocation;
  }
  const std::optional<Command> command = FindCommand(first);
  if (!command.has_value()) {
    return Wrong(absl::StrCat("there is no command '", first,
                              "'; commands are search, article, entity, facets, info and health"));
  }
  invocation.command = *command;
  const absl::Status status =
      Fill({arguments.begin() + 1, arguments.end()}, environment, &invocation);
  if (!status.ok()) {
    return Wrong(
        absl::StrCat(first, ": ", status.message(), "\nSee 'dateline ", first, " --help'."));
  }
  return invocation;
}

}  // namespace dateline::client
