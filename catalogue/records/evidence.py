"""What one cell says of the outcome: by the role of its column, and by the layout of the file."""

from __future__ import annotations

from catalogue.records.column import Column, is_tick
from catalogue.records.columns import Role
from catalogue.records.layout import Layout
from catalogue.records.outcomes import NO, YES, Said, key_of


def said_by(column: Column, role: Role, text: str, layout: Layout) -> Said:
    """Return what a cell of a column of some role says of the outcome.

    A lone x is a tick; beside other ticks it is a cross.
    """
    known: dict[str, bool | None] = {}
    word = text.casefold()
    ticked = role in {Role.FLAG, Role.AGAINST} and not YES.isdisjoint(column.said)
    match role:
        case Role.FLAG:
            if is_tick(text):
                known = {key_of(text): word in YES or (word == "x" and not ticked)}
        case Role.AGAINST:
            known = {key_of(text): None if word in NO or (word == "x" and ticked) else False}
        case Role.PERCENT | Role.EARNED:
            amount = _number(text)
            unclear = role is Role.PERCENT and column.fractions and amount != 0  # 1 %, or the whole
            if amount is not None and not unclear:
                known = {key_of(text): amount >= 100 if role is Role.PERCENT else amount > 0}
        case Role.OUTCOME:
            if is_tick(text) and not text.isascii():
                known = {key_of(text): word in YES}
        case _:
            pass
    given = layout.known(column.heading)
    return Said(column.heading, text, role is Role.GRADE, {**known, **given})


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        return None
