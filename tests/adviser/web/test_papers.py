"""What is handed over from the desk."""

from __future__ import annotations

import pytest

from tests.adviser.web.desk import DAY, OCR, client

DESK = client()
REPORT = f"/q/{OCR}/report"
FIELDS = {"on": DAY, "goal": "least-glh"}


@pytest.mark.parametrize("held", ["", "T/506/2952"])
def test_a_report_has_what_was_asked_for_beside_the_plan_and_no_more(held: str) -> None:
    plain = DESK.post(REPORT, data={**FIELDS, "held": held}).text
    assert "Alternatives, against the best plan" not in plain
    assert "Prices: " not in plain
    asked = {**FIELDS, "held": held, "others": "2", "prices": "yes"}
    paper = DESK.post(REPORT, data=asked).text
    assert "Alternatives, against the best plan" in paper
    assert "Prices: to leave out what is in the plan, to include what is not" in paper
    assert ("Claim sheet" in paper) == bool(held)
    assert paper.index("Alternatives") < paper.index("For the learner")


def test_a_ranking_on_paper_calls_units_and_qualifications_by_their_titles() -> None:
    paper = DESK.post("/nearest", data={"held": "T/506/2952", "on": DAY, "as": "report"}).text
    taken = "OCR Level 4 NVQ Diploma in Customer Service: T/506/2952 Manage personal and prof"
    assert taken in paper
    assert "Closed on the date of registration: IQ Level 2 Award in Door Supervision" in paper
