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
        ("Diploma in Learning and Development", "cipd-l3-learning-development"),
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
        ("nocn diploma", {"nocn-l2-customer-service", "nocn-l3-customer-service"}),
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


@pytest.mark.parametrize("words", ["c", "1", "601", "601/35", "3 c", "level 1 c", "level 12"])
def test_one_letter_or_a_piece_of_a_number_names_nothing(shipped: Catalogue, words: str) -> None:
    with pytest.raises(UnknownQualification):
        shipped.find(words)
    with pytest.raises(UnknownQualification):
        shipped.only([words])


@pytest.mark.parametrize("words", ["nocn level 1", "Level 1 NOCN", "level 1 certificate"])
def test_a_level_in_a_name_is_that_of_the_qualification(shipped: Catalogue, words: str) -> None:
    named = shipped.find("nocn level 1")
    assert named.short_name == "nocn-l1-customer-service"
    # a title with the digit in it is no level: part 1 of a level 2 is no level 1
    other = named.model_copy(
        update={
            "short_name": "nocn-l2-part-1",
            "number": None,
            "title": "NOCN Level 2 Certificate, part 1",
            "level": 2,
        }
    )
    library = Catalogue((*shipped.qualifications, other), shipped.units)
    assert library.find(words) is named
    assert library.only([words]) == (named,)
