// JSON values and lines, with a limit so small that most wrappers are too large to be kept.

#include "indexer/source/json_lines.h"
#include "indexer/source/json_values.h"
#include "tests/fuzz/fuzz_reader.h"

namespace {

constexpr uint64_t kSmall = 256;

bool ReadValues(dateline::source::Input* input) {
  return dateline::source::ReadJsonValues(input, kSmall);
}
bool ReadLines(dateline::source::Input* input) {
  return dateline::source::ReadJsonLines(input, kSmall);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dateline::fuzz::FuzzReader(&ReadValues, data, size);
  dateline::fuzz::FuzzReader(&ReadLines, data, size);
  dateline::fuzz::FuzzReader([](auto* input) { return dateline::source::ReadJsonValues(input); },
                             data, size);
  return dateline::fuzz::FuzzReader(
      [](auto* input) { return dateline::source::ReadJsonLines(input); }, data, size);
}
