"""Qualifications are found as people name them, among all that ship."""

from __future__ import annotations

import pytest

from catalogue import Catalogue, SeveralQualifications, UnknownQualification


@pytest.mark.parametrize(
    ("words", "short_name"),
    [
        ("601/3528/1", "ocr-l4-customer-service"),
        ("60135281", "ocr-l4-customer-service"),
        ("OCR-L4-CUSTOMER-SERVICE", "ocr-l4-customer-service"),
        ("accounting aq2016", "aat-l4-accounting-aq2016"),
        ("aat q2022", "aat-l4-accounting-q2022"),
        ("education training", "othm-l5-education-training"),
        ("6036069/0", "othm-l5-education-training"),
        ("Learning and Development", "cipd-l3-learning-development"),
        ("qualifi level 3", "qualifi-l3-business-management"),
        ("nocn level 2", "nocn-l2-customer-service"),
    ],
)
def test_words_that_fit_one_qualification_name_it(
    shipped: Catalogue, words: str, short_name: str
) -> None:
    assert shipped.find(words).short_name == short_name


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ("aat level 4", {"aat-l4-accounting-aq2016", "aat-l4-accounting-q2022"}),
        (
            "diploma level 3",
            {
                "cipd-l3-learning-development",
                "nocn-l3-customer-service",
                "qualifi-l3-business-management",
            },
        ),
    ],
)
def test_words_that_fit_several_are_told_with_all_of_them(
    shipped: Catalogue, words: str, fitting: set[str]
) -> None:
    with pytest.raises(SeveralQualifications) as caught:
        shipped.find(words)
    assert {line.split()[0] for line in str(caught.value).splitlines()[1:]} == fitting


@pytest.mark.parametrize(
    ("words", "near"),
    [("acounting", "AAT Level 4"), ("othm-l5-educaton-training", "OTHM Level 5")],
)
def test_a_slip_is_offered_the_nearest(shipped: Catalogue, words: str, near: str) -> None:
    with pytest.raises(UnknownQualification) as caught:
        shipped.find(words)
    assert near in caught.value.hint
