"""What the workbench shows: the answer, where every unit stands, and what may be done next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from time import monotonic
from typing import Any

from adviser.web.asides import (
    against,
    baseline_of,
    both_of,
    front,
    in_another,
    panel,
    reasons_of,
    rows_of,
    under_others,
)
from adviser.web.before import Before
from adviser.web.desk import Desk, within
from adviser.web.forms import UNIT, Sent, address, taking
from adviser.web.hours import strip, strip_key
from adviser.web.rows import Ticks, group_of, price_words
from adviser.web.view import Other, View
from adviser.words.alternatives import summary as in_short
from adviser.words.conflict import opening
from adviser.words.facts import day, goal_value, goal_words, reached, state, unlisted, upper
from adviser.words.handover import asked_on_paper
from adviser.words.plan import new_size, proof_words, recognises, size
from adviser.words.report_parts import ledger_blocks
from adviser.words.transfer import summary as transfer_summary
from adviser.words.voice import Voice, speaking
from catalogue import Catalogue, Qualification
from solver import (
    Conflict,
    Goal,
    Plan,
    Question,
    Situation,
    Standings,
    standing,
    suggest,
    transfer,
)

MOST_OTHERS = 5
"""Alternatives that a page shows beside the plan, at the most."""


def others_of(sent: Sent) -> int:
    """Return how many of the next best plans were asked for."""
    text = sent.get("others")
    return min(MOST_OTHERS, int(text[:3])) if text.isascii() and text.isdigit() else 0


@speaking(Voice.PLAIN)
def work_out(
    desk: Desk, sent: Sent, library: Catalogue, subjects: Collection[Qualification]
) -> View:
    """Answer what was sent, with everything that the page asks besides.

    ``subjects`` are the qualifications that are offered.

    All of it together takes about as long as the question's time limit at the most.

    Raises
    ------
    UnitwiseError
        If a goal or limit means nothing here, or what is asked besides cannot be understood.
    """
    situation = desk.situation
    assert situation is not None, "a question without faults has one"
    until = monotonic() + situation.question.time_limit

    def rest() -> Situation:
        return within(situation, until)

    question, edition = situation.question, situation.edition
    priced = sent.get("do") == "prices"
    answer = suggest(
        situation, others=others_of(sent), diverse=bool(sent.get("diverse")), priced=priced
    )
    view = View(query=address(question), hours_key=strip_key(situation))
    view.asked = f"Registration on {day(question.on)}. Asked: {asked_on_paper(question, edition)}."
    where: Mapping[str, str] = {}
    if isinstance(answer, Plan):
        found = standing(rest())
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
        view.kind, view.unlisted = "undecided", answer.stopped == "incomplete"
        view.verdict = (
            f"Not known: {unlisted(answer)}."
            if answer.stopped == "incomplete"
            else "Not decided: time ran out before a plan was found or shown impossible."
        )
    before = Before.read(sent.get("was"))
    view.was = Before.of(answer).written() if isinstance(answer, Plan) else sent.get("was")
    if isinstance(answer, Plan):
        view.moved = before.against(answer)
    kept = baseline_of(sent, desk, library)
    if kept is not None:
        view.against, view.both = against(kept, answer), both_of(kept, answer)
        before = Before.of(kept) if isinstance(kept, Plan) else Before()
    ticks = Ticks.of(question, edition)
    view.groups = [
        group_of(group, edition, ticks, answer, where, view.prices, before)
        for group, _ in edition.every_group
    ]
    if sent.get("do") == "editions":
        view.elsewhere = list(under_others(sent, desk, answer, library, until))
    if sent.get("do") in {"", "beside"}:
        view.beside = in_another(sent, desk, answer, subjects, library, until)
    if unit := sent.get("why"):
        view.panel = panel(rest(), unit)
    between = [Goal(goal) for goal in sent.all("between") if goal in {one.value for one in Goal}]
    if len(between) == 2 and sent.get("do") == "tradeoff":
        view.front = front(rest(), (between[0], between[1]))
    if sent.get("do") == "hours":
        view.strip = strip(rest())
    if situation.held.record.achievements:
        worth = transfer(rest(), units=library.units)
        view.ledger = list(ledger_blocks(worth.ledger))
        view.worth = transfer_summary(worth)
    return view


def as_ticked(desk: Desk, sent: Sent) -> View:
    """Return what is shown where nothing could be worked out: the units, as they were ticked.

    They are those of the edition that was asked for, where that much is understood, else of the
    newest one.
    """
    edition = desk.asked.edition if desk.asked is not None else desk.subject.editions[-1]
    ticks, before = Ticks.sent(sent.fields), Before.read(sent.get("was"))
    shown = edition.options_of
    return View(
        was=sent.get("was"),
        groups=[
            group_of(group, edition, ticks, None, {}, {}, before)
            for group, _ in edition.every_group
        ],
        carried=[
            (name, value)
            for name, value in sent.fields
            if name.startswith(UNIT)
            and value in {"in", "out"}
            and name.removeprefix(UNIT) not in shown
        ],
    )


def prices(situation: Situation) -> dict[str, str]:
    """Return what it would cost to turn each unit round, by its reference, and nothing else."""
    answer = suggest(situation, priced=True)
    return {one.unit: price_words(one) for one in answer.prices} if isinstance(answer, Plan) else {}


def _of_plan(view: View, plan: Plan, situation: Situation) -> None:
    edition = situation.edition
    view.proven = plan.proof == "optimal"
    view.kind = "plan"
    view.verdict = (
        f"{'Best plan' if view.proven else 'A plan, not proven best'}: {size(plan.totals)}."
    )
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
    view.prices = {one.unit: price_words(one) for one in plan.prices}


def _other(one: Any, question: Question) -> Other:
    query = address(taking(question, [unit.unit for unit in one.units], one.left))
    words = upper(in_short(one))
    return Other(words, rows_of(one.units), size(one.totals), frozenset(one.entered), query)
