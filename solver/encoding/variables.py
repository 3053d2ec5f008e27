"""The only maker of Booleans.

``counts[D/506/2170]`` says that a unit counts at a place; where a unit stands in several groups,
each of its options has a Boolean of its own, named with its group. ``uses[1,D/506/2170]`` says that
the first achievement of a record is what counts there; a unit that counts without such a use is
newly studied. ``holds[rule]`` says that a sub-rule holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.learner.recognised import Use
from catalogue.places import Option
from catalogue.qualification import Edition


class Variables:
    """The Booleans of one edition, numbered from 0: its options in catalogue order, then uses."""

    def __init__(self, edition: Edition, uses: Sequence[Use] = ()) -> None:
        self.edition = edition
        self.names: list[str] = [self._name(option) for option in edition.options]
        self.uses: dict[int, Use] = {}
        for use in uses:
            self.uses[len(self.names)] = use
            held = "+".join(str(number + 1) for number in use.achievements)
            entry = "" if use.entry is None else f",{use.entry + 1}"
            self.names.append(f"uses[{held},{use.option.key},{use.way}{entry}]")

    def _name(self, option: Option) -> str:
        reference = option.unit.reference
        alone = len(self.edition.options_of[reference]) == 1
        return f"counts[{reference if alone else option.key}]"

    def counts(self, reference: str) -> Sequence[int]:
        """The Booleans of a unit, one for each place where it may stand."""
        return [option.index for option in self.edition.options_of[reference]]


def holds(names: list[str], what: str) -> int:
    """Make the Boolean that says that a rule or a part of one holds, the last of ``names``."""
    names.append(f"holds[{what}]")
    return len(names) - 1
