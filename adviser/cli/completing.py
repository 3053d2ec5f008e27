"""What Tab offers in a shell: qualifications, editions, goals and units, as they are known.

Whatever goes wrong offers nothing: a shell that completes is no place for a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem, get_completion_class

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
        except Exception:
            return []

    return complete


def _folded(text: str) -> str:
    return text.casefold().replace("/", "")


def _library(ctx: click.Context) -> Catalogue:
    from adviser.cli.parameters import read_catalogue

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


def script(shell: str, command: click.Command) -> str:
    """Return the script that turns completion on in a shell."""
    found = get_completion_class(shell)
    assert found is not None, "the shells that are offered are those that click knows"
    maker = found(command, {}, "unitwise", VARIABLE)
    text = maker.source_template % maker.source_vars()
    return f"{text.strip()}\n"
