"""SQLite FTS5 behind the protocol of ../README.md: bm25() for the ten best, GROUP BY over a normalised table for counts.

    sqlite_engine.py index JSONL FILE
    sqlite_engine.py serve FILE LIMIT_SECONDS
"""

import sqlite3
import sys
import time

import serving

SCHEMA = """
CREATE TABLE articles(id INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE names(id INTEGER PRIMARY KEY, dimension INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(dimension, name));
CREATE TABLE has(dimension INTEGER NOT NULL, article INTEGER NOT NULL, value INTEGER NOT NULL,
                 PRIMARY KEY(dimension, article, value)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(title, body, content='articles', content_rowid='id', tokenize='unicode61');
"""
FASTEST = """
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -524288;
PRAGMA mmap_size = 17179869184;
"""
# Instructions of SQLite's machine between two looks at the clock.
STEPS = 10_000
# Rows written at once.
BATCH = 10_000


def index(path, file):
    database = sqlite3.connect(file)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + FASTEST + SCHEMA)
    numbers = {}
    batch = []
    for number, article_id, title, body, values in serving.articles(path, "sqlite"):
        pairs = [(value[0], number, numbers.setdefault(value, len(numbers) + 1)) for value in values]
        batch.append(((number, article_id, title, body), pairs))
        if len(batch) == BATCH:
            write(database, batch)
            batch = []
    write(database, batch)
    database.executemany("INSERT INTO names VALUES(?, ?, ?)", ((number, *value) for value, number in numbers.items()))
    database.execute("CREATE INDEX by_value ON has(value, article)")
    database.execute("INSERT INTO words(words) VALUES('optimize')")
    database.execute("ANALYZE")
    database.commit()
    database.close()


def write(database, batch):
    rows = [row for row, _ in batch]
    database.executemany("INSERT INTO articles VALUES(?, ?, ?, ?)", rows)
    database.executemany("INSERT INTO words(rowid, title, body) VALUES(?, ?, ?)", ((row[0], row[2], row[3]) for row in rows))
    database.executemany("INSERT INTO has VALUES(?, ?, ?)", sorted(pair for _, pairs in batch for pair in pairs))


class Engine:
    def __init__(self, file, limit):
        self.limit = limit
        self.until = 0.0
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
        self.database.executescript(FASTEST)
        # What matches, and by selected dimension whether the article passes that selection.
        self.database.execute("CREATE TEMP TABLE found(article INTEGER PRIMARY KEY, passes0, passes1, passes2)")
        self.database.set_progress_handler(lambda: time.monotonic() > self.until, STEPS)

    def run(self, op, words, wanted, selections):
        self.until = time.monotonic() + self.limit
        try:
            best = self.best(op, words, wanted, selections)
            if wanted in ("top", "filter"):
                return len(best), []
            return self.count(op, words, selections)
        except sqlite3.OperationalError as error:
            if str(error) != "interrupted":
                raise
            raise serving.Late from error

    @staticmethod
    def match(op, words):
        """The words in the language of FTS5."""
        if op == "phrase":
            return '"' + " ".join(words) + '"'
        return (" OR " if op == "or" else " AND ").join(f'"{word}"' for word in words)

    @staticmethod
    def passing(dimension, names):
        """SQL for the articles that have one of the names, and its parameters."""
        marks = ", ".join("?" * len(names))
        return (
            f"(SELECT article FROM has WHERE value IN (SELECT id FROM names WHERE dimension = {dimension} AND name IN ({marks})))",
            names,
        )

    def best(self, op, words, wanted, selections):
        columns = {
            "page": ", (SELECT title FROM articles WHERE id = words.rowid)",
            "answer": f", (SELECT title FROM articles WHERE id = words.rowid), snippet(words, 1, '[', ']', '', {serving.SNIPPET_WORDS})",
        }.get(wanted, "")
        conditions, parameters = [], []
        if op != "all":
            conditions.append("words MATCH ?")
            parameters.append(self.match(op, words))
        for dimension, names in selections.items():
            articles, values = self.passing(dimension, names)
            # With the plus, the words are looked up once, not once for every article of the selection.
            conditions.append(f"+rowid IN {articles}")
            parameters += values
        if op == "all":
            # Every article is as good, and has no place to show.
            columns = ", title, substr(body, 1, 240)" if wanted == "answer" else ", title"
            where = " AND ".join(conditions) or "true"
            sql = f"SELECT rowid{columns} FROM articles WHERE {where} LIMIT {serving.TOP}"
        else:
            sql = f"SELECT rowid{columns} FROM words WHERE {' AND '.join(conditions)} ORDER BY rank LIMIT {serving.TOP}"
        return self.database.execute(sql, parameters).fetchall()

    def count(self, op, words, selections):
        """What matches is found once; then counted by dimension, without that one's own selection."""
        run = self.database.execute
        columns, parameters = [], []
        for dimension in range(len(serving.DIMENSIONS) - 1):
            if dimension in selections:
                articles, values = self.passing(dimension, selections[dimension])
                columns.append(f"rowid IN {articles}")
                parameters += values
            else:
                columns.append("true")
        where = "true" if op == "all" else "words MATCH ?"
        run("DELETE FROM found")
        run(
            f"INSERT INTO found SELECT rowid, {', '.join(columns)} FROM {'articles' if op == 'all' else 'words'} WHERE {where}",
            parameters + ([] if op == "all" else [self.match(op, words)]),
        )

        def passing(without):
            return " AND ".join(f"passes{d}" for d in selections if d != without) or "true"

        total = run(f"SELECT count(*) FROM found WHERE {passing(None)}").fetchone()[0]
        counts = []
        for dimension in range(len(serving.DIMENSIONS)):
            rows = run(
                # Written as a join, SQLite reads the whole dimension for a Bloom filter first.
                "SELECT value, count(*) AS articles FROM has WHERE dimension = ? AND article IN "
                f"(SELECT article FROM found WHERE {passing(dimension)}) GROUP BY value ORDER BY articles DESC LIMIT ?",
                (dimension, serving.TOP if serving.DIMENSIONS[dimension] != "month" else -1),
            )
            counts.append([count for _, count in rows])
        return total, counts


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
