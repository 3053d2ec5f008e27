"""What is wrong with a body, at its place there and in the words of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from adviser.asking.body import Json
from adviser.asking.faults import Fault, NotUnderstood
from catalogue import Edition, Unit, UnitwiseError, find_units

_HERE = (
    ("'unitwise catalogue show'", "'qualification'"),
    ("'unitwise catalogue list'", "'catalogue'"),
)
"""Commands that hints speak of, each with what is asked here instead."""


@contextmanager
def at(*place: str) -> Iterator[None]:
    """Let what is wrong meanwhile be wrong at a place of the body.

    Raises
    ------
    NotUnderstood
        With every fault that was raised, each below that place.
    """
    try:
        yield
    except NotUnderstood as error:
        below = [replace(fault, place=(*place, *fault.place)) for fault in error.faults]
        raise NotUnderstood(below) from error
    except UnitwiseError as error:
        raise NotUnderstood([Fault(str(error), place, hint=error.hint)]) from error


def units_named(
    edition: Edition, texts: Sequence[str], every: Mapping[str, Unit]
) -> tuple[str, ...]:
    """Return the references that the list ``units`` of a body names, all of ``edition``.

    Raises
    ------
    NotUnderstood
        With a fault for each that is none.
    """
    found: list[str] = []

    def find(text: str) -> None:
        found.extend(find_units(edition, [text], every))

    if faults := faults_of("units", texts, find):
        raise NotUnderstood(faults)
    return tuple(found)


def faults_of(key: str, texts: Sequence[str], find: Callable[[str], object]) -> list[Fault]:
    """Return a fault for each text of a list under ``key`` of which ``find`` finds nothing."""
    faults: list[Fault] = []
    for number, text in enumerate(texts):
        try:
            find(text)
        except UnitwiseError as error:
            faults.append(Fault(str(error), (key, number), hint=error.hint))
    return faults


def told(fault: Fault) -> Json:
    """Return a fault as programs are told of it: a hint names what can be asked here."""
    hint = fault.hint
    for command, here in _HERE:
        hint = hint.replace(command, here)
    if "'unitwise " in hint or "--" in hint:
        hint = ""  # it is about a command line, which nobody has here
    return replace(fault, hint=hint).document()
