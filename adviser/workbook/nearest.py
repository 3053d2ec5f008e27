"""The tables of a cohort that is ranked: for each learner the nearest qualifications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from adviser.words.nearest import STATES
from adviser.workbook.reading import reading
from adviser.workbook.table import Row, Table, columns
from catalogue.records.cohort import CohortRead
from solver.many.nearest import NearestLine

Lines = Callable[[], Iterable[NearestLine]]


@dataclass
class SummingNearest:
    """What is added up over all lines."""

    titles: dict[str, str] = field(default_factory=dict)
    first: Counter[str] = field(default_factory=Counter)
    among: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)

    def add(self, line: NearestLine) -> None:
        """Take in one line."""
        self.states[line.state] += 1
        for place, one in enumerate(line.nearest):
            name = one.qualification.short_name
            self.titles[name] = one.qualification.title
            self.first[name] += place == 0
            self.among[name] += 1
            self.held[name] += one.state == "already-holds"


def nearest_tables(
    lines: Lines,
    summed: SummingNearest,
    rests_on: Iterable[tuple[str, str]],
    cohort: CohortRead,
) -> list[Table]:
    """Return the tables of a ranked cohort, in the order of the workbook."""
    rests = list(rests_on)
    return [
        Table(
            "Summary",
            columns(("What", "text", 40), ("Title", "text", 60), ("Nearest for", "number", 12),
                    ("Among the nearest for", "number", 12), ("Held already by", "number", 12),
                    ("Said", "text", 60)),
            lambda: _summary(summed, rests),
        ),
        Table(
            "Nearest",
            columns(
                ("No.", "number", 6), ("ID", "text", 14), ("Name", "text", 22),
                ("Place", "number", 7), ("Qualification", "text", 32), ("Title", "text", 50),
                ("Awarding organisation", "text", 22), ("Edition", "text", 16),
                ("State", "text", 18), ("New credit", "number", 10), ("New GLH", "number", 9),
                ("New units", "number", 9), ("Recognised credit", "number", 10),
                ("What counts", "text", 50), ("To assess", "number", 9),
                ("Registered", "date", 12), ("Proven", "text", 8), ("Why", "text", 60),
                ("Sheet", "text", 12), ("Line", "number", 6),
            ),
            lambda: (row for line in lines() for row in _nearest(line)),
        ),
        Table(
            "Not read",
            columns(("No.", "number", 6), ("ID", "text", 14), ("Name", "text", 22),
                    ("Why", "text", 90), ("What helps", "text", 60), ("Sheet", "text", 12),
                    ("Line", "number", 6)),
            lambda: (
                (one.number, one.id, one.name, one.why, one.hint or None, one.sheet or None,
                 one.line)
                for one in lines()
                if one.state == "not-read"
            ),
        ),
        reading(cohort, lines),
    ]  # fmt: skip


def _summary(summed: SummingNearest, rests: Iterable[tuple[str, str]]) -> Iterator[Row]:
    for name in sorted(summed.among, key=lambda one: (-summed.first[one], -summed.among[one], one)):
        counts = (summed.first[name], summed.among[name], summed.held[name])
        yield name, summed.titles[name], *counts, None
    yield "learners ranked", None, summed.states["ranked"], None, None, None
    yield "not read", None, summed.states["not-read"], None, None, None
    for what, said in rests:
        yield what, None, None, None, None, said


def _nearest(line: NearestLine) -> Iterator[Row]:
    if line.state == "ranked" and not line.nearest:
        why = f"no choice fits in any of the {line.ranked} that were ranked"
        yield (
            line.number, line.id, line.name, *[None] * 14, why, line.sheet or None, line.line,
        )  # fmt: skip
    for place, one in enumerate(line.nearest, 1):
        yield (
            line.number, line.id, line.name, place, one.qualification.short_name,
            one.qualification.title, one.awarding_organisation, one.qualification.edition,
            STATES[one.state], one.new_credit, one.new_glh, one.new_units, one.recognised_credit,
            "; ".join(one.takes), one.to_assess, one.registered or line.on,
            "yes" if one.proven else "no", one.why, line.sheet or None, line.line,
        )  # fmt: skip
