"""``unitwise why``: what a unit costs, or why it must be in or cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adviser.cli.once import Once
from adviser.cli.parameters import offering
from adviser.cli.question_options import question_options
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held


@click.command("why", cls=Once)
@question_options()
@click.argument(
    "units", nargs=-1, required=True, metavar="UNIT...", shell_complete=offering("units")
)
def command(asked: Asked, held: Held, units: tuple[str, ...], as_json: bool) -> int:
    """Tell why the best plan for QUALIFICATION has each UNIT, or does not have it.

    For a unit in the plan: what it would cost to leave it out, and what would come instead. For any
    other: what it would cost to include it. Where that cannot be, the conflict that shows it. A
    UNIT may be words that only its title has. It takes the same options as 'suggest', what is held
    among them.

    \b
    unitwise why ocr-l4-customer-service R/506/2179 D/506/2055 --goal least-glh
    """
    from catalogue import find_units
    from solver import Why, why

    references = find_units(asked.edition, units, asked.every_unit)
    situation = asked.situation(held)
    answer = why(situation, references=references)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.why import why_blocks

        show(why_blocks(answer, situation.edition))
    return 0 if isinstance(answer, Why) else 1
