"""The tables of a run, in Markdown: ``python benchmarks/report.py RUN.csv [--into PAGE.md]``.

With ``--into`` they replace what stands between the two marks in a page, otherwise they are
printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.results import Rows  # noqa: E402

GOAL, WHOLE = "Unitwise, one goal", "Unitwise, whole answer"
MODELLED = ("CPMpy", "CPMpy, one worker")
FLOORS = ("CP-SAT", "CP-SAT, one worker", "CP-SAT, our parameters")
SHIPPED = (
    *("nocn-l1", "nocn-l2", "nocn-l3", "ocr-l4"),
    *("aat-l4", "cipd-l3", "othm-l5", "qualifi-l3"),
)

MARKS = ("<!-- results, written by report.py -->", "<!-- end of results -->")
"""What stands before and after the tables in a page."""


def replaced(page: str, written: str) -> str:
    """Return the page with ``written`` between its marks.

    Raises
    ------
    ValueError
        If the page has not each mark once, in their order.
    """
    first, last = MARKS
    before, _, rest = page.partition(first)
    _, _, after = rest.partition(last)
    whole = f"{before}{first}\n\n{written}\n{last}{after}"
    if any(whole.count(mark) != 1 or page.count(mark) != 1 for mark in MARKS):
        raise ValueError(f"it does not have once each: {' … '.join(MARKS)}")
    return whole


def tables(rows: Rows) -> str:
    """Return everything that a run says, as Markdown."""
    parts = {
        "": "\n".join(f"- {row['subject']}: {row['answer']}" for row in of(rows, "about")),
        "Goals": goals(rows),
        "Build + solve = total, median ms (times Unitwise's one goal)": side_by_side(rows),
        "Runs timed, where fewer than on the shipped questions": fewer(rows),
        "From cold, milliseconds of the whole process": starts(rows),
    }
    told = (f"**{head}**\n\n{text}" if head else text for head, text in parts.items() if text)
    return "\n\n".join(told) + "\n"


def of(rows: Rows, instance: str) -> list[Mapping[str, str]]:
    """Return the rows of one instance."""
    return [row for row in rows if row["instance"] == instance]


def total(rows: Rows, instance: str, subject: str) -> float | None:
    """Return the median milliseconds to a proof, or null where there was none."""
    for row in of(rows, instance):
        if row["subject"] == subject and row["answer"] != "unknown":
            return float(row["total"])
    return None


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    written = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return "\n".join([*written, *("| " + " | ".join(line) + " |" for line in lines)])


def measured(rows: Rows) -> list[Mapping[str, str]]:
    """Return the rows about instances."""
    return [row for row in rows if row["instance"] not in {"about", "cold"}]


def names(rows: Rows) -> list[str]:
    """The instances of a run, in order."""
    return list(
        dict.fromkeys(r["instance"] for r in rows if r["instance"] not in {"about", "cold"})
    )


def side_by_side(rows: Rows) -> str:
    """Every instance with every subject."""
    subjects = list(dict.fromkeys(row["subject"] for row in measured(rows)))
    lines = []
    for name in names(rows):
        here = {row["subject"]: row for row in of(rows, name)}
        ours = total(rows, name, GOAL)
        answer = next((r["answer"] for r in here.values() if r["answer"] != "unknown"), "unknown")
        cells = [f"{name} ({next(iter(here.values()))['size']})", answer]
        cells += [_cell(here[subject], ours) for subject in subjects]
        lines.append(cells)
    return table(["instance (options)", "least", *subjects], lines) if lines else ""


def _cell(row: Mapping[str, str], ours: float | None) -> str:
    if row["answer"] == "unknown":
        return f"none in {float(row['total']) / 1000:.0f} s"
    if row["subject"] == WHOLE:
        written = _short(row["total"])
    else:
        written = f"{_short(row['build'])} + {_short(row['solve'])} = {_short(row['total'])}"
    if ours and row["subject"] != GOAL:
        written += f" ({float(row['total']) / ours:.1f}x)"
    return written


def _short(value: str) -> str:
    number = float(value)
    return f"{number:.1f}" if number < 100 else f"{number:,.0f}"


def fewer(rows: Rows) -> str:
    """How often the slow ones were timed."""
    lines = []
    for name in names(rows):
        few = [r for r in of(rows, name) if r["answer"] != "unknown" and int(r["runs"]) < 20]
        if few:
            lines.append([name, ", ".join(f"{r['subject']}: {r['runs']}" for r in few)])
    if not lines:
        return "None: at least 20 everywhere." if names(rows) else ""
    return table(["instance", "runs"], lines)


def starts(rows: Rows) -> str:
    """Whole processes."""
    lines = [
        [row["subject"], *(f"{float(row[key]):.0f}" for key in ("total", "low", "high"))]
        for row in of(rows, "cold")
    ]
    return table(["command", "median", "lower quartile", "upper"], lines) if lines else ""


def goals(rows: Rows) -> str:
    """What was to be seen, what was seen, and whether that is enough."""
    lines = [
        [claim, asked, f"{seen:.3g}", "met" if met else "missed"]
        for claim, asked, seen, met in _judged(rows)
    ]
    return table(["claim", "asked", "seen", "verdict"], lines) if lines else ""


def _judged(rows: Rows) -> Iterator[tuple[str, str, float, bool]]:
    for name in SHIPPED:
        ours = total(rows, name, GOAL)
        if ours is None:
            continue
        best = [t for p in ("HiGHS", "CBC", "clingo") if (t := total(rows, name, p))]
        if best:
            seen = min(best) / ours
            yield f"{name}: best of HiGHS, CBC, clingo / ours", "at least 5", seen, seen >= 5
        for modelled in MODELLED:
            if taken := total(rows, name, modelled):
                yield f"{name}: {modelled} / ours", "at least 3", taken / ours, taken / ours >= 3
        for floor in FLOORS:
            if least := total(rows, name, floor):
                yield f"{name}: ours / {floor}", "at most 1.5", ours / least, ours / least <= 1.5
    for subject in (GOAL, WHOLE):
        small, large = total(rows, "grown-50", subject), total(rows, "grown-5000", subject)
        if small and large:
            grown = large / small
            yield f"growth 50 to 5,000 units: {subject}", "at most 100", grown, grown <= 100
    for command, base, most in (
        ("unitwise --help", "python", 6.0),
        ("unitwise catalogue list", "python", 6.0),
        ("unitwise suggest", "import cp_model", 1.35),
    ):
        taken, least = total(rows, "cold", command), total(rows, "cold", base)
        if taken and least:
            yield f"{command} / {base}", f"at most {most:g}", taken / least, taken / least <= most


def main() -> None:
    """Print the tables, or write them into a page."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("run", type=arguments.run_file, metavar="RUN.csv")
    parser.add_argument(
        "--into", type=arguments.output, metavar="PAGE.md", help="write them into this page"
    )
    asked = parser.parse_args()
    written = tables(asked.run)
    if asked.into is None:
        sys.stdout.write(written)
        return
    try:
        page = replaced(asked.into.read_text(encoding="utf-8"), written)
    except (OSError, ValueError) as error:
        parser.error(f"{asked.into} cannot take the tables: {error}")
    asked.into.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
