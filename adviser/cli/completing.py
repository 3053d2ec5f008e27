"""What Tab offers in a shell: qualifications, editions, goals and units, as they are known.

A catalogue or a file that cannot be read offers nothing: a shell that completes is no place for its
faults, which the command itself will tell. A defect of ours is told as everywhere.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from catalogue.errors import UnitwiseError

if TYPE_CHECKING:
    from catalogue import Catalogue, Qualification

VARIABLE = "_UNITWISE_COMPLETE"
"""The variable by which a shell asks for what it may offer."""

Completer = Callable[[click.Context, str], list[CompletionItem]]


def _offering(offer: Callable[[click.Context, str], Iterable[tuple[str, str]]]) -> Completer:
    """Make what yields values with their help offer those that what is typed may become."""

    def complete(ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        try:
            typed = _folded(incomplete)
            return [
                CompletionItem(value, help=about)
                for value, about in offer(ctx, incomplete)
                if _folded(value).startswith(typed)
            ]
        except (UnitwiseError, OSError):
            return []

    return complete


def _folded(text: str) -> str:
    return text.casefold().replace("/", "")


def _library(ctx: click.Context) -> Catalogue:
    from adviser.cli.reading import read_catalogue

    return read_catalogue(tuple(map(Path, ctx.params.get("folders") or ())), quiet=True)


def _qualifications(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    name, at, _ = incomplete.partition("@")
    library = _library(ctx)
    if at:
        for edition in library.find(name).editions:
            yield f"{name}@{edition.edition}", ""
        return
    for one in library.qualifications:
        yield one.short_name, one.title
        if one.number and incomplete[:1].isdigit():
            yield one.number, one.title


def _asked(ctx: click.Context, library: Catalogue) -> Qualification | None:
    """The qualification that the command line names so far.

    Where an option still wants its value, click has not yet given the arguments their names.
    """
    given = [ctx.params.get("qualification"), ctx.params.get("to"), *ctx.args]
    for value in given:
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str) and not word.startswith("-"):
                with suppress(UnitwiseError):
                    return library.find(word.partition("@")[0])
    return None


def _editions(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    if (asked := _asked(ctx, _library(ctx))) is not None:
        for edition in asked.editions:
            yield edition.edition, ""


def _units(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    library = _library(ctx)
    if (asked := _asked(ctx, library)) is None:
        for unit in library.units.values():
            yield unit.reference, unit.title
        return
    seen: set[str] = set()
    for edition in asked.editions:
        for unit in edition.units:
            if unit.reference not in seen:
                seen.add(unit.reference)
                yield unit.reference, unit.title
        if ":" in incomplete:
            for group, _ in edition.every_group:
                yield f"group:{group.id}", group.title


def _goals(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str]]:
    from adviser.asking.written import GOALS

    for goal in GOALS:
        yield goal, ""


OFFERS: dict[str, Completer] = {
    "qualifications": _offering(_qualifications),
    "editions": _offering(_editions),
    "units": _offering(_units),
    "goals": _offering(_goals),
}
"""What may be offered, by its name."""


class Bash(BashComplete):
    """Completion of the whole word, where bash breaks it at ``@``, ``:`` or ``=``.

    Bash says how much of the word it will replace, which is what stands after the last of these
    signs. So only that much of a value is given to it, with a backslash before what the shell would
    take for something else, unless a quotation mark is open.
    """

    source_template: ClassVar[str] = """\
%(complete_func)s() {
    local type value completion
    COMPREPLY=()
    while IFS= read -r completion; do
        IFS=, read -r type value <<< "$completion"
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("$value") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_REPLACED="$2" \\
        %(complete_var)s=bash_complete "$1")
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one that it ends."""
        line = os.environ["COMP_LINE"]
        words = split_arg_string(line)[1:]
        self.open = _quoted(line)
        ended = line[-1:].isspace() and not self.open and not line[:-1].endswith("\\")
        self.typed = words.pop() if words and not ended else ""
        return words, self.typed

    def format_completion(self, item: CompletionItem) -> str:
        """Return what of a value takes the place of what bash replaces."""
        kept = self.typed.removesuffix(os.environ["COMP_REPLACED"])
        value = item.value.removeprefix(kept) if kept else item.value
        if not self.open:
            value = re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)
        return f"{item.type},{value}"


def _quoted(line: str) -> bool:
    """Whether a quotation mark is open at the end of a line."""
    mark = ""
    signs = iter(line)
    for sign in signs:
        if sign == "\\" and mark != "'":
            next(signs, "")
        elif mark:
            mark = "" if sign == mark else mark
        elif sign in "\"'":
            mark = sign
    return bool(mark)


add_completion_class(Bash)


def script(shell: str, command: click.Command) -> str:
    """Return the script that turns completion on in a shell."""
    found = get_completion_class(shell)
    assert found is not None, "the shells that are offered are those that click knows"
    maker = found(command, {}, "unitwise", VARIABLE)
    text = maker.source_template % maker.source_vars()
    return f"{text.strip()}\n"
