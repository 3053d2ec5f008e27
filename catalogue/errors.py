"""What can go wrong with the catalogue, as exceptions that a person can act on.

::

    UnitwiseError                       everything that is told to the asker, never a traceback
    ├── FaultyFiles                     files that could not be read: all their faults at once
    │   └── CatalogueError              those of a catalogue
    ├── UnknownQualification            nothing has that number, name or those words
    ├── SeveralQualifications           more than one has
    ├── UnknownUnit                     references that are nowhere, or not in this qualification
    ├── NoEdition                       no edition was in force on that date
    └── OutOfMemory                     the machine has no more to give; nobody is at fault

The solver adds its own branch under :class:`UnitwiseError`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

MOST_SHOWN = 300
"""Faults that one message lists, inclusive."""


class UnitwiseError(Exception):
    """Anything that is told to the asker in one clear message.

    ``hint`` says what to do next, or is empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class OutOfMemory(UnitwiseError):
    """Memory ran out, so that it is not known what the answer would have been."""

    def __init__(self) -> None:
        super().__init__(
            "there is not enough memory", "close other programs, or ask about less at once"
        )

    @staticmethod
    def behind(error: BaseException | None) -> bool:
        """Whether an error, or one that led to it, is that memory has run out."""
        while error is not None:
            words = str(error).lower()
            if isinstance(error, MemoryError | OutOfMemory) or (
                isinstance(error, ImportError | OSError)
                and ("failed to map segment" in words or "cannot allocate memory" in words)
            ):
                return True
            error = error.__cause__ or error.__context__
        return False


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in one file. ``line`` and ``column`` count from 1; 0 means the whole file."""

    path: str
    line: int
    column: int
    message: str
    rule: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """``file:line:column: [rule] message (hint)``, the form that editors can follow."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        rule = f"rule {self.rule}: " if self.rule else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {rule}{self.message}{hint}"


class FaultyFiles(UnitwiseError):
    """Files that cannot be used; ``faults`` has every mistake found in them."""

    told = "the files cannot be read"
    most_shown = MOST_SHOWN

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        count = len(self.faults)
        head = "1 fault" if count == 1 else f"{count} faults"
        lines = [f"  {fault}" for fault in self.faults[: self.most_shown]]
        if count > self.most_shown:
            lines.append(f"  and {count - self.most_shown} more")
        super().__init__("\n".join([f"{self.told}: {head}", *lines]))


class CatalogueError(FaultyFiles):
    """One or more catalogue files cannot be used."""

    told = "the catalogue cannot be read"


class UnknownQualification(UnitwiseError):
    """No qualification answers to what was asked for."""


class SeveralQualifications(UnitwiseError):
    """More than one qualification answers to what was asked for."""


class UnknownUnit(UnitwiseError):
    """One or more unit references name no unit that could be meant."""


class NoEdition(UnitwiseError):
    """The qualification has no edition for the date or label asked for."""


def nearest(word: str, known: Sequence[str], how_many: int = 1) -> list[str]:
    """Return the ``known`` words most like ``word``, best first; empty where none is near."""
    folded = {name.casefold(): name for name in reversed(known)}
    hits = get_close_matches(word.casefold()[:100], list(folded), how_many, 0.6)
    return [folded[hit] for hit in hits]


def is_slip(word: str, meant: str) -> bool:
    """Whether ``word`` is ``meant`` but for one slip: a letter or digit wrong, too many or missing.

    Signs other than letters and digits, and capitals, do not matter.
    """
    one, other = (
        "".join(sign for sign in text.casefold()[:100] if sign.isalnum()) for text in (word, meant)
    )
    if abs(len(one) - len(other)) > 1:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= max(len(one), len(other)) - 1


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return ``did you mean X?`` for the nearest known word, or the empty string."""
    hits = nearest(word, known)
    return f"did you mean {hits[0]}?" if hits else ""
