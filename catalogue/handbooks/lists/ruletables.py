"""Rules that a document gives as a table, group by group, put as sentences for those who read these."""

from __future__ import annotations

import re

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.rows import references_in, whole_of

_LEAST = re.compile(r"\bmin(?:imum)?\b|\bat\s+least\b|\bleast\b", re.IGNORECASE)
_MOST = re.compile(r"\bmax(?:imum)?\b|\bat\s+most\b|\bup\s+to\b|\bmost\b", re.IGNORECASE)
_MEASURE = re.compile(r"\b(credits?|units?)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:overall\s+|grand\s+)?total\b.{0,40}|(?:overall|(?:the\s+)?whole)\b.{0,40}", re.IGNORECASE
)


_BOUND = re.compile(r"\(?\s*(?:minimum|maximum|min\.?|max\.?|at\s+(?:least|most))\s*\)?", re.IGNORECASE)  # fmt: skip
_REQUIREMENT = re.compile(r"(?:(?:what\s+is|units?|credits?|rule)\s+)?(?:requirements?|required|rules?)", re.IGNORECASE)  # fmt: skip
_SHORT = re.compile(r"(?P<role>optional|mandatory|core|elective)\s+(?P<id>(?-i:[A-Z])\d?)", re.I)
"""The name of a group without the word."""
_KIND = re.compile(r"group|section|pool", re.IGNORECASE)
_BRACKETED = re.compile(
    r"(?P<label>[A-Z][^()]{8,120}?)\s*\((?P<more>[^()]*\b\d[^()]*)\)\s*[:=]?\s*(?P<value>\d{1,3})"
)


_COUNTED = re.compile(
    r"^\d{1,2}[.)]?\s+(?=(?:Learners?|Candidates?|Students?|To|At|All|You|The)\s)"
)
"""The number of a rule in a list of rules."""


def unbracketed(text: str) -> list[str]:
    """Part a label from the limit that stands in brackets before its value.

    The number that a column gives to a sentence is left out. "Optional credits (a minimum of 13 from Group B) 18" says two things, the second in brackets.
    """
    text = _COUNTED.sub("", text)
    found = _BRACKETED.fullmatch(text)
    return [f"{found['label']} {found['value']}", found["more"]] if found else [text]


def worded(grid: Grid) -> dict[int, list[str]]:
    """Return what each row of such a table says, by the number of the row.

    Its first column names groups or the whole; its head, or the labels of its rows, bounds of
    credits or units, or it has a column of requirements in words. It has no unit.
    """
    rows = [row for row in grid.rows if any(row)]
    if len(rows) < 2 or any(references_in(cell) for row in rows for cell in row):
        return {}
    first = grid.rows.index(rows[0])
    corner, *titles = grid.rows[first]
    heads = [_bound(cell) for cell in titles]
    words = [bool(_REQUIREMENT.fullmatch(cell.strip(" :"))) for cell in titles]
    labels = any(_bound(f"credits {row[0]}")[1] for row in rows[1:])
    bounded = labels or any(bound for _, bound in heads)
    if not any(words) and not (bounded and any(measure for measure, _ in heads)):
        return {}
    found: dict[int, list[str]] = {}
    for number, row in enumerate(grid.rows):
        if number <= first or not any(row):
            continue
        bound = _bound(f"credits {row[0]}")[1]
        if not (name := _named(_BOUND.sub(" ", row[0]).strip(), corner)):
            continue
        values = [
            (measure, of_head or bound, value)
            for (measure, of_head), cell in zip(heads, row[1:], strict=False)
            if measure and (value := whole_of(cell)) is not None
        ]
        said = [
            cell if _MEASURE.search(cell) or not measure else f"{cell} {measure}"
            for asked, (measure, _), cell in zip(words, heads, row[1:], strict=False)
            if asked and cell and not (measure and whole_of(cell) is not None)
        ]
        found[number] = [
            *_sentences(name, values),
            *(f"{name[:1].upper()}{name[1:]}: {one}" for one in said),
        ]
    return found


def _bound(head: str) -> tuple[str, str]:
    """The measure that a head names, and whether it is the least, the most, or neither."""
    measure = _MEASURE.search(head)
    if measure is None or len(head) > 40:
        return "", ""
    least, most = _LEAST.search(head), _MOST.search(head)
    bound = "least" if least and not most else "most" if most and not least else ""
    return measure[1].casefold().rstrip("s") + "s", bound


def _named(cell: str, corner: str) -> str:
    if _KIND.fullmatch(corner.strip(" :")) and re.fullmatch(r"[A-Z]\d?|\d{1,2}", cell):
        return f"{corner.strip(' :').capitalize()} {cell}"
    if _TOTAL.fullmatch(cell.strip(" :")):
        return "total"
    if short := _SHORT.fullmatch(cell):
        return f"{short['role'].lower()} Group {short['id']}"
    head = group_head(cell, heading=True)
    if head is None:
        return ""
    if not head.id:
        return f"the {head.role} units" if head.role else ""
    kind = (head.kind or "group").capitalize()
    return f"{head.role} {kind} {head.id}".strip()


def _sentences(name: str, values: list[tuple[str, str, int]]) -> list[str]:
    by_measure: dict[str, dict[str, int]] = {}
    for measure, bound, value in values:
        by_measure.setdefault(measure, {})[bound] = value
    said = []
    for measure, bounds in by_measure.items():
        least, most = bounds.get("least"), bounds.get("most")
        where = "in total" if name == "total" else f"from {name}"
        if least is not None and least == most:
            said.append(f"{least} {measure} must be achieved {where}.")
            continue
        if least:
            said.append(f"A minimum of {least} {measure} must be achieved {where}.")
        if most is not None:
            said.append(f"A maximum of {most} {measure} may be achieved {where}.")
        if "" in bounds and not {least, most} - {None}:
            said.append(f"{bounds['']} {measure} must be achieved {where}.")
    return said
