"""The programs of many learners as one, which share what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.identity import full_name
from catalogue.places import Option
from solver.program.engine import Program
from solver.program.linear import Bound, Definition, Terms, moved
from solver.situation import Situation
from solver.task.task import Task


@dataclass
class Block:
    """One learner, or several alike: ``times`` of them, from Boolean ``first`` of the program.

    ``done`` is the Boolean that says that they finish, where they need not.
    """

    task: Task
    ids: tuple[str, ...]
    first: int
    done: int | None = None
    chosen: Sequence[bool] = ()
    """The values of the Booleans of the task, once they are settled."""

    @property
    def times(self) -> int:
        """How many learners it stands for."""
        return len(self.ids)

    def settle(self, every: Sequence[bool], best: Sequence[bool] = ()) -> None:
        """Take the values of the whole program, or better ones for this learner alone."""
        end = self.first + len(self.task.compiled.names)
        self.chosen = best or every[self.first : end]

    def studying(self) -> Terms:
        """How much they newly study, as a sum over the whole program."""
        every = tuple((option.index, 1) for option in self.task.can_count)
        return moved(self.task.compiled.studied(every), self.first)

    def studied(self) -> list[Option]:
        """What is newly studied."""
        used = {use.option.index for use in self.task.used(self.chosen)}
        return [one for one in self.task.chosen(self.chosen) if one.index not in used]


@dataclass
class Joint:
    """A program of many blocks, and the Booleans that say that a unit is offered."""

    names: list[str] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    fixed: dict[int, bool] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    offered: dict[str, int] = field(default_factory=dict)
    taken: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """For each unit the sum of how many learners study it."""

    def new(self, name: str) -> int:
        """Make a Boolean."""
        self.names.append(name)
        return len(self.names) - 1

    def add(self, task: Task, ids: Sequence[str], *, must: bool = True) -> None:
        """Add a learner, or several alike; unless they ``must``, they need not finish."""
        first = len(self.names)
        program = task.program()
        self.names += [f"{ids[0]}/{name}" for name in program.names]
        done = None if must else self.new(f"finishes[{ids[0]}]")
        for bound in program.bounds:
            own = bound.moved(first)
            self.bounds += [own] if done is None else own.where(done)
        self.definitions += [one.moved(first) for one in program.definitions]
        self.fixed |= {first + index: value for index, value in program.fixed.items()}
        self.blocks.append(Block(task, tuple(ids), first, done))
        for option in task.can_count:
            terms = moved(task.compiled.studied(((option.index, 1),)), first)
            unit = full_name(option.unit)
            self.bounds.append(Bound((*terms, (self.offers(unit), -1)), high=0))
            if done is not None:  # whoever does not finish gives nobody a place
                self.bounds.append(Bound(terms, low=0))
            self.taken[unit].extend((v, c * len(ids)) for v, c in terms)

    def offers(self, unit: str) -> int:
        """Return the Boolean that says that a unit is offered."""
        if unit not in self.offered:
            self.offered[unit] = self.new(f"offers[{unit}]")
            self.taken[unit] = []
        return self.offered[unit]

    def program(self, extra: Iterable[Bound] = ()) -> Program:
        """Return the program of all."""
        return Program(self.names, [*self.bounds, *extra], self.definitions, self.fixed)

    def preferences(self) -> Terms:
        """What the learners prefer, to be made least: each weight with its sign turned."""
        return tuple(
            (block.first + option.index, -weight * block.times)
            for block in self.blocks
            for option in block.task.can_count
            if (weight := block.task.wishes.weight(option))
        )

    def classes(self, most: int, least: int) -> Mapping[str, list[int]]:
        """Let each unit run in classes of ``least`` to ``most`` learners; return their Booleans."""
        made: dict[str, list[int]] = {}
        learners = sum(block.times for block in self.blocks)
        for unit, offered in self.offered.items():
            count = -(-learners // most) if least < 2 else min(-(-learners // most) + 1, learners)
            own = [self.new(f"class[{unit},{number}]") for number in range(1, count + 1)]
            made[unit] = own
            for before, after in zip([offered, *own], own, strict=False):
                self.bounds.append(Bound(((after, 1), (before, -1)), high=0))
            taken = tuple(self.taken[unit])
            self.bounds.append(Bound((*taken, *((v, -most) for v in own)), high=0))
            if least > 1:
                self.bounds.append(Bound((*taken, *((v, -least) for v in own)), low=0))
        return made


def alike_key(situation: Situation) -> tuple[object, ...]:
    """Return what two learners who may do the same have in common."""
    uses = tuple(
        (
            *(u.achievements, u.option.index, u.way, u.gives, u.barred),
            *(tuple(sorted(u.not_to)), u.entry, u.awarded_rpl),
        )
        for u in (*situation.held.uses, *situation.held.spare)
    )
    question = situation.question.model_dump_json()
    edition = situation.edition
    exceptions = edition.exceptions
    short = situation.qualification.short_name
    return short, edition.edition, repr(exceptions), len(situation.held.uses), uses, question
