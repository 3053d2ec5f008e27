"""Several objectives in order: one solve of what folds into one, or a stage for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from solver.program.engine import (
    LARGE_FROM,
    Clock,
    Outcome,
    Program,
    SolverFailure,
    solve,
    value_of,
)
from solver.program.folding import fold, unfold
from solver.program.linear import Bound, Terms, linear

_FOLDING_LIMIT = 1 << 52
"""Objectives are folded into one while its value stays below this: exact as a double, too."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """The end of a solve by several objectives in order.

    ``proven`` counts the objectives, from the first, whose value is proven best given those
    before. ``bound`` is the proven bound on the one after them, null if nothing is known of it.
    """

    outcome: Outcome
    values: tuple[bool, ...] = ()
    proven: int = 0
    bound: int | None = None


def optimise(
    program: Program,
    objectives: Sequence[Terms],
    *,
    clock: Clock,
    hint: Sequence[bool] = (),
) -> Optimum:
    """Minimise ``objectives`` in order, each given the best values of those before it.

    In a small program as many as fit exactly are folded into one with mixed-radix weights; where
    they do not fit, and in a large one, the values reached are fixed and the rest follows in
    further stages. Objectives of a single Boolean each, such as catalogue order, take one stage
    together, however many they are. One without a term is as good as it can be, and takes none.
    """
    asked = [number for number, terms in enumerate(objectives) if terms]
    found = _in_stages(
        program,
        [objectives[number] for number in asked],
        clock=clock,
        hint=hint,
    )
    proven = asked[found.proven] if found.proven < len(asked) else len(objectives)
    return replace(found, proven=proven)


def _in_stages(
    program: Program,
    objectives: Sequence[Terms],
    *,
    clock: Clock,
    hint: Sequence[bool],
) -> Optimum:
    """Do what :func:`optimise` does, for objectives that have a term each."""
    best: tuple[bool, ...] = ()
    last: Terms = ()
    done = 0
    while done < len(objectives) or not best:
        batch = _booleans(objectives[done:])
        weights: list[int] = []
        if batch:
            order = [pair for terms in batch for pair in terms]
            most = value_of(last, best) if last else None
            solved = solve(program, last, clock=clock, order=order, ceiling=most)
        else:
            large = len(program.names) >= LARGE_FROM
            batch, weights = fold(objectives[done:], 1 if large else _FOLDING_LIMIT)
            folded = linear(
                [
                    (variable, weight * coefficient)
                    for terms, weight in zip(batch, weights, strict=True)
                    for variable, coefficient in terms
                ]
            )
            solved = solve(program, folded, clock=clock, hint=best or hint)
        best = solved.values or best
        if solved.outcome is not Outcome.OPTIMAL:
            if solved.outcome is Outcome.INFEASIBLE and not best:
                return Optimum(Outcome.INFEASIBLE)
            if solved.outcome is Outcome.INFEASIBLE:
                raise SolverFailure("a stage was infeasible although the one before had a solution")
            if not best:
                return Optimum(Outcome.UNKNOWN, bound=unfold(solved.bound, batch, weights))
            return Optimum(Outcome.FEASIBLE, best, done, unfold(solved.bound, batch, weights))
        done += len(batch)
        last = batch[-1] if batch else last
        if done < len(objectives):
            program = _settle(program, batch, best)
    return Optimum(Outcome.OPTIMAL, best, done)


def _booleans(objectives: Sequence[Terms]) -> list[Terms]:
    """The objectives from the first on that turn on one Boolean each."""
    return list(takewhile(lambda terms: len(terms) == 1, objectives))


def _settle(program: Program, objectives: Sequence[Terms], best: Sequence[bool]) -> Program:
    """Hold ``objectives`` at the values that ``best`` reaches; one Boolean alone is fixed.

    These are proven to be the least, so that it is enough to allow no more.
    """
    fixed = dict(program.fixed)
    bounds = list(program.bounds)
    for terms in objectives:
        if len(terms) == 1:
            fixed[terms[0][0]] = best[terms[0][0]]
        else:
            bounds.append(Bound(terms, high=value_of(terms, best)))
    return replace(program, bounds=bounds, fixed=fixed)
