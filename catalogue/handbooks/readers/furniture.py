"""Running heads and feet in text that tells no pages: lines about the document that come again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from catalogue.handbooks.blocks import is_structural, running_key
from catalogue.handbooks.written.rows import references_in

_ABOUT_DOCUMENT = re.compile(
    r"\b(?:version|issue|page|edition)\s*:?\s*v?\d|\bv\d+(?:\.\d+)?\b|\u00a9|\bcopyright\b"
    r"|\b(?:qualification|centre|learner|programme|course)\s+(?:(?:hand|guide)book|specification|guide|guidance)\b"
    r"|\bwww\.\S+$",
    re.IGNORECASE,
)
"""What a line says that is about the document rather than about what the document is about."""
_LONGEST = 100
_MOST = 2
"""Lines above a head or foot, or below it, that go with it, inclusive."""
_LEAST = 2
"""How often such a line stands in a text, inclusive, from which on it is a head or foot."""


def without_running(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the numbered lines of a text without those of heads and feet.

    What begins small behind one goes on with what stands before it, so no empty line is left there.
    """
    keys = [_key(line) for _, line in lines]
    count = Counter(key for key in keys if key)
    running = {at for at, key in enumerate(keys) if count[key] >= _LEAST}
    for step in (-1, 1):
        for _ in range(_MOST):
            running |= _beside(lines, running, step)
    result: list[tuple[int, str]] = []
    left_out = False
    for at, (number, line) in enumerate(lines):
        if at in running:
            left_out = True
            if line.startswith("\f"):
                result.append((number, "\f"))
            continue
        if left_out and line.strip():
            if line.strip()[:1].islower():
                while result and not result[-1][1].strip(" \t"):
                    result.pop()
            left_out = False
        result.append((number, line))
    return result


def _beside(lines: Sequence[tuple[int, str]], running: Set[int], step: int) -> set[int]:
    """The places of lines that stand above or below every running one, alike but for numbers."""
    found: dict[str, set[int]] = {}
    near = -1  # the last line passed that is none, and has words
    for at in range(len(lines))[::-step]:
        if at in running:
            text = lines[near][1] if near >= 0 else ""
            found.setdefault(running_key(" ".join(text.split())), set()).add(near)
        elif lines[at][1].strip():
            near = at
    (key, places), *others = found.items() if found else [("", set())]
    alike = not others and len(places) >= _LEAST and len(key) <= _LONGEST
    return places if alike and key and not is_structural(key) else set()


def _key(line: str) -> str:
    """What a line is called that may be a running head; empty for any other."""
    bare = " ".join(line.split())
    if not 0 < len(bare) <= _LONGEST or bare.endswith((".", ":")) or references_in(bare):
        return ""
    return running_key(bare) if _ABOUT_DOCUMENT.search(bare) else ""
