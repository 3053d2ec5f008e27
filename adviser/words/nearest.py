"""The qualifications that a learner is nearest to, as an adviser reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from adviser.words.blocks import (
    Block,
    Cell,
    Document,
    Grid,
    Heading,
    Items,
    Paragraph,
    Space,
    Tone,
    faint,
    item,
)
from adviser.words.exceptions import resting_on
from adviser.words.facts import asked, counted, day, goal_figure, goal_words, listed, upper
from adviser.words.handover import centre_line
from adviser.words.ledger import doubts
from adviser.words.report_parts import versions
from catalogue import Catalogue
from catalogue.learner.record import LearnerRecord
from solver import Goal, Question
from solver.credit_transfer.ranking import Ranking, Standing
from solver.credit_transfer.together import Together

STATES = {
    "already-holds": "already holds",
    "to-assess": "to be assessed",
    "to-study": "",
    "impossible": "no legal choice",
    "undecided": "undecided",
    "not-told": "cannot be told",
    "unfit": "not ranked",
}


def ranking_blocks(answer: Ranking) -> Iterator[Block]:
    """Yield one line for each qualification, the nearest first."""
    yield Paragraph(_headline(answer), Tone.STRONG)
    yield faint(
        f"Registration on {day(answer.on)}; {counted(answer.achievements, 'achievement')} held,"
        f" judged on {day(answer.as_of)}"
    )
    if answer.asked is not None:
        yield faint(f"Asked of each: {asked(answer.asked)}")
    yield Space()
    if lines := together_lines(answer):
        for number, (line, tone) in enumerate(lines):
            yield item(line, indent=1 if number else 0, tone=tone)
        yield Space()
    alone = {one.qualification.short_name for one in answer.standings if by_itself(answer, one)}
    held = [one.qualification for one in answer.standings if one.state == "already-holds"]
    for head, names in (
        ("Already holds", [one.title for one in held if one.short_name not in alone]),
        ("Already holds, each by itself", [one.title for one in held if one.short_name in alone]),
    ):
        if names:
            tone = Tone.DOUBTFUL if head.endswith("itself") else Tone.GOOD
            yield item(f"{head}: {listed(names)}.", indent=0, tone=tone)
            yield Space()
    columns = _columns(answer)
    rows: list[Sequence[Cell]] = []
    for cells in _rows(answer):
        rows.append((*cells,))
    yield Grid(columns, rows, right=columns[:-1], fold=("Qualification",))
    taken = [one for one in answer.standings if one.takes]
    if taken:
        yield Space()
        yield Paragraph("What each would take from the record", Tone.STRONG)
        for one in taken:
            yield item(f"{one.qualification.short_name}: {', '.join(one.takes)}")
    if answer.shared and answer.together is None:
        yield Space()
        yield item(shared_words(answer.shared), indent=0, tone=Tone.DOUBTFUL)
    if answer.unknown:
        yield Space()
        number = len(answer.unknown)
        yield Paragraph(f"Held, but unknown to every catalogue here ({number})", Tone.STRONG)
        yield item(", ".join(answer.unknown))
        for line in doubts(answer.unknown):
            yield item(line, tone=Tone.DOUBTFUL)
    for one in answer.standings:
        if one.exceptions:
            yield Space()
            yield item(f"{one.qualification.short_name}:{resting_on(one.exceptions)}", indent=0)
    if answer.closed:
        yield Space()
        yield item(f"Closed on the date of registration: {listed(answer.closed)}.", indent=0)
    yield Space()
    yield faint(
        "'unitwise transfer RECORD --to QUALIFICATION' tells what counts, and what is left."
    )


def table_of(answer: Ranking) -> tuple[Sequence[str], list[Sequence[str]]]:
    """Return the heads of the table of a ranking, and a row for each qualification in order.

    A qualification is called by its title alone: whoever reads this does not type its short name.
    """
    return _columns(answer), [list(row) for row in _rows(answer, typed=False)]


def shared_words(names: Sequence[str]) -> str:
    """What is said of achievements that several qualifications take at once."""
    verb = "is" if len(names) == 1 else "are"
    return (
        f"{listed(names)} {verb} taken by more than one of these. Each was asked by itself: whether"
        " an achievement may count towards two is for the awarding organisation to say, and no rule"
        " of either file does."
    )


def by_itself(answer: Ranking, one: Standing) -> bool:
    """Whether what is said of one qualification holds by itself, and not beside the others."""
    both = answer.together
    return (
        both is not None
        and both.state != "already-holds"
        and one.qualification.short_name in both.qualifications
    )


def together_lines(answer: Ranking) -> list[tuple[str, Tone]]:
    """What is said of those that the learner takes at once, the main thing first."""
    if (both := answer.together) is None:
        return []
    titles = {one.qualification.short_name: one.qualification.title for one in answer.standings}
    every = listed([titles[name] for name in both.qualifications])
    lines: list[tuple[str, Tone]] = []
    if both.state == "impossible":
        open_ = both.unsaid or both.unknown
        shown = "be shown to be completed" if open_ else "be completed: proven"
        lines.append((f"Together, {every} cannot {shown}.", Tone.BAD))
    elif both.state == "undecided":
        lines.append((f"Whether {every} can be completed together is undecided.", Tone.BAD))
    elif both.state == "already-holds":
        lines.append((f"Already holds {every}, also together.", Tone.GOOD))
    else:
        lines.append((f"Together, {every} leave {_left(both)}.", Tone.DOUBTFUL))
    if both.unsaid:
        silent = "the file of" if len(both.unsaid) == 1 else "the files of"
        says = "does" if len(both.unsaid) == 1 else "do"
        lines.append(
            (
                f"What counts in one counts in no other: {silent} {listed(both.unsaid)} {says} not"
                " say that it may count towards another as well. The awarding organisation can.",
                Tone.DOUBTFUL,
            )
        )
    if both.unknown:
        its = "its credit is" if len(both.unknown) == 1 else "their credit is"
        lines.append(
            (
                f"Taken to count in one alone, since {its} unknown: {listed(both.unknown)}.",
                Tone.DOUBTFUL,
            )
        )
    if both.must_share_units:
        much = counted(both.must_share_units, "unit")
        if both.must_share_credit:
            much = f"{counted(both.must_share_credit, 'credit')} ({much})"
        lines.append(
            (f"At least {much} would have to count towards more than one of them.", Tone.BAD)
        )
    for one in both.shares:
        parts = [f"takes {listed(one.takes)}"] if one.takes else []
        parts += [f"studies {listed(one.studies)}"] if one.studies else []
        parts += [f"{listed(one.twice)} also counted elsewhere"] if one.twice else []
        lines.append((f"{one.qualification}: {'; '.join(parts)}", Tone.PLAIN))
    return lines


def _left(both: Together) -> str:
    """What is left to do for all, each unit once."""
    if both.state == "to-assess":
        return "nothing to study, and something to be assessed"
    credit = "" if both.new_credit is None else f", {counted(both.new_credit, 'credit')}"
    hours = "" if both.new_glh is None else f", {both.new_glh} GLH"
    least = " (proven least)" if both.proven else " (not proven least)"
    return f"{counted(both.new_units or 0, 'unit')}{credit}{hours} to study{least}"


def _headline(answer: Ranking) -> str:
    order = [goal_words(goal) for goal in _goals(answer)]
    left = "what is left to do: new credit, then new GLH"
    head = counted(len(answer.standings), "qualification")
    return f"{head}, by {', then '.join([*order, left])}"


def _goals(answer: Ranking) -> tuple[Goal, ...]:
    """The goals that the order is by, before what is left to do."""
    if answer.asked is None:
        return ()
    return answer.asked.goals or ((Goal.MOST_PREFERRED,) if answer.asked.prefer else ())


def _own(answer: Ranking) -> list[Goal]:
    """The goals that were asked for and have no column of their own anyway."""
    return [goal for goal in _goals(answer) if goal not in _MEASURES]


_MEASURES = (Goal.LEAST_CREDIT, Goal.LEAST_GLH, Goal.FEWEST_UNITS)


def _columns(answer: Ranking) -> tuple[str, ...]:
    own = (upper(goal_words(goal)) for goal in _own(answer))
    numbers = ("New credit", "New GLH", "New units", "Recognised", "Share")
    return (*own, *numbers, "Qualification")


def _rows(answer: Ranking, *, typed: bool = True) -> Iterator[tuple[str, ...]]:
    own = _own(answer)
    for one in answer.standings:
        state = STATES[one.state]
        if one.state == "already-holds" and by_itself(answer, one):
            state += ", by itself"
        if one.state == "impossible" and answer.asked is not None:
            state += _has(answer.asked)
        if one.why is not None:
            state += f", for {one.why}"
        elif not one.proven:
            state += " (not proven least)" if answer.asked is None else " (not proven best)"
        named = one.qualification.title
        if typed:
            named = f"{one.qualification.short_name}: {named}"
        if one.registered is not None:
            named += f". Registered on {day(one.registered)}"
        values = {reached.goal: reached.value for reached in one.goals}
        yield (
            *(
                _number(one, values.get(goal, 0)) and goal_figure(goal, values.get(goal, 0))
                for goal in own
            ),
            # a plan that has credit where the least of it is not known is no plan without credit
            _number(one, one.new_credit, "no credit" if one.credit is None else "unknown"),
            _number(one, one.new_glh),
            _number(one, one.new_units),
            recognised(one),
            share(one),
            f"{named}. {_sentence(state.strip())}" if state.strip() else named,
        )


def _has(asked_of_each: Question) -> str:
    """What no legal choice has, where something is asked of each qualification."""
    if asked_of_each.offer is None:
        return " has what is asked"
    bare = Question(on=asked_of_each.on, offer=asked_of_each.offer)
    only = asked_of_each.replace(goals=(), time_limit=bare.time_limit) == bare
    return f" of what the centre offers{'' if only else ' has what is asked'}"


def report_ranking(
    answer: Ranking, record: LearnerRecord, library: Catalogue, centre: str = ""
) -> Document:
    """Return the report of a ranking, to hand over; ``centre`` is who does."""
    under = ["Which qualification suits: what is held counts in each, and what is then left to do"]
    under += centre_line(centre)
    if record.learner:
        under.append(f"Learner: {record.learner}")
    under.append(
        f"Registration on {day(answer.on)}; what is held was judged on {day(answer.as_of)}"
    )
    if answer.asked is not None:
        under.append(f"Asked of each: {asked(answer.asked)}")
    under.append(f"Made on {day(date.today())} with {versions(library.digest)}")
    columns = _columns(answer)
    blocks: list[Block] = [
        Heading(_headline(answer)),
        Grid(columns, list(_rows(answer, typed=False)), frozenset(columns[:-1])),
        *beside_ranking(answer, library),
        Heading("How to read this"),
        Items(
            [
                "New is what must still be studied. Recognised is what counts of what is held, of"
                " all that the plan has, and its share.",
                "Each line is of a plan that is proven best by the order above, unless it says that"
                " it is not proven.",
                "Nothing here is a decision: the awarding organisation decides what it recognises.",
            ]
        ),
    ]
    return Document("Which qualification suits", under, blocks)


def beside_ranking(answer: Ranking, library: Catalogue) -> list[Block]:
    """Return what there is to say beside the table of a ranking, on paper and on a page.

    Units and qualifications are called by their titles, as ``library`` has them.
    """
    blocks: list[Block] = []

    def titled(reference: str) -> str:
        unit = library.units.get(reference)
        return reference if unit is None else f"{reference} {unit.title}"

    if taken := [one for one in answer.standings if one.takes]:
        blocks += [
            Heading("What each would take from the record"),
            Items(
                [f"{one.qualification.title}: {'; '.join(map(titled, one.takes))}" for one in taken]
            ),
        ]
    if lines := together_lines(answer):
        blocks += [Heading("All of them together"), Items([line for line, _ in lines])]
    elif answer.shared:
        blocks.append(Paragraph(shared_words(answer.shared), tone=Tone.STRONG))
    if answer.unknown:
        blocks += [
            Heading("Held, but unknown to every catalogue here"),
            Items([*answer.unknown, *doubts(answer.unknown)]),
        ]
    if resting := [one for one in answer.standings if one.exceptions]:
        blocks += [
            Heading("Exceptions agreed for this learner alone"),
            Items(
                [f"{one.qualification.title}:{resting_on(one.exceptions)}" for one in resting],
            ),
        ]
    if answer.closed:
        closed = [library.find(name).title for name in answer.closed]
        blocks.append(Paragraph(f"Closed on the date of registration: {listed(closed)}."))
    return blocks


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}{'' if words.endswith(('.', '?')) else '.'}"


def _number(one: Standing, number: int | None, absent: str = "unknown") -> str:
    if one.state in {"impossible", "undecided", "not-told", "unfit"}:
        return ""
    return absent if number is None else str(number)


def recognised(one: Standing) -> str:
    """What of the record counts: ``11 of 50 credits``, or in units where there is no credit."""
    if not one.takes:
        return ""
    if one.recognised_credit is None:
        return _part(len(one.takes), one.units, "unit")
    return _part(one.recognised_credit, one.credit, "credit")


def _part(number: int, whole: int | None, noun: str) -> str:
    return counted(number, noun) if whole is None else f"{number} of {counted(whole, noun)}"


def share(one: Standing) -> str:
    """How much of the plan is recognised, rounded down; empty where nothing is or it is unknown."""
    part, whole = (
        (len(one.takes), one.units)
        if one.recognised_credit is None
        else (one.recognised_credit, one.credit)
    )
    return f"{100 * part // whole}%" if one.takes and whole else ""
