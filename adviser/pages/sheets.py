"""Answers as CSV, for a spreadsheet that must not take a cell for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from adviser.words.cases import goals_of, sums_of
from adviser.words.compare import brief
from adviser.words.ledger import because, counting
from adviser.words.nearest import share
from catalogue import Edition
from catalogue.learner.exceptions import names_of
from solver import Answer, Cases, Plan
from solver.credit_transfer.ranking import Ranking, Standing
from solver.credit_transfer.transfer import Transfer


def ledger_sheet(answer: Transfer) -> str:
    """Return a ledger, one row for each achievement."""
    head = (
        "number", "held", "title", "achieved", "awarding organisation", "route", "counts",
        "through", "unit", "place", "group", "credit", "reason", "sentence",
    )  # fmt: skip
    rows = (
        (
            entry.number, entry.name, entry.title, entry.achieved, entry.awarding_organisation,
            entry.route.value, "yes" if entry.counts else "no", entry.through, entry.unit,
            entry.place, entry.group, entry.credit if entry.counts else None, entry.reason,
            counting(entry) if entry.counts else because(entry),
        )
        for entry in answer.ledger
    )  # fmt: skip
    return _sheet(head, rows)


def ranking_sheet(answer: Ranking) -> str:
    """Return a ranking, one row for each qualification; each goal asked for has a column."""
    goals = dict.fromkeys(reached.goal for one in answer.standings for reached in one.goals)
    head = (
        "place", "short name", "number", "title",
        "registration",
        "awarding organisation", "level", "state",
        "proven", "new credit", "new glh", "new units", "recognised credit", "recognised units",
        "credit", "units", "share", *goals,
        "to assess", "takes", "exceptions", "rests on", "why not", "together",
    )  # fmt: skip
    both = answer.together
    at_once = {} if both is None else dict.fromkeys(both.qualifications, both.state)
    rows = (
        (
            place, one.qualification.short_name, one.qualification.number, one.qualification.title,
            one.registered or answer.on,
            one.awarding_organisation, one.level.written, one.state, "yes" if one.proven else "no",
            one.new_credit, one.new_glh, one.new_units, one.recognised_credit, len(one.takes),
            one.credit, one.units, share(one), *(_values(one).get(goal) for goal in goals),
            one.to_assess, " ".join(one.takes),
            " ".join(dict.fromkeys(made.reference for made in one.exceptions)),
            " ".join(names_of(one.exceptions)), one.why,
            at_once.get(one.qualification.short_name),
        )
        for place, one in enumerate(answer.standings, 1)
    )  # fmt: skip
    return _sheet(head, rows)


def cases_csv(answer: Cases, edition_of: Callable[[Answer], Edition]) -> str:
    """Return the table as comma-separated values with a head, one line a case."""
    goals = goals_of(answer, every=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            *answer.varied,
            *("answer", "units", "credit", "glh"),
            *goals,
            *("entered", "left", "why", "new_units", "new_credit", "new_glh", "rerouted"),
        ]
    )
    for case in answer.cases:
        proof = case.after.proof if isinstance(case.after, Plan) else case.after.answer
        writer.writerow(
            [
                *map(cell, case.values.values()),
                proof,
                *("" if value is None else value for value in sums_of(case, goals)),
                " ".join(case.entered),
                " ".join(case.left),
                cell(brief(case.after, edition_of(case.after))),
                *("" if value is None else value for value in sums_of(case, [], new=True)),
                " ".join(case.rerouted),
            ]
        )
    return out.getvalue()


def _values(one: Standing) -> dict[str, int]:
    return {reached.goal.value: reached.value for reached in one.goals}


def _sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: object) -> str:
    """A value as text; what a spreadsheet would take for a formula is put behind an apostrophe."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text
