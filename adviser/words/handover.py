"""What a report has for those who sign it: the learner's page in plain words, room for names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.alternatives import PRICES, price_table, summary
from adviser.words.blocks import Block, Grid, Heading, Items, Paragraph
from adviser.words.exceptions import rests_on
from adviser.words.facts import (
    counted,
    day,
    goal_words,
    limit_words,
    listed,
    offer_name,
    upper,
    wish_words,
)
from adviser.words.plan import plan_notes
from adviser.words.unknowns import credit_cell
from catalogue import Edition, Way
from catalogue.learner.record import LearnerRecord
from solver import CountedUnit, Plan, Question, UnknownHours

LONGEST_CENTRE = 200
"""Signs of the name of a centre, inclusive."""

BLANK = "_" * 30
"""Where a name is to be written."""


def asked_on_paper(question: Question, edition: Edition) -> str:
    """Everything that is asked, in one line of plain words, with the titles of units."""
    titles = {unit.reference: unit.title for unit in edition.units}

    def wish(text: str) -> str:
        return f"{text} {titles[text]}" if text in titles else wish_words(text)

    parts = []
    if question.goals:
        parts.append(listed([goal_words(goal) for goal in question.goals], "then"))
    parts += [limit_words(name, int(value)) for name, value in question.limits if value is not None]
    parts += [f"with {wish(text)}" for text in question.want]
    parts += [f"without {wish(text)}" for text in question.avoid]
    for text, weight in question.prefer.items():
        liked = "rather with" if weight >= 0 else "rather without"
        parts.append(f"{liked} {wish(text)} (weight {weight:+})")
    parts += [f"pathway {name}" for name in question.pathway]
    parts += [_UNKNOWN[question.unknown_glh]] if question.unknown_glh in _UNKNOWN else []
    if question.allow_retakes:
        parts.append("what is held may be studied again")
    if question.offer is not None:
        parts.append(f"nothing but what the centre offers ({offer_name(question.offer)})")
    return "; ".join(parts) or "nothing besides the rules"


_UNKNOWN = {
    UnknownHours.ESTIMATE: "hours that nobody knows are estimated",
    UnknownHours.REFUSE: "no answer where hours are unknown",
}


def groups_line(units: Sequence[CountedUnit], edition: Edition) -> str:
    """What the letters of the groups stand for: ``Group A: Mandatory units. …``."""
    used = {unit.group for unit in units}
    named = [
        f"Group {group.id}: {group.title}."
        for group, _ in edition.every_group
        if group.id in used and group.title != group.id
    ]
    return " ".join(named)


def note_blocks(plan: Plan, edition: Edition) -> Iterator[Block]:
    """Yield what must be known of a plan besides, as the terminal tells it."""
    for head, lines in plan_notes(plan, edition):
        yield Paragraph(upper(head))
        if lines:
            yield Items(lines)


def other_blocks(plan: Plan, edition: Edition) -> Iterator[Block]:
    """Yield the alternatives and the prices of a plan, if they were asked for."""
    if (found := plan.alternatives) is not None:
        yield Heading("Alternatives, against the best plan")
        if found.differ is not None:
            least = counted(found.differ, "unit")
            yield Paragraph(f"Each lacks at least {least} of every plan before it.")
        texts = []
        for one in found.choices:
            proof = "" if one.proof == "optimal" else " (not proven the next best)"
            texts.append(f"{upper(summary(one))}{proof}{rests_on(one.rests_on)}")
        if texts:
            yield Items(texts)
        if found.ended == "exhausted":
            none = "no other" if not found.choices else "no further"
            yield Paragraph(f"There is {none} choice that does not merely add to a better one.")
        elif found.ended == "stopped":
            yield Paragraph("The search was stopped before the next one was found.")
        moved = {unit for one in found.choices for unit in (*one.entered, *one.left)}
        rows = [[unit.reference, unit.title] for unit in edition.units if unit.reference in moved]
        if rows:
            yield Grid(("Unit", "Title"), rows)
    if plan.prices:
        columns, rows = price_table(plan.prices)
        yield Heading(PRICES)
        yield Grid(columns, rows, frozenset(columns[3:]))


def learner_blocks(plan: Plan, edition: Edition, record: LearnerRecord) -> Iterator[Block]:
    """Yield the learner's page, on a sheet of its own: what to study, what counts, what next."""
    title = plan.qualification.title
    yield Heading("For the learner", breaks=True)
    yield Paragraph(f"{record.learner or BLANK}: your plan for the {title}.")
    study = [unit for unit in plan.units if unit.through is Way.STUDY]
    learnt = [unit for unit in plan.units if unit.through is Way.RPL]
    counts = [unit for unit in plan.units if unit not in study and unit not in learnt]
    yield Heading("What you will study", part=True)
    if study:
        yield Paragraph(_amount(study))
        yield Grid(
            ("Title", "Unit", "Credit", "Hours with a teacher"),
            [[unit.title, unit.unit, _credit(unit), _hours(unit)] for unit in study],
            frozenset({"Credit", "Hours with a teacher"}),
        )
    else:
        yield Paragraph("Nothing: what you have already is enough.")
    if counts:
        yield Heading("What you have already, and need not do again", part=True)
        yield Items([_named(unit, record) for unit in counts])
    if learnt:
        yield Heading("What you can do already, and will show to an assessor", part=True)
        yield Items([_named(unit, record) for unit in learnt])
    if (left := len(record.achievements) - len(counts) - len(learnt)) > 0:
        others = "other thing" if counts or learnt else "thing"
        do = "does" if left == 1 else "do"
        yield Paragraph(
            f"{counted(left, others)} that you have {do} not count towards this qualification."
            f" That takes nothing away from what you achieved; the pages before say why."
        )
    if plan.also_needed:
        yield Heading("What you also need", part=True)
        yield Items([upper(one.says) for one in plan.also_needed])
    yield Heading("What next", part=True)
    yield Items(list(_next(plan, bool(counts), bool(learnt))))
    yield Heading("Agreed by", part=True)
    roles = ("Learner", "Adviser", "Assessor", "Internal quality assurer (IQA)")
    rows = [[role, "", "", ""] for role in roles]
    rows[0][1] = record.learner or ""
    yield Grid(("Role", "Name", "Signature", "Date"), rows, tall=True)


def _amount(study: Sequence[CountedUnit]) -> str:
    """``8 units, 40 credits, 139 hours with a teacher. One credit stands for …``."""
    parts = [counted(len(study), "unit")]
    credit = [unit.credit for unit in study if unit.credit is not None]
    if credit:
        parts.append(counted(sum(credit), "credit"))
    hours = [unit.glh for unit in study if unit.glh is not None]
    if hours:
        about = "about " if any(unit.glh_estimated for unit in study) else ""
        more = " and more that is not known yet" if len(hours) < len(study) else ""
        parts.append(f"{about}{counted(sum(hours), 'hour')} with a teacher{more}")
    words = f"{', '.join(parts)}."
    if credit:
        words += " One credit stands for about 10 hours of learning, with a teacher or without."
    return words


def _credit(unit: CountedUnit) -> str:
    return credit_cell(unit.credit, unit.credit_unknown)


def _hours(unit: CountedUnit) -> str:
    if unit.glh is None:
        return "not known"
    return f"about {unit.glh}" if unit.glh_estimated else str(unit.glh)


def _named(unit: CountedUnit, record: LearnerRecord) -> str:
    words = f"{unit.title} ({unit.unit})"
    if unit.held and unit.held != unit.unit:
        words += f", for your {unit.held}"
    if unit.achievement and (when := record.achievements[unit.achievement - 1].achieved):
        words += f", of {day(when)}"
    return words


def _next(plan: Plan, counts: bool, learnt: bool) -> Iterator[str]:
    yield (
        f"This plan is for somebody who registers on {day(plan.on)}. Tell your adviser if that day"
        " changes: other units may be open then."
    )
    if counts:
        yield "Bring the certificate, or your achievement record, of each unit that you have."
    if learnt:
        yield "Agree with your assessor how you will show what you can do, and when."
    yield "If a unit does not suit you, say so before you begin: another may be possible."
    yield "Sign below once you agree, and keep a copy."


def centre_line(centre: str) -> Iterator[str]:
    """Yield who hands the report over, if that was said."""
    if name := " ".join(centre.split())[:LONGEST_CENTRE]:
        yield f"Centre: {name}"
