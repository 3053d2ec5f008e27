"""The catalogue as a command reads it: the shipped files, folders of one's own, and what is odd."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalogue import Catalogue

CATALOGUE_VARIABLE = "UNITWISE_CATALOGUE"
"""An environment variable: folders to read besides the shipped catalogue, as in PATH."""

MOST_CLASHES = 5
"""Contradictions between files that are told with an answer, inclusive."""


def read_catalogue(folders: tuple[Path, ...], *, quiet: bool = False) -> Catalogue:
    """Read the shipped catalogue, the folders of the environment, then ``folders``.

    What files contradict each other in is told, unless ``quiet``.
    """
    from catalogue import load

    every = catalogue_folders(folders)
    library = load(every)
    for path in every:
        if path.name.endswith(".draft.yaml"):
            _tell_draft(path)
    if library.clashes and not quiet:
        from adviser.asking.notes import Note, Weight
        from adviser.cli.telling import tell

        for clash in library.clashes[:MOST_CLASHES]:
            tell(Note(Weight.WARNING, str(clash)))
        if (more := len(library.clashes) - MOST_CLASHES) > 0:
            tell(Note(Weight.WARNING, f"and {more} more: 'unitwise catalogue check' lists them"))
    return library


def _tell_draft(path: Path) -> None:
    """Say that what is asked about is a draft, and how many of its doubts are open."""
    from adviser.asking.notes import Note, Weight
    from adviser.cli.telling import tell
    from catalogue.files.drafts import open_doubts

    with path.open("rb") as stream:
        head = stream.read(4096).decode("utf-8", "replace")
    tell(
        Note(
            Weight.WARNING,
            f"{path.name} is a draft: {open_doubts(head)}",
            f"'unitwise catalogue confirm {path}' asks what is in doubt",
        )
    )


def catalogue_folders(folders: tuple[Path, ...]) -> list[Path]:
    """Return what is read besides the shipped catalogue: the folders of the environment first.

    Raises
    ------
    UnitwiseError
        If the environment names something that is not there.
    """
    named = [part for part in os.environ.get(CATALOGUE_VARIABLE, "").split(os.pathsep) if part]
    if missing := [part for part in named if not os.path.lexists(part)]:
        from catalogue.errors import UnitwiseError
        from catalogue.outside import printable

        raise UnitwiseError(
            f"{CATALOGUE_VARIABLE} names {printable(missing[0])}, and there is no such folder",
            hint=f"it holds folders with {os.pathsep!r} between; unset it to read none of them",
        )
    return [*map(Path, named), *folders]
