"""What the workbench tells beside the plan: the slider of hours, what a change did, the ledger."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest

from adviser.web.before import Before
from adviser.web.forms import data_of
from adviser.web.hours import strip, strip_key
from solver import Conflict, Goal, Limits, Plan, Question, Situation, suggest
from tests.adviser.web.desk import DAY, LIBRARY, OCR, buttons, client, verdict

DESK = client()
HERE = f"/q/{OCR}"
SUBJECT = LIBRARY.find(OCR)
ON = date.fromisoformat(DAY)


def situation(name: str = OCR, **asked: object) -> Situation:
    return Situation.of(LIBRARY.find(name), Question.model_validate({"on": ON, **asked}))


@pytest.mark.parametrize(
    ("name", "goal"),
    [
        (OCR, Goal.FEWEST_UNITS),
        (OCR, Goal.HIGHEST_LEVEL),
        ("nocn-l2-customer-service", Goal.HIGHEST_LEVEL),
        ("nocn-l2-customer-service", Goal.FEWEST_UNITS),
    ],
)
def test_the_slider_knows_every_hour(name: str, goal: Goal) -> None:
    """Each limit between its ends is asked by itself; below them nothing fits."""
    found = strip(situation(name, goals=[goal]))
    reached: list[tuple[int, int]] = []
    for hours in range(found.least - 1, found.most + 2):
        answer = suggest(situation(name, goals=[goal], limits={"new_glh": hours}))
        if hours < found.least:
            assert isinstance(answer, Conflict)
            continue
        assert isinstance(answer, Plan)
        value = answer.goals[0].value
        if not reached or reached[-1][1] != value:
            reached.append((hours, value))
    assert [hours for hours, _ in reached] == [hours for hours, _, _ in found.stops]
    for (hours, value), (_, words, query) in zip(reached, found.stops, strict=True):
        assert words.startswith(f"{value} ")
        asked = Question.model_validate(data_of(parse_qsl(query)))
        assert asked.limits.new_glh == hours
    assert Question.model_validate(data_of(parse_qsl(found.free))).limits == Limits()


def test_where_hours_are_what_matters_there_is_one_bound_and_no_slider() -> None:
    found = strip(situation(goals=["least-glh"], limits={"new_glh": 150}))
    assert found.said == ["No plan takes fewer than 171 hours (proven)."]
    assert (found.stops, found.now) == ((), 150)


def test_where_nothing_fits_or_no_hours_are_known_the_slider_says_so() -> None:
    nothing = strip(situation(limits={"new_units": 2}))
    assert nothing.said == ["Nothing fits, whatever the hours."]
    unknown = strip(situation("aat-l4-accounting-q2022"))
    assert unknown.said[0].startswith("Too few units have known hours")


def test_the_slider_is_asked_for_again_where_anything_but_its_limit_is_other() -> None:
    plain = strip_key(situation())
    assert strip_key(situation(limits={"new_glh": 180})) == plain
    assert strip_key(situation(limits={"new_credit": 60})) != plain
    assert strip_key(situation(want=["D/506/2055"])) != plain


def test_the_slider_is_there_without_javascript_too() -> None:
    page = DESK.get(f"{HERE}?on={DAY}&goal=fewest-units&do=hours").text
    assert "Below 171 hours nothing fits (proven)." in page
    (query,) = [q for words, q in buttons(page, "go").items() if words == "171 hours: 10 units"]
    assert "10 units, 50 credits, 171 GLH" in verdict(DESK.get(f"{HERE}?{query}").text)
    part = DESK.post(f"{HERE}/hours", data={"on": DAY, "goal": "fewest-units"}).text
    assert 'id="slider" min="171" max="203" value="203"' in part
    assert "<main" not in part


def test_a_change_says_what_it_did_and_a_no_keeps_the_plan_in_sight() -> None:
    asked = {"on": DAY, "goal": "least-glh"}
    first = DESK.get(f"{HERE}?{urlencode(asked)}").text
    was = re.search(r'name="was" value="([^"]*)"', first)
    assert was is not None
    sent = {**asked, "was": unescape(was[1]), "unit D/506/2055": "in"}
    live = {"x-unitwise": "1"}
    then = DESK.post(HERE, data=sent, headers=live).text
    assert "Against the plan before: +2 GLH, 1 unit new and 1 unit gone." in verdict(then)
    assert then.count('<span class="mark">new</span>') == 1
    assert then.count('<span class="mark">gone</span>') == 1
    never = DESK.post(HERE, data={**sent, "max_glh": "100"}, headers=live).text
    assert verdict(never).startswith("No choice fits")
    assert never.count("in the plan before") == 10
    assert f'name="was" value="{was[1]}"' in never


def test_what_a_page_showed_is_read_as_it_was_written_and_nothing_else_is() -> None:
    plan = suggest(situation(goals=["least-glh", "fewest-units"]))
    assert isinstance(plan, Plan)
    before = Before.of(plan)
    assert Before.read(before.written()) == before
    assert before.against(plan) == ""
    assert Before.read("least-glh=lots zzz=3 =4 least-credit=²") == Before()
    assert Before.read("A " * 50_000).units == {"A"}


def test_the_ledger_is_a_table_for_a_spreadsheet() -> None:
    held = "T/506/2952@2023-05-01\nK/502/9999"
    answer = DESK.post(f"{HERE}/ledger", data={"on": DAY, "held": held})
    assert answer.headers["content-disposition"].endswith('-ledger.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["held"], row["counts"]) for row in rows] == [
        ("T/506/2952", "yes"),
        ("K/502/9999", "no"),
    ]
    assert DESK.post(f"{HERE}/ledger", data={"on": "never"}).status_code == 422


def test_a_ranking_can_go_by_what_counts_and_opens_what_was_asked() -> None:
    asked = {"held": "T/506/2952@2023-05-01", "goal": "least-glh", "max_units": "30", "do": "rank"}
    first = DESK.post("/nearest", data=asked).text
    held = DESK.post("/nearest", data={**asked, "order": "held"}).text
    name = re.compile(r'formaction="/q/([^"]*)" name="go" value="([^"]*)"')
    assert {one for one, _ in name.findall(first)} == {one for one, _ in name.findall(held)}
    (nearest, query), *_ = name.findall(held)
    assert nearest == OCR  # 3 of 50 credits; it is 3 of 55 at NOCN
    assert unescape(query) == "goal=least-glh&max_units=30"
    for page in (first, held):
        assert "What each would take from the record" in page
        assert f"{OCR}:" not in page
    paper = DESK.post("/nearest", data={**asked, "as": "report"}).text
    assert "OCR Level 4 NVQ Diploma in Customer Service" in paper


def test_two_plans_stand_side_by_side_unit_by_unit() -> None:
    fields = {"on": DAY, "goal": "least-glh", "want": "D/506/2055", "baseline": f"on={DAY}"}
    page = DESK.post(HERE, data=fields).text
    both = page.partition('<details id="both">')[2].partition("</details>")[0]
    assert "The plan that you kept: 10 units" in both
    assert re.search(r'Design business processes <span class="mark">new</span>', both)


def test_the_same_question_stands_beside_the_plan_of_another_qualification() -> None:
    wishes = {"want": ["D/506/2055", "D/506/2962"], "avoid": ["T/506/1820"]}
    fields = {"on": DAY, "goal": "least-glh", "do": "beside", **wishes}
    page = DESK.post(HERE, data={**fields, "beside": "nocn level 3 customer"}).text
    assert "NOCN Level 3 Diploma in Customer Service: " in page
    assert "Left aside, for no unit there: D/506/2055." in page
    assert "In both plans: " in page
    query = buttons(page, "go")["Open it with the same question (in a new tab)"]
    asked = Question.model_validate(data_of(parse_qsl(query)))
    assert (asked.want, asked.avoid) == (("D/506/2962",), ("T/506/1820",))
    for words in ("zzz", "customer service", "othm"):
        said = DESK.post(HERE, data={**fields, "beside": words})
        assert said.status_code == 200
        assert verdict(said.text).startswith("Best plan")
    alone = client(["OCR"]).post(HERE, data={**fields, "beside": "nocn level 3 customer"}).text
    assert "is not offered here" in alone


def test_a_tick_is_sent_what_changes_and_no_more() -> None:
    fields = {"on": DAY, "goal": "least-glh", "was": "D/506/2055"}
    whole = DESK.post(HERE, data={**fields, "do": "prices"}).text
    tick = DESK.post(HERE, data={**fields, "do": "prices"}, headers={"x-unitwise": "1"}).text
    for once in ("<footer", "<header", "<script", "stylesheet"):
        assert once in whole
        assert once not in tick
    main = re.compile("<main.*</main>", re.DOTALL)
    assert main.findall(tick) == main.findall(whole)
