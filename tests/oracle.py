"""Brute force: every legal choice of a small edition, by the referee alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from catalogue import Edition, Option, audit


def every_choice(edition: Edition) -> Iterator[tuple[Option, ...]]:
    """Every subset of the options, legal or not: 2 to the power of their number."""
    for size in range(len(edition.options) + 1):
        yield from combinations(edition.options, size)


def legal_choices(edition: Edition) -> list[tuple[Option, ...]]:
    """Every choice that the referee finds legal."""
    return [choice for choice in every_choice(edition) if audit(edition, choice).legal]
