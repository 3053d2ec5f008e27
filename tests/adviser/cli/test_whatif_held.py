"""``whatif`` and ``compare`` for a learner who holds something: what is held may change, too."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from solver import Cases, Comparison, Conflict, Plan
from tests.conftest import Printed

Unitwise = Callable[..., Printed]

OCR = "ocr-l4-customer-service"
QUESTION = f"qualification: {OCR}\non: 2026-09-01\ngoals: [least-glh]\n"
RECORD = """\
achievements:
  - {unit: T/506/2952, achieved: 2023-05-01}
  - {unit: R/506/2151, achieved: 2020-01-01, route: experience}
exceptions:
  - kind: waive-rule
    qualification: ocr-l4-customer-service
    rule: level-4-or-above
    reason: agreed
    agreed_by: the awarding organisation
    agreed_on: 2026-01-01
    reference: X1
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q.yaml").write_text(QUESTION, encoding="utf-8")
    Path("r.yaml").write_text(RECORD, encoding="utf-8")


def whatif(unitwise: Unitwise, *arguments: str) -> Comparison:
    printed = unitwise("whatif", "q.yaml", *arguments, "--json")
    assert printed.out, printed.err
    return Comparison.model_validate_json(printed.out)


def suggested(unitwise: Unitwise, *arguments: str) -> Any:
    return json.loads(unitwise("suggest", "--question", "q.yaml", *arguments, "--json").out)


def as_json(answer: Plan | Conflict | Any) -> Any:
    return json.loads(answer.model_dump_json())


FIRST, SECOND = "T/506/2952@2023-05-01", "R/506/2151@2022-01-01"


@pytest.mark.parametrize(
    ("given", "changes", "then"),
    [
        ((), ("held+=" + FIRST,), (FIRST,)),
        ((FIRST,), ("held+=" + SECOND,), (FIRST, SECOND)),
        ((FIRST, SECOND), ("held-=t5062952",), (SECOND,)),
        ((FIRST, SECOND), ("held=none",), ()),
        ((FIRST,), ("held=" + SECOND,), (SECOND,)),
        ((FIRST,), ("held+=" + SECOND, "limits.new_units=8"), None),
    ],
)
def test_what_is_held_instead_is_what_suggest_takes(
    unitwise: Unitwise, given: tuple[str, ...], changes: tuple[str, ...], then: Any
) -> None:
    def options(held: tuple[str, ...]) -> list[str]:
        return [part for one in held for part in ("--held", one)]

    changed = [part for one in changes for part in ("--set", one)]
    found = whatif(unitwise, *options(given), *changed)
    assert as_json(found.before) == suggested(unitwise, *options(given))
    after = (
        suggested(unitwise, *options(then))
        if then is not None
        else suggested(unitwise, *options((FIRST, SECOND)), "--max-units", "8")
    )
    assert as_json(found.after) == after


def test_units_tell_through_what_they_count_on_either_side(unitwise: Unitwise) -> None:
    """T/506/2952 (3 credits, 12 GLH) is in every plan: without it held it is studied instead."""
    found = whatif(unitwise, "--held", FIRST, "--set", "held=none")
    assert [(one.unit, one.before, one.after) for one in found.rerouted] == [
        ("T/506/2952", "credit-transfer", "study")
    ]
    assert (found.credit.change, found.new_credit.change, found.new_glh.change) == (0, 3, 12)
    printed = unitwise("whatif", "q.yaml", "--held", FIRST, "--set", "held=none").out
    assert "by new study instead of credit transfer" in printed
    entering = unitwise("whatif", "q.yaml", "--held", FIRST, "--set", "held+=" + SECOND).out
    assert "+ B  R/506/2151  Resolve customers' complaints, 4 credits, 22 GLH, by credit tr" in (
        entering
    )


@pytest.mark.parametrize(
    ("setting", "through"),
    [
        ("recognition.rpl.accepted=no", {"credit-transfer"}),
        ("recognition.credit-transfer.accepted=no", {"rpl"}),
        ("recognition.credit-transfer.credit=3", {"credit-transfer", "rpl"}),
        # 7 of at least 50 credits are held: 3 by transfer, 4 by RPL
        ("recognition.any.percent=one tenth", {"credit-transfer"}),
        ("recognition.any.percent=14", {"credit-transfer", "rpl"}),
        ("recognition.rpl.currency_years=6", {"credit-transfer"}),  # 2020-01-01 to 2026-09-01
        ("recognition.rpl.currency_years=7", {"credit-transfer", "rpl"}),
    ],
)
def test_another_policy_may_be_supposed(
    unitwise: Unitwise, setting: str, through: set[str]
) -> None:
    options = ("--record", "r.yaml", "--no-exceptions", "--as-of", "2026-09-01")
    found = whatif(unitwise, *options, "--set", setting)
    assert isinstance(found.after, Plan)
    assert {unit.through.value for unit in found.after.units} - {"study"} == through


@pytest.mark.parametrize("cap", ["any.units=0", "credit-transfer.credit=2"])
def test_what_a_cap_keeps_out_is_not_studied_again_unless_that_is_allowed(
    unitwise: Unitwise, cap: str
) -> None:
    # T/506/2952 is mandatory, has 3 credits and is held: nothing else can fill its place
    options = ("--record", "r.yaml", "--no-exceptions", "--as-of", "2026-09-01")
    found = whatif(unitwise, *options, "--set", f"recognition.{cap}")
    assert isinstance(found.after, Conflict)
    assert {cause.kind for cause in found.after.causes} >= {"cap", "retake"}
    changes = [change for repair in found.after.repairs for change in repair.changes]
    assert [change.units for change in changes if change.kind == "allow-retake"] == [
        ("T/506/2952",)
    ]
    allowed = ("--set", "allow_retakes=yes")
    retaken = whatif(unitwise, *options, "--set", f"recognition.{cap}", *allowed)
    assert isinstance(retaken.after, Plan)
    assert "T/506/2952" in {one.unit for one in retaken.after.units if one.through.value == "study"}


def test_a_policy_that_is_supposed_is_told_as_such(unitwise: Unitwise) -> None:
    settings = ("--set", "recognition.any.units=1", "--set", "limits.new_credit=45")
    options = ("--record", "r.yaml", "--no-exceptions")
    after = whatif(unitwise, *options, *settings).after
    # of 50 credits 3 and 4 are held: one unit leaves 46 at the least to study, both leave 43
    assert isinstance(after, Conflict)
    (cap,) = [cause for cause in after.causes if cause.kind == "cap"]
    assert (cap.name, cap.measure, cap.value) == ("any", "units", 1)
    assert str(cap.says).endswith("But supposed here: units 1.")
    assert "the qualification says nothing of it" in str(cap.source)
    assert "capped at 1 unit." in unitwise("whatif", "q.yaml", *options, *settings).out


def test_exceptions_may_be_left_aside(unitwise: Unitwise) -> None:
    for change in ("exceptions=none", "exceptions-=X1"):
        found = whatif(unitwise, "--record", "r.yaml", "--set", change)
        assert isinstance(found.before, Plan)
        assert isinstance(found.after, Plan)
        assert [one.reference for one in found.before.exceptions] == ["X1"]
        assert not found.after.exceptions
        assert "level-4-or-above" not in {rule.id for rule in found.before.rules}


def test_a_table_tells_new_study_for_each_thing_that_might_be_held(unitwise: Unitwise) -> None:
    vary = ("--vary", "held+=T/506/2952,L/506/2083")
    table = Cases.model_validate_json(unitwise("whatif", "q.yaml", *vary, "--json").out)
    # 171 GLH is the least there is, 12 of them of T/506/2952; the other is no unit of OCR
    hours = [case.after.totals.new_glh for case in table.cases if isinstance(case.after, Plan)]
    assert hours == [171 - 12, 171]
    assert [case.rerouted for case in table.cases] == [("T/506/2952",), ()]
    printed = unitwise("whatif", "q.yaml", *vary).out
    assert "New GLH" in printed
    assert "the same units, 1 unit by another way" in printed


def test_what_is_held_is_taken_into_both_sides(unitwise: Unitwise) -> None:
    sides = ("nocn-l2-customer-service", OCR, "--on", "2026-09-01", "--record", "r.yaml")
    found = Comparison.model_validate_json(unitwise("compare", *sides, "--json").out)
    for answer in (found.before, found.after):
        assert isinstance(answer, Plan)
        assert "R/506/2151" in {unit.held for unit in answer.units}
    assert isinstance(found.after, Plan)
    assert [one.reference for one in found.after.exceptions] == ["X1"]
    assert "Held, but not counted: T/506/2952." in unitwise("compare", *sides).out


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("held-=R/506/2179", "is not held, to be taken away"),
        ("held+=T/506/2952@soon", "is not a date"),
        ("as_of=soon", "is not a date"),
        ("exceptions=X1", "exceptions are only left aside"),
        ("exceptions-=X2", "no exception is called 'X2'; known: X1"),
        ("recognition.rpl.acceptd=no", "did you mean recognition.rpl.accepted?"),
        ("recognition.study.gives=no", "there is no key"),
        ("recognition.rpl.accepted=perhaps", "yes or no"),
        ("recognition.rpl.currency_years=0", "greater than or equal to 1"),
        ("recognition.rpl.percent=101", "more than all"),
        ("recognition.rpl.credit=lots", "a cap is a whole number, or none"),
        ("recognition.rpl.percent=lots", "a cap is a percentage, a fraction such as 2/3, or none"),
        ("recognition.rpl.credit=1/2", "a cap on credit is a whole number"),
        ("recognition.rpl.not_to_groups=A,D", "there is no group D; known: A, B, C"),
        ("recognition.rpl.gives=much", "input should be"),
    ],
)
def test_misuse_is_told_with_the_setting(unitwise: Unitwise, setting: str, said: str) -> None:
    printed = unitwise("whatif", "q.yaml", "--record", "r.yaml", "--set", setting)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err
    assert setting in printed.err


@pytest.mark.parametrize(
    "line",
    [
        "whatif q.yaml --record r.yaml --set held-=T/506/2952",
        "whatif q.yaml --record r.yaml --vary recognition.any.credit=0..6/3",
        "whatif q.yaml --record r.yaml --set limits.new_credit=45 --set recognition.any.credit=4",
        "whatif q.yaml --record r.yaml --set limits.new_credit=45 --set recognition.any.percent=5",
        "whatif q.yaml --record r.yaml --set limits.new_credit=45"
        " --set recognition.rpl.accepted=no --set recognition.credit-transfer.currency_years=1",
        "compare nocn-l2-customer-service ocr-l4-customer-service --record r.yaml --on 2026-09-01",
    ],
)
def test_the_wording_is_as_it_was_looked_at(
    unitwise: Unitwise, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    printed = unitwise(*line.split(), "--as-of", "2026-09-01")
    assert f"exit {printed.code}\n{printed.out}{printed.err}" == snapshot
    assert all(len(text) <= 80 for text in printed.out.splitlines())
