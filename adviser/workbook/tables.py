"""The tables of a cohort: each learner, each achievement, what is in demand, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from adviser.words.conflict import cause_lines, opening, repair_words
from adviser.words.facts import unlisted
from adviser.words.ledger import WAYS, because, counting
from adviser.words.record import MEANINGS, WHYS
from adviser.workbook.offered import (
    PLACES,
    cost_in_all,
    limited,
    offer_table,
    places,
    places_short,
    short_words,
)
from adviser.workbook.table import Row, Table, columns
from catalogue import Catalogue, Edition, WhyLeftOut
from catalogue.offering import CentreOffer, Delivered
from catalogue.policy import Way
from catalogue.records.cohort import SheetRead
from solver import Conflict, Plan, Undecided
from solver.many.cohort import STATES, LearnerLine, State
from solver.results.ledger import Entry

STATE_WORDS: dict[State, str] = {
    "complete": "complete",
    "can-complete": "can complete",
    "cannot": "cannot",
    "undecided": "undecided",
    "not-read": "not read",
}
"""How a learner stands, in words."""

_MOST_NAMED = 20
"""Learners that one row names, inclusive."""

Lines = Callable[[], Iterable[LearnerLine]]


@dataclass
class _Needed:
    """What is asked of one unit over all learners."""

    title: str
    level: object
    credit: int | None
    glh: int | None
    study: int = 0
    assess: int = 0
    instead: int = 0
    offered: Delivered | None = None


@dataclass
class _Group:
    """Learners with the same reason: how many, and the first of them by their ids."""

    count: int = 0
    named: list[str] = field(default_factory=list)


@dataclass
class Summing:
    """What is added up over all lines."""

    library: Catalogue
    states: dict[str, Counter[State]] = field(default_factory=dict)
    credit: Counter[str] = field(default_factory=Counter)
    glh: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    demand: dict[tuple[str, str], _Needed] = field(default_factory=dict)
    why_not: dict[tuple[str, str, str], _Group] = field(default_factory=dict)
    lines: int = 0
    offer: CentreOffer | None = None
    taken: Counter[str] = field(default_factory=Counter)

    def add(self, line: LearnerLine) -> None:
        """Take in one line."""
        self.lines += 1
        name = line.to.short_name if line.to else ""
        self.states.setdefault(name, Counter())[line.state] += 1
        if isinstance(line.plan, Plan):
            self._plan(name, line, line.plan)
        elif isinstance(line.plan, Conflict):
            key = (name, conflict_text(line, self.library), repairs_text(line, self.library))
            self._group(key, line.id)
        elif line.state == "not-read":
            self._group((name, line.why, line.hint), line.id)

    def _group(self, key: tuple[str, str, str], who: str) -> None:
        group = self.why_not.setdefault(key, _Group())
        group.count += 1
        if len(group.named) < _MOST_NAMED:
            group.named.append(who)

    def _plan(self, name: str, line: LearnerLine, plan: Plan) -> None:
        self.credit[name] += plan.totals.new_credit or 0
        taken = () if plan.offer is None else plan.offer.taken
        self.taken.update(one.name for one in taken)
        offered = {one.unit: one for one in taken}
        for unit in plan.units:
            if unit.through not in {Way.STUDY, Way.RPL}:
                continue
            key = (name, unit.unit)
            if key not in self.demand:
                glh = None if unit.glh_estimated else unit.glh
                self.demand[key] = _Needed(
                    unit.title,
                    ("unknown" if unit.level is None else unit.level.written),
                    unit.credit,
                    glh,
                )
            if unit.through is Way.RPL:
                self.demand[key].assess += 1
                continue
            self.demand[key].study += 1
            self.demand[key].offered = offered.get(unit.unit)
            self.glh[name] += unit.glh or 0
            self.unknown[name] += unit.glh is None
        for reference in line.instead:
            key = (name, reference)
            unit_of = self.library.units.get(reference)
            if key not in self.demand and unit_of is not None:
                self.demand[key] = _Needed(
                    unit_of.title,
                    ("unknown" if unit_of.level is None else unit_of.level.written),
                    unit_of.credit,
                    unit_of.glh,
                )
            if key in self.demand:
                self.demand[key].instead += 1


def edition_of(line: LearnerLine, library: Catalogue) -> Edition | None:
    """Return the edition that a line is about, as the catalogue has it."""
    if line.to is None:
        return None
    found = library.find(line.to.short_name)
    return next((one for one in found.editions if one.edition == line.to.edition), None)


def conflict_text(line: LearnerLine, library: Catalogue) -> str:
    """What stands in the way of a learner, in one paragraph."""
    edition = edition_of(line, library)
    if not isinstance(line.plan, Conflict) or edition is None:
        return line.why
    causes = [" ".join(cause_lines(cause, edition)) for cause in line.plan.causes]
    return " ".join([opening(line.plan), *(f"({n}) {text}" for n, text in enumerate(causes, 1))])


def repairs_text(line: LearnerLine, library: Catalogue) -> str:
    """The cheapest repair of a learner's conflict, or nothing."""
    edition = edition_of(line, library)
    if not isinstance(line.plan, Conflict) or edition is None or not line.plan.repairs:
        return line.hint
    return repair_words(line.plan.repairs[0], edition)


def tables(
    lines: Lines,
    summed: Summing,
    library: Catalogue,
    rests_on: Iterable[tuple[str, str]],
    sheets: Iterable[SheetRead],
) -> list[Table]:
    """Return the tables of a cohort, in the order of the workbook."""
    rests, read = list(rests_on), list(sheets)
    return [
        Table(
            "Summary",
            columns(("What", "text", 34), ("Qualification", "text", 32), ("Figure", "number", 12),
                    ("Said", "text", 80)),
            lambda: _summary(summed, rests),
        ),
        Table(
            "Learners",
            columns(
                ("No.", "number", 6), ("ID", "text", 14), ("Name", "text", 22),
                ("Qualification", "text", 28), ("Edition", "text", 16), ("Registered", "date", 12),
                ("State", "text", 13), ("Counted", "number", 9), ("To study", "number", 9),
                ("To assess", "number", 9), ("Credit", "number", 8), ("New credit", "number", 10),
                ("New GLH", "number", 9), ("GLH unknown", "number", 9),
                ("Units to study", "text", 60), ("Units to assess", "text", 40),
                ("Deciding reason", "text", 80), ("Sheet", "text", 12), ("Line", "number", 6),
            ),
            lambda: (_learner(line, library) for line in lines()),
        ),
        Table(
            "Ledger",
            columns(
                ("ID", "text", 14), ("Name", "text", 22), ("Qualification", "text", 28),
                ("Held", "text", 14), ("Title", "text", 46), ("Achieved", "date", 12),
                ("Awarding organisation", "text", 16), ("Counts", "text", 8),
                ("Through", "text", 18), ("Counts as", "text", 14), ("Group", "text", 8),
                ("Credit", "number", 8), ("Why", "text", 90), ("Line", "number", 6),
            ),
            lambda: (row for line in lines() for row in _ledger(line)),
        ),
        Table(
            "Demand",
            columns(
                ("Qualification", "text", 28), ("Unit", "text", 14), ("Title", "text", 52),
                ("Level", "text", 8), ("Credit", "number", 8), ("GLH", "number", 8),
                ("Learners to study", "number", 10), ("Learners to assess", "number", 10),
                ("Would take it instead at no cost", "number", 14), ("Hours in all", "number", 10),
                *(PLACES if limited(summed.offer) else ()),
            ),
            lambda: _demand(summed),
        ),
        *([offer_table(summed.offer, summed.taken, library)] if summed.offer else []),
        Table(
            "Why not",
            columns(
                ("Qualification", "text", 28), ("Learners", "number", 10), ("Who", "text", 40),
                ("Why", "text", 90), ("Cheapest repair", "text", 60),
            ),
            lambda: _why_not(summed),
        ),
        reading(read),
    ]  # fmt: skip


def _summary(summed: Summing, rests_on: Iterable[tuple[str, str]]) -> Iterator[Row]:
    named = sorted(name for name in summed.states if name)
    unread = summed.states.get("", Counter())
    for name in named:
        for state in STATES:
            # with one qualification, whoever was not read was to be asked about that
            more = unread[state] if len(named) == 1 else 0
            yield STATE_WORDS[state], name, summed.states[name][state] + more, None
    if len(named) != 1:
        yield from ((STATE_WORDS[state], None, count, None) for state, count in unread.items())
    for name in named:
        yield "credit to study", name, summed.credit[name], None
        unknown = summed.unknown[name]
        said = f"without {unknown} units whose hours are unknown" if unknown else None
        yield "hours to study (GLH)", name, summed.glh[name], said
    if summed.offer is not None:
        yield from _of_offer(summed.offer, summed.taken)
    for what, said_of_it in rests_on:
        yield what, None, None, said_of_it


def _of_offer(offer: CentreOffer, taken: Counter[str]) -> Iterator[Row]:
    if offer.priced:
        cost, unknown = cost_in_all(offer, taken)
        said = f"without {unknown} places whose price is unknown" if unknown else None
        yield "cost of places (£)", None, cost / 100, said
    if limited(offer):
        short = places_short(offer, taken)
        said = short_words(offer, taken) or "every learner's plan fits into the places left"
        yield "PLACES SHORT" if short else "places short", None, short, said


def _learner(line: LearnerLine, library: Catalogue) -> Row:
    name, edition = (line.to.short_name, line.to.edition) if line.to else (None, None)
    head = (line.number, line.id, line.name, name, edition)
    tail = (line.sheet or None, line.line)
    state = STATE_WORDS[line.state]
    if not isinstance(line.plan, Plan):
        on = line.plan.on if line.plan else None
        why = f"{conflict_text(line, library)} {repairs_text(line, library)}".strip()
        if line.state == "undecided":
            why = "time ran out before a plan was found or shown to be impossible"
            if isinstance(line.plan, Undecided) and line.plan.stopped == "incomplete":
                why = unlisted(line.plan)
        return (*head, on, state, *[None] * 9, why, *tail)
    plan = line.plan
    assess = [unit for unit in plan.units if unit.through is Way.RPL]
    study = [unit for unit in plan.units if unit.through is Way.STUDY]
    if plan.proof == "optimal":
        why = "least of all choices that fit, proven"
    else:
        why = "a plan, not proven best: time ran out"
    if line.state == "complete":
        why = "every rule holds with what is held"
    return (
        *head, plan.on, state, len(plan.units) - len(study) - len(assess), len(study), len(assess),
        plan.totals.credit, plan.totals.new_credit,
        sum(unit.glh or 0 for unit in study), sum(unit.glh is None for unit in study),
        "; ".join(f"{unit.unit} {unit.title}" for unit in study),
        "; ".join(f"{unit.unit} {unit.title}" for unit in assess), why, *tail,
    )  # fmt: skip


def _ledger(line: LearnerLine) -> Iterator[Row]:
    name = line.to.short_name if line.to else None
    whose = (line.id, line.name, name)
    for entry in line.ledger:
        yield (*whose, *_entry(entry), None)
    for row in line.left_out:
        words = WHYS[WhyLeftOut(row.why)]
        why = f"left out of the record: {words}" + (f" ({row.said})" if row.said else "")
        yield (
            *whose, row.name, None, None, None, "no", None, None, None, None, why, row.line,
        )  # fmt: skip


def _entry(entry: Entry) -> Row:
    return (
        entry.name, entry.title, entry.achieved, entry.awarding_organisation,
        "yes" if entry.counts else "no",
        WAYS[entry.through] if entry.counts and entry.through else None,
        entry.unit if entry.counts else None, entry.group if entry.counts else None,
        entry.credit if entry.counts else None,
        counting(entry) if entry.counts else because(entry),
    )  # fmt: skip


def _demand(summed: Summing) -> Iterator[Row]:
    ordered = sorted(
        summed.demand.items(), key=lambda one: (one[0][0], -one[1].study, -one[1].instead, one[0])
    )
    for (name, reference), need in ordered:
        hours = None if need.glh is None else need.glh * need.study
        row = (
            name, reference, need.title, str(need.level), need.credit, need.glh, need.study,
            need.assess, need.instead, hours,
        )  # fmt: skip
        yield (*row, *places(need.offered, summed.taken)) if limited(summed.offer) else row


def _why_not(summed: Summing) -> Iterator[Row]:
    ordered = sorted(summed.why_not.items(), key=lambda one: (one[0][0], -one[1].count, one[0]))
    for (name, why, repair), group in ordered:
        more = group.count - len(group.named)
        who = ", ".join(group.named) + (f" and {more} more" if more else "")
        yield name or None, group.count, who, why, repair or None


def reading(sheets: Iterable[SheetRead]) -> Table:
    """Return the table that tells how the columns of a cohort were understood."""
    read = list(sheets)
    return Table(
        "Reading",
        columns(("Sheet", "text", 16), ("Column", "text", 28), ("Taken for", "text", 34),
                ("Line of the headings", "number", 10)),
        lambda: _reading(read),
    )  # fmt: skip


def _reading(sheets: Iterable[SheetRead]) -> Iterator[Row]:
    for sheet in sheets:
        for heading, meaning in sheet.columns:
            said = "not used" if meaning is None else MEANINGS.get(meaning, meaning)
            yield sheet.name or None, heading, said, sheet.headings
