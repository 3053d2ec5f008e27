"""What would have to give: the fewest changes to the wishes that make an answer exist.

Every wish gets a Boolean that says "given up" and loosens it. First each wish of the conflict is
given up alone: an answer must lose one of them. Where one is not enough, the fewest that are
enough together are looked for. What a limit has to be raised to is minimised once it is known
what is given up besides, and the choice that shows it is held against plain arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from catalogue.qualification import Edition
from catalogue.units import Level
from solver.conflicts.loosening import Gate, loosen
from solver.program.engine import Clock, Outcome, Program, value_of
from solver.program.linear import Bound, Terms, linear
from solver.program.stages import Optimum, optimise
from solver.question import Goal, Question, UnknownHours
from solver.results.answers import Change, Repair
from solver.task.clauses import Clause, asks_cost
from solver.task.goals import goals_of
from solver.task.task import Task

MOST_TOGETHER = 5
"""How many ways of giving up several wishes together are offered, at the most."""

_DATES = ("register-by", "register-from")

_OPENING = ("offer-unit", "add-place")
"""The kinds of change that are the centre's: the fewest units, the first of the catalogue."""

_SPOKEN = (
    "raise-limit",
    "estimate-hours",
    "drop-hours",
    "drop-figures",
    "register-by",
    "register-from",
    "add-place",
    "offer-unit",
    "give-up-avoid",
    "give-up-want",
    "give-up-pathway",
    "allow-retake",
    "raise-cap",
    "accept-recognition",
)
"""The kinds of change, the least painful first."""


Mended = tuple[Repair, tuple[Clause, ...]]
"""A repair, and the clauses that it gives up."""


def repairs(task: Task, conflict: Sequence[Clause], *, clock: Clock) -> tuple[list[Mended], bool]:
    """Return the repairs of a question that has no answer, cheapest first.

    Each with the clauses that it gives up. Also whether these are all that there are of the fewest
    changes; not where time ran out, or there are more than :data:`MOST_TOGETHER` of several.

    Raises
    ------
    Disagreement
        If plain arithmetic does not confirm that a repair works.
    """
    loosened = loosen(task)
    program = Program(loosened.names, loosened.bounds, task.compiled.definitions)
    search = _Search(task, loosened.gates, program, clock)
    blamed = {id(clause) for clause in conflict}
    alone = [search.figured([gate]) for gate in loosened.gates if id(gate.clause) in blamed]
    found = [repair for repair in alone if repair is not None]
    complete = not search.stopped
    if not found and not search.stopped:
        found, complete = search.together()
    best = [one for one in found if not any(_beats(other[0], one[0]) for other in found)]
    return sorted(best, key=lambda one: _cost(one[0])), complete


def repaired(
    question: Question, changes: Sequence[Change], goals: Sequence[Goal], edition: Edition
) -> Question:
    """Return the question with ``changes`` made; ``goals`` are its goals in full."""
    limits = question.limits.model_dump()
    for change in changes:
        match change.kind:
            case "raise-cap" | "accept-recognition":
                pass  # a matter of the policy, and none of the question
            case "raise-limit":
                highest = change.name == "highest_level"
                limits[change.name] = Level(int(change.after or 0)) if highest else change.after
            case "give-up-want":
                question = question.replace(
                    want=tuple(x for x in question.want if x != change.name)
                )
            case "give-up-avoid":
                question = question.replace(
                    avoid=tuple(x for x in question.avoid if x != change.name)
                )
            case "give-up-pathway":
                question = question.replace(
                    pathway=tuple(x for x in question.pathway if x != change.name)
                )
            case "register-by" | "register-from":
                question = question.replace(on=change.after)
            case "estimate-hours":
                question = question.replace(unknown_glh=UnknownHours.ESTIMATE)
            case "allow-retake":
                question = question.replace(allow_retakes=True)
            case "offer-unit" | "add-place":
                assert question.offer is not None, "the centre does not offer everything"
                units = (edition.options_of[name][0].unit for name in change.units)
                question = question.replace(offer=question.offer.opened(units, asks_cost(question)))
            case "drop-figures":
                question = question.replace(limits=limits, goals=goals).without(change.name)
                limits, goals = question.limits.model_dump(), question.goals
            case "drop-hours":
                limits["new_glh"] = None
                kept = tuple(goal for goal in goals if goal is not Goal.LEAST_GLH)
                question = question.replace(goals=kept or (Goal.FEWEST_UNITS,))
            case _:
                assert_never(change.kind)
    return question.replace(limits=limits)


def _cost(repair: Repair) -> tuple[object, ...]:
    """Fewest changes, then the least painful kinds, the smallest raises, the nearest date."""
    changes = repair.changes
    kinds = sorted(_SPOKEN.index(change.kind) for change in changes)
    raised = sum(
        (change.by or 0) / max(1, change.before)
        for change in changes
        if isinstance(change.before, int)
    )
    days = sum(map(_days, changes))
    return (len(changes), kinds, raised, days, [change.name for change in changes])


def _days(change: Change) -> int:
    """How many days a change moves the date of registration."""
    if change.kind not in _DATES:
        return 0
    before, after = (date.fromisoformat(str(day)) for day in (change.before, change.after))
    return abs((after - before).days)


def _beats(one: Repair, other: Repair) -> bool:
    """Whether ``one`` has the same changes as ``other``, to a nearer date and no further raised."""
    kinds = [[(change.kind, change.name) for change in repair.changes] for repair in (one, other)]
    if kinds[0] != kinds[1]:
        return False
    pairs = list(zip(one.changes, other.changes, strict=True))
    return sum(map(_days, one.changes)) < sum(map(_days, other.changes)) and all(
        (mine.by or 0) <= (theirs.by or 0) for mine, theirs in pairs
    )


@dataclass
class _Search:
    task: Task
    gates: Sequence[Gate]
    program: Program
    clock: Clock
    stopped: bool = False

    def solve(self, objectives: Sequence[Terms], program: Program) -> Optimum:
        found = optimise(program, objectives, clock=self.clock)
        if found.outcome not in {Outcome.OPTIMAL, Outcome.INFEASIBLE}:
            self.stopped = True
        return found

    def figured(self, given_up: Sequence[Gate]) -> Mended | None:
        """The repair of giving up exactly these wishes, limits raised no further than needed."""
        literals = {gate.literal for gate in given_up}
        fixed = {gate.literal: gate.literal in literals for gate in self.gates}
        over = [gate.over for gate in given_up if gate.over]
        total = linear(pair for terms in over for pair in terms)
        objectives = [total, *over] if len(over) > 1 else over
        objectives += [
            self.task.compiled.studied(((index, -1),))
            for gate in given_up
            if gate.change.kind in _OPENING
            for index in sorted(gate.clause.shut)
        ]
        found = self.solve(objectives, replace(self.program, fixed=fixed))
        if found.outcome is not Outcome.OPTIMAL:
            return None
        changes = []
        for gate in given_up:
            change = gate.change
            if gate.over:
                by = value_of(gate.over, found.values) + gate.base
                if by <= 0:
                    return None
                change = change.model_copy(update=self.how_far(gate, by, found))
            changes.append(change)
        goals = goals_of(self.task.question, self.task.edition.options)
        question = repaired(self.task.question, changes, goals, self.task.edition)
        caps = {
            gate.cap: int(change.after or 0)
            for gate, change in zip(given_up, changes, strict=True)
            if gate.cap is not None
        }
        barred = {(c.name, str(c.before)) for c in changes if c.kind == "accept-recognition"}
        held = self.task.held.relaxed(caps, barred, question.on, self.task.used(found.values))
        replace(self.task, held=held).recheck(found.values, [], question)
        return Repair(changes=tuple(changes)), tuple(gate.clause for gate in given_up)

    def how_far(self, gate: Gate, by: int, found: Optimum) -> dict[str, object]:
        """What a limit or cap is raised to, or what is recognised although it is barred."""
        before = gate.change.before
        if isinstance(before, int):
            return {"by": by, "after": before + by}
        if gate.change.kind in {"allow-retake", *_OPENING}:
            options = self.task.edition.options
            again = (self.task.compiled.studied(((index, 1),)) for index in gate.clause.shut)
            numbers = [terms[0][0] for terms in again if value_of(terms, found.values)]
            units = (options[number].unit.reference for number in sorted(numbers))
            return {"by": by, "units": tuple(units)}
        used = [v for v, _ in gate.over if found.values[v]]
        numbers = sorted(self.task.compiled.uses[v].achievement for v in used)
        record = self.task.held.record
        return {"by": by, "units": tuple(record.achievements[n].name for n in numbers)}

    def together(self) -> tuple[list[Mended], bool]:
        """Every way, up to a number, of giving up the fewest wishes that are enough."""
        given_up = tuple((gate.literal, 1) for gate in self.gates)
        pain = tuple((gate.literal, _SPOKEN.index(gate.change.kind)) for gate in self.gates)
        days = tuple((gate.literal, _days(gate.change)) for gate in self.gates)
        order = [((gate.literal, 1),) for gate in self.gates]
        bounds = list(self.program.bounds)
        found: list[Mended] = []
        fewest = None
        while True:
            program = replace(self.program, bounds=bounds)
            best = self.solve([given_up, pain, days, *order], program)
            if best.outcome is not Outcome.OPTIMAL:
                return found, not self.stopped
            chosen = [gate for gate in self.gates if best.values[gate.literal]]
            if fewest is not None and len(chosen) > fewest:
                return found, True
            if len(found) == MOST_TOGETHER:
                return found, False
            fewest = len(chosen)
            if (repair := self.figured(chosen)) is not None:
                found.append(repair)
            if not chosen or self.stopped:
                return found, not self.stopped
            bounds.append(Bound(tuple((g.literal, 1) for g in chosen), high=len(chosen) - 1))
            bounds += self.further(chosen)

    def further(self, chosen: Sequence[Gate]) -> Iterator[Bound]:
        """Bounds that leave out what is found already, to a date further off.

        Where something is raised, a date further off may need less of that.
        """
        if any(gate.over for gate in chosen):
            return
        others = tuple((g.literal, 1) for g in chosen if g.change.kind not in _DATES)
        for gate in chosen:
            if gate.change.kind in _DATES:
                away = tuple(
                    (g.literal, 1)
                    for g in self.gates
                    if g.change.kind == gate.change.kind and _days(g.change) >= _days(gate.change)
                )
                yield Bound((*others, *away), high=len(others))
