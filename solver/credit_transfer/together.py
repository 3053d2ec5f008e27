"""Whether several qualifications can be completed together, each thing counting as it may.

Each is a program of its own; they share what the learner holds and what is newly studied. A thing
that counts in one counts in another as well only as far as both allow it. Where the file of one
says nothing of that, nothing of it is taken to count twice, and the answer names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import Literal

from catalogue.identity import owner_key
from catalogue.learner.recognised import Use
from catalogue.places import Option
from catalogue.policy import Way
from catalogue.scopes import may_be_within, within
from catalogue.shares import ratio
from catalogue.sharing import Counted, oversharing, twice, unmeasured
from catalogue.units import Model
from solver.checks.recheck import Disagreement
from solver.program.engine import Clock, Outcome, Program, value_of
from solver.program.linear import Bound, Definition, Terms, linear, moved
from solver.program.stages import optimise
from solver.situation import Situation
from solver.task.goals import most_recognised, tie_break
from solver.task.task import Task, understood

MOST_AT_ONCE = 20
"""Qualifications that are asked about together, inclusive."""


class PartOfAll(Model):
    """What one of several qualifications takes where all are completed.

    ``takes`` is what counts of the record, ``studies`` the units that are newly studied, ``twice``
    the units that count here by something that counts in another as well.
    """

    qualification: str
    takes: tuple[str, ...] = ()
    studies: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()


class Together(Model):
    """Whether several qualifications can be completed together.

    ``state`` is as of a standing. A thing counts in more than one only as far as the files of all
    of these allow it; ``unsaid`` are those whose files say nothing, of which none counts twice,
    ``unknown`` the units that do not, since a cap speaks of their credit and nobody knows it.
    ``new_units``, ``new_credit`` and ``new_glh`` are those of the best plan for all, the least
    credit first and a unit that counts twice studied once; null where there is none, or a figure
    is not known. ``must_share_credit`` and ``must_share_units`` are the least that would have to
    count in more than one, whatever the files say; null where all can be completed without it.
    """

    qualifications: tuple[str, ...]
    state: Literal["already-holds", "to-assess", "to-study", "impossible", "undecided"]
    proven: bool = True
    unsaid: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    shares: tuple[PartOfAll, ...] = ()
    new_units: int | None = None
    new_credit: int | None = None
    new_glh: int | None = None
    must_share_credit: int | None = None
    must_share_units: int | None = None


@dataclass
class _Item:
    """One way in which an option of one program comes to count; ``terms`` is 1 if it does."""

    block: int
    option: Option
    terms: Terms
    keys: frozenset[str]
    study: bool


@dataclass
class _Whole:
    """The programs of all, side by side."""

    tasks: Sequence[Task]
    names: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    fixed: dict[int, bool] = field(default_factory=dict)
    first: list[int] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
    unknown: dict[str, None] = field(default_factory=dict)
    """The units that cannot count twice for what nobody knows of them."""
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    """The Boolean that says that a thing counts in one of the programs, at the least."""

    def __post_init__(self) -> None:
        """Put the programs side by side, and say which things they have in common."""
        for block, task in enumerate(self.tasks):
            first = len(self.names)
            self.first.append(first)
            program = task.program()
            self.names += [f"{block}/{name}" for name in program.names]
            self.bounds += [one.moved(first) for one in program.bounds]
            self.definitions += [one.moved(first) for one in program.definitions]
            self.fixed |= {first + index: value for index, value in program.fixed.items()}
            self.items += _items(task, block, first)
        places: dict[str, set[int]] = {}
        for item in self.items:
            for key in item.keys:
                places.setdefault(key, set()).add(item.block)
        self.common = {key: sorted(found) for key, found in places.items() if len(found) > 1}
        for item in self.items:
            for key in sorted(item.keys & self.common.keys()):
                if (key, item.block) not in self.counts:
                    self.counts[key, item.block] = self.new(f"counts[{key},{item.block}]")
                counts = self.counts[key, item.block]
                self.bounds.append(Bound(linear([*item.terms, (counts, -1)]), high=0))

    def new(self, name: str) -> int:
        """Make a Boolean."""
        self.names.append(name)
        return len(self.names) - 1

    def elsewhere(self, item: _Item) -> Iterator[int]:
        """The Booleans that say that what an item counts by counts in another program."""
        for key in sorted(item.keys & self.common.keys()):
            yield from (self.counts[key, one] for one in self.common[key] if one != item.block)

    def limit(self) -> None:
        """Let nothing count in several programs beyond what each of them allows."""
        for block, task in enumerate(self.tasks):
            said = task.edition.sharing
            own = [item for item in self.items if item.block == block]
            shared: list[tuple[int, Option]] = []
            for item in own:
                others = list(self.elsewhere(item))
                if not others:
                    continue
                free = said is not None and said.accepted
                double = [(self.new(f"twice[{block},{item.option.key}]"), -1)] if free else []
                for other in others:
                    self.bounds.append(Bound(linear([*item.terms, (other, 1), *double]), high=1))
                shared += [(variable, item.option) for variable, _ in double]
            for cap in said.caps if said is not None and said.accepted else ():
                doubtful = {v: one.unit.reference for v, one in shared if unmeasured(cap, one)}
                self.fixed |= dict.fromkeys(doubtful, False)
                self.unknown |= dict.fromkeys(doubtful.values())
                per, part, whole = 1, 0, 0
                if cap.measure == "percent":
                    part, per = ratio(cap.at_most)
                else:
                    whole = cap.number

                def worth(option: Option, units: bool = cap.counts_units) -> int:
                    return 1 if units else option.unit.credit or 0

                terms = [(v, per * worth(o)) for v, o in shared if may_be_within(o, cap.of)]
                terms += [
                    (self.first[block] + option.index, -part * worth(option))
                    for option in task.edition.options
                    if part and within(option, cap.of)
                ]
                self.bounds.append(Bound(linear(terms), high=whole))

    def program(self) -> Program:
        """Return the program of all."""
        return Program(self.names, self.bounds, self.definitions, self.fixed)

    def studied(self) -> list[tuple[Terms, Task, Option]]:
        """Each unit that may be newly studied, once, however often it counts."""
        found: list[tuple[Terms, Task, Option]] = []
        once: dict[str, int] = {}
        for item in self.items:
            if not item.study:
                continue
            (key,) = item.keys
            if key not in self.common:
                found.append((item.terms, self.tasks[item.block], item.option))
                continue
            if key not in once:
                once[key] = self.new(f"studied[{key}]")
                found.append((((once[key], 1),), self.tasks[item.block], item.option))
            self.bounds.append(Bound(linear([*item.terms, (once[key], -1)]), high=0))
        return found

    def counted(self, values: Sequence[bool]) -> list[list[Counted]]:
        """What counts in each program, with the names of what it counts by."""
        found: list[list[Counted]] = [[] for _ in self.tasks]
        for item in self.items:
            if value_of(item.terms, values):
                found[item.block].append((item.option, item.keys))
        return found


def _items(task: Task, block: int, first: int) -> Iterator[_Item]:
    for variable, use in task.compiled.uses.items():
        yield _Item(block, use.option, ((first + variable, 1),), frozenset(_keys(use)), False)
    for option in task.can_count:
        terms = moved(task.compiled.studied(((option.index, 1),)), first)
        yield _Item(block, option, terms, frozenset({_unit_key(option)}), True)


def _keys(use: Use) -> Iterator[str]:
    """What a use takes: each achievement, and the unit itself where that is what was achieved."""
    yield from (f"#{number}" for number in use.achievements)
    if use.way not in {Way.EQUIVALENCE, Way.EXEMPTION}:
        yield _unit_key(use.option)


def _unit_key(option: Option) -> str:
    return f"{owner_key(option.unit)}:{option.unit.reference}"


def together(situations: Sequence[Situation], *, seconds: float = 5.0) -> Together | None:
    """Return whether all of several qualifications can be completed by one learner.

    Each of the situations has a plan by itself. Nothing is returned where there are fewer than two
    of them, or more than :data:`MOST_AT_ONCE`, or where nothing could count in more than one: then
    each is as it is by itself.

    Raises
    ------
    Disagreement
        If plain arithmetic does not confirm the answer.
    """
    if not 2 <= len(situations) <= MOST_AT_ONCE:
        return None
    tasks = [understood(one) for one in situations]
    whole = _Whole(tasks)
    if not whole.common:
        return None
    clock = Clock(seconds)
    names = tuple(one.qualification.short_name for one in situations)
    unsaid = tuple(
        one.qualification.short_name for one in situations if one.edition.sharing is None
    )
    whole.limit()
    studied = whole.studied()
    objectives = [*_measures(studied), *_by_block(whole)]
    found = optimise(whole.program(), objectives, clock=clock)
    if not found.values:
        impossible = found.outcome is Outcome.INFEASIBLE
        least = _least_shared(tasks, clock) if impossible else (None, None)
        return Together(
            qualifications=names,
            state="impossible" if impossible else "undecided",
            proven=impossible,
            unsaid=unsaid,
            unknown=tuple(whole.unknown),
            must_share_credit=least[0],
            must_share_units=least[1],
        )
    counted = whole.counted(found.values)
    _confirm(whole, found.values, counted)
    new = [(task, option) for terms, task, option in studied if value_of(terms, found.values)]
    assessed = any(
        use.way is Way.RPL
        for task, values in zip(tasks, _apart(whole, found.values), strict=True)
        for use in task.used(values)
    )
    hours = [task.hours.of(option) for task, option in new]
    credit = [option.unit.credit for _, option in new]
    return Together(
        qualifications=names,
        state="to-study" if new else "to-assess" if assessed else "already-holds",
        proven=found.proven >= 3 and not any(o.unit.credit_unknown for _, o in new),
        unsaid=unsaid,
        unknown=tuple(whole.unknown),
        shares=tuple(_shares(whole, found.values, counted)),
        new_units=len(new),
        new_credit=None if None in credit else sum(one or 0 for one in credit),
        new_glh=None if None in hours else sum(one or 0 for one in hours),
    )


def _measures(studied: Sequence[tuple[Terms, Task, Option]]) -> list[Terms]:
    """The least credit, then the least hours, then the fewest units."""

    def summed(worth: Sequence[int]) -> Terms:
        pairs = zip(studied, worth, strict=True)
        return linear((v, c * most) for (terms, _, _), most in pairs for v, c in terms)

    return [
        summed([option.unit.credit or 0 for _, _, option in studied]),
        summed([task.hours.of(option) or 0 for _, task, option in studied]),
        summed([1] * len(studied)),
    ]


def _by_block(whole: _Whole) -> Iterator[Terms]:
    """What decides among equals: the most recognised, then catalogue order, one after another."""
    for task, first in zip(whole.tasks, whole.first, strict=True):
        for terms in chain(most_recognised(task.compiled.uses), tie_break(task.can_count)):
            yield moved(terms, first)
    for task, first in zip(whole.tasks, whole.first, strict=True):
        for variable in sorted(task.compiled.uses):
            yield ((first + variable, -1),)


def _least_shared(tasks: Sequence[Task], clock: Clock) -> tuple[int | None, int | None]:
    """The least credit, and units, that would have to count in several, if all may."""
    whole = _Whole(tasks)
    thing = _things(whole.items)
    worth: dict[str, int] = {}
    for item in whole.items:
        for key in item.keys:
            name = thing[key]
            worth[name] = max(worth.get(name, 0), item.option.unit.credit or 0)
    lacking = {
        thing[key] for item in whole.items if item.option.unit.credit_unknown for key in item.keys
    }
    double: dict[str, int] = {}
    for key, blocks in whole.common.items():
        if (name := thing[key]) not in double:
            double[name] = whole.new(f"double[{name}]")
        for one, other in combinations((whole.counts[key, block] for block in blocks), 2):
            terms = linear([(one, 1), (other, 1), (double[name], -1)])
            whole.bounds.append(Bound(terms, high=1))
    objectives = [
        linear((v, worth[name]) for name, v in double.items()),
        linear((v, 1) for v in double.values()),
    ]
    found = optimise(whole.program(), objectives, clock=clock)
    if found.outcome is not Outcome.OPTIMAL:
        return None, None
    credit, units = (value_of(terms, found.values) for terms in objectives)
    known = not any(found.values[v] for name, v in double.items() if name in lacking)
    return credit if known else None, units


def _things(items: Sequence[_Item]) -> dict[str, str]:
    """What each name is a name of: an achievement and the unit that it is are one thing."""
    thing: dict[str, str] = {}
    for item in items:
        known = [thing.setdefault(key, key) for key in sorted(item.keys)]
        for key, name in thing.items():
            if name in known:
                thing[key] = known[0]
    return thing


def _apart(whole: _Whole, values: Sequence[bool]) -> list[Sequence[bool]]:
    """The values of each program."""
    return [
        values[first : first + len(task.compiled.names)]
        for task, first in zip(whole.tasks, whole.first, strict=True)
    ]


def _confirm(whole: _Whole, values: Sequence[bool], counted: Sequence[Sequence[Counted]]) -> None:
    """Hold the plans against plain arithmetic: each by itself, and what they share."""
    for task, own in zip(whole.tasks, _apart(whole, values), strict=True):
        task.recheck(own, [], task.question)
    said = [task.edition.sharing for task in whole.tasks]
    for number, why in oversharing(counted, said):
        choice = [option for option, _ in counted[number]]
        raise Disagreement("all can be completed together", [why], choice)


def _shares(
    whole: _Whole, values: Sequence[bool], counted: Sequence[Sequence[Counted]]
) -> Iterator[PartOfAll]:
    parts = zip(whole.tasks, _apart(whole, values), twice(counted), strict=True)
    for task, own, shared in parts:
        used = task.used(own)
        through = {use.option.index for use in used}
        held = task.held.record.achievements
        yield PartOfAll(
            qualification=task.qualification.short_name,
            takes=tuple(
                dict.fromkeys(held[number].full_name for use in used for number in use.achievements)
            ),
            studies=tuple(
                option.unit.reference for option in task.chosen(own) if option.index not in through
            ),
            twice=tuple(option.unit.reference for option in shared),
        )
