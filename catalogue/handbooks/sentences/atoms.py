"""What a sentence says of amounts, as atoms: the form in which two readers are compared."""

from __future__ import annotations

from dataclasses import dataclass

Level = int | str


@dataclass(frozen=True, slots=True)
class Atom:
    """One amount with its scope.

    Attributes
    ----------
    kind
        ``amount``: at least or at most; ``stated``: so much, with neither word; ``further``: so
        much besides what was asked before; ``all``: every unit; ``spread``: from so many groups;
        ``listed``: so many there are to choose from.
    measure
        ``credit``, ``units``, ``glh`` or ``tqt``.
    groups, role
        Names of groups as printed, or ``mandatory`` or ``optional`` for all of that role; neither
        is everything.
    level
        Lowest and highest level, both inclusive; null is open. ``bare`` tells "at level 3" from
        "at level 3 or above".
    """

    kind: str
    measure: str
    at_least: int | None = None
    at_most: int | None = None
    groups: tuple[str, ...] = ()
    role: str = ""
    level: tuple[Level | None, Level | None] | None = None
    bare: bool = False

    def __str__(self) -> str:
        """``amount credit >= 20 of B``."""
        parts = [self.kind, self.measure]
        if self.at_least is not None and self.at_least == self.at_most:
            parts.append(f"= {self.at_least}")
        else:
            parts += [f">= {self.at_least}"] if self.at_least is not None else []
            parts += [f"<= {self.at_most}"] if self.at_most is not None else []
        scope = [*self.groups, *([self.role] if self.role else [])]
        parts += [f"of {'+'.join(scope)}"] if scope else []
        if self.level:
            low, high = self.level
            parts.append(
                f"at level {low}" if low == high else f"at level {low or ''} to {high or ''}"
            )
        return " ".join(parts)


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
