"""What the workbench tells beside the plan: why not, what else, and what it is held against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import parse_qsl

from adviser.web.desk import Desk, at_the_desk, within
from adviser.web.forms import Sent, address, changed, taking
from adviser.web.repairs import left_to, mended
from adviser.web.view import Elsewhere, Front, Mend, Panel, Reasons
from adviser.words.conflict import besides, cause_lines, opening, repair_words, together, way_out
from adviser.words.facts import costs, counted, goal_change, goal_value, goal_words, listed, upper
from adviser.words.plan import size
from adviser.words.unknowns import credit_cell
from catalogue import Catalogue, Qualification, UnitwiseError, UnknownQualification
from solver import (
    Answer,
    Comparison,
    Conflict,
    CountedUnit,
    Goal,
    Plan,
    Reason,
    Situation,
    Tradeoff,
    Why,
    compare,
    suggest,
    tradeoff,
    why,
)


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
            Mend(
                upper(repair_words(repair, edition)),
                mended(situation.question, repair),
                left_to(repair),
            )
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


def baseline_of(sent: Sent, desk: Desk, library: Catalogue) -> Answer | None:
    """Return the answer that this one is held against, if one was kept; with the same record."""
    if not (kept := sent.get("baseline")) or desk.situation is None:
        return None
    other = _asked_else(kept, sent, desk, library)
    return None if other.situation is None else suggest(other.situation)


def under_others(
    sent: Sent, desk: Desk, shown: Answer, library: Catalogue, until: float
) -> Iterator[Elsewhere]:
    """The same question of the same learner under every other edition, against what is shown."""
    assert desk.situation is not None, "a question without faults has one"
    for edition in desk.subject.editions:
        if edition.edition == desk.situation.edition.edition:
            continue
        query = changed(desk.situation.question, edition=edition.edition)
        other = _asked_else(query, sent, desk, library)
        if other.situation is None:
            said = [f"{upper(fault.message)}." for fault in other.faults]
            yield Elsewhere(edition.edition, said)
            continue
        answer = suggest(within(other.situation, until))
        said = against(shown, answer) if _both(shown, answer) else []
        yield _elsewhere(edition.edition, answer, shown, said, query)


def in_another(
    sent: Sent,
    desk: Desk,
    shown: Answer,
    subjects: Collection[Qualification],
    library: Catalogue,
    until: float,
) -> Elsewhere | None:
    """The same question of the same learner, put to the qualification that was named, if one was.

    It is one of ``subjects``. Wishes for single units that it does not have are left aside, and
    told.
    """
    if not (words := sent.get("beside").strip()):
        return None
    assert desk.situation is not None, "a question without faults has one"
    try:
        subject = library.find(words[:200])
        if subject not in subjects:
            raise UnknownQualification(f"{subject.title} is not offered here")
    except UnitwiseError as error:
        return Elsewhere(words[:200], [str(error)])
    question, here = desk.situation.question, desk.situation.edition.options_of
    there = {name for edition in subject.editions for name in edition.options_of}
    want, avoid = (
        [text for text in texts if text not in here or text in there]
        for texts in (question.want, question.avoid)
    )
    aside = [text for text in (*question.want, *question.avoid) if text in here.keys() - there]
    said = [f"Left aside, for no unit there: {listed(aside)}."] if aside else []
    query = changed(question, edition=None, pathway=(), want=want, avoid=avoid)
    other = _asked_else(query, sent, desk, library, subject)
    if other.situation is None:
        said += [f"{upper(fault.message)}." for fault in other.faults]
        return Elsewhere(subject.title, said, query=query, name=subject.short_name)
    answer = suggest(within(other.situation, until))
    if isinstance(shown, Plan) and isinstance(answer, Plan):
        said.append(_goals_against(compare(shown, answer)))
        planned = {one.unit for one in shown.units}
        shared = [f"{one.unit} {one.title}" for one in answer.units if one.unit in planned]
        said.append(f"In both plans: {listed(shared)}." if shared else "No unit is in both plans.")
    return _elsewhere(subject.title, answer, shown, said, query, subject.short_name)


def both_of(kept: Answer, shown: Answer) -> list[Elsewhere]:
    """The plan that was kept and the one that is shown, side by side, if they are two."""
    if not _both(kept, shown):
        return []
    return [
        _elsewhere("The plan that you kept", kept, kept, []),
        _elsewhere("This plan", shown, kept, []),
    ]


def _both(one: Answer, other: Answer) -> bool:
    return isinstance(one, Plan) and isinstance(other, Plan)


def _elsewhere(
    head: str,
    answer: Answer,
    shown: Answer,
    said: Sequence[str],
    query: str | None = None,
    name: str = "",
) -> Elsewhere:
    """An answer as it stands beside the plan that is ``shown``, if that is one."""
    if not isinstance(answer, Plan):
        words = opening(answer) if isinstance(answer, Conflict) else "Not worked out in time."
        return Elsewhere(head, [words], query=query, name=name)
    here = {one.unit for one in shown.units} if isinstance(shown, Plan) else None
    new = {one.unit for one in answer.units if here is not None and one.unit not in here}
    totals = size(answer.totals)
    return Elsewhere(head, said, rows_of(answer.units), totals, frozenset(new), query, name)


def rows_of(units: Sequence[CountedUnit]) -> list[tuple[str, str, str, str, str]]:
    """Of each unit of a plan the group, reference, title, credit and hours."""
    return [
        (
            unit.group,
            unit.unit,
            unit.title,
            credit_cell(unit.credit, unit.credit_unknown),
            "unknown" if unit.glh is None else str(unit.glh),
        )
        for unit in units
    ]


def _asked_else(
    query: str, sent: Sent, desk: Desk, library: Catalogue, subject: Qualification | None = None
) -> Desk:
    """Another question, of the same learner; about another qualification if one is given."""
    assert desk.situation is not None, "a question without faults has one"
    asked = desk.situation.question
    pairs = [*parse_qsl(query), *((name, value) for name, value in sent.fields if name == "held")]
    other = Sent([*pairs, ("record", desk.page.text)])
    return at_the_desk(subject or desk.subject, other, library, asked.time_limit, asked.offer)


def against(before: Answer, after: Answer) -> list[str]:
    """Say what is other in one plan than in another."""
    found = compare(before, after)
    if not isinstance(before, Plan) or not isinstance(after, Plan):
        return ["One of the two has no plan, so there is nothing to hold against it."]
    lines = [_goals_against(found)]
    if entered := [f"{unit.unit} {unit.title}" for unit in found.entered]:
        lines.append(f"Comes in: {listed(entered)}.")
    if left := [f"{unit.unit} {unit.title}" for unit in found.left]:
        lines.append(f"Goes out: {listed(left)}.")
    return lines


def _goals_against(found: Comparison) -> str:
    changes = [
        upper(goal_change(goal.goal, goal.after - goal.before))
        for goal in found.goals
        if goal.before is not None and goal.after is not None and goal.after != goal.before
    ]
    return f"{listed(changes)}." if changes else "The same in every goal."


def panel(situation: Situation, unit: str) -> Panel | None:
    """Say why the best plan has a unit or has not, and what it costs to turn that round."""
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


def front(situation: Situation, between: tuple[Goal, Goal]) -> Front | None:
    """Return the best compromises between two goals, each with the question that asks for it."""
    answer = tradeoff(situation, between=between)
    if not isinstance(answer, Tradeoff):
        return None
    points = []
    for point in answer.points:
        units = [unit.unit for unit in point.units]
        query = address(taking(situation.question.replace(goals=between), units))
        words = " and ".join(
            goal_value(goal, value, situation.edition)
            for goal, value in zip(between, point.values, strict=True)
        )
        if Goal.FEWEST_UNITS not in between:
            words += f", {counted(len(point.units), 'unit')}"
        points.append((*point.values, words, query))
    return Front(goal_words(between[0]), goal_words(between[1]), points)
