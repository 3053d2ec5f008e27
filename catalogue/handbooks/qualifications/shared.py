"""What a document says of several units at once: in the heading of their group, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.labels import of_each_unit
from catalogue.handbooks.written.rows import Row

_BEHIND = re.compile(r"\s*\((\d{1,2})(?:\.0)?\)$")
"""A number in brackets behind a title, with no word of what it counts."""
_LEAST_ROWS = 3


def bracketed(section: Section) -> None:
    """Take the number in brackets that stands behind every title for the credit of its unit.

    Nothing says that it is one, so that is asked, once for all.
    """
    rows = section.rows
    found = [_BEHIND.search(row.title) for row in rows]
    if len(rows) < _LEAST_ROWS or not all(found) or any(row.credit is not None for row in rows):
        return
    for row, one in zip(rows, found, strict=True):
        assert one is not None
        row.title, row.credit = row.title[: one.start()], int(one[1])
    message = "the number in brackets behind each title was taken for the credit of its unit"
    section.remarks.append(("not-printed", "units/*/credit", message))


def share(section: Section) -> None:
    """Give the units of a group what its heading says of each, where no row prints any."""
    for group in section.every_group:
        for fact, value in group.shared:
            if all(getattr(row, fact) is None for row in group.rows):
                _give(group.rows, fact, value, "headings")


def is_of_each_unit(section: Section, sentence: Sentence) -> bool:
    """Whether a sentence says no more than what each unit has, which is then given to the units.

    Units that print another value are asked about.
    """
    facts = of_each_unit(sentence.text.rstrip("."))
    groups = [g for g in section.every_group if sentence.group in {"", g.id}]
    rows = [row for group in groups for row in group.rows]
    for fact, value in facts.items():
        if all(getattr(row, fact) is None for row in rows):
            _give(rows, fact, value, "sentences")
            continue
        for row in rows:
            known = getattr(row, fact)
            if known == value:
                row.again.add(fact)
            elif known is not None:
                seen = f"{known} in its row, and {sentence.text!r}"
                row.doubt("two-figures", fact, seen, value)
    return bool(facts)


def _give(rows: Iterable[Row], fact: str, value: int | str, reader: str) -> None:
    for row in rows:
        setattr(row, fact, value)
        row.readers = tuple(dict.fromkeys((*row.readers, reader)))
