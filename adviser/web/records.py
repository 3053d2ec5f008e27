"""What a learner holds, as a page carries it: read from a file once, then sent back and forth.

It is never written anywhere: the page holds it in a field, and sends it with each request. So does
it with a file that leaves a question open, until that is answered or the file is left aside.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from adviser.asking.faults import Fault, NotUnderstood
from adviser.asking.holding import Held, read_held
from adviser.asking.notes import Tell
from adviser.words.record import understood
from catalogue import Unit, UnitwiseError
from catalogue.learner.record import LearnerRecord
from catalogue.records.reading import read_content
from catalogue.records.roles.beside import titles_of
from catalogue.records.roles.columns import Role
from catalogue.records.roles.layout import Layout
from catalogue.records.words.understood import RecordError, RecordRead

if TYPE_CHECKING:
    from adviser.web.forms import Sent

LARGEST_RECORD = 1 << 20
"""Bytes of a file that is sent, inclusive."""

LARGEST_PENDING = 600_000
"""Bytes of a file that a page carries while a question about it is open, inclusive."""

MOST_FAULTS = 30
"""Faults of one file that are shown, at the most."""

NAME_SHOWN = 80
"""Signs of a file's name that are shown, at the most."""

COLUMN = "column "
"""Begins the name of the field that says what a column is."""

MEANINGS = {
    Role.UNIT: "the units",
    Role.TITLE: "titles of units",
    Role.OUTCOME: "what came of it, in words",
    Role.GRADE: "the grade",
    Role.FLAG: "a mark: it was achieved",
    Role.AGAINST: "a mark or day: it was not achieved",
    Role.ACHIEVED: "the day on which it was achieved",
    Role.OTHER_DATE: "another day",
    Role.PLAN: "what is planned or expected",
    Role.LEARNER: "names of learners",
    Role.LEARNER_NUMBER: "numbers of learners",
    Role.ORGANISATION: "awarding organisations",
    Role.QUALIFICATION: "qualifications",
    Role.AWARD: "awards that are held",
    Role.IGNORED: "nothing that matters here",
}
"""What a column may be said to be, in the words of a page."""

_HINTS = (
    ("--layout", "Say below what it is."),
    ("leave out --learner", "Leave the field for the name empty."),
    ("--learner", "Write the name of one in the field beside the file."),
    ("--sheet", "Name one in the field beside the file."),
)
"""What stands on a page for a hint that is about a command line."""


@dataclass
class OnPage:
    """What a page says is held.

    ``text`` is the record as the page sends it back, ``told`` how its file was understood. Where a
    file leaves a question open, ``pending`` is the file as the page carries it, and ``columns`` are
    its headings with what they are taken for. ``held`` is null where there are ``faults``.
    """

    held: Held | None = None
    text: str = ""
    told: Sequence[str] = ()
    pending: str = ""
    columns: Sequence[tuple[str, str | None]] = ()
    faults: list[Fault] = field(default_factory=list)


def read_page(sent: Sent, units: Callable[[], Mapping[str, Unit]], tell: Tell) -> OnPage:
    """Return what is held, from a file, from what the page carries, and from what was pasted.

    Everything that cannot be understood is a fault with the place of its field; nothing is raised.
    """
    found = OnPage(text=sent.get("record"))
    records: list[tuple[str, LearnerRecord]] = []
    layout = _layout(sent)
    file = sent.file or _pending(sent)
    try:
        if file is not None:
            with titles_of(units):
                read = _of_file(*file, sent, layout)
            found.text = read.record.model_dump_json(exclude_defaults=True)
            found.told = understood(read)
            records.append(("the record", read.record))
        elif sent.get("do") == "forget":
            found.text = ""
        elif found.text:
            records.append(("the record", LearnerRecord.model_validate_json(found.text)))
    except ValidationError:
        message = "what the page carried of the record cannot be read"
        found.faults.append(Fault(message, ("record",), hint="choose the file again"))
    except UnitwiseError as error:
        _refuse(found, error, "record")
        if file is not None and len(file[1]) <= LARGEST_PENDING:
            found.pending = f"{base64.b64encode(file[1]).decode()}:{file[0]}"
    pasted = "\n".join(sent.all("held"))
    references = [part.strip() for part in pasted.splitlines()]
    if is_table(pasted):
        references = []
        try:
            with titles_of(units):
                read = read_content(pasted.encode(), "what was pasted", ".csv", layout=layout)
            found.told = (*found.told, *understood(read))
            records.append(("what was pasted", read.record))
        except UnitwiseError as error:
            _refuse(found, error, "held")
    else:
        references = [one for part in references for one in _apart(part) if one]
    try:
        held = read_held(records, references, units, tell=tell)
        found.held = None if found.faults else held
    except NotUnderstood as error:
        found.faults += error.faults
    return found


def is_table(text: str) -> bool:
    """Whether what was pasted is a table: units side by side with more, below their headings."""
    lines = [[cell.strip() for cell in re.split("[,;]", line)] for line in text.splitlines()]
    first, *rest = [cells for cells in lines if any(cells)] or [[""]]
    headed = len(first) > 1 and not any(map(_is_unit, first))
    return "\t" in text or (headed and any(_is_unit(cell) for cells in rest for cell in cells))


def _apart(line: str) -> list[str]:
    """The references of a line that has several; that alone of one with its title behind it."""
    parts = [part.strip() for part in re.split("[,;]", line)]
    if all(_is_unit(part) for part in parts if part):
        return parts
    titled = re.fullmatch(r"([A-Za-z]/\d{3}/\d{4})\s+[^@]*", line)
    return [titled[1]] if titled else [line]


def _is_unit(text: str) -> bool:
    """Whether a text is a reference, with or without a day: it has a figure, and no two words."""
    return bool(re.fullmatch(r"(?=\D*\d)\S+", text))


def _of_file(name: str, raw: bytes, sent: Sent, layout: Layout | None) -> RecordRead:
    shown = PurePath(name.replace("\\", "/")).name[:NAME_SHOWN] or "the file"
    if len(raw) > LARGEST_RECORD:
        raise UnitwiseError(f"{shown} is larger than 1 MiB, the most that can be sent here")
    learner, sheet = sent.get("learner").strip(), sent.get("sheet").strip()
    suffix = PurePath(shown).suffix
    return read_content(raw, shown, suffix, layout=layout, learner=learner, sheet=sheet)


def _pending(sent: Sent) -> tuple[str, bytes] | None:
    """The file that the page carries until a question about it is answered."""
    text, _, name = sent.get("pending").partition(":")
    if not text or sent.get("do") in {"aside", "forget"}:
        return None
    try:
        return name, base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None  # no page of ours has sent it


def _layout(sent: Sent) -> Layout | None:
    """What the page says of columns, if it says anything."""
    roles = {role.value: role for role in MEANINGS}
    said = {
        name.removeprefix(COLUMN): roles[value]
        for name, value in sent.fields
        if name.startswith(COLUMN) and name != COLUMN and value in roles
    }
    return Layout(columns=said) if said else None


def _refuse(found: OnPage, error: UnitwiseError, place: str) -> None:
    """Take note of why something could not be read, each fault for itself."""
    if not isinstance(error, RecordError):
        message = "\n".join(part for part in (str(error), _on_a_page(error.hint)) if part)
        found.faults.append(Fault(message, (place,)))
        return
    if any("layout" in one.hint or "headings" in one.hint for one in error.faults):
        found.columns = error.columns
    for one in error.faults[:MOST_FAULTS]:
        where = f"{one.path}, line {one.line}" if one.line else one.path
        found.faults.append(Fault(f"{where}: {one.message}", (place,), hint=_on_a_page(one.hint)))
    if (more := len(error.faults) - MOST_FAULTS) > 0:
        found.faults.append(Fault(f"and {more:,} more", (place,)))


def _on_a_page(hint: str) -> str:
    """A hint, with what is about a command line in the words of a page."""
    return next((words for option, words in _HINTS if option in hint), hint)
