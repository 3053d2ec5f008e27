"""The what-if session at a terminal: a line to type on, and the plan under it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import ANSI
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.styles import Style

from adviser.pages.session import show_reply
from adviser.session.completion import offers
from adviser.session.naming import ALIASES, COMMANDS
from adviser.session.replies import Left
from adviser.session.session import Session
from adviser.signals import STOPPED, told_to_end
from adviser.words.session import toolbar
from catalogue import UnitwiseError

_KEYS = {"c-z": "undo", "c-y": "redo"}
"""Keys that are commands where the line is empty."""


def converse(session: Session) -> None:
    """Read commands and obey them until the user leaves. Nothing that is typed ends it by mistake.

    Ctrl-C leaves a line or breaks a search off, never the session; Ctrl-D leaves.
    """
    prompt: PromptSession[str] = PromptSession(
        completer=_Completer(session),
        complete_while_typing=False,
        history=InMemoryHistory(),
        key_bindings=_keys(),
        bottom_toolbar=lambda: ANSI(_panel(session)),
        style=_style(),
        reserve_space_for_menu=6,
    )
    while True:
        try:
            text = prompt.prompt("> ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        for line in commands(text):
            if not _obey(session, line):
                return


def _panel(session: Session) -> str:
    """The plan under the line, with the titles of its units where the terminal is high enough."""
    size = shutil.get_terminal_size()
    return toolbar(session.state, size.columns, max(5, size.lines // 2))


def _obey(session: Session, line: str) -> bool:
    """Obey one command; whether the session goes on."""
    try:
        reply = session.do(line)
        show_reply(reply)
    except UnitwiseError as error:
        click.echo(f"{error}" + (f"\nhint: {error.hint}" if error.hint else ""))
        return True
    except KeyboardInterrupt:
        click.echo("Stopped; nothing has changed.")
        return True
    except Exception as error:
        if told_to_end(error) != STOPPED:
            raise
        click.echo("Stopped; nothing has changed.")
        return True
    return not isinstance(reply, Left)


def commands(text: str) -> Iterator[str]:
    """Part what was typed or pasted into commands: each starts a line, other lines go on with it.

    So a column of references can be pasted after ``want``.
    """
    known = {*COMMANDS, *ALIASES}
    found: list[str] = []
    for line in re.split(r"[\r\n]+", text):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if found and line.split()[0].casefold() not in known:
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    yield from found


class _Completer(Completer):
    def __init__(self, session: Session) -> None:
        self.session = session

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        for offer in offers(self.session, document.text_before_cursor):
            yield Completion(offer.text, -offer.length, display_meta=offer.meaning)


def _keys() -> KeyBindings:
    bindings = KeyBindings()

    def bind(key: str, command: str) -> None:
        @Condition
        def empty() -> bool:
            from prompt_toolkit.application import get_app

            return not get_app().current_buffer.text

        @bindings.add(key, filter=empty)
        def obey(event: KeyPressEvent) -> None:
            event.app.current_buffer.text = command
            event.app.current_buffer.validate_and_handle()

    for key, command in _KEYS.items():
        bind(key, command)
    return bindings


def _style() -> Style:
    """Without colour the lines under the prompt are told apart by their place alone."""
    plain = "NO_COLOR" in os.environ
    return Style.from_dict({"bottom-toolbar": "noreverse" if plain else "reverse"})
