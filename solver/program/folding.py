"""Several objectives in order as one, with mixed-radix weights that keep their order exact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from solver.program.linear import Terms, reach


def fold(objectives: Sequence[Terms], limit: int) -> tuple[list[Terms], list[int]]:
    """Take as many objectives as fit, with the weights that keep their order exact.

    ``limit`` is the greatest number of values, inclusive, that the whole may take; the first
    objective is taken in any case. Where not all fit, those of one Boolean are left to a search in
    their order.
    """
    spans: list[int] = []
    size = 1
    for low, high in map(reach, objectives):
        size *= high - low + 1
        if spans and size > limit:
            break
        spans.append(high - low + 1)
    batch = list(objectives[: len(spans)])
    if len(batch) < len(objectives):
        batch = [batch[0], *takewhile(lambda terms: len(terms) > 1, batch[1:])]
    spans = spans[: len(batch)]
    weights: list[int] = []
    weight = 1
    for span in reversed(spans):
        weights.insert(0, weight)
        weight *= span
    return batch, weights


def unfold(bound: int | None, batch: Sequence[Terms], weights: Sequence[int]) -> int | None:
    """The bound on the first objective of a batch that follows from the bound on the whole."""
    if bound is None or not batch:
        return None
    rest = sum(
        weight * reach(terms)[1] for terms, weight in zip(batch[1:], weights[1:], strict=True)
    )
    return -((rest - bound) // weights[0])
