#include <unistd.h>

#include "indexer/command/commands.h"
#include "indexer/command/line_output.h"
#include "indexer/command/message.h"
#include "indexer/format/codec.h"
#include "indexer/store/index_reader.h"

namespace dateline::command {

int RunExport(const ExportOptions& options) {
  const absl::StatusOr<std::unique_ptr<store::IndexReader>> reader =
      store::IndexReader::Open(options.index);
  if (!reader.ok()) return Fail(reader.status());
  LineOutput output(STDOUT_FILENO);
  absl::Status status = (*reader)->ForEachArticle(
      [&](const article::Article& article, const std::string& copy_group) {
        return output.Write(
            format::ArticleToJson(article, format::JsonMember("copy_group", copy_group)));
      });
  output.Flush();
  status.Update(output.status());
  if (!status.ok()) return Fail(status);
  if (output.reader_gone()) return kExitFine;
  return (*reader)->article_count() > 0 ? kExitFine : kExitNothing;
}

}  // namespace dateline::command
