"""What is asked of a column that is not understood: what it says, and how to answer."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.cells import is_error
from catalogue.files.pages import shortened
from catalogue.learner.record import read_reference
from catalogue.records.doubts import Doubt
from catalogue.records.files.sheets import UNWORKED
from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import Role
from catalogue.records.words.references import several_references

_ASKED = {
    "outcome": "does it say whether something was achieved?",
    "learner": "does it say whose achievements these are?",
    "either": "does it say whose achievements these are, or what came of them?",
    "unit": "are these the units that were achieved?",
    "date": "are these the days on which something was achieved?",
    "empty": "were all of these achieved? No row says so.",
}
_ANSWERS = {
    "outcome": (Role.OUTCOME, Role.FLAG, Role.AGAINST, Role.IGNORED),
    "learner": (Role.LEARNER, Role.LEARNER_NUMBER, Role.TITLE, Role.IGNORED),
    "either": (Role.LEARNER, Role.OUTCOME, Role.TITLE, Role.IGNORED),
    "unit": (Role.UNIT, Role.IGNORED),
    "date": (Role.ACHIEVED, Role.OTHER_DATE, Role.AGAINST),
    "empty": (Role.IGNORED,),
}
_SHOWN = 3


def question_of(doubt: Doubt, columns: Sequence[Column]) -> tuple[str, str]:
    """Return the question about a column, with three of its values, and how it is answered."""
    column = columns[doubt.number]
    values = ", ".join(shortened(text) for text in column.distinct[:_SHOWN])
    answers = ", ".join(str(role) for role in _ANSWERS[doubt.what])
    name = column.heading.replace('"', "'")
    return (
        f"{_ASKED[doubt.what]} It has {values or 'nothing'}",
        f'say so in a layout, given with --layout FILE: columns: {{"{name}": MEANING}}, where'
        f" MEANING is one of {answers}; 'unitwise record check' begins such a file",
    )


def no_one_unit(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell among units that may be one and cannot be told, if it is."""
    if several_references(text):
        return f"{text!r} names several units", "a row is of one"
    try:
        read_reference(text)
    except ValueError as error:
        return str(error), ""
    if text == UNWORKED or is_error(text):
        return (
            "the unit is a formula, and its value is not stored"
            if text == UNWORKED
            else f"{text!r} stands in place of a unit: its formula came to nothing",
            "save it in a spreadsheet program",
        )
    return None
