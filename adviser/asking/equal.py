"""Learners of whom the same is asked, and who hold the same: one is answered for all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from adviser.asking.cohort import LearnerReader
from catalogue import Catalogue
from solver.many.canonical import canonical
from solver.many.flow import Remembered, digest

_REMEMBERED = 16 << 20
"""Bytes of learners, and of the keys of others, that are kept to be compared, inclusive each."""


@dataclass
class Equal:
    """The key of a piece of work: the same for two of which only days differ that decide nothing.

    What is recognised of a learner is worked out no sooner than another comes with the same units
    and the same question: of a cohort in which all differ nothing is recognised twice.
    """

    reader: LearnerReader
    library: Catalogue
    first: Remembered = field(default_factory=lambda: Remembered(_REMEMBERED))
    keys: Remembered = field(default_factory=lambda: Remembered(_REMEMBERED))

    def __call__(self, work: bytes) -> bytes:
        """Return the key of a piece of work."""
        data = json.loads(work)
        days = [one.pop("achieved", None) for one in data["record"].get("achievements", ())]
        undated = digest(json.dumps(data, sort_keys=True).encode())
        before = self.first.get(undated)
        key = digest(work)
        if not any(days):
            return key
        if before is None:
            self.first.put(undated, work)
            return key
        if before:
            if form := self._form(before):
                self.keys.put(form, digest(before))
            self.first.put(undated, b"")
        form = self._form(work)
        if not form:
            return key
        if (known := self.keys.get(form)) is not None:
            return known
        self.keys.put(form, key)
        return key

    def _form(self, work: bytes) -> bytes:
        """The canonical form of a piece of work, or nothing where it cannot be understood."""
        try:
            return canonical(self.reader.situation(json.loads(work), self.library))
        except Exception:  # the worker tells what is wrong
            return b""
