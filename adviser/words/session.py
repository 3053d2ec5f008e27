"""What a what-if session says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten, wrap
from typing import assert_never

from adviser.session.replies import (
    Changed,
    Help,
    History,
    Left,
    Listed,
    Reply,
    Saved,
    State,
    Told,
    Unchanged,
)
from adviser.words.alternatives import alternatives_blocks
from adviser.words.answers import answer_blocks, audit_blocks, explanation_blocks, no_plan_blocks
from adviser.words.blocks import Block, Cell, Grid, Paragraph, Space, faint, item
from adviser.words.bounds import bounds_blocks
from adviser.words.compare import SHOWN, brief, difference_blocks, headline
from adviser.words.facts import asked, counted, day, listed, of_listed
from adviser.words.plan import (
    also_needed_blocks,
    new_size,
    not_counted_blocks,
    recognises,
    size,
)
from adviser.words.subject import titled
from adviser.words.tradeoff import tradeoff_blocks
from adviser.words.transfer import ledger_blocks, summary
from adviser.words.unknowns import credit_cell, level_cell
from adviser.words.why import why_blocks
from catalogue import Way
from catalogue.files.pages import printable
from solver import Alternatives, AuditAnswer, Bounds, CountedUnit, Plan, Tradeoff, Transfer, Why

HELP = {
    "want": ("want UNIT ...", "to be in: units, group B, level 5 or words of a title"),
    "avoid": ("avoid UNIT ...", "none of these may be in"),
    "held": ("held REF@DATE ...", "what the learner holds, and when it was achieved"),
    "prefer": ("prefer UNIT=+3", "a weight for what is in; -3 speaks against it"),
    "max": ("max glh 160", "at most: glh, credit, units, cost, surplus, level or none"),
    "goal": ("goal least-glh ...", "what is best, in order; none goes back to the usual"),
    "on": ("on 2024-06-03", "the date of registration"),
    "edition": ("edition LABEL", "another edition; none goes by the date"),
    "pathway": ("pathway ID", "a sub-rule that must hold; none asks for none"),
    "unknown": ("unknown estimate", "unknown hours: leave-out, estimate or refuse"),
    "retakes": ("retakes yes", "let what is held and current be studied again, or not"),
    "offer": ("offer FILE", "study nothing but what the centre delivers; none for all"),
    "suppose": ("suppose WAY.WHAT=X", "another policy of recognition: rpl.accepted=no"),
    "time": ("time 120", "seconds that an answer may take"),
    "drop": ("drop UNIT", "take back a wish or a held unit; or glh, goal, held, all"),
    "show": ("show", "the whole plan, with every rule"),
    "explain": ("explain", "why nothing fits, in full, and what would mend it"),
    "units": ("units", "every unit, and where it stands under what is asked"),
    "find": ("find WORD ...", "the units whose title or reference has the words"),
    "alternatives": ("alternatives 3", "the next best plans"),
    "diverse": ("diverse 3", "plans that really differ from the best and each other"),
    "why": ("why UNIT ...", "what a unit costs, or why it must be in or cannot be"),
    "tradeoff": ("tradeoff GOAL GOAL", "every best compromise between two goals"),
    "bounds": ("bounds", "what the rules and the offer leave open on the date"),
    "check": ("check UNIT ...", "judge these units, rule by rule; alone: the plan"),
    "ledger": ("ledger", "what counts of what is held, and why the rest does not"),
    "baseline": ("baseline", "compare with the plan as it is now"),
    "undo": ("undo", "take the last change back; also u, or Ctrl-Z"),
    "redo": ("redo", "make it again; also r, or Ctrl-Y"),
    "history": ("history", "what was changed, step by step"),
    "report": ("report FILE.html", "write a report to hand over, or .md; see save"),
    "save": ("save FILE", "write the question to a file; FILE replace overwrites it"),
    "learner": ("learner FILE", "write the question and what is held to one file"),
    "load": ("load FILE", "take up the question of a file, and what it says is held"),
    "help": ("help", "this; help COMMAND tells one of them"),
    "quit": ("quit", "leave; so does Ctrl-D"),
}
"""How each command is written, and what it does."""

MOST_ELSEWHERE = 20
"""Units of other qualifications that are named, at the most."""


def start_blocks(state: State, plain: bool) -> Iterator[Block]:
    """Yield what the session is about and the first answer."""
    subject = state.answer.qualification
    yield titled(subject)
    yield faint(f"{subject.edition}, registration on {day(state.question.on)}")
    if not plain:
        yield faint("'help' lists the commands; Ctrl-D leaves; only 'save FILE' keeps anything.")
    yield Space()
    yield from _answer(state)


def reply_blocks(reply: Reply) -> Iterator[Block]:
    """Yield what a command came to."""
    match reply:
        case Changed():
            yield from _changed(reply)
        case Unchanged():
            yield Paragraph("No change: it was so already.")
        case Told():
            yield from _told(reply)
        case Listed():
            yield from _listed(reply)
        case History():
            yield from _history(reply)
        case Saved():
            yield Paragraph(f"Saved as {printable(reply.path)}.")
            if reply.without_held:
                yield Paragraph("What is held is not in it: it is no part of the question.")
            if reply.with_held:
                yield Paragraph(
                    "What is held is in it: keep it where nobody reads it who need not."
                )
        case Help():
            for name in [reply.command] if reply.command else HELP:
                how, what = HELP[name]
                yield item(f"{how:<20} {what}", 2)
        case Left():
            pass
        case _:
            assert_never(reply)


def _changed(reply: Changed) -> Iterator[Block]:
    if reply.back:
        yield Paragraph(f"Undone: {_one_line(reply.line)}.")
    if not reply.state.edition.in_force_on(reply.state.question.on):
        on = day(reply.state.question.on)
        yield item(f"Note: this edition is asked for, but not in force on {on}.", 0)
    comparison = reply.comparison
    if not isinstance(comparison.after, Plan):
        yield from no_plan_blocks(comparison.after, reply.state.edition)
        return
    if not isinstance(comparison.before, Plan):
        yield from _answer(reply.state)
        yield Paragraph("There is no plan in the baseline to compare with.")
        return
    if reply.line == "baseline" and not reply.back:
        yield Paragraph(f"The baseline is this plan now: {size(comparison.after.totals)}.")
        return
    yield headline(comparison.after).led(more=" Against the baseline:")
    yield from difference_blocks(comparison, SHOWN)
    yield from not_counted_blocks(comparison.after, reply.state.record)


def _answer(state: State) -> Iterator[Block]:
    if isinstance(state.answer, Plan):
        yield headline(state.answer)
        yield from _titles(state.answer.units, 2)
        yield from not_counted_blocks(state.answer, state.record)
        yield from also_needed_blocks(state.answer)
    else:
        yield from no_plan_blocks(state.answer, state.edition)


def _told(reply: Told) -> Iterator[Block]:
    answer, edition = reply.answer, reply.state.edition
    if reply.state.record.achievements and isinstance(answer, AuditAnswer | Bounds):
        yield Paragraph("As for somebody who holds nothing and studies every unit:")
        yield Space()
    if isinstance(answer, AuditAnswer):
        yield from audit_blocks(answer, edition)
    elif isinstance(answer, Bounds):
        yield from bounds_blocks(answer, edition)
    elif isinstance(answer, Transfer):
        yield Paragraph(summary(answer)[0])
        yield from ledger_blocks(answer.ledger)
    elif isinstance(answer, Tradeoff):
        yield from tradeoff_blocks(answer, edition)
    elif isinstance(answer, Why):
        yield from why_blocks(answer, edition)
    elif isinstance(answer, Plan) and reply.others:
        if answer.alternatives is None:
            yield Paragraph("Without a plan that is proven best there are no next best ones.")
        else:
            yield headline(answer)
            if among := of_listed(answer.incomplete):
                yield item(among)
            yield from alternatives_blocks(answer.alternatives, edition, titles=False)
            yield from _plans(answer.alternatives)
    elif reply.detailed:
        yield from explanation_blocks(answer, edition)
    else:
        yield from answer_blocks(answer, edition)


def _plans(found: Alternatives) -> Iterator[Block]:
    """Yield each alternative as the plan that it is."""
    for number, one in enumerate(found.choices, 1):
        yield Space()
        yield Paragraph(f"  Plan {number}: {size(one.totals)}.")
        yield from _titles(one.units, 4)


def _titles(units: Sequence[CountedUnit], indent: int) -> Iterator[Block]:
    """Yield units with their titles, group by group."""
    for unit in units:
        held = "" if unit.through is Way.STUDY else ", held"
        yield item(f"{unit.group}  {unit.unit}  {unit.title}{held}", indent)


_STANDS = {
    "forced": "every choice needs it",
    "possible": "possible",
    "refused": "refused",
    "closed": "closed on this date",
    "not-offered": "not offered by the centre",
    "full": "no place left at the centre",
    "unknown-hours": "left out, hours unknown",
    "rules": "no choice that fits can have it",
    "undecided": "not worked out in time",
    "": "",
}
"""Where a unit stands, in a word or a few."""


def _listed(reply: Listed) -> Iterator[Block]:
    if reply.seen:
        columns = ("Group", "Unit", "Title", "Level", "Credit", "GLH", "Plan", "Stands")
        rows: list[Sequence[Cell]] = []
        for one in reply.seen:
            unit = one.unit
            rows.append(
                (
                    one.group,
                    unit.reference,
                    unit.title,
                    level_cell(unit.level),
                    credit_cell(unit.credit, unit.credit_unknown),
                    "unknown" if unit.glh is None else str(unit.glh),
                    "in" if one.planned else "",
                    _STANDS[one.stands],
                )
            )
        yield Grid(columns, rows, right=("Level", "Credit", "GLH"), fold=("Title", "Stands"))
    if reply.elsewhere:
        yield Paragraph("This qualification has no such unit; others have:")
        for unit, titles in reply.elsewhere[:MOST_ELSEWHERE]:
            yield item(f"{unit.reference}  {unit.title}: {listed(titles)}")
        if (more := len(reply.elsewhere) - MOST_ELSEWHERE) > 0:
            yield item(f"and {more} more")


def _history(reply: History) -> Iterator[Block]:
    if not reply.lines:
        yield Paragraph("Nothing was changed yet.")
    for number, line in enumerate(reply.lines, 1):
        mark = "  (undone)" if number > reply.at else ""
        yield item(f"{number}. {_one_line(line)}{mark}")


def _one_line(text: str) -> str:
    return shorten(text, 120, placeholder=" ...")


def units_by_group(plan: Plan, width: int) -> list[str]:
    """The units of a plan, group by group, in lines of ``width``."""
    groups: dict[str, list[str]] = {}
    for unit in plan.units:
        held = "" if unit.through is Way.STUDY else "(held)"
        groups.setdefault(unit.group, []).append(unit.unit + held)
    words = "  ".join(f"{name}: {' '.join(units)}" for name, units in groups.items())
    return wrap(words, width, break_long_words=False, break_on_hyphens=False)


def toolbar(state: State, width: int, most: int = 5) -> str:
    """The plan, what was asked and the keys, in ``most`` lines of ``width`` at the most."""
    subject = state.answer.qualification.short_name
    when = f"{subject}, {state.question.on.isoformat()}"
    if isinstance(state.answer, Plan):
        proof = "proven" if state.answer.proof == "optimal" else "not proven"
        totals = state.answer.totals
        comes_to = f"new {new_size(totals)}" if recognises(state.answer) else size(totals)
        lines = [f"{when}: {comes_to}, {proof}"]
        units = units_by_group(state.answer, width)
    else:
        lines = [f"{when}: no plan"]
        units = wrap(brief(state.answer, state.edition), width)
    room = most - 3
    if isinstance(state.answer, Plan) and len(state.answer.units) <= room:
        units = [f"  {one.group}  {one.unit}  {one.title}" for one in state.answer.units]
    if len(units) > room:
        units = [*units[: room - 1], units[room - 1][: width - 4] + " ..."]
    lines += units
    count = len(state.record.achievements)
    holds = f"holds {counted(count, 'achievement')}; " if count else ""
    lines.append(f"{holds}asked: {asked(state.question)}")
    lines.append("Ctrl-Z undo   Ctrl-Y redo   Tab completes   help   Ctrl-D leaves")
    return "\n".join(line if len(line) <= width else line[: width - 4] + " ..." for line in lines)
