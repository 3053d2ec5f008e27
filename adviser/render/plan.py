"""A plan as an adviser reads it, and the tables that it shares with other answers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adviser.render.exceptions import show_exceptions
from adviser.render.offer import offer_note
from adviser.render.page import bad, faint, good, heading, item, table
from adviser.render.speaking import LONGER, REASONS, advised
from adviser.render.unknowns import (
    among_words,
    credit_cell,
    credit_sum,
    credit_words,
    left_out_words,
    level_cell,
)
from adviser.render.words import (
    counted,
    goal_value,
    goal_words,
    listed,
    reached,
    references,
    state,
    upper,
)
from catalogue import Edition, RuleAudit, Way
from catalogue.learner.record import LearnerRecord
from solver import Answer, CountedUnit, Goal, GoalValue, Plan, Totals


def show_plan(console: Console, plan: Plan, edition: Edition) -> None:
    """Print a plan: its units, goals, rules and what must be known besides."""
    proven = plan.proof == "optimal"
    head = "Best plan" if proven else "A plan, not proven best"
    console.print(good(f"{head}: {size(plan.totals)}."))
    console.print()
    show_exceptions(console, plan.exceptions)
    console.print(units_table(plan.units, plan.totals))
    if recognises(plan):
        console.print()
        console.print(Text(f"Of this, new study: {new_size(plan.totals)}."))
    show_goals(console, plan, edition)
    show_rules(console, plan.rules)
    _notes(console, plan, edition)


def recognises(answer: Answer) -> bool:
    """Whether an answer is a plan in which something counts that is not newly studied."""
    return isinstance(answer, Plan) and answer.totals.new_units < answer.totals.units


_NAMED = 6
"""What is held and not counted, and is named, at the most."""


def show_not_counted(
    console: Console, plan: Plan, record: LearnerRecord, apart: bool = False
) -> None:
    """Print what of a record does not count in a plan, if anything; ``apart`` by an empty line."""
    counts = {unit.achievement for unit in plan.units}
    names = [a.name for n, a in enumerate(record.achievements, 1) if n not in counts]
    if names:
        if apart:
            console.print()
        more = [f"{len(names) - _NAMED} more"] if len(names) > _NAMED else []
        item(console, f"Held, but not counted: {listed([*names[:_NAMED], *more])}.")
        if why := advised("{} tells why.", REASONS):
            item(console, why, 2, "dim")


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


def show_goals(console: Console, plan: Plan, edition: Edition) -> None:
    """Print what a plan comes to by each goal, and how far that is proven."""
    heading(console, "Goals")
    for number, goal in enumerate(plan.goals, 1):
        proof = proof_words(goal, plan)
        comes_to = goal_value(goal.goal, goal.value, edition)
        line = f"  {number}. {goal_words(goal.goal)}: {comes_to} ({proof})"
        console.print(Text(line))
    more = "the least to assess, the most recognised, " if recognises(plan) else ""
    console.print(faint(f"  Among equals: {more}the fewest units, then catalogue order."))


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
    if not proven:
        why = "Time ran out" if plan.stopped == "time" else "You stopped the search"
        longer = advised(": {} gives it longer than that", LONGER)
        notes.append((f"{why}{longer}.", []))
    return notes


def _notes(console: Console, plan: Plan, edition: Edition) -> None:
    for head, lines in plan_notes(plan, edition):
        console.print()
        console.print(Text(head))
        for line in lines:
            console.print(Text(f"  {line}"))


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


def units_table(units: Sequence[CountedUnit], totals: Totals) -> Table:
    """Return the table of the units of a choice, with their sums."""
    recognised = any(unit.through is not Way.STUDY for unit in units)
    levels = not units or any(unit.level is not None for unit in units)
    grid = table(
        "Group",
        "Unit",
        "Title",
        *(["Level"] if levels else []),
        "Credit",
        "GLH",
        *(["Through"] if recognised else []),
        right=("Level", "Credit", "GLH"),
        fold=("Title", "Through"),
    )
    for unit in units:
        grid.add_row(
            unit.group,
            unit.unit,
            Text(unit.title),
            *([level_cell(unit.level)] if levels else []),
            credit_cell(unit.credit, unit.credit_unknown),
            _hours(unit),
            *([_through(unit)] if recognised else []),
        )
    grid.add_section()
    glh = "unknown" if totals.glh is None else str(totals.glh)
    estimated = "~" if totals.glh is not None and any(unit.glh_estimated for unit in units) else ""
    grid.add_row(
        "Total",
        "",
        counted(totals.units, "unit"),
        *([""] if levels else []),
        credit_sum(totals),
        estimated + glh,
        style="bold",
    )
    return grid


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


def show_rules(console: Console, rules: Sequence[RuleAudit]) -> None:
    """Print how each rule stands."""
    heading(console, "Rules")
    grid = table("Rule", "Says", "Reached", "State", fold=("Says",))

    def add(rule: RuleAudit, depth: int, judged: bool) -> None:
        words = state(rule) if judged or rule.holds else "does not hold"
        mark = good(words) if rule.holds else bad(words) if judged else faint(words)
        grid.add_row("  " * depth + rule.id, Text(rule.says), reached(rule), mark)
        for part in rule.parts:
            add(part, depth + 1, False)

    for rule in rules:
        add(rule, 0, True)
    console.print(grid)
