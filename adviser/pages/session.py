"""What a session says, printed as it is said there: advice is given as commands."""

from __future__ import annotations

from pathlib import Path

from adviser.pages.terminal import show
from adviser.session.replies import Reply, State
from adviser.words.session import reply_blocks, start_blocks
from adviser.words.voice import Voice, speaking
from catalogue import Catalogue, UnitwiseError


@speaking(Voice.COMMANDS)
def show_start(state: State, plain: bool) -> None:
    """Print what the session is about and the first answer."""
    show(start_blocks(state, plain))


@speaking(Voice.COMMANDS)
def show_reply(reply: Reply) -> None:
    """Print what a command came to."""
    show(reply_blocks(reply))


def on_paper(path: Path, state: State, library: Catalogue, centre: str = "") -> str | bytes:
    """Return the report of a state as it is written to ``path``; ``centre`` hands it over.

    Raises
    ------
    UnitwiseError
        If the file ends as no report does, or is to be a PDF that nothing here can print.
    """
    from adviser.pages.report import SUFFIXES, report_content
    from adviser.words.handover import asked_on_paper
    from adviser.words.report import report_plan

    if path.suffix.casefold() not in SUFFIXES:
        raise UnitwiseError(f"{path.name!r} ends in none of .html, .md and .pdf")
    told = (state.answer, state.subject, state.edition, state.record, library.digest)
    asked = asked_on_paper(state.question, state.edition)
    return report_content(path, report_plan(*told, state.ledger(library.units), asked, centre))
