"""What an amount is about where it names nothing: the group above it, the whole, or a count."""

from __future__ import annotations

from typing import Any

import pytest

from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import code

HEAD = "| Reference | Title | Level | Credit | GLH |\n|---|---|---|---|---|\n"
ROWS = [f"| {code(30 + n)} | Bake pies of sort {chr(65 + n)}x | 2 | 3 | 20 |\n" for n in range(6)]


def read(
    before: str = "", mandatory: str = "", optional: str = "", after: str = ""
) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """The rules and doubts of two mandatory and four optional units with words around them."""
    text = (
        "# Acme Level 2 Certificate in Baking\n\nQualification number: 603/4101/4\n\n"
        f"## Qualification structure\n\n{before}\n\n### Mandatory units\n\n{mandatory}\n\n"
        f"{HEAD}{''.join(ROWS[:2])}\n### Optional units\n\n{optional}\n\n{HEAD}"
        f"{''.join(ROWS[2:])}\n{after}\n"
    )
    (one,) = drafts_of_bytes(text.encode(), "a.md")
    rules = {rule.data["id"]: rule.data for rule in one.draft.rules.rules}
    return rules, {(doubt.name, doubt.about) for doubt in one.evidence.open}


def test_an_amount_under_the_heading_of_a_group_is_of_that_group() -> None:
    rules, doubts = read(
        mandatory="Learners must complete both units.",
        optional="Learners must achieve at least 6 credits.",
    )
    assert (rules["group-o"]["of"], rules["group-o"]["at_least"]) == ({"groups": ["O"]}, 6)
    assert set(rules) == {"mandatory-m", "group-o"}
    assert doubts == set()


@pytest.mark.parametrize(
    "said",
    [
        "Learners must achieve at least 12 credits in total.",
        "The award asks for at least 12 credits.",
    ],
)
def test_words_about_the_whole_are_so_wherever_they_stand(said: str) -> None:
    rules, _ = read(optional=said)
    assert (rules["total"]["at_least"], "of" in rules["total"]) == (12, False)


def test_after_the_list_of_a_group_an_amount_is_of_the_whole() -> None:
    rules, _ = read(after="\nLearners must achieve at least 12 credits.")
    assert rules["total"]["at_least"] == 12


@pytest.mark.parametrize(
    "said", ["There are 2 mandatory units and 4 optional units.", "The qualification has 6 units."]
)
def test_a_count_of_what_is_listed_makes_nothing_mandatory(said: str) -> None:
    rules, doubts = read(before=said, optional="Choose at least one unit.")
    assert set(rules) == {"mandatory-m", "group-o-units"}
    assert doubts == set()


def test_a_duty_to_take_all_of_an_optional_group_is_asked_about() -> None:
    rules, doubts = read(before="Learners must complete 4 optional units.")
    assert "mandatory-o" in rules
    assert ("exact-or-least", "rules/group-o-units") in doubts


def test_a_count_that_is_not_what_was_read_is_asked_about() -> None:
    _, doubts = read(before="There are 2 mandatory units and 5 optional units.")
    assert ("sum", "rules/group-o-units") in doubts


def test_under_a_heading_around_several_groups_an_amount_is_of_all_of_them() -> None:
    inner = f"#### Group B Sweet\n\n{HEAD}{ROWS[2]}{ROWS[3]}\n#### Group C Savoury"
    rules, doubts = read(
        before="Learners must achieve at least 12 credits.",
        optional=f"Learners must achieve at least 6 credits.\n\n{inner}",
    )
    assert (rules["group-b-c"]["of"], rules["group-b-c"]["at_least"]) == ({"groups": ["B", "C"]}, 6)
    assert rules["total"]["at_least"] == 12
    assert doubts == set()


def test_each_optional_group_by_itself_has_the_amount() -> None:
    inner = f"#### Optional Group B\n\n{HEAD}{ROWS[2]}{ROWS[3]}\n#### Optional Group C"
    rules, doubts = read(
        before="Complete all mandatory units and at least one unit from each optional group.",
        optional=inner,
    )
    assert {name: one.get("at_least") for name, one in rules.items()} == {
        "mandatory-m": None, "group-b-units": 1, "group-c-units": 1,
    }  # fmt: skip
    assert doubts == set()


@pytest.mark.parametrize(("total", "asked"), [(15, False), (16, True)])
def test_what_remains_at_several_levels_is_of_all_units_at_these_levels(
    total: int, asked: bool
) -> None:
    rules, doubts = read(
        before=f"Learners must achieve {total} credits. At least 9 credits must be at Level 2 with"
        " the remaining 6 credits at Level 1 or Level 2."
    )
    levels = [one["of"]["level"] for one in rules.values() if "level" in one.get("of", {})]
    assert levels == [{"at_least": 2, "at_most": 2}, {"at_least": 1, "at_most": 2}]
    assert [one["at_least"] for one in rules.values() if "level" in one.get("of", {})] == [9, 15]
    told = {about for name, about in doubts if name == "exact-or-least"}
    assert any(about.startswith("rules/At least 9") for about in told) == asked


def test_nothing_is_asked_about_the_one_choice_that_a_total_leaves() -> None:
    _, doubts = read(before="Learners must achieve 12 credits from mandatory and optional units.")
    assert doubts == set()
    _, doubts = read(before="Learners must complete all mandatory units.")
    assert ("not-printed", "groups/O/rule") in doubts
