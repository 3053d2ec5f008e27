"""What a learner brings: achievements, registrations, and exceptions agreed for this learner."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from catalogue.cells import seen
from catalogue.days import Day
from catalogue.identity import parted, same_organisation
from catalogue.references import (
    CheckCharacter,
    check_unit_reference,
    is_ofqual_reference,
    unit_reference,
)
from catalogue.units import Model, Text, UnitReference
from catalogue.waiver import Waiver


class Route(StrEnum):
    """How something came to be held."""

    CERTIFICATED = "certificated"
    """Achieved and certificated by an awarding organisation."""
    EXPERIENCE = "experience"
    """Learnt by doing, and still to be assessed."""
    AWARDED_RPL = "awarded-rpl"
    """Learnt by doing, assessed and awarded before: achieved like any other."""

    @property
    def achieved(self) -> bool:
        """Whether it is achieved, and nothing of it is left to be assessed."""
        return self is not Route.EXPERIENCE


_ROUTES = {
    **dict.fromkeys(("certificate", "certified", "certification", "achieved"), "certificated"),
    **dict.fromkeys(("experiential", "rpl", "apel", "work experience"), "experience"),
    **dict.fromkeys(("awarded rpl", "rpl awarded", "awarded through rpl"), "awarded-rpl"),
}


def read_route(value: object) -> object:
    """Take a route in any case, and under the other names that people use for it."""
    if isinstance(value, Route) or not isinstance(value, str):
        return value
    word = " ".join(value.casefold().split())
    return _ROUTES.get(word, word)


_SLIPS = str.maketrans("OIL", "011")
_LIKE_A_UNIT = re.compile(r"([A-Z])[\W_]{0,3}([\dOIL]{3})[\W_]{0,3}([\dOIL]{4})", re.ASCII)
_ALIKE = str.maketrans(
    "\N{CYRILLIC CAPITAL LETTER A}\N{CYRILLIC CAPITAL LETTER EN}\N{CYRILLIC CAPITAL LETTER JE}"
    "\N{CYRILLIC CAPITAL LETTER KA}\N{CYRILLIC CAPITAL LETTER EM}\N{CYRILLIC CAPITAL LETTER TE}"
    "\N{CYRILLIC CAPITAL LETTER U}\N{GREEK CAPITAL LETTER ALPHA}\N{GREEK CAPITAL LETTER ETA}"
    "\N{GREEK CAPITAL LETTER KAPPA}\N{GREEK CAPITAL LETTER MU}\N{GREEK CAPITAL LETTER TAU}"
    "\N{GREEK CAPITAL LETTER UPSILON}\N{GREEK CAPITAL LETTER IOTA}"
    "\N{CYRILLIC CAPITAL LETTER O}\N{GREEK CAPITAL LETTER OMICRON}",
    "AHJKMTYAHKMTYIOO",
)
"""Letters of other alphabets that are seen as those of references."""

_CUT_SHORT = re.compile(r"\d([.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_LIKE_A_QUALIFICATION = re.compile(r"\d{3}/\d{4}/[\dX]", re.ASCII | re.IGNORECASE)


def _nearest(letter: str, signs: str) -> str:
    """The Ofqual reference that a letter and seven signs stand for, or nothing.

    Letters among the signs look like digits. Where they are not the right ones, there is one digit
    that fits the letter in place of a single one of them.
    """
    slips = [sign for sign in signs if sign.isalpha()]
    guesses = [signs.translate(_SLIPS)]
    if len(slips) == 1:
        guesses += [signs.replace(slips[0], digit) for digit in "0123456789"]
    fitting = (
        reference
        for reference in (unit_reference(letter + guess) for guess in guesses)
        if is_ofqual_reference(reference)
        and check_unit_reference(reference) is not CheckCharacter.WRONG
    )
    return next(fitting, "")


def read_reference(value: object) -> object:
    """Take a unit reference as it is seen, and refuse what can only be another one mistyped.

    Raises
    ------
    ValueError
        If letters stand for digits, those of another alphabet for its own, or other signs for
        slashes in an Ofqual reference; if it is the number of a qualification, or one of which a
        spreadsheet kept the first digits alone.
    """
    if not isinstance(value, str):
        return value
    text = seen(value)
    if _LIKE_A_QUALIFICATION.fullmatch(text):
        raise ValueError(
            f"{text!r} is the number of a qualification, not of a unit; name the units, or an award"
        )
    if _CUT_SHORT.fullmatch(text):
        raise ValueError(
            f"{text!r} is a number of which a spreadsheet kept the first digits alone: format the"
            " column as text, and fill it in again"
        )
    found = _LIKE_A_UNIT.fullmatch(text.upper().translate(_ALIKE))
    meant = _nearest(found[1], found[2] + found[3]) if found else ""
    if meant and re.sub(r"[/ ]", "", text.upper()) != meant.replace("/", ""):
        raise ValueError(f"{text!r} is not a unit reference; did you mean {meant}?")
    return text


class Achievement(Model):
    """One thing that a learner holds: a unit, or an award from outside.

    ``unit`` is the reference of the unit; a reference that no catalogue knows is kept as it is.
    ``ORGANISATION:CODE`` is the code of that awarding organisation. ``award`` names what was
    achieved where it is no unit. ``status`` can only be achieved: a file
    may say otherwise of an item, which then is none of the achievements that are read.
    """

    unit: Annotated[UnitReference, BeforeValidator(read_reference)] | None = None
    award: Text | None = None
    title: Text | None = None
    achieved: Day | None = None
    awarding_organisation: Text | None = None
    route: Annotated[Route, BeforeValidator(read_route)] = Route.CERTIFICATED
    status: Annotated[Literal["achieved"], WithJsonSchema({"type": "string"})] = "achieved"

    @model_validator(mode="before")
    @classmethod
    def _part_organisation(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("unit"), str):
            return data
        organisation, code = parted(data["unit"])
        if organisation is None:
            return data
        said = data.get("awarding_organisation")
        if isinstance(said, str) and said.strip() and not same_organisation(said, organisation):
            raise ValueError(f"{data['unit']} is no unit of {said}, which is said beside it")
        return {"awarding_organisation": organisation, **data, "unit": code}

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if (self.unit is None) == (self.award is None):
            raise ValueError("an achievement has either a unit or an award")
        return self

    @property
    def name(self) -> str:
        """The reference of the unit, or the award."""
        return self.unit or self.award or ""

    @property
    def whose(self) -> str | None:
        """The organisation whose own code the unit has, if it is one and somebody says whose."""
        own = self.unit is not None and not is_ofqual_reference(self.unit)
        return self.awarding_organisation if own else None

    @property
    def full_name(self) -> str:
        """The name, after whose code it is where that is said."""
        return f"{self.whose}:{self.name}" if self.whose else self.name


def _read_achievement(value: object) -> object:
    """Let a file write an achievement as on the command line."""
    return _written(value) if isinstance(value, str) else value


def _written(text: str) -> dict[str, str]:
    """The parts of ``REF`` or ``REF@DATE``."""
    reference, at, day = text.partition("@")
    return {"unit": reference, "achieved": day} if at else {"unit": reference}


class Registration(Model):
    """That the learner is registered for a qualification, named as on the command line."""

    qualification: Text
    on: Day


MOST_EXCEPTIONS = 50
"""Exceptions of one learner, inclusive: each is made again for each of the others."""


class LearnerRecord(Model):
    """What a learner holds, is registered for, and has been granted. Empty by default."""

    learner: Text | None = None
    achievements: tuple[
        Annotated[
            Achievement,
            BeforeValidator(_read_achievement, json_schema_input_type=str | Achievement),
        ],
        ...,
    ] = ()
    registrations: tuple[Registration, ...] = ()
    exceptions: Annotated[tuple[Waiver, ...], Field(max_length=MOST_EXCEPTIONS)] = ()

    def awarded_rpl(self, *numbers: int) -> bool:
        """Whether any of some achievements, by their numbers from 0, was awarded through RPL."""
        return any(self.achievements[number].route is Route.AWARDED_RPL for number in numbers)

    def plus(self, other: LearnerRecord) -> LearnerRecord:
        """Return both records as one, this one's achievements first."""
        changes: dict[str, Any] = {
            name: getattr(self, name) + getattr(other, name)
            for name in ("achievements", "registrations", "exceptions")
        }
        return LearnerRecord(learner=self.learner or other.learner, **changes)


def held(text: str) -> Achievement:
    """Read ``REF`` or ``REF@DATE``.

    Raises
    ------
    ValueError
        If the reference or the date is none.
    """
    return Achievement.model_validate(_written(text))
