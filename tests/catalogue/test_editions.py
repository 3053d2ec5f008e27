"""Two dated editions: which is in force, which is meant, and what changed."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import NoEdition, Qualification
from catalogue.changes import Changes, changes
from catalogue.editions import edition_called, edition_for
from tests.catalogue.files import faults, only, read

UNITS = "".join(
    f"  - {{reference: {code}, title: Unit {code}, level: {level}, credit: {credit}, glh: {glh},"
    " sources: [{document: d}]}\n"
    for code, level, credit, glh in [
        ("A1", 2, 4, 30),
        ("A2", 2, 4, 25),
        ("B1", 2, 3, 20),
        ("B2", 3, 3, 20),
        ("B3", 3, 2, 10),
        ("B4", 3, 5, 40),
    ]
)
TEXT = f"""\
number: 601/3528/1
short_name: two-editions
title: Diploma with Two Editions
awarding_organisation: Nobody
level: 2
documents: {{d: A document, e: Another document}}
units:
{UNITS}
editions:
  - edition: specification 1 (2019)
    from: 2019-09-01
    until: 2024-08-31
    source: {{document: d}}
    published: {{credit: 10, source: {{document: d}}}}
    groups:
      - {{id: A, title: Mandatory, units: [{{unit: A1, until: 2024-08-31}}]}}
      - {{id: B, title: Optional, units: [B1, B2, B3]}}
    rules:
      - {{id: total, kind: amount, says: At least 10 credits., measure: credit, at_least: 10,
         source: {{document: d}}}}
      - {{id: mandatory, kind: mandatory, says: All of A., of: {{groups: [A]}},
         source: {{document: d}}}}
      - {{id: gone, kind: barred, says: Not B1 with B2., units: [B1, B2], source: {{document: d}}}}
  - edition: specification 2 (2024)
    from: 2024-09-01
    source: {{document: e}}
    published:
      credit: 12
      source: {{document: e}}
      glh: {{least: 80, greatest: 95, basis: exact-credit, sources: [{{document: e}}]}}
    groups:
      - id: A
        title: Mandatory
        units:
          - versions: [{{unit: A1, until: 2025-08-31}}, {{unit: A2, from: 2024-09-01}}]
      - {{id: B, title: Options, units: [B1, B4]}}
      - {{id: C, title: Further, units: [B2]}}
    rules:
      - {{id: total, kind: amount, says: At least 12 credits., measure: credit, at_least: 12,
         source: {{document: e}}}}
      - {{id: mandatory, kind: mandatory, says: All of A., of: {{groups: [A]}},
         source: {{document: e}}}}
      - {{id: new, kind: amount, says: At most 3 from C., measure: credit, of: {{groups: [C]}},
         at_most: 3, source: {{document: e}}}}
"""


@pytest.fixture(scope="module")
def subject() -> Qualification:
    return only(TEXT)


class TestWhichIsInForce:
    @pytest.mark.parametrize(
        ("day", "number"),
        [
            ("2019-09-01", 0),  # the day on which the first opens
            ("2024-08-31", 0),  # its last day
            ("2024-09-01", 1),  # the day on which the second opens
            ("2030-01-01", 1),
        ],
    )
    def test_dates_are_inclusive(self, subject: Qualification, day: str, number: int) -> None:
        assert subject.edition_on(date.fromisoformat(day)) is subject.editions[number]

    def test_before_the_first_there_is_none(self, subject: Qualification) -> None:
        with pytest.raises(NoEdition, match="is in force on 2019-08-31"):
            subject.edition_on(date(2019, 8, 31))

    def test_between_two_there_may_be_none(self) -> None:
        # the first closes a day earlier, and the second opens when it did
        gap = only(
            TEXT.replace("    until: 2024-08-31\n    source", "    until: 2024-08-30\n    source")
        )
        assert gap.edition_on(date(2024, 8, 30)).edition.startswith("specification 1")
        with pytest.raises(NoEdition):
            gap.edition_on(date(2024, 8, 31))

    def test_editions_out_of_order_are_a_mistake(self) -> None:
        text = TEXT.replace("    from: 2024-09-01\n    source", "    from: 2019-09-01\n    source")
        (fault,) = faults(text)
        assert "editions stand oldest first" in fault.message
        assert text.splitlines()[fault.line - 1] == "    from: 2019-09-01"


class TestWhichIsMeant:
    @pytest.mark.parametrize(
        "words", ["specification 2 (2024)", "2024", "Specification 2", "(2024)"]
    )
    def test_words_that_fit_one_label_name_it(self, subject: Qualification, words: str) -> None:
        assert edition_called(subject, words) is subject.editions[1]

    @pytest.mark.parametrize(
        ("words", "message"),
        [("specification", "2 editions"), ("2023", "no edition called"), ("", "no edition called")],
    )
    def test_words_that_fit_none_or_two_are_told_with_the_labels(
        self, subject: Qualification, words: str, message: str
    ) -> None:
        with pytest.raises(NoEdition, match=message) as caught:
            edition_called(subject, words)
        assert "specification 1 (2019)" in caught.value.hint

    @pytest.mark.parametrize("words", ["specifcation 2 (2024)", "specfication 2024"])
    def test_a_misspelt_label_is_offered_the_nearest(
        self, subject: Qualification, words: str
    ) -> None:
        with pytest.raises(NoEdition) as caught:
            edition_called(subject, words)
        assert caught.value.hint.startswith("did you mean specification 2 (2024)?")

    def test_one_asked_for_by_name_is_taken_on_every_date(self, subject: Qualification) -> None:
        for day in (date(1990, 1, 1), date(2024, 9, 1), date(2050, 1, 1), None):
            assert edition_for(subject, "2019", day) is subject.editions[0]

    def test_without_a_name_it_is_the_one_of_the_date_or_the_latest(
        self, subject: Qualification
    ) -> None:
        assert edition_for(subject, None, date(2024, 8, 31)) is subject.editions[0]
        assert edition_for(subject, None, None) is subject.editions[1]


@pytest.fixture(scope="module")
def found(subject: Qualification) -> Changes:
    old, new = subject.editions
    return changes(subject, old, subject, new)


class TestWhatChanged:
    def test_units(self, found: Changes) -> None:
        assert [(u.unit, u.groups) for u in found.added] == [("B4", ("B",))]
        assert [(u.unit, u.groups) for u in found.removed] == [("B3", ("B",))]

    def test_a_new_version_is_told_once_with_the_unit_that_it_replaces(
        self, found: Changes
    ) -> None:
        (pair,) = found.replaced
        assert (pair.old.unit, pair.old.glh) == ("A1", 30)
        assert (pair.new.unit, pair.new.glh) == ("A2", 25)

    def test_a_unit_in_another_group(self, found: Changes) -> None:
        assert [(m.unit, m.old, m.new) for m in found.moved] == [("B2", ("B",), ("C",))]

    def test_windows(self, found: Changes) -> None:
        (one,) = found.windows
        assert (one.unit, one.group) == ("A1", "A")
        assert (one.old_closes, one.new_closes) == (date(2024, 8, 31), date(2025, 8, 31))

    def test_groups(self, found: Changes) -> None:
        assert [(g.id, g.old, g.new) for g in found.groups] == [
            ("B", "Optional", "Options"),
            ("C", None, "Further"),
        ]

    def test_rules_by_id_and_not_by_source(self, found: Changes) -> None:
        assert [(r.id, r.old is None, r.new is None, r.changed) for r in found.rules] == [
            ("total", False, False, ("says", "at_least")),
            ("gone", False, True, ()),
            ("new", True, False, ()),
        ]

    def test_published_figures(self, found: Changes) -> None:
        assert [(f.figure, f.old, f.new) for f in found.figures] == [
            ("credit", 10, 12),
            ("least_glh", None, 80),
            ("greatest_glh", None, 95),
            ("glh_basis", None, "exact-credit"),
        ]

    def test_nothing_between_an_edition_and_itself(self, subject: Qualification) -> None:
        for edition in subject.editions:
            assert not changes(subject, edition, subject, edition).any

    def test_the_facts_of_a_unit_between_two_catalogues(self, subject: Qualification) -> None:
        other = only(TEXT.replace("B1, level: 2, credit: 3", "B1, level: 3, credit: 4"))
        found = changes(subject, subject.editions[1], other, other.editions[1])
        assert [(f.unit, f.fact, f.old, f.new) for f in found.facts] == [
            ("B1", "level", 2, 3),
            ("B1", "credit", 3, 4),
        ]

    def test_a_sub_rule_is_compared_like_a_rule(self) -> None:
        nested = (
            "      - {id: pick, kind: choose, says: One., at_least: 1, source: {document: d},\n"
            "         rules: [{id: part, kind: amount, says: Some B., measure: credit,\n"
            "         of: {groups: [B]}, at_least: 3, source: {document: d}}]}\n"
        )
        old = only(TEXT + nested.replace("document: d", "document: e"))
        new = only(TEXT + nested.replace("at_least: 3", "at_least: 4"))
        found = changes(old, old.editions[1], new, new.editions[1])
        assert [(r.id, r.changed) for r in found.rules] == [("part", ("at_least",))]


def test_the_catalogue_finds_the_qualification() -> None:
    assert read(TEXT).find("two editions").number == "601/3528/1"
