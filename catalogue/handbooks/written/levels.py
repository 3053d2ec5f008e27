"""Headings that give the units below them a level."""

from __future__ import annotations

import re

_LEVEL_ALONE = re.compile(
    r"(?:units?\s+at\s+)?(?:level\s+(?P<level>[1-8])|entry\s+(?:level\s+)?(?P<entry>[1-3]))(?:\s+units?)?\s*:?",
    re.I,
)


def level_heading(text: str) -> int | str | None:
    """Return the level that a heading, or a row across a table, gives the units below; else null."""
    found = _LEVEL_ALONE.fullmatch(text.strip())
    if found is None:
        return None
    return int(found["level"]) if found["level"] else f"Entry {found['entry']}"
