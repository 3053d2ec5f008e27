"""``unitwise catalogue diff``: what changed between two editions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.asking.written import apart
from adviser.cli.once import Once
from adviser.cli.parameters import catalogue_option, json_option, offering
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from catalogue import Catalogue, Edition, Qualification


@click.command("diff", cls=Once)
@click.argument("old", metavar="A", shell_complete=offering("qualifications"))
@click.argument("new", metavar="[B]", required=False, shell_complete=offering("qualifications"))
@catalogue_option
@json_option
def command(old: str, new: str | None, folders: tuple[Path, ...], as_json: bool) -> None:
    """Tell what changed from A to B: units, groups, windows, rules, figures, effective bounds.

    A and B are each a QUALIFICATION, or QUALIFICATION@EDITION with the label of an edition or words
    of it; without an edition the latest is meant. With A alone, its last two editions are compared.
    Either may also be a FILE with one qualification, such as a draft.

    \b
    unitwise catalogue diff nocn-l1-customer-service nocn-l2-customer-service
    """
    from catalogue.changes import changes
    from solver import effective_changes

    if new is None:
        before, after = _last_two(old, folders)
    else:
        before, after = _side(old, folders), _side(new, folders)
    found = changes(*before, *after)
    effective = effective_changes(*before, *after)
    found = found.model_copy(update={"effective": effective})
    if as_json:
        print_json(found.model_dump_json(indent=2, by_alias=True))
    else:
        from adviser.pages.terminal import show
        from adviser.words.changes import changes_blocks

        show(changes_blocks(found))


def _side(text: str, folders: tuple[Path, ...]) -> tuple[Qualification, Edition]:
    path = Path(text)
    if path.suffix in {".yaml", ".yml"} and path.is_file():
        return in_file(path, folders)
    return named(read_catalogue(folders), text)


def in_file(path: Path, folders: tuple[Path, ...]) -> tuple[Qualification, Edition]:
    """Return the qualification of one file, read with the catalogue, and its latest edition."""
    from catalogue import UnitwiseError, qualifications_in

    names = qualifications_in(path)
    if len(names) != 1:
        raise UnitwiseError(f"{path} holds no qualification to compare")
    subject = read_catalogue((*folders, path)).find(names[0])
    return subject, subject.editions[-1]


def named(library: Catalogue, text: str) -> tuple[Qualification, Edition]:
    """Return the qualification and edition that QUALIFICATION[@EDITION] names."""
    from catalogue.editions import edition_called

    words, label = apart(text)
    subject = library.find(words)
    edition = subject.editions[-1] if label is None else edition_called(subject, label)
    return subject, edition


def _last_two(
    text: str, folders: tuple[Path, ...]
) -> tuple[tuple[Qualification, Edition], tuple[Qualification, Edition]]:
    from catalogue import NoEdition

    subject, edition = _side(text, folders)
    number = subject.editions.index(edition)
    if number == 0:
        several = len(subject.editions) > 1
        side = text if Path(text).is_file() else f"{subject.short_name}{'@…' if several else ''}"
        raise NoEdition(
            f"{subject.title} has no edition before {edition.edition!r} to compare",
            hint=f"name the other side: unitwise catalogue diff {side} OTHER",
        )
    return (subject, subject.editions[number - 1]), (subject, edition)
