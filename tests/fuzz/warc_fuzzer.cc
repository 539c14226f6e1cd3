// WARC and ARC files, compressed or not.

#include "indexer/source/arc_reader.h"
#include "indexer/source/warc_reader.h"
#include "tests/fuzz/fuzz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  dateline::fuzz::FuzzReader(&dateline::source::ReadArc, data, size);
  return dateline::fuzz::FuzzReader(&dateline::source::ReadWarc, data, size);
}
