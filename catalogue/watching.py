"""Parts of the work, for whoever wants to know how long each takes.

They are told as audit events of Python, ``unitwise.part`` with the name of the part and whether it
begins, so that nothing is kept, and hardly any time is taken, where nobody listens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

Part = Literal["catalogue", "record", "question", "engine", "search", "recheck"]
"""A part of the work. Parts may lie within others, and come more than once."""

EVENT = "unitwise.part"
"""The name of the audit event; its arguments are the part, and true where it begins."""


@contextmanager
def part(name: Part) -> Iterator[None]:
    """Tell that a part of the work begins, and that it ends, however it does."""
    sys.audit(EVENT, name, True)
    try:
        yield
    finally:
        sys.audit(EVENT, name, False)
