"""The page about limits has the figures of the code."""

from __future__ import annotations

import re

import pytest

from adviser.asking.setting import MOST_CASES
from adviser.cli.explore import LONGEST_LINE, LONGEST_SCRIPT
from adviser.cli.parameters import SECONDS
from adviser.web import guard, pages, solving
from catalogue.files import loading, pages as files, reading
from catalogue.handbooks.drafts import drafting
from catalogue.handbooks.readers import kinds, pdf, web
from catalogue.learner.record import MOST_EXCEPTIONS
from catalogue.offering import MOST_OFFERED
from catalogue.records import cohort_files, reading as records
from catalogue.records.files import sheets
from catalogue.records.words import understood
from solver.many import batch, offer
from solver.question import MOST_NAMED, MOST_WEIGHT, Question
from tests.documentation.pages import ROOT

MIB = 1 << 20

FIGURES = {
    "a file of a catalogue": f"{files.LARGEST_FILE // MIB} MiB",
    "files of one catalogue": f"{loading.MOST_FILES:,}",
    "units, rules of one edition": f"{reading.MOST_UNITS:,}, {reading.MOST_RULES}",
    "a table or spreadsheet": f"{records.LARGEST_TABLE // MIB} MiB,"
    f" {sheets.MOST_UNPACKED // MIB} MiB unpacked, {sheets.MOST_ROWS:,} rows,"
    f" {sheets.MOST_COLUMNS} columns",
    "achievements, exceptions": f"{understood.MOST_ACHIEVEMENTS:,}, {MOST_EXCEPTIONS}",
    "wishes of a kind": str(MOST_NAMED),
    "a weight": f"{MOST_WEIGHT:,}",
    "depth of a file": str(files.DEEPEST),
    "a line of a batch": f"{batch.MOST_BYTES // MIB} MiB",
    "a file of many learners": f"{cohort_files.LARGEST_COHORT // MIB} MiB,"
    f" {cohort_files.OF_A_COHORT.unpacked // MIB // 1024} GiB unpacked,"
    f" {cohort_files.OF_A_COHORT.rows:,} rows; a line of JSON Lines"
    f" {cohort_files.MOST_LINE // MIB} MiB",
    "learners of one offer": f"{offer.MOST_LEARNERS:,}",
    "units of a centre's list": f"{MOST_OFFERED:,}",
    "a script of a session": f"{LONGEST_SCRIPT // MIB} MiB, {LONGEST_LINE:,} signs",
    "a handbook": f"{kinds.LARGEST // MIB} MiB, {kinds.MOST_UNPACKED // MIB} MiB unpacked,"
    f" {pdf.MOST_PAGES} pages, {web.MOST_TAGS:,} tags,"
    f" units named {drafting.MOST_MENTIONS:,} times",
    "a request to": f"{guard.LARGEST_BODY // MIB} MiB, {pages.MOST_FIELDS:,} fields",
    "cases of one": f"{MOST_CASES:,}",
    "one question": f"{Question.model_fields['time_limit'].default:g} seconds",
    "requests to": str(solving.LONGEST_QUEUE),
}


@pytest.mark.parametrize("what", FIGURES)
def test_a_limit_is_that_of_the_code(what: str) -> None:
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    (said,) = re.findall(rf"^\| {re.escape(what)}[^|]*\| ([^|]*) \|$", page, re.MULTILINE)
    assert said.startswith(FIGURES[what])


def test_every_limit_of_the_page_is_held() -> None:
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = page.partition("| --- |")[2].partition("\n\n")[0].splitlines()[1:]
    left = [row for row in rows if not any(row.startswith(f"| {what}") for what in FIGURES)]
    assert left == ["| alternatives | 100 |"]  # a click.IntRange, which tests of suggest hold
    assert SECONDS.max == 24 * 60 * 60  # a day
