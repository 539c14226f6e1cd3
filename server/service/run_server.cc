#include "server/service/run_server.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "server/match/spare_cores.h"
#include "server/service/answer_cache.h"
#include "server/service/engine.h"
#include "server/service/index_call.h"
#include "server/service/library_logs.h"
#include "server/service/log_line.h"
#include "server/service/search_answer.h"
#include "server/service/stop_signal.h"
#include "server/snapshot/alias_file.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/snapshot_source.h"

namespace dateline::service {
namespace {

int CannotStart(const absl::Status& status) {
  std::fprintf(stderr, "dateline-server: %s\n", std::string(status.message()).c_str());
  return kExitCannotStart;
}

// Written beside and renamed, so that a reader finds nothing or the whole address.
absl::Status WriteAddressFile(const std::string& path, const std::string& address) {
  const std::string beside = absl::StrCat(path, ".", getpid());
  {
    std::ofstream file(beside, std::ios::trunc);
    file << address << "\n";
    file.close();
    if (!file) return absl::UnavailableError(absl::StrCat(beside, ": cannot be written"));
  }
  if (std::rename(beside.c_str(), path.c_str()) != 0) {
    std::remove(beside.c_str());
    return absl::UnavailableError(absl::StrCat(path, ": cannot be written"));
  }
  return absl::OkStatus();
}

// Follows the loads of the index: the health they mean, and the first failure that no waiting
// cures.
class IndexWatch {
 public:
  IndexWatch(bool wait_for_index, StopSignal* stop)
      : wait_for_index_(wait_for_index), stop_(*stop) {}

  // Called from the watching thread.
  void OnLoad(const absl::Status& status, const snapshot::Snapshot* snapshot) {
    if (status.ok()) {
      // Whoever reads the line finds a server that answers.
      SetLoaded();
      LogLine("info", "snapshot loaded")
          .Add("revision", static_cast<int64_t>(snapshot->revision()))
          .Add("articles", int64_t{snapshot->article_count()})
          .Add("bytes", static_cast<int64_t>(snapshot->byte_size()))
          .Add("load_us", absl::ToInt64Microseconds(snapshot->load_time()))
          .Write();
      TellAliases(snapshot->corrections());
      return;
    }
    LogLine("error", "snapshot not loaded").Add("error", status.message()).Write();
    std::lock_guard<std::mutex> lock(mutex_);
    if (!loaded_ && IsHopeless(status)) {
      failure_ = status;
      stop_.Raise();
    }
  }

  // From now on `server` is told; nullptr ends that.
  void Tell(Server* server) {
    std::lock_guard<std::mutex> lock(mutex_);
    server_ = server;
    if (server_ != nullptr && loaded_) server_->SetServing(true);
  }

  absl::Status failure() {
    std::lock_guard<std::mutex> lock(mutex_);
    return failure_;
  }

 private:
  void SetLoaded() {
    std::lock_guard<std::mutex> lock(mutex_);
    loaded_ = true;
    if (server_ != nullptr) server_->SetServing(true);
  }

  static void TellAliases(const snapshot::EntityCorrections& corrections) {
    const snapshot::AliasSummary* summary = corrections.summary();
    if (summary == nullptr) return;
    LogLine("info", "aliases applied")
        .Add("path", summary->path)
        .Add("merges", int64_t{summary->merges})
        .Add("renames", int64_t{summary->renames})
        .Add("hides", int64_t{summary->hides})
        .Add("splits", int64_t{summary->splits})
        .Add("keeps", int64_t{summary->keeps})
        .Add("warnings", int64_t{summary->warning_count})
        .Write();
    for (const std::string& warning : summary->warnings) {
      LogLine("warning", "alias not applied").Add("why", warning).Write();
    }
  }

  bool IsHopeless(const absl::Status& status) const {
    if (absl::IsNotFound(status)) return !wait_for_index_;
    return absl::IsFailedPrecondition(status) || absl::IsDataLoss(status);
  }

  const bool wait_for_index_;
  StopSignal& stop_;
  std::mutex mutex_;
  // Guarded by mutex_.
  Server* server_ = nullptr;
  bool loaded_ = false;
  absl::Status failure_;
};

}  // namespace

int RunServer(const CommandLine& line) {
  StopSignal stop;
  CaptureLibraryLogs();
  if (!line.address_file.empty()) std::remove(line.address_file.c_str());
  const absl::Status manifest = format::ReadManifest(line.index).status();
  if (!manifest.ok() && !(absl::IsNotFound(manifest) && line.wait_for_index)) {
    return CannotStart(manifest);
  }
  std::unique_ptr<snapshot::AliasFile> aliases;
  if (!line.aliases.empty()) {
    auto opened = snapshot::AliasFile::Open(line.aliases);
    if (!opened.ok()) return CannotStart(opened.status());
    aliases = *std::move(opened);
  }
  AnswerCache answers(line.answer_cache_bytes);
  IndexWatch watch(line.wait_for_index, &stop);
  snapshot::SnapshotSource::Options source_options;
  source_options.entity_rules = line.entity_rules;
  source_options.cache_bytes = line.cache_bytes;
  source_options.aliases = aliases.get();
  source_options.on_alias_error = [](const absl::Status& status) {
    LogLine("error", "aliases not read, the last good ones stay")
        .Add("error", status.message())
        .Write();
  };
  source_options.on_damage = [](const std::string& what) {
    LogLine("warning", "word file damaged").Add("what", what).Write();
  };
  source_options.on_load = [&watch, &answers](
                               const absl::Status& status,
                               const std::shared_ptr<const snapshot::Snapshot>& snapshot) {
    if (snapshot != nullptr) answers.Advance(snapshot);
    watch.OnLoad(status, snapshot.get());
  };
  EntityNames names;
  match::SpareCores cores;
  // The names of the snapshot that answers stay where they are, and its threads come first.
  EntityNames next_names;
  const Engine warming = {nullptr, &next_names, line.bm25, &answers, nullptr};
  source_options.before_swap = [&warming](const std::shared_ptr<const snapshot::Snapshot>& next) {
    WarmUp(warming, next);
  };
  snapshot::SnapshotSource source(line.index, source_options);
  const Engine engine = {&source, &names, line.bm25, &answers, &cores};
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(line.server, engine);
  if (!server.ok()) return CannotStart(server.status());
  const std::string address = (*server)->address().ToString();
  if (!(*server)->address().IsLoopback()) {
    LogLine("warning", "reachable from other machines, without encryption or authentication")
        .Add("address", address)
        .Write();
  }
  watch.Tell(server->get());
  if (!line.address_file.empty()) {
    absl::Status written = WriteAddressFile(line.address_file, address);
    if (!written.ok()) {
      watch.Tell(nullptr);
      return CannotStart(written);
    }
  }
  LogLine("info", "listening").Add("address", address).Add("version", ServerVersion()).Write();
  const int signal = stop.Wait();
  watch.Tell(nullptr);
  if (signal != 0) {
    LogLine("info", "stopping").Add("signal", int64_t{signal}).Write();
  }
  (*server)->Shutdown(line.drain_time);
  if (signal == 0) return CannotStart(watch.failure());
  LogLine("info", "stopped").Write();
  return 0;
}

}  // namespace dateline::service
