#include "indexer/source/text_neighbours.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/source/byte_cursor.h"
#include "indexer/source/byte_stream.h"
#include "indexer/source/content_kind.h"
#include "indexer/source/wide_text_stream.h"
#include "indexer/text/wide_text.h"

namespace dateline::source {
namespace {

namespace fs = std::filesystem;

// Texts of several endings may stand in turn.
constexpr size_t kMaxBlocks = 8;
// What a neighbour is, less of it tells than of the file that is read itself.
constexpr size_t kNeighbourSniffBytes = 4 << 10;

// "news/2023/" of "news/2023/a.txt"; "" of a bare name.
absl::string_view FolderOf(absl::string_view path) { return path.substr(0, path.rfind('/') + 1); }

// ".txt" of "a.txt", ".gz" of "a.txt.gz"; "" without one, as of "12.5" and "example.com_news_7".
absl::string_view EndingOf(absl::string_view name) {
  constexpr size_t kMaxEnding = 8;
  const size_t dot = name.rfind('.');
  if (dot == absl::string_view::npos) return "";
  const absl::string_view ending = name.substr(dot + 1);
  const bool word = ending.size() <= kMaxEnding &&
                    std::all_of(ending.begin(), ending.end(), absl::ascii_isalnum) &&
                    std::any_of(ending.begin(), ending.end(), absl::ascii_isalpha);
  return word ? name.substr(dot) : "";
}

absl::string_view HostOf(absl::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == absl::string_view::npos) return "";
  url.remove_prefix(scheme + 3);
  return url.substr(0, url.find_first_of("/?#"));
}

std::optional<std::string> TextHead(const std::string& path, ByteCursor* bytes) {
  const absl::string_view content =
      bytes->Peek(SharedLines::kMaxTextBytes).substr(0, SharedLines::kMaxTextBytes);
  if (FindContentKind(path, content.substr(0, kNeighbourSniffBytes)) != ContentKind::kText)
    return std::nullopt;
  return std::string(content);
}

// The beginning of a file that is one scraped text; nullopt for anything else.
std::optional<std::string> ReadTextHead(const std::string& path) {
  absl::StatusOr<std::unique_ptr<ByteStream>> stored = OpenStored(path);
  if (!stored.ok()) return std::nullopt;
  absl::StatusOr<std::unique_ptr<ByteStream>> opened = Decompress(*std::move(stored));
  if (!opened.ok()) return std::nullopt;
  Expansion expansion;
  ByteCursor bytes(*std::move(opened), &expansion, 0);
  const text::WideEncoding wide = text::FindWideEncoding(bytes.Peek(kSniffBytes));
  if (wide == text::WideEncoding::kNone) return TextHead(path, &bytes);
  ByteCursor narrow(std::make_unique<WideTextStream>(&bytes, wide), &expansion, 0);
  return TextHead(path, &narrow);
}

absl::flat_hash_map<std::string, std::vector<std::string>> NamesIn(const std::string& folder) {
  absl::flat_hash_map<std::string, std::vector<std::string>> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    std::error_code ignored;
    if (name[0] != '.' && entry->is_regular_file(ignored))
      names[EndingOf(name)].push_back(std::move(name));
  }
  for (auto& [ending, of_ending] : names) std::sort(of_ending.begin(), of_ending.end());
  return names;
}

}  // namespace

bool TextNeighbours::OnDocument(Document document) {
  if (document.type != ContentType::kText) return End() && sink_.OnDocument(std::move(document));
  if (document.stable_path != file_.stable_path) return Hold(std::move(document));
  if (const SharedLines* siblings = Siblings(file_)) {
    document.shared_lines = siblings->In(document.content);
    document.texts_compared = siblings->texts();
  }
  return sink_.OnDocument(std::move(document));
}

bool TextNeighbours::OnReject(Reject reject) { return End() && sink_.OnReject(std::move(reject)); }

bool TextNeighbours::Hold(Document document) {
  std::string place(FolderOf(document.stable_path));
  const absl::string_view host = HostOf(document.url);
  place.append(host.data(), host.size());
  const size_t bytes = document.content.size();
  if (place != held_place_ && !End()) return false;
  const bool fits = held_.size() < SharedLines::kMaxTexts && held_bytes_ + bytes <= kMaxHeldBytes;
  if (!fits && !CloseBlock()) return false;
  held_place_ = std::move(place);
  held_bytes_ += bytes;
  held_.push_back(std::move(document));
  return true;
}

// A block may be small, as the last of a place: those before it make up for that.
void TextNeighbours::Compare() {
  std::vector<absl::string_view> texts;
  const size_t missing = SharedLines::kMaxTexts - held_.size();
  for (size_t i = closed_.size() - std::min(missing, closed_.size()); i < closed_.size(); ++i)
    texts.push_back(closed_[i].content);
  for (const Document& document : held_) texts.push_back(document.content);
  const SharedLines lines(texts);
  for (Document& document : held_) {
    document.shared_lines = lines.In(document.content);
    document.texts_compared = lines.texts();
  }
}

bool TextNeighbours::CloseBlock() {
  Compare();
  std::vector<Document> closed = std::exchange(closed_, {});
  closed_ = std::exchange(held_, {});
  held_bytes_ = 0;
  return Deliver(std::move(closed));
}

bool TextNeighbours::End() {
  if (!held_.empty()) Compare();
  std::vector<Document> closed = std::exchange(closed_, {});
  std::vector<Document> held = std::exchange(held_, {});
  held_bytes_ = 0;
  return Deliver(std::move(closed)) && Deliver(std::move(held));
}

bool TextNeighbours::Deliver(std::vector<Document> documents) {
  for (Document& document : documents) {
    if (!sink_.OnDocument(std::move(document))) return false;
  }
  return true;
}

// Files come in the order of their paths: a walk comes back to a folder after those below it, and
// to no other. So each is listed once, whatever its files are called.
const TextNeighbours::Folder& TextNeighbours::FolderAt(const std::string& path) {
  while (!folders_.empty() && !absl::StartsWith(path, folders_.back().path)) folders_.pop_back();
  if (folders_.empty() || folders_.back().path != path) folders_.push_back({path, NamesIn(path)});
  return folders_.back();
}

const SharedLines* TextNeighbours::Siblings(const InputFile& file) {
  // Standard input and pipes lie beside nothing.
  if (file.bytes == 0) return nullptr;
  const std::string path(FolderOf(file.stable_path));
  const std::string name = file.stable_path.substr(path.size());
  const std::string ending(EndingOf(name));
  const Folder& folder = FolderAt(path);
  const auto of_ending = folder.names.find(ending);
  if (of_ending == folder.names.end()) return nullptr;
  const std::vector<std::string>& names = of_ending->second;
  const auto at = std::lower_bound(names.begin(), names.end(), name);
  // A hidden file, or one that came later, is in no block.
  if (at == names.end() || *at != name) return nullptr;
  const size_t number = (at - names.begin()) / SharedLines::kMaxTexts;
  const auto known = std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& block) {
    return block.number == number && block.ending == ending && block.path == path;
  });
  if (known != blocks_.end()) {
    blocks_.splice(blocks_.begin(), blocks_, known);
    return &known->lines;
  }
  std::vector<std::string> contents;
  const size_t end = std::min((number + 1) * SharedLines::kMaxTexts, names.size());
  const size_t begin = end - std::min(end, SharedLines::kMaxTexts);
  for (size_t i = begin; i < end && end - begin >= SharedLines::kMinTexts; ++i) {
    if (auto head = ReadTextHead(path + names[i])) contents.push_back(*std::move(head));
  }
  if (blocks_.size() == kMaxBlocks) blocks_.pop_back();
  blocks_.push_front({path, ending, number, SharedLines({contents.begin(), contents.end()})});
  return &blocks_.front().lines;
}

}  // namespace dateline::source
