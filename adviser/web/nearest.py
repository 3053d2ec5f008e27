"""Which qualification suits a learner, as a page asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from adviser.asking.faults import Fault, NotUnderstood, Trouble
from adviser.asking.holding import NOBODY
from adviser.asking.notes import Note
from adviser.asking.question_file import QuestionFile, known_keys
from adviser.asking.ranking import ask_many
from adviser.web.forms import LIMITS, Pairs, Sent, data_of
from adviser.web.pages import Pages, beside_fields, said_once, sent_of
from adviser.web.papers import sheet
from adviser.web.records import OnPage, read_page
from adviser.words.blocks import Block
from adviser.words.nearest import beside_ranking, report_ranking, table_of
from catalogue import Catalogue, Qualification, UnitwiseError
from catalogue.learner.record import LearnerRecord
from catalogue.offering import CentreOffer
from solver.credit_transfer.ranking import Ranking, Standing

_NOT_OF_MANY = ("pathway", "edition")

EACH = 1.0
"""Seconds that each qualification is given at the most, as at the command line."""


@dataclass
class Ranked:
    """A ranking as a page shows it: ``rows`` with the name and question of each workbench."""

    page: OnPage = field(default_factory=OnPage)
    record: LearnerRecord = field(default_factory=LearnerRecord)
    answer: Ranking | None = None
    columns: Sequence[str] = ()
    rows: Sequence[tuple[Sequence[str], str, str]] = ()
    beside: Sequence[Block] = ()
    faults: list[Fault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def rank(
    sent: Sent,
    subjects: Sequence[Qualification],
    library: Catalogue,
    seconds: float,
    offer: CentreOffer | None = None,
) -> Ranked:
    """Rank the qualifications of the server by what is left to do in each.

    ``offer`` is what the centre delivers, if that is all that may be studied.
    """
    found = Ranked()
    found.page = read_page(sent, lambda: library.units, found.notes.append)
    held = found.page.held or NOBODY
    found.record = held.record
    try:
        trouble = Trouble(faults=found.page.faults)
        data = known_keys({**data_of(sent.fields), "time_limit": min(seconds, EACH)}, trouble)
        data["offer"] = offer
        data = {key: value for key, value in data.items() if key not in _NOT_OF_MANY}
        only = [text for text in sent.all("only") if text.strip()]
        named = [one.short_name for one in library.only(only) if one in subjects]
        asked = ask_many(
            QuestionFile(data, None), (), [",".join(named)], library, held, trouble,
            found.notes.append,
        )  # fmt: skip
        found.answer = asked.answer(asked.standings())
    except NotUnderstood as error:
        found.faults += error.faults
        return found
    except UnitwiseError as error:
        found.faults.append(Fault(str(error), hint=error.hint))
        return found
    found.columns, rows = table_of(found.answer)
    found.beside = beside_ranking(found.answer, library)
    lines = list(zip(found.answer.standings, rows, strict=True))
    if sent.get("order") == "held":
        lines.sort(key=lambda line: -_counting(line[0]))
    found.rows = [
        (cells, one.qualification.short_name, _query(sent.fields, one.registered))
        for one, cells in lines
    ]
    return found


class Nearest:
    """The page that ranks the qualifications for a learner."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def nearest(self, request: Request) -> Response:
        """Which qualification suits a learner."""
        sent = await sent_of(request)
        settings = self.pages.settings

        def work() -> Ranked:
            return rank(sent, settings.subjects, settings.library, settings.seconds, settings.offer)

        found = await self.pages.solving(request, work) if request.method == "POST" else None
        if found is not None and found.answer is not None and sent.get("as") == "report":
            return sheet(
                report_ranking(found.answer, found.record, settings.library, settings.centre)
            )
        return self.pages.page(
            "nearest.html",
            422 if found is not None and found.faults else 200,
            found=found,
            sent=sent,
            faults=beside_fields(found.faults) if found is not None else [],
            notes=said_once(found.notes) if found is not None else [],
            goals=self.pages.goals,
            limits=LIMITS,
            priced=self.pages.priced,
        )


def _counting(one: Standing) -> Fraction:
    """How much of a plan is recognised, from 0 to 1: of its credit, or else of its units."""
    if one.recognised_credit is not None and one.credit:
        return Fraction(one.recognised_credit, one.credit)
    return Fraction(len(one.takes), one.units) if one.units else Fraction(0)


def _query(fields: Pairs, registered: date | None) -> str:
    """The address that asks a workbench the same as the ranking was asked.

    ``registered`` is when the learner was registered for it, if the record says so; the date that
    the page was given goes before it.
    """
    names = {"goal", "want", "avoid", "prefer", "day", "month", "year", "unknown", "on"}
    kept = [(n, v) for n, v in fields if (n in names or n.startswith("max_")) and v.strip()]
    if registered is not None and not any(n in {"on", "year"} for n, _ in kept):
        kept.append(("on", registered.isoformat()))
    return urlencode(kept)
