"""What a report has for those who sign it, and what it must not leave out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from adviser.pages import pdf
from adviser.web.app import application
from adviser.web.pages import Settings
from adviser.words.handover import LONGEST_CENTRE, asked_on_paper
from solver import Goal, Limits, Question, UnknownHours
from tests.adviser.web.desk import DAY, LIBRARY, OCR
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
ROLES = ("Learner", "Adviser", "Assessor", "Internal quality assurer (IQA)")


def report(unitwise: Unitwise, tmp_path: Path, *arguments: str, name: str = "r.md") -> str:
    path = tmp_path / name
    printed = unitwise(*arguments, "--on", DAY, "--report", str(path), "--replace")
    assert printed.code in {0, 1}, printed.err
    return path.read_text(encoding="utf-8")


def page_for_the_learner(text: str) -> str:
    return text[text.index("## For the learner") :].partition("## Claim sheet")[0]


def test_the_learner_is_told_what_to_study_what_counts_and_what_next(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """Of 50 credits and 171 hours 3 and 12 are held, so 47 and 159 are left, in 9 of 10 units."""
    options = ("--goal", "least-glh", "--held", "T/506/2952@2023-05-01", "--held", "ZZ9")
    page = page_for_the_learner(report(unitwise, tmp_path, "suggest", OCR, *options))
    assert "9 units, 47 credits, 159 hours with a teacher." in page
    assert "| Champion customer service | D/506/2153 | 4 | 17 |" in page
    already = page[page.index("### What you have already") : page.index("### What next")]
    assert "- Manage personal and professional development (T/506/2952), of 1 May 2023" in already
    assert "1 other thing that you have does not count towards this qualification." in already
    assert "registers on 1 September 2026" in page
    for word in ("conflict", "feasible", "optimal", "GLH", "recognis"):
        assert word not in page.replace("least GLH", "")


def test_the_hours_of_the_learners_page_add_up(unitwise: Unitwise, tmp_path: Path) -> None:
    page = page_for_the_learner(report(unitwise, tmp_path, "suggest", OCR))
    rows = re.findall(r"\| \S+/\S+ \| (\d+) \| (\d+) \|", page)
    told = re.search(r"(\d+) units, (\d+) credits, (\d+) hours", page)
    assert told is not None
    sums = (len(rows), sum(int(one) for one, _ in rows), sum(int(one) for _, one in rows))
    assert tuple(map(int, told.groups())) == sums


def test_what_is_learnt_by_experience_is_shown_and_not_studied(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    record = tmp_path / "kim.yaml"
    record.write_text(
        "learner: Kim\nachievements:\n  - {unit: D/506/2153, route: experience}\n", encoding="utf-8"
    )
    page = page_for_the_learner(
        report(unitwise, tmp_path, "transfer", str(record), "--to", "ocr level 4")
    )
    shown = page[page.index("### What you can do already") : page.index("### What next")]
    assert "- Champion customer service (D/506/2153)" in shown
    assert "### What you have already" not in page
    assert "Agree with your assessor how you will show what you can do" in page
    assert "Kim: your plan for" in page
    assert "| Learner | Kim |" in page


def test_all_four_sign_a_plan_and_nobody_signs_where_there_is_none(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    for name in ("r.html", "r.md"):
        text = report(unitwise, tmp_path, "suggest", OCR, name=name)
        assert all(role in text for role in ROLES)
    assert 'class="tall"' in report(unitwise, tmp_path, "suggest", OCR, name="r.html")
    none = report(unitwise, tmp_path, "suggest", OCR, "--max-credit", "49", name="none.md")
    assert "For the learner" not in none
    assert "Agreed by" not in none


def test_nothing_that_the_screen_tells_is_left_out_on_paper(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """Units of unknown hours stand with their titles, the groups with theirs."""
    path = tmp_path / "n.md"
    options = ("--goal", "least-glh", "--on", DAY, "--report", str(path))
    screen = unitwise("suggest", "nocn-l2-customer-service", *options).out
    paper = path.read_text(encoding="utf-8")
    left_out = screen[screen.index("left out, hours unknown:") :].splitlines()[1:]
    named = [line.strip() for line in left_out if line.startswith("  ")]
    assert len(named) > 3
    for line in named:
        assert f"- {line}" in paper
    assert "Group A: Mandatory units. Group B: Optional units." in paper


def test_alternatives_and_prices_are_on_paper_where_they_were_asked_for(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    plain = report(unitwise, tmp_path, "suggest", OCR, "--goal", "least-glh")
    assert "Alternatives, against" not in plain
    assert "Prices:" not in plain
    full = report(
        unitwise, tmp_path, "suggest", OCR, "--goal", "least-glh", "--alternatives", "2", "--prices"
    )
    assert "swaps Y/506/2183 for J/506/2292" in full
    assert "| J/506/2292 | Encourage innovation |" in full
    # D/506/2055 costs two hours: 173 of the best choice with it, less 171
    assert "| D/506/2055 | Design business processes | no | \\+2 |" in full
    assert "| M/506/2898 | Manage customer service operations | yes | must be in |" in full


def test_the_centre_is_named_by_an_option_or_for_every_call(
    unitwise: Unitwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Centre:" not in report(unitwise, tmp_path, "suggest", OCR)
    named = report(unitwise, tmp_path, "suggest", OCR, "--centre", "Riverside\n# College")
    assert "Centre: Riverside \\# College" in named
    monkeypatch.setenv("UNITWISE_CENTRE", "x" * 500)
    ranking = report(unitwise, tmp_path, "transfer", "--held", "T/506/2952", name="rank.md")
    assert f"Centre: {'x' * LONGEST_CENTRE}  \n" in ranking


def test_the_desk_names_its_centre_too() -> None:
    settings = Settings(LIBRARY, LIBRARY.qualifications, 5.0, "Unitwise 0", "Riverside <College>")
    desk = TestClient(application(settings), base_url="http://localhost")
    asked = f"/q/{OCR}/report?on={DAY}&want=D/506/2055"
    text = desk.get(asked).text
    assert "Centre: Riverside &lt;College&gt;" in text
    assert "Asked: with D/506/2055 Design business processes" in text
    assert "For the learner" in text


def test_what_was_asked_is_in_plain_words_with_titles() -> None:
    edition = LIBRARY.find(OCR).editions[-1]
    question = Question(
        on=date(2026, 9, 1),
        goals=(Goal.LEAST_GLH, Goal.FEWEST_UNITS),
        limits=Limits(new_glh=190),
        want=("D/506/2055",),
        avoid=("group:C",),
        prefer={"Y/506/2183": -2},
        unknown_glh=UnknownHours.ESTIMATE,
        allow_retakes=True,
    )
    assert asked_on_paper(question, edition) == (
        "least GLH then fewest units; at most 190 GLH of new study; with D/506/2055 Design business"
        " processes; without group C; rather without Y/506/2183 Manage the use of"
        " technology to improve customer service (weight -2); hours that nobody knows are"
        " estimated; what is held may be studied again"
    )
    assert asked_on_paper(Question(on=date(2026, 9, 1)), edition) == "nothing besides the rules"


class TestPrinting:
    def test_without_a_browser_another_way_is_told(
        self, unitwise: Unitwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "NAMES", ())
        path = tmp_path / "r.pdf"
        printed = unitwise("suggest", OCR, "--report", str(path))
        assert printed.code == 2
        assert "no Chromium, Chrome or Edge was found" in printed.err
        assert "hint: write .html instead" in printed.err
        assert not path.exists()

    def test_a_browser_that_does_not_print_is_told(
        self, unitwise: Unitwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(pdf, "NAMES", ("true",))  # it ends well, and has printed nothing
        printed = unitwise("suggest", OCR, "--report", str(tmp_path / "r.pdf"))
        assert printed.code == 2
        assert "did not print the report" in printed.err

    @pytest.mark.skipif(pdf.browser() is None, reason="there is no Chromium on this machine")
    def test_a_plan_is_printed_and_nothing_but_a_pdf_is_written_over(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        path = tmp_path / "r.pdf"
        path.write_text("mine", encoding="utf-8")
        printed = unitwise("suggest", OCR, "--report", str(path))
        assert printed.code == 2
        assert "exists already" in printed.err
        path.unlink()
        for said in ((), ("--replace",)):
            assert unitwise("suggest", OCR, "--report", str(path), *said).code == 0
            content = path.read_bytes()
            assert content.startswith(b"%PDF-")
            pages = len(re.findall(rb"/Type\s*/Page\b", content))
            assert 2 <= pages <= 4  # the plan with its rules, then the learner's page
