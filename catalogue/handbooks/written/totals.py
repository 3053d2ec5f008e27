"""Lines below a list that say what it comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SUMMED = re.compile(
    r"(?:[A-Za-z]+\s+)?(?:sub-?|grand\s+)?totals?(?:\s+credits?)?(?:\s*\(\s*\d+\s+units?\s*\))?\s*:?(?P<values>(?:\s+\d[\d,]*)*)",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether a cell says that its row gives what the rows above it come to."""
    found = _SUMMED.fullmatch(text.strip())
    return found is not None and not found["values"]


def total_of(text: str, order: Sequence[str]) -> dict[str, int]:
    """Return what a line below a list says that it comes to, by the roles of the head; or nothing."""
    found = _SUMMED.fullmatch(text.strip())
    values = found["values"].split() if found else []
    roles = [role for role in order if role in {"credit", "glh", "tqt"}]
    if not values or len(values) != len(roles):
        return {}
    return {role: int(one.replace(",", "")) for role, one in zip(roles, values, strict=True)}
