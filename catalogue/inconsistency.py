"""One contradiction within an edition, as data: where it is and what it turns on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalogue.rules import Scope

Location = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """One contradiction within an edition.

    ``where`` leads to it from the edition, key by key; ``subject`` is the name it turns on. Where
    nothing has that name it is ``absent``, and ``nearest`` is the known name that was perhaps
    meant. ``sums`` is the scope whose units were added up, if the contradiction is arithmetic.
    """

    where: Location
    message: str
    subject: str = ""
    absent: bool = False
    nearest: str = ""
    sums: Scope | None = None

    def within(self, *steps: str | int) -> Inconsistency:
        """Return the same contradiction as seen from further out."""
        return replace(self, where=(*steps, *self.where))
