"""Every schema has an ``$id``, tells what each key means, and fits what is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from adviser.cli.schema import NAMES
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


def schema(unitwise: Unitwise, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(unitwise("schema", name).out)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_says_what_every_key_means(unitwise: Unitwise, name: str) -> None:
    found = schema(unitwise, name)
    jsonschema.Draft202012Validator.check_schema(found)
    assert found["$id"] == f"urn:unitwise:schema:{name}"
    silent = {
        f"{model}.{key}"
        for model, definition in {**found.get("$defs", {}), name: found}.items()
        for key, value in definition.get("properties", {}).items()
        if not value.get("description")
    }
    assert not silent


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("list", ("list",)),
        ("show", ("catalogue", "show", OCR)),
        ("show", ("catalogue", "show", "nocn-l1-customer-service")),
    ],
)
def test_what_is_printed_fits(unitwise: Unitwise, name: str, arguments: tuple[str, ...]) -> None:
    document = json.loads(unitwise(*arguments, "--json").out)
    validate(document, schema(unitwise, name))
    for key in list(document):
        with pytest.raises(jsonschema.ValidationError):
            validate({**document, key: {"odd": object}}, schema(unitwise, name))


LEARNERS = """\
Learner ID,to,unit,achieved,max glh
1,ocr-l4-customer-service,T/506/2952,2025-05-01,
2,ocr-l4-customer-service,T/506/2952,2025-05-01,50
3,nowhere,T/506/2952,2025-05-01,
"""


@pytest.fixture
def learners(tmp_path: Path) -> Path:
    (tmp_path / "c.csv").write_text(LEARNERS, encoding="utf-8")
    return tmp_path / "c.csv"


@pytest.mark.parametrize("kind", ["learner", "nearest"])
def test_every_line_of_a_cohort_fits(unitwise: Unitwise, learners: Path, kind: str) -> None:
    result = learners.with_name("r.jsonl")
    to = ["--nearest", "2", "--only", "OCR"] if kind == "nearest" else []
    unitwise("cohort", str(learners), *to, "--on", "2026-09-01", "-o", str(result), "--jobs", "1")
    lines = [json.loads(line) for line in result.read_bytes().splitlines()]
    assert [(line["answer"], line["id"]) for line in lines] == [(kind, one) for one in "123"]
    of_cohort = schema(unitwise, "cohort")
    for line in lines:
        validate(line, of_cohort)
        with pytest.raises(jsonschema.ValidationError):
            validate({**line, "odd": 1}, of_cohort)


@pytest.mark.parametrize("more", [(), ("--max-glh", "9"), ("--class-size", "1", "--curve")])
def test_an_offer_fits(unitwise: Unitwise, learners: Path, more: tuple[str, ...]) -> None:
    learners.write_text(
        "Learner ID,unit,achieved\n1,T/506/2952,2025-05-01\n2,R/506/2151,2025-05-01\n"
    )
    asked = ("offer", str(learners), "--to", OCR, "--on", "2026-09-01", "--jobs", "1", *more)
    document = json.loads(unitwise(*asked, "--json").out)
    validate(document, schema(unitwise, "offer"))
    with pytest.raises(jsonschema.ValidationError):
        validate({**document, "odd": 1}, schema(unitwise, "offer"))


def test_every_line_of_a_session_fits(unitwise: Unitwise, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        "max glh 172\nwhy D/506/2055\nbounds\ncheck D/506/2055\ntradeoff least-glh least-credit\n"
    )
    monkeypatch.setattr("sys.stdin", StringIO(script))
    lines = unitwise("explore", OCR, "--goal", "least-glh", "--json").out.splitlines()
    assert len(lines) == 6
    of_session = schema(unitwise, "explore")
    for line in lines:
        validate(json.loads(line), of_session)
    with pytest.raises(jsonschema.ValidationError):
        validate({"answer": "nothing"}, of_session)


def test_a_saved_question_names_its_schema_and_is_read_again(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "question.yaml"
    assert unitwise("suggest", OCR, "--goal", "least-glh", "--save", str(path)).code == 0
    assert schema(unitwise, "question")["$id"] in path.read_text(encoding="utf-8").splitlines()[1]
    assert unitwise("suggest", "--question", str(path)).code == 0


def test_a_question_and_a_record_may_name_theirs(unitwise: Unitwise, tmp_path: Path) -> None:
    question, record = tmp_path / "question.json", tmp_path / "record.json"
    named = {"$schema": "urn:unitwise:schema:question", "qualification": OCR}
    question.write_text(json.dumps(named), encoding="utf-8")
    held = {"$schema": "urn:unitwise:schema:record", "achievements": ["T/506/2952"]}
    record.write_text(json.dumps(held), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(question), "--record", str(record), "--json")
    assert printed.code == 0, printed.err
    assert json.loads(printed.out)["totals"]["new_credit"] == 47
