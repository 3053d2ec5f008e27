"""Who can be served where not all can: as many as can be, and of such the first in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from catalogue.identity import full_name
from solver.many.joint import Joint
from solver.program.engine import Solved, value_of
from solver.program.linear import Bound, Terms
from solver.results.offer import Studies

Solve = Callable[[Joint, Terms, Sequence[Bound], Sequence[bool]], Solved]


@dataclass(frozen=True)
class Served:
    """The most who can finish together, with what each studies; no more than ``at_most`` could.

    ``left_over`` are the others, in their order.
    """

    learners: tuple[Studies, ...]
    left_over: tuple[str, ...]
    at_most: int


def most_served(joint: Joint, order: Sequence[str], solve: Solve) -> Served | None:
    """Return who can finish, of a program in which nobody must; null if time ran out before.

    As many as can be. Of such, those further up in the ``order`` of all: the sum of their places in
    it is the least. Then the fewest units are studied. Whoever takes several qualifications
    finishes all of them, or none. Plain arithmetic judges what everybody does.

    Raises
    ------
    Disagreement
        If it does not confirm that.
    """
    done: dict[str, int] = {}
    bounds: list[Bound] = []
    for block in joint.blocks:
        assert block.done is not None, "nobody must finish"
        for who in block.ids:
            first = done.setdefault(who, block.done)
            if first != block.done:
                bounds.append(Bound(((first, 1), (block.done, -1)), low=0, high=0))
    done = {who: done[who] for who in dict.fromkeys(order) if who in done}
    count = len(done)
    most: Terms = tuple((one, -1) for one in done.values())
    further_up: Terms = tuple((one, place - count) for place, one in enumerate(done.values()))
    study: Terms = tuple(pair for taken in joint.taken.values() for pair in taken)
    values: Sequence[bool] = ()
    at_most = count
    for terms in (most, further_up, study):
        found = solve(joint, terms, bounds, values)
        if terms is most:
            at_most = count if found.bound is None else -found.bound
        values = found.values or values
        if not values:
            return None
        bounds.append(Bound(terms, high=value_of(terms, values)))
    studies: dict[str, tuple[str, ...]] = {}
    for block in joint.blocks:
        if not values[done[block.ids[0]]]:
            continue
        block.settle(values)
        block.task.recheck(block.chosen, (), block.task.question)
        own = [full_name(option.unit) for option in block.studied()]
        for who in block.ids:
            studies[who] = tuple(dict.fromkeys((*studies.get(who, ()), *own)))
    return Served(
        learners=tuple(Studies(id=who, units=studies[who]) for who in done if who in studies),
        left_over=tuple(who for who in done if who not in studies),
        at_most=max(at_most, len(studies)),
    )
