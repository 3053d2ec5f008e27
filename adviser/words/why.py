"""Why a unit is in the best plan or is not, as an adviser reads it."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from adviser.pages.terminal import heading, item, page
from adviser.words.alternatives import show_titles
from adviser.words.answers import show_no_plan, show_subject
from adviser.words.compare import headline
from adviser.words.conflict import show_causes
from adviser.words.exceptions import rests_on
from adviser.words.facts import costs, goal_change, listed
from catalogue import Edition
from solver import Alternative, Reason, Why, WhyAnswer


def show_why(answer: WhyAnswer, edition: Edition) -> None:
    """Print for each unit what it would cost to turn it round, or why that cannot be."""
    console = page()
    if not isinstance(answer, Why):
        show_subject(console, answer)
        show_no_plan(console, answer, edition)
        return
    show_subject(console, answer.plan)
    console.print(headline(answer.plan))
    for reason in answer.reasons:
        heading(console, f"{reason.price.unit}  {reason.price.title}")
        _reason(console, reason, edition)


def _reason(console: Console, reason: Reason, edition: Edition) -> None:
    price = reason.price
    here = "In the plan" if price.counts else "Not in the plan"
    turn = "leave it out" if price.counts else "include it"
    if reason.conflict is not None:
        must = "and it must be" if price.counts else "and it cannot be"
        tried = ("avoid" if price.counts else "want", price.unit)
        console.print(Text(f"  {here}, {must}:"))
        show_causes(console, reason.conflict, edition, supposed=tried)
        return
    if reason.instead is None:
        console.print(Text(f"  {here}. What it costs to {turn} was not found out in time."))
        return
    proven = "" if price.effect == "priced" else " at most, not proven"
    rests = rests_on(reason.instead.rests_on)
    item(console, f"{here}. To {turn} costs: {costs(price.goals)}{proven}{rests}.")
    same = [goal_change(step.goal, 0) for step in price.goals if not step.change]
    if same and len(same) < len(price.goals):
        console.print(
            Text(f"  Unchanged: {listed([word.removeprefix('same ') for word in same])}.")
        )
    _moves(console, reason.instead)
    show_titles(console, [reason.instead], edition)


def _moves(console: Console, instead: Alternative) -> None:
    if instead.left:
        item(console, f"Leaves: {listed(instead.left)}")
    if instead.entered:
        item(console, f"Enters: {listed(instead.entered)}")
