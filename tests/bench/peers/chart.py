"""The chart beside the table: how many times the first engine's time the others take, on a logarithmic axis. SVG."""

import html
import math

import report

ROW = 17
LEFT = 210
WIDTH = 640
TOP = 58
DOT = 4.5
COLORS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e5ea2", "#d98c00", "#5b5b5b", "#00838f", "#ad1457")


def times(figures, names):
    """Rows of the chart: class, what was wanted, and by engine (the first aside) a Bound."""
    rows = []
    for query_class, by_wanted in figures.items():
        for wanted, by_engine in by_wanted.items():
            points = {}
            for name in names[1:]:
                if name in by_engine and names[0] in by_engine:
                    ratio = report.median_ratio(by_engine[names[0]], by_engine[name])
                    points[name] = report.Bound(1 / ratio.value, ">" if ratio.sign else "")
            rows.append((query_class, wanted, points))
    return rows


def decades(rows):
    """The powers of ten around all points, and around 1."""
    values = [point.value for _, _, points in rows for point in points.values()] + [1.0]
    return math.floor(math.log10(min(values))), max(1, math.ceil(math.log10(max(values))))


def power(exponent):
    return f"{10 ** exponent:,}" if exponent >= 0 else f"1/{10 ** -exponent:,}"


def text(x, y, content, anchor="start", weight="normal"):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}">{html.escape(content)}</text>'


def svg(figures, names, title):
    """A whole SVG file. A dot to the right of 1: the first engine is faster. A ring with an arrow: at least so much."""
    rows = times(figures, names)
    low, high = decades(rows)
    height = TOP + ROW * len(rows) + 30

    def at(value):
        return LEFT + (math.log10(value) - low) / (high - low) * WIDTH

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LEFT + WIDTH + 30}" height="{height}" font-family="sans-serif" font-size="11">',
        f'<rect width="100%" height="100%" fill="#fff"/>{text(10, 18, title, weight="bold")}',
    ]
    x = LEFT
    for name, color in zip(names[1:], COLORS):
        parts.append(f'<circle cx="{x}" cy="34" r="{DOT}" fill="{color}"/>{text(x + 9, 38, name)}')
        x += 22 + 7 * len(name)
    for exponent in range(low, high + 1):
        x = at(10.0 ** exponent)
        color = "#000" if exponent == 0 else "#ccc"
        parts.append(f'<path d="M{x:.1f} {TOP - 8}V{height - 24}" stroke="{color}"/>{text(x, height - 10, power(exponent), "middle")}')
    for number, (query_class, wanted, points) in enumerate(rows):
        y = TOP + ROW * number + ROW / 2
        if number == 0 or rows[number - 1][0] != query_class:
            parts.append(text(10, y + 4, query_class, weight="bold"))
            parts.append(f'<path d="M10 {y - ROW / 2:.1f}H{LEFT + WIDTH}" stroke="#ddd"/>')
        parts.append(text(LEFT - 12, y + 4, wanted, "end"))
        for name, color in zip(names[1:], COLORS):
            if name in points:
                parts.append(mark(at(points[name].value), y, color, points[name].sign))
    return "\n".join(parts + ["</svg>"]) + "\n"


def mark(x, y, color, sign):
    if not sign:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{color}" fill-opacity="0.85"/>'
    arrow = f'<path d="M{x + DOT:.1f} {y:.1f}h8m-3 -3l3 3l-3 3" stroke="{color}" fill="none"/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="#fff" stroke="{color}" stroke-width="1.5"/>{arrow}'
