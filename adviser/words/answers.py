"""Answers and audits: what each is about, and which page it gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adviser.words.blocks import Block, Paragraph, Space, bad, faint, good
from adviser.words.exceptions import exceptions_blocks
from adviser.words.facts import day, listed, missed, offer_name, references
from adviser.words.from_offer import offer_note
from adviser.words.plan import not_counted_blocks, plan_blocks, rules_blocks, size, units_table
from adviser.words.subject import subject_blocks
from adviser.words.voice import DATE, SAME_OPTIONS, advised
from catalogue import Edition, RuleAudit
from catalogue.learner.record import LearnerRecord
from solver import Answer, AuditAnswer, Conflict, Plan, Undecided

if TYPE_CHECKING:
    pass


def answer_blocks(
    answer: Answer, edition: Edition, record: LearnerRecord | None = None
) -> Iterator[Block]:
    """Yield the answer to a question, for a learner with ``record`` if one is given."""
    yield from subject_blocks(answer)
    match answer:
        case Plan():
            yield from plan_blocks(answer, edition)
            if record is not None:
                yield from not_counted_blocks(answer, record, apart=True)
            if answer.alternatives is not None:
                from adviser.words.alternatives import alternatives_blocks

                yield from alternatives_blocks(answer.alternatives, edition)
            if answer.prices:
                from adviser.words.alternatives import prices_blocks

                yield from prices_blocks(answer.prices, edition)
        case _:
            yield from no_plan_blocks(answer, edition)


def no_plan_blocks(
    answer: Conflict | Undecided, edition: Edition, detailed: bool = False
) -> Iterator[Block]:
    """Yield why there is no plan."""
    yield from exceptions_blocks(answer.exceptions)
    if answer.offer is not None:
        yield Paragraph(f"By the offer {offer_name(answer.offer)}.")
        yield Space()
    if isinstance(answer, Conflict):
        from adviser.words.conflict import conflict_blocks

        yield from conflict_blocks(answer, edition, detailed)
        return
    from adviser.words.conflict import undecided, what_is_known, what_to_do

    yield bad(undecided(answer))
    yield Paragraph("It may have an answer or none.")
    if known := what_is_known(answer, edition):
        yield Paragraph(known)
    yield Paragraph("What to do:")
    for line in what_to_do(answer):
        yield Paragraph(f"  {line}")


def explanation_blocks(answer: Answer, edition: Edition) -> Iterator[Block]:
    """Yield why nothing fits, in detail; or that something does."""
    yield from subject_blocks(answer)
    if isinstance(answer, Plan):
        yield good(f"There is nothing to explain: a plan exists, {size(answer.totals)}.")
        if where := advised("{} prints it.", SAME_OPTIONS):
            yield Paragraph(where)
    else:
        yield from no_plan_blocks(answer, edition, detailed=True)


def audit_blocks(answer: AuditAnswer, edition: Edition) -> Iterator[Block]:
    """Yield the verdict on a choice, broken rules first in the summary."""
    yield from subject_blocks(answer)
    yield from exceptions_blocks(answer.exceptions)
    sums = size(answer.totals)
    if answer.legal:
        yield good(f"Legal: {sums}. Every rule holds.")
    else:
        said = f"Not legal: {sums}." if answer.proven else f"Undecided: {sums}. {_UNPLACED}"
        if answer.proven and answer.may_be_legal:
            said = f"It cannot be told whether this is legal: {sums}."
        yield bad(said)
        for rule in answer.rules:
            if not rule.holds:
                yield from _broken(rule, edition)
        for clash in answer.clashes:
            words = (
                f"Only one of {listed(clash.units)} can count: they are versions of one place"
                f" in group {clash.group}."
                if clash.kind == "place-filled-twice"
                else f"{clash.units[0]} can count only once."
            )
            yield Paragraph(f"  {words}")
        if answer.on and answer.closed:
            yield Paragraph(
                f"  Not open to new study on {day(answer.on)}: {listed(answer.closed)}."
            )
        if answer.not_offered:
            yield Paragraph(f"  Not offered by the centre: {listed(answer.not_offered)}.")
        if answer.full:
            yield Paragraph(f"  No place left at the centre: {listed(answer.full)}.")
    yield Space()
    yield units_table(answer.units, answer.totals)
    yield from rules_blocks(answer.rules)
    if answer.offer is not None:
        head, lines = offer_note(answer.offer, {one.unit: one.title for one in answer.units})
        yield Space()
        yield Paragraph(head)
        yield from (Paragraph(line, indent=2) for line in lines)
    if not answer.on and answer.closed:
        yield Space()
        yield Paragraph(
            f"Note: {listed(answer.closed)}"
            f" {'is' if len(answer.closed) == 1 else 'are'} not open to learners who register"
            f" today.{advised(' With {} the dates are judged too.', DATE)}"
        )


_UNPLACED = (
    "Time ran out before it was shown whether these units can be placed in the groups so that every"
    " rule holds; this is the best placement that is known."
)


def _broken(rule: RuleAudit, edition: Edition) -> Iterator[Block]:
    titles = {unit.reference: unit.title for unit in edition.units}
    if rule.may_hold and not rule.unknown:
        told = "cannot be told, since nobody knows how much is asked for"
        yield Paragraph(f"  {rule.says.rstrip('.')}: {told}")
        yield faint(f"    source: {rule.source}")
        return
    if rule.may_hold:
        yield Paragraph(f"  {rule.says.rstrip('.')}: cannot be told, since figures are unknown of")
        for line in references(rule.unknown, titles):
            yield Paragraph(f"    {line}")
        yield faint(f"    source: {rule.source}")
        return
    yield Paragraph(f"  {rule.says.rstrip('.')}: {missed(rule)}.")
    if rule.units:
        word = "missing" if rule.shortfall else "together"
        for line in references(rule.units, titles):
            yield Paragraph(f"    {word}: {line}")
    yield faint(f"    source: {rule.source}")
