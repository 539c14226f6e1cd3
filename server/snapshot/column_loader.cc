#include "server/snapshot/column_loader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "indexer/format/schema.h"
#include "server/snapshot/copy_loader.h"
#include "server/snapshot/entity_loader.h"
#include "server/snapshot/parallel.h"
#include "server/snapshot/shard_source.h"
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
  std::vector<uint32_t> event_counts;  // By docid - 1; empty when there are no events.
  std::vector<format::DayInterval> events;
  bool only_days = true;
  ShardNames names;
};

bool HasAbout(Dimension dimension) {
  return article::InfoOf(dimension).type == article::DimensionType::kEntity;
}

absl::Status ReadLengths(const ShardSource& shard, Row first_row, Columns* columns,
                         ShardParts* parts) {
  parts->live.assign(shard.last_docid(), false);
  return shard.ForEachLength([&](uint32_t docid, uint32_t length) {
    columns->lengths[first_row + docid - 1] = length;
    parts->live[docid - 1] = true;
    parts->total_length += length;
  });
}

absl::Status ReadKeys(const ShardSource& shard, Row first_row, Columns* columns) {
  return shard.ForEachValue(format::kSlotArticleKey, [&](uint32_t docid, absl::string_view bytes) {
    const std::optional<uint64_t> key = format::DecodeKey(bytes);
    if (key) columns->keys[first_row + docid - 1] = *key;
    return key.has_value();
  });
}

absl::Status ReadPublishDates(const ShardSource& shard, Row first_row, Columns* columns,
                              ShardParts* parts) {
  // An archive has few days, and reckoning with a calendar takes longer than to look one up.
  absl::flat_hash_map<std::string, std::pair<int32_t, article::DatePrecision>> known;
  return shard.ForEachValue(format::kSlotPublishDate, [&](uint32_t docid, absl::string_view bytes) {
    auto it = known.find(bytes);
    if (it == known.end()) {
      const std::optional<article::PublishDate> date = format::DecodePublishDate(bytes);
      if (!date) return false;
      const auto decoded = std::make_pair(article::ToDayNumber(date->day), date->precision);
      it = known.try_emplace(std::string(bytes), decoded).first;
    }
    const auto [day, precision] = it->second;
    const Row row = first_row + docid - 1;
    columns->publish.start[row] = day;
    columns->publish.precision[row] = static_cast<uint8_t>(precision);
    parts->only_days &= precision == article::DatePrecision::kDay;
    return true;
  });
}

absl::Status ReadWordLocations(const ShardSource& shard, Row first_row, Columns* columns) {
  return shard.ForEachValue(format::kSlotWords, [&](uint32_t docid, absl::string_view bytes) {
    const std::optional<format::WordLocation> location = format::DecodeWordLocation(bytes);
    if (location) columns->words.Set(first_row + docid - 1, *location);
    return location.has_value();
  });
}

absl::Status ReadEvents(const ShardSource& shard, ShardParts* parts) {
  return shard.ForEachValue(
      format::kSlotEventIntervals, [&](uint32_t docid, absl::string_view bytes) {
        if (parts->event_counts.empty()) parts->event_counts.assign(shard.last_docid(), 0);
        const size_t before = parts->events.size();
        if (!format::DecodeEventIntervals(bytes, &parts->events)) return false;
        parts->event_counts[docid - 1] = static_cast<uint32_t>(parts->events.size() - before);
        return true;
      });
}

absl::Status MergeEvents(const FirstRows& first_rows, std::vector<ShardParts>* parts,
                         EventColumn* events) {
  size_t total = 0;
  for (const ShardParts& shard : *parts) total += shard.events.size();
  if (total > UINT32_MAX) return absl::DataLossError("more than 2^32 event intervals");
  events->intervals.reserve(total);
  events->offsets.reserve(size_t{first_rows.back()} + 1);
  uint32_t end = 0;
  events->offsets.push_back(0);
  for (size_t s = 0; s < parts->size(); ++s) {
    ShardParts& shard = (*parts)[s];
    for (const uint32_t count : shard.event_counts) events->offsets.push_back(end += count);
    events->offsets.resize(size_t{first_rows[s + 1]} + 1, end);
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
  columns.publish.start.assign(row_count, kUnknownDay);
  columns.publish.precision.assign(row_count, 0);
  return columns;
}

// Calls `load` with a shard and handles that are its own for the time.
std::function<absl::Status()> JobOf(HandlePool* pool, const Postlists& postlists, size_t s,
                                    std::function<absl::Status(const ShardSource&)> load) {
  return [=, &postlists] {
    HandlePool::Handles handles = pool->Take();
    const absl::Status status = load(ShardSource(handles[s], postlists[s].get()));
    pool->Return(std::move(handles));
    return status;
  };
}

}  // namespace

absl::StatusOr<Columns> LoadColumns(HandlePool* pool, const Postlists& postlists,
                                    const FirstRows& first_rows, const std::string& copies_path,
                                    std::vector<ShardNames>* names,
                                    std::vector<ShardHomes>* homes) {
  const size_t shard_count = first_rows.size() - 1;
  const bool of_views = copies_path.empty();
  Columns columns = EmptyColumns(first_rows.back());
  if (of_views) columns.words = WordLocations(first_rows.back());
  std::vector<ShardParts> parts(shard_count);
  std::vector<ShardCopies> copies(shard_count);
  std::array<DimensionParts, kValueDimensionCount> dimensions;
  if (homes != nullptr) homes->assign(shard_count, {});
  std::vector<std::function<absl::Status()>> jobs;
  const auto add = [&](size_t s, std::function<absl::Status(const ShardSource&)> load) {
    jobs.push_back(JobOf(pool, postlists, s, std::move(load)));
  };
  // Longest jobs first, so that the threads end together.
  for (size_t s = 0; s < shard_count; ++s) {
    add(s, [&, s](const ShardSource& shard) { return ReadNames(shard, &parts[s].names); });
  }
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    DimensionParts& of = dimensions[d];
    of.values.resize(shard_count);
    of.about.resize(shard_count);
    of.about_of.resize(shard_count);
    for (size_t s = 0; s < shard_count; ++s) {
      add(s, [&of, s, dimension](const ShardSource& shard) {
        absl::Status status = ReadValues(shard, dimension, &of.values[s]);
        if (!status.ok() || !HasAbout(dimension)) return status;
        status = ReadAbout(shard, dimension, &of.about[s]);
        if (!status.ok()) return status;
        return MatchAbout(of.values[s], of.about[s], &of.about_of[s]);
      });
    }
  }
  for (size_t s = 0; s < shard_count; ++s) {
    const Row first_row = first_rows[s];
    if (homes != nullptr) {
      add(s, [&, s](const ShardSource& shard) { return ReadHomes(shard, &(*homes)[s]); });
    }
    add(s, [&, s, first_row](const ShardSource& shard) {
      return ReadPublishDates(shard, first_row, &columns, &parts[s]);
    });
    add(s, [&, s](const ShardSource& shard) { return ReadEvents(shard, &parts[s]); });
    if (of_views) {
      add(s, [&, s, first_row](const ShardSource& shard) {
        return ReadCopies(shard, first_row, &copies[s]);
      });
    }
    add(s,
        [&, first_row](const ShardSource& shard) { return ReadKeys(shard, first_row, &columns); });
    if (of_views) {
      add(s, [&, first_row](const ShardSource& shard) {
        return ReadWordLocations(shard, first_row, &columns);
      });
    }
    add(s, [&, s, first_row](const ShardSource& shard) {
      return ReadLengths(shard, first_row, &columns, &parts[s]);
    });
  }
  if (!of_views) {
    jobs.push_back([&] { return ReadCopiesFile(copies_path, first_rows, &copies); });
  }
  absl::Status status = RunJobs(jobs);
  if (!status.ok()) return status;

  names->clear();
  for (ShardParts& shard : parts) names->push_back(std::move(shard.names));
  jobs.clear();
  for (size_t d = 0; d < kValueDimensionCount; ++d) {
    jobs.push_back([&, d] {
      BuildDictionary(static_cast<Dimension>(d), dimensions[d].values, *names,
                      &columns.dictionaries[d], &dimensions[d].ordinals);
      return absl::OkStatus();
    });
  }
  jobs.push_back([&] {
    MergeLive(parts, first_rows, &columns);
    if (std::all_of(parts.begin(), parts.end(), [](const auto& p) { return p.only_days; })) {
      std::vector<uint8_t>().swap(columns.publish.precision);
    }
    return MergeEvents(first_rows, &parts, &columns.events);
  });
  jobs.push_back([&] {
    BuildCopies(columns.row_count, copies, &columns.copies);
    return absl::OkStatus();
  });
  status = RunJobs(jobs);
  if (!status.ok()) return status;

  HandlePool::Handles handles = pool->Take();
  std::vector<ShardSource> shards;
  for (size_t s = 0; s < shard_count; ++s) shards.emplace_back(handles[s], postlists[s].get());
  status = LoadEntities(shards, first_rows, dimensions, &columns);
  pool->Return(std::move(handles));
  if (!status.ok()) return status;
  return columns;
}

}  // namespace dateline::snapshot
