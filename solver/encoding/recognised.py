"""What is recognised as bounds: caps on it, and the rules to which it gives no credit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import assert_never

from catalogue.learner.recognised import Use
from catalogue.policy import Cap, Gives, Way
from catalogue.qualification import Edition
from catalogue.rules import Scope
from catalogue.shares import ratio
from solver.program.linear import Bound, linear


def capped(
    edition: Edition,
    every: Mapping[int, Use],
    ways: frozenset[Way],
    cap: Cap,
    inside: Collection[int],
    perhaps: Collection[int],
) -> Bound:
    """Return the bound of a cap on the uses of some ways; ``every`` use by its Boolean.

    ``inside`` are the numbers of the options within its scope, ``perhaps`` also of those that are
    so at some level of their unit: these count against it.
    """
    within_scope = {v: use for v, use in every.items() if use.option.index in perhaps}
    uses = [
        (v, use)
        for v, use in within_scope.items()
        if use.way in ways or (cap.awarded_too and use.awarded_rpl)
    ]
    amount = [(v, 1 if cap.counts_units else use.credit) for v, use in uses]
    if cap.measure != "percent":
        return Bound(linear(amount), high=cap.number)
    options = [option for option in edition.options if option.index in inside]
    if cap.counts_units:
        counted = [(option.index, 1) for option in options]
        counted += [(v, 1) for v, use in within_scope.items() if use.option.index not in inside]
    else:
        counted = [(option.index, option.unit.credit or 0) for option in options]
        counted += [(v, use.credit) for v, use in within_scope.items()]
        counted += [
            (v, -(use.option.unit.credit or 0))
            for v, use in within_scope.items()
            if use.option.index in inside
        ]
    part, whole = ratio(cap.at_most)
    share = [(v, whole * c) for v, c in amount] + [(v, -part * c) for v, c in counted]
    return Bound(linear(share), high=0)


def withholds(use: Use, scope: Scope) -> bool:
    """Whether the credit of a use is kept from a rule about a scope."""
    match use.gives:
        case Gives.FULL:
            kept = False
        case Gives.NOT_TO_LEVELS:
            kept = scope.level is not None
        case Gives.NOT_TO_GROUPS:
            kept = scope.groups is not None
        case Gives.NO_CREDIT:
            kept = True
        case _:
            assert_never(use.gives)
    named = [name for name in scope.groups or () if name in use.option.groups]
    return kept or (bool(named) and all(name in use.not_to for name in named))
