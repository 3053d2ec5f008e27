"""What learners need of an offer, whatever they choose of it: sums over the units offered.

A sum that the rules bound from below is bounded so too where each option is put for the unit that
would have to be offered, and what is held for all that it could give. That says nothing of what
cannot count together; some of it is in the differences of two rules: what must be there in all,
less the most that may be of some groups, must come from the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from catalogue.identity import full_name
from solver.program.engine import Program
from solver.task.task import Task

Need = tuple[tuple[tuple[str, int], ...], int]
"""Units with what each gives at the most, and the least that all that are offered must give."""

_FEWEST = 4
"""Options of a bound from above that is taken from those from below, inclusive."""

_MOST_ABOVE = 12
"""Such bounds, inclusive: those of most options."""


def needs_of(task: Task, program: Program) -> Iterator[Need]:
    """Yield what of an offer a learner needs, who has the ``program`` of ``task``."""
    held = task.compiled.uses_of
    study = {one.index: full_name(one.unit) for one in task.can_count if one.index not in held}
    false = {index for index, value in program.fixed.items() if not value}
    low = [(one.terms, one.low) for one in program.bounds if one.low is not None]
    high = [
        (one.terms, one.high)
        for one in program.bounds
        if one.high is not None and len(one.terms) >= _FEWEST
    ]
    high = sorted(high, key=lambda one: -len(one[0]))[:_MOST_ABOVE]
    for terms, least in low:
        if (need := _need(terms, least, study, false)) is not None:
            yield need
        for others, most in high:
            difference = dict(terms)
            for variable, factor in others:
                difference[variable] = difference.get(variable, 0) - factor
            if (need := _need(difference.items(), least - most, study, false)) is not None:
                yield need


def _need(
    terms: Iterable[tuple[int, int]], least: int, study: dict[int, str], false: Collection[int]
) -> Need | None:
    """The need that follows from a sum of at least so much; null where there is none."""
    gives: dict[str, int] = {}
    for variable, factor in terms:
        if factor <= 0 or variable in false:
            continue
        if (unit := study.get(variable)) is None:
            least -= factor
        else:
            gives[unit] = max(factor, gives.get(unit, 0))  # a unit counts once
        if least <= 0 and unit is None:
            return None
    if least <= 0:
        return None
    return tuple(sorted((unit, min(factor, least)) for unit, factor in gives.items())), least


def met(need: Need, offered: Collection[str]) -> bool:
    """Whether an offer gives what is needed."""
    return sum(factor for unit, factor in need[0] if unit in offered) >= need[1]
