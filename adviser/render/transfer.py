"""What a record is worth towards a qualification, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from adviser.render.answers import show_no_plan
from adviser.render.exceptions import parted
from adviser.render.ledger import (
    HEADINGS,
    because,
    counting,
    doubts,
    named,
    policy,
    together,
)
from adviser.render.offer import offer_note
from adviser.render.page import bad, faint, good, heading, item, page, table
from adviser.render.plan import new_size, show_goals, units_table
from adviser.render.words import amount, counted, day, listed, state
from catalogue import Edition
from catalogue.policy import Way
from solver import Conflict, Plan
from solver.credit_transfer.transfer import Progress, Transfer
from solver.results.answers import Totals
from solver.results.ledger import Entry

_MOST_SENTENCES = 25
"""Achievements of one reason, from which on their references are listed under one heading."""


def show_transfer(answer: Transfer, edition: Edition) -> None:
    """Print a ledger, the progress on each rule, and what is left to do."""
    console = page()
    subject = answer.qualification
    number = f"  {subject.number}" if subject.number else ""
    console.print(Text(f"{subject.title}{number}", style="bold"))
    console.print(faint(f"Edition: {subject.edition}"))
    console.print(
        faint(f"Registration on {day(answer.on)}; what is held was judged on {day(answer.as_of)}")
    )
    console.print()
    for line in summary(answer):
        console.print(Text(line))
    for words, sentences in parted(answer.exceptions):
        heading(console, words)
        for sentence in sentences:
            item(console, sentence)
    show_ledger(console, answer.ledger)
    if isinstance(answer.plan, Plan):
        _progress(console, answer.progress)
        _completion(console, answer.plan, answer.ledger, edition)
    else:
        console.print()
        show_no_plan(console, answer.plan.model_copy(update={"exceptions": ()}), edition)
    heading(console, "Recognition, as this qualification has it")
    for said in answer.policies:
        item(console, policy(said))
    if answer.overall_caps:
        item(console, f"{together(answer.overall_caps)}.")


def summary(answer: Transfer) -> list[str]:
    """What counts and what is left to do, in a few lines."""
    counts = sum(entry.counts for entry in answer.ledger)
    held = len(answer.ledger)
    if not isinstance(answer.plan, Plan):
        may = sum(entry.reason in {"no-plan", "undecided"} for entry in answer.ledger)
        fits = f"{may} of {counted(held, 'achievement')} held could count in one"
        if isinstance(answer.plan, Conflict):
            return [f"There is no plan, so nothing counts{f'; {fits}' if may else ''}."]
        return [f"No plan was found in time{f'; {fits}' if may else ''}."]
    credit = "" if answer.recognised_credit is None else counted(answer.recognised_credit, "credit")
    worth = f": {credit}" if counts and credit else ""
    lines = [f"{counts} of {counted(held, 'achievement')} held {_verb(counts)}{worth}."]
    totals = answer.plan.totals
    proven = "proven least" if answer.plan.proof == "optimal" else "not proven least"
    assessed = sum(unit.through is Way.RPL for unit in answer.plan.units)
    if answer.already_held:
        left = "No unit is left to study" if answer.plan.also_needed else "Nothing is left to do"
        lines.append(f"Already held: what counts fulfils every rule. {left}.")
    elif not totals.new_units:
        lines.append("Nothing new is left to study.")
    else:
        lines.append(f"Left to study: {new_size(totals)} ({proven}, by the goals below).")
    if assessed:
        lines.append(
            f"Left to assess, for what was learnt by experience: {counted(assessed, 'unit')}."
        )
    lines += [f"Also needed, and no unit: {one.says}" for one in answer.plan.also_needed]
    return lines


def again(plan: Plan, entries: Sequence[Entry]) -> list[str]:
    """Say which units are to be studied although they are held, if any are."""
    new = {unit.unit for unit in plan.units if unit.through is Way.STUDY}
    held = [e for e in entries if e.route.achieved and not e.counts]
    names = list(dict.fromkeys(entry.name for entry in held if entry.name in new))
    if not names:
        return []
    return [f"Held, but to be studied again, since what is held does not count: {listed(names)}."]


def _verb(number: int) -> str:
    return "counts" if number == 1 else "count"


def show_ledger(console: Console, entries: tuple[Entry, ...]) -> None:
    """Print every achievement with what became of it: what counts, then each reason."""
    if counts := [entry for entry in entries if entry.counts]:
        heading(console, "Held, and counts")
        for entry in counts:
            item(console, f"{entry.number}. {named(entry)}")
            item(console, counting(entry), indent=6, style="green")
    for reason, words in HEADINGS.items():
        same = [entry for entry in entries if entry.reason == reason]
        if not same:
            continue
        heading(console, f"Held, not counted. {words} ({len(same)})")
        sentences = {because(entry) for entry in same}
        if len(sentences) == 1:
            item(console, because(same[0]), style="dim")
        for line in doubts(entry.name for entry in same if reason == "unknown-unit"):
            item(console, line, style="yellow")
        if len(sentences) == 1 and len(same) > _MOST_SENTENCES:
            item(console, ", ".join(dict.fromkeys(entry.name for entry in same)))
            continue
        for entry in same:
            item(console, f"{entry.number}. {named(entry)}")
            if len(sentences) > 1:
                item(console, because(entry), indent=6, style="dim")


def _progress(console: Console, progress: tuple[Progress, ...]) -> None:
    heading(console, "Progress on each rule, by what counts from the record")
    grid = table("Rule", "Held", "With the plan", "State now", fold=("Rule",))
    for one in progress:
        rule = one.rule
        planned = "" if one.planned is None else amount(one.planned, rule.measure)
        mark = good("holds") if rule.holds else bad(state(rule))
        grid.add_row(Text(rule.says), amount(rule.value, rule.measure), planned, mark)
    console.print(grid)


def _completion(console: Console, plan: Plan, entries: tuple[Entry, ...], edition: Edition) -> None:
    for ways, words in (
        ({Way.STUDY}, "To study"),
        ({Way.RPL}, "To be assessed, learnt by experience: no teaching is needed"),
    ):
        chosen = tuple(unit for unit in plan.units if unit.through in ways)
        if chosen:
            heading(console, words)
            console.print(units_table(chosen, Totals.of(chosen, edition)))
    for line in again(plan, entries):
        item(console, line, indent=0)
    if plan.offer is not None:
        head, lines = offer_note(plan.offer, {unit.unit: unit.title for unit in plan.units})
        heading(console, head)
        for line in lines:
            item(console, line)
    show_goals(console, plan, edition)
