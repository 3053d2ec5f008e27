"""Exceptions agreed for one learner, wherever an answer rests on them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from adviser.render.ledger import exception
from adviser.render.page import item
from catalogue.record import Waiver


def show_exceptions(console: Console, waivers: Sequence[Waiver]) -> None:
    """Print what an answer rests on, with an empty line after it, if it rests on anything."""
    if waivers:
        console.print("It rests on exceptions agreed for this learner alone:")
        for waiver in waivers:
            item(console, exception(waiver))
        console.print()


def resting_on(waivers: Sequence[Waiver]) -> str:
    """One short sentence to follow another, or nothing."""
    names = ", ".join(waiver.reference for waiver in waivers)
    return f" It rests on exceptions agreed for this learner alone: {names}." if names else ""
