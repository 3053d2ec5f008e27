"""Answers and audits: what each is about, and which page it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from adviser.render.exceptions import show_exceptions
from adviser.render.page import bad, faint, good, page
from adviser.render.plan import show_not_counted, show_plan, show_rules, size, units_table
from adviser.render.speaking import DATE, SAME_OPTIONS, advised
from adviser.render.words import day, listed, missed, offer_name, references
from catalogue import Edition, RuleAudit
from catalogue.learner.record import LearnerRecord
from solver import Answer, AuditAnswer, Conflict, Plan, Subject, Undecided

if TYPE_CHECKING:
    from solver import Tradeoff


def show_answer(answer: Answer, edition: Edition, record: LearnerRecord | None = None) -> None:
    """Print the answer to a question, for a learner with ``record`` if one is given."""
    console = page()
    show_subject(console, answer)
    match answer:
        case Plan():
            show_plan(console, answer, edition)
            if record is not None:
                show_not_counted(console, answer, record, apart=True)
            if answer.alternatives is not None:
                from adviser.render.alternatives import show_alternatives

                show_alternatives(console, answer.alternatives, edition)
            if answer.prices:
                from adviser.render.alternatives import show_prices

                show_prices(console, answer.prices, edition)
        case _:
            show_no_plan(console, answer, edition)


def show_no_plan(
    console: Console, answer: Conflict | Undecided, edition: Edition, detailed: bool = False
) -> None:
    """Print why there is no plan."""
    show_exceptions(console, answer.exceptions)
    if answer.offer is not None:
        console.print(Text(f"By the offer {offer_name(answer.offer)}."))
        console.print()
    if isinstance(answer, Conflict):
        from adviser.render.conflict import show_conflict

        show_conflict(console, answer, edition, detailed)
        return
    from adviser.render.conflict import undecided, what_is_known, what_to_do

    console.print(bad(undecided(answer)))
    console.print("It may have an answer or none.")
    if known := what_is_known(answer, edition):
        console.print(known)
    console.print("What to do:")
    for line in what_to_do(answer):
        console.print(f"  {line}")


def show_explanation(answer: Answer, edition: Edition) -> None:
    """Print why nothing fits, in detail; or that something does."""
    console = page()
    show_subject(console, answer)
    if isinstance(answer, Plan):
        console.print(good(f"There is nothing to explain: a plan exists, {size(answer.totals)}."))
        if where := advised("{} prints it.", SAME_OPTIONS):
            console.print(where)
    else:
        show_no_plan(console, answer, edition, detailed=True)


def show_audit(answer: AuditAnswer, edition: Edition) -> None:
    """Print the verdict on a choice, broken rules first in the summary."""
    console = page()
    show_subject(console, answer)
    show_exceptions(console, answer.exceptions)
    sums = size(answer.totals)
    if answer.legal:
        console.print(good(f"Legal: {sums}. Every rule holds."))
    else:
        said = f"Not legal: {sums}." if answer.proven else f"Undecided: {sums}. {_UNPLACED}"
        if answer.proven and answer.may_be_legal:
            said = f"It cannot be told whether this is legal: {sums}."
        console.print(bad(said))
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
    console.print(units_table(answer.units, answer.totals))
    show_rules(console, answer.rules)
    if not answer.on and answer.closed:
        console.print()
        console.print(
            Text(
                f"Note: {listed(answer.closed)}"
                f" {'is' if len(answer.closed) == 1 else 'are'} not open to learners who register"
                f" today.{advised(' With {} the dates are judged too.', DATE)}"
            )
        )


_UNPLACED = (
    "Time ran out before it was shown whether these units can be placed in the groups so that every"
    " rule holds; this is the best placement that is known."
)


def show_subject(
    console: Console, answer: Answer | AuditAnswer | Tradeoff, trailing: bool = True
) -> None:
    """Print what an answer is about, with an empty line after it if ``trailing``."""
    subject: Subject = answer.qualification
    number = f"  {subject.number}" if subject.number else ""
    console.print(Text(f"{subject.title}{number}", style="bold"))
    console.print(faint(f"Edition: {subject.edition}"))
    if answer.on:
        console.print(faint(f"Registration on {day(answer.on)}"))
    if trailing:
        console.print()


def _broken(console: Console, rule: RuleAudit, edition: Edition) -> None:
    titles = {unit.reference: unit.title for unit in edition.units}
    if rule.may_hold:
        console.print(
            Text(f"  {rule.says.rstrip('.')}: cannot be told, since figures are unknown of")
        )
        for line in references(rule.unknown, titles):
            console.print(Text(f"    {line}"))
        console.print(faint(f"    source: {rule.source}"))
        return
    console.print(Text(f"  {rule.says.rstrip('.')}: {missed(rule)}."))
    if rule.units:
        word = "missing" if rule.shortfall else "together"
        for line in references(rule.units, titles):
            console.print(Text(f"    {word}: {line}"))
    console.print(faint(f"    source: {rule.source}"))
