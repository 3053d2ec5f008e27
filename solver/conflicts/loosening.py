"""A question in which every wish, cap and bar can be given up: each gets a Boolean that says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from catalogue.editions import edition_for
from catalogue.errors import UnitwiseError
from catalogue.learner.recognition import stands_on
from catalogue.scopes import may_be_within, within
from solver.encoding.recognised import capped
from solver.hours import Hours
from solver.program.linear import Bound, Terms, linear, reach
from solver.question import ASKING, UnknownHours
from solver.results.answers import Change
from solver.task.clauses import Clause, ceiling, limited, unconditional
from solver.task.task import Task
from solver.wishes import About


@dataclass(frozen=True, slots=True)
class Gate:
    """A wish that can be given up: ``literal`` says that it is, ``over`` by how much.

    ``over`` is to be minimised and comes to the excess over the limit, less ``base``. For what the
    policy bars it counts the uses that are made nevertheless. ``cap`` is the number of a cap.
    """

    change: Change
    literal: int
    clause: Clause
    over: Terms = ()
    base: int = 0
    cap: int | None = None


@dataclass
class Loosened:
    """The program of a question in which every wish can be given up.

    ``shut`` has, for each option, the literals of each clause that shuts it to new study: one of
    them is true where that clause is given up. ``shutting`` has what shuts it that is not asked
    now: the literals of dates on which it is not open.
    """

    names: list[str]
    bounds: list[Bound] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)
    shut: defaultdict[int, list[tuple[int, ...]]] = field(default_factory=lambda: defaultdict(list))
    shutting: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def literal(self, name: str) -> int:
        """Make the Boolean that says that something is given up."""
        self.names.append(f"gives-up[{name}]")
        return len(self.names) - 1

    def further(self, steps: list[int], name: str) -> None:
        """Add to ``steps`` a Boolean that is true only where the last of them is."""
        self.bounds.append(Bound(((steps[-1], -1), (self.literal(name), 1)), high=0))
        steps.append(len(self.names) - 1)

    def shuts(self, options: Iterable[int], given_up: tuple[int, ...]) -> None:
        """Note that a clause shuts ``options``, and how it is told that it is given up."""
        for index in options:
            self.shut[index].append(given_up)


def loosen(task: Task) -> Loosened:
    """Make the program in which each wish can be given up, and the gates that do so."""
    out = Loosened(list(task.compiled.names), list(unconditional(task.edition, task.compiled)))
    hours = _hours_gate(task, out)
    figures = _figure_gates(task, out)
    for clause in task.clauses:
        match clause.cause.kind:
            case "limit":
                _limit(task, out, clause, hours, figures)
            case "want" | "pathway":
                kind = f"give-up-{clause.cause.kind}"
                gate = _gate(out, clause, kind)
                for bound in clause.bounds:
                    loose = linear([*bound.terms, (gate.literal, bound.low or 0)])
                    out.bounds.append(Bound(loose, low=bound.low))
            case "avoid":
                refused = tuple((index, 1) for index in sorted(clause.shut))
                given_up = (_gate(out, clause, "give-up-avoid").literal,)
                level = figures.get("level") if _is_of_level(task, clause) else None
                _only_if(out, refused, (*given_up, *([level.literal] if level else [])))
                out.shuts(clause.shut, given_up)
            case "date":
                _dates(task, out, clause)
            case "unknown-hours":
                assert hours is not None, "the clause has its gate"
                used = _studied(task, clause.shut)
                _only_if(out, used, [hours.literal])
                limited_too = task.question.limits.new_glh is not None
                drops_limit = hours.change.kind == "drop-hours" and limited_too
                if drops_limit or task.question.unknown_glh is not UnknownHours.REFUSE:
                    # Given up for nothing, it would only stand in for a limit that is to be raised.
                    # Hours that are refused stop an answer even where nothing need be studied.
                    out.bounds.append(Bound(linear([*used, (hours.literal, -1)]), low=0))
            case "unknown-figures":
                out.bounds += clause.bounds
                if clause.shut:
                    used = _studied(task, clause.shut)
                    allowing = figures.get(clause.cause.name)
                    if allowing is None:
                        out.bounds.append(Bound(used, high=0))
                        continue
                    _only_if(out, used, [allowing.literal])
                    # given up for nothing it would stand in for a limit that is to be raised
                    out.bounds.append(Bound(linear([*used, (allowing.literal, -1)]), low=0))
            case "retake":
                _opened(task, out, clause, "allow-retake")
            case "not-offered":
                _opened(task, out, clause, "offer-unit")
                if task.question.limits.new_pence is not None:
                    # Nobody knows what these would cost, so no limit on that is kept with them.
                    out.bounds.append(Bound(_studied(task, clause.shut), high=0))
            case "full":
                _opened(task, out, clause, "add-place")
            case "cap":
                _cap(task, out, clause)
            case "not-accepted" | "too-old" | "date-unknown":
                used = linear(pair for bound in clause.bounds for pair in bound.terms)
                gate = _gate(out, clause, "accept-recognition", before=clause.cause.kind)
                _only_if(out, used, [gate.literal])
                out.gates[-1] = replace(gate, over=used)
            case _:
                out.bounds += clause.bounds
    if hours is not None and task.question.unknown_glh is UnknownHours.REFUSE:
        _refuse(out, hours)
    order = {id(clause): number for number, clause in enumerate(task.clauses)}
    out.gates.sort(key=lambda gate: order[id(gate.clause)])
    return out


def _gate(out: Loosened, clause: Clause, kind: str, **fields: object) -> Gate:
    change = Change.model_validate({"kind": kind, "name": clause.cause.name, **fields})
    gate = Gate(change, out.literal(f"{kind} {change.after or change.name}"), clause)
    out.gates.append(gate)
    return gate


def _studied(task: Task, indexes: frozenset[int]) -> Terms:
    """How many of the options ``indexes`` are newly studied."""
    return task.compiled.studied(tuple((index, 1) for index in sorted(indexes)))


def _only_if(out: Loosened, terms: Terms, allowing: Iterable[int]) -> None:
    """The options that ``terms`` count do so only where a literal of ``allowing`` is true."""
    room = [(literal, -reach(terms)[1]) for literal in allowing]
    out.bounds.append(Bound(linear([*terms, *room]), high=0))


def _hours_gate(task: Task, out: Loosened) -> Gate | None:
    """The gate that lets unknown hours in: with estimates, or by asking nothing of hours."""
    clause = next((c for c in task.clauses if c.cause.kind == "unknown-hours"), None)
    if clause is None:
        return None
    estimates = Hours(task.edition, UnknownHours.ESTIMATE)
    options = [task.edition.options[index] for index in clause.shut]
    known = all(estimates.of(option) is not None for option in options)
    return _gate(out, clause, "estimate-hours" if known else "drop-hours")


def _figure_gates(task: Task, out: Loosened) -> dict[str, Gate]:
    """The gates by which nothing is asked of credit, or of levels, that nobody knows.

    None where hours are refused as long as they are unknown: that is to be settled first.
    """
    if task.question.unknown_glh is UnknownHours.REFUSE:
        return {}
    return {
        clause.cause.name: _gate(out, clause, "drop-figures")
        for clause in task.clauses
        if clause.cause.kind == "unknown-figures" and clause.cause.name in {"credit", "level"}
        if clause.shut and clause.cause.rule is None
    }


def _is_of_level(task: Task, clause: Clause) -> bool:
    return any(
        wish.text == clause.cause.name and wish.about is About.LEVEL for wish in task.wishes.avoid
    )


def _refuse(out: Loosened, hours: Gate) -> None:
    """Let in no option whose hours are unknown, even as one that need not count.

    A question that refuses to be answered without its hours has no answer while it is open.
    """
    for index in sorted(hours.clause.shut):
        away = [(literal, -1) for literal in out.shutting[index]]
        given_up = [(literal, 1) for literals in out.shut[index] for literal in literals]
        terms = linear([*given_up, *away, (hours.literal, -1)])
        out.bounds.append(Bound(terms, high=len(out.shut[index]) - 1))


def _limit(
    task: Task, out: Loosened, clause: Clause, hours: Gate | None, figures: Mapping[str, Gate]
) -> None:
    cause = clause.cause
    assert cause.value is not None
    if cause.name == "highest_level":
        _highest(task, out, clause, figures.get("level"))
        return
    terms = limited(cause.name, task.edition, task.compiled, task.hours, task.question.offer)
    if cause.name == "new_glh" and hours is not None and hours.change.kind == "estimate-hours":
        hours_now = Hours(task.edition, UnknownHours.ESTIMATE)
        terms = limited(cause.name, task.edition, task.compiled, hours_now)
    most = ceiling(task.edition, cause)
    gate = _gate(out, clause, "raise-limit", before=cause.value)
    slack = max(0, reach(terms)[1] - most)
    room = [(gate.literal, -slack)]
    if cause.name == "new_glh" and hours is not None and hours.change.kind == "drop-hours":
        room.append((hours.literal, -slack))
    room += [
        (allowing.literal, -slack)
        for figure, allowing in figures.items()
        if cause.name in ASKING[figure][0]
    ]
    out.bounds.append(Bound(linear([*terms, *room]), high=most))
    out.gates[-1] = replace(gate, over=terms, base=-most)


def _opened(task: Task, out: Loosened, clause: Clause, kind: str) -> None:
    """A gate by which what is shut may be studied after all, as few units as can be."""
    gate = _gate(out, clause, kind)
    again = _studied(task, clause.shut)
    _only_if(out, again, [gate.literal])
    out.shuts(clause.shut, (gate.literal,))
    out.gates[-1] = replace(gate, over=again)


def _cap(task: Task, out: Loosened, clause: Clause) -> None:
    """A cap that can be raised: by an amount, or one per cent after the other."""
    most = clause.cause.value
    assert most is not None
    number = sum(gate.cap is not None for gate in out.gates)
    fields = {"before": most, "measure": clause.cause.measure, "cap": clause.cause.cap}
    gate = replace(_gate(out, clause, "raise-cap", **fields), cap=number)
    if clause.cause.measure != "percent":
        (bound,) = clause.bounds
        slack = max(0, bound.reach[1] - most)
        out.bounds.append(Bound(linear([*bound.terms, (gate.literal, -slack)]), high=most))
        out.gates[-1] = replace(gate, over=bound.terms, base=-most)
        return
    ways, cap = list(task.held.caps)[number]
    steps = [gate.literal]
    inside, perhaps = (
        frozenset(o.index for o in task.edition.options if test(o, cap.of))
        for test in (within, may_be_within)
    )
    for percent in range(most, 100):
        share = cap
        if percent > most:
            share = cap.model_copy(update={"at_most": percent})
            out.further(steps, f"cap {number} over {percent}")
        bound = capped(task.edition, task.compiled.uses, ways, share, inside, perhaps)
        _only_if(out, bound.terms, steps[-1:])
    out.gates[-1] = replace(gate, over=tuple((step, 1) for step in steps))


def _highest(task: Task, out: Loosened, clause: Clause, dropping: Gate | None) -> None:
    """One literal for each level above the limit; each is allowed only with those below it.

    Where nothing is asked of levels any more, each is allowed.
    """
    assert clause.cause.value is not None
    above: dict[int, set[int]] = {}
    for index in clause.shut:
        level = task.edition.options[index].unit.level
        assert level is not None, "above the limit is only what is known to be"
        above.setdefault(int(level), set()).add(index)
    if not above:
        return
    gate = _gate(out, clause, "raise-limit", before=clause.cause.value)
    steps = [gate.literal]
    for raised in range(clause.cause.value + 1, max(above) + 1):
        if raised > clause.cause.value + 1:
            out.further(steps, f"level {raised}")
        if raised in above:
            free = [dropping.literal] if dropping else []
            _only_if(out, _studied(task, frozenset(above[raised])), (steps[-1], *free))
            out.shuts(above[raised], (steps[-1],))
    out.gates[-1] = replace(gate, over=tuple((step, 1) for step in steps))


def _dates(task: Task, out: Loosened, clause: Clause) -> None:
    """A literal for each other interval of dates; what is open then counts, and nothing else."""
    options = task.edition.options
    uses = task.compiled.uses.items()
    gates = []
    for kind, day in other_dates(task):
        gate = _gate(out, clause, kind, name="date", before=clause.cause.name, after=str(day))
        gates.append((gate, day))
        shut = frozenset(o.index for o in options if not o.version.open_on(day))
        for index in shut - clause.shut:
            out.shutting[index].append(gate.literal)
        # Nor does what is held count another way than on the date that is asked about.
        lost = tuple((v, 1) for v, use in uses if not stands_on(use, task.question.on, day))
        for fresh in (_studied(task, shut - clause.shut), lost):
            if fresh:
                most = reach(fresh)[1]
                out.bounds.append(Bound(linear([*fresh, (gate.literal, most)]), high=most))
    if gates:
        out.bounds.append(Bound(tuple((gate.literal, 1) for gate, _ in gates), high=1))
    for variable, use in uses:
        if "not-open" in use.barred:
            opening = [gate.literal for gate, day in gates if use.option.version.open_on(day)]
            _only_if(out, ((variable, 1),), opening)
    by_dates: dict[tuple[int, ...], set[int]] = {}
    for index in sorted(clause.shut):
        version = options[index].version
        allowing = tuple(gate.literal for gate, day in gates if version.open_on(day))
        by_dates.setdefault(allowing, set()).add(index)
    for allowing, same in by_dates.items():
        _only_if(out, _studied(task, frozenset(same)), allowing)
        out.shuts(same, allowing)


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
