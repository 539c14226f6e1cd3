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
  // `sizes` are of the rows from the first one on.
  Filler(EntitySlots* entities, Row first_row, uint32_t* sizes)
      : entities_(*entities), first_row_(first_row), sizes_(sizes) {}

  void Add(Row row, EntitySlots::Entity entity) {
    __builtin_prefetch(entities_.records() + row, /*write=*/1);
    __builtin_prefetch(sizes_ + (row - first_row_), /*write=*/1);
    pending_[size_++] = {row, entity};
    if (size_ == kPending) Flush();
  }
  void Flush() {
    for (size_t i = 0; i < size_; ++i) {
      const Pending& p = pending_[i];
      entities_.Put(p.row, --sizes_[p.row - first_row_] & kCountMask, p.entity.number,
                    p.entity.about);
    }
    size_ = 0;
  }

 private:
  struct Pending {
    Row row;
    EntitySlots::Entity entity;
  };
  static constexpr size_t kPending = 32;

  EntitySlots& entities_;
  const Row first_row_;
  uint32_t* const sizes_;  // Entities that are still to come, below kCountMask.
  std::array<Pending, kPending> pending_;
  size_t size_ = 0;
};

// An entity that a row gets.
struct Added {
  EntitySlots::Entity entity;
  uint32_t dimension;
  uint32_t next;  // Of the same row: its place among those added, counted from 1; 0 for none.
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
        columns_(*columns),
        first_shard_(earlier.columns == nullptr ? 0 : earlier.columns->shard_count),
        first_row_(earlier.columns == nullptr ? 0 : earlier.columns->row_count) {}

  absl::Status Run() {
    MakeParts();
    NumberEntities();
    pace::Breathe();
    sizes_.assign(columns_.row_count - first_row_, 0);
    for (size_t l = 0; l < kLabelDimensions; ++l) {
      pace::Breathe();
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
    if (status.ok()) status = CheckPostings(first_shard_, shards_.size());
    if (status.ok()) status = FillEarlierLabels();
    if (status.ok()) status = MakeRoom();
    if (!status.ok()) return status;
    status = ForEachPart([this](const Part& part, uint64_t*) { return FillEntities(part); });
    if (status.ok()) status = ReplaceTouched();
    return status;
  }

 private:
  // Of the shards that are read.
  void MakeParts() {
    for (size_t s = first_shard_; s < shards_.size(); ++s) {
      const uint64_t end = uint64_t{first_rows_[s + 1]} - first_rows_[s] + 1;
      for (uint64_t begin = 1; begin < end; begin += kPartRows) {
        parts_.push_back({s, static_cast<uint32_t>(begin),
                          static_cast<uint32_t>(std::min<uint64_t>(end, begin + kPartRows))});
      }
    }
  }

  // What was there before keeps its number.
  void NumberEntities() {
    constexpr uint32_t kNew = UINT32_MAX;
    OwnNumbers& numbers = columns_.own_numbers;
    for (size_t d = 0; d < kEntityDimensions && earlier_.columns != nullptr; ++d) {
      std::vector<Dictionary::Entry>& entries = columns_.dictionaries[d].entries;
      for (size_t i = 0; i < entries.size(); ++i) {
        pace::BreatheAt(i, 4096);
        entries[i].own_number = kNew;
      }
      TakeNumbers(d);
    }
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      std::vector<Dictionary::Entry>& entries = columns_.dictionaries[d].entries;
      for (size_t i = 0; i < entries.size(); ++i) {
        pace::BreatheAt(i, 4096);
        if (earlier_.columns == nullptr || entries[i].own_number == kNew) {
          entries[i].own_number = numbers.Add(d);
        }
      }
      if (earlier_.columns == nullptr) numbers.missing[d] = numbers.Add(d);
      numbers.given[d] = static_cast<uint32_t>(entries.size());
    }
  }

  void TakeNumbers(size_t d) {
    const auto dimension = static_cast<article::Dimension>(d);
    const EntityRecords& records = *earlier_.columns->records;
    OwnNumbers& numbers = columns_.own_numbers;
    numbers.final = true;
    numbers.count = records.number_count();
    numbers.missing[d] = records.missing(dimension);
    numbers.next[d] = records.next(dimension);
    gone_.resize(numbers.count, 0);
    Dictionary& dictionary = columns_.dictionaries[d];
    const Dictionary& before = earlier_.columns->columns->dictionaries[d];
    for (Ordinal earlier = 0; earlier < earlier_.ordinals[d].size(); ++earlier) {
      pace::BreatheAt(earlier);
      Ordinal now = earlier_.ordinals[d][earlier];
      const uint32_t number = records.NumberOf(dimension, earlier);
      if (now == kNoOrdinal) {
        gone_[number] = 1;
        now = dictionary.Find(before.entries[earlier].value);
      }
      if (now != kNoOrdinal) dictionary.entries[now].own_number = number;
    }
    const std::vector<Ordinal>& ordinals = records.ordinals(dimension);
    for (uint32_t number = 0; number < ordinals.size(); ++number) {
      pace::BreatheAt(number, 8192);
      if (ordinals[number] != kNoOrdinal) continue;
      numbers.unused[d].push_back(records.first(dimension) + number);
    }
  }

  // Calls f(part, number of postings read).
  template <typename F>
  absl::Status ForEachPart(F f) {
    std::vector<std::function<absl::Status()>> jobs;
    std::vector<uint64_t> postings(parts_.size(), 0);
    for (size_t p = 0; p < parts_.size(); ++p) {
      jobs.push_back([&, p] { return f(parts_[p], &postings[p]); });
    }
    const absl::Status status = RunJobs(jobs);
    for (const uint64_t n : postings) postings_ += n;
    return status;
  }

  // The postings read since the last check must be as many as the lists of some shards say.
  absl::Status CheckPostings(size_t begin, size_t end) {
    uint64_t told = 0;
    for (const DimensionParts& dimension : dimensions_) {
      for (size_t s = begin; s < end; ++s) {
        for (const ShardValues::Value& value : dimension.values[s].values) {
          told += value.list.documents;
        }
      }
    }
    const uint64_t read = postings_;
    postings_ = 0;
    if (read == told) return absl::OkStatus();
    return absl::DataLossError(
        absl::StrCat("the lists of values have ", read, " postings, not ", told));
  }

  absl::Status CountEntities(const Part& part, uint64_t* postings) {
    const Row before = first_rows_[part.shard] - 1;  // Of docid 0.
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      const ShardValues& values = dimensions_[d].values[part.shard];
      for (const ShardValues::Value& value : values.values) {
        pace::Breathe();
        const absl::Status status = values.ForEachDocid(shards_[part.shard], value, part.begin,
                                                        part.end, [&](uint32_t docid) {
                                                          uint32_t& size = SizeOf(before + docid);
                                                          size = (size + 1) | BitOf(d);
                                                          ++*postings;
                                                        });
        if (!status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  absl::Status FillEarlierLabels() {
    std::vector<std::function<absl::Status()>> jobs;
    for (Row begin = 0; begin < first_row_; begin += kPartRows) {
      const Row end = std::min(first_row_ - begin, kPartRows) + begin;
      for (size_t l = 0; l < kLabelDimensions; ++l) {
        jobs.push_back([this, begin, end, l] {
          const LabelColumn& earlier = earlier_.columns->columns->labels[l];
          const std::vector<Ordinal>& ordinals = earlier_.ordinals[kEntityDimensions + l];
          for (Row row = begin; row < end; ++row) {
            pace::BreatheAt(row);
            const Ordinal ordinal = earlier[row];
            if (ordinal != kNoOrdinal) columns_.labels[l].Set(row, ordinals[ordinal]);
          }
          return absl::OkStatus();
        });
      }
    }
    return RunJobs(jobs);
  }

  absl::Status FillLabels(const Part& part, size_t label, uint64_t* postings) {
    const Row before = first_rows_[part.shard] - 1;
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

  uint32_t& SizeOf(Row row) { return sizes_[row - first_row_]; }

  // Every article has one number at least of each dimension.
  absl::Status MakeRoom() {
    pace::Breathe();
    std::vector<uint32_t> room(sizes_.size());
    for (Row row = first_row_; row < columns_.row_count; ++row) {
      pace::BreatheAt(row);
      room[row - first_row_] = SizeOf(row) & kCountMask;
      if (!IsLive(row)) continue;
      const uint32_t bits = SizeOf(row) >> kCountBits;
      room[row - first_row_] += static_cast<uint32_t>(kEntityDimensions) -
                                static_cast<uint32_t>(__builtin_popcount(bits));
    }
    absl::StatusOr<EntitySlots> made =
        earlier_.columns == nullptr
            ? EntitySlots::WithRoom(room)
            : EntitySlots::GoOn(earlier_.columns->records->slots(), first_row_, room);
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
      uint32_t place = SizeOf(row) & kCountMask;
      for (size_t d = 0; d < kEntityDimensions; ++d) {
        if ((SizeOf(row) & BitOf(d)) != 0) continue;
        entities.Put(row, place++, columns_.own_numbers.missing[d], false);
      }
    }
    Filler filler(&entities, first_row_, sizes_.data());
    const absl::Status status = ForEachEntity(
        part, [&](size_t, Row row, EntitySlots::Entity entity) { filler.Add(row, entity); });
    filler.Flush();
    return status;
  }

  // Calls take(dimension, row, entity) for all that the lists of a part say.
  template <typename Take>
  absl::Status ForEachEntity(const Part& part, Take take) {
    const Row before = first_rows_[part.shard] - 1;
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
        status.Update(values.ForEachDocid(
            shards_[part.shard], values.values[v], part.begin, part.end, [&](uint32_t docid) {
              const bool is_about = docid == *next_about;
              next_about += is_about;
              take(d, before + docid, EntitySlots::Entity{number, is_about});
            }));
        if (!status.ok()) return status;
        if (next_about != &about.back()) {
          return absl::DataLossError(absl::StrCat("an article about ", values.values[v].value,
                                                  ", which it does not have"));
        }
      }
    }
    return absl::OkStatus();
  }

  // In rows that were there before, what was touched gives way to what the lists say. Every row
  // that had some of it is in these lists: corrections made it of them.
  absl::Status ReplaceTouched() {
    if (first_row_ == 0) return absl::OkStatus();
    std::vector<Added> added;
    std::vector<uint32_t> last_of;  // By row: of those added; 0 for none.
    for (size_t s = 0; s < first_shard_; ++s) {
      const Part part = {s, 1, first_rows_[s + 1] - first_rows_[s] + 1};
      const absl::Status status =
          ForEachEntity(part, [&](size_t d, Row row, EntitySlots::Entity entity) {
            if (last_of.empty()) last_of.resize(first_row_, 0);
            added.push_back({entity, static_cast<uint32_t>(d), last_of[row]});
            last_of[row] = static_cast<uint32_t>(added.size());
          });
      if (!status.ok()) return status;
    }
    postings_ += added.size();
    const absl::Status status = CheckPostings(0, first_shard_);
    if (!status.ok()) return status;
    std::vector<EntitySlots::Entity> entities;
    for (Row row = 0; row < last_of.size(); ++row) {
      pace::BreatheAt(row);
      if (last_of[row] == 0) continue;
      entities.clear();
      std::array<bool, kEntityDimensions> has = {};
      columns_.entities.ForEach(row, [&](uint32_t number, bool about) {
        if (number == columns_.entities.none() || gone_[number] != 0) return;
        const size_t d = DimensionOf(number);
        if (number == columns_.own_numbers.missing[d]) return;
        entities.push_back({number, about});
        has[d] = true;
      });
      for (uint32_t i = last_of[row]; i != 0; i = added[i - 1].next) {
        entities.push_back(added[i - 1].entity);
        has[added[i - 1].dimension] = true;
      }
      for (size_t d = 0; d < kEntityDimensions; ++d) {
        if (!has[d]) entities.push_back({columns_.own_numbers.missing[d], false});
      }
      columns_.entities.Write(row, entities);
    }
    return absl::OkStatus();
  }

  // REQUIRES: the number is an earlier one.
  size_t DimensionOf(uint32_t number) const {
    size_t d = 0;
    while (number > columns_.own_numbers.missing[d]) ++d;
    return d;
  }

  const std::vector<ShardSource>& shards_;
  const std::vector<Row>& first_rows_;
  const std::array<DimensionParts, article::kValueDimensionCount>& dimensions_;
  const EarlierEntities& earlier_;
  Columns& columns_;
  // The first shard that is read, and the first row that is not taken over.
  const size_t first_shard_;
  const Row first_row_;
  std::vector<Part> parts_;
  uint64_t postings_ = 0;        // Read since they were checked.
  std::vector<uint32_t> sizes_;  // By row from first_row_ on.
  std::vector<uint8_t> gone_;    // By earlier number: 1 for one whose articles are not taken over.
};

}  // namespace

absl::Status LoadEntities(const std::vector<ShardSource>& shards,
                          const std::vector<Row>& first_rows,
                          const std::array<DimensionParts, article::kValueDimensionCount>& parts,
                          const EarlierEntities& earlier, Columns* columns) {
  return EntityLoader(shards, first_rows, parts, earlier, columns).Run();
}

}  // namespace dateline::snapshot
