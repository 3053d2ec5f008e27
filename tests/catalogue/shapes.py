"""How a published rule of combination is written down as a small qualification.

A shape names a choice that is legal, neighbours that are not with the rules that they break, and
the least credit (or fewest units) of any legal choice; the arithmetic stands beside it. Units are
``code/level/credit``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from catalogue import Edition, Qualification
from tests.catalogue.files import Groups, only, written


@dataclass(frozen=True)
class Shape:
    """One published rule; ``least`` is the least credit, or the fewest units without credit."""

    groups: Groups
    rules: str
    legal: tuple[str, ...]
    illegal: dict[str, str]
    """Choices to the rules that they break, separated by blanks."""
    least: int

    @cached_property
    def qualification(self) -> Qualification:
        return only(written(self.groups, self.rules))

    @property
    def edition(self) -> Edition:
        return self.qualification.editions[0]


TOTAL = """
- id: total
  kind: amount
  says: At least {0} credits in all.
  measure: credit
  at_least: {0}
- id: mandatory
  kind: mandatory
  says: Every unit of group A.
  of: {{groups: [A]}}
"""


def credit(name: str, group: str, bounds: str) -> str:
    return f"""
- id: {name}
  kind: amount
  says: So much credit from {group}.
  measure: credit
  of: {{groups: [{group}]}}
  {bounds}
"""


def level(name: str, low: int, least: int) -> str:
    return f"""
- id: {name}
  kind: amount
  says: At least {least} credits at level {low} or above.
  measure: credit
  of: {{level: {{at_least: {low}}}}}
  at_least: {least}
"""


def units(name: str, group: str, bounds: str) -> str:
    return credit(name, group, bounds).replace("measure: credit", "measure: units")
