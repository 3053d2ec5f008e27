"""What would have to give: the fewest changes to the wishes that make an answer exist.

Every wish gets a Boolean that says "given up" and loosens it. First each wish of the conflict is
given up alone: an answer must lose one of them. Where one is not enough, the fewest that are
enough together are looked for. What a limit has to be raised to is minimised once it is known
what is given up besides, and the choice that shows it is held against plain arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never

from catalogue.editions import edition_for
from catalogue.errors import UnitwiseError
from catalogue.units import Level
from solver.asks import Clause, ceiling, limited, once
from solver.compile import Bound, Terms, linear, reach
from solver.engine import Clock, Optimum, Outcome, Program, optimise, value_of
from solver.goals import goals_of
from solver.hours import Hours
from solver.pose import Task
from solver.question import Goal, Question, UnknownHours
from solver.results import Change, Repair

MOST_TOGETHER = 5
"""How many ways of giving up several wishes together are offered, at the most."""

_SPOKEN = (
    "raise-limit",
    "estimate-hours",
    "drop-hours",
    "register-by",
    "register-from",
    "give-up-avoid",
    "give-up-want",
    "give-up-pathway",
)
"""The kinds of change, the least painful first."""


@dataclass(frozen=True, slots=True)
class _Gate:
    """A wish that can be given up: ``literal`` says that it is, ``over`` by how much.

    ``over`` is to be minimised and comes to the excess over the limit, less ``base``.
    """

    change: Change
    literal: int
    clause: Clause
    over: Terms = ()
    base: int = 0


@dataclass
class _Loosened:
    """The program of a question in which every wish can be given up."""

    names: list[str]
    bounds: list[Bound] = field(default_factory=list)
    gates: list[_Gate] = field(default_factory=list)

    def literal(self, name: str) -> int:
        self.names.append(f"gives-up[{name}]")
        return len(self.names) - 1


def repairs(
    task: Task, conflict: Sequence[Clause], *, clock: Clock, workers: int = 1, seed: int = 0
) -> tuple[tuple[Repair, ...], bool]:
    """Return the repairs of a question that has no answer, cheapest first.

    Also whether these are all that there are of the fewest changes; not where time ran out, or
    there are more than :data:`MOST_TOGETHER` of several changes.

    Raises
    ------
    Disagreement
        If plain arithmetic does not confirm that a repair works.
    """
    loosened = _loosen(task)
    program = Program(loosened.names, loosened.bounds, task.compiled.definitions)
    search = _Search(task, loosened.gates, program, clock, workers, seed)
    blamed = {id(clause) for clause in conflict}
    alone = [search.figured([gate]) for gate in loosened.gates if id(gate.clause) in blamed]
    found = [repair for repair in alone if repair is not None]
    complete = not search.stopped
    if not found and not search.stopped:
        found, complete = search.together()
    dates = [r for r in found if len(r.changes) == 1 and r.changes[0].name == "date"]
    near = {id(repair) for repair in _nearest_dates(dates, task.question.on)}
    found = [repair for repair in found if repair not in dates or id(repair) in near]
    return tuple(sorted(found, key=_cost)), complete


def repaired(question: Question, changes: Sequence[Change], goals: Sequence[Goal]) -> Question:
    """Return the question with ``changes`` made; ``goals`` are its goals in full."""
    limits = question.limits.model_dump()
    for change in changes:
        match change.kind:
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
            case "drop-hours":
                limits["new_glh"] = None
                kept = tuple(goal for goal in goals if goal is not Goal.LEAST_GLH)
                question = question.replace(goals=kept or (Goal.FEWEST_UNITS,))
            case _:
                assert_never(change.kind)
    return question.replace(limits=limits)


def _cost(repair: Repair) -> tuple[object, ...]:
    """Fewest changes, then the least painful kinds, then the smallest raise for its limit."""
    changes = repair.changes
    kinds = sorted(_SPOKEN.index(change.kind) for change in changes)
    raised = sum(
        (change.by or 0) / max(1, change.before)
        for change in changes
        if isinstance(change.before, int)
    )
    return (len(changes), kinds, raised, [change.name for change in changes])


def _nearest_dates(found: Sequence[Repair], today: date) -> Iterator[Repair]:
    """Of the repairs by another date, the nearest before and the nearest after."""
    for kind, pick in (("register-by", max), ("register-from", min)):
        same = [repair for repair in found if repair.changes[0].kind == kind]
        if same:
            yield pick(same, key=lambda repair: str(repair.changes[0].after))


@dataclass
class _Search:
    task: Task
    gates: Sequence[_Gate]
    program: Program
    clock: Clock
    workers: int
    seed: int
    stopped: bool = False

    def solve(self, objectives: Sequence[Terms], program: Program) -> Optimum:
        found = optimise(
            program, objectives, clock=self.clock, workers=self.workers, seed=self.seed
        )
        if found.outcome not in {Outcome.OPTIMAL, Outcome.INFEASIBLE}:
            self.stopped = True
        return found

    def figured(self, given_up: Sequence[_Gate]) -> Repair | None:
        """The repair of giving up exactly these wishes, limits raised no further than needed."""
        literals = {gate.literal for gate in given_up}
        fixed = {gate.literal: gate.literal in literals for gate in self.gates}
        over = [gate.over for gate in given_up if gate.over]
        total = linear(pair for terms in over for pair in terms)
        objectives = [total, *over] if len(over) > 1 else over
        found = self.solve(objectives, replace(self.program, fixed=fixed))
        if found.outcome is not Outcome.OPTIMAL:
            return None
        changes = []
        for gate in given_up:
            change = gate.change
            if gate.over:
                by = value_of(gate.over, found.values) + gate.base
                assert isinstance(change.before, int)
                change = change.model_copy(update={"by": by, "after": change.before + by})
                if by <= 0:
                    return None
            changes.append(change)
        goals = goals_of(self.task.question, self.task.edition.options)
        question = repaired(self.task.question, changes, goals)
        self.task.recheck(found.values, [], question)
        return Repair(changes=tuple(changes))

    def together(self) -> tuple[list[Repair], bool]:
        """Every way, up to a number, of giving up the fewest wishes that are enough."""
        given_up = tuple((gate.literal, 1) for gate in self.gates)
        pain = tuple((gate.literal, _SPOKEN.index(gate.change.kind)) for gate in self.gates)
        order = [((gate.literal, 1),) for gate in self.gates]
        bounds = list(self.program.bounds)
        found: list[Repair] = []
        fewest = None
        while True:
            program = replace(self.program, bounds=bounds)
            best = self.solve([given_up, pain, *order], program)
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


def _loosen(task: Task) -> _Loosened:
    """Make the program in which each wish can be given up, and the gates that do so."""
    out = _Loosened(list(task.compiled.names), list(once(task.edition, task.compiled)))
    hours = _hours_gate(task, out)
    for clause in task.clauses:
        match clause.cause.kind:
            case "limit":
                _limit(task, out, clause, hours)
            case "want" | "pathway":
                kind = f"give-up-{clause.cause.kind}"
                gate = _gate(out, clause, kind)
                for bound in clause.bounds:
                    loose = linear([*bound.terms, (gate.literal, bound.low or 0)])
                    out.bounds.append(Bound(loose, low=bound.low))
            case "avoid":
                refused = tuple((index, 1) for index in sorted(clause.shut))
                _only_if(out, refused, ((_gate(out, clause, "give-up-avoid").literal, 1),))
            case "date":
                _dates(task, out, clause)
            case "unknown-hours":
                assert hours is not None, "the clause has its gate"
                used = _studied(task, clause.shut)
                _only_if(out, used, ((hours.literal, 1),))
                # Given up for nothing, it would only stand in for a limit that is to be raised.
                out.bounds.append(Bound(linear([*used, (hours.literal, -1)]), low=0))
            case _:
                out.bounds += clause.bounds
    order = {id(clause): number for number, clause in enumerate(task.clauses)}
    out.gates.sort(key=lambda gate: order[id(gate.clause)])
    return out


def _gate(out: _Loosened, clause: Clause, kind: str, **fields: object) -> _Gate:
    change = Change.model_validate({"kind": kind, "name": clause.cause.name, **fields})
    gate = _Gate(change, out.literal(f"{kind} {change.after or change.name}"), clause)
    out.gates.append(gate)
    return gate


def _studied(task: Task, indexes: frozenset[int]) -> Terms:
    """How many of the options ``indexes`` are newly studied."""
    return task.compiled.studied(tuple((index, 1) for index in sorted(indexes)))


def _only_if(out: _Loosened, terms: Terms, allowing: Terms) -> None:
    """The options that ``terms`` count do so only where a literal of ``allowing`` is true."""
    room = [(literal, -reach(terms)[1]) for literal, _ in allowing]
    out.bounds.append(Bound(linear([*terms, *room]), high=0))


def _hours_gate(task: Task, out: _Loosened) -> _Gate | None:
    """The gate that lets unknown hours in: with estimates, or by asking nothing of hours."""
    clause = next((c for c in task.clauses if c.cause.kind == "unknown-hours"), None)
    if clause is None:
        return None
    estimates = Hours(task.edition, UnknownHours.ESTIMATE)
    options = [task.edition.options[index] for index in clause.shut]
    known = all(estimates.of(option) is not None for option in options)
    return _gate(out, clause, "estimate-hours" if known else "drop-hours")


def _limit(task: Task, out: _Loosened, clause: Clause, hours: _Gate | None) -> None:
    cause = clause.cause
    assert cause.value is not None
    if cause.name == "highest_level":
        _highest(task, out, clause)
        return
    terms = limited(cause.name, task.edition, task.compiled, task.hours)
    if cause.name == "new_glh" and hours is not None and hours.change.kind == "estimate-hours":
        hours_now = Hours(task.edition, UnknownHours.ESTIMATE)
        terms = limited(cause.name, task.edition, task.compiled, hours_now)
    most = ceiling(task.edition, cause)
    gate = _gate(out, clause, "raise-limit", before=cause.value)
    slack = max(0, reach(terms)[1] - most)
    room = [(gate.literal, -slack)]
    if cause.name == "new_glh" and hours is not None and hours.change.kind == "drop-hours":
        room.append((hours.literal, -slack))
    out.bounds.append(Bound(linear([*terms, *room]), high=most))
    out.gates[-1] = replace(gate, over=terms, base=-most)


def _highest(task: Task, out: _Loosened, clause: Clause) -> None:
    """One literal for each level above the limit; each is allowed only with those below it."""
    assert clause.cause.value is not None
    above: dict[int, set[int]] = {}
    for index in clause.shut:
        above.setdefault(int(task.edition.options[index].unit.level), set()).add(index)
    if not above:
        return
    gate = _gate(out, clause, "raise-limit", before=clause.cause.value)
    steps: list[tuple[int, int]] = [(gate.literal, 1)]
    for level in range(clause.cause.value + 1, max(above) + 1):
        if level > clause.cause.value + 1:
            step = out.literal(f"level {level}")
            out.bounds.append(Bound(((steps[-1][0], -1), (step, 1)), high=0))
            steps.append((step, 1))
        if level in above:
            _only_if(out, _studied(task, frozenset(above[level])), (steps[-1],))
    out.gates[-1] = replace(gate, over=tuple(steps))


def _dates(task: Task, out: _Loosened, clause: Clause) -> None:
    """A literal for each other interval of dates; what is open then counts, and nothing else."""
    options = task.edition.options
    gates = []
    for kind, day in other_dates(task):
        gate = _gate(out, clause, kind, name="date", before=clause.cause.name, after=str(day))
        gates.append((gate, day))
        shut = frozenset(o.index for o in options if not o.version.open_on(day))
        if fresh := _studied(task, shut - clause.shut):
            most = reach(fresh)[1]
            out.bounds.append(Bound(linear([*fresh, (gate.literal, most)]), high=most))
    if gates:
        out.bounds.append(Bound(tuple((gate.literal, 1) for gate, _ in gates), high=1))
    by_dates: dict[Terms, set[int]] = {}
    for index in sorted(clause.shut):
        version = options[index].version
        allowing = tuple((gate.literal, 1) for gate, day in gates if version.open_on(day))
        by_dates.setdefault(allowing, set()).add(index)
    for allowing, same in by_dates.items():
        _only_if(out, _studied(task, frozenset(same)), allowing)


def other_dates(task: Task) -> Iterator[tuple[str, date]]:
    """Yield, for each other interval in which the same units are open, its date nearest to now.

    An interval before the date of registration is told by its last day, one after by its first.
    Only dates on which the same edition is in force count.
    """
    one = timedelta(days=1)
    on, edition = task.question.on, task.edition
    turns: set[date] = set()
    for option in edition.options:
        if option.version.opens:
            turns.add(option.version.opens)
        if option.version.closes and option.version.closes < date.max:
            turns.add(option.version.closes + one)
    for turn in sorted(turns):
        if turn == date.min:
            continue
        kind, day = ("register-from", turn) if turn > on else ("register-by", turn - one)
        try:
            same = edition_for(task.qualification, task.question.edition, day) is edition
        except UnitwiseError:
            same = False
        if same:
            yield kind, day
