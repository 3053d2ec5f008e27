"""What a program asks as JSON: taken apart key by key, with a fault for each that means nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from adviser.asking.faults import Fault, NotUnderstood
from adviser.asking.holding import NOBODY, Held, read_held
from adviser.asking.written import date_text
from catalogue import Catalogue
from catalogue.learner.record import LearnerRecord

OF_LEARNER = ("held", "record", "as_of", "no_exceptions")
"""The keys that say what a learner holds, and how that is judged."""

Json = dict[str, Any]


@dataclass
class Body:
    """A body in parts: what is taken out of it is no key of a question."""

    data: Json
    faults: list[Fault] = field(default_factory=list)

    def take(self, key: str, kind: Any, default: Any, words: str) -> Any:
        """Take a key out; where its value is not of a ``kind``, that is a fault."""
        if key not in self.data:
            return default
        value = self.data.pop(key)
        try:
            return TypeAdapter(kind).validate_python(value, strict=True)
        except ValidationError:
            self.faults.append(Fault(f"{key} is {words}", (key,)))
            return default

    def held(self, library: Catalogue) -> Held:
        """Take what a learner holds out: ``held``, ``record`` and how they are judged."""
        references = self.take("held", list[str], [], "a list of units: REF or REF@DATE")
        written = self.data.pop("record", None)
        as_of = self.take("as_of", str, None, "a date")
        plain = self.take("no_exceptions", bool, False, "true or false")
        records = []
        if written is not None:
            try:
                records.append(("the record", LearnerRecord.model_validate(written)))
            except ValidationError as error:
                for item in error.errors(include_url=False):
                    place = ("record", *(step for step in item["loc"]))
                    self.faults.append(Fault(item["msg"].removeprefix("Value error, "), place))
        judged = None
        if as_of is not None:
            try:
                judged = date.fromisoformat(date_text(as_of))
            except ValueError:
                self.faults.append(Fault(f"as_of is a date, not {as_of[:60]!r}", ("as_of",)))
        try:
            return read_held(
                records, references, lambda: library.units, judged, exceptions=not plain
            )
        except NotUnderstood as error:
            self.faults += error.faults
            return NOBODY
