"""Rules of units by number, of shares, of several ways and of one unit with another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from catalogue import Catalogue, Edition, load
from catalogue.handbooks.drafts.confirming import DROP, NotAnswered, aimed, apply, now, takes_value
from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.drafts.writing import Written
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.truth import Part, bullets, h, p, table, units

TITLES = "Bake bread|Bake cakes|Ice cakes|Roll pastry|Fill pies|Mix doughs|Glaze buns|Cool loaves"
LISTED = units(
    4300, *((f"{one} for sale", 2 + n % 2, 4, 30) for n, one in enumerate(TITLES.split("|")))
)
CODES = {one.code: str(n) for n, one in enumerate(LISTED, 1)}
HEAD = ("Unit", "Reference", "Unit title", "Level", "Credit", "GLH")
GROUPS = (("Optional Group A", 1, 4), ("Optional Group B", 5, 8))
WAYS = (("Mandatory units", 1, 2), ("Bread pathway", 3, 5), ("Cakes pathway", 6, 8))


def written(*said: str, groups: Any = GROUPS, before: Sequence[Part] = ()) -> Written:
    """A certificate of eight numbered units with sentences in its structure section."""
    parts = [h(1, "Acme Level 2 Certificate in Baking"), p("Qualification number: 603/4101/4")]
    parts.append(h(2, "Qualification structure"))
    parts += before
    for text in said:
        parts += bullets(*text[1:].split("*")) if text.startswith("*") else [p(text)]
    for name, first, last in groups:
        rows = [
            (str(n), u.code, u.title, u.level, u.credit, u.glh)
            for n, u in enumerate(LISTED, 1)
            if first <= n <= last
        ]
        parts += [h(3, name), table(HEAD, *rows)]
    parts += [h(2, "Assessment"), p("Units are assessed by a portfolio.")]
    (one,) = drafted(page(parts), "a.html", Catalogue((), {}, (), ""))
    return one


def rules(one: Written) -> list[Any]:
    """Its rules without their words: kind, what it is of by number, and bounds."""
    return [_short(rule) for rule in data_of(one.draft)["editions"][0]["rules"]]


def _short(rule: dict[str, Any]) -> Any:
    if rule["kind"] == "choose":
        return (rule["at_least"], rule.get("at_most"), *(_short(one) for one in rule["rules"]))
    of = rule.get("of", {})
    scope = " ".join(of.get("groups", ())) or " ".join(CODES[one] for one in of.get("units", ()))
    if rule["kind"] in {"barred", "requires"}:
        named = (rule["units"], rule.get("needs", ()))
        return (rule["kind"], *(" ".join(sorted(CODES[one] for one in some)) for some in named))
    return (rule["kind"], scope, rule.get("at_least"), rule.get("at_most"))


def edition(one: Written, folder: Path) -> Edition:
    """The edition of a draft as a catalogue reads it."""
    path = folder / "a.draft.yaml"
    (text,) = (text for name, text in one.files.items() if name.endswith(".yaml"))
    path.write_text(text, encoding="utf-8")
    (subject,) = load([path], shipped=False).qualifications
    return subject.editions[0]


def hard(one: Written) -> list[str]:
    """Doubts but of what no rule is about, and whether a number is a floor."""
    names = {"not-printed", "no-group", "exact-or-least", "level-or-above"}
    return [doubt.name for doubt in one.evidence.open if doubt.name not in names]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Learners must complete Units 1, 2 and 4 plus two units from Units 5 to 8.",
         [("mandatory", "1 2 4", None, None), ("amount", "5 6 7 8", 2, None)]),
        ("Units 1-3 are mandatory.", [("mandatory", "1 2 3", None, None)]),
        ("No more than two of Units 5, 6 and 7 can be counted.", [("amount", "5 6 7", None, 2)]),
        ("At least 60% of the credits must be at Level 3 or above.",
         [("amount", "", {"percent": 60, "base": {}}, None)]),
        ("More than half of the credits must come from Group B.",
         [("amount", "B", {"percent": "1/2", "base": {}, "strict": True}, None)]),
        ("Learners must achieve either 8 credits from Group A or two units from Group B.",
         [(1, None, ("amount", "A", 8, None), ("amount", "B", 2, None))]),
        ("Unit 3 must be taken before Unit 5 can be attempted.", [("requires", "5", "3")]),
        ("If Unit 4 is selected then Unit 6 must also be selected.", [("requires", "4", "6")]),
        ("Unit 4 cannot be taken without Unit 2.", [("requires", "4", "2")]),
        ("Learners who choose Unit 8 must also complete Unit 3.", [("requires", "8", "3")]),
        ("Learners cannot take Unit 6 if they have taken Unit 7.", [("barred", "6 7", "")]),
        ("Learners may choose Unit 5 or Unit 6 but not both.", [("barred", "5 6", "")]),
    ],
)  # fmt: skip
def test_a_sentence_becomes_a_rule(said: str, expected: list[Any], tmp_path: Path) -> None:
    one = written(said)
    assert (rules(one), hard(one)) == (expected, [])
    assert edition(one, tmp_path).rules


@pytest.mark.parametrize(
    "said",
    [
        "Learners must complete Units 1, 2 and 12.",
        "Learners complete Unit 1 and Unit 2 or Unit 3.",
        "Half of the credits may come from Group B.",
        "Learners must choose Group A or Group B and complete all of its units.",
        "Learners must take two units from Group A or 8 credits and one unit from Group B.",
        "Group B is optional; learners may take up to two units from it.",
        "Learners must choose one pathway.",
    ],
)
def test_what_can_be_read_in_two_ways_is_asked(said: str) -> None:
    assert hard(written(said))


@pytest.mark.parametrize(
    "said",
    [
        "Funding is available for up to 8 credits per learner.",
        "Learners are advised to take 2 units at a time.",
        "There is no requirement to take more than one unit from Group B.",
        "Each unit is assessed by 2 assignments and 1 observation.",
    ],
)
def test_what_asks_for_no_units_makes_no_rule(said: str) -> None:
    assert rules(written(said)) == []


def test_ways_in_a_list_are_those_of_one_sentence() -> None:
    one = written(
        "Learners must then complete either:", "*8 credits from Group A, or*two units from Group B"
    )
    assert rules(one) == [(1, None, ("amount", "A", 8, None), ("amount", "B", 2, None))]
    assert hard(one) == []


@pytest.mark.parametrize(
    "rows",
    [
        [("Group", "Minimum credits", "Maximum credits"), ("A", 4, 12), ("B", 0, 8)],
        [("Group", "Requirement"), ("A", "Minimum 4 credits, maximum 12 credits"),
         ("B", "Maximum 8 credits")],
        [("", "Credits"), ("Group A (minimum)", 4), ("Group A (maximum)", 12),
         ("Group B (maximum)", 8)],
    ],
)  # fmt: skip
def test_a_table_of_rules_says_what_its_sentences_would(rows: list[tuple[Any, ...]]) -> None:
    one = written(before=[table(*rows)])
    assert rules(one) == [("amount", "A", 4, 12), ("amount", "B", None, 8)]
    assert hard(one) == []


def test_the_ways_of_a_choice_are_no_single_value_and_have_names_of_their_own(
    tmp_path: Path,
) -> None:
    either = "Learners must achieve either 8 credits from Group A or two units from Group B."
    one = written("At least 6 credits must come from Group A.", either)
    assert edition(one, tmp_path).rules[0].id == "group-a"
    (doubt,) = (each for each in one.evidence.open if each.about.startswith("rules/choice-1"))
    assert not takes_value(aimed(doubt, one.evidence))
    data = data_of(one.draft)
    assert str(now(data, doubt, one.evidence)).startswith("One at least of these: at least 8")
    choice = doubt.model_copy(update={"about": "rules/choice-1"})
    with pytest.raises(NotAnswered, match="no amount"):
        apply(data, choice, "5")
    apply(data, doubt, DROP)
    assert [rule["id"] for rule in data["editions"][0]["rules"]] == ["group-a"]


def test_pathways_that_each_have_a_rule_are_a_choice_without_a_doubt() -> None:
    asked = "Learners must choose one of the two pathways."
    bread = "Learners following the Bread pathway must achieve at least 8 credits."
    cakes = "Learners on the Cakes pathway must complete at least two units."
    whole = written("Learners must complete all mandatory units.", asked, bread, cakes, groups=WAYS)
    first, second = (group["id"] for group in data_of(whole.draft)["editions"][0]["groups"][1:])
    assert rules(whole)[-1] == (1, 1, ("amount", first, 8, None), ("amount", second, 2, None))
    assert hard(whole) == []
    # what a pathway asks for is not said of each: a proposal, and so a doubt
    assert hard(written(asked, bread, groups=WAYS)) == ["pathway"]
    mixed = "Learners on the Cakes pathway must complete at least two units from the Bread pathway."
    assert "pathway" in hard(written(asked, bread, mixed, groups=WAYS))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # 24 less the 4 of unit 1 and the 8 from A leaves 12, and 12 + 8 is asked of both
        (
            "The remaining credits must come from Group A or Group B.",
            ("amount", "A B", 20, None),
        ),
        ("The balance is to be taken from Group B.", ("amount", "B", 12, None)),
    ],
)
def test_what_remains_is_the_total_less_what_is_asked_for(said: str, expected: Any) -> None:
    groups = (("Mandatory units", 1, 1), ("Optional Group A", 2, 4), ("Optional Group B", 5, 8))
    asked = (
        "Learners must achieve a minimum of 24 credits.",
        "Learners must complete the mandatory unit and a minimum of 8 credits from Group A.",
    )
    one = written(*asked, said, groups=groups)
    assert expected in rules(one)
    assert hard(one) == []
    # where A is no part of the rest and may give more than 8, B may have to give less
    assert any(doubt.text == said for doubt in one.evidence.open) == ("Group A" not in said)


@pytest.mark.parametrize("total", ["", "Learners must achieve a minimum of 8 credits."])
def test_what_remains_is_asked_where_nothing_does_or_no_total_is_printed(total: str) -> None:
    asked = "Learners must complete a minimum of 8 credits from Group A."
    said = "The remaining credits must come from Group B."
    one = written(*([total] if total else []), asked, said)
    assert not any(rule[1] == "B" for rule in rules(one))
    assert any(doubt.text == said for doubt in one.draft.doubts)


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("Learners must complete all of the units in either the Bread or the Cakes pathway.", True),
        ("Learners must complete all units in the Bread pathway or the Cakes pathway.", True),
        ("Learners must follow either the Bread pathway or the Cakes pathway.", False),
        ("Learners must follow the Bread pathway or the Jam pathway.", False),
    ],
)
def test_either_of_the_pathways_is_one_of_them(said: str, whole: bool) -> None:
    one = written(said, groups=WAYS)
    ways = (1, 1, ("mandatory", "BREAD", None, None), ("mandatory", "CAKES", None, None))
    assert ways in rules(one)
    assert (hard(one) == []) == whole


@pytest.mark.parametrize(
    "said",
    [
        ("Learners must achieve 24 credits. 8 must come from Group A and up to 12 from Group B.",),
        ("Learners must achieve 24 credits:", "*8 from Group A*up to 12 from Group B"),
        (
            "Learners must achieve 24 credits.",
            "Eight must be from Group A.",
            "No more than 12 may come from Group B.",
        ),
        (
            "a) Learners must achieve 24 credits.",
            "b) 8 must come from Group A.",
            "c) From Group B; learners may take no more than 12 credits.",
        ),
    ],
)
def test_an_amount_has_its_measure_from_the_sentence_before(said: Sequence[str]) -> None:
    one = written(*said)
    expected = [("amount", "", 24, None), ("amount", "A", 8, None), ("amount", "B", None, 12)]
    assert (rules(one), hard(one)) == (expected, [])


@pytest.mark.parametrize(
    ("before", "read"),
    [("Learners must achieve 8 credits from Group A.", True),
     ("Learners must achieve 8 credits from Group A and 8 credits from Group B.", False)],
)  # fmt: skip
def test_of_these_is_of_the_one_amount_before(before: str, read: bool) -> None:
    one = written(before, "At least 4 of these must be at Level 3 or above.")
    found = [rule for rule in data_of(one.draft)["editions"][0]["rules"] if "level" in rule["of"]]
    assert [rule["of"]["groups"] for rule in found] == ([["A"]] if read else [])
    assert (hard(one) == []) == read


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ("Learners must achieve at least 8 credits from Group A.", True),
        # what is asked of every group adds up of itself, and units are no credit
        (
            "Learners must achieve at least 8 credits from Group A and 4 credits from Group B.",
            False,
        ),
        ("Learners must achieve at least two units from Group A.", False),
    ],
)
def test_the_credit_of_the_whole_is_the_total_where_no_rule_says_it(
    asked: str, total: bool
) -> None:
    size = [h(2, "Summary"), table(("Total credits", "24"), ("TQT", "240"))]
    one = written(asked, before=[*size, h(2, "Rules")])
    assert (("amount", "", 24, None) in rules(one)) == total
