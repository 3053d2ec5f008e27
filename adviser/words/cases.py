"""One question in many cases: a table, lines for a spreadsheet, and a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from adviser.words.blocks import Block, Cell, Grid, Heading, Paragraph, Plot, Space, Spot, item
from adviser.words.compare import brief, headline, short_repair
from adviser.words.facts import counted, goal_words, upper
from adviser.words.plan import recognises
from adviser.words.subject import subject_blocks
from catalogue import Edition
from solver import Answer, Case, Cases, Conflict, Goal, Plan

_LAST = "Changes"
_WORDS = {"plan": "yes", "conflict": "no", "undecided": "?"}


def cases_blocks(
    answer: Cases, edition_of: Callable[[Answer], Edition], narrow: bool = False
) -> Iterator[Block]:
    """Yield one line for each case: whether there is a plan, what it comes to, or why not.

    Where it is ``narrow`` the units of a change are counted, not named.
    """
    yield from subject_blocks(answer.before)
    if isinstance(answer.before, Plan):
        yield headline(answer.before).led("As asked: ")
    else:
        yield item(f"As asked: no plan; {brief(answer.before, edition_of(answer.before))}.", 0)
    yield Space()
    goals = [] if narrow and len(answer.varied) > 1 else goals_of(answer)
    keys = [key.removeprefix("limits.").removeprefix("recognition.") for key in answer.varied]
    new = any(recognises(one) for one in (answer.before, *(case.after for case in answer.cases)))
    heads = ["New units", "New credit", "New GLH"] if new else ["Units", "Credit", "GLH"]
    columns = [*keys, "Plan", *heads, *(map(_column, goals))]
    right = tuple(name for name in columns if name != "Plan")
    rows: list[Sequence[Cell]] = []
    for case in answer.cases:
        sums = [_plain(value) for value in sums_of(case, goals, new)]
        words = _in_a_line(case, answer, narrow)
        rows.append((*case.values.values(), _WORDS[case.after.answer], *sums, words))
    yield Grid(
        (
            *columns,
            _LAST,
        ),
        rows,
        right=right,
        fold=(_LAST,),
    )
    without = [case for case in answer.cases if not isinstance(case.after, Plan)]
    if without:
        yield Heading("Why there is no plan")
    for case in without:
        values = ", ".join(f"{key} {value}" for key, value in case.values.items())
        yield item(f"{values}: {brief(case.after, edition_of(case.after))}")
    if not answer.complete:
        yield Space()
        yield Paragraph("You stopped it: the cases that are missing were not answered.")


def _in_a_line(case: Case, answer: Cases, narrow: bool) -> str:
    """What is different from the question as asked, or what would make a plan possible."""
    if isinstance(case.after, Conflict):
        repairs = case.after.repairs
        return f"enough: {short_repair(repairs[0])}" if repairs else "nothing asked would help"
    if not isinstance(case.after, Plan):
        return "undecided"
    if not isinstance(answer.before, Plan):
        words = "possible"
    elif not case.left and not case.entered:
        words = "the same units"
        if case.rerouted:
            words += f", {counted(len(case.rerouted), 'unit')} by another way"
    elif narrow:
        words = f"-{len(case.left)} +{len(case.entered)} units"
    else:
        words = " ".join([*(f"-{unit}" for unit in case.left), *(f"+{u}" for u in case.entered)])
    return words if case.after.proof == "optimal" else f"not proven best; {words}"


def cases_plot(answer: Cases) -> Plot:
    """Return the first goal over the values of one key; a point without a value is no plan."""
    (key,) = answer.varied
    plans = [case.after for case in answer.cases if isinstance(case.after, Plan)]
    goal = plans[0].goals[0].goal if plans and plans[0].goals else None
    spots = []
    before: int | None = None
    for number, case in enumerate(answer.cases):
        value = _value(case, goal) if goal else None
        name = case.values[key] if value is None else f"{case.values[key]}: {value}"
        spots.append(Spot(_across(answer, number), value, name, value != before))
        before = value
    up = goal_words(goal) if goal else "no plan"
    return Plot(f"{answer.before.qualification.title}: {up}", key, up, spots)


def _across(answer: Cases, number: int) -> int:
    """Where a case stands from left to right: at its number or date, or else one after another."""
    texts = [next(iter(case.values.values())) for case in answer.cases]
    try:
        return int(texts[number]) if all(int(text) >= 0 for text in texts) else number
    except ValueError:
        pass
    try:
        return [date.fromisoformat(text).toordinal() for text in texts][number]
    except ValueError:
        return number


def goals_of(answer: Cases, every: bool = False) -> list[Goal]:
    """The goals of any case, less those whose values have a column anyway."""
    found: dict[Goal, None] = {}
    for case in answer.cases:
        if isinstance(case.after, Plan):
            found |= dict.fromkeys(goal.goal for goal in case.after.goals)
    sums = {Goal.LEAST_GLH, Goal.LEAST_CREDIT, Goal.FEWEST_UNITS}
    return [goal for goal in found if every or goal not in sums]


def _column(goal: Goal) -> str:
    return upper(goal_words(goal).split()[-1])


def sums_of(case: Case, goals: list[Goal], new: bool = False) -> list[int | None]:
    """The sums of a plan, or of its ``new`` study alone, and what the goals come to."""
    if not isinstance(case.after, Plan):
        return [None] * (3 + len(goals))
    totals = case.after.totals
    sums = (totals.units, totals.credit, totals.glh)
    if new:
        sums = (totals.new_units, totals.new_credit, totals.new_glh)
    return [*sums, *(_value(case, goal) for goal in goals)]


def _value(case: Case, goal: Goal) -> int | None:
    goals = case.after.goals if isinstance(case.after, Plan) else ()
    return next((one.value for one in goals if one.goal == goal), None)


def _plain(value: int | None) -> str:
    return "" if value is None else str(value)
