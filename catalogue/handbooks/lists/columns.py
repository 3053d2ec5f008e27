"""What the columns of a table hold: by their cells first, numbers told apart by the head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, takewhile

from catalogue.handbooks.lists.bounds import BOUND
from catalogue.handbooks.lists.codes import reference_in
from catalogue.handbooks.lists.tables import Cells, Head
from catalogue.handbooks.lists.unlabelled import unlabelled
from catalogue.handbooks.written.bars import is_telling
from catalogue.handbooks.written.headings import group_head, titles_in
from catalogue.handbooks.written.lines import is_head
from catalogue.handbooks.written.relations import relates
from catalogue.handbooks.written.rows import (
    HEAD_WORDS,
    is_blank,
    level_of,
    mark_of,
    own_code,
    references_in,
    role_of_head,
    roles_in,
    status_of,
    whole_of,
)

_RULE = re.compile(
    r"\b(?:minimum|maximum|at\s+least|must|required|learners?|candidates?)\b"
    r"|\bnumber\s+of\s+(?:\w+\s+)?(?:credits?|units?)\b",
    re.IGNORECASE,
)
"""Words that a row about amounts has, and hardly any title."""


_PAIR = re.compile(r"([^/|]{1,12}?)\s*[/|]\s*([^/|]{1,12})")


def parted(rows: list[Cells]) -> list[Cells]:
    """Part a column that is headed "Level / Credit" and has two values in each cell."""
    head = next((n for n, row in enumerate(rows[:4]) if is_head_row(row)), -1)
    rows = _parted_words(unlabelled(rows, head))
    for number, row in enumerate(rows[:4]):
        for column, cell in enumerate(row):
            named = [r for r in roles_in(cell) if r in {"level", "credit", "glh", "tqt"}]
            pair = _PAIR.fullmatch(cell) if len(named) == 2 else None
            body = [one[column] for one in rows[number + 1 :] if one[column]]
            parts = [_PAIR.fullmatch(one) for one in body]
            if pair is None or not body or sum(map(bool, parts)) < 0.8 * len(body):
                continue
            return [
                (
                    *one[:column],
                    *(found.groups() if found else (one[column], "")),
                    *one[column + 1 :],
                )
                for one in rows
                for found in [_PAIR.fullmatch(one[column])]
            ]
    return rows


def _parted_words(rows: list[Cells]) -> list[Cells]:
    """Part a column that is headed "Level GLH Credit" and has as many words in each cell.

    On a narrow page columns stand so near each other that they are read as one.
    """
    for number, row in enumerate(rows[:4]):
        for column, cell in enumerate(row):
            roles = roles_in(cell)
            heads = cell.split()
            measured = [role_of_head(word) for word in heads]
            measured = [role for role in measured if role in {"level", "credit", "glh", "tqt"}]
            body = [one[column].split() for one in rows[number + 1 :] if one[column]]
            if len(measured) < 2 or len(set(measured)) < len(measured) or not body:
                continue
            if len(roles) < len(heads) and all(_fits(words, roles) for words in body):
                heads = roles
            fits = [len(words) == len(heads) for words in body]
            if sum(fits) < 0.8 * len(body) or not any(w[0].isdigit() for w in body):
                continue
            return [
                (
                    *one[:column],
                    *(heads if at == number else _words_in(one[column], len(heads))),
                    *one[column + 1 :],
                )
                for at, one in enumerate(rows)
            ]
    return rows


def _fits(words: list[str], roles: list[str]) -> bool:
    """Whether the words of a cell may be one of each role: as many, a reference at its place."""
    return len(words) == len(roles) and all(
        (role == "reference") == bool(references_in(word))
        for word, role in zip(words, roles, strict=True)
    )


def _words_in(cell: str, width: int) -> list[str]:
    """The words of a cell, one a column; where there are more or less, the cell as it is."""
    words = cell.split()
    return words if len(words) == width else [cell, *[""] * (width - 1)]


def with_whole_head(rows: list[Cells], at: int) -> list[Cells]:
    """Give the head of a table its last line back, which was read with the first row below it.

    "Mandatory or" above "Optional M": other words than a head has follow, and the titles are left.
    """
    head, row = list(rows[at]), list(rows[at + 1])
    if sum(map(bool, row)) < 3:
        return rows  # a row across the table
    for column, cell in enumerate(row):
        words = cell.split()
        broken = head[column].endswith("-") and cell[:1].islower()
        rest = words[broken:]  # behind the second half of a word that a line of the head breaks
        count = sum(1 for _ in takewhile(lambda word: word.casefold() in HEAD_WORDS, rest)) + broken
        parts = [head[column].removesuffix("-") + words[0], *words[1:count]] if broken else []
        whole = " ".join(parts or [head[column], *words[:count]])
        if not 0 < count < len(words) or role_of_head(whole) in {"", "title", "group"}:
            continue
        if level_of(cell) is None and whole_of(cell) is None and not status_of(cell):
            head[column], row[column] = whole, " ".join(words[count:])
    return [*rows[:at], tuple(head), tuple(row), *rows[at + 2 :]]


def with_reference(rows: list[Cells], coded: int) -> list[int]:
    """The rows that have a reference, or a code and no words of a rule."""
    return [
        i
        for i, row in enumerate(rows)
        if (any(references_in(cell) for cell in row) and not is_note_alone(row))
        or (
            not _is_named(row)
            and sum(bool(cell) for cell in row) > 1
            and reference_in(row, coded)
            and not any(_RULE.search(cell) for cell in row)
        )
    ]


def is_note_alone(row: Cells) -> bool:
    """Whether a row has nothing but words on how a unit stands to another."""
    return sum(map(bool, row)) == 1 and any(map(relates, row))


def _is_named(row: Cells) -> bool:
    """Whether a row is nothing but the heading of a group."""
    texts = list(dict.fromkeys(cell for cell in row if cell))
    return len(texts) == 1 and group_head(texts[0], heading=True) is not None


def row_above(rows: list[Cells], units: list[int]) -> Cells:
    """The row over the first unit, if it may be the head of a table of something else."""
    row = rows[units[0] - 1] if units and units[0] > 0 else ()
    short = all(len(cell) <= 40 and whole_of(cell) is None for cell in row)
    return row if sum(bool(cell) for cell in row) > 1 and short else ()


def is_of_others(head: Head, cells: Sequence[str]) -> bool:
    """Whether a table with references lists no units: its words are headed as something else.

    Changes, assessments and mappings name units too.
    """
    title = head.roles.index("title") if "title" in head.roles else -1
    if not any(cells) or title < 0 or title >= len(cells) or not cells[title]:
        return False
    figures = {"level", "credit", "glh"} & set(head.roles)
    return role_of_head(cells[title]) != "title" and not figures


def roles_of(rows: list[Cells], units: list[int], cells: list[str], coded: int) -> list[str]:
    """What each column holds: by its cells first, numbers told apart by the head."""
    width = len(rows[0])
    roles = [""] * width
    columns = [[rows[i][c] for i in units] for c in range(width)]

    def share(column: int, test: object) -> float:
        values = [value for value in columns[column] if value]
        return sum(bool(test(value)) for value in values) / len(values) if values else 0.0  # type: ignore[operator]

    for c in range(width):
        if c < len(cells) and is_telling(cells[c]):
            continue
        if share(c, _only_reference) >= 0.5 and all(len(v) <= 40 for v in columns[c]):
            roles[c] = "reference"
    if "reference" not in roles and coded >= 0:
        roles[coded] = "reference"
    for c in range(width):
        # a cell that spans the rows of its group has its name in each of them
        often = len(set(columns[c])) < len(columns[c]) and not share(c, status_of)
        if (
            not roles[c]
            and often
            and share(c, lambda v: group_head(v, heading=True) is not None) == 1
        ):
            roles[c] = "group"
    letters = [
        sum(len(re.findall(r"[A-Za-z]", v)) for v in columns[c]) if not roles[c] else -1
        for c in range(width)
    ]
    named = [role_of_head(cells[c]) if c < len(cells) else "" for c in range(width)]
    wordy = [c for c in range(width) if share(c, own_code) < 0.8] or list(range(width))
    titles = [c for c in wordy if named[c] == "title" and letters[c] > 0] or wordy
    roles[max(titles, key=lambda c: letters[c])] = "title"
    for c in _marking(columns, roles, cells):
        roles[c] = "mark"
    for c in range(width):
        if roles[c]:
            continue
        if named[c] == "group" and all(len(v) <= 40 for v in columns[c]) and any(columns[c]):
            roles[c] = "group"
        elif named[c] in {"own", "title"} and "own" not in roles and share(c, own_code) >= 0.8:
            roles[c] = "own"
        elif named[c] == "status" and _names_groups(columns[c]):
            roles[c] = "group"
        elif share(c, status_of) >= 0.8 and share(c, str.isdigit) < 0.5:
            roles[c] = "status"
        elif share(c, lambda v: level_of(v, marked=True) is not None) >= 0.8:
            roles[c] = "level"
        elif not named[c] and (role := _measured(columns[c])) and role not in roles:
            roles[c] = role
        elif (
            share(c, lambda v: whole_of(v) is not None or level_of(v) is not None or v in "-\u2013")
            >= 0.6
        ):
            role = "other" if BOUND.search(cells[c] if c < len(cells) else "") else named[c]
            if role in {"level", "credit", "glh", "tqt", "own", "other"}:
                roles[c] = role if role not in roles or role == "other" else ""
            elif _counts_up(columns[c]) or (role == "title" and len(units) == 1):
                roles[c] = "own"
            else:
                roles[c] = "number?"
    return roles


def _names_groups(values: Sequence[str]) -> bool:
    """Whether a column says of some units that they are mandatory, and calls the others otherwise."""
    words = Counter(value for value in values if value)
    some = [word for word in words if status_of(word)]
    return (
        0 < len(some) < len(words) <= _MOST_KINDS
        and all(re.fullmatch(r"[A-Za-z ]{4,20}", word) for word in words)
        and all(count > 1 for count in words.values())
    )


_MOST_KINDS = 4
_MEASURES = (
    ("credit", re.compile(r"\d{1,3}\s*(?:credits?|cr)", re.IGNORECASE)),
    ("glh", re.compile(r"\d{1,4}\s*(?:glh|guided\s+learning\s+hours)", re.IGNORECASE)),
    ("tqt", re.compile(r"\d{1,4}\s*tqt", re.IGNORECASE)),
)


def _measured(values: Sequence[str]) -> str:
    """What a column without a head holds, where each of its cells says of what it is so much."""
    filled = [value for value in values if value]
    return next((r for r, words in _MEASURES if filled and all(map(words.fullmatch, filled))), "")


def _marking(
    columns: Sequence[Sequence[str]], roles: Sequence[str], cells: Sequence[str]
) -> list[int]:
    """The columns whose cells tick units off, or say of several things whether a unit is mandatory.

    One column of "M" and "O" is no such: it tells what all units are.
    """
    found = [
        c
        for c, values in enumerate(columns)
        if not roles[c]
        and c < len(cells)
        and cells[c]
        and any(map(mark_of, values))
        and all(not v or is_blank(v) or mark_of(v) for v in values)
    ]
    ticked = [c for c in found if not any(status_of(v) for v in columns[c])]
    return found if len(found) > 1 else ticked


def _only_reference(cell: str) -> bool:
    """Whether a cell has a reference and no words besides."""
    found = references_in(cell)
    rest = cell
    for _, start, end in reversed(found):
        rest = rest[:start] + rest[end:]
    return bool(found) and len(re.findall(r"[A-Za-z]", rest)) < 6


def _counts_up(values: Sequence[str]) -> bool:
    numbers = [int(v) for v in values if v.isdecimal()]
    return len(numbers) > 1 and all(b - a == 1 for a, b in pairwise(numbers))


_TOLD = re.compile(r":\s*\d")
"""What is no head of a column, for it has its own value."""


def is_head_row(row: Cells) -> bool:
    """Whether a row names what at least two columns hold, and holds nothing itself."""
    named = [
        role_of_head(cell)
        for cell in row
        if cell and len(cell) <= 60 and not titles_in(cell) and not _TOLD.search(cell)
    ]
    numbers = [cell for cell in row if whole_of(cell) is not None]
    return (
        len([role for role in named if role]) >= 2
        and not numbers
        and not any(references_in(cell) for cell in row)
    )


def is_body_row(row: Cells) -> bool:
    """Whether a row may be one of a unit: a reference, or a title beside a short value."""
    if any(references_in(cell) for cell in row):
        return True
    if any(_RULE.search(cell) for cell in row):
        return False
    texts = [cell for cell in row if len(re.findall(r"[A-Za-z]{2,}", cell)) >= 1 and len(cell) > 5]
    values = [cell for cell in row if whole_of(cell) is not None or level_of(cell) is not None]
    labels = all(is_head(cell) for cell in texts)
    return bool(texts and values) and not labels and not is_head_row(row)
