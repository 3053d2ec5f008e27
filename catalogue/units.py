"""Units, levels and sources: the facts that everything else is made of."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictBool,
    StrictInt,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from catalogue.errors import did_you_mean
from catalogue.references import qualification_number, unit_reference


class Model(BaseModel):
    """Every model here is frozen data that refuses unknown keys."""

    model_config = ConfigDict(
        defer_build=True,  # most commands use few of the models
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        serialize_by_alias=True,
        str_strip_whitespace=True,
    )


class Level(IntEnum):
    """A level: Entry 1 to 3, then 1 to 8; and 9 to 12, which only the Scottish framework has."""

    ENTRY_1 = -2
    ENTRY_2 = -1
    ENTRY_3 = 0
    LEVEL_1 = 1
    LEVEL_2 = 2
    LEVEL_3 = 3
    LEVEL_4 = 4
    LEVEL_5 = 5
    LEVEL_6 = 6
    LEVEL_7 = 7
    LEVEL_8 = 8
    LEVEL_9 = 9
    LEVEL_10 = 10
    LEVEL_11 = 11
    LEVEL_12 = 12

    @property
    def written(self) -> int | str:
        """As a document writes it: ``4``, or ``Entry 3``."""
        return int(self) if self >= 1 else f"Entry {int(self) + 3}"

    def __str__(self) -> str:
        """``level 4``, or ``Entry 3``."""
        return f"level {int(self)}" if self >= 1 else str(self.written)


_WRITTEN_LEVELS: dict[int | str, Level] = {
    (level.written.casefold() if isinstance(level.written, str) else level.written): level
    for level in Level
}


_NUMBERED = re.compile(
    r"(?:e|entry|entry level) ?([1-3])|(?:(?:scqf|rqf) )?(?:level )?(\d{1,3})", re.ASCII
)


def read_level(value: object) -> Level:
    """Return the level that is written as a number, ``level 3`` or ``Entry 3``.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(value, Level):
        return value
    key = value.casefold().strip() if isinstance(value, str) else value
    if isinstance(key, str) and (found := _NUMBERED.fullmatch(key)):
        key = int(found[2]) if found[2] else f"entry {found[1]}"
    if not isinstance(key, int | str) or isinstance(key, bool) or key not in _WRITTEN_LEVELS:
        raise ValueError(
            f"a level is Entry 1, Entry 2, Entry 3 or a number from 1 to 12, not {_shown(value)}"
        )
    return _WRITTEN_LEVELS[key]


def _shown(value: object) -> str:
    if not isinstance(value, int | str):
        return "a list" if isinstance(value, list) else "a mapping"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


LevelField = Annotated[
    Level,
    BeforeValidator(read_level),
    PlainSerializer(lambda level: level.written, return_type=int | str),
    WithJsonSchema(
        {
            "enum": ["Entry 1", "Entry 2", "Entry 3", *range(1, 13)],
            "description": "Entry 1 to Entry 3, then 1 to 8; 9 to 12 in Scotland",
        }
    ),
]


def _printable(text: str) -> str:
    """Refuse control characters: a file must not be able to drive the reader's terminal."""
    if not text.isprintable():
        raise ValueError("the text holds a line break or a control character")
    return text


def as_text(value: object) -> object:
    """Take a whole number for the text that it is written as: ``page: 12``, ``edition: 2015``."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[
    str,
    Field(min_length=1, max_length=1000),
    BeforeValidator(
        as_text, json_schema_input_type=Annotated[str, Field(min_length=1, max_length=1000)] | int
    ),
    AfterValidator(_printable),
]
"""A piece of text for people: one line, not empty, without control characters."""

Credits = Annotated[StrictInt, Field(ge=0, le=10_000)]
"""Credit in whole credits; 1 credit stands for 10 hours of learning."""

Hours = Annotated[StrictInt, Field(ge=0, le=100_000)]
"""Whole hours."""

UnitReference = Annotated[
    str,
    BeforeValidator(as_text, json_schema_input_type=str | int),
    AfterValidator(unit_reference),
]
QualificationNumber = Annotated[
    str,
    BeforeValidator(as_text, json_schema_input_type=str | int),
    AfterValidator(qualification_number),
]


def _resolve_document(value: str, info: ValidationInfo) -> str:
    """Replace the short key of a document by its title, where the file lists its documents."""
    context: dict[str, Any] = info.context or {}
    documents: dict[str, str] | None = context.get("documents")
    if documents is None:
        return value
    if value not in documents:
        known = [name for name in documents if not name.startswith("(")]
        hint = did_you_mean(value, known) or f"known: {', '.join(known) or 'none'}"
        raise ValueError(f"{value!r} is not among the documents of this file; {hint}")
    return documents[value]


class Source(Model):
    """Where a fact stands: a document and, where it helps to find it, a section or page."""

    document: Annotated[Text, AfterValidator(_resolve_document)]
    section: Text | None = None
    page: Text | None = None

    def __str__(self) -> str:
        """The citation in one line."""
        parts = [self.document]
        if self.section:
            parts.append(f"section {self.section}")
        if self.page:
            parts.append(f"page {self.page}")
        return ", ".join(parts)


UNKNOWN = "unknown"
"""What a file may write for a figure that its document does not give."""


def is_unknown(value: object) -> bool:
    """Whether a file says that nobody knows a figure."""
    return isinstance(value, str) and value.strip().casefold() == UNKNOWN


def _known(value: object) -> object:
    """Take the word ``unknown`` for null."""
    return None if is_unknown(value) else value


_LEVEL = LevelField | Literal["unknown"] | None
_HOURS = Hours | Literal["unknown"] | None
_CREDITS: list[Any] = [{"type": "integer", "minimum": 0, "maximum": 10_000}, {"type": "null"}]


class Unit(Model):
    """The smallest thing that can be achieved. Level, credit and hours are facts of the unit.

    ``credit`` is null where the awarding organisation gives none, and where it is not known, which
    ``credit_unknown`` tells and a file writes as ``unknown``. ``level``, ``glh`` and ``tqt`` are
    null where they are not known: never 0 for any of them. ``coined`` says that the awarding
    organisation gives no reference and that this catalogue made one up. ``awarding_organisation``
    is whose code the reference is: that of the file, unless it says otherwise. An Ofqual reference
    is nobody's.
    """

    reference: UnitReference
    title: Text
    level: Annotated[LevelField | None, BeforeValidator(_known, json_schema_input_type=_LEVEL)] = (
        None
    )
    credit: Annotated[Credits | None, WithJsonSchema({"anyOf": [*_CREDITS, {"const": "unknown"}]})]
    credit_unknown: StrictBool = False
    glh: Annotated[Hours | None, BeforeValidator(_known, json_schema_input_type=_HOURS)] = None
    tqt: Annotated[Hours | None, BeforeValidator(_known, json_schema_input_type=_HOURS)] = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    glh_sources: tuple[Source, ...] = ()
    coined: StrictBool = False
    awarding_organisation: Text | None = None
    note: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_unknown_credit(cls, data: Any) -> Any:
        """Take the word for a credit that nobody knows, which is another thing than none."""
        if isinstance(data, dict) and _known(data.get("credit")) is not data.get("credit"):
            return {**data, "credit": None, "credit_unknown": True}
        return data

    @model_validator(mode="after")
    def _is_known_or_not(self) -> Self:
        if self.credit_unknown and self.credit is not None:
            raise ValueError(f"the credit is {self.credit}, and is said to be unknown")
        return self
