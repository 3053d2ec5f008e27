"""``whatif`` and ``compare`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from catalogue import Catalogue
from solver import (
    Answer,
    Cases,
    Comparison,
    Conflict,
    Limits,
    Plan,
    Question,
    Undecided,
    suggest,
)
from tests.conftest import Printed
from tests.factories import edition, group, qualification, rule, unit
from tests.validating import validate

Unitwise = Callable[..., Printed]

QUESTION = """\
qualification: ocr-l4-customer-service
on: 2026-09-01
goals: [least-glh]
prefer: {social media: 3}
"""


@pytest.fixture
def learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A question file in the working directory, so that its path is the same everywhere."""
    monkeypatch.chdir(tmp_path)
    Path("learner.yaml").write_text(QUESTION, encoding="utf-8")
    return "learner.yaml"


def printed_json(unitwise: Unitwise, *arguments: str) -> Any:
    return json.loads(unitwise(*arguments, "--json").out)


def test_each_line_of_the_table_is_what_suggest_says_alone(
    unitwise: Unitwise, learner: str, shipped: Catalogue
) -> None:
    vary = ("--vary", "limits.new_glh=165..175/3", "--vary", "avoid=none,D/506/2962")
    table = Cases.model_validate(printed_json(unitwise, "whatif", learner, *vary))
    subject = shipped.find("ocr-l4-customer-service")
    asked = Question.model_validate(
        {"on": date(2026, 9, 1), "goals": ["least-glh"], "prefer": {"social media": 3}}
    )
    assert table.before == suggest(subject, asked)
    # 165, 168, 171 and 174, each without and with the wish: in this order
    cases = [(glh, avoid) for glh in (165, 168, 171, 174) for avoid in ((), ("D/506/2962",))]
    assert len(table.cases) == len(cases)
    for line, (glh, avoid) in zip(table.cases, cases, strict=True):
        assert line.values["limits.new_glh"] == str(glh)
        changed = asked.replace(limits=Limits(new_glh=glh), avoid=avoid)
        assert line.after == suggest(subject, changed)
    # 171 is the least that OCR publishes; without one of its units it is more
    assert [isinstance(line.after, Plan) for line in table.cases[:5]] == [False] * 4 + [True]
    assert isinstance(table.cases[5].after, Conflict)


def test_lines_for_a_spreadsheet_say_the_same_as_the_document(
    unitwise: Unitwise, learner: str
) -> None:
    vary = ("whatif", learner, "--vary", "limits.new_glh=170,180")
    rows = list(csv.DictReader(io.StringIO(unitwise(*vary, "--csv").out)))
    table = printed_json(unitwise, *vary)
    assert [row["limits.new_glh"] for row in rows] == ["170", "180"]
    assert rows[0]["answer"] == "conflict"
    assert "GLH limit from 170 to 171" in rows[0]["why"]
    assert rows[1]["answer"] == "optimal"
    assert rows[1]["glh"] == str(table["cases"][1]["after"]["totals"]["glh"]) == "171"


def test_dates_go_up_in_days(unitwise: Unitwise, learner: str) -> None:
    # the 1st, 8th and 15th; the 22nd lies beyond the end
    table = printed_json(unitwise, "whatif", learner, "--vary", "on=2026-05-01..2026-05-21/7")
    assert [case["after"]["on"] for case in table["cases"]] == [
        "2026-05-01",
        "2026-05-08",
        "2026-05-15",
    ]


def test_the_picture_has_a_spot_for_each_plan_and_a_cross_for_each_case_without(
    unitwise: Unitwise, learner: str
) -> None:
    unitwise("whatif", learner, "--vary", "limits.new_glh=169..172", "--plot", "cases.svg")
    root = ElementTree.parse("cases.svg").getroot()
    svg = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f"{svg}circle")) == 2
    assert len(root.findall(f"{svg}path/{svg}title")) == 2


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("whatif", "learner.yaml", "--set", "limits.new_glh=180"), "whatif"),
        (("whatif", "learner.yaml", "--vary", "limits.new_glh=170,180"), "whatif"),
        (("compare", "learner.yaml", "nocn-l3-customer-service", "--on", "2026-09-01"), "compare"),
    ],
)
def test_documents_fit_their_schemas(
    unitwise: Unitwise, learner: str, arguments: tuple[str, ...], name: str
) -> None:
    validate(printed_json(unitwise, *arguments), json.loads(unitwise("schema", name).out))


def test_values_are_added_to_lists_and_taken_away(unitwise: Unitwise, learner: str) -> None:
    Path(learner).write_text(QUESTION + "avoid: [d5062962, Y/506/2166]\n", encoding="utf-8")
    taken = printed_json(unitwise, "whatif", learner, "--set", "avoid-=D/506/2962")
    units = {unit["unit"] for unit in taken["after"]["units"]}
    assert "D/506/2962" in units
    assert "Y/506/2166" not in units
    none = printed_json(unitwise, "whatif", learner, "--set", "avoid=none", "--set", "prefer=none")
    assert len(none["after"]["goals"]) == 1


def test_a_table_that_is_broken_off_has_the_cases_until_then(
    unitwise: Unitwise, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = []

    def broken_off(*asked: Any, **held: Any) -> Answer:
        answers.append(suggest(*asked, **held))
        first = answers[0]
        if len(answers) < 4:
            return answers[-1]
        return Undecided(
            qualification=first.qualification, on=first.on, time_limit=60, stopped="asker"
        )

    monkeypatch.setattr("solver.suggest", broken_off)
    printed = unitwise("whatif", learner, "--vary", "limits.new_glh=171..175")
    # the first answer is to the question as asked, so two of five cases are known
    assert printed.out.count("the same units") == 2
    assert "You stopped it" in printed.out


def test_two_editions_of_one_qualification_are_compared(unitwise: Unitwise, tmp_path: Path) -> None:
    old, new = (
        edition(
            [group("A", *units)],
            [rule("mandatory", "mandatory-a", of={"groups": ["A"]})],
            edition=name,
            opens=opens,
            closes=closes,
        )
        for name, opens, closes, units in (
            ("version 1", None, "2024-06-02", [unit("U1", credit=3), unit("U2", credit=2)]),
            ("version 2", "2024-06-03", None, [unit("U1", credit=3), unit("U3", credit=4)]),
        )
    )
    subject = qualification(old, new, number=None, units=(*old.units, *new.units[1:]))
    text = subject.model_dump_json(by_alias=True, exclude_none=True).replace("A test", "test")
    document = json.loads(text) | {"number": None, "documents": {"test": "A test"}}
    (tmp_path / "test.yaml").write_text(json.dumps(document), encoding="utf-8")
    ask = ("compare", "test@version 1", "test@2", "--catalogue", str(tmp_path), "--json")
    printed = unitwise(*ask, "--on", "2024-06-03")
    assert printed.code == 0, printed.err
    found = Comparison.model_validate_json(printed.out)
    assert [one.unit for one in found.left] == ["U2"]
    assert [one.unit for one in found.entered] == ["U3"]
    # 3 + 2 against 3 + 4
    assert (found.credit.before, found.credit.after, found.credit.change) == (5, 7, 2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to change"),
        (("--set", "limts.new_glh=5"), "did you mean limits.new_glh?"),
        (("--set", "limits.new_glh=five"), "a limit is a whole number"),
        (("--set", "limits.new_hours=5"), "there is no key"),
        (("--set", "limits"), "write KEY=VALUE"),
        (("--set", "on+=2024-01-01"), "only a list is added to"),
        (("--set", "want-=D/506/2055"), "is not there to be taken away"),
        (("--set", "prefer.social media=lots"), "a weight is a whole number"),
        (("--set", "qualification=nowhere"), "no qualification is called"),
        (("--vary", "limits.new_glh=9..1"), "a range goes up"),
        (("--vary", "limits.new_glh=1..9/0"), "a range goes up"),
        (("--vary", "on=2024-02-30..2024-03-01"), "a range goes up"),
        (("--vary", "limits.new_glh=,"), "write values parted by commas"),
        (("--vary", "limits.new_glh=0..999999"), "1,000 values at the most"),
        (
            ("--vary", "limits.new_glh=0..99", "--vary", "limits.new_credit=0..99"),
            "10,000 cases are too many",
        ),
        (("--set", "limits.new_glh=5", "--csv"), "are for the cases of --vary"),
        (("--vary", "limits.new_glh=5", "--plot", "x.png"), "does not end in .svg"),
    ],
)
def test_misuse_is_told_in_one_message(
    unitwise: Unitwise, learner: str, arguments: tuple[str, ...], said: str
) -> None:
    printed = unitwise("whatif", learner, *arguments)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err
    assert "Traceback" not in printed.err


def test_a_wish_that_means_nothing_in_the_other_qualification_is_told(
    unitwise: Unitwise, learner: str
) -> None:
    printed = unitwise("compare", "nocn-l2-customer-service", "qualifi-l3", "--question", learner)
    assert printed.code == 2
    assert "for qualifi-l3:" in printed.err
    assert "learner.yaml:4:10: no title has 'social media'" in printed.err


@pytest.mark.parametrize(
    "line",
    [
        "whatif learner.yaml --set limits.new_glh=175 --set want+=D/506/2055",
        "whatif learner.yaml --set want=D/506/2055 --set avoid=D/506/2055",
        "whatif learner.yaml --vary limits.new_glh=165..175/5",
        "whatif learner.yaml --vary limits.new_glh=170,175 --vary goals=least-glh,fewest-units",
        "compare nocn-l2-customer-service nocn-l3-customer-service --on 2026-09-01",
        "compare learner.yaml ocr@nothing",
    ],
)
def test_the_wording_is_as_it_was_looked_at(
    unitwise: Unitwise,
    learner: str,
    snapshot: SnapshotAssertion,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    printed = unitwise(*line.split())
    assert f"exit {printed.code}\n{printed.out}{printed.err}" == snapshot
    assert all(len(text) <= 80 for text in printed.out.splitlines())
