"""A layout: what the columns of a table are and what its words mean, kept in a file.

It answers what a table leaves open. Layouts of well-known exports come with the package, and are
taken where most of the headings that tell them are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from catalogue.cells import plain
from catalogue.door import admit
from catalogue.records.roles.columns import Role
from catalogue.units import Model, Text, as_text

Word = Literal["achieved", "not achieved", "nothing"]
"""What a word says of the outcome."""

_MEANS: Mapping[str, bool | None] = {"achieved": True, "not achieved": False, "nothing": None}
_SHIPPED = Path(__file__).parent / "layouts"
_ENOUGH = 0.4
"""The share of telling headings that must be there, inclusive."""

Key = Annotated[Text, BeforeValidator(as_text, json_schema_input_type=str | int)]


class Layout(Model):
    """What columns are, by their headings, and what words mean: everywhere, or in one column.

    ``recognised_by`` are headings by which the layout of a program is known; a user's own needs
    none. ``sheet`` names the sheet of a spreadsheet that is read.
    """

    recognised_by: tuple[Text, ...] = ()
    sheet: Text | None = None
    columns: dict[Key, Role] = Field(default={})
    words: dict[Key, Word | dict[Key, Word]] = Field(default={})

    def role(self, heading: str) -> Role | None:
        """Return what a column is, if the layout says so."""
        return self._roles.get(plain(heading) or heading)

    @property
    def _roles(self) -> dict[str, Role]:
        return {plain(name) or name: role for name, role in self.columns.items()}

    def known(self, heading: str) -> dict[str, bool | None]:
        """Return what words mean under a heading, by their letters and digits."""
        found: dict[str, bool | None] = {}
        inner: dict[str, bool | None] = {}
        for name, means in self.words.items():
            if isinstance(means, str):
                found[plain(name) or name.casefold()] = _MEANS[means]
            elif plain(name) == plain(heading):
                inner = {plain(word) or word.casefold(): _MEANS[one] for word, one in means.items()}
        return found | inner

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether most of the headings are there by which it is known."""
        there = {plain(heading) for heading in headings}
        told = [name for name in self.recognised_by if plain(name) in there]
        return bool(told) and len(told) >= _ENOUGH * len(self.recognised_by)


@cache
def shipped() -> Mapping[str, Layout]:
    """Return the layouts that come with the package, by their names."""
    from catalogue.files.pages import parse_pages

    found = {}
    for path in sorted(_SHIPPED.glob("*.yaml")):
        pages = parse_pages(path.read_text(encoding="utf-8"), path.name)
        assert not isinstance(pages, list), f"{path.name} can be read"
        found[path.stem] = Layout.model_validate(pages.data)
    return found


def known_layout(headings: Sequence[str]) -> tuple[str, Layout]:
    """Return the shipped layout that fits the headings, with its name, or an empty one."""
    for name, layout in shipped().items():
        if layout.fits(headings):
            return name, layout
    return "", Layout()


def read_layout(path: Path) -> Layout:
    """Read a layout from a YAML file.

    Raises
    ------
    FaultyFiles
        With every fault of the file, if there is any.
    """
    admit(path, Path)
    from catalogue.errors import FaultyFiles
    from catalogue.files.pages import read_pages
    from catalogue.files.tolerant import TolerantReader

    pages = read_pages(path)
    if isinstance(pages, list):
        raise FaultyFiles(pages)
    if not isinstance(pages.data, dict):
        raise FaultyFiles([pages.fault((), "a layout is a mapping with 'columns' and 'words'")])
    reader = TolerantReader(pages, Layout, pages.data, {})
    made = reader.read()
    if reader.faults or made is None:
        raise FaultyFiles(reader.faults or [pages.fault((), "cannot be read as a layout")])
    return made
