"""A qualification file, such as a draft, named where a qualification is named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.asking.written import apart

if TYPE_CHECKING:
    from catalogue.errors import UnitwiseError

_DRAFT = ".draft.yaml"
_ENDINGS = (".yaml", ".yml")
_DOCUMENTS = (".pdf", ".docx", ".html", ".htm", ".xlsx", ".csv", ".txt", ".md")


class QualificationType(click.ParamType[str]):
    """What names a qualification: words, or a file that holds one, which is then read as well.

    ``drafts`` says that of files only a draft is one, as others of the command are questions.
    """

    name = "text"

    def __init__(self, drafts: bool = False) -> None:
        self.drafts = drafts

    def names_file(self, words: str) -> bool:
        """Whether words can be nothing but the path of a file."""
        return words.endswith(_DRAFT) if self.drafts else names_file(words)


def names_file(words: str) -> bool:
    """Whether words can be nothing but the path of a qualification file."""
    return words.endswith(_ENDINGS)


def take_named_files(ctx: click.Context) -> None:
    """Read the files that stand in place of qualifications, and put their short names there.

    Raises
    ------
    UnitwiseError
        If there is no such file, it holds no qualification or several, or what it is called is
        also named by itself.
    """
    if "folders" not in ctx.params:
        return
    given: dict[str, Any] = {}
    for param in ctx.command.params:
        value = ctx.params.get(param.name or "")
        if isinstance(param.type, QualificationType) and value:
            given[param.name or ""] = value
    kinds = {param.name: param.type for param in ctx.command.params}
    found: dict[str, Path] = {}
    plain: set[str] = set()

    def named(kind: Any, text: str) -> str:
        words, label = (text, None) if os.path.isfile(text) else apart(text)
        if words.lower().endswith(_DOCUMENTS) and os.path.isfile(words):
            raise _is_document(Path(words))
        if not kind.names_file(words):
            plain.add(words)
            return text
        name = name_in(Path(words))
        found[name] = Path(words)
        return name if label is None else f"{name}@{label}"

    for record in (ctx.params.get(name) for name in ("record", "records")):
        for path in record if isinstance(record, tuple) else (record,):
            if str(path).endswith(_DRAFT) and Path(str(path)).is_file():
                raise _is_qualification(Path(str(path)))
    for name, value in given.items():
        several = isinstance(value, tuple)
        ctx.params[name] = (
            tuple(named(kinds[name], one) for one in value)
            if several
            else named(kinds[name], value)
        )
    if both := sorted(found.keys() & plain):
        from catalogue import UnitwiseError

        raise UnitwiseError(
            f"{both[0]} is also what the qualification in {found[both[0]]} is called",
            hint="the file is read in its place; 'unitwise catalogue diff' compares the two",
        )
    ctx.params["folders"] = (*ctx.params["folders"], *dict.fromkeys(found.values()))


def _is_qualification(path: Path) -> UnitwiseError:
    from catalogue import UnitwiseError
    from catalogue.files.pages import printable

    shown = printable(path)
    return UnitwiseError(
        f"{shown} is the draft of a qualification, and no learner's record",
        hint=f"name the record, and '--to {shown}' for what it is held against",
    )


def _is_document(path: Path) -> UnitwiseError:
    from catalogue import UnitwiseError
    from catalogue.files.pages import printable

    shown = printable(path)
    return UnitwiseError(
        f"{shown} is a document, and no qualification file",
        hint=f"'unitwise catalogue import {shown}' reads a handbook into a draft",
    )


def name_in(path: Path) -> str:
    """Return the short name of the one qualification of a file.

    Raises
    ------
    UnitwiseError
        If there is no such file, or it does not hold one qualification.
    """
    from catalogue import CatalogueError, UnitwiseError, qualifications_in
    from catalogue.files.pages import printable, read_pages
    from catalogue.outside import meant_file

    shown = printable(path)
    if not path.exists():
        raise UnitwiseError(f"there is no file {shown}", meant_file(path))
    if isinstance(pages := read_pages(path), list):
        raise CatalogueError(pages)
    names = qualifications_in(path)
    if len(names) != 1:
        raise UnitwiseError(
            f"{shown} holds no qualification",
            hint="a qualification file has short_name, title, groups and rules; a question is"
            " named with --question",
        )
    return names[0]
