"""The units as rows of a page: what is wished of each, where it stands, what it costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Self

from adviser.web.before import Before
from adviser.web.forms import UNIT, Pairs, split_wishes
from adviser.web.view import GroupOf, Row
from adviser.words.facts import costs, window
from adviser.words.unknowns import credit_cell, level_cell
from catalogue import Edition, Way
from catalogue.places import Group
from solver import Answer, Plan, Price, Question

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


@dataclass(frozen=True)
class Ticks:
    """The units that are to be in, and those that are to be out."""

    wants: Collection[str]
    avoids: Collection[str]

    @classmethod
    def of(cls, question: Question, edition: Edition) -> Self:
        """Return what a question wishes of single units of ``edition``."""
        units = edition.options_of
        return cls(split_wishes(question.want, units)[0], split_wishes(question.avoid, units)[0])

    @classmethod
    def sent(cls, pairs: Pairs) -> Self:
        """Return what a page sent, where no question could be made of it."""
        both: dict[str, set[str]] = {"in": set(), "out": set()}
        for name, value in pairs:
            if name.startswith(UNIT) and value in both:
                both[value].add(name.removeprefix(UNIT))
            elif name in {"want", "avoid"}:
                both["in" if name == "want" else "out"].add(value.strip())
        return cls(both["in"], both["out"])


def group_of(
    group: Group,
    edition: Edition,
    ticks: Ticks,
    answer: Answer | None,
    where: Mapping[str, str],
    prices: Mapping[str, str],
    before: Before,
) -> GroupOf:
    """Return a group with its rows; ``before`` is the plan whose units are marked new or gone.

    ``answer`` is null where nothing could be worked out.
    """
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
                wish=_wish(unit.reference, ticks),
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


def _wish(unit: str, ticks: Ticks) -> Literal["in", "out", "open"]:
    return "in" if unit in ticks.wants else "out" if unit in ticks.avoids else "open"


def price_words(price: Price) -> str:
    """Return what it would cost to turn a unit round; nothing where that cannot be said."""
    if price.effect != "priced":
        return ""
    return costs(price.goals) if any(step.change for step in price.goals) else "nothing"
