"""What could not be understood of a question, as data: what, where, and what was probably meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue import UnitwiseError
from catalogue.files.pages import Pages
from catalogue.inconsistency import Location

_ADVICE = re.compile(r"(?P<message>.*); (?P<hint>(?:did you mean|known:|'unitwise) ?.*)", re.DOTALL)
_NEAREST = re.compile(r"did you mean (?P<word>.*)\?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that could not be understood.

    ``place`` leads to the value in the question, key by key, so that a form can show the fault
    beside its field; it is empty where the whole is meant. ``source`` is where the asker wrote it:
    an option with its value, or a file with line and column. ``hint`` says what could be written.
    """

    message: str
    place: Location = ()
    source: str = ""
    hint: str = ""

    @classmethod
    def of(cls, message: str, place: Location = (), source: str = "") -> Fault:
        """Return the fault of a message that may end in advice: ``…; did you mean X?``."""
        if found := _ADVICE.fullmatch(message):
            return cls(found["message"], place, source, found["hint"])
        return cls(message, place, source)

    @property
    def nearest(self) -> str:
        """What was probably meant, or the empty string."""
        found = _NEAREST.fullmatch(self.hint)
        return found["word"] if found else ""

    def document(self) -> dict[str, Any]:
        """Return the fault as programs are told of it; what is empty is left out."""
        told: dict[str, Any] = {"place": list(self.place), "message": self.message}
        if self.hint:
            told["hint"] = self.hint
        if self.nearest:
            told["nearest"] = self.nearest
        return told

    def __str__(self) -> str:
        """``source: message; hint``, as a terminal tells it."""
        told = f"{self.message}; {self.hint}" if self.hint else self.message
        return f"{self.source}: {told}" if self.source else told


class NotUnderstood(UnitwiseError):
    """A question has parts that mean nothing: every one of them, and where it came from."""

    def __init__(self, faults: Sequence[Fault], hint: str = "") -> None:
        self.faults = tuple({str(fault): fault for fault in faults}.values())
        super().__init__("\n".join(map(str, self.faults)), hint)


@dataclass
class Trouble:
    """What could not be understood so far. ``options`` names the option behind a value."""

    options: dict[Location, str] = field(default_factory=dict)
    pages: Pages | None = None
    faults: list[Fault] = field(default_factory=list)

    def add(self, source: str, message: str, place: Location = ()) -> None:
        """Note a problem with an option, by its name."""
        self.faults.append(Fault.of(message, place, source))

    def at(self, where: Location, message: str) -> None:
        """Note a problem with the value at ``where``: the option, or the line of the file."""
        for end in range(len(where), 0, -1):
            if (option := self.options.get(where[:end])) is not None:
                self.add(option, message, where)
                return
        if self.pages is None:
            self.faults.append(Fault.of(message, where))
        else:
            told = self.pages.fault(where, message)
            self.add(f"{told.path}:{told.line}:{told.column}", told.message, where)

    def stop(self) -> None:
        """Raise everything that was noted, if anything was."""
        if self.faults:
            raise NotUnderstood(self.faults)
