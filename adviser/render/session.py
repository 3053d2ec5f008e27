"""What a what-if session says."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten, wrap
from typing import assert_never

from rich.console import Console
from rich.text import Text

from adviser.render.alternatives import show_alternatives
from adviser.render.answers import show_answer, show_audit, show_explanation, show_no_plan
from adviser.render.bounds import show_bounds
from adviser.render.compare import SHOWN, brief, headline, show_difference
from adviser.render.page import faint, item, page, table
from adviser.render.plan import new_size, recognises, show_not_counted, size
from adviser.render.speaking import Voice, speaking
from adviser.render.tradeoff import show_tradeoff
from adviser.render.transfer import show_ledger, summary
from adviser.render.why import show_why
from adviser.render.words import asked, counted, day, listed
from adviser.replies import (
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
from catalogue import Way
from catalogue.files.pages import printable
from solver import Alternatives, AuditAnswer, Bounds, CountedUnit, Plan, Tradeoff, Transfer, Why

HELP = {
    "want": ("want UNIT ...", "to be in: units, group B, level 5 or words of a title"),
    "avoid": ("avoid UNIT ...", "none of these may be in"),
    "held": ("held REF@DATE ...", "what the learner holds, and when it was achieved"),
    "prefer": ("prefer UNIT=+3", "a weight for what is in; -3 speaks against it"),
    "max": ("max glh 160", "at most: glh, credit, units, surplus, level; or none"),
    "goal": ("goal least-glh ...", "what is best, in order; none goes back to the usual"),
    "on": ("on 2024-06-03", "the date of registration"),
    "edition": ("edition LABEL", "another edition; none goes by the date"),
    "pathway": ("pathway ID", "a sub-rule that must hold; none asks for none"),
    "unknown": ("unknown estimate", "unknown hours: leave-out, estimate or refuse"),
    "retakes": ("retakes yes", "let what is held and current be studied again, or not"),
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
    "bounds": ("bounds", "what the rules leave open on the date, whatever is asked"),
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


@speaking(Voice.COMMANDS)
def show_start(state: State, plain: bool) -> None:
    """Print what the session is about and the first answer."""
    console = page()
    subject = state.answer.qualification
    number = f"  {subject.number}" if subject.number else ""
    console.print(Text(f"{subject.title}{number}", style="bold"))
    console.print(faint(f"{subject.edition}, registration on {day(state.question.on)}"))
    if not plain:
        console.print(
            faint("'help' lists the commands; Ctrl-D leaves; only 'save FILE' keeps anything.")
        )
    console.print()
    _answer(console, state)


@speaking(Voice.COMMANDS)
def show_reply(reply: Reply) -> None:
    """Print what a command came to."""
    console = page()
    match reply:
        case Changed():
            _changed(console, reply)
        case Unchanged():
            console.print("No change: it was so already.")
        case Told():
            _told(console, reply)
        case Listed():
            _listed(console, reply)
        case History():
            _history(console, reply)
        case Saved():
            console.print(Text(f"Saved as {printable(reply.path)}."))
            if reply.without_held:
                console.print("What is held is not in it: it is no part of the question.")
            if reply.with_held:
                console.print("What is held is in it: keep it where nobody reads it who need not.")
        case Help():
            for name in [reply.command] if reply.command else HELP:
                how, what = HELP[name]
                item(console, f"{how:<20} {what}", 2)
        case Left():
            pass
        case _:
            assert_never(reply)


def _changed(console: Console, reply: Changed) -> None:
    if reply.back:
        console.print(Text(f"Undone: {_one_line(reply.line)}."))
    if not reply.state.edition.in_force_on(reply.state.question.on):
        on = day(reply.state.question.on)
        item(console, f"Note: this edition is asked for, but not in force on {on}.", 0)
    comparison = reply.comparison
    if not isinstance(comparison.after, Plan):
        show_no_plan(console, comparison.after, reply.state.edition)
        return
    if not isinstance(comparison.before, Plan):
        _answer(console, reply.state)
        console.print("There is no plan in the baseline to compare with.")
        return
    if reply.line == "baseline" and not reply.back:
        console.print(Text(f"The baseline is this plan now: {size(comparison.after.totals)}."))
        return
    console.print(Text.assemble(headline(comparison.after), " Against the baseline:"))
    show_difference(console, comparison, SHOWN)
    show_not_counted(console, comparison.after, reply.state.record)


def _answer(console: Console, state: State) -> None:
    if isinstance(state.answer, Plan):
        console.print(headline(state.answer))
        _titles(console, state.answer.units, 2)
        show_not_counted(console, state.answer, state.record)
    else:
        show_no_plan(console, state.answer, state.edition)


def _told(console: Console, reply: Told) -> None:
    answer, edition = reply.answer, reply.state.edition
    if reply.state.record.achievements and isinstance(answer, AuditAnswer | Bounds):
        console.print("As for somebody who holds nothing and studies every unit:")
        console.print()
    if isinstance(answer, AuditAnswer):
        show_audit(answer, edition)
    elif isinstance(answer, Bounds):
        show_bounds(answer, edition)
    elif isinstance(answer, Transfer):
        console.print(Text(summary(answer)[0]))
        show_ledger(console, answer.ledger)
    elif isinstance(answer, Tradeoff):
        show_tradeoff(answer, edition)
    elif isinstance(answer, Why):
        show_why(answer, edition)
    elif isinstance(answer, Plan) and reply.others:
        if answer.alternatives is None:
            console.print("Without a plan that is proven best there are no next best ones.")
        else:
            console.print(headline(answer))
            show_alternatives(console, answer.alternatives, edition, titles=False)
            _plans(console, answer.alternatives)
    elif reply.detailed:
        show_explanation(answer, edition)
    else:
        show_answer(answer, edition)


def _plans(console: Console, found: Alternatives) -> None:
    """Print each alternative as the plan that it is."""
    for number, one in enumerate(found.choices, 1):
        console.print()
        console.print(Text(f"  Plan {number}: {size(one.totals)}."))
        _titles(console, one.units, 4)


def _titles(console: Console, units: Sequence[CountedUnit], indent: int) -> None:
    """Print units with their titles, group by group."""
    for unit in units:
        held = "" if unit.through is Way.STUDY else ", held"
        item(console, f"{unit.group}  {unit.unit}  {unit.title}{held}", indent)


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


def _listed(console: Console, reply: Listed) -> None:
    if reply.seen:
        grid = table("Group", "Unit", "Title", "Level", "Credit", "GLH", "Plan", "Stands",
                     right=("Level", "Credit", "GLH"), fold=("Title", "Stands"))  # fmt: skip
        for one in reply.seen:
            unit = one.unit
            grid.add_row(
                one.group,
                unit.reference,
                Text(unit.title),
                str("unknown" if unit.level is None else unit.level.written),
                "none" if unit.credit is None else str(unit.credit),
                "unknown" if unit.glh is None else str(unit.glh),
                "in" if one.planned else "",
                _STANDS[one.stands],
            )
        console.print(grid)
    if reply.elsewhere:
        console.print("This qualification has no such unit; others have:")
        for unit, titles in reply.elsewhere[:MOST_ELSEWHERE]:
            item(console, f"{unit.reference}  {unit.title}: {listed(titles)}")
        if (more := len(reply.elsewhere) - MOST_ELSEWHERE) > 0:
            item(console, f"and {more} more")


def _history(console: Console, reply: History) -> None:
    if not reply.lines:
        console.print("Nothing was changed yet.")
    for number, line in enumerate(reply.lines, 1):
        mark = "  (undone)" if number > reply.at else ""
        item(console, f"{number}. {_one_line(line)}{mark}")


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
