"""What changed between two runs: ``python benchmarks/compare.py BEFORE.csv AFTER.csv``.

An answer has changed where it reads otherwise; a time where its median moved by more than a tenth
and its quartiles, each half of their range further out, do not overlap those of the other run, as
they were measured and also with the drift taken out. Drift is what happened to the others on the
same instance, whose code is the same in both runs: the median of their ratios. Where there are too
few runs to tell what noise is, their number is told. Nothing else is shown, but for a line on what
only one of the two has.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.report import measured  # noqa: E402
from benchmarks.results import Rows  # noqa: E402

LEAST = 0.1
"""The part of its median that a time must have moved by."""

REACH = 0.5
"""How far beyond its quartiles a time may lie by chance, as a part of their range.

On unchanged code, on a machine with other work on it, quartiles alone called 36 of 138 times
changed, with the drift taken out 12, and with this as well 2.
"""

FEW = 4
"""Runs below which quartiles say nothing."""

Row = Mapping[str, str]
Pair = tuple[Row, Row]


def changes(before: Rows, after: Rows) -> Iterator[str]:
    """Yield one line for each thing that changed, in the order of ``after``."""
    old = {_key(row): row for row in before}
    both: dict[str, list[Pair]] = {}
    for row in after:
        if _key(row) in old and _key(row) != ("about", "date"):
            both.setdefault(row["instance"], []).append((old[_key(row)], row))
    for instance, pairs in both.items():
        drift = _drift(pairs)
        for was, now in pairs:
            if told := _answers(was, now) or _times(was, now, drift):
                yield f"{instance}: {now['subject']}: {told}"
    yield from _alone(before, after)


def _key(row: Row) -> tuple[str, str]:
    return row["instance"], row["subject"]


def _is_timed(was: Row, now: Row) -> bool:
    return "unknown" not in {was["answer"], now["answer"]} and float(was["total"]) > 0


def _drift(pairs: list[Pair]) -> float:
    """How many times as long it took the subjects that are not Unitwise; 1 without any."""
    ratios = [
        float(now["total"]) / float(was["total"])
        for was, now in pairs
        if _is_timed(was, now) and not now["subject"].lower().startswith("unitwise")
    ]
    return median(ratios) if ratios else 1.0


def _answers(was: Row, now: Row) -> str:
    same = was["answer"] == now["answer"]
    return "" if same else f"answered {was['answer']}, now {now['answer']}"


def _times(was: Row, now: Row, drift: float) -> str:
    if not _is_timed(was, now) or not all(_moved(was, now, slower) for slower in (1.0, drift)):
        return ""
    before, after = float(was["total"]), float(now["total"])
    runs = (was["runs"], now["runs"])
    few = f"; {' and '.join(runs)} runs" if min(map(int, runs)) < FEW else ""
    return f"{before:.2f} ms, now {after:.2f} ms ({after / before:.2f}x{few})"


def _moved(was: Row, now: Row, slower: float) -> bool:
    """Whether a time moved, seen from a machine that was so many times slower in the second run."""
    low, high = _reach(was, 1.0)
    lower, higher = _reach(now, slower)
    ratio = float(now["total"]) / slower / float(was["total"])
    return (lower > high or higher < low) and abs(ratio - 1) > LEAST


def _reach(row: Row, slower: float) -> tuple[float, float]:
    low, high = float(row["low"]) / slower, float(row["high"]) / slower
    return low - REACH * (high - low), high + REACH * (high - low)


def _alone(before: Rows, after: Rows) -> Iterator[str]:
    """Yield a line for each run on the instances that only it has, and the subjects on others."""
    for which, rows, others in (("first", before, after), ("second", after, before)):
        shared = {row["instance"] for row in others}
        lost = {_key(row) for row in measured(rows)} - {_key(row) for row in others}
        instances = {instance for instance, _ in lost} - shared
        subjects = {subject for instance, subject in lost if instance in shared}
        told = [f"instances ({len(instances)})"] if instances else []
        if told or subjects:
            yield f"only the {which} run has: {'; '.join([*told, *sorted(subjects)])}"


def main() -> None:
    """Print the changes."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("before", type=arguments.run_file, metavar="BEFORE.csv")
    parser.add_argument("after", type=arguments.run_file, metavar="AFTER.csv")
    asked = parser.parse_args()
    found = list(changes(asked.before, asked.after))
    sys.stdout.write("\n".join(found or ["nothing changed"]) + "\n")


if __name__ == "__main__":
    main()
