"""A run as it is stored: CSV, a row for each subject on each instance.

Two kinds of rows are not about instances: ``about`` (when, where, and which versions) and ``cold``
(whole processes).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median, quantiles

Rows = Sequence[Mapping[str, str]]

STORED = Path(__file__).parent / "results.csv"
"""The run that the README's tables and the drawing of growth show."""


@dataclass(frozen=True)
class Row:
    """What was measured of one subject on one instance; times are milliseconds.

    ``total`` is the median of building and solving together, ``low`` and ``high`` its quartiles.
    """

    instance: str
    size: int
    subject: str
    answer: str
    runs: int
    build: float
    solve: float
    total: float
    low: float
    high: float

    @classmethod
    def of(
        cls, instance: str, size: int, subject: str, answer: str, times: Sequence[tuple[float, ...]]
    ) -> Row:
        """Sum up runs, each a build and a solve in seconds."""
        totals = [1000 * sum(run) for run in times]
        low, _, high = quantiles(totals, n=4) if len(totals) > 1 else [totals[0]] * 3
        build, solve = (median(1000 * part for part in parts) for parts in zip(*times, strict=True))
        figures = [round(x, 3) for x in (build, solve, median(totals), low, high)]
        return cls(instance, size, subject, answer, len(times), *figures)


COLUMNS = [field.name for field in fields(Row)]
FIGURES = ("size", "runs", "build", "solve", "total", "low", "high")


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        out.writeheader()
        out.writerows(asdict(row) for row in rows)


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a run.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is not a run.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        try:
            table = csv.DictReader(stream, restval="")
            head, rows = table.fieldnames, list(table)
        except csv.Error as error:
            raise ValueError(str(error)) from None
    if head != COLUMNS:
        raise ValueError(f"its first line is not {','.join(COLUMNS)}")
    for number, row in enumerate(rows, 2):
        for column in FIGURES:
            try:
                float(row[column])
            except ValueError:
                raise ValueError(f"row {number}: {column} is no number: {row[column]!r}") from None
    return rows
