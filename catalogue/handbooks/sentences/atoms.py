"""What a sentence says of amounts, as atoms: the form in which two readers are compared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

Level = int | str


class Share(NamedTuple):
    """A part of a whole as a bound: a percentage, or a fraction such as ``2/3``.

    A ``strict`` bound is itself not allowed; ``role`` is that of the units of which it is a part,
    and nothing is all that counts.
    """

    part: str
    strict: bool = False
    role: str = ""

    def __str__(self) -> str:
        """``60 % of optional``."""
        sign = self.part if "/" in self.part else f"{self.part} %"
        return (
            sign + (" strictly" if self.strict else "") + (f" of {self.role}" if self.role else "")
        )


@dataclass(frozen=True, slots=True)
class Atom:
    """One amount with its scope.

    Attributes
    ----------
    kind
        ``amount``: at least or at most; ``stated``: so much, with neither word; ``further``: so
        much besides what was asked before; ``all``: every unit; ``spread``: from so many groups;
        ``listed``: so many there are to choose from; ``way``: one of the pathways.
    measure
        ``credit``, ``units``, ``glh`` or ``tqt``.
    groups, role
        Names of groups as printed, or ``mandatory`` or ``optional`` for all of that role; neither
        is everything.
    level
        Lowest and highest level, both inclusive; null is open. ``bare`` tells "at level 3" from
        "at level 3 or above".
    units
        Numbers of the units that it is about, as printed, without "unit".
    choice
        Which of several ways it is, from 1, of which a sentence asks for one; 0 is none.
    each
        Whether it is of each optional group by itself, or of each of ``role``.
    """

    kind: str
    measure: str
    at_least: int | Share | None = None
    at_most: int | Share | None = None
    groups: tuple[str, ...] = ()
    role: str = ""
    level: tuple[Level | None, Level | None] | None = None
    bare: bool = False
    units: tuple[str, ...] = ()
    choice: int = 0
    each: bool = False

    @property
    def is_placed(self) -> bool:
        """Whether it says of which groups, role or units it is."""
        return bool(self.groups or self.role or self.units)

    def at(self, other: Atom) -> Atom:
        """Return the same amount of the groups, the role or the units that another is of."""
        return replace(self, groups=other.groups, role=other.role, units=other.units)

    def like(self, other: Atom) -> Atom:
        """Return the same amount of all that another is of, its levels with it."""
        return replace(self.at(other), level=other.level, bare=other.bare)

    def __str__(self) -> str:
        """``amount credit >= 20 of B``."""
        parts = [self.kind, self.measure]
        if self.at_least is not None and self.at_least == self.at_most:
            parts.append(f"= {self.at_least}")
        else:
            parts += [f">= {self.at_least}"] if self.at_least is not None else []
            parts += [f"<= {self.at_most}"] if self.at_most is not None else []
        scope = [*self.groups, *([self.role] if self.role else [])]
        if self.each:
            scope = [" ".join(["each", *scope, "group"])]
        parts += [f"of {'+'.join(scope)}"] if scope else []
        parts += [f"of units {', '.join(self.units)}"] if self.units else []
        if self.level:
            low, high = self.level
            parts.append(
                f"at level {low}" if low == high else f"at level {low or ''} to {high or ''}"
            )
        return " ".join([f"either ({self.choice})", *parts] if self.choice else parts)


@dataclass(slots=True)
class Reading:
    """What one reader made of one sentence.

    ``figures`` are published facts of the whole; ``doubts`` are names with what was seen;
    ``refusals`` ways of recognition of which the sentence says that there are none. ``whole`` tells
    that every word was understood.
    """

    atoms: list[Atom]
    figures: dict[str, int]
    doubts: list[tuple[str, str]]
    refusals: tuple[str, ...] = ()
    whole: bool = False
    lost: tuple[int, ...] = ()
    """Numbers that ended in nothing."""
