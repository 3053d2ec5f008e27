"""The qualifications of a document: the groups and units of each, and the words about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.blocks import Line, Spot, is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Found, Section, same_title
from catalogue.handbooks.qualifications.shared import bracketed, share
from catalogue.handbooks.qualifications.twice import listed_again, recapped
from catalogue.handbooks.qualifications.unitpages import hold_unit_pages
from catalogue.handbooks.qualifications.whole import describe
from catalogue.handbooks.written.headings import (
    GroupHead,
    Title,
    group_head,
    is_structural,
    titles_in,
)
from catalogue.handbooks.written.levels import level_heading
from catalogue.handbooks.written.rows import Row, status_of

_PLAIN = re.compile(r"(?:list\s+of\s+|the\s+|all\s+)?units?(?:\s+(?:list|titles))?", re.IGNORECASE)


_VALUES = ("level", "credit", "glh", "tqt")


def sections_of(seen: Sequence[Seen]) -> list[Section]:
    """Part a document into its qualifications; one without unit rows has none."""
    sections: list[Section] = []
    current: Section | None = None
    group: Found | None = None
    rank = 0
    last_row = -1
    passed: list[Title] = []
    headed = ""
    level: int | str | None = None
    again, gone = listed_again(seen), recapped(seen)
    for at, one in enumerate(seen):
        if one.line is not None:
            passed += titles_in(one.line.text) if not is_contents(one.line.text) else []
            if group is not None and not group.role and _is_of_another(one.line.text, current):
                group = None
            if not one.line.heading:
                continue
            headed = title_alone(one.line.text) or headed
            level = level_heading(one.line.text)
            group = None if level is None and _leaves(one.line, rank) else group
        elif one.group is not None:
            if current is None or _begins(current, one.group, passed, headed):
                current = Section(first=at, opened=headed or (passed[-1].text if passed else ""))
                sections.append(current)
            passed, headed, level = [], "", None
            rank = one.rank
            group = _placed(current, one.group, one.spot)
            group.again = bool(group.rows)
        elif one.row is not None and id(one.row) not in gone:
            if current is not None:
                _call(one.row, current)
            if one.row.level is None and level is not None and not one.row.headed:
                one.row.level = level
                one.row.readers = (*one.row.readers, "headings")
            if current is not None and group is None and _is_told_again(current, one.row):
                continue
            if current is None or (
                group is None
                and last_row >= 0
                and (
                    _is_elsewhere(seen, last_row, at, current, one.row)
                    or _told_apart(current, passed)
                )
            ):
                another = current is None or _told_apart(current, passed)
                listed = current is None or (
                    _in_list(seen, at) and not _is_after_units(current, seen, at)
                )
                if current is not None and not (another and listed):
                    if _known(current, one.row):
                        _again(current, one.row)
                        continue
                    if not listed:
                        continue
                if current is None or another:
                    current = Section(first=at, opened=passed[-1].text if passed else "")
                    sections.append(current)
                    passed = []
            if one.row.group:
                group = _in_column(current, one.row, one.spot)
            elif group is None or _is_of_other_status(group, one.row):
                group = _ungrouped(current, one, seen[max(0, at - 3) : at])
            if _is_mention(current, group, one.row):
                _again(current, one.row)
                last_row = at
                continue
            if (group.again or id(one.row) in again) and any(
                r.reference == one.row.reference for r in group.rows
            ):
                _again(current, one.row)
                last_row = at
                current.last = at if id(one.row) in again else current.last
                continue
            group.rows.append(one.row)
            current.last = at
            last_row = at
    sections = [section for section in sections if section.rows]
    for section in sections:
        section.groups = [one for one in section.groups if one.rows or one.groups]
        share(section)
        bracketed(section)
    hold_unit_pages(sections, seen)
    for number, section in enumerate(sections):
        before = sections[number - 1].last if number else -1
        after = sections[number + 1].first if number + 1 < len(sections) else len(seen)
        describe(section, seen, before, after, len(sections) == 1)
    return sections


def _is_of_other_status(group: Found, row: Row) -> bool:
    """Whether a column calls a row mandatory and the rows before optional, or the other way."""
    return (
        not group.named and bool(row.status) and group.id in {"M", "O"} and group.id != row.status
    )


def _leaves(line: Line, rank: int) -> bool:
    """Whether a heading ends the group above it, whose heading has this rank."""
    return 0 < line.heading <= max(rank, 3) and len(line.text) < 120


def _told_apart(current: Section, passed: Sequence[Title]) -> bool:
    """Whether the title before a list is another than that of the lists before."""
    return bool(passed and current.opened) and not same_title(passed[-1].text, current.opened)


def _is_of_another(text: str, current: Section | None) -> bool:
    """Whether a line is the title of another qualification than that of the lists before."""
    title = title_alone(text)
    known = current.opened if current is not None and title else ""
    return bool(known) and not same_title(title, known)


def title_alone(text: str) -> str:
    """The title of a qualification that a heading has, and nothing much besides it."""
    titles = titles_in(text)
    words = re.sub(r"\s*\([^()]*\)\s*$", "", text)  # what is told behind it
    alone = len(titles) == 1 and titles[0].end - titles[0].start >= _MOST_OF * len(words)
    return titles[0].text if alone else ""


_MOST_OF = 0.8
"""The share of a heading that the title of a qualification takes, inclusive."""


def _begins(current: Section, head: GroupHead, passed: Sequence[Title], headed: str) -> bool:
    """Whether a heading of a group belongs to another qualification than the groups before."""
    known = [one for one in current.groups if one.rows or one.groups]
    if not known:
        return False
    taken = {one.id for one in known if one.named}
    again = head.id in taken if head.id else False
    if headed and current.opened and not same_title(headed, current.opened):
        return True
    roles = [one.role for one in known]
    restarts = head.role == "mandatory" and ("optional" in roles or len(known) > 1)
    restarts = restarts or (head.role in roles and _told_apart(current, passed))
    return bool(passed) and (again or restarts)


def _placed(section: Section, head: GroupHead, spot: Spot) -> Found:
    every = section.every_group
    name = head.id
    if not name:
        name = {"mandatory": "M", "optional": "O"}.get(head.role, "")
        if head.kind == "pathway" or not name:
            name = re.sub(r"[^A-Z0-9]", "", head.title.upper())[:12] or "G"
        for one in every:
            if one.written == head.written or (one.id == name and not one.rows):
                return one
        if any(one.id == name for one in every):
            name = next(
                f"{name}{n}" for n in range(2, 100) if all(o.id != f"{name}{n}" for o in every)
            )
    for one in every:
        if one.id == name:
            return one
    found = Found(name, head.title, head.role, spot, head.written, head.rest, shared=head.shared)
    parent = next(
        (
            one
            for one in section.groups
            if one.id != name
            and name.startswith(one.id)
            and one.id.isalpha()
            and name[len(one.id) :].isdigit()
            and head.id
        ),
        None,
    )
    if parent is not None:
        found.role = found.role or parent.role
        parent.groups.append(found)
    else:
        section.groups.append(found)
    return found


def _in_column(section: Section, row: Row, spot: Spot) -> Found:
    """The group that a column names for a row; made where it is new."""
    head = group_head(row.group, heading=True) or group_head(f"Group {row.group}", heading=True)
    # beside "A" and "B", a "C" is no core unit
    called = status_of(row.group) if len(row.group) > 1 or row.group in {"M", "O"} else ""
    status = {"M": "mandatory", "O": "optional"}.get(row.status or called, "")
    if called and not row.status:
        head = group_head(f"{status.capitalize()} units", heading=True)
    if head is None:
        name = re.sub(r"[^A-Z0-9]+", "-", row.group.upper()).strip("-")[:20].strip("-") or "G"
        head = GroupHead(name, status, "group", row.group, "", row.group)
    found = _placed(section, head, spot)
    found.role = found.role or status
    if found.title == f"Group {found.id}" and found.role:
        found.title = f"{found.role.capitalize()} units"
    return found


def _ungrouped(section: Section, one: Seen, before: Sequence[Seen]) -> Found:
    """A group for rows under no heading of one: by another heading, by their column, or of no name."""
    assert one.row is not None
    above = [seen.line for seen in before if seen.line is not None and seen.line.heading]
    if (
        above
        and not (one.row.status or one.row.marks)
        and not is_structural(above[-1].text)
        and not _PLAIN.fullmatch(above[-1].text.strip(" :"))
        and not titles_in(above[-1].text)
    ):
        title = above[-1].text[:100]
        name = re.sub(r"[^A-Z0-9]+", "-", title.upper()).strip("-")[:20].strip("-") or "G"
        found = Found(name, title, "", above[-1].spot, title)
        section.groups.append(found)
        section.remarks.append(
            ("no-group", f"groups/{name}", f"units stand under {title!r}, which is called no group")
        )
        return found
    name, title = {"M": ("M", "Mandatory units"), "O": ("O", "Optional units")}.get(
        one.row.status, ("U", "Units")
    )
    for group in section.groups:
        if group.id == name and not group.named:
            return group
    found = Found(
        name,
        title,
        {"M": "mandatory", "O": "optional"}.get(one.row.status, ""),
        one.spot,
        named=False,
    )
    section.groups.append(found)
    return found


def _is_elsewhere(seen: Sequence[Seen], last: int, at: int, current: Section, row: Row) -> bool:
    """Whether words enough stand between two rows for the second to be no row of the list."""
    between = [one for one in seen[last + 1 : at] if one.line is not None]
    return len(between) > 6 or any(
        one.line.heading and one.line.heading <= 4 for one in between if one.line
    )


def _is_after_units(current: Section, seen: Sequence[Seen], at: int) -> bool:
    """Whether most units of a list stood again after it, as on their own pages.

    A list that follows them under no heading of a group, before which nothing is asked for, is of
    other units than those to be taken.
    """
    near = [one.line.text for one in seen[max(at - _NEAR, 0) : at] if one.line is not None]
    if any(_ASKED.search(text) for text in near):
        return False
    left = {row.reference or row.title for row in current.rows}
    enough = (1 - _MOST_AGAIN) * len(left)
    for one in seen[current.last + 1 : at]:
        if one.row is not None:
            left.discard(one.row.reference)
        elif one.line is not None:
            left -= {name for name in left if name in one.line.text}
        if len(left) <= enough:
            return len(current.rows) > 1
    return False


_MOST_AGAIN = 0.6
"""The share of its units, inclusive, that stand again where each has a page of its own."""
_NEAR = 12
_ASKED = re.compile(
    r"\b(?:must|need|required?|minimum|at\s+least|achieve|complete)\b[^.]{0,60}\b\d{1,3}\b[^.]{0,40}\b(?:credits?|units?)\b",
    re.IGNORECASE,
)


def _is_mention(section: Section, group: Found, row: Row) -> bool:
    """Whether a row names a unit that is known and gives nothing of it, as the others here do.

    So does the heading of the page of a unit, whatever stands above it.
    """
    if not _known(section, row):
        return False
    if row.headed:
        # where the lists are made of headings, a unit of one may stand in another again
        first = next(one for one in section.rows if one.reference == row.reference)
        return not first.headed or any(one.reference == row.reference for one in group.rows)
    if any(getattr(row, fact) is not None for fact in _VALUES):
        return False
    return bool(group.rows) and any(
        all(getattr(one, fact) is not None for one in group.rows) for fact in _VALUES
    )


def _is_told_again(section: Section, row: Row) -> bool:
    """Whether a row under no heading of a group has nothing but the title of a unit that is known."""
    bare = not row.reference and all(getattr(row, fact) is None for fact in _VALUES)
    return bare and any(one.title.casefold() == row.title.casefold() for one in section.rows)


def _call(row: Row, section: Section) -> None:
    """Give a row that names a unit by its number in the list, and its title, the reference of it."""
    for one in section.rows:
        if one.number and one.number == row.reference != one.reference and one.title == row.title:
            row.number, row.reference = row.reference, one.reference


def _known(section: Section, row: Row) -> bool:
    return any(one.reference == row.reference for one in section.rows if row.reference)


def _again(section: Section, row: Row) -> None:
    """Hold a second mention of a unit, as on a page of its own, against the first."""
    for one in section.rows:
        if one.reference != row.reference or any(name != "not-printed" for name, *_ in row.doubts):
            continue
        for fact in ("level", "credit", "glh"):
            value = getattr(row, fact)
            if value is not None and getattr(one, fact) is None:
                setattr(one, fact, value)
            elif value is not None and getattr(one, fact) == value:
                one.again.add(fact)
            elif value is not None:
                one.doubt(
                    "two-figures",
                    fact,
                    f"{getattr(one, fact)} in the list, {value} at {row.spot}",
                    value,
                )


def _in_list(seen: Sequence[Seen], at: int) -> bool:
    """Whether a row has another close by, so that it is one of a list."""
    near = seen[at + 1 : at + 4]
    return any(one.row is not None for one in near)
