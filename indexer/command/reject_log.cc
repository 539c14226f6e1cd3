#include "indexer/command/reject_log.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/command/message.h"
#include "indexer/text/utf8.h"

namespace dateline::command {
namespace {

absl::Status WriteError(const std::string& path) {
  return absl::UnavailableError(
      absl::StrCat(path, ": cannot write the reject list: ", std::strerror(errno)));
}

}  // namespace

std::string RejectToJson(const source::Reject& reject) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  const auto write = [&writer](const char* key, std::string value) {
    text::RepairUtf8(&value);
    writer.Key(key);
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  writer.StartObject();
  write("source_path", reject.source_path);
  writer.Key("offset");
  writer.Uint64(reject.offset);
  write("reason", reject.reason);
  write("detail", reject.detail);
  writer.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

absl::StatusOr<std::unique_ptr<RejectLog>> RejectLog::Open(const std::string& path) {
  std::FILE* file = nullptr;
  if (!path.empty()) {
    file = std::fopen(path.c_str(), "we");
    if (file == nullptr) return WriteError(path);
  }
  return std::unique_ptr<RejectLog>(new RejectLog(path, file));
}

RejectLog::~RejectLog() {
  if (file_ != nullptr) std::fclose(file_);
}

absl::Status RejectLog::Add(const source::Reject& reject) {
  ++total_;
  ++counts_[reject.reason];
  if (file_ == nullptr) return absl::OkStatus();
  const std::string line = absl::StrCat(RejectToJson(reject), "\n");
  if (std::fwrite(line.data(), 1, line.size(), file_) != line.size()) return WriteError(path_);
  return absl::OkStatus();
}

absl::Status RejectLog::Flush() {
  if (file_ == nullptr) return absl::OkStatus();
  if (std::fflush(file_) != 0 || std::ferror(file_) != 0) return WriteError(path_);
  return absl::OkStatus();
}

std::string RejectLog::Summary() const {
  std::vector<std::pair<uint64_t, std::string>> by_count;
  for (const auto& [reason, count] : counts_) by_count.emplace_back(count, reason);
  std::stable_sort(by_count.begin(), by_count.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::string text = absl::StrCat(WithCommas(total_), " rejected");
  const char* separator = ": ";
  for (const auto& [count, reason] : by_count) {
    absl::StrAppend(&text, separator, WithCommas(count), " ", reason);
    separator = ", ";
  }
  if (!path_.empty() && total_ > 0) absl::StrAppend(&text, " (see ", path_, ")");
  return text;
}

}  // namespace dateline::command
