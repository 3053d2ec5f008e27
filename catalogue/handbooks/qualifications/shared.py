"""What a document says of several units at once: in the heading of their group, or in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.labels import of_each_unit
from catalogue.handbooks.written.rows import Row


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
