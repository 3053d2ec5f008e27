"""A question as a form, and as an address: both ways, without loss.

The address of a page is its question, and nothing of the learner: it can be sent to a colleague.
The names in it are those of the command line's options.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from catalogue import UnitwiseError
from catalogue.offering import pence
from solver import Question

Pairs = Sequence[tuple[str, str]]
"""Names and values, in order; a name may stand more than once."""


@dataclass(frozen=True)
class Sent:
    """What a page sent: the fields of its form, and a file if one was chosen."""

    fields: Pairs
    file: tuple[str, bytes] | None = None

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        return dict(self.fields).get(name, default)

    def all(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [value for key, value in self.fields if key == name]


LIMITS = {
    "max_glh": "new_glh",
    "max_credit": "new_credit",
    "max_units": "new_units",
    "max_surplus": "surplus_credit",
    "max_level": "highest_level",
    "max_cost": "new_pence",
}
"""The names of limits in an address, and what they are called in a question."""

_LISTS = {"goal": "goals", "want": "want", "avoid": "avoid", "pathway": "pathway"}
_SINGLE = {"on": "on", "edition": "edition", "unknown": "unknown_glh"}

UNIT = "unit "
"""Begins the name of the field that says whether a unit is to be in, out, or is left open."""

FIELDS: dict[str, str] = {
    "goals": "goal",
    "want": "want",
    "avoid": "avoid",
    "prefer": "prefer",
    "pathway": "pathway",
    "on": "on",
    "edition": "edition",
    "unknown_glh": "unknown",
    "held": "held",
    **{key: name for name, key in LIMITS.items()},
}
"""The field that each key of a question stands in."""


def field_of(place: Sequence[object]) -> str:
    """Return the name of the field that a fault at ``place`` stands beside, or nothing."""
    steps = [str(step) for step in place]
    if steps[:1] == ["limits"]:
        steps = steps[1:] or [""]
    return FIELDS.get(steps[0], "") if steps else ""


def data_of(pairs: Pairs) -> dict[str, Any]:
    """Return the data of a question file that an address or a form says.

    What means nothing stays in it, to be judged as in a file. A date may stand in three fields.
    """
    data: dict[str, Any] = {}
    last = dict(pairs)
    for name, value in pairs:
        text = value.strip()
        if not text:
            continue
        if name in _LISTS:
            data.setdefault(_LISTS[name], []).append(text)
        elif name in _SINGLE:
            data[_SINGLE[name]] = text
        elif name in LIMITS:
            read = _pence if name == "max_cost" else _whole
            data.setdefault("limits", {})[LIMITS[name]] = read(text)
        elif name == "prefer":
            what, _, weight = text.rpartition("=")
            data.setdefault("prefer", {})[what.strip() or text] = _whole(weight)
        elif name == "retakes":
            data["allow_retakes"] = True
        elif name.startswith(UNIT) and text in {"in", "out"}:
            key = "want" if text == "in" else "avoid"
            data.setdefault(key, []).append(name.removeprefix(UNIT))
    if any(parts := [last.get(name, "").strip() for name in ("day", "month", "year")]):
        in_words = not parts[1].isdecimal()  # September, or Sep
        data["on"] = " ".join(filter(None, parts)) if in_words else "/".join(parts)
    for key in ("goals", "want", "avoid", "pathway"):
        if key in data:
            data[key] = list(dict.fromkeys(data[key]))
    return data


def pairs_of(question: Question) -> list[tuple[str, str]]:
    """Return a question as the pairs of an address; reading them again gives the same question.

    The time limit is the server's, and is not in it.
    """
    pairs = [("on", question.on.isoformat())]
    if question.edition:
        pairs.append(("edition", question.edition))
    pairs += [("goal", goal.value) for goal in question.goals]
    pairs += [("want", text) for text in question.want]
    pairs += [("avoid", text) for text in question.avoid]
    pairs += [("prefer", f"{text}={weight:+}") for text, weight in question.prefer.items()]
    pairs += [("pathway", name) for name in question.pathway]
    pairs += limits_of(question)
    if question.unknown_glh.value != "leave-out":
        pairs.append(("unknown", question.unknown_glh.value))
    if question.allow_retakes:
        pairs.append(("retakes", "yes"))
    return pairs


def limits_of(question: Question) -> list[tuple[str, str]]:
    """Return the limits of a question, as its fields have them: that on cost is in pounds."""
    limits = question.limits.model_dump(mode="json", exclude_none=True)
    if (cost := limits.get("new_pence")) is not None:
        limits["new_pence"] = f"{cost / 100:.2f}".removesuffix(".00")
    return [(name, str(limits[key])) for name, key in LIMITS.items() if key in limits]


def address(question: Question) -> str:
    """Return the query of an address that asks ``question``."""
    return urlencode(pairs_of(question))


def changed(question: Question, **changes: Any) -> str:
    """Return the query of an address that asks ``question`` with some fields changed."""
    return address(question.replace(**changes))


def taking(question: Question, units: Sequence[str], left: Sequence[str] = ()) -> Question:
    """Return the question whose answer is the choice of just these ``units``, none of ``left``.

    Every unit is asked for: what only some of them are could be met by another choice as well.
    """
    return question.replace(want=(*question.want, *units), avoid=(*question.avoid, *left))


def split_wishes(texts: Iterable[str], units: Mapping[str, object]) -> tuple[set[str], list[str]]:
    """Part wishes for single units of an edition, which have a row each, from all others."""
    single: set[str] = set()
    others: list[str] = []
    for text in texts:
        if text in units:
            single.add(text)
        else:
            others.append(text)
    return single, others


def _pence(text: str) -> int | str:
    try:
        return pence(text)
    except UnitwiseError:
        return text


def _whole(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text.strip()
