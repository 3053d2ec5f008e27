"""The encoding means what the referee says: for every subset of units, over every kind of rule."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from catalogue import Edition, audit
from solver.encoding.edition import Compiled, compile_edition
from solver.program.engine import Clock, Outcome, Program, solve
from solver.program.linear import Bound
from tests.oracle import every_choice
from tests.strategies import editions, tries


def holds(bound: Bound, values: list[int]) -> bool:
    total = sum(coefficient * values[variable] for variable, coefficient in bound.terms)
    return (bound.low is None or bound.low <= total) and (bound.high is None or total <= bound.high)


def legal_by_bounds(edition: Edition, compiled: Compiled, chosen: set[int]) -> bool:
    """Evaluate the bounds directly: definitions come in the order in which they can be."""
    values = [int(index in chosen) for index in range(len(edition.options))]
    values += [0] * (len(compiled.names) - len(values))
    for definition in compiled.definitions:
        values[definition.literal] = int(holds(definition.bound, values))
    return all(holds(bound, values) for bound in compiled.bounds)


@given(editions())
@tries(120)
def test_bounds_and_referee_agree_on_every_subset(edition: Edition) -> None:
    compiled = compile_edition(edition)
    for choice in every_choice(edition):
        chosen = {option.index for option in choice}
        assert legal_by_bounds(edition, compiled, chosen) == audit(edition, choice).legal


@given(editions(most=5))
@tries(25)
def test_cp_sat_and_referee_agree_on_every_subset(edition: Edition) -> None:
    compiled = compile_edition(edition)
    for chosen in product([False, True], repeat=len(edition.options)):
        program = Program(
            compiled.names,
            list(compiled.bounds),
            compiled.definitions,
            dict(enumerate(chosen)),
        )
        choice = [option for option in edition.options if chosen[option.index]]
        expected = Outcome.OPTIMAL if audit(edition, choice).legal else Outcome.INFEASIBLE
        assert solve(program, clock=Clock(60)).outcome is expected
