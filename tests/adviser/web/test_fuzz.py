"""Whatever is sent, the answer is an answer or says what is wrong: no 5xx, nothing unescaped.

``UNITWISE_FUZZ=N`` tries N times as many.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, strategies as st

from adviser.asking.question_file import question_schema
from adviser.web.forms import FIELDS
from adviser.web.openapi import PROBLEM
from adviser.web.operations import OPERATIONS
from solver import Goal
from tests.adviser.web.desk import DAY, LIBRARY, OCR, client
from tests.strategies import tries

SECONDS = 1.0
DESK = client(seconds=SECONDS)
FEW = client(["OCR,NOCN"], SECONDS)
"""Where qualifications are ranked, for every one of which as much is worked out."""
NAMES = [one.short_name for one in LIBRARY.qualifications]

NASTY = "\"'><x9q>"
"""What would be an element if any page took it over as it is."""

KEYS = sorted(
    {*question_schema()["properties"], "held", "record", "as_of", "no_exceptions"}
    | {key for one in OPERATIONS for key in one.keys}
)
UNITS = [unit.reference for unit in LIBRARY.find(OCR).editions[-1].units]

texts = st.one_of(
    st.sampled_from(
        [*UNITS, *[goal.value for goal in Goal], "group:B", "level:4", DAY, "estimate"]
    ),
    st.sampled_from(["", " ", "0", "-1", "1e9", "2026-02-30", "NOCN", "customer service", NASTY]),
    st.text(max_size=12),
)
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
anything = st.recursive(
    plain,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)
likely: dict[str, st.SearchStrategy[Any]] = {
    "on": st.just(DAY),
    "goals": st.lists(st.sampled_from([goal.value for goal in Goal]), max_size=3, unique=True),
    "want": st.lists(texts, max_size=3),
    "avoid": st.lists(texts, max_size=3),
    "held": st.lists(texts, max_size=3),
    "limits": st.dictionaries(
        st.sampled_from(["new_glh", "new_credit", "new_units", "surplus_credit", "zzz"]),
        st.integers(-1, 300),
        max_size=2,
    ),
    "units": st.lists(texts, max_size=3),
    "between": st.lists(st.sampled_from([goal.value for goal in Goal]), max_size=3),
    "alternatives": st.integers(-1, 3),
    "only": st.just(["OCR"]),
    "time_limit": st.floats(0.001, 2),
    "before": st.fixed_dictionaries({"on": st.just(DAY)}),
    "offer": st.one_of(anything, st.fixed_dictionaries({"units": st.lists(anything, max_size=2)})),
    "after": st.fixed_dictionaries({"on": st.just(DAY), "want": st.lists(texts, max_size=2)}),
}


@st.composite
def bodies(draw: st.DrawFn) -> dict[str, Any]:
    """A body with some keys that there are, most with values that could be meant."""
    body: dict[str, Any] = {}
    if draw(st.integers(0, 9)):
        body["on"] = DAY
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=4, unique=True)):
        meant = draw(st.integers(0, 3))
        body[key] = draw(likely[key] if meant and key in likely else anything)
    if not draw(st.integers(0, 9)):
        body[draw(texts)] = draw(anything)
    return body


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
@given(st.data())
@tries(60)
def test_the_api_answers_whatever_it_is_asked(operation: Any, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*NAMES, "601/3528/1", "zzz", "%00", "a" * 300]))
    where = f"/api/v1/qualifications/{name}/{operation.name}"
    path = where if operation.of_one else f"/api/v1/{operation.name}"
    body = data.draw(bodies())
    began = time.process_time()
    answer = (DESK if operation.of_one else FEW).post(path, json=body)
    took = time.process_time() - began
    assert answer.status_code in {200, 400, 404, 422}, answer.text
    kind = "application/json" if answer.status_code == 200 else PROBLEM
    assert answer.headers["content-type"].startswith(kind)
    if answer.status_code == 422:
        assert answer.json()["errors"]
        assert all(one["message"] for one in answer.json()["errors"])
    assert took < SECONDS * 8 + 1  # eight qualifications are ranked, each within the limit


FORM = sorted(
    {*FIELDS.values(), "day", "month", "year", "go", "do", "why", "between", "others", "diverse",
     "baseline", "was", "order", "record", "held", "words", "only", "as", "unknown", "prices",
     "beside", "pending", "learner", "sheet", "column Unit", "column ",
     *(f"unit {unit}" for unit in UNITS[:3])}
)  # fmt: skip
WORDS = [
    "in", "out", "rank", "tradeoff", "prices", "hours", "beside", "aside", "²", "9" * 5_000, NASTY,
    "unit", "VW5pdCxOb3RlcwpUNTA2Mjk1Mix4:a.csv", "Unit\tDate\nT/506/2952\t1/5/2023", "T5062952;zz",
]  # fmt: skip
ROUTES = (
    "/", "/q/{}", "/q/{}/report", "/q/{}/question", "/q/{}/ledger", "/q/{}/prices", "/q/{}/hours",
    "/q/{}/rules", "/q/{}/record", "/nearest",
)  # fmt: skip
fields = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(FORM), st.sampled_from(FORM), texts),
        st.one_of(texts, st.sampled_from(WORDS)),
    ),
    max_size=6,
)


@pytest.mark.parametrize("route", ROUTES)
@given(st.data())
@tries(22)
def test_a_page_answers_whatever_it_is_sent(route: str, data: st.DataObject) -> None:
    path = route.format(data.draw(st.sampled_from([*NAMES, OCR, OCR, "zzz", NASTY, "a%00b"])))
    pairs = data.draw(fields)
    if data.draw(st.booleans()):
        pairs = [("on", DAY), *pairs]
    sent = urlencode([(name, _whole(value)) for name, value in pairs if _whole(name) == name])
    kind = {"content-type": "application/x-www-form-urlencoded"}
    began = time.process_time()
    desk = FEW if route == "/nearest" else DESK
    answers = (desk.get(f"{path}?{sent}"), desk.post(path, content=sent, headers=kind))
    assert time.process_time() - began < 2 * (SECONDS + 1)
    for answer in answers:
        assert answer.status_code in {200, 303, 400, 404, 405, 422}, answer.text[:500]
        assert "<x9q" not in answer.text
        assert "\n" not in answer.headers.get("location", "")


def _whole(text: str) -> str:
    """A text without what UTF-8 cannot say."""
    return text.encode("utf-8", "ignore").decode("utf-8")
