"""A plan as an adviser reads it, and the tables that it shares with other answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Paragraph,
    Space,
    Tone,
    bad,
    faint,
    good,
    item,
)
from adviser.words.exceptions import exceptions_blocks
from adviser.words.facts import (
    counted,
    goal_value,
    goal_words,
    listed,
    of_listed,
    reached,
    references,
    state,
    upper,
)
from adviser.words.from_offer import offer_note
from adviser.words.unknowns import (
    among_words,
    credit_cell,
    credit_sum,
    credit_words,
    left_out_words,
    level_cell,
)
from adviser.words.voice import LONGER, REASONS, advised
from catalogue import Edition, RuleAudit, Way
from catalogue.learner.record import LearnerRecord
from solver import Answer, CountedUnit, Goal, GoalValue, Plan, Totals


def plan_blocks(plan: Plan, edition: Edition) -> Iterator[Block]:
    """Yield a plan: its units, goals, rules and what must be known besides."""
    proven = plan.proof == "optimal"
    head = "Best plan" if proven else "A plan, not proven best"
    yield good(f"{head}: {size(plan.totals)}.")
    yield Space()
    yield from exceptions_blocks(plan.exceptions)
    yield units_table(plan.units, plan.totals)
    if recognises(plan):
        yield Space()
        yield Paragraph(f"Of this, new study: {new_size(plan.totals)}.")
    yield from goals_blocks(plan, edition)
    yield from rules_blocks(plan.rules)
    yield from _notes(plan, edition)


def recognises(answer: Answer) -> bool:
    """Whether an answer is a plan in which something counts that is not newly studied."""
    return isinstance(answer, Plan) and answer.totals.new_units < answer.totals.units


_NAMED = 6
"""What is held and not counted, and is named, at the most."""


def not_counted_blocks(plan: Plan, record: LearnerRecord, apart: bool = False) -> Iterator[Block]:
    """Yield what of a record does not count in a plan, if anything; ``apart`` by an empty line."""
    counts = {unit.achievement for unit in plan.units}
    names = [a.name for n, a in enumerate(record.achievements, 1) if n not in counts]
    if names:
        if apart:
            yield Space()
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        yield item(f"Held, but not counted: {listed([*names[:_NAMED], *more])}.")
        if why := advised("{} tells why.", REASONS):
            yield item(why, 2, Tone.FAINT)


def also_needed_blocks(plan: Plan) -> Iterator[Block]:
    """Yield what the qualification asks for besides units, a line for each."""
    for need in plan.also_needed:
        yield item(f"Also needed, and no unit: {need.says}")


def new_size(totals: Totals) -> str:
    """What new study comes to: ``6 units, 32 credits, 99 GLH``."""
    parts = [counted(totals.new_units, "unit")]
    if totals.new_credit is not None:
        parts.append(counted(totals.new_credit, "credit"))
    parts.append("GLH unknown" if totals.new_glh is None else f"{totals.new_glh} GLH")
    return ", ".join(parts)


def proof_words(goal: GoalValue, plan: Plan) -> str:
    """How far it is proven that a goal can come to nothing better, on screen and on paper."""
    among = among_words(plan.left_out, plan.left_out_for)
    if goal.proven:
        return f"proven{among}"
    if goal.bound is None:
        return "not proven; nothing is known of how far it could go"
    beyond = "above" if goal.goal is Goal.MOST_PREFERRED else "below"
    gap = abs(goal.value - goal.bound)
    return f"not proven; no choice{among} goes {beyond} {goal.bound}, so {gap} off at most"


def goals_blocks(plan: Plan, edition: Edition) -> Iterator[Block]:
    """Yield what a plan comes to by each goal, and how far that is proven."""
    yield Heading("Goals")
    for number, goal in enumerate(plan.goals, 1):
        proof = proof_words(goal, plan)
        comes_to = goal_value(goal.goal, goal.value, edition)
        line = f"  {number}. {goal_words(goal.goal)}: {comes_to} ({proof})"
        yield Paragraph(line)
    more = "the least to assess, the most recognised, " if recognises(plan) else ""
    yield faint(f"  Among equals: {more}the fewest units, then catalogue order.")


def plan_notes(plan: Plan, edition: Edition) -> list[tuple[str, list[str]]]:
    """Return what must be known of a plan besides: each with what it is about, unit by unit."""
    proven = plan.proof == "optimal"
    titles = {unit.reference: unit.title for unit in edition.units}
    notes: list[tuple[str, list[str]]] = []
    if plan.left_out:
        count = counted(len(plan.left_out), "unit")
        what = left_out_words(plan.left_out_for)
        notes.append((f"{count} left out, {what} unknown:", references(plan.left_out, titles)))
    if plan.totals.unknown_credit:
        names = references(plan.totals.unknown_credit, titles)
        notes.append(("Credit unknown, so not in the total:", names))
    if "glh" not in plan.left_out_for and plan.totals.unknown_glh:
        notes.append(
            ("Hours unknown, so not in the total:", references(plan.totals.unknown_glh, titles))
        )
    if any(unit.glh_estimated for unit in plan.units):
        notes.append(("~ marks hours estimated from the published hours per credit.", []))
    if plan.totals.surplus_credit:
        surplus = counted(abs(plan.totals.surplus_credit), "credit")
        way = "more" if plan.totals.surplus_credit > 0 else "fewer"
        notes.append((f"{surplus} {way} than the qualification asks for.", []))
    if plan.offer is not None:
        notes.append(offer_note(plan.offer, titles))
    if plan.also_needed:
        lines = [f"{upper(one.says)}  ({one.source})" for one in plan.also_needed]
        notes.append(("Also needed, and no unit:", lines))
    if among := of_listed(plan.incomplete):
        notes.append((among, []))
    if not proven:
        why = "Time ran out" if plan.stopped == "time" else "You stopped the search"
        longer = advised(": {} gives it longer than that", LONGER)
        notes.append((f"{why}{longer}.", []))
    return notes


def _notes(plan: Plan, edition: Edition) -> Iterator[Block]:
    for head, lines in plan_notes(plan, edition):
        yield Space()
        yield Paragraph(head)
        for line in lines:
            yield Paragraph(f"  {line}")


def size(totals: Totals) -> str:
    """``10 units, 50 credits, 171 GLH``, and what is unknown of it."""
    parts = [counted(totals.units, "unit")]
    if credit := credit_words(totals):
        parts.append(credit)
    if totals.glh is not None:
        parts.append(f"{totals.glh} GLH")
    elif totals.known_glh:
        parts.append(
            f"{totals.known_glh} GLH and the unknown hours of"
            f" {counted(len(totals.unknown_glh), 'unit')}"
        )
    else:
        parts.append("GLH unknown")
    return ", ".join(parts)


def units_table(units: Sequence[CountedUnit], totals: Totals) -> Grid:
    """Return the table of the units of a choice, with their sums."""
    recognised = any(unit.through is not Way.STUDY for unit in units)
    levels = not units or any(unit.level is not None for unit in units)
    columns = [
        *("Group", "Unit", "Title"),
        *(["Level"] if levels else []),
        *("Credit", "GLH"),
        *(["Through"] if recognised else []),
    ]
    rows = [
        [
            *(unit.group, unit.unit, unit.title),
            *([level_cell(unit.level)] if levels else []),
            *(credit_cell(unit.credit, unit.credit_unknown), _hours(unit)),
            *([_through(unit)] if recognised else []),
        ]
        for unit in units
    ]
    glh = "unknown" if totals.glh is None else str(totals.glh)
    estimated = "~" if totals.glh is not None and any(unit.glh_estimated for unit in units) else ""
    rows.append(
        [
            *("Total", "", counted(totals.units, "unit")),
            *([""] if levels else []),
            *(credit_sum(totals), estimated + glh),
            *([""] if recognised else []),
        ]
    )
    right, fold = ("Level", "Credit", "GLH"), ("Title", "Through")
    return Grid(columns, rows, right, total=True, fold=fold)


def _through(unit: CountedUnit) -> str:
    """Through what a unit counts; nothing of new study."""
    if unit.through is Way.STUDY:
        return ""
    other = f" of {unit.held}" if unit.held != unit.unit else ""
    return f"{unit.through.removeprefix('credit-')}{other}"


def _hours(unit: CountedUnit) -> str:
    if unit.glh is None:
        return "unknown"
    return f"~{unit.glh}" if unit.glh_estimated else str(unit.glh)


def rules_blocks(rules: Sequence[RuleAudit]) -> Iterator[Block]:
    """Yield how each rule stands."""
    yield Heading("Rules")
    rows: list[Sequence[Cell]] = []

    def add(rule: RuleAudit, depth: int, judged: bool) -> None:
        words = state(rule) if judged or rule.holds else "does not hold"
        mark = good(words) if rule.holds else bad(words) if judged else faint(words)
        rows.append(("  " * depth + rule.id, rule.says, reached(rule), mark))
        for part in rule.parts:
            add(part, depth + 1, False)

    for rule in rules:
        add(rule, 0, True)
    yield Grid(
        (
            "Rule",
            "Says",
            "Reached",
            "State",
        ),
        rows,
        fold=("Says",),
    )
