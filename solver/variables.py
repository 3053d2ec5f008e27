"""The only maker of Booleans.

``counts[D/506/2170]`` says that a unit counts at a place; where a unit stands in several groups,
each of its options has a Boolean of its own, named with its group. ``holds[rule]`` says that a
sub-rule holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.qualification import Edition, Option


class Variables:
    """The Booleans of one edition, numbered from 0: first its options in catalogue order."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.names: list[str] = [self._name(option) for option in edition.options]

    def _name(self, option: Option) -> str:
        alone = len(self.edition.options_of[option.unit.reference]) == 1
        return f"counts[{option.unit.reference if alone else option.key}]"

    def counts(self, reference: str) -> Sequence[int]:
        """The Booleans of a unit, one for each place where it may stand."""
        return [option.index for option in self.edition.options_of[reference]]

    def holds(self, rule: str) -> int:
        """Make the Boolean that says that a sub-rule holds."""
        self.names.append(f"holds[{rule}]")
        return len(self.names) - 1
