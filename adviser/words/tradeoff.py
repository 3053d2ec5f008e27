"""The front between two goals: a table, a plot in the terminal, and a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.answers import no_plan_blocks
from adviser.words.blocks import Block, Cell, Grid, Heading, Plot, Space, Spot, bad, good, item
from adviser.words.exceptions import exceptions_blocks, rests_on
from adviser.words.facts import counted, goal_value, goal_words, references, upper
from adviser.words.subject import subject_blocks
from adviser.words.unknowns import among_words, left_out_words
from catalogue import Edition
from solver import Point, Tradeoff, TradeoffAnswer


def tradeoff_blocks(answer: TradeoffAnswer, edition: Edition) -> Iterator[Block]:
    """Yield the front as a table and as a plot."""
    yield from subject_blocks(answer)
    if not isinstance(answer, Tradeoff):
        yield from no_plan_blocks(answer, edition)
        return
    yield from exceptions_blocks(answer.exceptions)
    one, other = (goal_words(goal) for goal in answer.between)
    number = counted(len(answer.points), "best compromise")
    if answer.complete:
        among = among_words(answer.left_out, answer.left_out_for)
        yield good(f"{number} between {one} and {other}; proven: there is no other{among}.")
    else:
        why = "time ran out" if answer.stopped == "time" else "you stopped the search"
        yield bad(f"{number} between {one} and {other}; more may follow: {why}.")
    yield Space()
    columns = [upper(one), upper(other)]
    rows: list[Sequence[Cell]] = []
    differ = len({point.rests_on for point in answer.points}) > 1
    for index, point in enumerate(answer.points, 1):
        rests = rests_on(point.rests_on) if differ else ""
        cells = [
            goal_value(goal, value, edition).partition(" below")[0]
            for goal, value in zip(answer.between, point.values, strict=True)
        ]
        rows.append((str(index), *cells, str(len(point.units)), _moved(point, index) + rests))
    yield Grid(
        (
            "",
            *columns,
            "Units",
            "Changes",
        ),
        rows,
        right=("", "Units"),
        fold=("Changes",),
    )
    if len(answer.points) > 1:
        yield Heading(f"{upper(other)} (up) by {one} (right)")
        yield tradeoff_plot(answer)
    if answer.left_out:
        titles = {unit.reference: unit.title for unit in edition.units}
        what = left_out_words(answer.left_out_for)
        yield Heading(f"{counted(len(answer.left_out), 'unit')} left out, {what} unknown:")
        for line in references(answer.left_out, titles):
            yield item(line)


def _moved(point: Point, index: int) -> str:
    if index == 1:
        return "the start"
    return " ".join([*(f"-{unit}" for unit in point.left), *(f"+{unit}" for unit in point.entered)])


def tradeoff_plot(answer: Tradeoff) -> Plot:
    """Return the front as points."""
    one, other = (goal_words(goal) for goal in answer.between)
    spots = [
        Spot(*point.values, f"{point.values[0]}, {point.values[1]}") for point in answer.points
    ]
    return Plot(f"{answer.qualification.title}: {one} and {other}", one, other, spots)
