"""The units as rows of a page: what is wished of each, where it stands, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from adviser.web.before import Before
from adviser.web.forms import split_wishes
from adviser.web.view import GroupOf, Row
from adviser.words.facts import costs, window
from adviser.words.unknowns import credit_cell, level_cell
from catalogue import Way
from catalogue.places import Group
from solver import Answer, Plan, Price, Situation

WORDS = {
    "forced": "every choice needs it",
    "possible": "possible",
    "refused": "you left it out",
    "closed": "closed to new learners on this date",
    "not-offered": "not offered by the centre",
    "full": "no place left at the centre",
    "unknown-hours": "left out: its hours are unknown",
    "unknown-figures": "not for certain: its credit or level, or another's, is unknown",
    "rules": "no choice that fits can have it",
    "undecided": "not worked out in time",
}


def group_of(
    group: Group,
    situation: Situation,
    answer: Answer,
    where: Mapping[str, str],
    prices: Mapping[str, str],
    before: Before,
) -> GroupOf:
    """Return a group with its rows; ``before`` is the plan whose units are marked new or gone."""
    edition, question = situation.edition, situation.question
    wants, _ = split_wishes(question.want, edition.options_of)
    avoids, _ = split_wishes(question.avoid, edition.options_of)
    planned = {}
    if isinstance(answer, Plan):
        planned = {(one.unit, one.group): one for one in answer.units}
    counted = {unit for unit, _ in planned}
    rows = []
    for option in edition.options:
        if option.group != group.id:
            continue
        unit = option.unit
        counted_here = planned.get((unit.reference, group.id))
        stands = where.get(unit.reference, "")
        change: Literal["", "new", "gone", "was"] = ""
        if before.units and not isinstance(answer, Plan):
            change = "was" if unit.reference in before.units else ""
        elif before.units and counted_here and unit.reference not in before.units:
            change = "new"
        elif unit.reference in before.units and unit.reference not in counted:
            change = "gone"
        through = ""
        if counted_here is not None and counted_here.through is not Way.STUDY:
            through = "held"
        rows.append(
            Row(
                unit=unit.reference,
                title=unit.title,
                level=level_cell(unit.level),
                credit=credit_cell(unit.credit, unit.credit_unknown),
                hours="unknown" if unit.glh is None else str(unit.glh),
                window=window(option.version),
                wish=_wish(unit.reference, wants, avoids),
                planned=counted_here is not None,
                through=through,
                state=WORDS.get(stands, ""),
                stuck=stands not in {"forced", "possible", ""},
                price=prices.get(unit.reference, ""),
                change=change,
            )
        )
    return GroupOf(group.id, _title(group), rows, sum(row.planned for row in rows))


def _title(group: Group) -> str:
    return f"Group {group.id}" + (f": {group.title}" if group.title != group.id else "")


def _wish(unit: str, wants: set[str], avoids: set[str]) -> Literal["in", "out", "open"]:
    return "in" if unit in wants else "out" if unit in avoids else "open"


def price_words(price: Price) -> str:
    """Return what it would cost to turn a unit round; nothing where that cannot be said."""
    if price.effect != "priced":
        return ""
    return costs(price.goals) if any(step.change for step in price.goals) else "nothing"
