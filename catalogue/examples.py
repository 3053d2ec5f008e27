"""Examples in a qualification file: choices that its author knows to be legal, or not.

They are tests of the rule as it was written down, in the same file; the referee judges them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, model_validator

from catalogue.consistency import Inconsistency
from catalogue.dates import Date
from catalogue.errors import did_you_mean
from catalogue.rules import Identifier
from catalogue.units import Model, Text, UnitReference

if TYPE_CHECKING:
    from catalogue.qualification import Edition

Units = Annotated[tuple[UnitReference, ...], Field(min_length=1)]


class Example(Model):
    """A choice of units that passes, or one that fails and breaks exactly the rules ``breaks``.

    ``on`` is a date of registration: with it, every unit must be open to new study then for the
    example to pass. ``breaks`` is empty where an example fails through no rule: two versions of one
    place, or a unit that is not open.
    """

    says: Text
    on: Date | None = None
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


def inconsistent_examples(edition: Edition) -> Iterator[Inconsistency]:
    """Yield the names in the examples of ``edition`` that it does not have."""
    rules = [rule.id for rule in edition.rules]
    known = list(edition.options_of)
    for number, example in enumerate(edition.examples):
        key = "fails" if example.passes is None else "passes"
        for index, name in enumerate(example.units):
            where = ("examples", number, key, index)
            if name not in known:
                hint = did_you_mean(name, known)
                message = f"unit {name} stands in no group" + (f"; {hint}" if hint else "")
                yield Inconsistency(where, message, name)
            if name in example.units[:index]:
                yield Inconsistency(where, f"unit {name} is listed twice", name)
        for index, name in enumerate(example.breaks):
            if name not in rules:
                hint = did_you_mean(name, rules) or f"known: {', '.join(rules)}"
                where = ("examples", number, "breaks", index)
                message = f"the edition has no rule {name} of its own; {hint}"
                yield Inconsistency(where, message, name)
