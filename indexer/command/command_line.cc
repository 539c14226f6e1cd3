#include "indexer/command/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "indexer/command/help_text.h"
#include "indexer/store/index_writer.h"

namespace dateline::command {
namespace {

constexpr uint64_t kMaxBatchArticles = 10'000'000;
constexpr double kMaxCommitIntervalSeconds = 86'400;

// CLI11 takes "[a,b]" for a list of two arguments. A path or an id may be just that, so such an
// argument goes through CLI11 behind a byte that no argument begins with otherwise.
constexpr char kShield = '\x01';

// Shielded, and last first, as CLI11 wants them.
std::vector<std::string> Shielded(const std::vector<std::string>& arguments) {
  std::vector<std::string> shielded(arguments.rbegin(), arguments.rend());
  for (std::string& argument : shielded) {
    if (!argument.empty() && (argument.front() == '[' || argument.front() == kShield)) {
      argument.insert(argument.begin(), kShield);
    }
  }
  return shielded;
}

void Unshield(std::string* argument) {
  if (!argument->empty() && argument->front() == kShield) argument->erase(argument->begin());
}

// Declares the commands and their options. CLI11 writes the values into the members.
class Parser {
 public:
  Parser() {
    const int cores = std::clamp<int>(std::thread::hardware_concurrency(), 1, kMaxThreads);
    extract_.threads = index_.threads = check_.threads = cores;
    const store::WriterOptions defaults;
    index_.batch_articles = defaults.batch_articles;
    index_.commit_interval_seconds = absl::ToDoubleSeconds(defaults.commit_interval);
    app_.require_subcommand(1);
    app_.set_help_flag("-h,--help");
    app_.add_flag("--version", version_);
    DeclareExtract();
    DeclareIndex();
    DeclareOthers();
  }

  absl::StatusOr<Command> Parse(const std::vector<std::string>& arguments) {
    if (arguments.size() == 1 && arguments[0] == "--version")
      return Command(ShowText{VersionText()});
    if (arguments.empty() || !IsKnown(arguments[0])) {
      return absl::InvalidArgumentError(absl::StrCat(
          arguments.empty() ? "a command is missing" : arguments[0] + ": no such command",
          "; there are extract, index, export, remove and check\nTry: dateline-indexer --help"));
    }
    try {
      app_.parse(Shielded(arguments));
    } catch (const CLI::CallForHelp&) {
      return Command(ShowText{HelpText(CommandName())});
    } catch (const CLI::Error& error) {
      return absl::InvalidArgumentError(
          absl::StrCat(error.what(), "\nTry: ", absl::StrJoin(Prefix(), " "), " --help"));
    }
    if (version_) return Command(ShowText{VersionText()});
    if (index_threads_->count() == 0) {
      index_.threads = static_cast<int>(
          store::ThreadsOfBatch(static_cast<uint32_t>(index_.threads), index_.batch_articles));
    }
    for (std::vector<std::string>* list : {&extract_.paths, &index_.paths, &remove_.ids}) {
      for (std::string& argument : *list) Unshield(&argument);
    }
    for (std::string* argument : {&index_.index, &export_.index, &remove_.index, &check_.index,
                                  &extract_.rejects, &index_.rejects}) {
      Unshield(argument);
    }
    index_.command = remove_.command =
        absl::StrCat("dateline-indexer ", absl::StrJoin(arguments, " "));
    const std::string name = CommandName();
    if (name == "extract") return Command(extract_);
    if (name == "index") return Command(index_);
    if (name == "export") return Command(export_);
    if (name == "remove") return Command(remove_);
    return Command(check_);
  }

 private:
  CLI::App* Declare(const std::string& name) {
    CLI::App* command = app_.add_subcommand(name);
    command->set_help_flag("-h,--help");
    return command;
  }
  static void AddIndex(CLI::App* command, std::string* index) {
    command->add_option("--index", *index)->required()->check(NotEmpty());
  }
  static CLI::Option* AddThreads(CLI::App* command, int* threads) {
    return command->add_option("--threads", *threads)->check(CLI::Range(1, kMaxThreads));
  }
  static void AddPaths(CLI::App* command, std::vector<std::string>* paths) {
    command->add_option("PATH", *paths)->required()->check(NotEmpty());
  }
  static CLI::Validator NotEmpty() {
    return CLI::Validator(
        [](const std::string& value) {
          return value.empty() ? std::string("must not be empty") : std::string();
        },
        "");
  }

  // CLI::Range lets "nan" pass.
  static CLI::Validator CommitInterval() {
    return CLI::Validator(
        [](const std::string& value) {
          double seconds = 0;
          const bool good = absl::SimpleAtod(value, &seconds) && seconds >= 0 &&
                            seconds <= kMaxCommitIntervalSeconds;
          return good ? std::string()
                      : absl::StrCat("Value ", value, " not in range 0 to ",
                                     kMaxCommitIntervalSeconds);
        },
        "");
  }

  void DeclareExtract() {
    CLI::App* command = Declare("extract");
    AddPaths(command, &extract_.paths);
    AddThreads(command, &extract_.threads);
    command->add_option("--rejects", extract_.rejects)->check(NotEmpty());
    command->add_flag("--explain", extract_.explain);
    command->add_flag("!--no-annotations", extract_.annotate);
    command->add_flag("--quiet", extract_.quiet);
  }

  void DeclareIndex() {
    CLI::App* command = Declare("index");
    AddIndex(command, &index_.index);
    AddPaths(command, &index_.paths);
    index_threads_ = AddThreads(command, &index_.threads);
    command->add_option("--shards", index_.shards)
        ->check(CLI::Range(1u, static_cast<unsigned>(store::kMaxShards)));
    command->add_option("--rejects", index_.rejects)->check(NotEmpty());
    command->add_option("--batch-articles", index_.batch_articles)
        ->check(CLI::Range(uint64_t{1}, kMaxBatchArticles));
    command->add_option("--commit-interval", index_.commit_interval_seconds)
        ->check(CommitInterval());
    command->add_flag("--wait", index_.wait);
    command->add_flag("--quiet", index_.quiet);
  }

  void DeclareOthers() {
    AddIndex(Declare("export"), &export_.index);

    CLI::App* remove = Declare("remove");
    AddIndex(remove, &remove_.index);
    remove->add_option("ID", remove_.ids)->required()->check(NotEmpty());
    remove->add_flag("--wait", remove_.wait);
    remove->add_flag("--quiet", remove_.quiet);

    CLI::App* check = Declare("check");
    AddIndex(check, &check_.index);
    AddThreads(check, &check_.threads);
    check->add_flag("--quiet", check_.quiet);
  }

  // What a command line may begin with.
  bool IsKnown(const std::string& name) const {
    if (name == "-h" || name == "--help" || name == "--version") return true;
    const std::vector<const CLI::App*> commands = app_.get_subcommands({});
    return std::any_of(commands.begin(), commands.end(),
                       [&](const CLI::App* command) { return command->get_name() == name; });
  }
  // The command that was given, "" when none was.
  std::string CommandName() const {
    const std::vector<CLI::App*> given = app_.get_subcommands();
    return given.empty() ? "" : given.front()->get_name();
  }
  std::vector<std::string> Prefix() const {
    const std::string name = CommandName();
    if (name.empty()) return {"dateline-indexer"};
    return {"dateline-indexer", name};
  }

  CLI::App app_{"", "dateline-indexer"};
  bool version_ = false;
  ExtractOptions extract_;
  IndexOptions index_;
  CLI::Option* index_threads_ = nullptr;  // Of `app_`.
  ExportOptions export_;
  RemoveOptions remove_;
  CheckOptions check_;
};

}  // namespace

absl::StatusOr<Command> ParseCommandLine(const std::vector<std::string>& arguments) {
  return Parser().Parse(arguments);
}

}  // namespace dateline::command
