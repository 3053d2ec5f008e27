"""What is added up over all learners of a cohort, in a measure of memory that has an end."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from adviser.words.conflict import cause_lines, opening, repair_words
from catalogue import Catalogue, Edition
from catalogue.offering import CentreOffer, Delivered
from catalogue.policy import Way
from solver import Conflict, Plan
from solver.many.cohort import LearnerLine, State

_MOST_NAMED = 20
"""Learners that one row names, inclusive."""

_MOST_GROUPS = 5_000
"""Different reasons that are told apart, inclusive: nobody reads more, and memory has an end."""

_MOST_REPAIRS = 100
"""Different repairs of one reason that are counted, inclusive."""

_SHOWN_REPAIRS = 3
"""Repairs of one reason that are written out, inclusive: those that mend it for most."""

_LINE = re.compile(r"\bline \d+: | \(and on line [^)]*\)")
"""Where in a file a learner's fault is: two who have the same elsewhere have the same."""


@dataclass
class _Needed:
    """What is asked of one unit over all learners."""

    title: str
    level: str
    credit: int | None
    glh: int | None
    study: int = 0
    assess: int = 0
    instead: int = 0
    offered: Delivered | None = None


@dataclass
class _Group:
    """Learners with the same reason: how many, the first of them, and what is cheapest for whom."""

    count: int = 0
    named: list[str] = field(default_factory=list)
    repairs: Counter[str] = field(default_factory=Counter)

    def mended(self) -> str:
        """What mends it: one repair, or those for most with how many each is for; or nothing."""
        shown = self.repairs.most_common(_SHOWN_REPAIRS)
        if len(shown) == 1 and shown[0][1] == self.count:
            return shown[0][0]
        told = [f"for {times} of {self.count}: {text}" for text, times in shown]
        more = self.count - sum(times for _, times in shown)
        if told and more:
            told.append(f"of {more} more see Learners")
        return "; ".join(told)


@dataclass
class Summing:
    """What is added up over all lines."""

    library: Catalogue
    states: dict[str, Counter[State]] = field(default_factory=dict)
    credit: Counter[str] = field(default_factory=Counter)
    glh: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    estimated: Counter[str] = field(default_factory=Counter)
    demand: dict[tuple[str, str], _Needed] = field(default_factory=dict)
    why_not: dict[tuple[str, str], _Group] = field(default_factory=dict)
    offer: CentreOffer | None = None
    taken: Counter[str] = field(default_factory=Counter)
    editions: dict[tuple[str, str], None] = field(default_factory=dict)
    plans: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    """Learners whose reasons are more than can be told apart, by qualification."""

    def add(self, line: LearnerLine) -> None:
        """Take in one line."""
        name = line.to.short_name if line.to else ""
        if line.to:
            self.editions.setdefault((name, line.to.edition))
        self.states.setdefault(name, Counter())[line.state] += 1
        if isinstance(line.plan, Plan):
            self._plan(name, line, line.plan)
        elif isinstance(line.plan, Conflict):
            why, mends = conflict_text(line, self.library), repairs_text(line, self.library)
            self._group((name, why), line.id or f"line {line.line}", mends)
        elif line.state == "not-read":
            why = _LINE.sub("", line.why)
            self._group((name, why), line.id or f"line {line.line}", line.hint)

    def _group(self, key: tuple[str, str], who: str, mends: str) -> None:
        if key not in self.why_not and len(self.why_not) >= _MOST_GROUPS:
            self.others[key[0]] += 1
            return
        group = self.why_not.setdefault(key, _Group())
        group.count += 1
        if len(group.named) < _MOST_NAMED:
            group.named.append(who)
        if mends and (mends in group.repairs or len(group.repairs) < _MOST_REPAIRS):
            group.repairs[mends] += 1

    def _plan(self, name: str, line: LearnerLine, plan: Plan) -> None:
        self.plans[name] += 1
        self.credit[name] += plan.totals.new_credit or 0
        taken = () if plan.offer is None else plan.offer.taken
        self.taken.update(one.name for one in taken)
        offered = {one.unit: one for one in taken}
        for unit in plan.units:
            if unit.through not in {Way.STUDY, Way.RPL}:
                continue
            need = self.demand.get((name, unit.unit))
            if need is None:
                glh = None if unit.glh_estimated else unit.glh
                level = "unknown" if unit.level is None else unit.level.written
                need = _Needed(unit.title, str(level), unit.credit, glh)
                self.demand[name, unit.unit] = need
            if unit.through is Way.RPL:
                need.assess += 1
                continue
            need.study += 1
            need.offered = offered.get(unit.unit)
            self.glh[name] += unit.glh or 0
            self.unknown[name] += unit.glh is None
            self.estimated[name] += (unit.glh or 0) if unit.glh_estimated else 0
        for reference in line.instead:
            need = self.demand.get((name, reference))
            one = self.library.units.get(reference)
            if need is None and one is not None:
                level = "unknown" if one.level is None else one.level.written
                need = _Needed(one.title, str(level), one.credit, one.glh)
                self.demand[name, reference] = need
            if need is not None:
                need.instead += 1


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
