"""``unitwise explain``: why nothing fits, in more detail than ``suggest`` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from adviser.cli.once import Once
from adviser.cli.question_options import question_options
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held


@click.command("explain", cls=Once)
@question_options(optional=True)
def command(asked: Asked, held: Held, as_json: bool) -> int:
    """Tell why no choice of units fits, rule by rule and wish by wish, and what would have to give.

    It takes the same options as 'suggest', what is held among them. Each wish comes with the units
    that it takes in, each rule with what its data says.

    \b
    unitwise explain ocr-l4-customer-service --max-glh 165
    """
    from solver import Plan, suggest

    situation = asked.situation(held)
    answer = suggest(situation)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.answers import explanation_blocks

        show(explanation_blocks(answer, situation.edition))
    return 0 if isinstance(answer, Plan) else 1
