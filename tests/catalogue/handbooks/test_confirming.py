"""Answers put into a draft: values, what is kept, and units and rules that there are not."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.confirming import DROP, NotAnswered, aimed, apply, may_drop, now
from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.drafts.evidence import Evidence, OpenDoubt, Stands
from catalogue.handbooks.drafts.readings import with_readings
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.third import a_contradiction


def doubt(about: str, text: str = "") -> OpenDoubt:
    return OpenDoubt(
        id="0", name="sum", about=about, message="", text=text, stands=Stands(document="a")
    )


@pytest.fixture(scope="module")
def read() -> tuple[dict[str, Any], Evidence]:
    (written,) = drafted(page(a_contradiction()[0]), "a.html", Catalogue((), {}, (), ""))
    return data_of(written.draft), written.evidence


@pytest.fixture
def data(read: tuple[dict[str, Any], Evidence]) -> dict[str, Any]:
    from copy import deepcopy

    return deepcopy(read[0])


def units_in(data: dict[str, Any], group: str) -> list[Any]:
    return next(one["units"] for one in data["editions"][0]["groups"] if one["id"] == group)


class TestDropping:
    def test_a_rule_goes_and_the_others_stay(self, data: dict[str, Any]) -> None:
        before = [rule["id"] for rule in data["editions"][0]["rules"]]
        apply(data, doubt("rules/group-o"), DROP)
        assert "group-o" in before
        left = [rule["id"] for rule in data["editions"][0]["rules"]]
        assert left == [one for one in before if one != "group-o"]
        apply(data, doubt("rules/group-o"), DROP)  # for a second doubt about it
        assert [rule["id"] for rule in data["editions"][0]["rules"]] == left

    def test_a_unit_goes_out_of_its_group_and_the_list(self, data: dict[str, Any]) -> None:
        first, *rest = units_in(data, "O")
        apply(data, doubt(f"units/{first}/row"), DROP)
        assert units_in(data, "O") == rest
        assert first not in {unit["reference"] for unit in data["units"]}

    def test_the_last_unit_of_a_group_does_not(self, data: dict[str, Any]) -> None:
        first, second = units_in(data, "M")
        apply(data, doubt(f"units/{first}/row"), DROP)
        with pytest.raises(NotAnswered, match="the only unit of group M"):
            apply(data, doubt(f"units/{second}/row"), DROP)
        assert units_in(data, "M") == [second]

    @pytest.mark.parametrize("about", ["number", "units/*/level", "document", "rules/Two words"])
    def test_nothing_else_can_be_dropped(self, data: dict[str, Any], about: str) -> None:
        assert not may_drop(doubt(about))
        with pytest.raises(NotAnswered):
            apply(data, doubt(about), DROP)


def test_a_doubt_about_words_is_about_the_one_rule_made_of_them(
    read: tuple[dict[str, Any], Evidence],
) -> None:
    data, evidence = read
    asked = doubt(
        "rules/Learners must achieve",
        "Learners must achieve at least 12 credits from the optional units.",
    )
    assert aimed(asked, evidence).about == "rules/group-o"
    assert now(data, asked, evidence) == "At least 12 credits from group O."
    both = doubt("rules/Total credits", "Total credits: 26. Nothing of the kind.")
    assert aimed(both, evidence) == both


def test_a_reading_stands_while_the_sum_is_in_doubt_and_no_longer(
    read: tuple[dict[str, Any], Evidence], data: dict[str, Any]
) -> None:
    _, evidence = read
    with_readings(data, evidence)
    (rule,) = [rule for rule in data["editions"][0]["rules"] if rule["kind"] == "mandatory"]
    assert rule["reading"].endswith("answers rest on the units that are listed")
    asked = next(one for one in evidence.doubts if one.about == f"rules/{rule['id']}/credit")
    apply(data, asked, "12")
    with_readings(data, evidence)
    assert "reading" not in rule
    rule["reading"] = "As the centre was told in a letter."
    rule["credit"] = 14
    with_readings(data, evidence)
    assert rule["reading"] == "As the centre was told in a letter."
