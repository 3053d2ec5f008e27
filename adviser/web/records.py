"""What a learner holds, as a page carries it: read from a file once, then sent back and forth.

It is never written anywhere: the page holds it in a field, and sends it with each request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from pydantic import ValidationError

from adviser.words.record import understood
from catalogue import UnitwiseError
from catalogue.learner.record import LearnerRecord
from catalogue.records.reading import read_content

if TYPE_CHECKING:
    from adviser.web.desk import Sent

LARGEST_RECORD = 1 << 20
"""Bytes of a file that is sent, inclusive."""

NAME_SHOWN = 80
"""Signs of a file's name that are shown, at the most."""


@dataclass(frozen=True)
class Carried:
    """A record, the text that the page sends back, and how its file was understood."""

    record: LearnerRecord
    text: str = ""
    name: str = ""
    told: Sequence[str] = ()


def record_of(sent: Sent) -> Carried:
    """Return what is held, from the file that was chosen or from what the page carries.

    Raises
    ------
    UnitwiseError
        If the file, or what the page carries, cannot be read.
    """
    if sent.get("do") == "forget":
        return Carried(LearnerRecord())
    if sent.file is not None:
        name, raw = sent.file
        shown = PurePath(name.replace("\\", "/")).name[:NAME_SHOWN] or "the file"
        if len(raw) > LARGEST_RECORD:
            raise UnitwiseError(f"{shown} is larger than 1 MiB, the most that can be sent here")
        learner, sheet = sent.get("learner").strip(), sent.get("sheet").strip()
        read = read_content(raw, shown, PurePath(shown).suffix, learner=learner, sheet=sheet)
        return _carried(read.record, "the record", tuple(understood(read)))
    if text := sent.get("record"):
        try:
            return _carried(LearnerRecord.model_validate_json(text), "the record")
        except ValidationError as error:
            raise UnitwiseError(
                "what the page carried of the record cannot be read", hint="choose the file again"
            ) from error
    return Carried(LearnerRecord())


def _carried(record: LearnerRecord, name: str, told: Sequence[str] = ()) -> Carried:
    return Carried(record, record.model_dump_json(exclude_defaults=True), name, told)
