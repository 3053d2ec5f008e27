"""What the workbench shows: the answer, where every unit stands, and what may be done next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from adviser.render.alternatives import summary as in_short
from adviser.render.conflict import besides, cause_lines, opening, repair_words, together, way_out
from adviser.render.plan import new_size, proof_words, recognises, size
from adviser.render.report_parts import ledger_blocks
from adviser.render.speaking import Voice, speaking
from adviser.render.transfer import summary as transfer_summary
from adviser.render.unknowns import credit_cell, level_cell
from adviser.render.words import (
    costs,
    counted,
    goal_change,
    goal_value,
    goal_words,
    listed,
    reached,
    state,
    unlisted,
    upper,
    window,
)
from adviser.web.desk import Desk, Sent
from adviser.web.forms import address, split_wishes
from adviser.web.repairs import mended
from adviser.web.view import Front, GroupOf, Mend, Other, Panel, Reasons, Row, View
from catalogue import Catalogue, Way
from catalogue.places import Group
from solver import (
    Answer,
    Conflict,
    CountedUnit,
    Goal,
    Plan,
    Price,
    Question,
    Reason,
    Situation,
    Standings,
    Tradeoff,
    Why,
    compare,
    standing,
    suggest,
    tradeoff,
    transfer,
    why,
)

MOST_OTHERS = 5
"""Alternatives that a page shows beside the plan, at the most."""

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


@speaking(Voice.PLAIN)
def work_out(desk: Desk, sent: Sent, library: Catalogue) -> View:
    """Answer what was sent, with everything that the page asks besides.

    Raises
    ------
    UnitwiseError
        If a goal or limit means nothing here, or what is asked besides cannot be understood.
    """
    situation = desk.situation
    assert situation is not None, "a question without faults has one"
    question, edition = situation.question, situation.edition
    others = min(MOST_OTHERS, int(sent.get("others") or 0)) if sent.get("others").isdigit() else 0
    priced = sent.get("do") == "prices"
    answer = suggest(situation, others=others, diverse=bool(sent.get("diverse")), priced=priced)
    view = View(query=address(question))
    where: Mapping[str, str] = {}
    if isinstance(answer, Plan):
        found = standing(situation)
        if isinstance(found, Standings):
            where = {
                one.unit: one.because or one.state if one.state == "impossible" else one.state
                for one in found.units
            }
        _of_plan(view, answer, situation)
    elif isinstance(answer, Conflict):
        view.kind, view.verdict = "none", opening(answer)
        view.reasons = reasons_of(answer, situation)
    else:
        view.kind = "undecided"
        view.verdict = (
            f"Not known: {unlisted(answer)}."
            if answer.stopped == "incomplete"
            else "Not decided: time ran out before a plan was found or shown impossible."
        )
    baseline = _baseline(sent, desk, library)
    before = {unit.unit for unit in baseline.units} if isinstance(baseline, Plan) else None
    view.groups = [
        _group(group, situation, answer, where, view.prices, before)
        for group, _ in edition.every_group
    ]
    if baseline is not None:
        view.against = _against(baseline, answer)
    if unit := sent.get("why"):
        view.panel = _panel(situation, unit)
    between = [Goal(goal) for goal in sent.all("between") if goal in {one.value for one in Goal}]
    if len(between) == 2 and sent.get("do") == "tradeoff":
        view.front = _front(situation, (between[0], between[1]))
    if situation.held.record.achievements:
        worth = transfer(situation, units=library.units)
        view.ledger = list(ledger_blocks(worth.ledger))
        view.worth = transfer_summary(worth)
    return view


def prices(situation: Situation) -> dict[str, str]:
    """Return what it would cost to turn each unit round, by its reference, and nothing else."""
    answer = suggest(situation, priced=True)
    return {one.unit: _price(one) for one in answer.prices} if isinstance(answer, Plan) else {}


def _of_plan(view: View, plan: Plan, situation: Situation) -> None:
    edition = situation.edition
    proven = plan.proof == "optimal"
    view.kind = "plan"
    view.verdict = f"{'Best plan' if proven else 'A plan, not proven best'}: {size(plan.totals)}."
    view.goals = [
        f"{upper(goal_words(one.goal))}: {goal_value(one.goal, one.value, edition)}"
        f" ({proof_words(one, plan)})"
        for one in plan.goals
    ]
    if recognises(plan):
        view.new_study = new_size(plan.totals)
    titles = {unit.reference: unit.title for unit in edition.units}
    view.left_out = [f"{unit} {titles[unit]}" for unit in plan.left_out]
    view.also_needed = [f"{upper(one.says)} ({one.source})" for one in plan.also_needed]
    view.rules = [(rule.says, reached(rule), state(rule), rule.source) for rule in plan.rules]
    if plan.alternatives is not None:
        view.others = [_other(one, situation.question) for one in plan.alternatives.choices]
        if plan.alternatives.ended == "exhausted":
            view.ended = "There is no further choice that does not merely add to a better one."
    view.prices = {one.unit: _price(one) for one in plan.prices}


def _price(price: Price) -> str:
    if price.effect != "priced":
        return ""
    return costs(price.goals) if any(step.change for step in price.goals) else "nothing"


def _other(one: Any, question: Question) -> Other:
    units = [
        (unit.group, unit.unit, unit.title, "" if unit.glh is None else str(unit.glh))
        for unit in one.units
    ]
    query = address(_taking(question, [unit.unit for unit in one.units], one.left))
    return Other(in_short(one), units, size(one.totals), frozenset(one.entered), query)


def _taking(question: Question, units: Sequence[str], left: Sequence[str] = ()) -> Question:
    """Return the question whose answer is the choice of just these ``units``, none of ``left``.

    Every unit is asked for: what only some of them are could be met by another choice as well.
    """
    return question.replace(want=(*question.want, *units), avoid=(*question.avoid, *left))


def reasons_of(conflict: Conflict, situation: Situation) -> Reasons:
    """Return why nothing fits, with each change that would help."""
    edition = situation.edition
    return Reasons(
        opening=opening(conflict),
        together=together(conflict) if conflict.causes else "",
        causes=[" ".join(cause_lines(cause, edition)) for cause in conflict.causes]
        or [f"{unit.unit} {unit.title}: {_unknown_of(unit)}." for unit in conflict.units],
        further=[
            (besides(one), [" ".join(cause_lines(cause, edition)) for cause in one.causes])
            for one in conflict.further
        ],
        advice=list(way_out(conflict)),
        mends=[
            Mend(upper(repair_words(repair, edition)), mended(situation.question, repair))
            for repair in conflict.repairs
        ],
    )


def _unknown_of(unit: CountedUnit) -> str:
    """What nobody knows of a unit that stands in the way of a plan."""
    found = [
        name
        for name, unknown in (
            ("hours", unit.glh is None),
            ("credit", unit.credit_unknown),
            ("level", unit.level is None),
        )
        if unknown
    ]
    return f"unknown {listed(found)}"


def _group(
    group: Group,
    situation: Situation,
    answer: Answer,
    where: Mapping[str, str],
    prices: Mapping[str, str],
    before: set[str] | None,
) -> GroupOf:
    edition, question = situation.edition, situation.question
    wants, _ = split_wishes(question.want, edition.options_of)
    avoids, _ = split_wishes(question.avoid, edition.options_of)
    planned = {}
    if isinstance(answer, Plan):
        planned = {(one.unit, one.group): one for one in answer.units}
    rows = []
    for option in edition.options:
        if option.group != group.id:
            continue
        unit = option.unit
        counted_here = planned.get((unit.reference, group.id))
        stands = where.get(unit.reference, "")
        change: Literal["", "new", "gone"] = ""
        if before is not None and isinstance(answer, Plan):
            if counted_here and unit.reference not in before:
                change = "new"
            elif unit.reference in before and not any(unit.reference == u for u, _ in planned):
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


def _baseline(sent: Sent, desk: Desk, library: Catalogue) -> Answer | None:
    """The answer that this one is held against, if one was kept; with the same record."""
    from urllib.parse import parse_qsl

    from adviser.web.desk import at_the_desk

    if not (kept := sent.get("baseline")) or desk.situation is None:
        return None
    pairs = [*parse_qsl(kept), *((name, value) for name, value in sent.fields if name == "held")]
    sent = Sent([*pairs, ("record", desk.record)])
    asked = desk.situation.question
    other = at_the_desk(desk.subject, sent, library, asked.time_limit, asked.offer)
    return None if other.situation is None else suggest(other.situation)


def _against(before: Answer, after: Answer) -> list[str]:
    found = compare(before, after)
    if not isinstance(before, Plan) or not isinstance(after, Plan):
        return ["One of the two has no plan, so there is nothing to hold against it."]
    lines = []
    changes = [
        f"{upper(goal_change(goal.goal, goal.after - goal.before))}"
        for goal in found.goals
        if goal.before is not None and goal.after is not None and goal.after != goal.before
    ]
    lines.append(f"{listed(changes)}." if changes else "The same in every goal.")
    if entered := [f"{unit.unit} {unit.title}" for unit in found.entered]:
        lines.append(f"Comes in: {listed(entered)}.")
    if left := [f"{unit.unit} {unit.title}" for unit in found.left]:
        lines.append(f"Goes out: {listed(left)}.")
    return lines


def _panel(situation: Situation, unit: str) -> Panel | None:
    answer = why(situation, references=[unit])
    if not isinstance(answer, Why):
        return None
    reason: Reason = answer.reasons[0]
    price = reason.price
    here = "It is in the plan" if price.counts else "It is not in the plan"
    turn = "leave it out" if price.counts else "include it"
    if reason.conflict is not None:
        must = "and it must be" if price.counts else "and it cannot be"
        why_not = reasons_of(reason.conflict, situation)
        return Panel(price.unit, price.title, [f"{here}, {must}."], why_not)
    if reason.instead is None:
        return Panel(
            price.unit, price.title, [f"{here}. What it costs to {turn} was not found in time."]
        )
    said = [f"{here}. To {turn} costs: {costs(price.goals)}."]
    names = {one.reference: one.title for one in situation.edition.units}
    if reason.instead.left:
        said.append(f"Goes out: {listed([f'{u} {names[u]}' for u in reason.instead.left])}.")
    if reason.instead.entered:
        said.append(f"Comes in: {listed([f'{u} {names[u]}' for u in reason.instead.entered])}.")
    return Panel(price.unit, price.title, said)


def _front(situation: Situation, between: tuple[Goal, Goal]) -> Front | None:
    answer = tradeoff(situation, between=between)
    if not isinstance(answer, Tradeoff):
        return None
    points = []
    for point in answer.points:
        units = [unit.unit for unit in point.units]
        query = address(_taking(situation.question.replace(goals=between), units))
        words = " and ".join(
            goal_value(goal, value, situation.edition)
            for goal, value in zip(between, point.values, strict=True)
        )
        points.append((*point.values, f"{words}, {counted(len(point.units), 'unit')}", query))
    return Front(goal_words(between[0]), goal_words(between[1]), points)
