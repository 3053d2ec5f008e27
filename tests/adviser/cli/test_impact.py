"""A new edition, and whom it hits; and what a centre must offer, on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from solver import Question, Situation
from solver.many.cohort import answer_learner
from solver.many.impact import Figures, Hit, hit, impact as impact_of
from solver.results.answers import Change, Repair
from tests.catalogue.files import only
from tests.catalogue.test_editions import TEXT
from tests.conftest import Printed
from tests.factories import amount, edition, group, unit
from tests.validating import validate

Unitwise = Callable[..., Printed]

OWN = ["Nobody:A1", "Nobody:B1", "Nobody:B4"]
"""What is offered: own codes after whose they are."""

FIRST = "9 credits., measure: credit, at_least: 9"

LEARNERS = """\
Learner,Unit,Achieved,Status,Avoid
holds B3,B3,2024-01-01,Achieved,
also B3,B3,2024-02-01,Achieved,
holds A1,A1,2024-01-01,Achieved,
holds B4,B4,2024-01-01,Achieved,
refuses B4,B3,2024-01-01,Withdrawn,B4
unread,B3,sometime,Achieved,
"""


@pytest.fixture
def own(unitwise: Unitwise, tmp_path: Path) -> Unitwise:
    """The command line with two editions at hand, and learners in a file."""
    # A1 4, one of B1 and B2 3, and B3 2 are 9: the first edition asks for no more here.
    text = TEXT.replace("10 credits., measure: credit, at_least: 10", FIRST, 1)
    (tmp_path / "two.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "learners.csv").write_text(LEARNERS, encoding="utf-8")

    def command(name: str, *arguments: str) -> Printed:
        words = [str(tmp_path / one) if one == "learners.csv" else one for one in arguments]
        return unitwise(name, *words, "--catalogue", str(tmp_path / "two.yaml"), "--jobs", "1")

    return command


def impact(own: Unitwise, *more: str) -> Any:
    printed = own(
        "impact", "two-editions", "2019", "2024", "learners.csv", "--on", "2024-08-31", *more
    )
    assert printed.code == 1, printed.err
    return json.loads(printed.out) if "--json" in more else printed.out


def test_the_impact_is_what_the_schema_says(own: Unitwise, unitwise: Unitwise) -> None:
    answer = impact(own, "--json")
    schema = json.loads(unitwise("schema", "impact").out)
    validate(answer, schema)
    with pytest.raises(jsonschema.ValidationError):
        validate({**answer, "odd": 1}, schema)


def test_the_workbook_has_what_is_printed(own: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "impact.xlsx"
    answer = impact(own, "--json", "-o", str(path))
    book = load_workbook(path)
    sheets = {one.title: [list(row) for row in one.values] for one in book}
    counts = {what: count for what, count, _ in sheets["Summary"] if isinstance(count, int)}
    assert sum(counts.values()) == len(answer["learners"]) == len(sheets["Learners"]) - 1
    assert sorted(counts.values()) == sorted(answer["counts"].values())
    heads, *rows = sheets["Learners"]
    for row, told in zip(rows, answer["learners"], strict=True):
        has = dict(zip(heads, row, strict=True))
        assert (has["ID"], has["New credit before"]) == (told["id"], told["before"]["new_credit"])
        assert (has["New GLH after"], bool(has["What is otherwise"])) == (
            told["after"]["new_glh"],
            bool(told["turns"]),
        )
    served = [row[5] for row in sheets["Groups"][1:]]
    assert served == [
        count
        for one in answer["groups"]
        for count in [
            *(len(each["learners"]) for each in one["repairs"]),
            *([len(one["unmended"])] if one["unmended"] else []),
        ]
        or [len(one["learners"])]
    ]
    args = ("impact", "two-editions", "2019", "2024", "learners.csv", "-o", str(path))
    again = own(*args)
    assert again.code == 2
    assert "exists already" in again.err
    other = own(*args[:-1], str(tmp_path / "impact.csv"))
    assert "does not end in .xlsx" in other.err


def test_each_learner_is_told_the_same_better_worse_or_lost(own: Unitwise) -> None:
    answer = impact(own, "--json")
    found = {
        one["id"]: (one["verdict"], one["before"]["new_credit"], one["after"]["new_credit"])
        for one in answer["learners"]
    }
    # The new edition is met by A1 4, B1 3 and B4 5, and B2 3 may be put in: B3 is none of its.
    assert found == {
        "holds B3": ("worse", 7, 12),
        "also B3": ("worse", 7, 12),
        "holds A1": ("worse", 5, 8),
        "holds B4": ("better", 9, 7),
        "refuses B4": ("lost", 9, None),
        "unread": ("not-told", None, None),
    }
    assert answer["counts"] == {"lost": 1, "worse": 3, "same": 0, "better": 1, "not-told": 1}


def test_who_is_hit_alike_is_one_group_with_the_cheapest_repair(own: Unitwise) -> None:
    groups = {tuple(one["learners"]): one for one in impact(own, "--json")["groups"]}
    alike = groups["holds B3", "also B3"]
    assert [(turn["kind"], turn["unit"]) for turn in alike["turns"]] == [("not-counted", "B3")]
    assert [(turn["kind"], turn["unit"]) for turn in groups["holds A1",]["turns"]] == [
        ("gone", "B3")
    ]
    lost = groups["refuses B4",]
    assert {turn["cause"]["kind"] for turn in lost["turns"] if turn["kind"] == "rule"} >= {"avoid"}
    (mended,) = lost["repairs"]
    assert [change["kind"] for change in mended["repair"]["changes"]] == ["give-up-avoid"]
    assert (mended["learners"], lost["unmended"]) == (["refuses B4"], [])


def test_it_is_told_in_words(own: Unitwise) -> None:
    out = impact(own)
    for line in (
        "1 learner, could finish, and no longer can:",
        "  what would mend it: give up refusing B4 Unit B4",
        "2 learners, more is left to do:",
        "  - B3 Unit B3 is held and no longer counts. Not in this qualification.",
    ):
        assert line in out.splitlines()


def of_nine(at_least: str = "9", hours: int = 10) -> str:
    """The first edition alone, of which A1 4, B1 3 and B3 2 are the cheapest 9 credits."""
    lines = TEXT[: TEXT.index("  - edition: specification 2")].splitlines(keepends=True)
    first = "".join(one for one in lines if "reference: A2" not in one and "B4" not in one)
    first = first.replace("credit: 2, glh: 10", f"credit: 2, glh: {hours}")
    asked = FIRST.replace("9", at_least)
    return first.replace("10 credits., measure: credit, at_least: 10", asked)


def test_an_edition_may_be_a_file(own: Unitwise, tmp_path: Path) -> None:
    """For 7 credits A1 and B1 are enough; the plan of them breaks the rule of 9."""
    path = tmp_path / "file" / "new.yaml"
    path.parent.mkdir()
    path.write_text(of_nine("7"), encoding="utf-8")
    (tmp_path / "learners.csv").write_text("Learner,Unit\nAnn,B4\n")
    on = ("--on", "2024-08-31")
    printed = own("impact", "two-editions", str(path), "2019", "learners.csv", *on)
    assert (
        "1 learner, more is left to do:\n  Ann\n  - Rule total: At least 9 credits" in printed.out
    )
    assert "two-editions@specification 1 (2019) (new.yaml) to two-editions@" in printed.out


def test_what_makes_a_plan_of_the_same_units_worse_or_better_is_told() -> None:
    asked = Question(on=date(2024, 8, 31))

    def turned(old: str, new: str) -> tuple[str, list[tuple[str, str, str]]]:
        sides = [only(old), only(new)]
        before, after = (answer_learner(Situation.of(one, asked), {}) for one in sides)
        found = hit(("L1", ""), before, after, sides[0].editions[0], sides[1].editions[0])
        return found.verdict, [
            (turn.kind, turn.unit, turn.cause.name if turn.cause else "") for turn in found.turns
        ]

    assert turned(of_nine(), of_nine()) == ("same", [])
    assert turned(of_nine(), of_nine("7")) == ("better", [("eased", "", "total")])
    assert turned(of_nine("7"), of_nine()) == ("worse", [("rule", "", "total")])
    assert turned(of_nine(), of_nine(hours=12)) == ("worse", [("figures", "B3", "")])


def offered(own: Unitwise, *more: str, code: int = 1) -> Printed:
    printed = own("offer", "learners.csv", "--to", "two-editions@2024", "--on", "2024-08-31", *more)
    assert printed.code == code, printed.err
    return printed


def test_an_offer_is_proven_and_tells_first_who_cannot_finish(own: Unitwise) -> None:
    lines = offered(own).out.splitlines()
    assert lines[0].startswith("not read: unread: line 7")
    assert lines[1] == "1 learner cannot finish under any offer: refuses B4"
    assert lines[2].startswith("  without B4 and one version of A2 against rule")
    assert lines[2].endswith("; enough: give up refusing B4 Unit B4")
    # A1, B1 and B4 are what whoever holds none of them needs.
    assert "  3 units, proven: no offer can do with fewer." in lines


def test_an_offer_is_a_workbook_for_whoever_plans_that_can_be_read_again(
    own: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "offer.xlsx"
    offered(own, "-o", str(path), "--curve")
    book = load_workbook(path)
    assert book.sheetnames == [
        "Summary", "Offer", "Learners", "Cannot finish", "Lost without it", "Curve",
    ]  # fmt: skip
    rows = [[cell.value for cell in row] for row in book["Cannot finish"].iter_rows(min_row=2)]
    assert [row[:2] for row in rows] == [[1, "refuses B4"], [1, "unread"]]
    again = json.loads(offered(own, "--among", str(path), "--json").out)
    assert [one["unit"] for one in again["units"]] == OWN


def test_an_offer_is_written_as_a_file_that_limits_the_next(own: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "offer.yaml"
    offered(own, "-o", str(path))
    again = json.loads(offered(own, "--among", str(path), "--json").out)
    assert [one["unit"] for one in again["units"]] == OWN
    table = tmp_path / "offer.csv"
    table.write_text("Unit,Price,Places\nA1,120.50,9\nB1,80,9\nB4,10,2\n", encoding="utf-8")
    # B4 has 2 places, and 3 learners need it.
    printed = offered(own, "--among", str(table), "-o", str(tmp_path / "none.yaml"))
    assert "No offer lets all" in printed.out
    assert "none.yaml is not written: there is no offer" in printed.err
    # who gets one of them is told, and stands in a workbook with what each studies
    book = tmp_path / "places.xlsx"
    short = json.loads(offered(own, "--among", str(table), "-o", str(book), "--json").out)
    assert sum(OWN[2] in one["units"] for one in short["learners"]) == 2
    assert (len(short["left_over"]), short["at_most"]) == (1, len(short["learners"]))
    sheets = {sheet.title: sheet for sheet in load_workbook(book)}
    assert [row[0].value for row in sheets["Without a place"].iter_rows(min_row=2)] == short[
        "left_over"
    ]
    assert sheets["Learners"].max_row == 1 + len(short["learners"])
    table.write_text("Unit,Price,Places\nA1,120.50,9\nB1,80,9\nB4,10,3\n", encoding="utf-8")
    costs = json.loads(offered(own, "--among", str(table), "--least", "cost", "--json").out)
    # Two who hold B3 take all three, one lacks A1 and one lacks B4:
    # A1 for 3 at 120.50, B1 for 4 at 80, B4 for 3 at 10.
    assert costs["value"] == 3 * 12050 + 4 * 8000 + 3 * 1000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Unit,Price\nA1,lots\n", "offer.csv:2: 'lots' is no price"),
        ("Unit,Places\nA1,-1\n", "offer.csv:2: '-1' is no number of places"),
        ("Unit\nA1\nA1\n", "A1 stands in line 2 already"),
        ("Unit\nA11\n", "no catalogue here has a unit A11"),
        ("Name\nA1\n", "offer.csv:1: no column is called 'unit'"),
        ("Unit,Plaices\nA1,2\n", "the column 'Plaices' means nothing"),
    ],
)
def test_an_offer_that_means_nothing_is_told_with_its_line(
    own: Unitwise, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "offer.csv").write_text(text, encoding="utf-8")
    assert told in offered(own, "--among", str(tmp_path / "offer.csv"), code=2).err


def test_each_member_of_a_group_gets_the_cheapest_repair_and_the_rest_another() -> None:
    one, other = (
        Repair(changes=(Change(kind="give-up-avoid", name=name),)) for name in ("B1", "B2")
    )
    subject = edition([group("A", unit("A1"))], [amount("total", at_least=1)])

    def lost(who: str, *repairs: Repair) -> Hit:
        figures = Figures(state="cannot")
        return Hit(id=who, name=who, verdict="lost", before=figures, after=figures, repairs=repairs)

    dear = Repair(changes=(*one.changes, *other.changes))
    found = impact_of(
        "x",
        subject,
        subject,
        [lost("a", dear, one), lost("b", other, one), lost("c", other), lost("d", dear), lost("e")],
    )
    (alike,) = found.groups
    # one and other mend it for two each; who is left has the next, and the dear one is for d alone
    assert [(each.repair, each.learners) for each in alike.repairs] == [
        (one, ("a", "b")),
        (other, ("c",)),
        (dear, ("d",)),
    ]
    assert alike.unmended == ("e",)


def test_cost_needs_prices(own: Unitwise) -> None:
    assert "--among FILE" in offered(own, "--least", "cost", code=2).err
