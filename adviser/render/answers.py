"""Plans, conflicts, undecided answers and audits, as an adviser reads them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from adviser.render.page import bad, faint, good, heading, page, table
from adviser.render.words import (
    GOAL_WORDS,
    amount,
    counted,
    day,
    listed,
    missed,
    reached,
    references,
    state,
)
from catalogue import Edition, RuleAudit
from solver import (
    Answer,
    AuditAnswer,
    Conflict,
    CountedUnit,
    Plan,
    Question,
    Subject,
    Totals,
    Undecided,
    UnknownHours,
)


def show_answer(answer: Answer, question: Question, edition: Edition) -> None:
    """Print the answer to a question."""
    console = page()
    _subject(console, answer.qualification)
    console.print(faint(f"Registration on {day(answer.on)}"))
    console.print()
    match answer:
        case Plan():
            _plan(console, answer, edition)
        case Conflict():
            _conflict(console, answer, edition)
        case Undecided():
            _undecided(console, answer)


def show_audit(answer: AuditAnswer, edition: Edition) -> None:
    """Print the verdict on a choice, broken rules first in the summary."""
    console = page()
    _subject(console, answer.qualification)
    if answer.on:
        console.print(faint(f"Registration on {day(answer.on)}"))
    console.print()
    size = _size(answer.totals)
    if answer.legal:
        console.print(good(f"Legal: {size}. Every rule holds."))
    else:
        console.print(bad(f"Not legal: {size}."))
        for rule in answer.rules:
            if not rule.holds:
                _broken(console, rule, edition)
        for clash in answer.clashes:
            words = (
                f"Only one of {listed(clash.units)} can count: they are versions of one place"
                f" in group {clash.group}."
                if clash.kind == "place-filled-twice"
                else f"{clash.units[0]} can count only once."
            )
            console.print(Text(f"  {words}"))
        if answer.on and answer.closed:
            console.print(
                Text(f"  Not open to new study on {day(answer.on)}: {listed(answer.closed)}.")
            )
    console.print()
    console.print(_units(answer.units, answer.totals))
    _rules(console, answer.rules)
    if not answer.on and answer.closed:
        console.print()
        console.print(
            Text(
                f"Note: {listed(answer.closed)}"
                f" {'is' if len(answer.closed) == 1 else 'are'} not open to learners who register"
                " today. With --on DATE the dates are judged too."
            )
        )


def _subject(console: Console, subject: Subject) -> None:
    number = f"  {subject.number}" if subject.number else ""
    console.print(Text(f"{subject.title}{number}", style="bold"))
    console.print(faint(f"Edition: {subject.edition}"))


def _size(totals: Totals) -> str:
    parts = [counted(totals.units, "unit")]
    if totals.credit is not None:
        parts.append(counted(totals.credit, "credit"))
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


def _plan(console: Console, plan: Plan, edition: Edition) -> None:
    proven = plan.proof == "optimal"
    head = "Best plan" if proven else "A plan, not proven best"
    console.print(good(f"{head}: {_size(plan.totals)}."))
    console.print()
    console.print(_units(plan.units, plan.totals))
    heading(console, "Goals")
    for number, goal in enumerate(plan.goals, 1):
        name, form = GOAL_WORDS[goal.goal]
        among = " among choices whose hours are known" if plan.left_out else ""
        if goal.proven:
            proof = f"proven{among}"
        elif goal.bound is not None:
            proof = f"not proven; no choice{among} goes below {goal.bound}"
        else:
            proof = "not proven"
        console.print(Text(f"  {number}. {name}: {form.format(goal.value)} ({proof})"))
    console.print(faint("  Among equals: the fewest units, then catalogue order."))
    _rules(console, plan.rules)
    titles = {unit.reference: unit.title for unit in edition.units}
    notes = []
    if plan.left_out:
        count = counted(len(plan.left_out), "unit")
        notes.append((f"{count} left out, hours unknown:", references(plan.left_out, titles)))
    if not plan.left_out and plan.totals.unknown_glh:
        notes.append(
            ("Hours unknown, so not in the total:", references(plan.totals.unknown_glh, titles))
        )
    if any(unit.glh_estimated for unit in plan.units):
        notes.append(("~ marks hours estimated from the published hours per credit.", []))
    if plan.totals.surplus_credit:
        surplus = counted(plan.totals.surplus_credit, "credit")
        notes.append((f"{surplus} more than the qualification asks for.", []))
    if not proven:
        notes.append(("Time ran out: --time-limit gives the search longer.", []))
    for head, lines in notes:
        console.print()
        console.print(Text(head))
        for line in lines:
            console.print(Text(f"  {line}"))


def _units(units: Sequence[CountedUnit], totals: Totals) -> Table:
    grid = table(
        "Group", "Unit", "Title", "Level", "Credit", "GLH", right=("Level", "Credit", "GLH")
    )
    for unit in units:
        grid.add_row(
            unit.group,
            unit.unit,
            Text(unit.title),
            str(unit.level.written),
            "none" if unit.credit is None else str(unit.credit),
            _hours(unit),
        )
    grid.add_section()
    glh = "unknown" if totals.glh is None else str(totals.glh)
    estimated = "~" if totals.glh is not None and any(unit.glh_estimated for unit in units) else ""
    grid.add_row(
        "Total",
        "",
        counted(totals.units, "unit"),
        "",
        "none" if totals.credit is None else str(totals.credit),
        estimated + glh,
        style="bold",
    )
    return grid


def _hours(unit: CountedUnit) -> str:
    if unit.glh is None:
        return "unknown"
    return f"~{unit.glh}" if unit.glh_estimated else str(unit.glh)


def _rules(console: Console, rules: Sequence[RuleAudit]) -> None:
    heading(console, "Rules")
    grid = table("Rule", "Says", "Reached", "State", fold="Says")

    def add(rule: RuleAudit, depth: int, judged: bool) -> None:
        words = state(rule) if judged or rule.holds else "does not hold"
        mark = good(words) if rule.holds else bad(words) if judged else faint(words)
        grid.add_row("  " * depth + rule.id, Text(rule.says), reached(rule), mark)
        for part in rule.parts:
            add(part, depth + 1, False)

    for rule in rules:
        add(rule, 0, True)
    console.print(grid)


def _broken(console: Console, rule: RuleAudit, edition: Edition) -> None:
    titles = {unit.reference: unit.title for unit in edition.units}
    console.print(Text(f"  {rule.says.rstrip('.')}: {missed(rule)}."))
    if rule.units:
        word = "missing" if rule.shortfall else "together"
        for line in references(rule.units, titles):
            console.print(Text(f"    {word}: {line}"))
    console.print(faint(f"    source: {rule.source}"))


_REASONS = {
    "rule": "No choice fits: the rule of combination itself cannot be met, whatever is asked.",
    "date": "No choice fits: the rule of combination cannot be met with the units that are open on"
    " the date of registration.",
    "wishes": "No choice fits: every choice that the rules allow breaks something that was asked.",
    "not-told-apart": "No choice fits. Time ran out before it was told apart why.",
}


def _conflict(console: Console, conflict: Conflict, edition: Edition) -> None:
    titles = {unit.reference: unit.title for unit in edition.units}
    if conflict.reason == "unknown-hours":
        _unknown_hours(console, conflict)
        return
    console.print(bad(_REASONS[conflict.reason]))
    if conflict.reason != "wishes":
        return
    console.print("This is proven. It was asked:")
    limits = conflict.limits
    for most, measure, new in (
        (limits.new_glh, "glh", "of new study"),
        (limits.new_credit, "credit", "of new study"),
        (limits.new_units, "units", "of new study"),
    ):
        if most is not None:
            console.print(Text(f"  at most {amount(most, measure)} {new}"))
    for line in references(conflict.want, titles):
        console.print(Text(f"  with {line}"))
    for line in references(conflict.avoid, titles):
        console.print(Text(f"  without {line}"))
    if conflict.left_out:
        count = counted(len(conflict.left_out), "unit")
        console.print()
        console.print(Text(f"{count} left out, hours unknown:"))
        for line in references(conflict.left_out, titles):
            console.print(Text(f"  {line}"))


def _unknown_hours(console: Console, conflict: Conflict) -> None:
    if conflict.fewest_unknown is None:
        console.print(bad("No plan: the hours of these units are unknown."))
    else:
        console.print(bad("The question about GLH cannot be answered: too many hours are unknown."))
        least = counted(conflict.fewest_unknown, "unit")
        console.print(f"Every choice that fits has at least {least} whose hours are unknown.")
        if conflict.units:
            console.print("Needed in every such choice:")
    for unit in conflict.units:
        console.print(Text(f"  {unit.group}  {unit.unit}  {unit.title}"))
    console.print()
    console.print(
        f"With --unknown-glh {UnknownHours.ESTIMATE.value} the hours are estimated;"
        " --goal least-credit asks for no hours."
    )


def _undecided(console: Console, answer: Undecided) -> None:
    console.print(bad("Undecided: time ran out before a plan was found or shown impossible."))
    console.print(f"The limit was {answer.time_limit:g} seconds; --time-limit gives it longer.")
