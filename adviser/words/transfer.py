"""What a record is worth towards a qualification, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.answers import no_plan_blocks
from adviser.words.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Paragraph,
    Space,
    Tone,
    bad,
    good,
    item,
)
from adviser.words.exceptions import parted
from adviser.words.facts import amount, counted, day, listed, state
from adviser.words.from_offer import offer_note
from adviser.words.ledger import (
    HEADINGS,
    because,
    counting,
    doubts,
    named,
    policy,
    together,
)
from adviser.words.plan import goals_blocks, new_size, units_table
from adviser.words.subject import subject_blocks
from adviser.words.voice import RETAKES, advised
from catalogue import Edition
from catalogue.policy import Way
from solver import Conflict, Plan, Undecided
from solver.credit_transfer.transfer import Progress, StudiedAgain, Transfer
from solver.results.answers import Totals
from solver.results.ledger import Entry

_MOST_SENTENCES = 25
"""Achievements of one reason, from which on their references are listed under one heading."""


def transfer_blocks(answer: Transfer, edition: Edition) -> Iterator[Block]:
    """Yield a ledger, the progress on each rule, and what is left to do."""
    judged = f"; what is held was judged on {day(answer.as_of)}"
    yield from subject_blocks(answer, judged)
    for line in summary(answer):
        yield Paragraph(line)
    for words, sentences in parted(answer.exceptions):
        yield Heading(words)
        for sentence in sentences:
            yield item(sentence)
    yield from ledger_blocks(answer.ledger)
    if isinstance(answer.plan, Plan):
        yield from _progress(answer.progress)
        yield from _completion(answer.plan, answer.ledger, edition)
    else:
        yield Space()
        yield from no_plan_blocks(answer.plan.model_copy(update={"exceptions": ()}), edition)
    yield Heading("Recognition, as this qualification has it")
    for said in answer.policies:
        yield item(policy(said))
    if answer.overall_caps:
        yield item(f"{together(answer.overall_caps)}.")


def summary(answer: Transfer) -> list[str]:
    """What counts and what is left to do, in a few lines."""
    counts = sum(entry.counts for entry in answer.ledger)
    held = len(answer.ledger)
    if not isinstance(answer.plan, Plan):
        planless = {"no-plan", "not-offered", "undecided"}
        may = sum(entry.reason in planless for entry in answer.ledger)
        fits = f"{may} of {counted(held, 'achievement')} held could count in one"
        if isinstance(answer.plan, Conflict):
            none = "There is no plan, so nothing counts"
            if answer.plan.untold:
                none = "No plan is certain, so nothing counts for certain"
            lines = [f"{none}{f'; {fits}' if may else ''}."]
            return lines + _if_again(answer.studied_again, held)
        none = "No plan was found in time"
        if isinstance(answer.plan, Undecided) and answer.plan.stopped == "incomplete":
            none = "It is not known whether there is a plan"
        return [f"{none}{f'; {fits}' if may else ''}."]
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
        lines.append(f"Left to study: {new_size(totals)} ({proven}, by the goals).")
    if assessed:
        lines.append(
            f"Left to assess, for what was learnt by experience: {counted(assessed, 'unit')}."
        )
    lines += [f"Also needed, and no unit: {one.says}" for one in answer.plan.also_needed]
    return lines


def _if_again(other: StudiedAgain | None, held: int) -> list[str]:
    """What a plan would come to that studies something again that is held."""
    if other is None:
        return []
    credit = other.recognised_credit
    worth = "" if credit is None or not other.counting else f": {counted(credit, 'credit')}"
    return [
        f"If what is held may be studied again{advised(' ({})', RETAKES)},"
        f" {other.counting} of {counted(held, 'achievement')} would count{worth}, and"
        f" {new_size(other.totals)} would be left to study."
    ]


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


def ledger_blocks(entries: tuple[Entry, ...]) -> Iterator[Block]:
    """Yield every achievement with what became of it: what counts, then each reason."""
    if counts := [entry for entry in entries if entry.counts]:
        yield Heading("Held, and counts")
        for entry in counts:
            yield item(f"{entry.number}. {named(entry)}")
            yield item(counting(entry), indent=6, tone=Tone.GOOD)
    for reason, words in HEADINGS.items():
        same = [entry for entry in entries if entry.reason == reason]
        if not same:
            continue
        yield Heading(f"Held, not counted. {words} ({len(same)})")
        sentences = {because(entry) for entry in same}
        if len(sentences) == 1:
            yield item(because(same[0]), tone=Tone.FAINT)
        for line in doubts(entry.name for entry in same if reason == "unknown-unit"):
            yield item(line, tone=Tone.DOUBTFUL)
        if len(sentences) == 1 and len(same) > _MOST_SENTENCES:
            yield item(", ".join(dict.fromkeys(entry.name for entry in same)))
            continue
        for entry in same:
            yield item(f"{entry.number}. {named(entry)}")
            if len(sentences) > 1:
                yield item(because(entry), indent=6, tone=Tone.FAINT)


def _progress(progress: tuple[Progress, ...]) -> Iterator[Block]:
    yield Heading("Progress on each rule, by what counts from the record")
    rows: list[Sequence[Cell]] = []
    for one in progress:
        rule = one.rule
        planned = "" if one.planned is None else amount(one.planned, rule.measure)
        mark = good("holds") if rule.holds else bad(state(rule))
        rows.append((rule.says, amount(rule.value, rule.measure), planned, mark))
    yield Grid(
        (
            "Rule",
            "Held",
            "With the plan",
            "State now",
        ),
        rows,
        fold=("Rule",),
    )


def _completion(plan: Plan, entries: tuple[Entry, ...], edition: Edition) -> Iterator[Block]:
    for ways, words in (
        ({Way.STUDY}, "To study"),
        ({Way.RPL}, "To be assessed, learnt by experience: no teaching is needed"),
    ):
        chosen = tuple(unit for unit in plan.units if unit.through in ways)
        if chosen:
            yield Heading(words)
            yield units_table(chosen, Totals.of(chosen, edition))
    for line in again(plan, entries):
        yield item(line, indent=0)
    if plan.offer is not None:
        head, lines = offer_note(plan.offer, {unit.unit: unit.title for unit in plan.units})
        yield Heading(head)
        for line in lines:
            yield item(line)
    yield from goals_blocks(plan, edition)
