"""The pages, without a browser and without JavaScript: everything works with forms alone."""

from __future__ import annotations

import re
import time
from datetime import date
from html import unescape
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl

import pytest
from starlette.testclient import TestClient

from adviser.asking.offering import read_offer
from adviser.web import pages
from adviser.web.forms import address, data_of, pairs_of
from adviser.web.pages import GOALS
from adviser.web.rows import WORDS
from catalogue import load
from solver import Goal, Limits, Question, UnknownHours
from solver.results.standing import Because
from tests.adviser.web.desk import DAY, LIBRARY, OCR, buttons, client, verdict
from tests.catalogue.test_editions import TEXT

DESK = client()
HERE = f"/q/{OCR}"
ASKED = f"{HERE}?on={DAY}&goal=least-glh"
RECORD = b"Unit,Date achieved\nM/506/2898,2024-01-01\nT/506/2952,2023-05-01\n"


def test_every_goal_has_words() -> None:
    assert set(GOALS) == {goal.value for goal in Goal}


def test_the_plan_is_there_before_the_first_tick() -> None:
    assert "Best plan: 10 units, 50 credits, 171 GLH." in verdict(DESK.get(ASKED).text)


def test_a_tick_is_answered_and_its_address_is_the_question() -> None:
    fields = {"day": "1", "month": "9", "year": "2026", "goal": "least-glh"}
    sent = DESK.post(HERE, data={**fields, "unit D/506/2055": "in", "unit M/506/2898": "open"})
    assert sent.status_code == 303
    where = sent.headers["location"]
    assert where == f"{HERE}?on={DAY}&goal=least-glh&want=D%2F506%2F2055"
    assert "173 GLH" in verdict(DESK.get(where).text)


@pytest.mark.parametrize(
    "given",
    [("1", "9", "2026"), ("1", "September", "2026"), ("01", "sep", "2026"), ("", "Sep", "2026")],
)
def test_a_date_is_written_in_figures_or_in_words(given: tuple[str, str, str]) -> None:
    sent = DESK.post(HERE, data=dict(zip(("day", "month", "year"), given, strict=True)))
    assert sent.headers["location"] == f"{HERE}?on={DAY}"


@pytest.mark.parametrize(
    "given", [("1", "Septembre", "2026"), ("1", "", "2026"), ("31", "6", "26")]
)
def test_what_is_no_date_is_said_beside_it(given: tuple[str, str, str]) -> None:
    answer = DESK.post(HERE, data=dict(zip(("day", "month", "year"), given, strict=True)))
    assert answer.status_code == 422
    assert "Date of registration: " in answer.text


def test_a_conflict_comes_with_a_button_that_mends_it() -> None:
    page = DESK.get(f"{ASKED}&max_glh=165").text
    assert verdict(page).startswith("No choice fits")
    (mend,) = [query for words, query in buttons(page, "go").items() if "Raise the GLH" in words]
    sent = DESK.post(HERE, data={"go": mend})
    assert "171 GLH" in verdict(DESK.get(sent.headers["location"]).text)


def test_a_repair_that_is_not_the_askers_says_whose_it_is(tmp_path: Path) -> None:
    file = tmp_path / "offer.csv"
    file.write_text("Unit\nM/506/2898\n", encoding="utf-8")
    page = client(offer=read_offer(file, LIBRARY.units)).get(ASKED).text
    assert "Have the centre offer" in page
    assert "(for the centre to decide)" in page
    assert "for the awarding organisation to agree" not in page


def test_what_places_cost_is_a_limit_where_it_is_known(tmp_path: Path) -> None:
    file = tmp_path / "offer.csv"
    prices = (f"{unit.reference},10.50" for unit in LIBRARY.find(OCR).editions[-1].units)
    file.write_text("\n".join(["Unit,Price", *prices]), encoding="utf-8")
    priced = client(offer=read_offer(file, LIBRARY.units))
    page = priced.get(f"{ASKED}&max_cost=84").text
    assert verdict(page).startswith("No choice fits")
    assert '<input id="field-max_cost" name="max_cost" inputmode="numeric" size="5"' in page
    (mend,) = [query for words, query in buttons(page, "go").items() if "cost limit" in words]
    assert "max_cost=94.50" in mend
    assert verdict(priced.get(f"{HERE}?{mend}").text).startswith("Best plan: 9 units")
    assert "write pounds: 120 or 120.50" in priced.get(f"{ASKED}&max_cost=lots").text
    assert "max_cost" not in DESK.get(ASKED).text


def test_every_repair_that_is_a_button_mends() -> None:
    asked = f"{HERE}?on={DAY}&goal=least-glh&max_glh=160&max_units=8&avoid=M/506/2898"
    page = DESK.get(asked).text
    mends = re.search(r'<ul class="mends">(.*?)</ul>', page, re.DOTALL)
    assert mends is not None
    for query in buttons(mends[1], "go").values():
        assert verdict(DESK.get(f"{HERE}?{query}").text).startswith("Best plan"), query


def test_what_is_wrong_stands_beside_its_field_and_nothing_that_was_sent_is_lost() -> None:
    fields = {"day": "31", "month": "2", "year": "2026", "max_glh": "lots", "held": "T/506/2952"}
    answer = DESK.post(HERE, data={**fields, "unit D/506/2055": "in"})
    assert answer.status_code == 422
    assert 'href="#field-on"' in answer.text
    assert 'href="#field-max_glh"' in answer.text
    for kept in ('value="31"', 'value="lots"', "T/506/2952</textarea>", 'name="unit D/506/2055"'):
        assert kept in answer.text


def test_after_a_fault_every_unit_is_there_as_it_was_ticked() -> None:
    fields = {"max_glh": "lots", "unit D/506/2055": "in", "avoid": "H/506/2963", "unit Z/1": "out"}
    page = DESK.post(HERE, data={**fields, "was": "M/506/2898"}).text
    assert re.search(r'name="unit D/506/2055" value="in" checked', page)
    assert re.search(r'name="unit H/506/2963" value="out" checked', page)
    assert '<input type="hidden" name="unit Z/1" value="out">' in page  # it stands in no row
    assert page.count("in the plan before") == 1
    assert page.count('<fieldset class="wish">') == len(LIBRARY.find(OCR).editions[-1].options)
    assert 'value="prices"' not in page


@pytest.fixture
def two(tmp_path: Path) -> TestClient:
    """A desk that has a qualification with two editions."""
    file = tmp_path / "two.yaml"
    # A1 4, one of B1 and B2 3, and B3 2 are 9: the first edition asks for no more here.
    nine = TEXT.replace(
        "10 credits., measure: credit, at_least: 10", "9 credits., measure: credit, at_least: 9", 1
    )
    file.write_text(nine, encoding="utf-8")
    return client(library=load([file]))


def test_the_plan_under_another_edition_stands_beside_the_one_that_is_shown(
    two: TestClient,
) -> None:
    sent = {"on": "2024-08-31", "edition": "2019", "do": "editions"}
    page = two.post("/q/two-editions", data=sent).text
    # Under the first A1, B1 and B3 count; in the second there is B4 instead of B3.
    told = page.split("Under another edition</h2>")[1].split("<h2>")[0]
    assert "<h3>specification 2 (2024): " in told
    assert "Comes in: B4" in told
    assert "Goes out: B3" in told
    query = buttons(told, "go")["Work under this edition"]
    assert verdict(two.get(f"/q/two-editions?{query}").text).startswith("Best plan: ")


def test_what_another_edition_does_not_have_is_told(two: TestClient) -> None:
    sent = {"on": "2024-08-31", "edition": "2019", "do": "editions", "unit B3": "in"}
    page = two.post("/q/two-editions", data=sent).text
    told = page.split("Under another edition</h2>")[1].split("<h2>")[0]
    assert "B3" in told
    assert "Work under this edition" not in told


def test_one_edition_has_no_other_to_be_shown() -> None:
    assert "Under another edition" not in DESK.get(ASKED).text


def test_a_record_counts_and_is_carried_by_the_page_alone() -> None:
    fields = {"day": "1", "month": "9", "year": "2026", "goal": "least-glh"}
    answer = DESK.post(HERE, data=fields, files={"file": ("kim.csv", RECORD)})
    assert answer.status_code == 200
    assert "136 GLH" in verdict(answer.text)
    assert "2 achievements read" in answer.text
    assert "M/506/2898" not in answer.headers["x-unitwise-address"]
    carried = re.search(r'name="record" value="([^"]*)"', answer.text)
    assert carried is not None
    again = DESK.post(HERE, data={**fields, "record": carried[1].replace("&#34;", '"')})
    assert verdict(again.text) == verdict(answer.text)
    gone = DESK.post(HERE, data={**fields, "record": carried[1], "do": "forget", "held": " "})
    assert "Least GLH: 171 GLH" in verdict(gone.text)


def test_a_record_that_leaves_a_question_open_is_asked_about_and_the_old_one_kept() -> None:
    bad = b"Unit,Result,Learner\nM/506/2898,Pass,Kim\nM/506/2898,Pass,Lee\n"
    answer = DESK.post(HERE, data={"record": "{}"}, files={"file": ("two.csv", bad)})
    assert answer.status_code == 422
    assert "Kim" in answer.text
    assert 'name="record" value="{}"' in answer.text


def test_a_unit_tells_why_it_is_not_in_the_plan_and_what_it_would_cost() -> None:
    page = DESK.get(f"{ASKED}&why=D/506/2055").text
    assert "To include it costs: +2 GLH." in page
    forced = DESK.get(f"{ASKED}&why=M/506/2898").text
    assert "It is in the plan, and it must be." in forced


def test_prices_come_in_a_second_request() -> None:
    answer = DESK.post(f"{HERE}/prices", data=dict(parse_qsl(f"on={DAY}&goal=least-glh")))
    assert answer.json()["D/506/2055"] == "+2 GLH"


def test_alternatives_stand_beside_the_plan_as_whole_plans() -> None:
    page = DESK.get(f"{ASKED}&others=3").text
    queries = [q for words, q in buttons(page, "go").items() if words == "Take this plan"]
    assert page.count("Take this plan") == 3
    assert verdict(DESK.get(f"{HERE}?{queries[-1]}").text).startswith("Best plan")


def test_a_trade_off_has_points_that_can_be_taken() -> None:
    nocn = "/q/nocn-l3-customer-service"
    page = DESK.get(f"{nocn}?on={DAY}&between=fewest-units&between=least-credit&do=tradeoff").text
    assert "Best compromises between" in page


def test_a_kept_plan_is_compared_with() -> None:
    page = DESK.get(f"{ASKED}&want=D/506/2055&baseline=on%3D{DAY}%26goal%3Dleast-glh").text
    assert "+2 GLH" in page
    assert "Comes in: D/506/2055" in page
    assert '<span class="mark">new</span>' in page


def test_the_ranking_opens_each_workbench() -> None:
    answer = DESK.post("/nearest", data={"do": "rank"}, files={"file": ("kim.csv", RECORD)})
    assert answer.status_code == 200
    assert "the least left to do first" in answer.text
    assert f'formaction="/q/{OCR}"' in answer.text


def test_a_college_offers_its_own_alone() -> None:
    desk = client(only=["NOCN"])
    assert OCR not in desk.get("/").text
    assert desk.get(HERE).status_code == 404
    assert (
        desk.post("/nearest", data={"do": "rank", "held": "T/506/2952"}).text.count("formaction=")
        == len(LIBRARY.only(["NOCN"])) + 0
    )


def test_paper_has_its_own_policy_and_says_the_same_as_the_page() -> None:
    answer = DESK.post(f"{HERE}/report", data=dict(parse_qsl(f"on={DAY}&goal=least-glh")))
    assert "Least GLH: 171 GLH (proven)" in answer.text
    assert "sha256-" in answer.headers["content-security-policy"]
    assert "Least GLH: 171 GLH (proven)" in verdict(DESK.get(ASKED).text)
    kept = DESK.post(f"{HERE}/question", data=dict(parse_qsl(f"on={DAY}&goal=least-glh")))
    assert kept.text.startswith("# A question for unitwise")


@pytest.mark.parametrize(
    "path", ["/", "/nearest", "/help", "/accessibility", "/licences", "/api", f"{HERE}/rules"]
)
def test_every_page_is_whole(path: str) -> None:
    answer = DESK.get(path)
    assert answer.status_code == 200
    assert answer.text.rstrip().endswith("</html>")
    assert "{{" not in answer.text


def test_the_search_finds_by_words_number_and_organisation() -> None:
    assert OCR in DESK.get("/?words=601/3528/1").text
    assert OCR in DESK.get("/?words=ocr+customer").text
    assert "Nothing fits" in DESK.get("/?words=zzz").text


@pytest.mark.parametrize(
    "question",
    [
        Question(on=date(2026, 9, 1)),
        Question(
            on=date(2026, 9, 1),
            edition="x y",
            goals=(Goal.LEAST_GLH, Goal.MOST_PREFERRED),
            want=("D/506/2055", "group:B", "a & b"),
            avoid=("level:5",),
            prefer={"social media": 3, "R=1": -2},
            pathway=("p1",),
            limits=Limits.model_validate(
                {"new_glh": 160, "highest_level": "Entry 3", "new_pence": 93_550}
            ),
            unknown_glh=UnknownHours.ESTIMATE,
            allow_retakes=True,
        ),
    ],
)
def test_an_address_asks_the_same_question_again(question: Question) -> None:
    assert Question.model_validate(data_of(pairs_of(question))) == question
    assert parse_qsl(address(question)) == pairs_of(question)


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x>',
    "{{7*191*7}}",
    "%00",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "field", ["words", "want", "avoid", "goal", "max_glh", "on", "edition", "held", "why", "day"]
)
def test_what_is_sent_is_never_taken_for_markup(field: str, text: str) -> None:
    for path in ("/", HERE, "/nearest"):
        answer = DESK.get(path, params={field: text})
        assert answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
        assert "9359" not in answer.text


def test_what_stands_in_the_static_folder_is_small(tmp_path: Path) -> None:
    static = Path(pages.__file__).parent / "static"
    sizes = {one.name: one.stat().st_size for one in static.iterdir()}
    assert sizes["unitwise.css"] < 10_000
    assert len((static / "unitwise.js").read_text(encoding="utf-8").splitlines()) <= 120


@pytest.mark.parametrize("name", [OCR, "nocn-l3-customer-service", "aat-l4-accounting-aq2016"])
def test_a_plan_that_is_taken_is_the_plan_that_was_shown(name: str) -> None:
    """The units of each alternative, and of each point of a trade-off, and no others."""
    here = f"/q/{name}"
    goal = "fewest-units" if name.startswith("aat") else "least-credit"
    page = DESK.get(f"{here}?on={DAY}&goal={goal}&others=5").text
    shown = re.findall(
        r'<table class="plan">(.*?)</table>.*?name="go" value="([^"]*)"', page, re.DOTALL
    )
    assert shown
    for listed, query in shown:
        wanted = set(re.findall(r'class="quiet ref">([^<]*)<', listed))
        taken = DESK.get(f"{here}?{unescape(query)}").text
        assert planned(taken) == wanted


def planned(page: str) -> set[str]:
    """The units that a page has in its plan."""
    rows = re.findall(r'<tr class="planned.*?</tr>', page, re.DOTALL)
    return {found[1] for row in rows if (found := re.search(r'class="ref">([^<]+)<', row))}


def test_every_standing_has_words() -> None:
    assert set(WORDS) == {*get_args(Because), "forced", "possible", "undecided"}


def test_a_question_that_is_saved_has_nothing_of_the_learner() -> None:
    record = (
        '{"learner": "Kim Lee", "achievements": [{"unit": "T/506/2952"}], "exceptions": [{"kind":'
        f' "waive-rule", "qualification": "{OCR}", "rule": "group-c", "reason": "ill health",'
        ' "agreed_by": "OCR", "agreed_on": "2026-01-01", "reference": "R-1"}]}'
    )
    sent = {"record": record, "day": "1", "month": "9", "year": "2026"}
    kept = DESK.post(f"{HERE}/question", data=sent)
    assert kept.status_code == 200
    for private in ("Kim", "2952", "ill health", "R-1"):
        assert private not in kept.text


def test_where_a_list_is_not_complete_nobody_is_told_to_look_for_longer() -> None:
    page = DESK.get(f"/q/ncfe-l2-retail-operations?on={DAY}").text
    assert "Not known: no choice of the listed units fits for certain" in verdict(page)
    assert "More time does not tell" in page
    assert "Keep looking" not in page


@pytest.mark.parametrize("path", ["/nearest", f"/q/{OCR}"])
def test_references_without_end_are_refused_before_any_is_read(path: str) -> None:
    began = time.process_time()
    answer = client().post(path, data={"held": "M/506/0001\n" * 30_000})
    assert "30,000 references are too many: 5,000 at the most" in answer.text
    assert time.process_time() - began < 5
