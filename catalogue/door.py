"""A wrong type is told where it comes in, with what is wanted and what gives it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")

_WANTED = {
    "Edition": ("an edition", "a qualification's edition_on(DATE)"),
    "LearnerRecord": ("a learner's record", "catalogue.read_record(PATH).record"),
    "Path": ("a path", "pathlib.Path(NAME)"),
    "Plan": ("an answer", "solver.suggest(QUALIFICATION, QUESTION)"),
    "Qualification": ("a qualification", "catalogue.load().find(NAME)"),
    "Question": ("a question", "solver.Question(on=DATE)"),
    "Recognised": ("what is recognised", "catalogue.recognise(EDITION, RECORD, …)"),
    "Situation": ("a situation", "solver.Situation.of(QUALIFICATION, QUESTION)"),
    "date": ("a date", "datetime.date(YEAR, MONTH, DAY)"),
}
"""By the name of a type, since the door itself imports none of them."""


def admit(value: object, wanted: type[T]) -> T:
    """Let a value pass that is of the type ``wanted``.

    Raises
    ------
    TypeError
        If it is not, with what is wanted; a day with a time of day is no date.
    """
    if isinstance(value, wanted) and not isinstance(value, datetime):
        return value
    what, how = _WANTED[wanted.__name__]
    raise TypeError(f"{what} is wanted, and not {value!r:.60}: {how} gives one")


def admit_several(
    values: Iterable[T], wanted: tuple[type, ...] = (str,), what: str = "references"
) -> list[T]:
    """Let values pass in a list or the like, each of one of the types ``wanted``.

    Raises
    ------
    TypeError
        If it is one string or path, which would be read letter by letter, or no list at all, or
        something in it is of another type.
    """
    strange: object = values
    if isinstance(values, Iterable) and not isinstance(values, str | bytes):
        several = list(values)
        others = [one for one in several if not isinstance(one, wanted)]
        if not others:
            return several
        strange = others[0]
    raise TypeError(f"a list of {what} is wanted, and not {strange!r:.60}")
