#include "tests/server/snapshot/made_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/snapshot/alias_overlay.h"

namespace dateline::snapshot {
namespace {

bool IsAbout(const std::string& id) { return id.back() == '!'; }
std::string WithoutMark(std::string id) {
  if (IsAbout(id)) id.pop_back();
  return id;
}

void NumberEntries(Columns* columns) {
  for (size_t d = 0; d < kEntityDimensions; ++d) {
    for (auto& entry : columns->dictionaries[d].entries) {
      entry.own_number = columns->own_numbers.count++;
    }
    columns->own_numbers.missing[d] = columns->own_numbers.count++;
  }
}

void Fill(const std::vector<std::vector<EntitySlots::Entity>>& rows, Columns* columns) {
  std::vector<uint32_t> sizes;
  for (const auto& row : rows) sizes.push_back(static_cast<uint32_t>(row.size()));
  columns->entities = *EntitySlots::WithRoom(sizes);
  for (Row row = 0; row < rows.size(); ++row) {
    for (uint32_t i = 0; i < rows[row].size(); ++i) {
      columns->entities.Put(row, i, rows[row][i].number, rows[row][i].about);
    }
  }
}

}  // namespace

void FillEntities(const std::vector<std::vector<std::vector<Ordinal>>>& rows, Columns* columns) {
  columns->row_count = static_cast<uint32_t>(rows.size());
  columns->live.assign(rows.size() / 64 + 1, 0);
  NumberEntries(columns);
  std::vector<std::vector<EntitySlots::Entity>> numbers(rows.size());
  for (size_t row = 0; row < rows.size(); ++row) {
    if (rows[row].empty()) continue;
    columns->live[row / 64] |= uint64_t{1} << (row % 64);
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      for (const Ordinal ordinal : rows[row][d]) {
        numbers[row].push_back({columns->dictionaries[d].entries[ordinal].own_number, false});
      }
      if (rows[row][d].empty()) numbers[row].push_back({columns->own_numbers.missing[d], false});
    }
  }
  Fill(numbers, columns);
}

Columns MadeColumns(const std::vector<std::vector<std::string>>& articles) {
  Columns columns;
  columns.row_count = columns.article_count = static_cast<uint32_t>(articles.size());
  columns.live.assign(articles.size() / 64 + 1, 0);
  columns.publish.start.assign(articles.size(), kUnknownDay);
  std::map<std::string, uint32_t> counts;
  for (const auto& article : articles) {
    for (const std::string& id : article) ++counts[WithoutMark(id)];
  }
  for (const auto& [id, count] : counts) {
    columns.dictionaries[static_cast<size_t>(*DimensionOfEntity(id))].Add(
        id, absl::StrCat("name of ", id), count);
  }
  for (LabelColumn& labels : columns.labels) labels = LabelColumn(columns.row_count, 0);
  NumberEntries(&columns);
  std::vector<std::vector<EntitySlots::Entity>> numbers(articles.size());
  for (size_t row = 0; row < articles.size(); ++row) {
    columns.live[row / 64] |= uint64_t{1} << (row % 64);
    std::set<size_t> dimensions;
    for (const std::string& id : articles[row]) {
      const auto d = static_cast<size_t>(*DimensionOfEntity(WithoutMark(id)));
      const Dictionary& dictionary = columns.dictionaries[d];
      numbers[row].push_back(
          {dictionary.entries[dictionary.Find(WithoutMark(id))].own_number, IsAbout(id)});
      dimensions.insert(d);
    }
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      if (dimensions.count(d) == 0) {
        numbers[row].push_back({columns.own_numbers.missing[d], false});
      }
    }
  }
  Fill(numbers, &columns);
  return columns;
}

std::vector<std::string> RowTexts(const Columns& columns) {
  std::vector<std::string> rows;
  std::map<absl::string_view, uint32_t> counts;
  for (Row row = 0; row < columns.row_count; ++row) {
    std::vector<EntitySlots::Entity> entities;
    columns.entities.Read(row, &entities);
    std::vector<std::string> texts;
    for (size_t d = 0; d < kEntityDimensions; ++d) {
      size_t found = 0;
      for (const Dictionary::Entry& entry : columns.dictionaries[d].entries) {
        for (const EntitySlots::Entity& entity : entities) {
          if (entity.number != entry.own_number) continue;
          texts.push_back(absl::StrCat(entry.value, entity.about ? "!" : ""));
          ++counts[entry.value];
          ++found;
        }
      }
      const uint32_t missing = columns.own_numbers.missing[d];
      EXPECT_EQ(std::count_if(entities.begin(), entities.end(),
                              [&](const auto& e) { return e.number == missing; }),
                found == 0 ? 1 : 0);
      entities.erase(std::remove_if(entities.begin(), entities.end(),
                                    [&](const auto& e) { return e.number == missing; }),
                     entities.end());
    }
    EXPECT_EQ(texts.size(), entities.size());
    EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), texts.size());
    rows.push_back(absl::StrJoin(texts, " "));
  }
  for (size_t d = 0; d < kEntityDimensions; ++d) {
    const std::vector<Dictionary::Entry>& entries = columns.dictionaries[d].entries;
    for (size_t o = 0; o < entries.size(); ++o) {
      EXPECT_EQ(entries[o].article_count, counts[entries[o].value]) << entries[o].value;
      EXPECT_TRUE(o == 0 || entries[o - 1].value < entries[o].value);
    }
  }
  return rows;
}

}  // namespace dateline::snapshot
