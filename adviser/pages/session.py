"""What a session says, printed as it is said there: advice is given as commands."""

from __future__ import annotations

from adviser.pages.terminal import show
from adviser.session.replies import Reply, State
from adviser.words.session import reply_blocks, start_blocks
from adviser.words.voice import Voice, speaking


@speaking(Voice.COMMANDS)
def show_start(state: State, plain: bool) -> None:
    """Print what the session is about and the first answer."""
    show(start_blocks(state, plain))


@speaking(Voice.COMMANDS)
def show_reply(reply: Reply) -> None:
    """Print what a command came to."""
    show(reply_blocks(reply))
