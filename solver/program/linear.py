"""Linear expressions over Booleans, bounds on them, and Booleans that are defined by a bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Terms = tuple[tuple[int, int], ...]
"""A linear expression: pairs of a variable and its integer coefficient."""


@dataclass(frozen=True, slots=True)
class Bound:
    """``low <= expression <= high``, both inclusive; a missing end is open."""

    terms: Terms
    low: int | None = None
    high: int | None = None

    @property
    def reach(self) -> tuple[int, int]:
        """The least and greatest value of the expression over all Boolean assignments."""
        return reach(self.terms)

    def moved(self, first: int) -> Bound:
        """Return it over Booleans that are numbered from ``first`` on."""
        return Bound(moved(self.terms, first), self.low, self.high)

    def where(self, literal: int, true: bool = True) -> Iterator[Bound]:
        """Yield what holds it where ``literal`` is ``true``, or is not, and nothing otherwise."""
        least, greatest = self.reach
        if self.low is not None and (room := self.low - least) > 0:
            if true:
                yield Bound((*self.terms, (literal, -room)), low=least)
            else:
                yield Bound((*self.terms, (literal, room)), low=self.low)
        if self.high is not None and (room := greatest - self.high) > 0:
            if true:
                yield Bound((*self.terms, (literal, room)), high=greatest)
            else:
                yield Bound((*self.terms, (literal, -room)), high=self.high)

    def holds(self, values: Sequence[bool]) -> bool:
        """Whether the bound holds of an assignment."""
        total = sum(coefficient for variable, coefficient in self.terms if values[variable])
        return (self.low is None or self.low <= total) and (self.high is None or total <= self.high)


NEVER = Bound((), 1, 1)
"""What holds of no assignment."""


@dataclass(frozen=True, slots=True)
class Definition:
    """``literal`` is true exactly where ``bound`` holds."""

    literal: int
    bound: Bound

    def moved(self, first: int) -> Definition:
        """Return it over Booleans that are numbered from ``first`` on."""
        return Definition(self.literal + first, self.bound.moved(first))


def reach(terms: Terms) -> tuple[int, int]:
    """Return the least and greatest value of a linear expression over Booleans."""
    low = high = 0
    for _, coefficient in terms:
        if coefficient < 0:
            low += coefficient
        else:
            high += coefficient
    return low, high


def linear(pairs: Iterable[tuple[int, int]]) -> Terms:
    """Add up the coefficients of each variable and drop the zeros; sorted by variable."""
    total: dict[int, int] = {}
    for variable, coefficient in pairs:
        total[variable] = total.get(variable, 0) + coefficient
    return tuple(sorted([pair for pair in total.items() if pair[1]]))


def moved(terms: Terms, first: int) -> Terms:
    """Return an expression over Booleans that are numbered from ``first`` on."""
    return tuple((variable + first, coefficient) for variable, coefficient in terms)
