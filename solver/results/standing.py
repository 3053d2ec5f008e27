"""Where every unit stands under what is asked: a fact for whoever is about to choose."""

from __future__ import annotations

from datetime import date
from typing import Literal

from catalogue.units import Model
from solver.results.answers import Subject

Because = Literal[
    "refused", "closed", "not-offered", "full", "unknown-hours", "unknown-figures", "rules"
]
"""Why no choice counts a unit."""


class UnitStanding(Model):
    """Where one unit stands under the wishes.

    ``forced``: every choice that fits counts it. ``possible``: some do. ``impossible``: none does,
    ``because`` it is ``refused``, ``closed`` to new study on the day of registration,
    ``not-offered`` by the centre or ``full`` there, of
    ``unknown-hours`` where a goal or limit speaks of them, of ``unknown-figures``, with which it is
    not certain that a choice fits, or since the ``rules`` leave no such choice to what is asked.
    ``undecided``: time ran out before it was known.
    """

    unit: str
    state: Literal["forced", "possible", "impossible", "undecided"]
    because: Because | None = None


class Standings(Model):
    """Where every unit of an edition stands under what is asked, in catalogue order.

    Not ``complete`` where time ran out: then some are ``undecided``.
    """

    version: Literal[1] = 1
    answer: Literal["standings"] = "standings"
    qualification: Subject
    on: date
    units: tuple[UnitStanding, ...]
    complete: bool = True
