"""PostgreSQL behind the protocol of ../README.md: tsvector under GIN, ts_rank_cd for the ten best, GROUP BY for counts.

    postgres_engine.py index JSONL SOCKET_FOLDER
    postgres_engine.py serve SOCKET_FOLDER LIMIT_SECONDS

The server runs already: engines.py starts it.
"""

import sys
import time

import psycopg2
import psycopg2.errors
import serving

# The words stand apart from the texts, so that finding articles reads little.
SCHEMA = """
CREATE TABLE texts(id integer NOT NULL, name text NOT NULL, title text NOT NULL, body text NOT NULL);
CREATE TABLE names(id integer NOT NULL, dimension smallint NOT NULL, name text NOT NULL);
CREATE TABLE has(dimension smallint NOT NULL, article integer NOT NULL, value integer NOT NULL);
"""
# A word between title and body, so that no phrase goes over both.
AFTER = """
CREATE TABLE articles AS SELECT id, to_tsvector('simple', title || ' titleend ' || body) AS words FROM texts ORDER BY id;
ALTER TABLE articles ADD PRIMARY KEY (id);
ALTER TABLE texts ADD PRIMARY KEY (id);
ALTER TABLE names ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX ON names(dimension, name);
ALTER TABLE has ADD PRIMARY KEY (dimension, article, value);
CREATE INDEX ON has(value, article);
CREATE INDEX ON articles USING gin(words) WITH (fastupdate = off);
"""
# One thread for every engine; compiling a query takes longer than most of them.
SESSION = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET statement_timeout = {};"


class Rows:
    """A file for COPY, made of tuples."""

    def __init__(self, rows):
        self.lines = ("\t".join(str(value) for value in row) + "\n" for row in rows)
        self.rest = ""

    def read(self, size):
        while len(self.rest) < size:
            line = next(self.lines, None)
            if line is None:
                break
            self.rest += line
        text, self.rest = self.rest[:size], self.rest[size:]
        return text


def connect(socket):
    connection = psycopg2.connect(host=socket, dbname="postgres", user="dateline")
    connection.autocommit = True
    return connection


def index(path, socket):
    run = connect(socket).cursor()
    run.execute(SCHEMA)
    numbers = {}
    has = []

    def texts():
        for number, *text, values in serving.articles(path, "postgres"):
            for value in values:
                has.append((value[0], number, numbers.setdefault(value, len(numbers) + 1)))
            yield number, *text

    # The articles are written by corpus_generator: nothing to escape.
    run.copy_expert("COPY texts FROM STDIN", Rows(texts()))
    run.copy_expert("COPY names FROM STDIN", Rows((number, *value) for value, number in numbers.items()))
    run.copy_expert("COPY has FROM STDIN", Rows(sorted(has)))
    run.execute("SET maintenance_work_mem = '1GB'")
    for statement in AFTER.strip().split("\n"):
        run.execute(statement)
    run.execute("VACUUM (ANALYZE)")
    run.execute("CHECKPOINT")


class Engine:
    def __init__(self, socket, limit):
        self.cursor = connect(socket).cursor()
        self.cursor.execute(SESSION.format(int(limit * 1000)))

    def run(self, op, words, wanted, selections):
        try:
            best = self.best(op, words, wanted, selections)
            if wanted in ("top", "filter"):
                return len(best), []
            return self.count(op, words, selections)
        except psycopg2.errors.QueryCanceled as error:
            raise serving.Late from error

    def ask(self, sql, parameters):
        self.cursor.execute(sql, parameters)
        return self.cursor.fetchall()

    @staticmethod
    def match(op, words):
        """The words as a tsquery."""
        return {"phrase": " <-> ", "or": " | "}.get(op, " & ").join(words)

    @staticmethod
    def passing(dimension, names):
        """SQL for the articles that have one of the names, and its parameters."""
        return (
            f"(SELECT article FROM has WHERE value = ANY(ARRAY(SELECT id FROM names WHERE dimension = {dimension} AND name = ANY(%s))))",
            [names],
        )

    def best(self, op, words, wanted, selections):
        conditions, parameters = [], []
        if op != "all":
            conditions.append("words @@ query")
            parameters.append(self.match(op, words))
        for dimension, names in selections.items():
            articles, values = self.passing(dimension, names)
            conditions.append(f"id IN {articles}")
            parameters += values
        source = "articles" if op == "all" else "articles, CAST(%s AS tsquery) AS query"
        order = "" if op == "all" else "ORDER BY ts_rank_cd(words, query) DESC"
        query = "" if op == "all" else ", query"
        where = " AND ".join(conditions) or "true"
        best = f"SELECT id{query} FROM {source} WHERE {where} {order} LIMIT {serving.TOP}"
        if wanted in ("page", "answer"):
            snippet = ""
            if wanted == "answer":
                snippet = (
                    ", left(body, 240)"
                    if op == "all"
                    else f", ts_headline('simple', body, query, 'MaxWords={serving.SNIPPET_WORDS}, MinWords={serving.SNIPPET_WORDS // 2}')"
                )
            best = f"WITH best AS MATERIALIZED ({best}) SELECT id, title{snippet} FROM best JOIN texts USING (id)"
        return self.ask(best, parameters)

    def count(self, op, words, selections):
        """What matches is found once; then counted by dimension, without that one's own selection."""
        columns, parameters = ["id"], []
        for dimension, names in selections.items():
            articles, values = self.passing(dimension, names)
            columns.append(f"id IN {articles} AS passes{dimension}")
            parameters += values
        where = "true"
        if op != "all":
            where = "words @@ CAST(%s AS tsquery)"
            parameters.append(self.match(op, words))

        def passing(without):
            return " AND ".join(f"passes{d}" for d in selections if d != without) or "true"

        parts = [f"(SELECT -1 AS dimension, count(*) AS articles FROM found WHERE {passing(None)})"]
        for dimension, name in enumerate(serving.DIMENSIONS):
            limit = "" if name == "month" else f" LIMIT {serving.TOP}"
            parts.append(
                f"(SELECT {dimension}, count(*) AS articles FROM found JOIN has ON has.dimension = {dimension} AND has.article = found.id "
                f"WHERE {passing(dimension)} GROUP BY value ORDER BY articles DESC{limit})"
            )
        rows = self.ask(
            f"WITH found AS MATERIALIZED (SELECT {', '.join(columns)} FROM articles WHERE {where}) {' UNION ALL '.join(parts)}",
            parameters,
        )
        counts = [[count for d, count in rows if d == dimension] for dimension in range(len(serving.DIMENSIONS))]
        return next(count for d, count in rows if d == -1), counts


def main():
    if sys.argv[1:2] == ["index"] and len(sys.argv) == 4:
        index(sys.argv[2], sys.argv[3])
    elif sys.argv[1:2] == ["serve"] and len(sys.argv) == 4:
        begin = time.monotonic()
        limit = float(sys.argv[3])
        engine = Engine(sys.argv[2], limit)
        serving.serve(time.monotonic() - begin, limit, engine.run)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
