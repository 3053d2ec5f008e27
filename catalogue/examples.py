"""Examples in a qualification file: choices that its author knows to be legal, or not.

They are tests of the rule as it was written down, in the same file; the referee judges them.
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from catalogue.dates import Date
from catalogue.rules import Identifier
from catalogue.units import Model, Text, UnitReference

Units = Annotated[tuple[UnitReference, ...], Field(min_length=1)]


class Example(Model):
    """A choice of units that passes, or one that fails and breaks exactly the rules ``breaks``.

    ``registration`` is a date: with it, every unit must be open to new study then for the
    example to pass. ``breaks`` is empty where an example fails through no rule: two versions of one
    place, or a unit that is not open.
    """

    says: Text
    registration: Date | None = None
    passes: Units | None = None
    fails: Units | None = None
    breaks: tuple[Identifier, ...] = ()

    @model_validator(mode="after")
    def _is_one_of_the_two(self) -> Self:
        if (self.passes is None) == (self.fails is None):
            raise ValueError("an example has either 'passes' or 'fails', with a list of units")
        if self.passes is not None and self.breaks:
            raise ValueError("an example that passes breaks no rule: leave out 'breaks'")
        return self

    @property
    def units(self) -> tuple[str, ...]:
        """The references of the choice."""
        return self.passes or self.fails or ()
