"""The report to hand over: the plan, the ledger, each rule with its source, the claim sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from adviser.words.blocks import Block, Document, Grid, Heading, Items, Paragraph, Tone
from adviser.words.exceptions import parted
from adviser.words.facts import (
    amount,
    counted,
    day,
    goal_value,
    goal_words,
    reached,
    state,
    upper,
)
from adviser.words.handover import (
    BLANK,
    centre_line,
    groups_line,
    learner_blocks,
    note_blocks,
    other_blocks,
)
from adviser.words.ledger import WAYS, evidence, policy, together
from adviser.words.plan import new_size, proof_words, size
from adviser.words.report_parts import ledger_blocks, no_plan_blocks, versions
from adviser.words.transfer import summary
from adviser.words.unknowns import credit_cell, level_cell
from adviser.words.voice import Voice, speaking
from catalogue import Edition, Qualification, RuleAudit, Way
from catalogue.learner.exceptions import Excepted
from catalogue.learner.record import LearnerRecord
from catalogue.policy import award_key
from solver import Answer, CountedUnit, Plan
from solver.credit_transfer.transfer import Transfer
from solver.results.ledger import Entry


@speaking(Voice.PLAIN)
def report_plan(
    answer: Answer,
    qualification: Qualification,
    edition: Edition,
    record: LearnerRecord,
    digest: str,
    ledger: Sequence[Entry] = (),
    asked: str = "",
    centre: str = "",
) -> Document:
    """Return the report of an answer of ``suggest``; ``ledger`` is that of the record.

    ``digest`` is the version of the catalogue, ``asked`` what was asked, in one line, and
    ``centre`` who hands it over.
    """
    about = "Which units to take, by the rules of the qualification"
    document = _begun(about, answer, qualification, edition, record, digest, asked, centre)
    blocks = document.blocks
    if isinstance(answer, Plan):
        blocks += [Heading("In short"), Paragraph(_head(answer), tone=Tone.STRONG)]
        blocks += _exceptions(answer.exceptions)
        blocks += _recognised(answer.units)
        blocks += ledger_blocks([entry for entry in ledger if not entry.counts])
        blocks += _plan(answer, edition)
        blocks += _rules(answer.rules)
        blocks += other_blocks(answer, edition)
        blocks += _reading()
        blocks += learner_blocks(answer, edition, record)
        blocks += _claims(answer.units, record, document.title, answer.exceptions)
    else:
        blocks += _exceptions(answer.exceptions)
        blocks += no_plan_blocks(answer, edition)
        blocks += ledger_blocks(ledger)
        blocks += _reading()
    return document


@speaking(Voice.PLAIN)
def report_transfer(
    answer: Transfer,
    qualification: Qualification,
    edition: Edition,
    record: LearnerRecord,
    digest: str,
    asked: str = "",
    centre: str = "",
) -> Document:
    """Return the report of an answer of ``transfer``: it ends with the claim sheet.

    ``digest`` is the version of the catalogue, ``centre`` who hands it over.
    """
    about = "What the learner holds, what of it counts here, and what is left to do"
    document = _begun(about, answer, qualification, edition, record, digest, asked, centre)
    blocks = document.blocks
    blocks.append(Heading("In short"))
    blocks += [Paragraph(line, tone=Tone.STRONG) for line in summary(answer)]
    blocks += _exceptions(answer.exceptions)
    if not isinstance(answer.plan, Plan):
        blocks += no_plan_blocks(answer.plan, edition)
    blocks += ledger_blocks(answer.ledger)
    if isinstance(answer.plan, Plan):
        blocks += [Heading("Progress on each rule"), _progress(answer)]
        blocks += _plan(answer.plan, edition)
        blocks += _rules(answer.plan.rules)
        blocks += other_blocks(answer.plan, edition)
    blocks += [
        Heading("Recognition, as the qualification has it"),
        Items(
            [
                *(upper(policy(said)) for said in answer.policies),
                *([f"{upper(together(answer.overall_caps))}."] if answer.overall_caps else []),
            ]
        ),
    ]
    blocks += _reading()
    if isinstance(answer.plan, Plan):
        blocks += learner_blocks(answer.plan, edition, record)
    units = answer.plan.units if isinstance(answer.plan, Plan) else ()
    blocks += _claims(units, record, document.title, answer.exceptions)
    return document


def _begun(
    about: str,
    answer: Answer | Transfer,
    qualification: Qualification,
    edition: Edition,
    record: LearnerRecord,
    digest: str,
    asked: str,
    centre: str,
) -> Document:
    number = f" ({qualification.number})" if qualification.number else ""
    under = [
        f"{qualification.awarding_organisation}, {qualification.level}."
        f" Edition: {edition.edition}. Source: {edition.source}",
        f"Registration on {day(answer.on)}",
    ]
    if isinstance(answer, Transfer):
        under[-1] += f"; what is held was judged on {day(answer.as_of)}"
    if record.learner:
        under.insert(0, f"Learner: {record.learner}")
    under[:0] = [about, *centre_line(centre)]
    if asked:
        under.append(f"Asked: {asked}")
    under.append(f"Made on {day(date.today())} with {versions(digest)}")
    return Document(f"{qualification.title}{number}", under)


def _head(plan: Plan) -> str:
    best = "The best plan" if plan.proof == "optimal" else "A plan, not proven best"
    words = f"{best}: {size(plan.totals)}."
    if plan.totals.new_units < plan.totals.units:
        words += f" Of this, new study: {new_size(plan.totals)}."
    return words


def _exceptions(exceptions: Sequence[Excepted]) -> Iterator[Block]:
    for words, sentences in parted(exceptions):
        yield Heading(words)
        yield Items([upper(sentence) for sentence in sentences])


def _plan(plan: Plan, edition: Edition) -> Iterator[Block]:
    study = [unit for unit in plan.units if unit.through is Way.STUDY]
    learnt = [unit for unit in plan.units if unit.through is Way.RPL]
    for units, words in (
        (study, "To study"),
        (learnt, "To be assessed, learnt by experience: no teaching is needed"),
    ):
        if units:
            yield Heading(words)
            if line := groups_line(units, edition):
                yield Paragraph(line)
            yield _units(units)
    yield Heading("What this is best by")
    yield Items(
        [
            f"{upper(goal_words(goal.goal))}: {goal_value(goal.goal, goal.value, edition)}"
            f" ({proof_words(goal, plan)})"
            for goal in plan.goals
        ]
    )
    yield from note_blocks(plan, edition)


def _recognised(units: Sequence[CountedUnit]) -> Iterator[Block]:
    rows = [
        [
            unit.group,
            unit.unit if unit.held == unit.unit else f"{unit.unit} (held: {unit.held})",
            unit.title,
            credit_cell(unit.credit, unit.credit_unknown),
            WAYS[unit.through],
        ]
        for unit in units
        if unit.achievement
    ]
    if rows:
        yield Heading("Recognised, from what is held")
        columns = ("Group", "Unit", "Title", "Credit", "Through")
        yield Grid(columns, rows, frozenset({"Credit"}))


def _units(units: Sequence[CountedUnit]) -> Grid:
    rows = [
        [
            unit.group,
            unit.unit,
            unit.title,
            level_cell(unit.level),
            credit_cell(unit.credit, unit.credit_unknown),
            "unknown" if unit.glh is None else f"{'~' if unit.glh_estimated else ''}{unit.glh}",
        ]
        for unit in units
    ]
    sums = ["Total", "", counted(len(units), "unit"), "", "", ""]
    for place, values in (
        (4, [unit.credit for unit in units]),
        (5, [unit.glh for unit in units]),
    ):
        sums[place] = "unknown" if None in values else str(sum(value or 0 for value in values))
    columns = ("Group", "Unit", "Title", "Level", "Credit", "GLH")
    return Grid(columns, [*rows, sums], frozenset({"Level", "Credit", "GLH"}), total=True)


def _rules(rules: Sequence[RuleAudit]) -> Iterator[Block]:
    yield Heading("The rules of combination, with this plan")
    rows = []

    def add(rule: RuleAudit, depth: int) -> None:
        says = "\N{EN DASH} " * depth + rule.says
        # A part of a choice between rules need not hold.
        verdict = state(rule) if rule.holds or not depth else "does not hold"
        rows.append([says, reached(rule), verdict, rule.source])
        for part in rule.parts:
            add(part, depth + 1)

    for rule in rules:
        add(rule, 0)
    yield Grid(("Rule", "Reached", "State", "Source"), rows)


def _progress(answer: Transfer) -> Grid:
    rows = [
        [
            one.rule.says,
            reached(one.rule),
            "" if one.planned is None else amount(one.planned, one.rule.measure),
            state(one.rule),
        ]
        for one in answer.progress
    ]
    return Grid(("Rule", "By what is held", "With the plan", "Now"), rows)


def _reading() -> Iterator[Block]:
    yield Heading("How to read this")
    yield Items(
        [
            "A rule of combination says which units together make the qualification. Each rule"
            " stands here with the document that it was taken from.",
            "Credit transfer counts a unit that was achieved before, without studying it again. RPL"
            " counts what was learnt by experience, once it has been assessed.",
            "Proven means: of the legal choices that keep to what was asked and are open on the day"
            " of registration, none is better by that measure, given those before it.",
            "GLH are guided learning hours: hours of teaching. A sign ~ marks an estimate.",
            "Nothing here is a decision: the awarding organisation decides what it recognises.",
        ]
    )


def _claims(
    units: Sequence[CountedUnit], record: LearnerRecord, title: str, agreed: Sequence[Excepted]
) -> Iterator[Block]:
    """One line for each recognised unit, as awarding organisations ask for them."""
    recognised = [unit for unit in units if unit.achievement]
    if not recognised:
        return
    accepted = {
        (award_key(one.held), one.counts_as): one
        for one in agreed
        if one.kind == "accept-unit" and one.held is not None
    }
    rows = []
    for unit in recognised:
        assert unit.achievement is not None
        held = record.achievements[unit.achievement - 1]
        name = unit.unit if unit.held == unit.unit else f"{unit.unit} (held: {unit.held})"
        rows.append(
            [
                name,
                unit.title,
                WAYS[unit.through].split(",")[0],
                held.awarding_organisation or "",
                day(held.achieved) if held.achieved else "",
                evidence(unit.through, accepted.get((award_key(unit.held or ""), unit.unit))),
            ]
        )
    yield Heading("Claim sheet", breaks=True)
    yield Paragraph(f"Learner: {record.learner or BLANK}. Towards: {title}.")
    yield Paragraph("One line for each unit to be recognised. Empty cells are to be filled in.")
    yield Grid(
        ("Unit", "Title", "Recognition", "Awarding organisation", "Date", "Evidence needed"), rows
    )
