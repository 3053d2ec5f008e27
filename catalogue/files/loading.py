"""The shipped data and the user's own folders, read into one catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from catalogue.door import admit, admit_several
from catalogue.errors import CatalogueError, Fault
from catalogue.files import listing
from catalogue.files.definitions import Definitions, borrowed, with_owners
from catalogue.files.doubts import (
    doubts_of_qualification,
    doubts_of_recognition,
    doubts_of_unit,
)
from catalogue.files.drafts import askable, is_draft
from catalogue.files.pages import Pages, printable, read_pages
from catalogue.files.reading import (
    UnitsRead,
    is_qualification,
    read_qualification,
    read_units,
    tidy,
)
from catalogue.inconsistency import Location
from catalogue.library import Catalogue
from catalogue.qualification import Qualification
from catalogue.watching import part

SHIPPED = Path(listing.SHIPPED)
"""The folder of the data that comes with the package."""

MOST_FILES = 5_000
"""How many files a folder may hold, inclusive."""


@part("catalogue")
def load(folders: Sequence[str | os.PathLike[str]] = (), *, shipped: bool = True) -> Catalogue:
    """Read the shipped catalogue and then ``folders``, where later files override earlier ones.

    A qualification overrides one of an earlier folder with the same number or short name, a unit
    one with the same reference, or of the same organisation where that is an own code; what is
    unknown to a later file goes on being known. A folder may also be a single file.

    Raises
    ------
    CatalogueError
        With every fault of every file, if there is any.
    TypeError
        If ``folders`` is no list of paths.
    """
    given = admit_several(folders, (str, os.PathLike), "paths")
    loading = _Loading()
    for number, folder in enumerate([*([SHIPPED] if shipped else []), *given]):
        loading.open(Path(folder), number)
    return loading.catalogue()


class _Loading:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []
        self.folders: list[str] = []
        self.files: list[tuple[int, Pages]] = []

    def open(self, folder: Path, number: int) -> None:
        """Read the files of one folder as plain data; ``number`` tells folders apart."""
        self.folders.append(str(folder))
        for path in _files(folder, self.faults):
            pages = read_pages(path, tolerant=True)
            if isinstance(pages, list):
                self.faults += pages
                continue
            self.faults += pages.faults
            if not isinstance(pages.data, dict):
                self.faults.append(
                    pages.fault((), "a catalogue file is a mapping of keys to values")
                )
            else:
                pages, wrong = tidy(askable(pages) if is_draft(path) else pages)
                self.faults += wrong
                self.files.append((number, pages))

    def catalogue(self) -> Catalogue:
        """Read units first, from files of either kind, then the qualifications that use them."""
        own: list[UnitsRead] = []
        definitions = Definitions()
        for _, pages in self.files:
            found, wrong = read_units(pages)
            self.faults += wrong
            own.append(found)
            for reference, unit in found.units.items():
                self.warnings += doubts_of_unit(pages, found.places[reference], unit)
            definitions.add(pages, found)
        units = definitions.settle()
        clashes = definitions.clashes
        doubtful = {reference for found in own for reference in found.doubtful}
        lost = [written for found in own for written in found.lost]
        kept: list[tuple[int, Pages, Qualification]] = []
        for (folder, pages), found in zip(self.files, own, strict=True):
            if is_qualification(pages):
                found.lost = lost
                seen = definitions.seen_from(pages, units)
                qualification, wrong = read_qualification(pages, seen, found, doubtful)
                self.faults += wrong
                if qualification is not None:
                    qualification = with_owners(qualification, seen)
                    kept = self._overriding(kept, (folder, pages, qualification))
        if self.faults:
            raise CatalogueError(self._without_spoilt_lines())
        for _, pages, qualification in kept:
            clashes += borrowed(pages, qualification)
            self.warnings += doubts_of_qualification(pages, qualification)
            self.warnings += doubts_of_recognition(pages, qualification, units)
        return Catalogue(
            tuple(qualification for _, _, qualification in kept),
            units,
            tuple(dict.fromkeys((*clashes, *self.warnings))),
            listing.digest(self.folders),
            tuple(dict.fromkeys(clashes)),
            {qualification.short_name: pages.path for _, pages, qualification in kept},
        )

    def _without_spoilt_lines(self) -> list[Fault]:
        """The faults, less those that only follow from a value that the YAML reader refused."""
        spoilt = {(pages.path, line) for _, pages in self.files for line in pages.spoilt}
        told = {fault for _, pages in self.files for fault in pages.faults}
        return [f for f in self.faults if f in told or (f.path, f.line) not in spoilt]

    def _overriding(
        self,
        known: list[tuple[int, Pages, Qualification]],
        new: tuple[int, Pages, Qualification],
    ) -> list[tuple[int, Pages, Qualification]]:
        """Put a qualification in the place of those of other folders that it overrides."""
        kept = []
        folder, pages, qualification = new
        for old_folder, old_pages, old in known:
            for key in ("number", "short_name"):
                value = getattr(qualification, key)
                if value is not None and value == getattr(old, key):
                    if old_folder == folder:
                        line = old_pages.fault((key,), "").line
                        self.faults.append(
                            pages.fault(
                                (key,),
                                f"two qualifications of one folder have the {key.replace('_', ' ')}"
                                f" {value}; the other is {old_pages.path}:{line}",
                            )
                        )
                    break
            else:
                kept.append((old_folder, old_pages, old))
        return [*kept, new]


def _files(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    """Yield the catalogue files of a folder and of the folders in it, links to folders left out."""
    shown = printable(folder)
    if folder.is_file():
        yield folder
        return
    if not folder.is_dir():
        odd = "is not an ordinary file or folder" if folder.exists() else "there is no such folder"
        faults.append(Fault(shown, 0, 0, odd))
        return

    def unreadable(error: OSError) -> None:
        faults.append(
            Fault(printable(error.filename or shown), 0, 0, f"cannot be opened: {error.strerror}")
        )

    files = islice(listing.files_in(str(folder), unreadable), MOST_FILES + 1)
    paths = [Path(path) for path in files]
    if len(paths) > MOST_FILES:
        faults.append(Fault(shown, 0, 0, f"holds more than {MOST_FILES:,} catalogue files"))
        return
    if not paths:
        draft = next(iter(sorted(folder.glob(f"*{listing.DRAFT}"))), None)
        hint = f"a draft is read where it is named itself, as {printable(draft)}" if draft else ""
        faults.append(Fault(shown, 0, 0, "holds no catalogue file (*.yaml)", hint=hint))
    yield from sorted(paths)


def qualifications_in(path: Path) -> tuple[str, ...]:
    """Return the short names of the qualifications that a file or folder defines."""
    names = []
    for file in _files(admit(path, Path), []):
        pages = read_pages(file)
        if not isinstance(pages, list) and isinstance(pages.data, dict):
            name = pages.data.get("short_name")
            names += [name] if isinstance(name, str) else []
    return tuple(names)


def rule_lines(path: Path | str, edition: str) -> dict[str, int]:
    """Return the line of each rule and sub-rule of an edition in its file, by the id of the rule.

    Nothing where the file can no longer be read, or has no such edition.
    """
    pages = read_pages(Path(path))
    if isinstance(pages, list) or not isinstance(pages.data, dict):
        return {}
    for number, one in enumerate(pages.data.get("editions") or ()):
        if isinstance(one, dict) and str(one.get("edition")) == edition:
            return dict(_rule_lines(pages, one, ("editions", number)))
    return {}


def _rule_lines(pages: Pages, data: dict[str, Any], where: Location) -> Iterator[tuple[str, int]]:
    for number, rule in enumerate(data.get("rules") or ()):
        here = (*where, "rules", number)
        yield str(rule["id"]), pages.fault((*here, "id"), "").line
        yield from _rule_lines(pages, rule, here)
