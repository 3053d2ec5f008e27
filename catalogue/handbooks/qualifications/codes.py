"""What the units of a qualification are called in a draft: their references, or what stands for them."""

from __future__ import annotations

import re

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.bars import numbers_of
from catalogue.handbooks.written.rows import Row


def codes_of(section: Section) -> dict[int, str]:
    """Return the reference of each row by its identity; one made of its title where none is printed."""
    taken = {row.reference for row in section.rows if row.reference}
    head = re.sub(r"[^A-Z0-9]", "", section.organisation.upper())[:8] or "X"
    codes: dict[int, str] = {}
    coined: dict[str, str] = {}
    for row in section.rows:
        if row.reference:
            codes[id(row)] = row.reference
            continue
        if row.title in coined:
            codes[id(row)] = coined[row.title]
            continue
        initials = "".join(word[0] for word in re.findall(r"[A-Za-z0-9]+", row.title)).upper()[:10]
        code = f"{head}-{initials or 'U'}"
        if code in taken:
            code = next(f"{code}{n}" for n in range(2, 5000) if f"{code}{n}" not in taken)
        taken.add(code)
        codes[id(row)] = coined[row.title] = code
    return codes


def rows_numbered(section: Section, number: str) -> list[Row]:
    """Return the rows of the unit that a document calls by a number or a code of its own."""
    wanted = _bare(number)
    return [row for row in section.rows if wanted in {_bare(one) for one in numbers_of(row)}]


def _bare(number: str) -> str:
    return re.sub(r"(?<!\d)0+(?=\d)", "", number.casefold())
