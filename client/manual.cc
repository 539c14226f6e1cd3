// Longer than a source should be, because it is prose: one constant per part of a page.

#include "client/manual.h"

#include "absl/strings/str_cat.h"

#ifndef DATELINE_VERSION
#error "DATELINE_VERSION is not defined"
#endif

namespace dateline::client {
namespace {

constexpr absl::string_view kProgram = R"(NAME
    dateline - ask a Dateline server about a news archive

SYNOPSIS
    dateline search [OPTION]... [--] [QUERY]...
    dateline article [OPTION]... ID
    dateline entity [OPTION]... [--] NAME_OR_ID
    dateline facets [OPTION]... DIMENSION [--] [QUERY]...
    dateline info [OPTION]...
    dateline health [OPTION]...
    dateline --version
    dateline COMMAND --help

DESCRIPTION
    Finds articles, and counts them by who, where and when. All numbers are
    exact, and all numbers of one answer are of one revision of the index.

    search     Articles that match, with counts by person, organization, place
               and date.
    article    One article, with what it names.
    entity     One person, organization or place: its names, its articles, and
               whom it is seen with.
    facets     All values of one dimension: the persons of an archive, say.
    info       What the index holds.
    health     Whether the server is ready.

OPTIONS
    -h, --help
        Print this page, or that of a command.
    --version
        Print the version.
)";

constexpr absl::string_view kSearchHead = R"(NAME
    dateline search - find articles, and count them by who, where and when

SYNOPSIS
    dateline search [OPTION]... [--] [QUERY]...

DESCRIPTION
    Prints the articles that match QUERY and all conditions, the best first, and
    counts of all of them: by person, organization, place and month, unless
    --facet or --timeline says by what. Without QUERY and conditions, every
    article matches. The words of QUERY are joined by spaces; behind "--" they
    may begin with "-".

        visit kim              all words, or with --any at least one
        "arms deal"            a phrase (quote it for the shell too)
        kim OR putin           AND, OR and NOT count in capitals only
        visit -nuclear         without
        (kim OR putin) visit
        title:visit            in the title
        diplo*                 words that begin so

    A value that narrows the search, as by --person, is marked in the counts. It
    leaves the counts of its own dimension as they are, so that they say what
    each further value would add; see --all-of.

OPTIONS
)";

constexpr absl::string_view kFacetsHead = R"(NAME
    dateline facets - list the values of one dimension

SYNOPSIS
    dateline facets [OPTION]... DIMENSION[:about] [--] [QUERY]...

DESCRIPTION
    Prints the values of DIMENSION - person, organization, place, source or
    language - with the number of articles that have them, most frequent first:
    of all articles, or of those that match QUERY and the conditions, which are
    as in 'dateline search'. With ":about", as in person:about, only articles
    that are about a value count for it, not those that only mention it.

OPTIONS
    --prefix TEXT
        Only values with a word that begins so, letter case and accents aside.
)";

constexpr absl::string_view kArticleHead = R"(NAME
    dateline article - print one article

SYNOPSIS
    dateline article [OPTION]... ID

DESCRIPTION
    Prints the article with this ID, which 'dateline search' shows: title, where
    and when it appeared, the news agency whose text it is, how the date is
    known, whether it is a copy of an earlier article or has copies itself, the
    text with the persons, organizations, places and dates in it marked on a
    terminal, and lists of them: those that the article is about first, then
    those that it only mentions, with the number of times it names each and its
    id. An ID that begins with "-" goes behind "--".

OPTIONS
)";

constexpr absl::string_view kEntityHead = R"(NAME
    dateline entity - look up a person, an organization or a place

SYNOPSIS
    dateline entity [OPTION]... [--] NAME_OR_ID

DESCRIPTION
    Prints what is known of one entity: its name, kind and id, the number of
    articles that name it and of those that are about it, how articles call it,
    what the server's rules or the user's corrections did to it (merged, renamed
    or split, with the reason), its first and last article, and the entities
    that are named most often in the same articles.

    NAME_OR_ID is an id ("person/kim-jong-un"), also one that was merged into
    another, or a name. A name stands for the entity that is called exactly so,
    letter case, accents and punctuation aside; when there is none, for those
    that have its words, or words that begin so, in one of their names. When it
    stands for several, they are listed, with their ids.

    With --json, the fields of one entity are those of GetEntityResponse -
    entity, names, changes, first_article, last_article, undated_count, revision
    - and cooccurrences, a list with one element per kind, as in
    ListCooccurrencesResponse. Of several, and of none, it is a
    ListEntitiesResponse: what tells them apart is the field "entity" or
    "entities".

OPTIONS
    --kind person|organization|place
        What NAME may stand for. Given more than once: any of them.
    --beside person|organization|place
        What to list of the same articles, by default all three. May be given
        more than once.
    --order count|association
        Order of the entities of the same articles: by the number of articles
        (the default), or by how much more often they meet than chance would
        have it, which shows who belongs to the entity rather than who is named
        everywhere.
    --limit N
        Names, changes, and entities of each kind to print, by default 10; or
        of the entities that NAME may stand for, by default 20. The server's
        maximum is 1000. In JSON, names and changes are always there.
)";

constexpr absl::string_view kInfoHead = R"(NAME
    dateline info - what an index holds

SYNOPSIS
    dateline info [OPTION]...

DESCRIPTION
    Prints the number of articles, their dates, the size of each dimension, the
    file of corrections to entities that the server was given, if any, with how
    many of its lines were applied and which were not, and what serving the
    index takes.

OPTIONS
)";

constexpr absl::string_view kHealthHead = R"(NAME
    dateline health - whether a server is ready

SYNOPSIS
    dateline health [OPTION]...

DESCRIPTION
    Asks the server by gRPC's health protocol, prints SERVING and ends with exit
    status 0 when it answers requests. Otherwise says why not, with exit status
    2.

OPTIONS
    --service NAME
        Ask for one service of it, as dateline.v1.SearchService.
)";

constexpr absl::string_view kConditions = R"(    --any
        One word of QUERY is enough; articles with more of them come first.
    --person NAME, --organization NAME, --place NAME
        Only articles that name this entity: a name ("Kim Jong Un") or an id
        ("person/kim-jong-un"). Given more than once: any of them.
    --source NAME, --language CODE
        Only articles of this source or in this language ("en"). Given more than
        once: any of them.
    --not-person NAME, --not-organization NAME, --not-place NAME,
    --not-source NAME, --not-language CODE
        Only articles without it. Given more than once: without any of them.
    --all-of DIMENSION
        Only articles with all values given for DIMENSION, instead of any.
    --about person|organization|place
        Only articles that are about the values given for this dimension, by
        their title, first paragraphs or share of the names, and do not only
        mention them; values of --not-person and so on are then those that they
        are not about. Other dimensions are left as they are. May be given once
        per dimension.
    --since DATE, --until DATE
        Only articles that appeared in this time, first and last day included.
        DATE is 2023, 2023-09, 2023-09-13, or before today: -7d, -3w, -2m, -1y.
        Articles without a date are left out.
    --event-since DATE, --event-until DATE
        Only articles that speak of a time that overlaps this one.
    --event-within
        Only articles that speak of a time that lies inside of that one.
    --query-language CODE
        Language whose word stems are used for QUERY; by default, in every
        article, those of its own language.
    --copies-of ID
        Only the article with this ID and its copies: articles with nearly the
        same text.
    --collapse
        Count copies once: a group of them counts where one of its articles
        would. A search prints the article of each group that comes first, and
        how many copies of it match.
)";

constexpr absl::string_view kSearchOptions = R"(    --sort relevance|newest|oldest
        Order of the articles; by default by relevance.
    --facet DIMENSION[:N], --facet DIMENSION[:INTERVAL]
        Count by this dimension: person, organization, place, source, language
        with the N most frequent values (by default 10), or publish_date,
        event_date by day, week, month (the default) or year. May be given once
        per dimension, and takes the place of the counts shown by default.
    --facet DIMENSION[:N]:about
        The same for person, organization and place, but count only articles
        that are about a value. The counts shown by default are so in the
        dimensions of --about.
    --timeline INTERVAL, --event-timeline INTERVAL
        The same as --facet publish_date:INTERVAL, --facet event_date:INTERVAL.
        Event dates may lie centuries apart: --event-since and --event-until
        show those of one time by day.
    --counts-only
        Print no articles: the counts alone, which is faster.
    --snippets N
        Passages to show of each article; by default 1.
    --full
        With --json: the whole text of each article, and what it names.
)";

constexpr absl::string_view kPaging = R"(    --page-size N
        Print so many at once; the server's default is 20 articles, 100 values;
        its maximum is 1000.
    --page-token TOKEN
        Print the page that an answer called its next; all else must be as it
        was.
)";

constexpr absl::string_view kDisplay = R"(    --json
        Print the server's answer as one line of JSON, as dateline/v1 defines
        it, with the names of its fields.
    --color auto|always|never
        Whether to use colours; by default on a terminal only.
    --width COLUMNS
        Width of the page, 20 to 1000; by default the terminal's, or 80.
)";

constexpr absl::string_view kConnection = R"(    --address HOST:PORT
        Where the server listens; by default 127.0.0.1:7410.
    --timeout SECONDS
        Give up after this time; by default 30.
    -h, --help
        Print this page.
)";

constexpr absl::string_view kFoundStatus = R"(
EXIT STATUS
    0   found
    1   nothing found
    2   error: wrong usage, no connection, or an error of the server
    Results go to the standard output, everything else to the standard error. A
    reader that stops reading ('| head') is no error.
)";

constexpr absl::string_view kPlainStatus = R"(
EXIT STATUS
    0   done
    2   error: wrong usage, no connection, or an error of the server
)";

constexpr absl::string_view kHealthStatus = R"(
EXIT STATUS
    0   the server is SERVING
    2   it is not, or wrong usage
)";

constexpr absl::string_view kAddressVariable = R"(
ENVIRONMENT
    DATELINE_ADDRESS
        Takes the place of 127.0.0.1:7410 where --address is not given.
)";

constexpr absl::string_view kDisplayVariables = R"(    NO_COLOR
        When it is set, colours are not used unless --color always is given.
    LC_ALL, LC_CTYPE, LANG
        The first of them that is set names the locale. Pages are in ASCII when
        that is not one of UTF-8. JSON is always in UTF-8.
    TERM
        When it is "dumb", colours are not used unless --color always is given.
)";

constexpr absl::string_view kProgramExamples = R"(
EXAMPLES
    dateline search kim putin
    dateline search --person "Kim Jong Un" --since 2023-09 -- visit -nuclear
    dateline facets place --prefix mos
    dateline entity Kim Jong Un
    dateline search --help
)";

constexpr absl::string_view kSearchExamples = R"(
EXAMPLES
    What was written about an arms deal in the last seven days:
        dateline search --since -7d '"arms deal"'
    Articles that name both, the newest first:
        dateline search --person "Kim Jong Un" --person "Vladimir Putin" \
            --all-of person --sort newest
    Articles about one that mention the other, and what they are about:
        dateline search --person "Kim Jong Un" --about person --place Russia \
            --facet person:20:about --facet place:20:about
    Whom the articles of 2023 name that speak of 1987:
        dateline search --since 2023 --until 2023 --event-since 1987 \
            --event-until 1987 --event-within --counts-only --facet person:20
    What was written, each story of an agency once, and who printed one of them:
        dateline search --collapse visit kim
        dateline search --copies-of 1f0c9a7be2d34c55 --facet source
    Ids of all articles found on the first page, for a script:
        dateline search --json --page-size 1000 visit | jq -r .hits[].article.id
)";

constexpr absl::string_view kFacetsExamples = R"(
EXAMPLES
    Persons whose name has a word that begins with "kim":
        dateline facets person --prefix kim
    Whom the articles of the last seven days are about:
        dateline facets person:about --since -7d
    Places in articles with the word grain since September 2023:
        dateline facets place --since 2023-09 -- grain
)";

constexpr absl::string_view kArticleExamples = R"(
EXAMPLES
    dateline article 1f0c9a7be2d34c55
    dateline article --color always 1f0c9a7be2d34c55 | less -R
    dateline article --json 1f0c9a7be2d34c55 |
        jq '.article.entities[] | select(.about) | .entity_id'
)";

constexpr absl::string_view kEntityExamples = R"(
EXAMPLES
    dateline entity Kim Jong Un
    dateline entity person/kim-jong-un
    The person, not the city:
        dateline entity --kind person Washington
    Who belongs to an organization:
        dateline entity --beside person --order association organization/nato
    The id, or ids, for a script:
        dateline entity --json kim jong | jq -r '.entity.id // .entities[].id'
    Persons and how many articles they share with one:
        dateline entity --json --beside person person/kim-jong-un |
            jq -r '.cooccurrences[].values[] |
                   [.article_count, .entity.display_name] | @tsv'
)";

constexpr absl::string_view kInfoExamples = R"(
EXAMPLES
    dateline info
    dateline info --json | jq .article_count
    Lines of the file of corrections that were not applied:
        dateline info --json | jq -r '.alias_overlay.warnings[]?'
)";

constexpr absl::string_view kHealthExamples = R"(
EXAMPLES
    Wait until a server is ready:
        until dateline health 2>/dev/null; do sleep 1; done
)";

struct CommandRow {
  Command command;
  absl::string_view name;
};

constexpr CommandRow kCommands[] = {{Command::kSearch, "search"}, {Command::kArticle, "article"},
                                    {Command::kEntity, "entity"}, {Command::kFacets, "facets"},
                                    {Command::kInfo, "info"},     {Command::kHealth, "health"}};

}  // namespace

std::optional<Command> FindCommand(absl::string_view name) {
  for (const CommandRow& row : kCommands) {
    if (row.name == name) return row.command;
  }
  return std::nullopt;
}

std::string CommandName(Command command) {
  for (const CommandRow& row : kCommands) {
    if (row.command == command) return std::string(row.name);
  }
  return "";
}

std::string Manual(absl::string_view name) {
  switch (FindCommand(name).value_or(Command::kManual)) {
    case Command::kSearch:
      return absl::StrCat(kSearchHead, kConditions, kSearchOptions, kPaging, kDisplay, kConnection,
                          kFoundStatus, kAddressVariable, kDisplayVariables, kSearchExamples);
    case Command::kFacets:
      return absl::StrCat(kFacetsHead, kConditions, kPaging, kDisplay, kConnection, kFoundStatus,
                          kAddressVariable, kDisplayVariables, kFacetsExamples);
    case Command::kArticle:
      return absl::StrCat(kArticleHead, kDisplay, kConnection, kFoundStatus, kAddressVariable,
                          kDisplayVariables, kArticleExamples);
    case Command::kEntity:
      return absl::StrCat(kEntityHead, kDisplay, kConnection, kFoundStatus, kAddressVariable,
                          kDisplayVariables, kEntityExamples);
    case Command::kInfo:
      return absl::StrCat(kInfoHead, kDisplay, kConnection, kPlainStatus, kAddressVariable,
                          kDisplayVariables, kInfoExamples);
    case Command::kHealth:
      return absl::StrCat(kHealthHead, kConnection, kHealthStatus, kAddressVariable,
                          kHealthExamples);
    case Command::kManual:
      break;
  }
  return absl::StrCat(kProgram, kFoundStatus, kAddressVariable, kDisplayVariables,
                      kProgramExamples);
}

std::string VersionLine() { return absl::StrCat("dateline ", DATELINE_VERSION, "\n"); }

}  // namespace dateline::client
