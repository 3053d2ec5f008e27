"""``unitwise explore``: the what-if session in a terminal, or as a script over a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from adviser.cli.learner_options import centre_option
from adviser.cli.once import Once
from adviser.cli.question_options import question_options
from adviser.cli.telling import print_json, say

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held
    from adviser.session.replies import Reply
    from adviser.session.session import Session


@click.command("explore", cls=Once)
@question_options(optional=True)
@click.option(
    "--keep-going",
    is_flag=True,
    help="In a script: go on after a line that cannot be understood. The exit code is still 2.",
)
@centre_option
def command(asked: Asked, held: Held, keep_going: bool, centre: str, as_json: bool) -> int:
    """Explore QUALIFICATION step by step: change the question, see at once what it changes.

    It takes the same options as 'suggest', and what the learner holds. In a terminal, type 'help'
    for the commands; every change is shown against the baseline, and undo is one key (Ctrl-Z).
    Nothing is kept unless you type 'save FILE' or 'report FILE'. Over a pipe it runs a script, one
    command a line, # starts a comment; it stops at the first line that cannot be understood. With
    --json a script prints one document a line.

    \b
    unitwise explore ocr-l4-customer-service --goal least-glh
    unitwise explore ocr-l4-customer-service --held T/506/2952@2023-05-01
    unitwise explore ocr-l4-customer-service < commands.txt
    """
    from adviser.pages.session import on_paper
    from adviser.session.session import Session

    session = Session.start(asked, held, partial(on_paper, centre=centre))
    if sys.stdin.isatty() and sys.stdout.isatty() and not as_json:
        from adviser.pages.session import show_start

        show_start(session.state, plain=False)
        from adviser.terminal import converse

        converse(session)
        return 0
    return _script(session, keep_going, as_json)


def _script(session: Session, keep_going: bool, as_json: bool) -> int:
    """Obey the lines of stdin; the exit code is that of the last answer."""
    from adviser.pages.session import show_start
    from adviser.session.replies import Left
    from catalogue import UnitwiseError
    from catalogue.files.pages import readable
    from solver import Plan

    bad = 0
    if as_json:
        print_json(session.state.answer.model_dump_json())
    else:
        show_start(session.state, plain=True)
    for number, line in enumerate(_lines(), 1):
        text = re.sub(r"(^|\s)#.*", "", line).strip()
        if not text:
            continue
        if not as_json:
            click.echo(f"\n> {readable(text, LONGEST_LINE)}")
        try:
            reply = session.do(text)
        except UnitwiseError as error:
            bad += 1
            sys.stdout.flush()
            message = f"line {number}: {error}" + (f"\nhint: {error.hint}" if error.hint else "")
            say(f"error: {message}")
            if not keep_going:
                return 2
            continue
        _print(reply, as_json)
        if isinstance(reply, Left):
            break
        if _broken_off(reply):
            raise click.Abort
    if bad:
        return 2
    return 0 if isinstance(session.state.answer, Plan) else 1


LONGEST_SCRIPT = 1 << 20
"""Signs of a session's script, inclusive."""

LONGEST_LINE = 10_000
"""Signs of one line of it, inclusive."""


def _lines() -> Iterator[str]:
    from catalogue import UnitwiseError

    left = LONGEST_SCRIPT
    try:
        while line := sys.stdin.readline(LONGEST_LINE + 2):
            left -= len(line)
            if len(line.rstrip("\r\n")) > LONGEST_LINE:
                raise UnitwiseError(f"a line of the script is longer than {LONGEST_LINE:,} signs")
            if left < 0:
                raise UnitwiseError("the script is longer than 1 MiB")
            yield line
    except UnicodeDecodeError as error:
        raise UnitwiseError(f"the script is no {error.encoding} text") from error


def _broken_off(reply: Reply) -> bool:
    """Whether Ctrl-C ended a search: then what follows in the script is not wanted either."""
    from adviser.session.replies import Changed, Told

    answer: object = None
    if isinstance(reply, Changed):
        answer = reply.comparison.after
    elif isinstance(reply, Told):
        answer = reply.answer
    return getattr(answer, "stopped", None) == "asker"


def _print(reply: Reply, as_json: bool) -> None:
    from adviser.session.replies import Changed, Listed, Told

    if not as_json:
        from adviser.pages.session import show_reply

        show_reply(reply)
    elif isinstance(reply, Changed):
        print_json(reply.comparison.model_dump_json())
    elif isinstance(reply, Told):
        print_json(reply.answer.model_dump_json())
    elif isinstance(reply, Listed) and reply.standings is not None:
        print_json(reply.standings.model_dump_json())
