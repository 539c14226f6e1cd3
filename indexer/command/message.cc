#include "indexer/command/message.h"

#include <cstdio>

#include "absl/strings/str_cat.h"
#include "indexer/command/commands.h"

namespace dateline::command {

void Say(absl::string_view text) {
  std::string line = absl::StrCat("dateline-indexer: ", text);
  for (char& c : line) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n') || byte == 0x7f) c = '?';
  }
  line.push_back('\n');
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int Fail(const absl::Status& status) {
  Say(status.message());
  return kExitError;
}

std::string WithCommas(uint64_t number) {
  std::string digits = absl::StrCat(number);
  for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(at, ",");
  return digits;
}

std::string Count(uint64_t number, absl::string_view noun) {
  return absl::StrCat(WithCommas(number), " ", noun, number == 1 ? "" : "s");
}

}  // namespace dateline::command
