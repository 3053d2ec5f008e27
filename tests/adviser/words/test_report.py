"""The report to hand over: all is in it, nothing breaks out of it, nothing else is needed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest

from adviser.pages.html import html
from adviser.pages.markdown import markdown
from adviser.words.blocks import (
    Block,
    Columns,
    Document,
    Grid,
    Heading,
    Items,
    Paragraph,
    Plot,
    Space,
    Spot,
    Tone,
    bad,
    good,
)
from catalogue.files.listing import SHIPPED
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
NASTY = "<script>alert('x')</script> a|b *c* [d](http://e) & `f`"


AGREED = """
achievements: [l/506/2150]
exceptions:
  - kind: accept-unit
    qualification: ocr-l4-customer-service
    held: L/506/2150
    counts_as: M/506/2898
    reason: Close in content
    agreed_by: OCR
    agreed_on: 2026-06-01
    reference: OCR-77
"""


class Page(HTMLParser):
    """Collects the tags and the text of a page, and checks that tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [str(value) for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def written(unitwise: Unitwise, path: Path, *arguments: str) -> str:
    printed = unitwise(*arguments, "--on", "2026-09-01", "--report", str(path))
    assert printed.code in {0, 1}, printed.err
    return path.read_text(encoding="utf-8")


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = tmp_path / "record.csv"
    path.write_text(
        "ref,date,ao,title\nT/506/2952,2023-06-03,NOCN,\nR/506/1999,2023-06-03,<b>X</b>,\n"
        f'ZZ9,2020-01-01,,"{NASTY}"\n',
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_transfer_ends_with_the_claim_sheet(
    unitwise: Unitwise, tmp_path: Path, record: str, name: str
) -> None:
    text = written(unitwise, tmp_path / name, "transfer", record, "--to", OCR)
    plain = Page(text).text if name.endswith("html") else text
    for part in (
        "601/3528/1", "1 September 2026", "Unitwise 0.1.0", "section 2.2", "Held, and counts",
        "Held, not counted", "Progress on each rule", "To study", "No award from outside exempts",
    ):  # fmt: skip
        assert part in plain
    sheet = plain[plain.index("Claim sheet") :]
    # one line for each of the two that count, with body, date and evidence
    assert re.search(r"T/506/2952.*credit transfer.*NOCN.*3 June 2023.*certificate", sheet, re.S)
    assert "R/506/1999" in sheet
    assert "ZZ9" not in sheet
    assert plain.rstrip(" |\n").endswith("certificate, or the learner's achievement record")


def test_the_page_stands_by_itself(unitwise: Unitwise, tmp_path: Path, record: str) -> None:
    text = written(unitwise, tmp_path / "report.html", "transfer", record, "--to", OCR)
    page = Page(text)
    assert not page.links
    assert not {"script", "b", "img", "link", "iframe"} & set(page.tags)
    assert NASTY in page.text
    assert "size: A4" in text


def test_suggest_reports_plans_and_conflicts(
    unitwise: Unitwise, tmp_path: Path, record: str
) -> None:
    plan = written(unitwise, tmp_path / "plan.md", "suggest", OCR, "--record", record)
    # 50 credits less 3 and 7 of the record
    assert "new study: 8 units, 40 credits" in plan
    assert "## Recognised, from what is held" in plan
    assert "### Unknown: no catalogue here has such a unit (1)" in plan
    assert "## Held, and counts" not in plan  # told already, as what is recognised
    none = written(unitwise, tmp_path / "none.html", "suggest", OCR, "--max-credit", "49")
    assert "Why there is no plan" in Page(none).text


def test_a_long_ledger_is_told_reason_by_reason_and_set_in_columns(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """30 unknown units share one sentence, which is written once; each has its number and date."""
    path = tmp_path / "record.csv"
    names = [f"Q/111/{number}" for number in range(2000, 2030)]
    lines = "".join(f"{name},2020-01-01\n" for name in names)
    path.write_text(f"unit,date\n{lines}T/506/2952,2020-01-01\n3ASL,2020-01-01\n", encoding="utf-8")
    text = written(unitwise, tmp_path / "report.html", "transfer", str(path), "--to", OCR)
    page = Page(text)
    assert page.text.count("No catalogue here has a unit with this reference.") == 1
    assert 'class="columns"' in text
    for number, name in enumerate(names, 1):
        assert f"{number}. {name}  (1 January 2020)" in page.text
    assert "Unknown: no catalogue here has such a unit (30)" in page.text
    # a reference is never broken over two lines
    assert '<td class="short" data-label="Held">T/506/2952</td>' in text


def test_a_conflict_is_told_before_the_ledger(
    unitwise: Unitwise, tmp_path: Path, record: str
) -> None:
    page = Page(
        written(
            unitwise, tmp_path / "r.html", "transfer", record, "--to", OCR, "--max-credit", "30"
        )
    )
    text = page.text
    assert "There is no plan, so nothing counts" in text
    assert "achievements held count" not in text
    assert text.index("Why there is no plan") < text.index("Held, not counted")
    # 40 credits are new at the least, beside 3 and 7 of the record
    assert "Raise the credit limit from 30 to 40 (+10)." in text
    assert "Claim sheet" not in text


def test_every_block_escapes_what_it_is_given() -> None:
    blocks: list[Block] = [
        Heading(NASTY),
        Paragraph(NASTY, Tone.STRONG),
        good(NASTY).led(NASTY, NASTY),
        Space(),
        Items([NASTY]),
        Columns([NASTY]),
        Grid([NASTY, "b"], [[NASTY, bad(NASTY)]]),
        Plot(NASTY, NASTY, NASTY, [Spot(1, 2, NASTY), Spot(2, None, NASTY)]),
    ]
    assert {type(block) for block in blocks} == set(get_args(Block))
    document = Document(NASTY, [NASTY], blocks)
    page = Page(html(document))
    # title and heading, the line under it, a heading, a paragraph, one of three parts, two items,
    # three cells, and of the plot its title, both axes, a point with its label and another
    assert page.text.count(NASTY) == 3 + 1 + 1 + 3 + 2 + 3 + 6
    assert "script" not in page.tags
    marked = markdown(document)
    assert "<script>" not in marked
    assert "|b" not in marked.replace("\\|b", "")


@pytest.mark.parametrize("start", ["- a", "+ a", "1. a", "12) a", "# a"])
def test_a_paragraph_of_markdown_begins_no_list(start: str) -> None:
    assert f"\n{start}" not in markdown(Document("T", [], [Paragraph(start)]))


def test_where_it_can_be_written(unitwise: Unitwise, tmp_path: Path) -> None:
    printed = unitwise("suggest", OCR, "--report", str(tmp_path / "no" / "report.html"))
    assert printed.code == 2
    assert "cannot be written" in printed.err
    printed = unitwise("suggest", OCR, "--report", str(tmp_path / "report.doc"))
    assert printed.code == 2
    assert "ends in none of .html, .md and .pdf" in printed.err


def test_the_claim_sheet_asks_for_the_agreement_that_a_claim_rests_on(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "agreed.yaml"
    path.write_text(AGREED, encoding="utf-8")
    text = written(unitwise, tmp_path / "report.md", "transfer", str(path), "--to", OCR)
    sheet = text[text.index("Claim sheet") :]
    assert "certificate, and the written agreement OCR-77 of OCR, 1 June 2026" in sheet
    # OCR publishes no equivalence: what it agreed to for one learner is told apart from that
    assert "published agreement" not in sheet
    assert "By exception OCR-77: L/506/2150 as M/506/2898. Otherwise not: No unit is" in text


def test_a_report_names_the_version_of_the_data_as_it_was_published(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """What was agreed for one learner changes nothing of it, so that two people can compare."""
    record = tmp_path / "agreed.yaml"
    record.write_text(AGREED, encoding="utf-8")
    whole = json.loads(unitwise("catalogue", "list", "--json").out)["digest"]
    words = f"ersion of the catalogue: {whole[:12]}\n"
    assert words in unitwise("catalogue", "show", OCR).out
    for command in (
        ["transfer", str(record), "--to", OCR],
        ["suggest", OCR, "--record", str(record)],
    ):
        for more in ([], ["--no-exceptions"]):
            assert words in written(unitwise, tmp_path / "report.md", *command, *more, "--replace")


def test_another_folder_makes_it_another_version_of_the_catalogue(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    def version(*more: str) -> str:
        (line,) = [
            line
            for line in unitwise("catalogue", "show", OCR, *more).out.splitlines()
            if line.startswith("Version of the catalogue: ")
        ]
        return line

    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        shutil.copy(next(Path(SHIPPED, "units").glob("*.yaml")), folder / "more.yaml")
    assert version() != version("--catalogue", str(one))
    # wherever the folder lies
    assert version("--catalogue", str(one)) == version("--catalogue", str(other))


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_report_tells_what_it_rests_on_from_what_was_only_agreed(
    unitwise: Unitwise, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "agreed.yaml"
    waive = """
  - {kind: waive-rule, qualification: ocr-l4-customer-service, rule: total, reason: As above,
     agreed_by: OCR, agreed_on: 2026-06-01, reference: OCR-78}
  - {kind: change-limit, qualification: ocr-l4-customer-service, rule: group-c, at_most: 18,
     reason: As above, agreed_by: OCR, agreed_on: 2026-06-01, reference: OCR-79}
"""
    path.write_text(AGREED.rstrip() + waive, encoding="utf-8")
    # the least credit without the total is 14 of A, 20 of B and what makes 38 at level 4 or above
    text = written(unitwise, tmp_path / name, "transfer", str(path), "--to", OCR)
    plain = Page(text).text if name.endswith("html") else text.replace("\\", "")
    plain = " ".join(plain.split())
    rests = plain.index("It rests on exceptions agreed for this learner alone")
    only = plain.index("Agreed for this learner alone; this would be legal without")
    told = plain[rests:only]
    assert "L/506/2150 is accepted as M/506/2898" in told
    # the waived rule is in no table any more, and is told with its sentence and source
    assert "Rule total, 'At least 50 credits in all.' [OCR Level 4 NVQ Diploma" in told
    assert "is waived: As above." in told
    unneeded = plain[only:]
    assert "Rule group-c, 'At most 16 credits from group C.' [OCR" in unneeded
    assert "is changed to at most 18 instead of 16: As above." in unneeded
