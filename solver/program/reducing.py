"""A program without what is fixed to be false, and without the bounds that then say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from solver.program.engine import Program
from solver.program.linear import Bound, Definition, Terms


def reduced(program: Program, closed: Iterable[int] = ()) -> Program:
    """Return the program with the Booleans of ``closed`` false as well, in as few terms as can be.

    It has the same Booleans, and the same solutions.
    """
    fixed = {**program.fixed, **dict.fromkeys(closed, False)}
    false = {index for index, value in fixed.items() if not value}
    bounds = []
    for bound in program.bounds:
        short = Bound(without(bound.terms, false), bound.low, bound.high)
        least, most = short.reach
        if (short.low is not None and short.low > least) or (
            short.high is not None and short.high < most
        ):
            bounds.append(short)
    definitions = []
    for one in program.definitions:
        terms = without(one.bound.terms, false)
        definitions.append(Definition(one.literal, Bound(terms, one.bound.low, one.bound.high)))
    return Program(program.names, bounds, definitions, fixed)


def without(terms: Terms, false: set[int]) -> Terms:
    """Return an expression without the Booleans that are false."""
    return tuple([pair for pair in terms if pair[0] not in false])


def shortened(objectives: Sequence[Terms], program: Program) -> list[Terms]:
    """Return expressions without the Booleans that a program fixes to be false."""
    false = {index for index, value in program.fixed.items() if not value}
    return [without(terms, false) for terms in objectives]
