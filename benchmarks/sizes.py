"""How one goal grows, at any sizes: ``python benchmarks/sizes.py 46,48,50,52,54 4980,5000,5020``.

Each argument is a group of sizes, in units. A qualification of each size is drawn as the stored
ones are (at a stored size it is the stored one), and its least hours are proven. Milliseconds of
processor time, medians of ``--runs`` runs after one that warms up; below, the median of each group
and how many times that of the first group it is.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.generate import grown  # noqa: E402
from benchmarks.ours import Goal  # noqa: E402
from benchmarks.parts import Times  # noqa: E402
from benchmarks.questions import from_data  # noqa: E402
from benchmarks.report import table  # noqa: E402

PARTS = ("compiling the rules", "writing the model", "searching: CP-SAT, without presolve")
SMALLEST = 10
"""Units below which a grown qualification lacks some of its parts."""
LIMIT = 60.0
"""Seconds that one proof may take."""


def sizes(text: str) -> list[int]:
    """Read sizes with commas between them."""
    found = [arguments.count(part) for part in text.split(",")]
    if min(found) < SMALLEST:
        raise argparse.ArgumentTypeError(f"{min(found)} units are fewer than {SMALLEST}")
    return found


def proving(size: int, *, overlap: bool, runs: int) -> list[float]:
    """Return median milliseconds of each part of one goal, and of the whole, at one size."""
    asked = from_data(grown(size, overlap=overlap))
    compiling, goal, seen = PARTS[0], Goal(), []
    for _ in range(runs + 1):
        times = Times()
        start = time.process_time()
        with times.watching():
            model = times.timed(compiling, goal.build)(asked)
            status, _least = goal.solve(model, LIMIT)
        whole = time.process_time() - start
        if status != "optimal":
            raise SystemExit(f"error: {size} units were not proven in {LIMIT:.0f} seconds")
        seen.append([1000 * taken for taken in (*(times.of[part] for part in PARTS), whole)])
    return [median(column) for column in zip(*seen[1:], strict=True)]


def main() -> None:
    """Print a row for each size, and one for each group."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("groups", nargs="+", type=sizes, metavar="SIZES")
    parser.add_argument("--overlap", action="store_true", help="one unit in five in two groups")
    parser.add_argument("--runs", type=arguments.count, default=3, help="of each size (3)")
    asked = parser.parse_args()
    lines, medians = [], []
    for group in asked.groups:
        rows = [proving(size, overlap=asked.overlap, runs=asked.runs) for size in group]
        medians.append(median(row[-1] for row in rows))
        for size, row in zip(group, rows, strict=True):
            lines.append([f"{size:,}", *(f"{value:,.1f}" for value in row), ""])
        times = f"{medians[-1] / medians[0]:.1f}x"
        lines.append([f"**median of {len(group)}**", "", "", "", f"{medians[-1]:,.1f}", times])
    sys.stdout.write(table(["units", *PARTS, "one goal", "times"], lines) + "\n")


if __name__ == "__main__":
    main()
