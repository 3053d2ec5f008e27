"""Every figure that a document publishes for a whole qualification, and what its rules give.

The table is typed from the documents, not from the catalogue: a slip in a file shows on both sides.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from catalogue import Amount, Catalogue, Choose, Edition, Rule
from solver import Bounds, Undecided, bounds


class Printed(NamedTuple):
    """What one document prints for the whole, and how the rules stand to it."""

    name: str
    credit: int | None
    """Credits."""
    glh: tuple[int, int] | None = None
    """The least and the greatest GLH, in hours."""
    tqt: int | None = None
    """Hours; ten for each credit where nothing else is said in ``TQT_TOLD``."""
    verdict: str = "equal"
    day: str = "2024-01-15"


PRINTED = [
    Printed("aat-l4-accounting-aq2016", None, tqt=560),
    Printed("cipd-l3-learning-development", 38),
    Printed("cth-l2-certificate-culinary-skills", 24, (194, 194), 240),
    Printed("cth-l2-food-safety", 1, (8, 8), 9),
    Printed("iq-l2-occupational-health-safety", 8, (65, 65)),
    Printed("iq-l4-internal-quality-assurance", 12, (90, 90)),
    Printed("iq-l4-understanding-internal-quality-assurance", 6, (45, 45)),
    Printed("ncfe-l3-assessing-competence", 9),
    Printed("nocn-l1-customer-service", 23, (143, 178), 230),
    Printed("nocn-l2-customer-service", 45, (245, 305), 450, "consistent"),
    Printed("nocn-l3-customer-service", 55, (289, 375), 550, "consistent"),
    Printed("ocr-l4-customer-service", 50, (171, 255)),
    Printed("othm-l5-education-training", 120),
    Printed("qualifi-l3-business-management", 60),
    Printed("tquk-l2-dementia-awareness", 8),
    Printed("tquk-l3-assessing-vocational-achievement", 15, (84, 84), 150),
    Printed("active-iq-l3-personal-training", 48),
    Printed("cipd-l3-award-hr", 3),
    Printed("cipd-l3-certificate-hr-practice", 28),
    Printed("cipd-l3-certificate-learning-development", 26),
    Printed("cipd-l3-diploma-hr-practice", 37),
    Printed("city-and-guilds-l2-food-beverage-service", 37),
    Printed("iq-l2-door-supervision", 4, (38, 38)),
    Printed("lmq-l4-information-technology", 120, (480, 480), 1200),
    # no unit is printed with its hours, which the note of each tells
    Printed("othm-l6-business-management", 120, (480, 480), 1200, "not-comparable"),
    Printed("othm-l6-teaching-learning", 120, (480, 480), 1200, "not-comparable"),
]

INCOMPLETE = {"cth-l2-diploma-culinary-skills", "icq-l3-hospitality-supervision"}
"""Qualifications whose documents leave units out, so that their figures cannot be reproduced."""

TQT_NOT_REPRODUCED = {"aat-l4-accounting-aq2016", "cth-l2-food-safety"}
"""AAT gives no credit to hold its TQT against; CTH prints 9 hours for one credit. Both are told."""


@pytest.mark.parametrize("printed", PRINTED, ids=lambda printed: printed.name)
def test_the_rules_give_what_is_published(shipped: Catalogue, printed: Printed) -> None:
    subject = shipped.find(printed.name)
    (one,) = subject.editions
    figures = one.published
    assert figures is not None
    assert (figures.credit, figures.tqt) == (printed.credit, printed.tqt)
    found = bounds(subject, on=date.fromisoformat(printed.day), edition=one, count=False)
    assert isinstance(found, Bounds)
    if printed.credit is not None:
        assert (found.credit.least, found.credit.verdict) == (printed.credit, "equal")
    if printed.glh is None:
        assert figures.glh is None
    else:
        assert figures.glh is not None
        assert (figures.glh.least, figures.glh.greatest) == printed.glh
        assert found.glh.verdict == printed.verdict
        if printed.verdict == "equal":
            assert (found.glh.least, found.glh.greatest) == printed.glh


def test_a_published_tqt_is_ten_hours_a_credit_or_it_is_told_why_not(shipped: Catalogue) -> None:
    for printed in PRINTED:
        if printed.tqt is None:
            continue
        if printed.name not in TQT_NOT_REPRODUCED:
            assert printed.credit is not None
            assert printed.tqt == 10 * printed.credit
            continue
        (one,) = shipped.find(printed.name).editions
        assert "TQT" in (one.note or "")


def test_no_published_figure_is_left_out_here(shipped: Catalogue) -> None:
    held = {one.short_name for one in shipped.qualifications for e in one.editions if e.published}
    assert held == {printed.name for printed in PRINTED} | INCOMPLETE


def test_published_figures_are_not_held_against_a_list_that_is_not_complete(
    shipped: Catalogue,
) -> None:
    for name in (*INCOMPLETE, "ncfe-l2-retail-operations"):  # of which no figure is published
        subject = shipped.find(name)
        (one,) = subject.editions
        assert one.incomplete_groups
        found = bounds(subject, on=date(2024, 1, 15), edition=one, count=False)
        assert isinstance(found, Undecided)
        assert found.stopped == "incomplete"


def _shape(rule: Rule) -> tuple[object, ...]:
    """What a rule asks for, without its numbers and names."""
    match rule:
        case Amount():
            exact = rule.at_least == rule.at_most
            bounded = (rule.at_least is not None, rule.at_most is not None, exact)
            levels = rule.of.level is not None
            return (rule.kind, rule.measure.value, len(rule.of.groups or ()), levels, bounded)
        case Choose():
            return (rule.kind, frozenset(map(_shape, rule.rules)))
        case _:
            return (rule.kind,)


def shape(one: Edition) -> frozenset[object]:
    """Return what the rules of an edition ask for, and how many groups it has."""
    return frozenset([*map(_shape, one.rules), len(one.groups)])


def test_many_awarding_organisations_and_shapes_are_shipped(shipped: Catalogue) -> None:
    subjects = shipped.qualifications
    assert len(subjects) >= 25
    assert len({subject.awarding_organisation for subject in subjects}) >= 10
    assert len({shape(subject.editions[0]) for subject in subjects}) >= 10


def test_every_unit_figure_and_rule_names_its_source(shipped: Catalogue) -> None:
    for subject in shipped.qualifications:
        named = set(subject.documents)
        assert named, subject.short_name
        for one in subject.editions:
            assert all(rule.source.document for rule in one.rules)
            assert all(unit.sources for unit in one.units)


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        # all but nothing at all and the one unit of 2 credits: 2 to the power of 14, less 2
        ("cipd-l3-award-hr", 16_382),
        # A has 6, 6, 6, 3, 3: of 32 sets 13 have less than 12. B has 6 and five of 3: 32 sets with
        # the 6, and 32 - 1 - 5 without it, have at least 6. 19 x 58
        ("cipd-l3-certificate-hr-practice", 1_102),
        # at least 21 of 24: all of A, or all but one of 3. 3 x 58
        ("cipd-l3-diploma-hr-practice", 174),
        # four of six units of group A, and four of six of group B: (6 x 5 / 2) squared
        ("cipd-l5-human-resource-management", 225),
        # one for each pathway
        ("l2-fitness-instructing", 4),
    ],
)
def test_the_choices_are_as_many_as_are_counted_by_hand(
    shipped: Catalogue, name: str, choices: int
) -> None:
    found = bounds(shipped.find(name), on=date(2024, 1, 15))
    assert isinstance(found, Bounds)
    assert found.choices == choices


def test_sections_of_food_service_leave_what_plain_sums_leave(shipped: Catalogue) -> None:
    # credits of sections A, B and C, as the page prints them
    sections = ([3, 4, 6, 4], [5, 5, 5, 3, 4], [3, 4, 4, 3, 3, 3, 6, 6, 8, 4, 4, 2])
    a, b, c = (_sums(section) for section in sections)
    legal = sum(
        in_a * in_b * in_c
        for of_a, in_a in a.items()
        for of_b, in_b in b.items()
        for of_c, in_c in c.items()
        if of_a >= 3 and of_b >= 3 and of_a + of_b + of_c >= 22
    )
    found = bounds(shipped.find("city-and-guilds-l2-food-beverage-service"), on=date(2024, 1, 15))
    assert isinstance(found, Bounds)
    assert found.choices == legal


def _sums(credits_: list[int]) -> Counter[int]:
    """How many sets of units come to each sum."""
    found = Counter({0: 1})
    for one in credits_:
        found += Counter({total + one: many for total, many in found.items()})
    return found
