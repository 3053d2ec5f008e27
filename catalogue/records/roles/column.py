"""One column of a table, and what its cells are by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from catalogue.days import read_day
from catalogue.records.words.outcomes import NO, YES, meaning
from catalogue.records.words.references import reference_in
from catalogue.references import unit_reference

_FRACTION = re.compile(r"[01]|[01][.,]0+|0?[.,]\d+", re.ASCII)


def is_day(text: str) -> bool:
    """Whether a cell is a day, also the number of one in a spreadsheet."""
    try:
        read_day(text)
    except ValueError as error:
        return "day number" in str(error) or "no month" in str(error)
    return True


def is_tick(text: str) -> bool:
    """Whether a cell says that what its heading says is so, or is not."""
    return text.casefold() in YES | NO | {"x"}


@dataclass(frozen=True)
class Column:
    """A column below its heading: one cell for each row, empty where nothing is said."""

    number: int
    heading: str
    cells: tuple[str, ...]

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The cells that say something."""
        return tuple(text for text in self.cells if text)

    @cached_property
    def distinct(self) -> tuple[str, ...]:
        """What the cells say, each once, in their order."""
        return tuple({text.casefold(): text for text in reversed(self.filled)}.values())[::-1]

    @cached_property
    def said(self) -> frozenset[str]:
        """What the cells say, in small letters."""
        return frozenset(text.casefold() for text in self.filled)

    @cached_property
    def fractions(self) -> bool:
        """Whether all that is said is a bare number from 0 to 1, so that 1 may be the whole."""
        return all(_FRACTION.fullmatch(text) for text in self.said)

    def share(self, holds: Callable[[str], object]) -> float:
        """The share of the filled cells of which something holds; 0 where none is filled."""
        if not self.filled:
            return 0.0
        told = {text: bool(holds(text)) for text in set(self.filled)}
        return sum(told[text] for text in self.filled) / len(self.filled)

    @cached_property
    def references(self) -> float:
        """The share of references of units."""
        return self.share(reference_in)

    @cached_property
    def codes(self) -> float:
        """The share of what could be an organisation's own code of a unit."""
        return self.share(is_code)

    @cached_property
    def days(self) -> float:
        """The share of days."""
        return self.share(is_day)

    @cached_property
    def ticks(self) -> bool:
        """Whether all that is said is yes or no."""
        return bool(self.filled) and self.share(is_tick) == 1

    @cached_property
    def outcomes(self) -> float:
        """The share of words that say whether something was achieved."""
        return self.share(lambda text: not is_tick(text) and meaning(text) is not None)


def is_code(text: str) -> bool:
    """Whether a cell could be an organisation's own code of a unit."""
    if " " in text or not any(sign.isalnum() for sign in text):
        return False
    try:
        unit_reference(text)
    except ValueError:
        return False
    return True
