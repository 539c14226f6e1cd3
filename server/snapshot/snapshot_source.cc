#include "server/snapshot/snapshot_source.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

// A writer that commits faster than a snapshot loads wins this many races before the load fails.
constexpr int kMaxLoadAttempts = 8;

// A revision that cannot be loaded is tried again after 1, 2, 4, ... polls, at most this many.
constexpr int kMaxBackoff = 256;

absl::StatusOr<std::shared_ptr<const Snapshot>> LoadNewest(const std::string& path,
                                                           const LoadOptions& options) {
  absl::StatusOr<std::shared_ptr<const Snapshot>> loaded = Snapshot::Load(path, options);
  for (int i = 1; i < kMaxLoadAttempts && absl::IsUnavailable(loaded.status()); ++i) {
    loaded = Snapshot::Load(path, options);
  }
  return loaded;
}

}  // namespace

struct SnapshotSource::Impl {
  std::string path;
  Options options;

  mutable std::mutex mutex;
  std::condition_variable wake;    // For the watching thread: stop, or a load is wanted.
  std::condition_variable loaded;  // For those in Refresh: a load has ended.
  // All below guarded by mutex.
  std::shared_ptr<const Snapshot> current;
  absl::Status last_status = absl::UnavailableError("the index is being loaded");
  uint64_t loads_begun = 0;
  uint64_t loads_ended = 0;
  bool wanted = false;
  bool stop = false;

  // Of the last load, for the watching thread alone.
  std::shared_ptr<const AliasOverlay> loaded_aliases;

  std::thread watcher;  // Last: it uses all of the above.

  std::shared_ptr<const Snapshot> Current() const {
    std::lock_guard<std::mutex> lock(mutex);
    return current;
  }

  // The revision that the manifest names; 0 when it cannot be read.
  uint64_t CommittedRevision() const {
    const absl::StatusOr<format::Manifest> manifest = format::ReadManifest(path);
    return manifest.ok() ? manifest->revision : 0;
  }

  // The overlay as it is now; null without one.
  std::shared_ptr<const AliasOverlay> ReadAliases() const {
    if (options.aliases == nullptr) return nullptr;
    const absl::Status status = options.aliases->Poll();
    if (!status.ok() && options.on_alias_error) options.on_alias_error(status);
    return options.aliases->overlay();
  }

  void Watch();
  // Loads and publishes. Returns whether it worked.
  bool Load(std::unique_lock<std::mutex>* lock);
};

void SnapshotSource::Impl::Watch() {
  const auto poll = std::chrono::nanoseconds(absl::ToInt64Nanoseconds(options.poll_interval));
  int backoff = 1;
  int polls = 0;  // Since the last failure.
  uint64_t failed_revision = 0;
  bool failed = false;
  std::unique_lock<std::mutex> lock(mutex);
  bool due = true;  // The first load.
  while (!stop) {
    if (due || wanted) {
      lock.unlock();
      failed_revision = CommittedRevision();
      lock.lock();
      failed = !Load(&lock);
      backoff = failed && !wanted ? std::min(backoff * 2, kMaxBackoff) : 1;
      polls = 0;
      due = false;
      continue;
    }
    wake.wait_for(lock, poll, [this] { return stop || wanted; });
    if (stop || wanted) continue;
    lock.unlock();
    const uint64_t committed = CommittedRevision();
    const bool other_aliases = ReadAliases() != loaded_aliases;
    lock.lock();
    ++polls;
    if (failed) {
      due = committed != failed_revision || other_aliases || polls >= backoff;
    } else {
      due = committed != 0 && (committed != current->revision() || other_aliases);
    }
  }
}

bool SnapshotSource::Impl::Load(std::unique_lock<std::mutex>* lock) {
  ++loads_begun;
  wanted = false;
  lock->unlock();
  LoadOptions load_options;
  load_options.entity_rules = options.entity_rules;
  load_options.cache_bytes = options.cache_bytes;
  load_options.aliases = loaded_aliases = ReadAliases();
  load_options.on_damage = options.on_damage;
  load_options.before = Current();
  // Those who are being answered meanwhile come first.
  const pace::GivingWay way(load_options.before != nullptr);
  absl::StatusOr<std::shared_ptr<const Snapshot>> result = LoadNewest(path, load_options);
  lock->lock();
  if (result.ok() && current != nullptr && options.before_swap && !stop) {
    lock->unlock();
    options.before_swap(*result);
    lock->lock();
  }
  const absl::Status status = result.status();
  const bool told = !status.ok() && loads_ended > 0 && status == last_status;
  last_status = status;
  std::shared_ptr<const Snapshot>
      old;  // Freed without the lock, and so is the other pointer to it.
  if (status.ok()) {
    old = std::move(current);
    current = *std::move(result);
  }
  ++loads_ended;
  const std::shared_ptr<const Snapshot> shown = status.ok() ? current : nullptr;
  lock->unlock();
  loaded.notify_all();
  old.reset();
  load_options.before.reset();
  if (options.on_load && !told) options.on_load(status, shown);
  lock->lock();
  return status.ok();
}

SnapshotSource::SnapshotSource(absl::string_view path, Options options)
    : impl_(std::make_unique<Impl>()) {
  impl_->path = std::string(path);
  impl_->options = std::move(options);
  impl_->watcher = std::thread([impl = impl_.get()] { impl->Watch(); });
}

SnapshotSource::~SnapshotSource() {
  {
    std::lock_guard<std::mutex> lock(impl_->mutex);
    impl_->stop = true;
  }
  impl_->wake.notify_all();
  impl_->loaded.notify_all();
  impl_->watcher.join();
}

std::shared_ptr<const Snapshot> SnapshotSource::Current() const { return impl_->Current(); }

absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotSource::Refresh(const Snapshot* stale) {
  std::unique_lock<std::mutex> lock(impl_->mutex);
  if (impl_->current != nullptr && impl_->current.get() != stale) return impl_->current;
  // A load that has begun may have read the manifest before the commit that made this one stale,
  // but never ends with the snapshot that is stale: joining it is enough.
  const bool running = impl_->loads_begun != impl_->loads_ended;
  const uint64_t awaited = running ? impl_->loads_begun : impl_->loads_begun + 1;
  if (!running) {
    impl_->wanted = true;
    impl_->wake.notify_all();
  }
  impl_->loaded.wait(lock, [&] { return impl_->stop || impl_->loads_ended >= awaited; });
  if (impl_->loads_ended < awaited) return absl::CancelledError("the server is stopping");
  if (impl_->current != nullptr && impl_->current.get() != stale) return impl_->current;
  return impl_->last_status;
}

}  // namespace dateline::snapshot
