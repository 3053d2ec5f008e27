"""Several sizes of a qualification that choose from one list: an award, a certificate, a diploma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from catalogue.handbooks.blocks import Line, is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.kinds import kind_of
from catalogue.handbooks.qualifications.placing import spot_of
from catalogue.handbooks.qualifications.section import Section, same_title
from catalogue.handbooks.qualifications.ticked import ask_of_ticks, take_ticked
from catalogue.handbooks.qualifications.whole import number_among, number_of
from catalogue.handbooks.written.headings import Title, from_level, titles_in
from catalogue.handbooks.written.rows import NUMBER_WORDS

_AMOUNT = re.compile(
    rf"\b(?:\d{{1,3}}|{'|'.join(NUMBER_WORDS)})\b[^.]{{0,40}}\b(?:credits?|units?)\b", re.IGNORECASE
)


_OF_ANOTHER = re.compile(r"\b(?:replac\w+|supersed\w+|progress\w*)\b", re.IGNORECASE)
"""What is said of a qualification that has another list, or none here."""


def by_size(sections: Sequence[Section], seen: Sequence[Seen]) -> list[Section]:
    """Part each section whose words before its list give amounts for several titles.

    A title that has a list of its own is left to that one.
    """
    result: list[Section] = []
    for section in sections:
        others = [one.title for one in sections if one is not section]
        parts = _parts(section, others) or _tabled(section, seen, others) or _ticked(section)
        if len(parts) < 2:
            ask_of_ticks(section)
            result.append(section)
            continue
        section.sizes = tuple(kind_of(title.text) for title, _ in parts)
        result += [_part(section, title, lines, seen) for title, lines in parts]
    return result


def _parts(section: Section, others: Sequence[str]) -> list[tuple[Title, list[Seen]]]:
    """The titles before the list that words about amounts follow, each with these words."""
    chunks: list[tuple[Title, list[Seen]]] = []
    for at, one in enumerate(section.lines):
        if one.row is not None or one.group is not None:
            break
        if one.line is None or is_contents(one.line.text) or one.figures:
            continue
        if _OF_ANOTHER.search(one.line.text):
            continue
        titles = titles_in(one.line.text)
        if len(titles) == 1 and not any(same_title(titles[0].text, name) for name in others):
            known = [chunk for title, chunk in chunks if same_title(title.text, titles[0].text)]
            if not known:
                chunks.append((titles[0], []))
            elif chunks[-1][1] is not known[0]:
                return []
        elif one.line.heading and at and not titles and _leads_on(one.line):
            break
        if chunks:
            chunks[-1][1].append(one)
    return [
        (title, lines)
        for title, lines in chunks
        if _AMOUNT.search(" ".join(one.line.text for one in lines if one.line))
    ]


def _leads_on(line: Line) -> bool:
    """Whether a heading opens something else: a bold line close below others may be of a box."""
    return line.heading < _BOLD or line.gap or line.whole


_BOLD = 6
"""The rank of a heading that is set no larger than the words around it."""


def _tabled(
    section: Section, seen: Sequence[Seen], others: Sequence[str]
) -> list[tuple[Title, list[Seen]]]:
    """The sizes of one subject that a table before the list gives credit or hours for."""
    rows = [one for one in seen[: section.first] if one.line is not None and one.figures]
    titles = [titles for one in rows if one.line and len(titles := titles_in(one.line.text)) == 1]
    found = {from_level(one[0].text): one[0] for one in titles}
    subjects = {re.split(r"\b(?:in|for)\b", name, maxsplit=1)[-1].strip() for name in found}
    listed = any(same_title(one.text, name) for one in found.values() for name in others)
    if len(found) < 2 or len(subjects) > 1 or listed or section.level is None:
        return []
    words = [one for one in section.lines if one.line is not None and not one.figures]
    return [(title, words) for title in found.values()]


def _ticked(section: Section) -> list[tuple[Title, list[Seen]]]:
    """The qualifications that are named by the heads of columns in which their units are ticked."""
    heads = list(dict.fromkeys(head for row in section.rows for head in row.marks))
    titles = [titles_in(head) for head in heads]
    if not heads or any(len(one) != 1 for one in titles):
        return []
    words = [one for one in section.lines if one.line is not None and not one.figures]
    made = [
        Seen(section.first, spot_of(section), line=Line(head, spot_of(section), whole=True))
        for head in heads
    ]
    return [(one[0], [line, *words]) for one, line in zip(titles, made, strict=True)]


def _part(section: Section, title: Title, lines: list[Seen], seen: Sequence[Seen]) -> Section:
    """The same list, under one of the titles, with the words about it alone."""
    first = next(
        (
            at
            for at, one in enumerate(section.lines)
            if one.row is not None or one.group is not None
        ),
        0,
    )
    made = replace(
        section,
        title=title.text,
        level=title.level,
        organisation=title.organisation or section.organisation,
        number="",
        groups=deepcopy(section.groups),
        lines=[*lines, *section.lines[first:]],
        remarks=[one for one in section.remarks if one[1] not in {"title", "number"}],
    )
    number_of(made, [*seen, *lines], alone=False)
    if not made.number:
        number_among(made, lines)
    take_ticked(made)
    return made
