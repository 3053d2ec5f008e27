"""The growth of a run as a drawing: ``python benchmarks/growth.py RUN.csv [--into FILE.svg]``.

Milliseconds to a proven optimum over the number of units, both logarithmic.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.results import Rows  # noqa: E402

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 460, 70, 30, 200, 50
COLOURS = ("#0b5", "#063", "#c33", "#d80", "#939", "#36c", "#7af", "#888", "#a75", "#222")


def drawing(rows: Rows) -> str:
    """Return the growth of every subject as SVG.

    Raises
    ------
    ValueError
        If the run has no proven answer about a grown instance.
    """
    lines: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row["instance"].startswith("grown-") and row["answer"] != "unknown":
            point = (int(row["size"]), float(row["total"]))
            lines.setdefault(row["subject"], []).append(point)
    if not lines:
        raise ValueError("the run has no proven answer about a grown instance")
    return "\n".join(_svg({name: sorted(points) for name, points in lines.items()})) + "\n"


def _svg(lines: dict[str, list[tuple[int, float]]]) -> Iterator[str]:
    every = [point for points in lines.values() for point in points]
    x_ends = (min(x for x, _ in every), max(x for x, _ in every))
    y_ends = (
        10 ** math.floor(math.log10(min(y for _, y in every))),
        10 ** math.ceil(math.log10(max(y for _, y in every))),
    )

    def x_of(value: float) -> float:
        span = math.log(x_ends[1] / x_ends[0]) or 1.0
        return round(LEFT + (WIDTH - LEFT - RIGHT) * math.log(value / x_ends[0]) / span, 1)

    def y_of(value: float) -> float:
        span = math.log(y_ends[1] / y_ends[0]) or 1.0
        high = HEIGHT - TOP - BOTTOM
        return round(HEIGHT - BOTTOM - high * math.log(value / y_ends[0]) / span, 1)

    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="sans-serif" font-size="12">'
    )
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    for size in sorted({x for x, _ in every}):
        x = x_of(size)
        yield f'<path d="M{x} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{size:,}</text>'
    power = y_ends[0]
    while power <= y_ends[1]:
        y = y_of(power)
        yield f'<path d="M{LEFT} {y}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{power:,.10g}</text>'
        power *= 10
    yield f'<text x="{LEFT}" y="{TOP - 12}">milliseconds to a proven optimum</text>'
    middle = (WIDTH - RIGHT + LEFT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">units</text>'
    for number, (name, points) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = "L".join(f"{x_of(x)} {y_of(y)}" for x, y in points)
        yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for x, y in points:
            yield f'<circle cx="{x_of(x)}" cy="{y_of(y)}" r="3" fill="{colour}"/>'
        low = TOP + 20 * number + 10
        yield f'<path d="M{WIDTH - RIGHT + 15} {low}h20" stroke="{colour}" stroke-width="3"/>'
        yield f'<text x="{WIDTH - RIGHT + 42}" y="{low + 4}">{escape(name)}</text>'
    yield "</svg>"


def main() -> None:
    """Print the drawing, or write it to a file."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("run", type=arguments.run_file, metavar="RUN.csv")
    parser.add_argument(
        "--into", type=arguments.output, metavar="FILE.svg", help="write it to this file"
    )
    asked = parser.parse_args()
    try:
        drawn = drawing(asked.run)
    except ValueError as error:
        parser.error(str(error))
    if asked.into is None:
        sys.stdout.write(drawn)
    else:
        asked.into.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
