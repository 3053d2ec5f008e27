"""The API: the bytes of ``--json``, every fault at once with its place, nothing hostile gets in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from adviser.asking.offering import read_offer
from adviser.web.openapi import PROBLEM, description
from adviser.web.operations import OPERATIONS
from tests.adviser.web.desk import DAY, LIBRARY, OCR, client
from tests.conftest import Printed

DESK = client()
ONE = f"/api/v1/qualifications/{OCR}"
NOCN = "nocn-l2-customer-service"

QUESTIONS: list[tuple[str, dict[str, Any], list[str]]] = [
    (OCR, {"goals": ["least-glh"]}, ["--goal", "least-glh"]),
    (OCR, {"want": ["D/506/2055"]}, ["--want", "D/506/2055"]),
    (OCR, {"limits": {"new_glh": 165}}, ["--max-glh", "165"]),
    (OCR, {"held": ["T/506/2952@2023-05-01"]}, ["--held", "T/506/2952@2023-05-01"]),
    (OCR, {"alternatives": 2, "prices": True}, ["--alternatives", "2", "--prices"]),
    (NOCN, {"goals": ["least-glh"]}, ["--goal", "least-glh"]),
    (NOCN, {"unknown_glh": "estimate", "limits": {"new_glh": 400}},
     ["--unknown-glh", "estimate", "--max-glh", "400"]),
]  # fmt: skip


def asked(path: str, body: Any) -> Any:
    return DESK.post(path, json=body)


@pytest.mark.parametrize(("name", "body", "options"), QUESTIONS)
def test_a_plan_is_the_bytes_of_the_command_line(
    unitwise: Any, name: str, body: dict[str, Any], options: list[str]
) -> None:
    answer = asked(f"/api/v1/qualifications/{name}/plan", {"on": DAY, **body})
    printed: Printed = unitwise(
        "suggest", name, "--on", DAY, *options, "--json", "--time-limit", "5"
    )
    assert answer.status_code == 200
    assert answer.text == printed.out


@pytest.mark.parametrize(
    ("operation", "body", "command"),
    [
        ("why", {"units": ["D/506/2055"]}, ["why", OCR, "D/506/2055"]),
        ("transfer", {"held": ["T/506/2952"]}, ["transfer", "--held", "T/506/2952", "--to", OCR]),
        ("tradeoff", {"between": ["least-credit", "least-glh"]},
         ["tradeoff", OCR, "--between", "least-credit", "least-glh"]),
        ("bounds", {}, ["bounds", OCR]),
    ],
)  # fmt: skip
def test_other_answers_are_those_of_the_command_line(
    unitwise: Any, operation: str, body: dict[str, Any], command: list[str]
) -> None:
    answer = asked(f"{ONE}/{operation}", {"on": DAY, **body})
    limit = ["--time-limit", "5"]
    printed: Printed = unitwise(*command, "--on", DAY, *limit, "--json")
    assert answer.text == printed.out, printed.err


def test_check_compare_standing_and_nearest_answer() -> None:
    assert asked(f"{ONE}/check", {"units": ["M/506/2898"], "on": DAY}).json()["legal"] is False
    sides = {"before": {"on": DAY}, "after": {"on": DAY, "want": ["D/506/2055"]}}
    assert asked(f"{ONE}/compare", sides).json()["answer"] == "comparison"
    units = asked(f"{ONE}/standing", {"on": DAY}).json()["units"]
    assert {"forced", "possible"} <= {one["state"] for one in units}
    ranked = asked("/api/v1/nearest", {"on": DAY, "held": ["T/506/2952"], "only": ["NOCN"]})
    assert len(ranked.json()["standings"]) == 3


def test_every_fault_comes_at_once_with_its_place_and_the_nearest_word() -> None:
    body = {
        "goals": ["least-gl"],
        "want": [f"zz {n}" for n in range(3)],
        "wnat": 1,
        "held": ["x@y"],
    }
    answer = asked(f"{ONE}/plan", body)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith(PROBLEM)
    told = answer.json()["errors"]
    places = [tuple(one["place"]) for one in told]
    assert {("on",), ("goals", 0), ("want", 0), ("want", 2), ("wnat",), ("held", 0)} <= set(places)
    assert told[places.index(("goals", 0))]["nearest"] == "least-glh"
    assert "hint" in told[places.index(("wnat",))]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 400),
        (b"[]", 400),
        (b"{", 400),
        (b'{"on": NaN}', 400),
        (b'{"on": 1, "on": 2}', 400),
        (b'{"on": "\xff"}', 400),
        (b'{"on": "\\ud800"}', 422),
        (b"[" * 200_000, 400),
        (b'{"limits": ' * 500 + b"1" + b"}" * 500, 400),
        (b'{"time_limit": ' + b"9" * 6_000 + b"}", 400),
        (b'{"on": {}}', 422),
        (b'{"on": "2026-09-01", "want": 3}', 422),
        (b'{"on": "2026-09-01", "time_limit": -1}', 422),
        (b'{"on": "2026-09-01", "record": {"achievements": [{"unit": {}}]}}', 422),
        (b'{"on": "2026-09-01", "alternatives": 101}', 422),
        (b'{"on": "2026-09-01", "exceptions": [{"kind": "x"}]}', 422),
        (b'{"on": "2026-09-01", "want": ["zz"' + b', "q"' * 600 + b"]}", 422),
    ],
)  # fmt: skip
def test_a_hostile_body_is_refused_with_problem_details(raw: bytes, status: int) -> None:
    for one in OPERATIONS:
        if one.name in {"check", "compare", "bounds", "nearest"} and status == 422:
            continue
        path = f"{ONE}/{one.name}" if one.of_one else f"/api/v1/{one.name}"
        answer = DESK.post(path, content=raw, headers={"content-type": "application/json"})
        assert answer.status_code == status, (path, raw[:60], answer.text)
        assert answer.headers["content-type"].startswith(PROBLEM)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("POST", "/api/v1/qualifications/zzz/plan", 404),
        ("GET", "/api/v1/qualifications/zzz", 404),
        ("GET", f"{ONE}/plan", 405),
        ("DELETE", ONE, 405),
    ],
)
def test_what_is_not_there_is_told_as_a_problem(method: str, path: str, status: int) -> None:
    kind = {"content-type": "application/json"}
    answer = DESK.request(method, path, content=b'{"on": "2026-09-01"}', headers=kind)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith(PROBLEM)
    assert answer.json()["status"] == status
    if status == 405:
        assert answer.headers["allow"]


def test_a_body_of_another_kind_is_refused() -> None:
    assert DESK.post(f"{ONE}/plan", content=b"x").status_code == 415


def test_what_does_not_change_has_a_tag() -> None:
    first = DESK.get("/api/v1/catalogue")
    again = DESK.get("/api/v1/catalogue", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.text) == (304, "")


def test_an_answer_without_a_learner_has_a_tag_and_costs_no_second_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = {"on": DAY, "goals": ["least-glh"]}
    first = DESK.post(f"{ONE}/plan", json=body)
    tag = {"if-none-match": first.headers["etag"]}
    other = DESK.post(f"{ONE}/plan", json={**body, "want": ["D/506/2055"]}, headers=tag)
    assert (other.status_code, other.headers["etag"] == first.headers["etag"]) == (200, False)
    assert DESK.post(f"{ONE}/standing", json=body, headers=tag).status_code == 200
    owns: list[dict[str, Any]] = [{"held": []}, {"record": {}}, {"time_limit": 1e-9}]
    for own in owns:
        assert "etag" not in DESK.post(f"{ONE}/plan", json={**body, **own}).headers
    sides = {"before": body, "after": {**body, "held": ["T/506/2952"]}}
    assert "etag" not in DESK.post(f"{ONE}/compare", json=sides).headers
    assert "etag" not in DESK.post("/api/v1/nearest", json={"on": DAY}).headers

    def searching(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("adviser.web.operations.suggest", searching)
    again = DESK.post(f"{ONE}/plan", json=body, headers=tag)
    assert (again.status_code, again.text) == (304, "")


@pytest.mark.parametrize(
    ("path", "body", "places"),
    [
        (f"{ONE}/why", {"on": DAY, "units": ["T/506/2952", "D/506/9999"]}, [("units", 1)]),
        (f"{ONE}/check", {"on": DAY, "units": ["zz zz", "D/506/9999"]},
         [("units", 0), ("units", 1)]),
        (f"{ONE}/check", {"units": [], "edition": "zzz"}, [("edition",)]),
        (f"{ONE}/bounds", {"on": "31/31/2026"}, [("on",)]),
        (f"{ONE}/compare", {"before": {"on": DAY, "want": ["qqq"]}},
         [("before", "want", 0), ("after",)]),
        (f"{ONE}/compare", {"before": 3, "after": {}}, [("before",), ("after", "on")]),
        ("/api/v1/nearest", {"only": ["zzz"], "to": ["OCR", "qqq"]},
         [("to", 1), ("only", 0), ("on",)]),
    ],
)  # fmt: skip
def test_a_fault_is_at_the_place_of_what_is_wrong(
    path: str, body: dict[str, Any], places: list[tuple[str | int, ...]]
) -> None:
    told = asked(path, body).json()["errors"]
    assert [tuple(one["place"]) for one in told] == places
    assert not any("'unitwise " in one.get("hint", "") for one in told)


def test_a_choice_of_too_many_units_is_refused_and_not_cut_short() -> None:
    answer = DESK.post(f"{ONE}/check", json={"on": DAY, "units": ["T/506/2952"] * 1_001})
    assert answer.json()["errors"][0]["message"] == "units are at most 1,000"


def test_the_catalogue_and_a_qualification_are_those_of_the_command_line(unitwise: Any) -> None:
    assert DESK.get("/api/v1/catalogue").text == unitwise("catalogue", "list", "--json").out
    assert DESK.get(ONE).text == unitwise("catalogue", "show", OCR, "--json").out


def test_the_description_names_every_operation_and_holds_of_its_answers() -> None:
    told = description("0")
    assert told["openapi"] == "3.1.0"
    assert len(told["paths"]) == len(OPERATIONS) + 2
    text = json.dumps(told)
    assert "#/$defs/" not in text
    for name in told["components"]["schemas"]:
        jsonschema.Draft202012Validator.check_schema(told["components"]["schemas"][name])
    answer = asked(f"{ONE}/plan", {"on": DAY}).json()
    whole = {"$ref": "#/components/schemas/PlanAnswer", "components": told["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer)


@pytest.mark.parametrize("name", ["check", "plan"])
def test_what_a_centre_does_not_offer_is_told_as_the_command_line_tells_it(
    unitwise: Any, tmp_path: Path, name: str
) -> None:
    units = ["M/506/2898", "D/506/2153", "T/506/2952"]
    file = tmp_path / "offer.csv"
    file.write_text("Unit\nM/506/2898\nD/506/2153\n", encoding="utf-8")
    there = client(offer=read_offer(file, LIBRARY.units))
    body = {"on": DAY, **({"units": units} if name == "check" else {})}
    command = ["check", OCR, *units] if name == "check" else ["suggest", OCR]
    printed = unitwise(*command, "--on", DAY, "--offer", str(file), "--json")
    answer = there.post(f"{ONE}/{name}", json=body)
    assert answer.text == printed.out
    assert "offer" in answer.text


@pytest.mark.parametrize("name", ["plan", "check", "bounds", "why", "tradeoff", "transfer"])
@pytest.mark.parametrize("offer", [[], 7, True, "offer.csv", {"units": 7}, {}])
def test_what_is_no_offer_is_a_fault_of_the_body(name: str, offer: object) -> None:
    body = {"on": DAY, "offer": offer}
    answer = client().post(f"{ONE}/{name}", json=body)
    assert answer.status_code == 422
    assert any("offer" in one["message"] for one in answer.json()["errors"])
