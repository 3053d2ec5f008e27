"""Values put into a question by the keys of a question file: ``limits.new_glh=160``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Literal

from adviser.asking.asked import Asked, date_question
from adviser.asking.faults import Trouble
from adviser.asking.holding import Held, folded
from adviser.asking.notes import Tell, silent
from adviser.asking.question_file import QuestionFile, edition_apart
from adviser.asking.written import whole
from catalogue import Catalogue, Qualification, UnitwiseError
from catalogue.errors import did_you_mean
from catalogue.files.pages import shortened
from catalogue.learner.supposing import FIELDS, WAYS
from solver import Limits

MOST_CASES = 1_000
"""Cases of one table, inclusive."""

NOTHING = "none"
"""The value that takes a value away."""

TRUTHS = {"yes": True, "true": True, "no": False, "false": False}
"""What may be written for a truth."""

_LISTS = ("goals", "want", "avoid", "pathway")
_OF_LEARNER = ("held", "as_of", "exceptions")
_SINGLE = ("qualification", "on", "edition", "unknown_glh", "allow_retakes", "offer", "time_limit")
_RECOGNITION = tuple(f"recognition.{way}.{field}" for way in WAYS for field in FIELDS)
_TOLD = (
    *_SINGLE,
    *_LISTS,
    "limits",
    "prefer",
    *(f"limits.{name}" for name in Limits.model_fields),
    *_OF_LEARNER,
)
_KEYS = (*_TOLD, *_RECOGNITION)
_MOST_QUOTED = 200
"""Signs of a setting that an error message quotes."""

_RANGE = re.compile(r"(?P<first>[\d-]+)\.\.(?P<last>[\d-]+)(?:/(?P<step>\d+))?")


@dataclass(frozen=True)
class Setting:
    """One value for one key; ``how`` tells whether a list is set, added to or taken from."""

    key: str
    how: Literal["=", "+=", "-="]
    value: str
    source: str

    @property
    def name(self) -> str:
        """``limits.new_glh``, or ``want+`` where the value is added."""
        return self.key + self.how[:-1]

    @property
    def of_question(self) -> bool:
        """Whether it is about the question, rather than what is held or how that is recognised."""
        return self.key not in _OF_LEARNER and self.key not in _RECOGNITION


def read_setting(text: str, option: str) -> Setting:
    """Read ``KEY=VALUE``, ``KEY+=VALUE`` or ``KEY-=VALUE``.

    Raises
    ------
    UnitwiseError
        If it is not written like that, or there is no such key.
    """
    source = f"{option} {shortened(text, _MOST_QUOTED)}"
    before, equals, value = text.partition("=")
    how = before[-1:] + "=" if before.endswith(("+", "-")) else "="
    key = before.removesuffix(how[:-1]).strip()
    if not equals or not key:
        raise UnitwiseError(f"{source}: write KEY=VALUE, such as limits.new_glh=160")
    if key not in _KEYS and not key.startswith("prefer."):
        told = (*_TOLD, "prefer.REF", "recognition.WAY.accepted")
        hint = did_you_mean(key, _KEYS) or f"known: {', '.join(told)}"
        if key.startswith("recognition."):
            hint = did_you_mean(key, _RECOGNITION) or (
                f"write recognition.WAY.WHAT, with a way out of {', '.join(WAYS)},"
                f" and what out of {', '.join(FIELDS)}"
            )
        raise UnitwiseError(f"{source}: there is no key {shortened(key)}; {hint}")
    lists = (*_LISTS, "held", "exceptions")
    if how != "=" and key not in lists:
        raise UnitwiseError(f"{source}: only a list is added to or taken from: {', '.join(lists)}")
    return Setting(key, how, value.strip(), source)  # type: ignore[arg-type]


def cases(texts: Sequence[str]) -> list[tuple[Setting, ...]]:
    """Return every combination of the values of several ``KEY=VALUES``, in their order.

    Values are parted by commas; ``150..220/5`` stands for 150, 155 and so on, both ends inclusive,
    and ``2024-05-01..2024-07-01/7`` for the days from one date to another, seven apart.

    Raises
    ------
    UnitwiseError
        If a value is no such list, or there are more than ``MOST_CASES``.
    """
    varied = []
    for text in texts:
        setting = read_setting(text, "--vary")
        values = list(dict.fromkeys(_values(setting)))
        varied.append([replace(setting, value=value) for value in values])
    count = 1
    for each in varied:
        count *= len(each)
    if count > MOST_CASES:
        raise UnitwiseError(
            f"{count:,} cases are too many", hint=f"a table has {MOST_CASES:,} cases at the most"
        )
    return list(product(*varied))


def _values(setting: Setting) -> Iterator[str]:
    for part in setting.value.split(","):
        text = part.strip()
        if not text:
            raise UnitwiseError(
                f"{setting.source}: write values parted by commas, or a range: 150..220/5"
            )
        if found := _RANGE.fullmatch(text):
            yield from _between(setting, found["first"], found["last"], found["step"])
        else:
            yield text


def _between(setting: Setting, first: str, last: str, apart: str | None) -> Iterator[str]:
    step = int(apart or 1)
    try:
        if "-" in first:
            start, end = date.fromisoformat(first), date.fromisoformat(last)
            count = (end - start).days
        else:
            low, high = int(first), int(last)
            count = high - low
        if count < 0 or step < 1:
            raise ValueError
    except ValueError as error:
        raise UnitwiseError(
            f"{setting.source}: a range goes up from one number or date to another, such as"
            " 150..220/5"
        ) from error
    if count // step >= MOST_CASES:
        raise UnitwiseError(f"{setting.source}: a range has {MOST_CASES:,} values at the most")
    for at in range(0, count + 1, step):
        yield (start + timedelta(days=at)).isoformat() if "-" in first else str(low + at)


def put(
    written: QuestionFile,
    settings: Sequence[Setting],
    held: Held,
    library: Catalogue,
    supposed: Callable[[Qualification], Qualification] = lambda one: one,
    tell: Tell = silent,
) -> Asked:
    """Return the question of a file with some values put into it.

    ``supposed`` changes the qualification that it is about. Without a date of registration that of
    what is ``held`` holds, or today.

    Raises
    ------
    UnitwiseError
        With everything that means nothing, each with the setting or the line that it comes from.
    """
    trouble = Trouble(pages=written.pages)
    data = dict(written.data)
    for setting in settings:
        trouble.options[_location(setting)] = setting.source
        _put(data, setting)
    named = data.pop("qualification", None)
    if not isinstance(named, str):
        file = "the question" if written.pages is None else written.pages.path
        raise UnitwiseError(
            f"{file} names no qualification", hint="such a file has qualification: NAME"
        )
    words = edition_apart(data, named, trouble)
    subject = written.subject(words, library, supposed=supposed, tell=tell)
    date_question(data, held, subject, library)
    question, edition = written.understood(data, subject, library.units, trouble)
    return Asked(subject, edition, question, library, written.exceptions)


def _location(setting: Setting) -> tuple[str, ...]:
    head, dot, rest = setting.key.partition(".")
    return (head, rest) if dot else (head,)


def _put(data: dict[str, Any], setting: Setting) -> None:
    head, dot, rest = setting.key.partition(".")
    value: Any = setting.value
    if head in _LISTS:
        data[head] = _list(data.get(head), setting)
    elif dot:
        inner = data.get(head)
        kept = {k: v for k, v in inner.items() if k != rest} if isinstance(inner, Mapping) else {}
        data[head] = kept if value == NOTHING else {**kept, rest: whole(value)}
    elif value == NOTHING:
        data.pop(head, None)
    elif head == "allow_retakes":
        data[head] = TRUTHS.get(value.casefold(), value)
    elif head == "offer":
        data[head] = Path(value)
    else:
        data[head] = float(value) if head == "time_limit" and _is_number(value) else value


def _list(old: object, setting: Setting) -> list[Any]:
    given = [part.strip() for part in setting.value.split(",")]
    before = list(old) if isinstance(old, list | tuple) else []
    if setting.how == "-=":
        taken = {folded(item) for item in given}
        if strange := [item for item in given if folded(item) not in map(folded, before)]:
            raise UnitwiseError(f"{setting.source}: {strange[0]!r} is not there to be taken away")
        return [item for item in before if folded(item) not in taken]
    if setting.value == NOTHING:
        return before if setting.how == "+=" else []
    return [*before, *given] if setting.how == "+=" else given


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


__all__ = ["MOST_CASES", "TRUTHS", "Setting", "cases", "put", "read_setting"]
