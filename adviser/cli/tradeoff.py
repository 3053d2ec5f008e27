"""``unitwise tradeoff``: every best compromise between two goals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.asking.written import GOALS
from adviser.cli.once import Once
from adviser.cli.parameters import OneOf, PictureType
from adviser.cli.question_options import question_options
from adviser.cli.telling import attempted, print_json, say

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held


@click.command("tradeoff", cls=Once)
@question_options(optional=True)
@click.option(
    "--between",
    nargs=2,
    type=OneOf(GOALS),
    required=True,
    metavar="GOAL GOAL",
    help=f"The two goals, out of {', '.join(GOALS)}.",
)
@click.option(
    "--plot",
    type=PictureType(),
    metavar="FILE.svg",
    help="Also draw the front as an SVG picture.",
)
def command(
    asked: Asked, held: Held, between: tuple[str, str], plot: Path | None, as_json: bool
) -> int:
    """Show what more of one goal costs in another: every pair of values that nothing betters.

    It takes the same options as 'suggest', what is held among them; --goal does not matter here.

    \b
    unitwise tradeoff "ocr level 4" --between least-glh most-preferred --prefer complaints=3
    """
    from solver import Goal, Tradeoff, tradeoff

    if between[0] == between[1]:
        raise click.UsageError("--between takes two different goals")
    situation = asked.situation(held)
    answer = tradeoff(situation, between=(Goal(between[0]), Goal(between[1])))
    failed = None
    if plot is not None and isinstance(answer, Tradeoff):
        from adviser.keeping import write_over_ours
        from adviser.pages.chart import chart
        from adviser.words.tradeoff import tradeoff_plot

        failed = attempted(write_over_ours, plot, chart(tradeoff_plot(answer)), "<svg")
        if failed is None:
            say(f"picture saved as {plot}")
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.tradeoff import tradeoff_blocks

        show(tradeoff_blocks(answer, situation.edition))
    if failed is not None:
        raise failed
    return 0 if isinstance(answer, Tradeoff) else 1
