"""The file that an author starts from."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from catalogue.errors import UnitwiseError
from catalogue.files.loading import SHIPPED
from catalogue.files.pages import printable

_TEMPLATE = Path(__file__).parent / "templates" / "qualification.yaml"
_NAME = "my-qualification"

SCHEMA_FILE = "qualification.schema.json"
"""The schema beside a file: ``unitwise schema qualification`` prints it."""


class CannotWrite(UnitwiseError):
    """The starting file cannot be written there."""


def starting_file(path: Path | None = None) -> str:
    """Return the text of a qualification file to start from.

    It can be read as it stands and shows every kind of rule once. The short name is made from the
    name of ``path``, where that gives one.
    """
    name = short_name_of(path)
    schema = SCHEMA_FILE
    text = _TEMPLATE.read_text(encoding="utf-8")
    for mark, value in {
        "{schema}": schema,
        "{short_name}": name,
        "{file}": printable(path.name) if path else "FILE",
    }.items():
        text = text.replace(mark, value)
    return text


def bare_file(path: Path | None = None) -> str:
    """Return the least that can be read, without an example or a comment: to fill in."""
    return f"""\
# yaml-language-server: $schema={SCHEMA_FILE}
number: null
short_name: {short_name_of(path)}
title: "TODO"
awarding_organisation: "TODO"
level: 3
documents: {{specification: "TODO"}}
source: {{document: specification}}
units:
  - {{reference: UNIT-1, title: "TODO", level: 3, credit: 1, glh: null}}
editions:
  - edition: "TODO"
    groups:
      - {{id: A, title: "TODO", units: [UNIT-1]}}
    rules:
      - {{id: all-of-a, kind: mandatory, says: "TODO", of: {{groups: [A]}}}}
"""


def short_name_of(path: Path | None) -> str:
    """Return a short name made from the name of a file, where that gives one."""
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-")[:80] if path else ""
    return name or _NAME


def write_starting_file(path: Path, text: str | None = None) -> None:
    """Write ``text``, or :func:`starting_file`, to ``path``, which must not exist.

    The schema that its first line names is put beside it, so that the line holds wherever the
    folder goes; one that stands there is left.

    Raises
    ------
    CannotWrite
        If something stands there already, or the file cannot be made.
    """
    if path.suffix not in {".yaml", ".yml"}:
        raise CannotWrite(
            f"{path} does not end in .yaml, so a catalogue would not read it",
            hint=f"call it {path.parent / ((path.name or _NAME) + '.yaml')}",
        )
    try:
        content = starting_file(path) if text is None else text
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            try:
                stream.write(content)
                stream.flush()
            except OSError:
                path.unlink(missing_ok=True)  # nobody's work, and half of it
                raise
    except FileExistsError as error:
        raise CannotWrite(
            f"{path} exists already and is left as it is", hint="choose another name"
        ) from error
    except OSError as error:
        raise CannotWrite(f"{path} cannot be written: {error.strerror or error}") from error
    with suppress(OSError), (path.parent / SCHEMA_FILE).open("x", encoding="utf-8") as stream:
        stream.write((SHIPPED / "schemas" / "qualification.json").read_text(encoding="utf-8"))
