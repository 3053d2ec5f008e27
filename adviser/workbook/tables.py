"""The tables of a cohort: each learner, each achievement, what is in demand, and why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from adviser.words.facts import counted, goal_value, listed, unlisted
from adviser.words.ledger import WAYS, because, counting, policy_lines
from adviser.words.record import WHYS
from adviser.workbook.offered import (
    PLACES,
    cost_in_all,
    limited,
    offer_table,
    places,
    places_short,
    short_words,
)
from adviser.workbook.reading import reading
from adviser.workbook.summing import Summing, conflict_text, edition_of, repairs_text
from adviser.workbook.table import Chart, Row, Table, columns
from catalogue import Catalogue, Edition, WhyLeftOut
from catalogue.offering import CentreOffer
from catalogue.policy import Way
from catalogue.records.cohort import CohortRead
from solver import Plan, Undecided
from solver.many.cohort import STATES, LearnerLine, State
from solver.results.ledger import Entry

STATE_WORDS: dict[State, str] = {
    "complete": "complete",
    "can-complete": "can complete",
    "cannot": "cannot",
    "undecided": "undecided",
    "not-read": "not read",
}
"""How a learner stands, in words."""

Lines = Callable[[], Iterable[LearnerLine]]

_FOREMOST = 3
"""Units in most demand, and reasons of most learners, that the summary has, inclusive."""


def tables(
    lines: Lines,
    summed: Summing,
    library: Catalogue,
    rests_on: Iterable[tuple[str, str]],
    cohort: CohortRead,
) -> list[Table]:
    """Return the tables of a cohort, in the order of the workbook."""
    rests = list(rests_on)
    return [
        Table(
            "Summary",
            columns(("What", "text", 42), ("Qualification", "text", 44), ("Figure", "number", 12),
                    ("Share", "share", 9), ("Said", "text", 90)),
            lambda: _summary(summed, library, rests),
        ),
        Table(
            "Learners",
            columns(
                ("No.", "number", 6), ("ID", "text", 14), ("Name", "text", 22),
                ("Qualification", "text", 28), ("Edition", "text", 16), ("Registered", "date", 12),
                ("State", "text", 13), ("Counted", "number", 9), ("To study", "number", 9),
                ("To assess", "number", 9), ("Credit", "number", 8), ("New credit", "number", 10),
                ("New GLH", "number", 9), ("of it estimated", "number", 10),
                ("Units of unknown GLH", "number", 10),
                ("Units to study", "text", 60), ("Units to assess", "text", 40),
                ("Deciding reason", "text", 70), ("Cheapest repair", "text", 50),
                ("Sheet", "text", 12), ("Line", "number", 6),
            ),
            lambda: (_learner(line, library) for line in lines()),
        ),
        Table(
            "Ledger",
            columns(
                ("ID", "text", 14), ("Name", "text", 22), ("Qualification", "text", 28),
                ("Held", "text", 14), ("Title", "text", 46), ("Achieved", "date", 12),
                ("Awarding organisation", "text", 16), ("Counts", "text", 8),
                ("Through", "text", 18), ("Counts as", "text", 14), ("Group", "text", 8),
                ("Credit", "number", 8), ("Why", "text", 90), ("Line", "number", 6),
            ),
            lambda: (row for line in lines() for row in _ledger(line)),
        ),
        Table(
            "Demand",
            columns(
                ("Qualification", "text", 28), ("Unit", "text", 14), ("Title", "text", 52),
                ("Level", "text", 8), ("Credit", "number", 8), ("GLH", "number", 8),
                ("Learners to study", "number", 10), ("Learners to assess", "number", 10),
                ("Would take it instead at no cost", "number", 14), ("Hours in all", "number", 10),
                *(PLACES if limited(summed.offer) else ()),
            ),
            lambda: _demand(summed),
        ),
        *([offer_table(summed.offer, summed.taken, library)] if summed.offer else []),
        Table(
            "Why not",
            columns(
                ("Qualification", "text", 28), ("Learners", "number", 10), ("Who", "text", 40),
                ("Why", "text", 90), ("Cheapest repair", "text", 60),
            ),
            lambda: _why_not(summed),
        ),
        reading(cohort, lines),
    ]  # fmt: skip


def chart_of(summed: Summing) -> Chart | None:
    """The plot of the summary: how many learners are in each state, of all together."""
    return Chart("Learners by state", len(STATES)) if summed.states else None


def _title(name: str, library: Catalogue) -> str:
    return library.find(name).title


def _summary(
    summed: Summing, library: Catalogue, rests_on: Iterable[tuple[str, str]]
) -> Iterator[Row]:
    named = sorted(name for name in summed.states if name)
    titles = {name: _title(name, library) for name in named}
    together = sum((summed.states[name] for name in summed.states), Counter[State]())
    if len(named) == 1:
        # whoever was not read was to be asked about that qualification
        blocks = [(titles[named[0]], "learners in all", together)]
    else:
        blocks = [("all together", "answers in all", together)]
        blocks += [(titles[name], "learners in all", summed.states[name]) for name in named]
    for title, in_all, states in blocks:
        whole = states.total()
        for state in STATES:
            share = states[state] / whole if whole else None
            yield STATE_WORDS[state], title, states[state], share, None
        yield in_all, title, whole, None, None
    for name in named:
        plans, unknown = summed.plans[name], summed.unknown[name]
        guessed = summed.estimated[name]
        said = f"without {counted(unknown, 'unit')} of unknown hours" if unknown else None
        said = f"of which {guessed:,} are estimated" if guessed else said
        for what, total, words in (
            ("credit to study", summed.credit[name], None),
            ("hours to study (GLH)", summed.glh[name], said),
        ):
            yield what, titles[name], total, None, words
            if plans:
                each = f"{what}, for each who can finish"
                yield each, titles[name], round(total / plans), None, None
    for name in named:
        wanted = [(ref, need) for (of, ref), need in summed.demand.items() if of == name]
        wanted.sort(key=lambda one: (-one[1].study, one[0]))
        for reference, need in wanted[:_FOREMOST]:
            if need.study:
                share = need.study / summed.plans[name]
                what = f"{reference} {need.title}"
                yield "studied by most who can finish", titles[name], need.study, share, what
    groups = sorted(summed.why_not.items(), key=lambda one: (-one[1].count, one[0]))
    for (name, why), group in groups[:_FOREMOST]:
        repair = group.mended()
        said = f"{why}. Cheapest repair: {repair}" if repair and name else why
        yield "foremost reason why not", titles.get(name), group.count, None, said
    if summed.offer is not None:
        yield from _of_offer(summed.offer, summed.taken)
    for what, said_of_it in rests_on:
        yield what, None, None, None, said_of_it
    for name, label in summed.editions:
        edition = next((o for o in library.find(name).editions if o.edition == label), None)
        for line in policy_lines(edition) if edition else ():
            yield f"recognition, edition {label}", titles[name], None, None, line.strip()


def _of_offer(offer: CentreOffer, taken: Counter[str]) -> Iterator[Row]:
    if offer.priced:
        cost, unknown = cost_in_all(offer, taken)
        said = f"without {unknown} places whose price is unknown" if unknown else None
        yield "cost of places (£)", None, cost / 100, None, said
    if limited(offer):
        short = places_short(offer, taken)
        said = short_words(offer, taken) or "every learner's plan fits into the places left"
        yield "PLACES SHORT" if short else "places short", None, short, None, said


def _learner(line: LearnerLine, library: Catalogue) -> Row:
    name, edition = (line.to.short_name, line.to.edition) if line.to else (None, None)
    head = (line.number, line.id, line.name, name, edition)
    tail = (line.sheet or None, line.line)
    state = STATE_WORDS[line.state]
    if not isinstance(line.plan, Plan):
        on = line.plan.on if line.plan else None
        why, repair = conflict_text(line, library), repairs_text(line, library) or None
        if isinstance(line.plan, Undecided):
            why = "time ran out before a plan was found or shown to be impossible"
            if line.plan.stopped == "incomplete":
                why = unlisted(line.plan)
        return (*head, on, state, *[None] * 10, why, repair, *tail)
    plan = line.plan
    assess = [unit for unit in plan.units if unit.through is Way.RPL]
    study = [unit for unit in plan.units if unit.through is Way.STUDY]
    if line.state == "complete":
        why = "every rule holds with what is held"
    else:
        why = _best(plan, edition_of(line, library))
    return (
        *head, plan.on, state, len(plan.units) - len(study) - len(assess), len(study), len(assess),
        plan.totals.credit, plan.totals.new_credit, sum(unit.glh or 0 for unit in study),
        sum(unit.glh or 0 for unit in study if unit.glh_estimated) or None,
        sum(unit.glh is None for unit in study) or None,
        "; ".join(f"{unit.unit} {unit.title}" for unit in study),
        "; ".join(f"{unit.unit} {unit.title}" for unit in assess), why, None, *tail,
    )  # fmt: skip


def _best(plan: Plan, edition: Edition | None) -> str:
    """What decides between the plans that fit: ``no plan needs less: 44 credits, then 149 GLH``."""
    goals = [goal_value(one.goal, one.value, edition) for one in plan.goals] if edition else []
    said = f": {listed(goals, 'then')}" if goals else ""
    if plan.proof != "optimal":
        return f"a plan, not proven best: time ran out{said}"
    return f"proven best of all that fit{said}"


def _ledger(line: LearnerLine) -> Iterator[Row]:
    name = line.to.short_name if line.to else None
    whose = (line.id, line.name, name)
    for entry in line.ledger:
        yield (*whose, *_entry(entry), None)
    for row in line.left_out:
        words = WHYS[WhyLeftOut(row.why)]
        why = f"left out of the record: {words}" + (f" ({row.said})" if row.said else "")
        yield (
            *whose, row.name, None, None, None, "no", None, None, None, None, why, row.line,
        )  # fmt: skip


def _entry(entry: Entry) -> Row:
    return (
        entry.name, entry.title, entry.achieved, entry.awarding_organisation,
        "yes" if entry.counts else "no",
        WAYS[entry.through] if entry.counts and entry.through else None,
        entry.unit if entry.counts else None, entry.group if entry.counts else None,
        entry.credit if entry.counts else None,
        counting(entry) if entry.counts else because(entry),
    )  # fmt: skip


def _demand(summed: Summing) -> Iterator[Row]:
    ordered = sorted(
        summed.demand.items(), key=lambda one: (one[0][0], -one[1].study, -one[1].instead, one[0])
    )
    for (name, reference), need in ordered:
        hours = None if need.glh is None else need.glh * need.study
        row = (
            name, reference, need.title, need.level, need.credit, need.glh, need.study,
            need.assess, need.instead, hours,
        )  # fmt: skip
        yield (*row, *places(need.offered, summed.taken)) if limited(summed.offer) else row


def _why_not(summed: Summing) -> Iterator[Row]:
    ordered = sorted(summed.why_not.items(), key=lambda one: (one[0][0], -one[1].count, one[0]))
    for (name, why), group in ordered:
        more = group.count - len(group.named)
        who = ", ".join(group.named) + (f" and {more} more" if more else "")
        yield name or None, group.count, who, why, group.mended() or None
    for name, count in summed.others.items():
        yield name or None, count, "each is on Learners", "other reasons", None
