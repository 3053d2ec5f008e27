"""Alternatives, prices and the reasons for single units, as an adviser reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import Block, Grid, Heading, Paragraph, Space, Tone, faint, item
from adviser.words.exceptions import rests_on
from adviser.words.facts import costs, counted, goal_words, listed, upper
from catalogue import Edition
from solver import Alternative, Alternatives, Price, Step


def alternatives_blocks(
    found: Alternatives, edition: Edition, titles: bool = True
) -> Iterator[Block]:
    """Yield one line for each alternative, and the ``titles`` of what enters and leaves."""
    yield Heading("Alternatives, against the best plan")
    if found.differ is not None:
        yield faint(
            f"  Each lacks at least {counted(found.differ, 'unit')} of every plan before it."
        )
    for number, one in enumerate(found.choices, 1):
        proof = "" if one.proof == "optimal" else " (not proven the next best)"
        yield item(f"{number}. {summary(one)}{proof}{rests_on(one.rests_on)}")
    if found.ended == "exhausted":
        none = "no other" if not found.choices else "no further"
        of = " of the listed units" if edition.incomplete_groups else ""
        yield Paragraph(f"  There is {none} choice{of} that does not merely add to a better one.")
    elif found.ended == "stopped":
        yield Paragraph("  The search was stopped before the next one was found.")
    if titles:
        yield from titles_blocks(found.choices, edition)


def summary(one: Alternative) -> str:
    """``+4 GLH, swaps X and Y for Z``."""
    changes = costs(one.goals)
    if one.left and one.entered:
        moved = f"swaps {listed(one.left)} for {listed(one.entered)}"
    elif one.left:
        moved = f"leaves out {listed(one.left)}"
    elif one.entered:
        moved = f"adds {listed(one.entered)}"
    else:
        moved = "the same units at other places"
    return f"{changes}, {moved}"


def titles_blocks(choices: Sequence[Alternative], edition: Edition) -> Iterator[Block]:
    """Yield the titles of the units that enter or leave, once each."""
    moved = {unit for one in choices for unit in (*one.entered, *one.left)}
    if not moved:
        return
    yield Space()
    for unit in edition.units:
        if unit.reference in moved:
            yield item(f"{unit.reference}  {unit.title}", tone=Tone.FAINT)


def prices_blocks(prices: Sequence[Price], edition: Edition) -> Iterator[Block]:
    """Yield for each unit what it costs to turn it round."""
    yield Heading(PRICES)
    columns, rows = price_table(prices)
    yield Grid(columns, rows, right=columns[3:])


PRICES = "Prices: to leave out what is in the plan, to include what is not"
"""What stands over the table of prices."""


def price_table(prices: Sequence[Price]) -> tuple[tuple[str, ...], list[list[str]]]:
    """Return the columns of a table of prices and its rows; from the fourth on they are figures."""
    goals = next((price.goals for price in prices if price.goals), ())
    names = [_column(step) for step in goals]
    words = {
        "forced": "must be in",
        "impossible": "cannot be in",
        "not-listed": "only with units not listed",
        "undecided": "undecided",
    }
    rows = []
    for price in prices:
        figures = [f"{step.change:+}" if step.change else "0" for step in price.goals]
        if not figures:
            figures = [words[price.effect], *[""] * (len(names) - 1)]
        rows.append([price.unit, price.title, "yes" if price.counts else "no", *figures])
    return ("Unit", "Title", "In plan", *(names or ["Otherwise"])), rows


def _column(step: Step) -> str:
    return upper(goal_words(step.goal).split(maxsplit=1)[-1])
