"""An exception agreed for one learner, as data."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from catalogue.days import Day
from catalogue.rules import Count, Identifier
from catalogue.units import Model, Text, UnitReference


class Waiver(Model):
    """A change that an awarding organisation has agreed to in writing, for this learner alone.

    ``waive-rule`` takes a rule away. ``change-limit`` gives one other bounds. ``accept-unit`` lets
    what is ``held`` count as the unit ``counts_as``, however old it is and whatever the
    qualification says of that way; its caps still bind, and experience is still to be assessed.
    """

    kind: Literal["waive-rule", "change-limit", "accept-unit"]
    qualification: Text
    rule: Identifier | None = None
    at_least: Count | None = None
    at_most: Count | None = None
    held: Text | None = None
    counts_as: UnitReference | None = None
    reason: Text
    agreed_by: Text
    agreed_on: Day
    reference: Text

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.kind == "accept-unit":
            if self.held is None or self.counts_as is None:
                raise ValueError("accept-unit needs 'held' and 'counts_as'")
        elif self.rule is None:
            raise ValueError(f"{self.kind} needs the 'rule' that it is about")
        if self.kind == "change-limit" and self.at_least is None and self.at_most is None:
            raise ValueError("change-limit needs 'at_least' or 'at_most'")
        return self
