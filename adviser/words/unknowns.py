"""How a figure that nobody knows is told: in a cell, in a sum, and in what a proof is about."""

from __future__ import annotations

from collections.abc import Sequence

from adviser.words.facts import counted, listed
from catalogue import Level
from solver.results.answers import Figure, Totals

_NAMES: dict[Figure, str] = {"glh": "hours", "credit": "credit", "level": "level", "price": "price"}


def level_cell(level: Level | None) -> str:
    """Return a level as a table has it."""
    return "unknown" if level is None else str(Level(level).written)


def credit_cell(credit: int | None, unknown: bool) -> str:
    """Return a credit as a table has it: none is another thing than unknown."""
    return str(credit) if credit is not None else "unknown" if unknown else "none"


def credit_sum(totals: Totals) -> str:
    """Return a sum of credit as a table has it."""
    if totals.credit is not None:
        return str(totals.credit)
    if not totals.unknown_credit:
        return "none"
    return f"at least {totals.known_credit}" if totals.known_credit else "unknown"


def credit_words(totals: Totals) -> str:
    """Return a sum of credit in words, with what it lacks; empty where there is none."""
    if totals.credit is not None:
        return counted(totals.credit, "credit")
    if not totals.unknown_credit:
        return ""
    of = counted(len(totals.unknown_credit), "unit")
    if totals.known_credit:
        return f"{counted(totals.known_credit, 'credit')} and the unknown credit of {of}"
    return "credit unknown"


def left_out_words(figures: Sequence[Figure]) -> str:
    """Return what is unknown of units that are left out: ``hours``, ``hours or credit``."""
    return " or ".join(_NAMES[figure] for figure in figures or ("glh",))


def among_words(left_out: Sequence[str], figures: Sequence[Figure]) -> str:
    """Return of which choices something is proven where units are left out; else nothing."""
    if not left_out:
        return ""
    names = [_NAMES[figure] for figure in figures or ("glh",)]
    are = "is" if names in (["credit"], ["level"], ["price"]) else "are"
    return f" among choices whose {listed(names)} {are} known"
