#include "server/service/command_line.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "server/service/answer_cache.h"
#include "server/service/index_call.h"
#include "server/service/run_server.h"

namespace dateline::service {
namespace {

constexpr char kDefaultListen[] = "127.0.0.1:7410";
constexpr int kMaxRequestsUnderWay = 4096;
constexpr double kDefaultDrainSeconds = 10;
constexpr double kMaxDrainSeconds = 3600;
constexpr double kMaxBm25K1 = 1000;
// The cache may grow to this share of the machine's memory, but not beyond so much, unless another
// size is given.
constexpr uint64_t kCacheShare = 8;
constexpr uint64_t kMostDefaultCache = uint64_t{1} << 30;
constexpr uint64_t kMaxCacheMegabytes = 1 << 20;

constexpr char kDescription[] =
    "dateline-server - serve a Dateline index over gRPC\n"
    "\n"
    "Answers searches over the index in DIR, which dateline-indexer writes. A commit of an indexer "
    "is\n"
    "picked up by itself, while requests go on. Besides dateline.v1 it offers grpc.health.v1 and\n"
    "server reflection, so that any gRPC client can look around with nothing but the address.";

constexpr char kFooter[] =
    "SIGNALS\n"
    "  SIGTERM, SIGINT   Turn unhealthy, take no new requests, finish those under way, exit 0. A "
    "second\n"
    "                    one ends the server at once.\n"
    "\n"
    "ALIASES\n"
    "  One correction per line of FILE, its columns separated by TABs, its reason last; lines that "
    "begin\n"
    "  with # are comments:\n"
    "    merge   ID  INTO_ID                   REASON   one entity, of one kind or of two\n"
    "    rename  ID  NAME                      REASON   another display name\n"
    "    hide    ID                            REASON   in no facet, selection or article\n"
    "    split   ID  NEW_ID  NAME  CONDITIONS  REASON   articles that meet all CONDITIONS, of\n"
    "                                                   with=ID without=ID source=NAME since=DATE\n"
    "                                                   until=DATE, separated by spaces\n"
    "    keep    ID                            REASON   not for the server's own rules\n"
    "  An id is person/..., organization/... or place/...; a source with spaces stands in double "
    "quotes.\n"
    "  Lines about what no article has, and those that contradict one before, are left out with a "
    "warning\n"
    "  (log, and GetIndex). While a changed FILE has mistakes, the last good one stays in force.\n"
    "\n"
    "LOG\n"
    "  Standard error gets one line per event and per request, as key=value pairs. The text of "
    "queries is\n"
    "  not logged unless --log-queries is given.\n"
    "\n"
    "SECURITY\n"
    "  There is no encryption and no authentication: whoever reaches the address can read the "
    "whole index.\n"
    "  Keep to a loopback address, or put a proxy in front that knows whom to let in.\n"
    "\n"
    "EXIT STATUS\n"
    "  0   stopped by a signal\n"
    "  2   could not start: wrong arguments, no index in DIR, an index that this version cannot "
    "read, a\n"
    "      mistake in the file of --aliases, or an address that cannot be listened on\n"
    "\n"
    "EXAMPLES\n"
    "  dateline-server --index news.index\n"
    "  dateline-server --index news.index --aliases corrections.tsv\n"
    "  dateline-server --index news.index --listen 127.0.0.1:0 --address-file address\n"
    "  grpcurl -plaintext -d '{\"filter\": {\"query\": \"kim visit\"}}' 127.0.0.1:7410 \\\n"
    "      dateline.v1.SearchService/Search";

// Of the machine; 0 when it does not say.
uint64_t MemoryBytes() {
  const long pages = sysconf(_SC_PHYS_PAGES);  // NOLINT(google-runtime-int)
  const long page = sysconf(_SC_PAGESIZE);     // NOLINT(google-runtime-int)
  return pages > 0 && page > 0 ? static_cast<uint64_t>(pages) * static_cast<uint64_t>(page) : 0;
}

// CLI::Range lets "nan" pass: it is neither below nor above.
std::string CheckFinite(const std::string& text) {
  double number = 0;
  return absl::SimpleAtod(text, &number) && std::isfinite(number) ? "" : "not a number: " + text;
}

// A variable of a script that was not set: better no server than one without its corrections.
std::string CheckNotEmpty(const std::string& text) {
  return text.empty() ? "the value is empty" : "";
}

std::string CheckListen(const std::string& text) {
  return std::string(ParseListenAddress(text).status().message());
}

}  // namespace

absl::optional<CommandLine> ParseCommandLine(int argc, char** argv, int* exit_code) {
  CommandLine line;
  line.bm25.k1 = kDefaultBm25K1;
  line.bm25.b = kDefaultBm25B;
  std::string listen = kDefaultListen;
  bool no_request_log = false;
  bool no_entity_rules = false;
  double drain_seconds = kDefaultDrainSeconds;
  uint64_t cache_megabytes = std::min(MemoryBytes() / kCacheShare, kMostDefaultCache) >> 20;
  uint64_t answer_cache_megabytes = kDefaultAnswerCacheBytes >> 20;

  CLI::App app(kDescription, "dateline-server");
  app.footer(kFooter);
  app.set_version_flag("--version", absl::StrCat("dateline-server ", ServerVersion()),
                       "Print the version and exit");
  app.add_option("--index", line.index, "The index to serve")->required()->type_name("DIR");
  app.add_flag("--wait-for-index", line.wait_for_index,
               "Start even when DIR holds no index yet; unhealthy until it does");
  app.add_option("--aliases", line.aliases,
                 "Correct entities as FILE says; read again whenever it changes")
      ->type_name("FILE")
      ->check(CLI::Validator(CheckNotEmpty, ""));
  app.add_flag("--no-entity-rules", no_entity_rules,
               "Do not take \"Jane Roe\" and \"Jane Q. Roe\" for one person, nor persons of one\n"
               "name who hold office for different states for several");
  app.add_option("--listen", listen, "Where to listen; port 0 picks a free one")
      ->type_name("HOST:PORT")
      ->capture_default_str()
      ->check(CLI::Validator(CheckListen, ""));
  app.add_option("--address-file", line.address_file,
                 "Write HOST:PORT, with the real port, to FILE once the server answers")
      ->type_name("FILE");
  app.add_option("--cache-mb", cache_megabytes,
                 "Memory for the lists of words, entities and filters that are asked for again,\n"
                 "and for articles found again, in MiB; 0: keep none. By default an eighth of the\n"
                 "machine's memory, at most 1024")
      ->type_name("N")
      ->check(CLI::Range(uint64_t{0}, kMaxCacheMegabytes).name(""));
  app.add_option("--answer-cache-mb", answer_cache_megabytes,
                 "Memory for whole answers to searches, for the same request at the same\n"
                 "revision, in MiB; 0: keep none")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Range(uint64_t{0}, kMaxCacheMegabytes).name(""));
  app.add_option("--max-requests", line.server.handler.max_requests,
                 "Requests under way at the same time; one more is RESOURCE_EXHAUSTED")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Range(1, kMaxRequestsUnderWay).name(""));
  app.add_option("--drain-seconds", drain_seconds,
                 "How long requests under way may go on after a signal")
      ->type_name("N")
      ->capture_default_str()
      ->check(CLI::Range(0.0, kMaxDrainSeconds).name(""))
      ->check(CLI::Validator(CheckFinite, ""));
  app.add_option("--bm25-k1", line.bm25.k1,
                 "Ranking: how much a word counts that occurs again; 0: nothing")
      ->type_name("X")
      ->capture_default_str()
      ->check(CLI::Range(0.0, kMaxBm25K1).name(""))
      ->check(CLI::Validator(CheckFinite, ""));
  app.add_option("--bm25-b", line.bm25.b,
                 "Ranking: how much long articles are held back, from 0 to 1")
      ->type_name("X")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0).name(""))
      ->check(CLI::Validator(CheckFinite, ""));
  app.add_flag("--no-request-log", no_request_log, "Log no requests, only events");
  app.add_flag("--log-queries", line.server.handler.log_queries,
               "Log the text of queries too, not only its length");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    *exit_code = code == 0 ? 0 : kExitCannotStart;
    return absl::nullopt;
  }
  line.server.listen = *ParseListenAddress(listen);
  line.server.handler.log_requests = !no_request_log;
  line.entity_rules = !no_entity_rules;
  line.cache_bytes = cache_megabytes << 20;
  line.answer_cache_bytes = answer_cache_megabytes << 20;
  line.drain_time = absl::Seconds(drain_seconds);
  return line;
}

}  // namespace dateline::service
