"""Shipped qualifications printed as awarding organisations print them, to be read back.

A :class:`Handbook` has no layout: a title, sentences, tables. Each style lays it out in one way.
The sentences are ours; what they are built like is what documents do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from catalogue import Amount, Edition, Mandatory, Qualification, Rule
from catalogue.places import Group, Version

Say = Callable[[Rule], str]


@dataclass
class Table:
    """A group: its heading, and rows of reference, title, level, credit, GLH and M or O."""

    heading: str
    rows: list[tuple[str, str, str, str, str, str]]


@dataclass
class Handbook:
    """What a document says, in the order in which it says it."""

    title: str
    number: str | None
    sentences: list[str]
    tables: list[Table]
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)


PROSE = [
    "This page is about the people who work in centres and how they are supported.",
    "Assessors hold a suitable award and keep a log of at least 30 hours of practice each year.",
    "Centres keep records for 3 years and send a sample of 10 portfolios from group work.",
]


def level(rule: Amount) -> str:
    """The level that a rule asks for, as documents say it, or nothing."""
    if rule.of.level is None or rule.of.level.at_least is None:
        return ""
    return f" at Level {int(rule.of.level.at_least)} or above"


def sentence(rule: Rule) -> str:
    """One rule in a sentence of the commonest build."""
    if isinstance(rule, Mandatory):
        assert rule.of.groups
        credit = f"{rule.credit} credits" if rule.credit else "All units"
        return f"{credit} must come from Mandatory Group {rule.of.groups[0]}."
    assert isinstance(rule, Amount)
    where = f" from Optional Group {rule.of.groups[0]}" if rule.of.groups else ""
    noun = "credits" if rule.measure == "credit" else "units"
    least, most = rule.at_least, rule.at_most
    if least is not None and most is not None and least != most:
        return f"Between {least} and {most} {noun}{where} count{level(rule)}."
    if least is not None:
        return f"The learner must achieve a minimum of {least} {noun}{where}{level(rule)}."
    return f"A maximum of {most} {noun} can be taken{where}{level(rule)}."


def label(rule: Rule) -> str:
    """One rule as a label with its number in the next cell."""
    if isinstance(rule, Mandatory):
        assert rule.of.groups
        return f"credit from mandatory Group {rule.of.groups[0]}\t{rule.credit}"
    assert isinstance(rule, Amount)
    where = f" from optional Group {rule.of.groups[0]}" if rule.of.groups else ""
    bound, number = (
        ("maximum", rule.at_most) if rule.at_least is None else ("minimum", rule.at_least)
    )
    return f"{bound} credit{where or level(rule) or ' of'}\t{number}"


def windowed(version: Version, next_opens: bool) -> str:
    """The title of a version, with its window as the title carries it."""
    title = version.unit.title
    if version.opens:
        return f"{title} \N{EN DASH} available from {version.opens:%d/%m/%Y}"
    if version.closes and next_opens:
        return f"{title} \N{EN DASH} withdrawn from {version.closes:%d/%m/%Y}"
    if version.closes:
        day = f"{version.closes:%d/%m/%Y}"
        return f"{title} \N{EN DASH} withdrawn from {day} \N{EN DASH} no replacement available"
    return title


def table(group: Group, mandatory: bool) -> Table:
    """A group as a table."""
    kind = "Mandatory" if mandatory else "Optional"
    rows = []
    for place in group.places:
        for number, version in enumerate(place.versions):
            unit = version.unit
            rows.append(
                (
                    unit.reference,
                    windowed(version, number + 1 < len(place.versions)),
                    str(unit.level.written if unit.level else "unknown"),
                    "" if unit.credit is None else str(unit.credit),
                    "" if unit.glh is None else str(unit.glh),
                    kind[0],
                )
            )
    return Table(f"{kind} Group {group.id}", rows)


def handbook(subject: Qualification, edition: Edition, say: Say = sentence) -> Handbook:
    """A shipped qualification as a document has it."""
    mandatory = {
        name
        for rule in edition.rules
        if isinstance(rule, Mandatory)
        for name in rule.of.groups or ()
    }
    return Handbook(
        subject.title,
        subject.number,
        [say(rule) for rule in edition.rules],
        [table(group, group.id in mandatory) for group in edition.groups],
        list(PROSE),
        list(PROSE),
    )


HEAD = (
    "Unit Title",
    "Level",
    "Credit Value",
    "Mandatory or Optional",
    "Ofqual Unit Reference Number",
)


def _opening(book: Handbook) -> list[str]:
    number = [f"Qualification number: {book.number}", ""] if book.number else []
    return [book.title, "", *number, *book.before, "", "2.1 Qualification Structure", ""]


def wrapped(text: str, width: int) -> list[str]:
    """Words in lines of at most ``width`` signs."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def closing_lines(book: Handbook) -> str:
    """Running lines as text is taken out of a page: the reference closes each row."""
    lines = _opening(book)
    lines += wrapped(f"The {book.title} is regulated. " + " ".join(book.sentences), 90)
    for one in book.tables:
        lines += ["", one.heading, "", "Unit Title", "", "Level Credit Value", "Mandatory"]
        lines += ["or Optional", "", "Ofqual Unit Reference", "Number", ""]
        for reference, title, at, credit, _, status in one.rows:
            lines += [*wrapped(title, 34), f"L{at} {credit} {status} {reference}", ""]
    return "\n".join([*lines, "", "3 Centre requirements", "", *book.after])


def opening_lines(book: Handbook) -> str:
    """Running lines in which the reference opens each row, with its hours at the end."""
    lines = [*_opening(book), *(f"- {one}" for one in book.sentences)]
    for one in book.tables:
        lines += ["", one.heading, "Reference  Title  Level  Credit  GLH"]
        lines += [f"{r}  {t}  {lv}  {c}  {g or '-'}" for r, t, lv, c, g, _ in one.rows]
    return "\n".join([*lines, "", "3 Centre requirements", "", *book.after])


def tabbed(book: Handbook) -> str:
    """Cells parted by tabs, and groups as rows of their own."""
    lines = [
        f"# {book.title}",
        "",
        *([f"Qualification number: {book.number}", ""] if book.number else []),
        *book.before,
        "",
        "## Rule of combination",
        "",
        *book.sentences,
        "",
    ]
    number = 0
    lines.append("Unit No\tUnit title\tUnit Reference No (URN)\tCredit value\tLevel\tGLH")
    for one in book.tables:
        kind, _, name = one.heading.partition(" Group ")
        lines.append(f"<b>Group {name}: {kind} units</b>")
        for reference, title, at, credit, glh, _ in one.rows:
            number += 1
            lines.append(f"{number}\t{title}\t{reference}\t{credit}\t{at}\t{glh or '-'}")
    return "\n".join([*lines, "", "## 3 Centre requirements", "", *book.after])


def handbook_of_cells(subject: Qualification, edition: Edition) -> str:
    """A handbook with a table of its title and number, contents, and rules as labels in cells."""
    book = handbook(subject, edition, label)
    number, book.number = book.number, None
    lines = ["# Contents", "", "2.1\tQualification structure and rule of combination\t7"]
    lines += [
        f"2.2\t{book.title}\t8",
        "10.1\tSummary of the qualification\t37",
        "",
        "# 1 Introduction",
    ]
    lines += [
        "",
        "## 1.1 Qualifications covered",
        "",
        "This is the handbook for the following.",
        "",
    ]
    lines += ["Title\tQualification Number (QN)", f"{book.title}\t{number}", ""]
    lines += [
        "## 1.6 Guided learning hours (GLH)",
        "",
        f"{book.title} \N{EN DASH} minimum 171 GLH.",
        "",
    ]
    return "\n".join([*lines, *tabbed(book).splitlines()[2:]])


def barred_cells(book: Handbook) -> str:
    """A table of Markdown for each group."""
    lines = [
        f"# {book.title}",
        "",
        *([f"Qualification number: {book.number}", ""] if book.number else []),
        *book.before,
        "",
        "## Qualification structure",
        "",
        *book.sentences,
    ]
    for one in book.tables:
        lines += [
            "",
            f"### {one.heading}",
            "",
            "| Ref | Title | Credits | Level | M/O |",
            "|---|---|---|---|---|",
        ]
        lines += [f"| {r} | {t} | {c} | {lv} | {s} |" for r, t, lv, c, _, s in one.rows]
    return "\n".join([*lines, "", "## 3 Centre requirements", "", *book.after])


TEXTS: dict[str, Callable[[Handbook], str]] = {
    "closing": closing_lines,
    "opening": opening_lines,
    "tabs": tabbed,
    "markdown": barred_cells,
}
"""Every style of text."""
