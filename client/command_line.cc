#include "client/command_line.h"

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "client/connection.h"
#include "client/dimension_name.h"
#include "client/filter_options.h"
#include "client/manual.h"
#include "client/safe_text.h"

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
  FilterOptions filter;
  bool collapse = false;
  std::optional<int> page_size;
  std::string page_token;
  std::string sort = "relevance";
  std::vector<std::string> facets;
  std::string timeline;
  std::string event_timeline;
  bool counts_only = false;
  bool full = false;
  std::optional<int> snippets;
  std::string prefix;
  std::string service;
};

absl::Status Wrong(absl::string_view what) { return absl::InvalidArgumentError(what); }

absl::Status Unexpected(absl::string_view word) {
  return Wrong(absl::StrCat("unexpected argument '", word, "'"));
}

absl::Status AtOption(absl::string_view option, const absl::Status& status) {
  return Wrong(absl::StrCat(option, ": ", status.message()));
}

// For CLI11: what is wrong with the value of an option, empty when nothing is.
std::string WholeNumber(const std::string& typed) {
  int32_t number = 0;
  return absl::SimpleAtoi(typed, &number) ? "" : absl::StrCat("'", typed, "' is no whole number");
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
  if (command != Command::kSearch && command != Command::kFacets) return;
  AddFilterOptions(app, &typed->filter);
  app->add_flag("--collapse", typed->collapse);
  app->add_option("--page-size", typed->page_size)->check(WholeNumber);
  app->add_option("--page-token", typed->page_token);
  if (command == Command::kSearch) {
    app->add_option("--sort", typed->sort);
    app->add_option("--facet", typed->facets)->allow_extra_args(false);
    app->add_option("--timeline", typed->timeline);
    app->add_option("--event-timeline", typed->event_timeline);
    app->add_flag("--counts-only", typed->counts_only);
    app->add_flag("--full", typed->full);
    app->add_option("--snippets", typed->snippets)->check(WholeNumber);
  } else {
    app->add_option("--prefix", typed->prefix);
  }
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

absl::Status AddFacet(absl::string_view option, absl::string_view argument,
                      v1::SearchRequest* request) {
  absl::StatusOr<v1::FacetRequest> facet = ParseFacet(argument);
  if (!facet.ok()) return AtOption(option, facet.status());
  for (const v1::FacetRequest& other : request->facets()) {
    if (other.dimension() == facet->dimension()) {
      return Wrong(
          absl::StrCat(option, ": ", DimensionName(facet->dimension()), " is asked for twice"));
    }
  }
  *request->add_facets() = *std::move(facet);
  return absl::OkStatus();
}

absl::Status AddTimeline(absl::string_view option, v1::Dimension dimension,
                         const std::string& interval, v1::SearchRequest* request) {
  if (interval.empty()) return absl::OkStatus();
  if (absl::StatusOr<v1::CalendarInterval> known = ParseInterval(interval); !known.ok()) {
    return AtOption(option, known.status());
  }
  return AddFacet(option, absl::StrCat(DimensionName(dimension), ":", interval), request);
}

absl::Status BuildFacets(const Typed& typed, v1::SearchRequest* request) {
  for (const std::string& argument : typed.facets) {
    if (absl::Status status = AddFacet("--facet", argument, request); !status.ok()) return status;
  }
  absl::Status status =
      AddTimeline("--timeline", v1::DIMENSION_PUBLISH_DATE, typed.timeline, request);
  if (!status.ok()) return status;
  status = AddTimeline("--event-timeline", v1::DIMENSION_EVENT_DATE, typed.event_timeline, request);
  if (!status.ok()) return status;
  if (request->facets_size() > 0 || typed.json) return absl::OkStatus();
  for (v1::Dimension dimension :
       {v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE}) {
    v1::FacetRequest* facet = request->add_facets();
    facet->set_dimension(dimension);
    facet->set_size(kDefaultFacetSize);
  }
  v1::FacetRequest* timeline = request->add_facets();
  timeline->set_dimension(v1::DIMENSION_PUBLISH_DATE);
  timeline->set_interval(v1::CALENDAR_INTERVAL_MONTH);
  return absl::OkStatus();
}

// The API reads 0 as "not given": what is typed is at least 1.
absl::Status CheckPageSize(const Typed& typed) {
  if (typed.page_size.value_or(1) >= 1) return absl::OkStatus();
  return Wrong(absl::StrCat("--page-size is ", *typed.page_size,
                            "; it is at least 1 (--counts-only finds no articles, but counts)"));
}

absl::Status BuildSearch(const Typed& typed, const Environment& environment,
                         v1::SearchRequest* request) {
  absl::StatusOr<v1::ArticleFilter> filter =
      BuildFilter(typed.filter, typed.words, environment.today);
  if (!filter.ok()) return filter.status();
  *request->mutable_filter() = *std::move(filter);
  request->set_collapse_copies(typed.collapse);
  if (absl::Status status = BuildFacets(typed, request); !status.ok()) return status;
  if (absl::Status status = CheckPageSize(typed); !status.ok()) return status;
  request->set_page_size(typed.page_size.value_or(0));
  request->set_page_token(typed.page_token);
  if (typed.sort == "relevance") {
    request->set_sort(v1::SORT_ORDER_RELEVANCE);
  } else if (typed.sort == "newest") {
    request->set_sort(v1::SORT_ORDER_NEWEST);
  } else if (typed.sort == "oldest") {
    request->set_sort(v1::SORT_ORDER_OLDEST);
  } else {
    return Wrong(absl::StrCat("--sort is '", typed.sort, "'; it is relevance, newest or oldest"));
  }
  if (typed.counts_only && (typed.page_size.has_value() || !typed.page_token.empty())) {
    return Wrong("--counts-only returns no articles: leave out --page-size and --page-token");
  }
  request->set_counts_only(typed.counts_only);
  if (typed.full && !typed.json) {
    return Wrong("--full is for --json: a page shows no bodies; see 'dateline article'");
  }
  if (typed.full) request->set_view(v1::ARTICLE_VIEW_FULL);
  if (typed.snippets.value_or(0) < 0) {
    return Wrong(absl::StrCat("--snippets is ", *typed.snippets, "; it is at least 0"));
  }
  if (typed.snippets == 0) {
    request->mutable_snippets()->set_disabled(true);
  } else if (typed.snippets.has_value()) {
    request->mutable_snippets()->set_max_snippets(*typed.snippets);
  }
  return absl::OkStatus();
}

absl::Status BuildListing(const Typed& typed, const Environment& environment,
                          v1::ListFacetValuesRequest* request) {
  if (typed.words.empty()) return Wrong("which DIMENSION? For example: person");
  const std::string& name = typed.words.front();
  absl::StatusOr<v1::Dimension> dimension = ParseDimension(name);
  if (!dimension.ok()) return dimension.status();
  if (IsDateDimension(*dimension)) {
    return Wrong(absl::StrCat(name, " has intervals, not values: use 'dateline search ",
                              "--counts-only --facet ", name, ":month'"));
  }
  absl::StatusOr<v1::ArticleFilter> filter =
      BuildFilter(typed.filter, {typed.words.begin() + 1, typed.words.end()}, environment.today);
  if (!filter.ok()) return filter.status();
  if (absl::Status status = CheckPageSize(typed); !status.ok()) return status;
  *request->mutable_filter() = *std::move(filter);
  request->set_collapse_copies(typed.collapse);
  request->set_dimension(*dimension);
  request->set_prefix(typed.prefix);
  request->set_page_size(typed.page_size.value_or(0));
  request->set_page_token(typed.page_token);
  return absl::OkStatus();
}

absl::Status BuildRequest(const Typed& typed, const Environment& environment,
                          Invocation* invocation) {
  switch (invocation->command) {
    case Command::kSearch:
      return BuildSearch(typed, environment, &invocation->search);
    case Command::kFacets:
      return BuildListing(typed, environment, &invocation->facets);
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
    return Wrong("which command? search, article, facets, info or health; see 'dateline --help'");
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
                              "'; commands are search, article, facets, info and health"));
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
