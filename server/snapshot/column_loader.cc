#include "server/snapshot/column_loader.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <numeric>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"
#include "server/snapshot/copy_loader.h"
#include "server/snapshot/dictionary_builder.h"
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

// From a shard on; of those before it, the events are there.
absl::Status MergeEvents(const FirstRows& first_rows, size_t first_shard,
                         std::vector<ShardParts>* parts, EventColumn* events) {
  size_t total = events->intervals.size();
  for (const ShardParts& shard : *parts) total += shard.events.size();
  if (total > UINT32_MAX) return absl::DataLossError("more than 2^32 event intervals");
  events->intervals.reserve(total);
  events->offsets.reserve(size_t{first_rows.back()} + 1);
  if (events->offsets.empty()) events->offsets.push_back(0);
  uint32_t end = events->offsets.back();
  events->offsets.resize(size_t{first_rows[first_shard]} + 1, end);
  for (size_t s = first_shard; s < parts->size(); ++s) {
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

// What the first rows are taken from may be null; the others are empty.
Columns ColumnsWithRows(uint32_t row_count, const EarlierColumns* earlier) {
  Columns columns;
  columns.row_count = row_count;
  if (earlier != nullptr) {
    // Or they would have to grow.
    columns.lengths.reserve(row_count);
    columns.keys.reserve(row_count);
    columns.publish.start.reserve(row_count);
    columns.events.offsets.reserve(size_t{row_count} + 1);
    TakeRows(*earlier, &columns);
  }
  pace::Resize<uint64_t>(row_count / 64 + 1, 0, &columns.live);
  pace::Resize<uint32_t>(row_count, 0, &columns.lengths);
  pace::Resize<uint64_t>(row_count, 0, &columns.keys);
  pace::Resize<int32_t>(row_count, kUnknownDay, &columns.publish.start);
  pace::Resize<uint8_t>(row_count, 0, &columns.publish.precision);
  return columns;
}

absl::Status ReadNamesAmong(const ShardSource& shard, const absl::flat_hash_set<std::string>& ids,
                            ShardNames* out) {
  const absl::Status status = ReadNames(shard, out);
  out->names.erase(std::remove_if(out->names.begin(), out->names.end(),
                                  [&](const auto& name) { return !ids.contains(name.entity_id); }),
                   out->names.end());
  return status;
}

bool HasOnlyDays(const PublishColumn& publish, Row count) {
  return std::all_of(publish.precision.begin(), publish.precision.begin() + count,
                     [](uint8_t precision) {
                       return precision == static_cast<uint8_t>(article::DatePrecision::kDay) ||
                              precision == static_cast<uint8_t>(article::DatePrecision::kUnknown);
                     });
}

uint64_t SumOf(const std::vector<uint32_t>& lengths, Row count) {
  return std::accumulate(lengths.begin(), lengths.begin() + count, uint64_t{0});
}

// Calls `load` with a shard and handles that are its own for the time.
std::function<absl::Status()> JobOf(HandlePool* pool, const Postlists& postlists, size_t s,
                                    std::function<absl::Status(const ShardSource&)> load) {
  return [pool, &postlists, s, load = std::move(load)] {
    HandlePool::Handles handles = pool->Take();
    const absl::Status status = load(ShardSource(handles[s], postlists[s].get()));
    pool->Return(std::move(handles));
    return status;
  };
}

// Loads one revision.
class ColumnLoader {
 public:
  ColumnLoader(HandlePool* pool, const Postlists& postlists, const FirstRows& first_rows,
               const std::vector<uint32_t>& last_docids, const EarlierColumns* earlier)
      : pool_(pool),
        postlists_(postlists),
        first_rows_(first_rows),
        last_docids_(last_docids),
        earlier_(earlier),
        shard_count_(first_rows.size() - 1),
        first_read_(earlier == nullptr ? 0 : earlier->shard_count),
        parts_(shard_count_),
        copies_(shard_count_) {}

  absl::StatusOr<Columns> Load(const std::string& copies_path, RevisionNames* names,
                               std::vector<ShardHomes>* homes) {
    const bool of_views = copies_path.empty();
    columns_ = ColumnsWithRows(first_rows_.back(), earlier_);
    if (of_views) columns_.words = WordLocations(first_rows_.back());
    names->shards.resize(shard_count_);
    if (homes != nullptr) homes->assign(shard_count_, {});
    if (earlier_ != nullptr) {
      parts_[0].total_length = SumOf(columns_.lengths, earlier_->row_count);
      values_ = TakeValues(*earlier_);
    }
    // Longest jobs first, so that the threads end together.
    for (size_t s = first_read_; s < shard_count_; ++s) {
      Add(s, [=](const ShardSource& shard) { return ReadNames(shard, &names->shards[s]); });
    }
    for (size_t d = 0; d < kValueDimensionCount; ++d) AddValues(d);
    if (homes != nullptr) {
      for (size_t s = 0; s < shard_count_; ++s) {
        Add(s, [=](const ShardSource& shard) { return ReadHomes(shard, &(*homes)[s]); });
      }
    }
    for (size_t s = first_read_; s < shard_count_; ++s) AddRows(s, of_views);
    if (!of_views) {
      jobs_.push_back(
          [&] { return ReadCopiesFile(copies_path, first_rows_, last_docids_, &copies_); });
    }
    absl::Status status = RunAll();
    if (status.ok() && earlier_ != nullptr) status = ReadEarlierNames(names);
    if (status.ok()) status = PutTogether(names->shards);
    if (status.ok()) status = FillEntities();
    if (!status.ok()) return status;
    return std::move(columns_);
  }

 private:
  void Add(size_t s, std::function<absl::Status(const ShardSource&)> load) {
    jobs_.push_back(JobOf(pool_, postlists_, s, std::move(load)));
  }
  absl::Status RunAll() {
    const absl::Status status = RunJobs(jobs_);
    jobs_.clear();
    return status;
  }

  // Of shards that were there before, what was touched alone.
  void AddValues(size_t d) {
    const auto dimension = static_cast<Dimension>(d);
    DimensionParts& of = dimensions_[d];
    of.values.resize(shard_count_);
    of.about.resize(shard_count_);
    of.about_of.resize(shard_count_);
    for (size_t s = 0; s < shard_count_; ++s) {
      const std::vector<std::string>* some = s < first_read_ ? &values_[d].touched : nullptr;
      if (some != nullptr && some->empty()) continue;
      Add(s, [&of, s, dimension, some](const ShardSource& shard) {
        absl::Status status = some == nullptr
                                  ? ReadValues(shard, dimension, &of.values[s])
                                  : ReadValuesOf(shard, dimension, *some, &of.values[s]);
        if (!status.ok() || !HasAbout(dimension)) return status;
        status = some == nullptr ? ReadAbout(shard, dimension, &of.about[s])
                                 : ReadAboutOf(shard, *some, &of.about[s]);
        if (!status.ok()) return status;
        return MatchAbout(of.values[s], of.about[s], &of.about_of[s]);
      });
    }
  }

  void AddRows(size_t s, bool of_views) {
    const Row first_row = first_rows_[s];
    Add(s, [=](const ShardSource& shard) {
      return ReadPublishDates(shard, first_row, &columns_, &parts_[s]);
    });
    Add(s, [=](const ShardSource& shard) { return ReadEvents(shard, &parts_[s]); });
    if (of_views) {
      Add(s, [=](const ShardSource& shard) { return ReadCopies(shard, first_row, &copies_[s]); });
    }
    Add(s, [=](const ShardSource& shard) { return ReadKeys(shard, first_row, &columns_); });
    if (of_views) {
      Add(s,
          [=](const ShardSource& shard) { return ReadWordLocations(shard, first_row, &columns_); });
    }
    Add(s, [=](const ShardSource& shard) {
      return ReadLengths(shard, first_row, &columns_, &parts_[s]);
    });
  }

  // Of the shards that were there before, the names of entities that may be called by another name
  // now, and of those that were touched.
  absl::Status ReadEarlierNames(RevisionNames* names) {
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      names->read.insert(values_[d].touched.begin(), values_[d].touched.end());
      names->read.insert(values_[d].renamed.begin(), values_[d].renamed.end());
      for (size_t s = first_read_; s < shard_count_; ++s) {
        for (const ShardValues::Value& value : dimensions_[d].values[s].values) {
          names->read.emplace(value.value);
        }
      }
    }
    std::vector<absl::string_view> ids(names->read.begin(), names->read.end());
    std::sort(ids.begin(), ids.end());
    for (size_t s = 0; s < first_read_; ++s) {
      // In a small shard, to read all names takes less time than to look for these.
      const bool small = first_rows_[s + 1] - first_rows_[s] < 2 * ids.size();
      Add(s, [=, &ids](const ShardSource& shard) {
        ShardNames* const out = &names->shards[s];
        out->partly_read = true;
        if (small) return ReadNamesAmong(shard, names->read, out);
        for (const absl::string_view id : ids) {
          const absl::Status status = ReadNamesOf(shard, id, out);
          if (!status.ok()) return status;
        }
        return absl::OkStatus();
      });
    }
    return RunAll();
  }

  absl::Status PutTogether(const std::vector<ShardNames>& names) {
    for (size_t d = 0; d < kValueDimensionCount; ++d) {
      if (earlier_ != nullptr) dimensions_[d].values.push_back(std::move(values_[d].values));
      jobs_.push_back([this, d, &names] {
        BuildDictionary(static_cast<Dimension>(d), dimensions_[d].values, names,
                        &columns_.dictionaries[d], &dimensions_[d].ordinals);
        return absl::OkStatus();
      });
    }
    jobs_.push_back([&] {
      MergeLive(parts_, first_rows_, &columns_);
      if (std::all_of(parts_.begin(), parts_.end(), [](const auto& p) { return p.only_days; }) &&
          (earlier_ == nullptr || HasOnlyDays(columns_.publish, earlier_->row_count))) {
        std::vector<uint8_t>().swap(columns_.publish.precision);
      }
      return MergeEvents(first_rows_, first_read_, &parts_, &columns_.events);
    });
    jobs_.push_back([&] {
      BuildCopies(columns_.row_count, copies_, &columns_.copies);
      return absl::OkStatus();
    });
    return RunAll();
  }

  absl::Status FillEntities() {
    EarlierEntities carried;
    if (earlier_ != nullptr) {
      carried.columns = earlier_;
      for (size_t d = 0; d < kValueDimensionCount; ++d) {
        std::vector<Ordinal>& ordinals = carried.ordinals[d];
        ordinals.assign(earlier_->columns->dictionaries[d].entries.size(), kNoOrdinal);
        const std::vector<Ordinal>& now = dimensions_[d].ordinals[shard_count_];
        for (size_t v = 0; v < now.size(); ++v) ordinals[values_[d].earlier_ordinals[v]] = now[v];
      }
    }
    HandlePool::Handles handles = pool_->Take();
    std::vector<ShardSource> shards;
    for (size_t s = 0; s < shard_count_; ++s) shards.emplace_back(handles[s], postlists_[s].get());
    const absl::Status status = LoadEntities(shards, first_rows_, dimensions_, carried, &columns_);
    pool_->Return(std::move(handles));
    return status;
  }

  HandlePool* const pool_;
  const Postlists& postlists_;
  const FirstRows& first_rows_;
  const std::vector<uint32_t>& last_docids_;
  const EarlierColumns* const earlier_;
  const size_t shard_count_;
  const size_t first_read_;  // Shards before it were there before.
  Columns columns_;
  std::vector<ShardParts> parts_;
  std::vector<ShardCopies> copies_;
  AllEarlierValues values_;
  // By shard; then, of what was there before, as if of one more.
  std::array<DimensionParts, kValueDimensionCount> dimensions_;
  std::vector<std::function<absl::Status()>> jobs_;
};

}  // namespace

absl::StatusOr<Columns> LoadColumns(HandlePool* pool, const Postlists& postlists,
                                    const FirstRows& first_rows,
                                    const std::vector<uint32_t>& last_docids,
                                    const std::string& copies_path, const EarlierColumns* earlier,
                                    RevisionNames* names, std::vector<ShardHomes>* homes) {
  return ColumnLoader(pool, postlists, first_rows, last_docids, earlier)
      .Load(copies_path, names, homes);
}

}  // namespace dateline::snapshot
