"""The front between two goals: a table, a plot in the terminal, and a picture."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from adviser.pages.chart import Spot, chart
from adviser.pages.terminal import bad, good, heading, item, page, table
from adviser.words.answers import show_no_plan, show_subject
from adviser.words.exceptions import rests_on, show_exceptions
from adviser.words.facts import counted, goal_value, goal_words, references, upper
from adviser.words.unknowns import among_words, left_out_words
from catalogue import Edition
from solver import Point, Tradeoff, TradeoffAnswer

_WIDE, _HIGH = 56, 14
"""Columns and rows of the plot in the terminal, within its axes."""


def show_tradeoff(answer: TradeoffAnswer, edition: Edition) -> None:
    """Print the front as a table and as a plot."""
    console = page()
    show_subject(console, answer)
    if not isinstance(answer, Tradeoff):
        show_no_plan(console, answer, edition)
        return
    show_exceptions(console, answer.exceptions)
    one, other = (goal_words(goal) for goal in answer.between)
    number = counted(len(answer.points), "best compromise")
    if answer.complete:
        among = among_words(answer.left_out, answer.left_out_for)
        console.print(
            good(f"{number} between {one} and {other}; proven: there is no other{among}.")
        )
    else:
        why = "time ran out" if answer.stopped == "time" else "you stopped the search"
        console.print(bad(f"{number} between {one} and {other}; more may follow: {why}."))
    console.print()
    columns = [upper(one), upper(other)]
    grid = table("", *columns, "Units", "Changes", right=("", "Units"), fold=("Changes",))
    differ = len({point.rests_on for point in answer.points}) > 1
    for index, point in enumerate(answer.points, 1):
        rests = rests_on(point.rests_on) if differ else ""
        cells = [
            goal_value(goal, value, edition).partition(" below")[0]
            for goal, value in zip(answer.between, point.values, strict=True)
        ]
        grid.add_row(str(index), *cells, str(len(point.units)), Text(_moved(point, index) + rests))
    console.print(grid)
    if len(answer.points) > 1:
        heading(console, f"{upper(other)} (up) by {one} (right)")
        for line in _plot([point.values for point in answer.points]):
            console.print(Text(line))
    if answer.left_out:
        titles = {unit.reference: unit.title for unit in edition.units}
        what = left_out_words(answer.left_out_for)
        heading(console, f"{counted(len(answer.left_out), 'unit')} left out, {what} unknown:")
        for line in references(answer.left_out, titles):
            item(console, line)


def _moved(point: Point, index: int) -> str:
    if index == 1:
        return "the start"
    return " ".join([*(f"-{unit}" for unit in point.left), *(f"+{unit}" for unit in point.entered)])


def _plot(values: Sequence[tuple[int, int]]) -> list[str]:
    """The points in a field of characters, with the least and greatest value on each axis."""
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*values, strict=True))
    field = [[" "] * (_WIDE + 1) for _ in range(_HIGH + 1)]
    for x, y in values:
        column = round((x - left) * _WIDE / max(1, right - left))
        row = round((high - y) * _HIGH / max(1, high - low))
        field[row][column] = "o"
    margin = max(len(str(low)), len(str(high)))
    lines = []
    for number, row in enumerate(field):
        label = {0: str(high), _HIGH: str(low)}.get(number, "")
        lines.append(f"  {label:>{margin}} | {''.join(row)}".rstrip())
    lines.append(f"  {'':>{margin}} +-{'-' * (_WIDE + 1)}")
    gap = _WIDE + 1 - len(str(left)) - len(str(right))
    lines.append(f"  {'':>{margin}}   {left}{'':>{gap}}{right}")
    return lines


def picture(answer: Tradeoff) -> str:
    """Return the front as an SVG picture."""
    one, other = (goal_words(goal) for goal in answer.between)
    spots = [
        Spot(*point.values, f"{point.values[0]}, {point.values[1]}") for point in answer.points
    ]
    return chart(f"{answer.qualification.title}: {one} and {other}", one, other, spots)
