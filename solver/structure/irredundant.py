"""Choices from which no unit can be dropped: dropping any one of them breaks a rule.

For each option a copy of the bounds that it stands in is made with the option left out; its
Booleans say which of them would still hold. If the option counts, not all of them may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.referee import audit
from solver.encoding.edition import Compiled
from solver.program.linear import Bound, Definition, Terms
from solver.structure.regions import Claim, Region


def irredundant(region: Region, compiled: Compiled) -> Region | None:
    """Return the choices of a region of legal choices from which no unit can be dropped.

    Null where an option's unit can stand at another place as well: a unit that is dropped might
    then be made up for by placing the others anew, which this does not look at.
    """
    units = Counter(option.unit.reference for option in region.options)
    if any(count > 1 for count in units.values()):
        return None
    copies = _Copies(compiled, len(region.program.names))
    bounds = [copies.missed(option.index) for option in region.options]
    narrowed = region.narrowed(
        Claim("no unit can be dropped", lambda choice: _no_spare(region.edition, choice)), bounds
    )
    program = replace(
        narrowed.program,
        names=[*narrowed.program.names, *copies.names],
        definitions=[*narrowed.program.definitions, *copies.definitions],
    )
    return replace(narrowed, program=program)


def _no_spare(edition: Edition, choice: Sequence[Option]) -> bool:
    return not any(
        audit(edition, [other for other in choice if other is not option]).legal
        for option in choice
    )


class _Copies:
    """The bounds of an edition once more, for each option as they would be without it."""

    def __init__(self, compiled: Compiled, first: int) -> None:
        self.compiled = compiled
        self.first = first
        self.names: list[str] = []
        self.definitions: list[Definition] = []

    def missed(self, option: int) -> Bound:
        """If the option counts, then some bound does not hold without it."""
        changed: dict[int, int] = {}
        for definition in self.compiled.definitions:
            terms = self._without(definition.bound.terms, option, changed)
            if terms != definition.bound.terms:
                name = f"{self.compiled.names[definition.literal]} without {option}"
                bound = replace(definition.bound, terms=terms)
                changed[definition.literal] = self._literal(name, bound)
        still = []
        for number, bound in enumerate(self.compiled.bounds):
            terms = self._without(bound.terms, option, changed)
            if terms != bound.terms:
                name = f"bound {number} without {option}"
                still.append(self._literal(name, replace(bound, terms=terms)))
        return Bound(((option, 1), *((literal, 1) for literal in still)), high=len(still))

    def _without(self, terms: Terms, option: int, changed: dict[int, int]) -> Terms:
        return tuple((changed.get(v, v), c) for v, c in terms if v != option)

    def _literal(self, name: str, bound: Bound) -> int:
        literal = self.first + len(self.names)
        self.names.append(name)
        self.definitions.append(Definition(literal, bound))
        return literal
