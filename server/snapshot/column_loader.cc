#include "server/snapshot/column_loader.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "server/snapshot/copy_loader.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using article::kValueDimensionCount;

// What one shard gives before the shards are put together. The columns with one value per row are
// written in place: no two shards share a row.
struct ShardParts {
  std::vector<bool> live;  // By docid - 1.
  uint64_t total_length = 0;
  std::vector<uint32_t> event_counts;  // By docid - 1.
  std::vector<format::DayInterval> events;
  std::array<ShardPostings, kValueDimensionCount> postings;
  std::array<ShardPostings, kValueDimensionCount> about;
  ShardNames names;
};

bool HasAbout(Dimension dimension) {
  return article::InfoOf(dimension).type == article::DimensionType::kEntity;
}

absl::Status BehindLast(Xapian::docid docid) {
  return absl::DataLossError(absl::StrCat("document ", docid, " is behind the last one"));
}

absl::Status DamagedSlot(uint32_t slot, Xapian::docid docid) {
  return absl::DataLossError(
      absl::StrCat("slot ", slot, " of document ", docid, " is of another form"));
}

absl::Status ReadLengths(const Xapian::Database& shard, Row first_row, Columns* columns,
                         ShardParts* parts) {
  parts->live.assign(shard.get_lastdocid(), false);
  for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
    const Xapian::docid docid = *it;
    if (docid > parts->live.size()) return BehindLast(docid);
    const Xapian::termcount length = it.get_doclength();
    columns->lengths[first_row + docid - 1] = length;
    parts->live[docid - 1] = true;
    parts->total_length += length;
  }
  return absl::OkStatus();
}

absl::Status ReadKeys(const Xapian::Database& shard, Row first_row, Columns* columns) {
  const Xapian::docid last = shard.get_lastdocid();
  for (auto it = shard.valuestream_begin(format::kSlotArticleKey);
       it != shard.valuestream_end(format::kSlotArticleKey); ++it) {
    const std::optional<uint64_t> key = format::DecodeKey(*it);
    if (!key) return DamagedSlot(format::kSlotArticleKey, it.get_docid());
    if (it.get_docid() > last) return BehindLast(it.get_docid());
    columns->keys[first_row + it.get_docid() - 1] = *key;
  }
  return absl::OkStatus();
}

absl::Status ReadPublishDates(const Xapian::Database& shard, Row first_row, Columns* columns) {
  const Xapian::docid last = shard.get_lastdocid();
  for (auto it = shard.valuestream_begin(format::kSlotPublishDate);
       it != shard.valuestream_end(format::kSlotPublishDate); ++it) {
    const std::optional<article::PublishDate> date = format::DecodePublishDate(*it);
    if (!date) return DamagedSlot(format::kSlotPublishDate, it.get_docid());
    if (it.get_docid() > last) return BehindLast(it.get_docid());
    const Row row = first_row + it.get_docid() - 1;
    columns->publish.start[row] = article::ToDayNumber(date->day);
    columns->publish.precision[row] = static_cast<uint8_t>(date->precision);
  }
  return absl::OkStatus();
}

absl::Status ReadWordLocations(const Xapian::Database& shard, Row first_row, Columns* columns) {
  const Xapian::docid last = shard.get_lastdocid();
  for (auto it = shard.valuestream_begin(format::kSlotWords);
       it != shard.valuestream_end(format::kSlotWords); ++it) {
    const std::optional<format::WordLocation> location = format::DecodeWordLocation(*it);
    if (!location) return DamagedSlot(format::kSlotWords, it.get_docid());
    if (it.get_docid() > last) return BehindLast(it.get_docid());
    columns->words.Set(first_row + it.get_docid() - 1, *location);
  }
  return absl::OkStatus();
}

absl::Status ReadEvents(const Xapian::Database& shard, ShardParts* parts) {
  parts->event_counts.assign(shard.get_lastdocid(), 0);
  for (auto it = shard.valuestream_begin(format::kSlotEventIntervals);
       it != shard.valuestream_end(format::kSlotEventIntervals); ++it) {
    if (it.get_docid() > parts->event_counts.size()) return BehindLast(it.get_docid());
    const size_t before = parts->events.size();
    if (!format::DecodeEventIntervals(*it, &parts->events)) {
      return DamagedSlot(format::kSlotEventIntervals, it.get_docid());
    }
    parts->event_counts[it.get_docid() - 1] = static_cast<uint32_t>(parts->events.size() - before);
  }
  return absl::OkStatus();
}

absl::Status MergeEvents(std::vector<ShardParts>* parts, EventColumn* events) {
  size_t total = 0;
  for (const ShardParts& shard : *parts) total += shard.events.size();
  if (total > UINT32_MAX) return absl::DataLossError("more than 2^32 event intervals");
  events->intervals.reserve(total);
  uint32_t end = 0;
  events->offsets.push_back(0);
  for (ShardParts& shard : *parts) {
    for (const uint32_t count : shard.event_counts) events->offsets.push_back(end += count);
    events->intervals.insert(events->intervals.end(), shard.events.begin(), shard.events.end());
    std::vector<format::DayInterval>().swap(shard.events);
  }
  return absl::OkStatus();
}

void MergeLive(const std::vector<ShardParts>& parts, const FirstRows& first_rows,
               Columns* columns) {
  uint64_t total_length = 0;
  for (size_t s = 0; s < parts.size(); ++s) {
    total_length += parts[s].total_length;
    for (size_t i = 0; i < parts[s].live.size(); ++i) {
      if (!parts[s].live[i]) continue;
      const Row row = first_rows[s] + static_cast<Row>(i);
      columns->live[row / 64] |= uint64_t{1} << (row % 64);
      ++columns->article_count;
    }
  }
  if (columns->article_count > 0) {
    columns->average_length = static_cast<double>(total_length) / columns->article_count;
  }
}

Columns EmptyColumns(uint32_t row_count) {
  Columns columns;
  columns.row_count = row_count;
  columns.live.assign(row_count / 64 + 1, 0);
  columns.lengths.assign(row_count, 0);
  columns.keys.assign(row_count, 0);
  columns.words = WordLocations(row_count);
  columns.publish.start.assign(row_count, kUnknownDay);
  columns.publish.precision.assign(row_count, 0);
  columns.events.offsets.reserve(row_count + 1);
  return columns;
}

}  // namespace

absl::Status RunJobs(HandlePool* pool, const std::vector<LoadJob>& jobs) {
  std::vector<absl::Status> results(jobs.size());
  std::atomic<size_t> next{0};
  const auto work = [&] {
    try {
      HandlePool::Handles handles = pool->Take();
      for (size_t i = next++; i < jobs.size(); i = next++) {
        try {
          results[i] = jobs[i](&handles);
        } catch (...) {
          results[i] = StatusOfXapianException();
        }
      }
      pool->Return(std::move(handles));
    } catch (...) {
      const size_t i = next++;
      if (i < jobs.size()) results[i] = StatusOfXapianException();
    }
  };
  const size_t wanted = std::min<size_t>(
      jobs.size(), std::clamp(std::thread::hardware_concurrency(), 1u, kMaxLoadThreads));
  std::vector<std::thread> threads;
  for (size_t i = 1; i < wanted; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) {
    if (!result.ok()) return result;
  }
  // Every thread may have failed to open handles before all jobs were taken.
  return next >= jobs.size() ? absl::OkStatus() : absl::InternalError("jobs left undone");
}

absl::StatusOr<Columns> LoadColumns(HandlePool* pool, const FirstRows& first_rows,
                                    std::vector<ShardNames>* names,
                                    std::vector<ShardHomes>* homes) {
  const size_t shard_count = first_rows.size() - 1;
  Columns columns = EmptyColumns(first_rows.back());
  std::vector<ShardParts> parts(shard_count);
  std::vector<ShardCopies> copies(shard_count);
  if (homes != nullptr) homes->assign(shard_count, {});
  std::vector<LoadJob> jobs;
  // Longest jobs first, so that the threads end together.
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    for (size_t s = 0; s < shard_count; ++s) {
      jobs.push_back([&, s, d](HandlePool::Handles* handles) {
        return ReadPostings((*handles)[s], first_rows[s], static_cast<Dimension>(d),
                            &parts[s].postings[d]);
      });
      if (!HasAbout(static_cast<Dimension>(d))) continue;
      jobs.push_back([&, s, d](HandlePool::Handles* handles) {
        return ReadAbout((*handles)[s], first_rows[s], static_cast<Dimension>(d),
                         &parts[s].about[d]);
      });
    }
  }
  for (size_t s = 0; s < shard_count; ++s) {
    jobs.push_back(
        [&, s](HandlePool::Handles* handles) { return ReadNames((*handles)[s], &parts[s].names); });
    if (homes != nullptr) {
      jobs.push_back(
          [&, s](HandlePool::Handles* handles) { return ReadHomes((*handles)[s], &(*homes)[s]); });
    }
    jobs.push_back([&, s](HandlePool::Handles* handles) {
      return ReadPublishDates((*handles)[s], first_rows[s], &columns);
    });
    jobs.push_back(
        [&, s](HandlePool::Handles* handles) { return ReadEvents((*handles)[s], &parts[s]); });
    jobs.push_back([&, s](HandlePool::Handles* handles) {
      return ReadCopies((*handles)[s], first_rows[s], &copies[s]);
    });
    jobs.push_back([&, s](HandlePool::Handles* handles) {
      return ReadKeys((*handles)[s], first_rows[s], &columns);
    });
    jobs.push_back([&, s](HandlePool::Handles* handles) {
      return ReadWordLocations((*handles)[s], first_rows[s], &columns);
    });
    jobs.push_back([&, s](HandlePool::Handles* handles) {
      return ReadLengths((*handles)[s], first_rows[s], &columns, &parts[s]);
    });
  }
  absl::Status status = RunJobs(pool, jobs);
  if (!status.ok()) return status;

  MergeLive(parts, first_rows, &columns);
  names->clear();
  for (ShardParts& shard : parts) names->push_back(std::move(shard.names));
  std::array<std::vector<ShardPostings>, kValueDimensionCount> postings;
  std::array<std::vector<ShardPostings>, kValueDimensionCount> about;
  std::vector<LoadJob> merges;
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    for (ShardParts& shard : parts) postings[d].push_back(std::move(shard.postings[d]));
    for (ShardParts& shard : parts) about[d].push_back(std::move(shard.about[d]));
    merges.push_back([&, d](HandlePool::Handles*) {
      absl::Status built = BuildValues(static_cast<Dimension>(d), columns.row_count, &postings[d],
                                       *names, &columns.values[d], &columns.dictionaries[d]);
      if (!built.ok() || !HasAbout(static_cast<Dimension>(d))) return built;
      return MarkAbout(about[d], columns.dictionaries[d], &columns.values[d]);
    });
  }
  merges.push_back([&](HandlePool::Handles*) { return MergeEvents(&parts, &columns.events); });
  merges.push_back([&](HandlePool::Handles*) {
    BuildCopies(columns.row_count, copies, &columns.copies);
    return absl::OkStatus();
  });
  status = RunJobs(pool, merges);
  if (!status.ok()) return status;
  return columns;
}

}  // namespace dateline::snapshot
