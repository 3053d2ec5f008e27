"""Running heads and feet in text that tells no pages: lines about the document that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from catalogue.handbooks.blocks import running_key
from catalogue.handbooks.written.rows import references_in

_ABOUT_DOCUMENT = re.compile(
    r"\b(?:version|issue|page|edition)\s*:?\s*v?\d|\bv\d+(?:\.\d+)?\b|\u00a9|\bcopyright\b"
    r"|\b(?:hand|guide)book\b|\b(?:qualification|centre|specification)\s+(?:specification|guide|guidance)\b"
    r"|\bspecification\s*$|\bwww\.\S+$",
    re.IGNORECASE,
)
"""What a line says that is about the document rather than about what the document is about."""
_LONGEST = 100
_LEAST = 2
"""How often such a line stands in a text, inclusive, from which on it is a head or foot."""


def without_running(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbered lines of a text without those of heads and feet.

    What begins small behind one goes on with what stands before it, so no empty line is left there.
    """
    keys = [_key(line) for _, line in lines]
    count = Counter(key for key in keys if key)
    result: list[tuple[int, str]] = []
    left_out = False
    for (number, line), key in zip(lines, keys, strict=True):
        if count[key] >= _LEAST:
            left_out = True
            if line.startswith("\f"):
                result.append((number, "\f"))
            continue
        if left_out and line.strip():
            if line.strip()[:1].islower():
                while result and not result[-1][1].strip(" \\t"):
                    result.pop()
            left_out = False
        result.append((number, line))
    return result


def _key(line: str) -> str:
    """What a line is called that may be a running head; empty for any other."""
    bare = " ".join(line.split())
    if not 0 < len(bare) <= _LONGEST or bare.endswith((".", ":")) or references_in(bare):
        return ""
    return running_key(bare) if _ABOUT_DOCUMENT.search(bare) else ""
