"""``catalogue diff`` and ``--edition`` on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.changes import changes
from catalogue.pairing import paired
from tests.catalogue.files import only
from tests.catalogue.test_editions import TEXT
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]


@pytest.fixture
def own(unitwise: Unitwise, tmp_path: Path) -> Unitwise:
    """The command line with the qualification of two editions at hand."""
    path = tmp_path / "two.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return lambda *arguments: unitwise(*arguments, "--catalogue", str(path))


class TestDiff:
    def test_one_name_compares_its_last_two_editions(self, own: Unitwise) -> None:
        printed = own("catalogue", "diff", "two-editions")
        assert printed.code == 0
        for line in (
            "From  Diploma with Two Editions, specification 1 (2019), 1 September 2019 to 31 August"
            " 2024",
            "To    Diploma with Two Editions, specification 2 (2024), from 1 September 2024",
            "  A1 -> A2  Unit A2",
            "    GLH 30 -> 25",
            "  B2  Unit B2: B -> C",
            "  A  A1  Unit A1: until 31 August 2024 -> until 31 August 2025",
            "  C  added: Further",
            "  removed  gone: Not B1 with B2.",
            "  added    new: At most 3 from C.",
            "  changed  total (says and at_least)",
            "  credit: 10 -> 12",
            # A1 4, one of B1 and B2 3, B3 2 are 9 of the 10 that the first asks for: none is legal.
            # The second asks for 12: A2 4, B1 3 and B4 5 are 12, and B2 of group C has 3 more.
            "  credit of a legal choice: none -> 12 to 15",
            "  credit of group B: none -> 5 to 8",
            "  credit of group C: none -> 0 to 3",
        ):
            assert line in printed.out.splitlines()

    def test_the_two_may_be_named(self, own: Unitwise) -> None:
        named = own("catalogue", "diff", "two-editions@2019", "two-editions@2024")
        assert named.out == own("catalogue", "diff", "two-editions").out

    def test_the_other_way_round_it_is_the_other_way_round(self, own: Unitwise) -> None:
        printed = own("catalogue", "diff", "two-editions@2024", "two-editions@2019")
        assert "  credit: 12 -> 10" in printed.out.splitlines()
        assert "  added    gone: Not B1 with B2." in printed.out.splitlines()

    def test_another_policy_of_recognition_is_told(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        says = "accepted: true, says: As listed., source: {document: d}"
        old = f"""\
    recognition:
      - {{way: equivalence, {says}, pairs: [{{held: P1, counts_as: B1}}],
         caps: [{{measure: percent, at_most: half}}]}}
      - {{way: rpl, {says}}}
"""
        new = f"""\
    recognition:
      - {{way: equivalence, {says}, pairs: [{{held: [P1, P2], counts_as: B1}}],
         caps: [{{measure: percent, at_most: 2/3, of: {{groups: [B]}}}}], not_to_groups: [B, C]}}
      - {{way: exemption, {says}}}
"""
        second = "  - edition: specification 2 (2024)"
        path = tmp_path / "two.yaml"
        path.write_text(TEXT.replace(second, old + second) + new, encoding="utf-8")
        printed = unitwise("catalogue", "diff", "two-editions", "--catalogue", str(path))
        start = printed.out.index("Recognition of what a learner holds")
        assert printed.out[start:].split("\n\n")[0].splitlines()[1:] == [
            "  changed  equivalence (pairs, caps and not_to_groups)",
            "    was: As listed.",
            "         means: accepted, at most 1/2 of the credit",
            "    now: As listed.",
            "         means: accepted, at most 2/3 of the credit from group B, gives no credit"
            " towards groups B or C",
            "         no more: P1 counts as B1",
            "         listed: P1 and P2 together count as B1, all or nothing",
            "  removed  RPL: As listed.",
            "  added    exemption: As listed.",
        ]

    def test_no_difference_is_an_answer(self, own: Unitwise) -> None:
        printed = own("catalogue", "diff", "two-editions", "two-editions@2024")
        assert printed.code == 0
        assert printed.out.splitlines()[-1] == "No difference."

    def test_the_json_fits_its_schema(self, own: Unitwise, unitwise: Unitwise) -> None:
        schema = json.loads(unitwise("schema", "diff").out)
        answer = json.loads(own("catalogue", "diff", "two-editions", "--json").out)
        validate(answer, schema)
        assert [unit["unit"] for unit in answer["added"]] == ["B4"]
        assert answer["rules"][0]["changed"] == ["says", "at_least"]

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("nocn-l1-customer-service",), "no edition before"),
            (("two-editions@2019",), "no edition before"),
            (("two-editions@2021", "two-editions"), "no edition called '2021'"),
            (("nothing-like-it", "two-editions"), "no qualification is called"),
        ],
    )
    def test_what_cannot_be_compared_is_said(
        self, own: Unitwise, arguments: tuple[str, ...], words: str
    ) -> None:
        printed = own("catalogue", "diff", *arguments)
        assert (printed.code, printed.out) == (2, "")
        assert words in printed.err
        assert "hint:" in printed.err


TWICE = """\
number: null
short_name: twice
title: Diploma Written Twice
awarding_organisation: Nobody
level: 3
documents: {d: The document}
source: {document: d}
units:
  - {reference: A1, title: Unit A1, level: 3, credit: 4, glh: 40}
  - {reference: B1, title: Unit B1, level: 3, credit: 3, glh: 30}
  - {reference: B2, title: Unit B2, level: 3, credit: 3, glh: 30}
  - {reference: B3, title: Unit B3, level: 2, credit: 3, glh: 30}
editions:
  - edition: old
    groups:
      - {id: A, title: Core, units: [A1]}
      - {id: B, title: Optional, units: [B1, B2, B3]}
    rules:
      - {id: r1, kind: mandatory, says: All of A., of: {groups: [A]}}
      - {id: r2, kind: amount, says: At least 6 of B., measure: credit, of: {groups: [B]},
         at_least: 6}
      - {id: r3, kind: amount, says: At most 3 at level 2., measure: credit,
         of: {level: {at_most: 2}}, at_most: 3}
      - {id: r4, kind: barred, says: Not B1 with B2., units: [B1, B2]}
      - id: ways
        kind: choose
        says: One way.
        at_least: 1
        rules:
          - {id: one, kind: mandatory, says: A1., of: {units: [A1]}}
          - {id: two, kind: mandatory, says: B3., of: {units: [B3]}}
  - edition: new
    from: 2025-01-01
    groups:
      - {id: M, title: Core, units: [A1]}
      - {id: B, title: Optional, units: [B1, B2, B3]}
    rules:
      - {id: core, kind: mandatory, says: All of A., of: {groups: [M]}}
      - {id: r1, kind: barred, says: Not B1 with B2., units: [B2, B1]}
      - {id: b, kind: amount, says: At least 3 of B., measure: credit, of: {groups: [B]},
         at_least: 3}
      - {id: r2, kind: amount, says: At most 3 at level 2., measure: credit,
         of: {level: {at_most: 2}}, at_most: 3}
      - id: ways
        kind: choose
        says: One way.
        at_least: 1
        rules:
          - {id: first, kind: mandatory, says: A1., of: {units: [A1]}}
          - {id: second, kind: mandatory, says: B3., of: {units: [B3]}}
      - {id: few, kind: amount, says: Three units at most., measure: units, at_most: 3}
"""


class TestMeaning:
    """Rules and groups are paired by what they are, and not by what they are called."""

    @pytest.fixture
    def told(self, unitwise: Unitwise, tmp_path: Path) -> list[str]:
        path = tmp_path / "twice.yaml"
        path.write_text(TWICE, encoding="utf-8")
        return unitwise("catalogue", "diff", "twice", "--catalogue", str(path)).out.splitlines()

    def test_what_only_has_another_name_is_told_as_renamed(self, told: list[str]) -> None:
        rules = told[told.index("Rules") + 1 :]
        assert rules[: rules.index("")] == [
            "  renamed  r1 -> core: All of A.",
            "  renamed  r2 -> b and changed (says and at_least)",
            "    was: At least 6 of B.",
            "         means: at least 6 credits from group B",
            "    now: At least 3 of B.",
            "         means: at least 3 credits from group B",
            "  renamed  r3 -> r2: At most 3 at level 2.",
            # in which order units are barred is no difference
            "  renamed  r4 -> r1: Not B1 with B2.",
            "  renamed  one -> first: A1.",
            "  renamed  two -> second: B3.",
            "  added    few: Three units at most.",
        ]

    def test_a_group_with_the_same_units_is_the_same_group(self, told: list[str]) -> None:
        assert "  M  renamed from A: Core" in told
        assert "Units in other groups" not in told

    def test_another_way_to_write_the_same_scope_is_no_other_rule(self) -> None:
        old, new = only(TWICE.replace("of: {groups: [M]}", "of: {units: [A1]}")).editions
        names = [
            (one and one.id, other and other.id) for one, other in paired(old, new, {"A": "M"})
        ]
        # the sub-rule that asks for A1 is another rule than the one that stands by itself
        assert names == [
            ("r1", "core"),
            ("r2", "b"),
            ("r3", "r2"),
            ("r4", "r1"),
            ("ways", "ways"),
            ("one", "first"),
            ("two", "second"),
            (None, "few"),
        ]

    def test_a_group_that_was_renamed_has_the_bounds_that_it_had(self, told: list[str]) -> None:
        assert not any(line.startswith("  credit of group M") for line in told)
        assert not any(line.startswith("  credit of group A") for line in told)

    def test_one_code_of_two_organisations_is_two_units(self) -> None:
        one, two = only(TWICE), only(TWICE.replace("Nobody", "Somebody Else"))
        found = changes(one, one.editions[0], two, two.editions[0])
        assert [unit.unit for unit in found.added] == ["A1", "B1", "B2", "B3"]
        assert [unit.unit for unit in found.removed] == ["A1", "B1", "B2", "B3"]
        assert not found.facts
        assert not found.moved

    def test_a_figure_that_becomes_unknown_is_told(self) -> None:
        known = only(TWICE)
        less = TWICE.replace("title: Unit B3, level: 2, credit: 3", "title: Unit B3, credit: null")
        for written, value in (("unknown", "unknown"), ("0", 0)):
            other = only(less.replace("credit: null", f"credit: {written}"))
            found = changes(known, known.editions[0], other, other.editions[0])
            assert [(f.fact, f.old, f.new) for f in found.facts] == [
                ("level", 2, None),
                ("credit", 3, value),
            ]


class TestEdition:
    @pytest.mark.parametrize(
        ("day", "edition"),
        [("2024-08-31", "specification 1 (2019)"), ("2024-09-01", "specification 2 (2024)")],
    )
    def test_without_it_the_date_of_registration_decides(
        self, own: Unitwise, day: str, edition: str
    ) -> None:
        answer = json.loads(own("suggest", "two-editions", "--on", day, "--json").out)
        assert answer["qualification"]["edition"] == edition

    def test_with_it_the_edition_asked_for_is_used(self, own: Unitwise) -> None:
        # A2 is new in the second edition; in 2024-09 A1 may be studied under it as well
        arguments = ("suggest", "two-editions", "--on", "2024-08-30", "--json")
        printed = own(*arguments, "--edition", "2024")
        answer = json.loads(printed.out)
        assert answer["qualification"]["edition"] == "specification 2 (2024)"
        assert "is not in force on 2024-08-30" in printed.err

    def test_a_choice_is_judged_by_the_edition_asked_for(self, own: Unitwise) -> None:
        # 4 + 3 + 3 = 10 credits: enough in the first edition, but B1 and B2 bar each other there;
        # two short in the second
        for label, rule in (("2019", "gone"), ("2024", "total")):
            printed = own("check", "two-editions", "a1", "b1", "b2", "--edition", label, "--json")
            broken = [r["id"] for r in json.loads(printed.out)["rules"] if not r["holds"]]
            assert (printed.code, broken) == (1, [rule])

    def test_a_label_that_is_not_there_is_told_with_those_that_are(self, own: Unitwise) -> None:
        printed = own("suggest", "two-editions", "--edition", "2030")
        assert (printed.code, printed.out) == (2, "")
        assert "specification 1 (2019)" in printed.err
