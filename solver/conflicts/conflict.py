"""Why nothing fits: a minimal conflict, found by plain rebuilds, and what would have to give.

Minimal conflicts are found with QuickXplain [1]_: it asks, time and again, whether some of the
clauses can hold together, each time with a program built anew and without any goal. Of several
conflicts it finds the one that needs the later clauses least.

.. [1] U. Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
   problems", AAAI 2004.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.learner.exceptions import excepted
from catalogue.places import Option
from solver.checks.recheck import Disagreement
from solver.checks.refute import refute
from solver.conflicts.court import Court
from solver.conflicts.minimal import one_by_one, quick_explain
from solver.conflicts.repairs import repairs
from solver.program.engine import Clock, Outcome, solve, value_of
from solver.program.linear import Bound
from solver.program.stages import optimise
from solver.results.answers import (
    Conflict,
    CountedUnit,
    FromOffer,
    FurtherConflict,
    Reason,
    Repair,
)
from solver.task.clauses import BARS, OFFER, Clause
from solver.task.task import Task

_DISPLAYED = (
    "limit",
    "want",
    "avoid",
    "pathway",
    "not-offered",
    "full",
    "date",
    "unknown-hours",
    "unknown-figures",
    "retake",
    "rule",
    "place",
    "cap",
    *BARS,
)
"""The order in which a conflict is told: what the asker can change, then the rules."""


MOST_FURTHER = 10
"""Conflicts that are told besides the first, inclusive."""

_FEW = 64
"""Units that are tried one by one when a cause is narrowed to those that matter."""


def explain(task: Task, clock: Clock, *, repair: bool = True) -> Conflict:
    """Return the conflict of a question that is proven to have no answer, with its repairs.

    Raises
    ------
    Disagreement
        If plain arithmetic finds a choice that the conflict says there is none of.
    """
    task = task.with_barred()
    court = Court.over(task, clock)
    found = _minimal(task.clauses, court)
    conflicts = [found]
    offered: tuple[Repair, ...] = ()
    complete = False
    if repair:
        mended, complete = repairs(task, found, clock=clock)
        offered = tuple(one for one, _ in mended)
        conflicts = _independent(found, [clauses for _, clauses in mended], court)
    first, *further = (_told(one, court) for one in conflicts)
    reason = _reason({cause.kind for cause in first.causes})
    if not court.sure and reason not in {"rule", "wishes"}:
        reason = "not-told-apart"
    needed, fewest = _unknown(task, court) if reason == "unknown-hours" else ([], None)
    return _conflict(
        task,
        reason,
        causes=first.causes,
        minimal=first.minimal,
        rechecked=first.rechecked,
        further=tuple(further),
        repairs=offered,
        repairs_complete=complete,
        units=tuple(CountedUnit.of(option) for option in needed),
        fewest_unknown=fewest,
    )


def refusal(task: Task, clock: Clock) -> Conflict:
    """Return the conflict of a question that refuses any plan while hours are unknown."""
    clauses = [c for c in task.clauses if c.cause.kind == "unknown-hours"]
    mended, complete = repairs(task, clauses, clock=clock)
    return _conflict(
        task,
        "unknown-hours",
        causes=tuple(clause.cause for clause in clauses),
        rechecked=True,
        repairs=tuple(one for one, _ in mended),
        repairs_complete=complete,
        units=tuple(CountedUnit.of(option) for option in task.left_out),
    )


def _minimal(clauses: Sequence[Clause], court: Court) -> list[Clause]:
    """A minimal conflict among ``clauses``: of the rules alone, or of the wishes, if it can be."""
    asked = [clause for clause in clauses if clause.asked]
    shutting = {"date", "unknown-hours", "retake", *OFFER.values()}
    wishes = [clause for clause in asked if clause.cause.kind not in shutting]
    rules = [clause for clause in clauses if not clause.asked]
    for part in (rules, wishes):
        if part and court.impossible(part):
            return quick_explain(part, court.soon_impossible)
    return quick_explain(clauses, court.soon_impossible)


def _independent(
    first: list[Clause], repairs: Sequence[Sequence[Clause]], court: Court
) -> list[list[Clause]]:
    """The conflicts that ask for a repair each, of which ``first`` is known.

    As in Reiter's tree of diagnoses [1]_: where one wish of a conflict is given up, what still
    cannot hold is another conflict. So it goes on for as many wishes as the shortest repair gives
    up, less one, and for every wish of a repair that no conflict has named. A conflict with rules
    that has all the wishes of another is mended with that, and need not be told.

    .. [1] R. Reiter, "A theory of diagnosis from first principles", Artificial Intelligence 32,
       1987.
    """
    depth = min((len(set(map(id, clauses))) for clauses in repairs), default=2) - 1
    if not depth:
        return [first]  # what is enough alone is in every conflict
    found = [first]

    def conflict(gone: frozenset[int]) -> list[Clause]:
        """One that has none of what is ``gone``, or nothing if all else can hold."""
        for known in found:
            if gone.isdisjoint(map(id, known)):
                return known
        left = [clause for clause in court.task.clauses if id(clause) not in gone]
        if len(found) > MOST_FURTHER or not court.impossible(left):
            return []
        found.append(_minimal(left, court))
        return found[-1]

    nodes = deque([frozenset[int]()])
    while nodes:
        gone = nodes.popleft()
        known = conflict(gone)
        wishes = [clause for clause in known if clause.asked]
        if not wishes and known:
            nodes.append(gone.union(map(id, known)))
        elif len(gone) < depth:
            nodes += [gone | {id(clause)} for clause in wishes]
    for clauses in repairs:
        for clause in clauses:
            if not any(one is clause for known in found for one in known):
                conflict(frozenset(id(one) for one in clauses if one is not clause))
    kept = [one for number, one in enumerate(found) if not _spared(one, found, number)]
    order = {id(clause): number for number, clause in enumerate(court.task.clauses)}
    return sorted(kept, key=lambda one: (one is not first, min(order[id(c)] for c in one)))


def _spared(conflict: list[Clause], found: Sequence[list[Clause]], number: int) -> bool:
    """Whether a conflict of wishes with rules has all the wishes of one that is told."""
    own = {id(clause) for clause in conflict if clause.asked}
    if not own or len(own) == len(conflict):
        return False
    others = ({id(clause) for clause in one if clause.asked} for one in found)
    return any(
        other < own or (other == own and place < number)
        for place, other in enumerate(others)
        if other
    )


def _told(conflict: Sequence[Clause], court: Court) -> FurtherConflict:
    """A conflict as facts, once plain arithmetic has been asked.

    Raises
    ------
    Disagreement
        If it finds a choice that meets all that cannot hold together.
    """
    task = court.task
    causes = sorted(
        (clause.cause for clause in _narrowed(conflict, court)),
        key=lambda cause: _DISPLAYED.index(cause.kind),
    )
    confirmed = refute(
        task.edition,
        task.question,
        task.wishes,
        causes,
        task.held,
        over=lambda: court.clock.left <= 0,
    )
    if confirmed is False:
        names = [f"{cause.kind} {cause.name}" for cause in causes]
        raise Disagreement("nothing fits", [f"{', '.join(names)} can all hold"], ())
    return FurtherConflict(causes=tuple(causes), minimal=court.sure, rechecked=bool(confirmed))


def _conflict(task: Task, reason: Reason, **fields: object) -> Conflict:
    """Return a conflict about ``task``."""
    question = task.question
    return Conflict.model_validate(
        {
            "qualification": task.subject,
            "on": question.on,
            "reason": reason,
            "want": question.want,
            "avoid": question.avoid,
            "limits": question.limits,
            "exceptions": excepted(task.edition),
            "offer": FromOffer.of(question.offer, None),
            "left_out": tuple(dict.fromkeys(o.unit.reference for o in task.left_out)),
            **fields,
        }
    )


def _reason(kinds: set[str]) -> Reason:
    ruled = bool(kinds & {"rule", "place", "cap", *BARS})
    wished = bool(kinds & {"want", "avoid", "limit", "pathway", "retake"})
    if "unknown-figures" in kinds:
        return "unknown-figures"
    if "unknown-hours" in kinds:
        return "unknown-hours"
    if wished:
        return "wishes-and-rules" if ruled or kinds & {"date", *OFFER.values()} else "wishes"
    if kinds & set(OFFER.values()):
        return "offer"
    return "date" if "date" in kinds else "rule"


def _narrowed(conflict: Sequence[Clause], court: Court) -> list[Clause]:
    """The conflict with, for the date, unknown hours and the policy, the units alone that matter.

    One clause after the other, each given the others as they are by then: what is left of them all
    is still a conflict.
    """
    narrowed = list(conflict)
    for number, clause in enumerate(narrowed):
        if clause.cause.kind in {"date", "unknown-hours", "retake", *OFFER.values(), *BARS}:
            others = [*narrowed[:number], *narrowed[number + 1 :]]
            narrowed[number] = _of_units_that_matter(clause, others, court)
    return narrowed


def _of_units_that_matter(clause: Clause, others: Sequence[Clause], court: Court) -> Clause:
    single = list(_one_for_each_unit(clause, court.task))
    minimal = one_by_one if len(single) <= _FEW else quick_explain
    matter = minimal(single, lambda some, rest: court.soon_impossible([*others, *some], rest))
    units = tuple(reference for one in matter for reference in one.cause.units)
    return replace(
        clause,
        cause=clause.cause.model_copy(update={"units": units}),
        bounds=tuple(bound for one in matter for bound in one.bounds),
        shut=frozenset[int]().union(*(one.shut for one in matter)),
    )


def _one_for_each_unit(clause: Clause, task: Task) -> Iterator[Clause]:
    """A clause as several: one for each unit that it shuts, or thing held that it bars."""
    options, uses = task.edition.options, task.compiled.uses
    shut: dict[str, set[int]] = {}
    barred: dict[str, list[Bound]] = {}
    for index in sorted(clause.shut):
        shut.setdefault(options[index].unit.reference, set()).add(index)
    for bound in clause.bounds:
        ((variable, _),) = bound.terms
        name = task.held.record.achievements[uses[variable].achievement].name
        barred.setdefault(name, []).append(bound)
    for name in dict.fromkeys([*shut, *barred]):
        cause = clause.cause.model_copy(update={"units": (name,)})
        yield Clause(cause, tuple(barred.get(name, ())), frozenset(shut.get(name, ())))


def _unknown(task: Task, court: Court) -> tuple[list[Option], int | None]:
    """Which units with unknown hours must be studied anew, and the fewest that any choice has."""
    loose = [c for c in task.clauses if c.cause.kind != "unknown-hours"]
    program = task.program(loose)
    unknown = task.compiled.studied(tuple((option.index, 1) for option in task.left_out))
    found = optimise(program, [unknown], clock=court.clock)
    if found.outcome is not Outcome.OPTIMAL:
        return [], None
    needed = []
    for option in task.left_out:
        same = tuple((o.index, 1) for o in task.edition.options_of[option.unit.reference])
        studied = task.compiled.studied(same)
        if not value_of(studied, found.values):
            continue
        without = replace(program, bounds=[*program.bounds, Bound(studied, high=0)])
        if solve(without, clock=court.clock).outcome is Outcome.INFEASIBLE:
            needed.append(option)
    return needed, value_of(unknown, found.values)
