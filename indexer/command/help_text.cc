#include "indexer/command/help_text.h"

#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"

namespace dateline::command {
namespace {

constexpr absl::string_view kProgram =
    R"(dateline-indexer - turn what a crawler left into a searchable news archive

SYNOPSIS
  dateline-indexer extract [OPTION]... PATH...
  dateline-indexer index   [OPTION]... --index DIR PATH...
  dateline-indexer export  --index DIR
  dateline-indexer remove  [OPTION]... --index DIR ID...
  dateline-indexer check   [OPTION]... --index DIR

COMMANDS
  extract   print what is found in the inputs, one JSON object per article
  index     build or update an index
  export    print every article of an index as JSON
  remove    delete articles by id
  check     verify an index

OPTIONS
  -h, --help   this text; after a command, that command's
  --version    the versions of the program and of the index format

EXIT STATUS
  0  fine
  1  nothing was found, indexed or removed
  2  an error; standard error says which

EXAMPLES
  dateline-indexer index --index archive crawl/
  dateline-indexer index --help
)";

constexpr absl::string_view kInputs = R"(
INPUTS
  A PATH is a file, a folder (walked through, names beginning with a dot passed
  over), or - for standard input. Inputs are scraped text, HTML pages, JSON (a
  record a line, objects over several lines, arrays), web archives (WARC, WET,
  ARC) and the SGML of Reuters-21578; each may be compressed (gzip, zstd, bzip2,
  xz, lz4), or lie in a tar, zip or 7z archive. Content tells which; files are
  read in the order of their paths, whatever the order of the arguments.

  A line of JSONL is an object with "id", "title", and "body" (clean text, kept
  to the letter) or "html"; optionally "url", "source", "publish_date",
  "language", and "mentions", which are then used instead of those found here.
  Other fields are ignored.

  What cannot be used costs one record, never the run: it goes to the reject
  list, one JSON object a line with source_path, offset, reason and detail.
)";

constexpr absl::string_view kExtractHead =
    R"(dateline-indexer extract - print what is found in the inputs, without an index

SYNOPSIS
  dateline-indexer extract [--threads N] [--no-annotations] [--rejects FILE]
                           [--quiet] PATH...
  dateline-indexer extract --explain [--no-annotations] [--rejects FILE]
                           [--quiet] PATH...

DESCRIPTION
  Reads every PATH and prints one JSON object per article and line on standard
  output, in the order of the inputs: id, title, body, language, publish date,
  the people, organizations and places mentioned, and the dates spoken of. The
  output does not depend on the number of threads.

  With --explain it prints, instead, every block of every input: a line "==",
  source_path and title per article, then one line per block with "keep" or
  "drop", the reason, where the block stands, and how it begins; then one line
  per mention with "mention", its kind, what found it, its entity or
  "unlinked", and why; then one line per calendar expression with "date", its
  days, how fine they are, the rule that found them, and the publish date; or
  with "left", and why it has no days. Lines of mentions and dates end in their
  field and bytes, and their words.
)";

constexpr absl::string_view kExtractTail = R"(
OPTIONS
  --threads N      threads that make articles, 1 to 256 (default: one per core)
  --no-annotations no people, organizations, places and event dates but those
                   that the input gives: several times faster
  --explain        show what became of each block of text, each name and each
                   calendar expression, and why
  --rejects FILE   list what could not be used in FILE, as JSONL
  --quiet          no progress and no summary on standard error
  -h, --help       this text

EXIT STATUS
  0  at least one article was printed, or the reader of the output went away
  1  no article was found
  2  an error

EXAMPLES
  dateline-indexer extract crawl/page.html
  dateline-indexer extract crawl/ | jq -r .title
  zcat dump.jsonl.gz | dateline-indexer extract - >articles.jsonl
)";

constexpr absl::string_view kIndexHead = R"(dateline-indexer index - build or update an index

SYNOPSIS
  dateline-indexer index [--threads N] [--shards N] [--rejects FILE]
                         [--batch-articles N] [--commit-interval SECONDS]
                         [--wait] [--quiet] --index DIR PATH...

DESCRIPTION
  Reads every PATH and writes its articles into the index in the folder DIR,
  which is created when there is none. An article whose id the index already has
  replaces the stored one, or is passed over when nothing in it has changed.
  Of two versions of one id the one captured later stays, where both say when
  ("captured_at", WARC-Date); else the last one in input order.

  Articles become visible batch by batch: a commit is one for all, and servers
  that run on the index move on to it by themselves. The index is never left
  half written. After an interruption of any kind, kill -9 and power cuts
  included, the last commit is what is searched, and the same command finishes
  the work; what is already there is recognized and costs little. SIGINT and
  SIGTERM end the run in an orderly way: what has been read is committed.

  One indexer at a time can write an index. A DIR that holds other files and no
  index is refused.
)";

constexpr absl::string_view kIndexTail = R"(
OPTIONS
  --index DIR      the folder of the index
  --threads N      threads that make articles, 1 to 256 (default: one per core);
                   --shards more write
  --shards N       shards that are written at the same time, 1 to 64 (default:
                   one per core, at most 4); small ones are joined later. With
                   fewer --batch-articles than by default, both are no more than
                   one for every 2000 of these: other cores are left to a server
  --rejects FILE   list what could not be used in FILE (default:
                   DIR/rejects.jsonl); the list of an earlier run is replaced
  --batch-articles N
                   commit after N articles (default: 20000) ...
  --commit-interval SECONDS
                   ... but not before so many seconds have passed since the last
                   commit (default: 5); 256 MiB of text end a batch at once
  --wait           when another indexer is writing DIR, wait for it to end
  --quiet          no progress and no summary on standard error
  -h, --help       this text

FILES
  DIR/rejects.jsonl   what the last run could not use
  DIR/LOCK            held by the indexer that is writing, and says which
  DIR/XAPIANDB        the committed revision; Xapian's own tools read DIR

EXIT STATUS
  0  the index holds the articles of the inputs
  1  no article was found in the inputs
  2  an error, or interrupted; what was committed stays

EXAMPLES
  dateline-indexer index --index archive crawl/
  dateline-indexer index --index archive --shards 8 dump-2023.jsonl.zst
  crawler | dateline-indexer index --index archive --commit-interval 1 -
)";

constexpr absl::string_view kExport =
    R"(dateline-indexer export - print every article of an index as JSON

SYNOPSIS
  dateline-indexer export --index DIR

DESCRIPTION
  Prints one JSON object per article and line on standard output, in the form of
  `dateline-indexer extract`, in the byte order of the ids; an article that has
  copies gets a `copy_group` too, the id of the earliest. What is printed
  is the revision that was committed last when the command began, also while an
  indexer writes. The output can be indexed again.

OPTIONS
  --index DIR   the folder of the index
  -h, --help    this text

EXIT STATUS
  0  at least one article was printed, or the reader of the output went away
  1  the index holds no article
  2  an error

EXAMPLES
  dateline-indexer export --index archive >archive.jsonl
  dateline-indexer export --index archive | jq -r '.mentions[]?.name' | sort
)";

constexpr absl::string_view kRemove = R"(dateline-indexer remove - delete articles by id

SYNOPSIS
  dateline-indexer remove [--wait] [--quiet] --index DIR ID...

DESCRIPTION
  Deletes the articles with these ids, all in one commit. Ids that the index
  does not have are named on standard error and do not keep the others from
  being deleted.

OPTIONS
  --index DIR   the folder of the index
  --wait        when an indexer is writing DIR, wait for it to end
  --quiet       no summary on standard error
  -h, --help    this text

EXIT STATUS
  0  at least one article was deleted
  1  the index had none of the ids
  2  an error

EXAMPLES
  dateline-indexer remove --index archive b7c1f11835e9287c
  dateline-indexer remove --index archive -- -an-id-that-begins-with-a-dash
  xargs -d '\n' dateline-indexer remove --index archive <ids.txt
)";

constexpr absl::string_view kCheck = R"(dateline-indexer check - verify an index

SYNOPSIS
  dateline-indexer check [--threads N] [--quiet] --index DIR

DESCRIPTION
  Verifies the committed revision from end to end: the structure of every table;
  that every article can be read and is there once; and that its postings,
  values and words in their order are those that it would be given if it were
  indexed now. Nothing is changed. What is wrong is printed on standard error.
  A word file (shards/N/words) that is lost or damaged costs time, but no
  answer: remove it, and the next run of `dateline-indexer index` writes the
  shard anew.

OPTIONS
  --index DIR   the folder of the index
  --threads N   shards checked at a time, 1 to 256 (default: one per core)
  --quiet       print only what is wrong
  -h, --help    this text

EXIT STATUS
  0  the index is sound
  2  it is not, or it could not be read

EXAMPLES
  dateline-indexer check --index archive || echo "restore the backup"
)";

}  // namespace

std::string HelpText(absl::string_view command) {
  if (command == "extract") return absl::StrCat(kExtractHead, kInputs, kExtractTail);
  if (command == "index") return absl::StrCat(kIndexHead, kInputs, kIndexTail);
  if (command == "export") return std::string(kExport);
  if (command == "remove") return std::string(kRemove);
  if (command == "check") return std::string(kCheck);
  return std::string(kProgram);
}

std::string VersionText() {
  return absl::StrCat("dateline-indexer ", DATELINE_VERSION, "\nindex format ",
                      format::kFormatVersion, " (reads ", format::kMinFormatVersion, " to ",
                      format::kFormatVersion, ")\n");
}

}  // namespace dateline::command
