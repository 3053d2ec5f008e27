"""What a catalogue holds, one line a qualification, and how the shipped one is listed unread.

Reading and validating every file takes many times as long as starting Python, and a list of titles
needs none of it. ``data/listing.json`` is what ``unitwise catalogue list --json`` printed of the
shipped files. It is believed for as long as its ``digest`` is that of the files as they now are;
after a change to any of them the list comes from the files again, slower, until it is printed anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from catalogue.qualification import Qualification

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data")
"""The folder of the data that comes with the package."""

LISTING = os.path.join(SHIPPED, "listing.json")
"""The listing of the shipped folder."""

DRAFT = ".draft.yaml"
"""How the name of a draft ends: it is read where it is named itself, and not out of a folder."""


MOST_FOLDERS = 5_000
"""Folders that are looked into for catalogue files, inclusive, the one that is named among them."""


class Listed(NamedTuple):
    """What one line of the list says of a qualification.

    ``level`` is as written, such as 3 or ``E2``; ``credit`` is the published credit of its newest
    edition, or null; ``editions`` are the labels.
    """

    number: str | None
    short_name: str
    title: str
    awarding_organisation: str
    level: int | str
    credit: int | None
    editions: Sequence[str]


def listed(qualification: Qualification) -> Listed:
    """Return the line of one qualification."""
    published = qualification.editions[-1].published
    return Listed(
        number=qualification.number,
        short_name=qualification.short_name,
        title=qualification.title,
        awarding_organisation=qualification.awarding_organisation,
        level=qualification.level.written,
        credit=published.credit if published else None,
        editions=[edition.edition for edition in qualification.editions],
    )


def document(rows: Sequence[Listed], folders: Sequence[str]) -> dict[str, Any]:
    """Return the answer to ``catalogue list`` as plain data, read from ``folders``."""
    return {
        "version": 1,
        "answer": "catalogue",
        "digest": digest(folders),
        "qualifications": [row._asdict() for row in rows],
    }


def shipped() -> list[Listed] | None:
    """Return the stored listing of the shipped folder, or null where the files have changed."""
    try:
        with open(LISTING, encoding="utf-8") as stream:
            stored = json.load(stream)
        if stored["digest"] == digest([SHIPPED]):
            return [Listed(**row) for row in stored["qualifications"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def digest(folders: Sequence[str]) -> str:
    """Return a fingerprint of the catalogue files in ``folders``: of their names and their bytes.

    Raises
    ------
    OSError
        If a file cannot be read.
    """
    found = sha256()
    for folder in folders:
        for path in sorted(files_in(folder)):
            with open(path, "rb") as stream:
                data = stream.read()
            name = os.path.relpath(path, folder).replace(os.sep, "/")
            found.update(f"{name}\0{len(data)}\0".encode(errors="backslashreplace"))
            found.update(data)
    return found.hexdigest()


def is_catalogue_file(name: str) -> bool:
    """Whether a file in a folder is read by its name: YAML, and no draft."""
    return name.endswith((".yaml", ".yml")) and not name.endswith(DRAFT)


def files_in(folder: str, unreadable: Callable[[OSError], None] | None = None) -> Iterator[str]:
    """Yield the catalogue files in and under a folder, links to folders left out.

    ``unreadable`` is told of each folder that cannot be opened, and of the first one where there
    are more than ``MOST_FOLDERS``. A single file is itself.
    """
    if os.path.isfile(folder):
        yield folder
        return
    left = [folder]  # not os.walk, which calls itself for each folder in another
    for _ in range(MOST_FOLDERS):
        if not left:
            return
        around = left.pop()
        try:
            entries = list(os.scandir(around))
        except OSError as error:
            if unreadable is not None:
                unreadable(error)
            continue
        left += [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        for entry in entries:
            if is_catalogue_file(entry.name) and not os.path.isdir(entry.path):
                yield entry.path
    if left and unreadable is not None:
        unreadable(OSError(0, f"there are more than {MOST_FOLDERS:,} folders in it", folder))
