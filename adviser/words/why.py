"""Why a unit is in the best plan or is not, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Iterator

from adviser.words.alternatives import titles_blocks
from adviser.words.answers import no_plan_blocks
from adviser.words.blocks import Block, Heading, Paragraph, item
from adviser.words.compare import headline
from adviser.words.conflict import causes_blocks
from adviser.words.exceptions import rests_on
from adviser.words.facts import costs, goal_change, listed, of_listed
from adviser.words.subject import subject_blocks
from catalogue import Edition
from solver import Alternative, Reason, Why, WhyAnswer


def why_blocks(answer: WhyAnswer, edition: Edition) -> Iterator[Block]:
    """Yield for each unit what it would cost to turn it round, or why that cannot be."""
    if not isinstance(answer, Why):
        yield from subject_blocks(answer)
        yield from no_plan_blocks(answer, edition)
        return
    yield from subject_blocks(answer.plan)
    yield headline(answer.plan)
    if among := of_listed(answer.plan.incomplete):
        yield item(among)
    for reason in answer.reasons:
        yield Heading(f"{reason.price.unit}  {reason.price.title}")
        yield from _reason(reason, edition)


def _reason(reason: Reason, edition: Edition) -> Iterator[Block]:
    price = reason.price
    here = "In the plan" if price.counts else "Not in the plan"
    turn = "leave it out" if price.counts else "include it"
    if reason.conflict is not None:
        must = "and it must be" if price.counts else "and it cannot be"
        tried = ("avoid" if price.counts else "want", price.unit)
        yield Paragraph(f"  {here}, {must}:")
        yield from causes_blocks(reason.conflict, edition, supposed=tried)
        return
    if price.effect == "not-listed":
        yield item(
            f"{here}. No choice of listed units can {turn}; one may with units that the file"
            " does not list."
        )
        return
    if reason.instead is None:
        yield Paragraph(f"  {here}. What it costs to {turn} was not found out in time.")
        return
    proven = "" if price.effect == "priced" else " at most, not proven"
    rests = rests_on(reason.instead.rests_on)
    yield item(f"{here}. To {turn} costs: {costs(price.goals)}{proven}{rests}.")
    same = [goal_change(step.goal, 0) for step in price.goals if not step.change]
    if same and len(same) < len(price.goals):
        yield Paragraph(f"  Unchanged: {listed([word.removeprefix('same ') for word in same])}.")
    yield from _moves(reason.instead)
    yield from titles_blocks([reason.instead], edition)


def _moves(instead: Alternative) -> Iterator[Block]:
    if instead.left:
        yield item(f"Leaves: {listed(instead.left)}")
    if instead.entered:
        yield item(f"Enters: {listed(instead.entered)}")
