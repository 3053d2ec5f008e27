"""Ways to spoil an input: a text here and there, data in one place.

A spoilt text seldom passes the first reader. Data that is changed in one place and written out
again is read, and comes to whatever lies behind the reading.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

HOSTILE = (
    "", " ", "\0", "\x1b[2J", "\x7f", "\u202e", "\ufeff", "\ud7ff", "é", "Ł", "😀", "x" * 2_000,
    "0", "-1", "1e400", "nan", "inf", "99999999999999999999", "2024-02-30", "0001-01-01",
    "9999-12-31", "null", "true", "~", "[]", "{}", "[[[[[[[[", "{{{{", "&a [*a]", "*a", "<<: 1",
    "!!python/object:os.x", "'", '"', "\\", "|", ">", "%", "@", "`", "#", ":", "- ", "\t", "\r",
    "\n", "\r\n", ",", ";", "=", "=1+1", "+1", "@x", "../../etc/passwd", "/dev/zero", "level:99",
    "group:", "group:ZZ", "level:", "D/506/2055", "U", "*", "?", "$(x)", "<script>", "--", "--json",
    "-", "none", "all",
)  # fmt: skip
"""What is put in: signs, numbers, days and words that readers stumble over."""


def spoilt(text: str, drawn: random.Random) -> str:
    """Return a text with one to four things wrong with it."""
    for _ in range(drawn.randint(1, 4)):
        text = drawn.choice(_WAYS)(text, drawn)
    return text


def _cut(text: str, drawn: random.Random) -> str:
    return text[: drawn.randint(0, len(text))]


def _without(text: str, drawn: random.Random) -> str:
    start = drawn.randint(0, len(text))
    return text[:start] + text[start + drawn.randint(1, 12) :]


def _with(text: str, drawn: random.Random) -> str:
    at = drawn.randint(0, len(text))
    return text[:at] + drawn.choice(HOSTILE) + text[at:]


def _other_word(text: str, drawn: random.Random) -> str:
    words = text.split(" ")
    words[drawn.randrange(len(words))] = drawn.choice(HOSTILE)
    return " ".join(words)


def _lines_moved(text: str, drawn: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(drawn.randrange(len(lines)))
    for _ in range(drawn.choice((0, 1, 2, 40))):
        lines.insert(drawn.randint(0, len(lines)), line)
    return "".join(lines)


def _other_sign(text: str, drawn: random.Random) -> str:
    at = drawn.randint(0, len(text))
    return (
        text[:at]
        + chr(drawn.choice((drawn.randrange(128), drawn.randrange(0xD800))))
        + text[at + 1 :]
    )


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _without, _with, _with, _other_word, _other_word, _lines_moved, _other_sign,
)  # fmt: skip


Path = tuple[str | int, ...]


def changed(data: Any, drawn: random.Random) -> Any:
    """Return a copy of data, as of YAML or JSON, with one place changed.

    Mostly for what might stand there too: what stands under the same key elsewhere, a number next
    to it, nothing; an item left out, doubled or moved.
    """
    data = copy.deepcopy(data)
    places = [path for path in _places(data) if path]
    if not places:
        return drawn.choice(HOSTILE)
    *above, last = drawn.choice(places)
    inside: Any = data
    for key in above:
        inside = inside[key]
    way = drawn.randrange(8)
    listed = isinstance(inside, list)
    if way == 0:
        del inside[last]
    elif way == 1 and listed:
        inside.insert(drawn.randint(0, len(inside)), copy.deepcopy(inside[last]))
    elif way == 2 and listed:
        inside.insert(drawn.randrange(len(inside)), inside.pop(last))
    elif way == 3:
        inside[last] = drawn.choice((None, True, 0, "", "x", [], {}, 1.5, drawn.choice(HOSTILE)))
    else:
        inside[last] = _likely(data, last, inside[last], drawn)
    return data


def _places(data: Any, at: Path = ()) -> Iterator[Path]:
    """The path to everything in data, the outermost first."""
    yield at
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _places(value, (*at, key))


def _likely(data: Any, key: str | int, value: Any, drawn: random.Random) -> Any:
    """A value that might stand there: of the same key or kind elsewhere, or next to what does."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int) and drawn.random() < 0.5:
        return drawn.choice((value - 1, value + 1, -1, 0, 1, 10**6, 10**6 + 1, 2**63, -value))
    found = [
        _at(data, path)
        for path in _places(data)
        if path and (path[-1] == key if isinstance(key, str) else isinstance(path[-1], int))
    ]
    return copy.deepcopy(drawn.choice(found))


def _at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def cells_changed(text: str, drawn: random.Random) -> str:
    """Return a table in CSV with one cell, row or column changed, moved, doubled or left out."""
    rows = [line.split(",") for line in text.splitlines()]
    row = drawn.randrange(len(rows))
    column = drawn.randrange(len(rows[row]))
    way = drawn.randrange(7)
    if way == 0:
        rows.insert(drawn.randrange(len(rows)), rows.pop(row))
    elif way == 1:
        rows.insert(drawn.randint(0, len(rows)), list(rows[row]))
    elif way == 2:
        rows = [[cell for at, cell in enumerate(one) if at != column] for one in rows]
    elif way == 3:
        rows = [[*one[:column], *one] for one in rows]
    elif way == 4:
        rows[row][column] = drawn.choice(HOSTILE)
    else:
        rows[row][column] = drawn.choice([cell for one in rows for cell in one])
    return "\n".join(",".join(one) for one in rows) + "\n"
