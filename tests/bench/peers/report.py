"""What the figures say: medians, ratios, where engines differ, and the tables. Nothing here asks an engine."""

import statistics
from typing import NamedTuple


class Figure(NamedTuple):
    """One request to one engine."""

    matches: int
    nanoseconds: int
    late: bool = False  # It was stopped after `nanoseconds`.


class Bound(NamedTuple):
    """A number, or with `sign` the bound that it is: ">" or "<"."""

    value: float
    sign: str = ""


def median_time(figures):
    """Nanoseconds; a lower bound when requests that were stopped are in the middle."""
    value = statistics.median(figure.nanoseconds for figure in figures)
    late = sum(figure.late for figure in figures)
    return Bound(value, ">" if 2 * late >= len(figures) else "")


def median_ratio(first, other):
    """The first engine's time as a share of the other's, median over the requests; an upper bound when that
    one was stopped where it matters."""
    ratios = [(a.nanoseconds / b.nanoseconds, b.late) for a, b in zip(first, other)]
    value = statistics.median(ratio for ratio, _ in ratios)
    return Bound(value, "<" if any(late and ratio >= value for ratio, late in ratios) else "")


def differing(request, wanted, replies, exact):
    """What engines do not agree about: lines. `replies` by name; `exact` are the names of those that count all
    matches where only the best are asked. Who was stopped has said nothing."""
    counted = wanted not in ("top", "filter")
    names = [name for name, reply in replies.items() if not reply.late and (counted or name in exact)]
    found = []
    for name in names[1:]:
        first, other = replies[names[0]], replies[name]
        if first.total != other.total or (counted and first.counts != other.counts):
            found.append(f"{request} {wanted}: {names[0]} {first.total} {first.counts}, {name} {other.total} {other.counts}")
    return found


def microseconds(bound):
    """As a cell: seconds for what was stopped."""
    return f">{bound.value / 1e9:.1f} s" if bound.sign else f"{bound.value / 1000:,.0f}"


def share(bound):
    """Three digits, however small."""
    digits = 3
    while bound.value > 0 and round(bound.value, digits) < 10 ** (2 - digits) and digits < 6:
        digits += 1
    return f"{bound.sign}{bound.value:.{digits}f}"


def time_cells(by_engine, names):
    """One row: of every engine its median, and behind the first one the first one's share of it."""
    cells = []
    for name in names:
        if name not in by_engine:
            cells.append("")
            continue
        cell = microseconds(median_time(by_engine[name]))
        if name != names[0] and names[0] in by_engine:
            cell += f" ({share(median_ratio(by_engine[names[0]], by_engine[name]))})"
        cells.append(cell)
    return cells


def markdown(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def time_table(figures, names):
    """`figures` by class, what was wanted, and engine."""
    rows = []
    for query_class, by_wanted in figures.items():
        for wanted, by_engine in by_wanted.items():
            matches = statistics.median(figure.matches for figure in next(iter(by_engine.values())))
            rows.append([query_class, f"{matches:,.0f}", wanted, *time_cells(by_engine, names)])
    return markdown(["class", "matches", "wanted", *names], rows)


class Growth(NamedTuple):
    """What an engine costs beside its answers."""

    name: str
    articles: int
    build_seconds: float
    index_bytes: int
    load_seconds: float
    held_bytes: object  # int, or None: it does not say.
    memory_bytes: object


def growth_table(growths, text_bytes):
    """`text_bytes`: titles and bodies of one article."""
    rows = []
    for growth in growths:
        per_article = ["" if size is None else f"{size / growth.articles:,.0f}" for size in (growth.held_bytes, growth.memory_bytes)]
        rows.append([
            growth.name,
            f"{growth.articles / growth.build_seconds:,.0f}",
            f"{growth.index_bytes / (text_bytes * growth.articles):.2f}",
            f"{growth.load_seconds:.3f}",
            *per_article,
        ])
    return markdown(["engine", "articles/s", "index, times the text", "load s", "columns, bytes/article", "own memory, bytes/article"], rows)


def load_table(loads):
    """Answers per second, p50 and p99 by engine."""
    return markdown(
        ["engine", "answers/s", "p50 ms", "p99 ms"],
        [[name, f"{rate:,.0f}", f"{p50:.1f}", f"{p99:.1f}"] for name, (rate, p50, p99) in loads.items()],
    )
