"""What people write into a draft beside its facts, kept where it stands when the draft is written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.files.drafts import MARK

OURS = (
    "# yaml-language-server:",
    MARK.strip(),
    "# Read from ",
    "# 'unitwise ",
    "# until then no folder",
    "# DOUBT ",
    "# The document: ",
)
"""How the comments begin that a draft is written with."""

Comments = dict[str, list[str]]
"""Comments by the pointer to what they stand at, a line each."""

_KEY = re.compile(r"(?P<pad> *)(?P<item>- )?(?P<key>[a-z_]+):(?P<value>.*)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_NAMED = {"reference", "id", "edition", "way"}
_KINDS = {"units", "rules", "groups"}


def own_comments(text: str) -> Comments:
    """Return the comments of people in the text of a draft, by the pointer to what they stand at.

    A comment alone in its line is about what is below; one behind a value is about that. What stands
    below everything goes to the number.
    """
    found: Comments = {}
    waiting: list[str] = []
    pointer = "number"
    for line, pointer in _pointed(text):
        bare = line.strip()
        if bare.startswith("#"):
            waiting += [] if bare.startswith(OURS) else [bare.lstrip("# ")]
            continue
        hidden = _QUOTED.sub(lambda one: "." * len(one[0]), line)
        if behind := re.search(r"\s#\s*", hidden):
            waiting.append(line[behind.end() :])
        if waiting and bare:
            found.setdefault(pointer, []).extend(waiting)
            waiting = []
    if waiting:
        found.setdefault("number", []).extend(waiting)
    return found


def _pointed(text: str) -> Iterator[tuple[str, str]]:
    """Each line with the pointer of what it says, as :func:`~.draft.yaml_of` has it; comments with none."""
    above: list[tuple[int, str]] = []
    for line in text.splitlines():
        found = _KEY.match(line)
        if found is None or line.lstrip().startswith("#"):
            yield line, above[-1][1] if above else "number"
            continue
        deep = len(found["pad"]) + (2 if found["item"] else 0)
        start = len(found["pad"])
        while above and above[-1][0] >= (start if found["item"] else deep):
            above.pop()
        parent = above[-1][1] if above else ""
        if found["item"] and found["key"] in _NAMED:
            name = found["value"].split(" #")[0].strip().strip('"')
            kind = parent.rpartition("/")[2]
            here = f"{kind}/{name}" if kind in _KINDS else f"{parent}/{name}"
            above.append((start, here))
            yield line, here
        else:
            here = f"{parent}/{found['key']}".strip("/")
            above.append((deep, here))
            yield line, here
