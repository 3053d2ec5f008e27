"""What it takes to compile and to judge grows with the units, not with units times rules."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from benchmarks.generate import grown
from benchmarks.questions import from_data
from catalogue import Edition
from catalogue.referee import audit
from solver.encoding.edition import compile_anew
from tests.effort import calls


@pytest.mark.parametrize("act", [compile_anew, lambda edition: _judged(edition)])
def test_twice_the_units_and_rules_take_no_more_than_some_twice_the_calls(
    act: Callable[[Edition], object],
) -> None:
    """No unit of these has a total qualification time, so that some figure of each is unknown."""
    small, large = (calls(partial(act, from_data(grown(size)).edition)) for size in (200, 400))
    assert large < 2.6 * small


def _judged(edition: Edition) -> None:
    seen = set()
    chosen = []
    for option in edition.options:
        if option.place not in seen and option.unit.reference not in seen:
            chosen.append(option)
            seen |= {option.place, option.unit.reference}
    audit(edition, chosen)
