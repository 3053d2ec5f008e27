"""Whose a line of a result is."""

from __future__ import annotations

from typing import Literal

from catalogue.units import Model


class LeftOutRow(Model):
    """A row of a learner that is no achievement: what it names, why, and what decided."""

    line: int
    name: str
    why: str
    said: str = ""


class Whose(Model):
    """Whose a line of a result is, and what of the file was left out for them.

    ``number`` is the place of the learner among all, from 1; ``line`` that of the first row.
    """

    version: Literal[1] = 1
    answer: str
    number: int
    id: str
    name: str
    sheet: str = ""
    line: int
    left_out: tuple[LeftOutRow, ...] = ()
