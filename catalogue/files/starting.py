"""The file that an author starts from."""

from __future__ import annotations

import re
from pathlib import Path

from catalogue.errors import UnitwiseError
from catalogue.files.loading import SHIPPED
from catalogue.files.pages import printable

_TEMPLATE = Path(__file__).parent / "templates" / "qualification.yaml"
_NAME = "my-qualification"


class CannotWrite(UnitwiseError):
    """The starting file cannot be written there."""


def starting_file(path: Path | None = None) -> str:
    """Return the text of a qualification file to start from.

    It can be read as it stands and shows every kind of rule once. The short name is made from the
    name of ``path``, where that gives one.
    """
    name = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-")[:80] if path else ""
    schema = (SHIPPED / "schemas" / "qualification.json").as_uri()
    text = _TEMPLATE.read_text(encoding="utf-8")
    for mark, value in {
        "{schema}": schema,
        "{short_name}": name or _NAME,
        "{file}": printable(path.name) if path else "FILE",
    }.items():
        text = text.replace(mark, value)
    return text


def write_starting_file(path: Path) -> None:
    """Write :func:`starting_file` to ``path``, which must not exist.

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
        text = starting_file(path)
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            try:
                stream.write(text)
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
