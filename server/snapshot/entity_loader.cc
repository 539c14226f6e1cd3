#include "server/snapshot/entity_loader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/pace/pace.h"
#include "server/snapshot/parallel.h"

namespace dateline::snapshot {
namespace {

// Rows that a thread fills at a time: enough that finding the lists is little beside reading them.
constexpr uint32_t kPartRows = 1 << 18;

// Documents of one shard.
struct Part {
  size_t shard = 0;
  uint32_t begin = 0;  // Docids.
  uint32_t end = 0;
};

// While rows are counted: how many entities each has, and a bit for every dimension of them.
constexpr int kCountBits = 29;
constexpr uint32_t kCountMask = (uint32_t{1} << kCountBits) - 1;
constexpr uint32_t BitOf(size_t dimension) { return uint32_t{1} << (kCountBits + dimension); }

// Puts entities into their rows a few at a time, so that memory is waited for once for all of them.
class Filler {
 public:
  Filler(EntitySlots* entities, uint32_t* sizes) : entities_(*entities), sizes_(sizes) {}

  void Add(Row row, uint32_t number, bool about) {
    __builtin_prefetch(entities_.records() + row, /*write=*/1);
    __builtin_prefetch(sizes_ + row, /*write=*/1);
    pending_[size_++] = {row, number, about};
    if (size_ == kPending) Flush();
  }
  void Flush() {
    for (size_t i = 0; i < size_; ++i) {
      const Pending& p = pending_[i];
      entities_.Put(p.row, --sizes_[p.row] & kCountMask, p.number, p.about);
    }
    size_ = 0;
  }

 private:
  struct Pending {
    Row row;
    uint32_t number;
    bool about;
  };
  static constexpr size_t kPending = 32;

  EntitySlots& entities_;
  uint32_t* const sizes_;  // By row: entities that are still to come, below kCountMask.
  std::array<Pending, kPending> pending_;
  size_t size_ = 0;
};

class EntityLoader {
 public:
  EntityLoader(const std::vector<ShardSource>& shards, const std::vector<Row>& first_rows,
               const std::array<DimensionParts, article::kValueDimensionCount>& parts,
               const EarlierEntities& earlier, Columns* columns)
      : shards_(shards),
        first_rows_(first_rows),
        dimensions_(parts),
        earlier_(earlier),
        columns_(*columns) {}

  absl::Status Run() {
    MakeParts();
    NumberEntities();
    if (earlier_.columns != nullptr) NumberEarlier();
    pace::Breathe();
    sizes_.assign(columns_.row_count, 0);
    pace::Breathe();
    for (size_t l = 0; l < kLabelDimensions; ++l) {
      columns_.labels[l] = LabelColumn(columns_.row_count,
                                       columns_.dictionaries[kEntityDimensions + l].entries.size());
    }
    absl::Status status = ForEachPart([this](const Part& part, uint64_t* postings) {
      absl::Status counted = CountEntities(part, postings);
      for (size_t l = 0; l < kLabelDimensions && counted.ok(); ++l) {
        counted = FillLabels(part, l, postings);
      }
      return counted;
    });
    if (status.ok()) status = MakeRoom();
    if (!status.ok()) return status;
    return ForEachPart([this](const Part& part, uint64_t*) { return FillEntities(part); },
                       /*checks=*/false);
  }

 private:
  void MakeParts() {
    for (size_t s = 0; s < shards_.size(); ++s) {
      const uint64_t end = uint64_t{first_rows_[s + 1]} - first_rows_[s] + 1;
      for (uint64_t begin = 1; begin < end; begin += kPartRows) {
        parts_.push_back({s, static_cast<uint32_t>(begin),
                          static_cast<uint32_t>(std::min<uint64_t>(end, begin + kPartRows))});
      }
    }
  }

  void NumberEntities() {
    OwnNumbers& numbers = columns_.own_numbers;
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      for (Dictionary::Entry& entry : columns_.dictionaries[d].entries) {
        entry.own_number = numbers.count++;
      }
      numbers.missing[d] = numbers.count++;
    }
  }

  // Earlier numbers become those in Columns::entities; kNone for what is not taken over.
  void NumberEarlier() {
    const EntityRecords& records = *earlier_.columns->records;
    numbers_.assign(records.number_count(), EntitySlots::kNone);
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      const auto dimension = static_cast<article::Dimension>(d);
      const std::vector<Dictionary::Entry>& entries = columns_.dictionaries[d].entries;
      for (Ordinal earlier = 0; earlier < earlier_.ordinals[d].size(); ++earlier) {
        const Ordinal now = earlier_.ordinals[d][earlier];
        pace::BreatheAt(earlier);
        if (now == kNoOrdinal) continue;
        numbers_[records.NumberOf(dimension, earlier)] = entries[now].own_number;
      }
    }
  }

  bool WasThere(const Part& part) const {
    return earlier_.columns != nullptr && part.shard < earlier_.columns->shard_count;
  }

  // Calls f(part, number of postings read). With `checks`, these must be as many as the lists say.
  template <typename F>
  absl::Status ForEachPart(F f, bool checks = true) {
    std::vector<std::function<absl::Status()>> jobs;
    std::vector<uint64_t> postings(parts_.size(), 0);
    for (size_t p = 0; p < parts_.size(); ++p) {
      jobs.push_back([&, p] { return f(parts_[p], &postings[p]); });
    }
    absl::Status status = RunJobs(jobs);
    if (!status.ok() || !checks) return status;
    uint64_t read = 0;
    uint64_t told = 0;
    for (const uint64_t n : postings) read += n;
    for (const Dictionary& dictionary : columns_.dictionaries) {
      for (const Dictionary::Entry& entry : dictionary.entries) told += entry.article_count;
    }
    if (read == told) return absl::OkStatus();
    return absl::DataLossError(
        absl::StrCat("the lists of values have ", read, " postings, not ", told));
  }

  absl::Status CountEntities(const Part& part, uint64_t* postings) {
    const Row before = first_rows_[part.shard] - 1;  // Of docid 0.
    if (WasThere(part)) CountEarlier(before + part.begin, before + part.end, postings);
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      const ShardValues& values = dimensions_[d].values[part.shard];
      for (const ShardValues::Value& value : values.values) {
        pace::Breathe();
        const absl::Status status = values.ForEachDocid(shards_[part.shard], value, part.begin,
                                                        part.end, [&](uint32_t docid) {
                                                          uint32_t& size = sizes_[before + docid];
                                                          size = (size + 1) | BitOf(d);
                                                          ++*postings;
                                                        });
        if (!status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  void CountEarlier(Row begin, Row end, uint64_t* postings) {
    const EntityRecords& records = *earlier_.columns->records;
    // Numbers of one dimension lie together.
    const uint32_t organizations = records.first(article::Dimension::kOrganization);
    const uint32_t places = records.first(article::Dimension::kPlace);
    uint64_t count = 0;
    for (Row row = begin; row < end; ++row) {
      pace::BreatheAt(row);
      uint32_t size = 0;
      uint32_t bits = 0;
      records.ForEachNumber(row, [&](uint32_t number, bool) {
        const uint32_t taken = numbers_[number] != EntitySlots::kNone ? 1 : 0;
        size += taken;
        bits |= taken << (uint32_t{number >= organizations} + uint32_t{number >= places});
      });
      sizes_[row] = size | bits << kCountBits;
      count += size;
    }
    *postings += count;
  }

  void FillEarlier(Row begin, Row end) {
    const EntityRecords& records = *earlier_.columns->records;
    for (Row row = begin; row < end; ++row) {
      pace::BreatheAt(row);
      records.ForEachNumber(row, [&](uint32_t earlier, bool about) {
        const uint32_t number = numbers_[earlier];
        if (number == EntitySlots::kNone) return;
        columns_.entities.Put(row, --sizes_[row] & kCountMask, number, about);
      });
    }
  }

  void FillEarlierLabels(Row begin, Row end, size_t label, uint64_t* postings) {
    const LabelColumn& earlier = earlier_.columns->columns->labels[label];
    const std::vector<Ordinal>& ordinals = earlier_.ordinals[kEntityDimensions + label];
    LabelColumn& column = columns_.labels[label];
    for (Row row = begin; row < end; ++row) {
      pace::BreatheAt(row);
      const Ordinal ordinal = earlier[row];
      if (ordinal == kNoOrdinal) continue;
      column.Set(row, ordinals[ordinal]);
      ++*postings;
    }
  }

  absl::Status FillLabels(const Part& part, size_t label, uint64_t* postings) {
    const Row before = first_rows_[part.shard] - 1;
    if (WasThere(part)) {
      FillEarlierLabels(before + part.begin, before + part.end, label, postings);
      return absl::OkStatus();
    }
    const DimensionParts& dimension = dimensions_[kEntityDimensions + label];
    const ShardValues& values = dimension.values[part.shard];
    LabelColumn& column = columns_.labels[label];
    bool twice = false;
    for (size_t v = 0; v < values.values.size(); ++v) {
      const Ordinal ordinal = dimension.ordinals[part.shard][v];
      const absl::Status status = values.ForEachDocid(
          shards_[part.shard], values.values[v], part.begin, part.end, [&](uint32_t docid) {
            twice |= column[before + docid] != kNoOrdinal;
            column.Set(before + docid, ordinal);
            ++*postings;
          });
      if (!status.ok()) return status;
    }
    return twice ? absl::DataLossError("an article with two labels of one dimension")
                 : absl::OkStatus();
  }

  bool IsLive(Row row) const { return (columns_.live[row / 64] >> (row % 64) & 1) != 0; }

  // Every article has one number at least of each dimension.
  absl::Status MakeRoom() {
    pace::Breathe();
    std::vector<uint32_t> room(sizes_.size());
    for (Row row = 0; row < columns_.row_count; ++row) {
      pace::BreatheAt(row);
      room[row] = sizes_[row] & kCountMask;
      if (!IsLive(row)) continue;
      const uint32_t bits = sizes_[row] >> kCountBits;
      room[row] += static_cast<uint32_t>(kEntityDimensions) -
                   static_cast<uint32_t>(__builtin_popcount(bits));
    }
    absl::StatusOr<EntitySlots> made = EntitySlots::WithRoom(room);
    if (!made.ok()) return made.status();
    columns_.entities = *std::move(made);
    return absl::OkStatus();
  }

  absl::Status FillEntities(const Part& part) {
    const Row before = first_rows_[part.shard] - 1;
    EntitySlots& entities = columns_.entities;
    for (Row row = before + part.begin; row < before + part.end; ++row) {
      pace::BreatheAt(row);
      if (!IsLive(row)) continue;
      uint32_t place = sizes_[row] & kCountMask;
      for (size_t d = 0; d < kEntityDimensions; ++d) {
        if ((sizes_[row] & BitOf(d)) != 0) continue;
        entities.Put(row, place++, columns_.own_numbers.missing[d], false);
      }
    }
    if (WasThere(part)) FillEarlier(before + part.begin, before + part.end);
    Filler filler(&entities, sizes_.data());
    std::vector<uint32_t> about;
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      const DimensionParts& dimension = dimensions_[d];
      const ShardValues& values = dimension.values[part.shard];
      const std::vector<Dictionary::Entry>& entries = columns_.dictionaries[d].entries;
      for (size_t v = 0; v < values.values.size(); ++v) {
        pace::Breathe();
        about.clear();
        absl::Status status;
        if (const uint32_t a = dimension.about_of[part.shard][v]; a != kNoOrdinal) {
          const ShardValues& all = dimension.about[part.shard];
          status = all.ForEachDocid(shards_[part.shard], all.values[a], part.begin, part.end,
                                    [&](uint32_t docid) { about.push_back(docid); });
        }
        about.push_back(UINT32_MAX);
        const uint32_t number = entries[dimension.ordinals[part.shard][v]].own_number;
        const uint32_t* next_about = about.data();
        status.Update(values.ForEachDocid(shards_[part.shard], values.values[v], part.begin,
                                          part.end, [&](uint32_t docid) {
                                            const bool is_about = docid == *next_about;
                                            next_about += is_about;
                                            filler.Add(before + docid, number, is_about);
                                          }));
        if (!status.ok()) return status;
        if (next_about != &about.back()) {
          return absl::DataLossError(absl::StrCat("an article about ", values.values[v].value,
                                                  ", which it does not have"));
        }
      }
    }
    filler.Flush();
    return absl::OkStatus();
  }

  const std::vector<ShardSource>& shards_;
  const std::vector<Row>& first_rows_;
  const std::array<DimensionParts, article::kValueDimensionCount>& dimensions_;
  const EarlierEntities& earlier_;
  Columns& columns_;
  std::vector<Part> parts_;
  std::vector<uint32_t> sizes_;    // By row.
  std::vector<uint32_t> numbers_;  // By earlier number.
};

}  // namespace

absl::Status LoadEntities(const std::vector<ShardSource>& shards,
                          const std::vector<Row>& first_rows,
                          const std::array<DimensionParts, article::kValueDimensionCount>& parts,
                          const EarlierEntities& earlier, Columns* columns) {
  return EntityLoader(shards, first_rows, parts, earlier, columns).Run();
}

}  // namespace dateline::snapshot
