"""References and numbers: one written form, and a doubt where the check character does not fit."""

from __future__ import annotations

from itertools import product

import pytest

from catalogue import Catalogue
from catalogue.references import (
    CheckCharacter,
    check_qualification_number,
    check_unit_reference,
    doubt_of_number,
    doubt_of_reference,
    qualification_number,
    unit_reference,
)


@pytest.mark.parametrize("written", ["d5062170", "D/506/2170", " d 506 2170 ", "D506/2170"])
def test_an_ofqual_reference_has_one_written_form(written: str) -> None:
    assert unit_reference(written) == "D/506/2170"


@pytest.mark.parametrize("written", ["601/3528/1", "60135281", "601 3528 1"])
def test_a_qualification_number_has_one_written_form(written: str) -> None:
    assert qualification_number(written) == "601/3528/1"


@pytest.mark.parametrize(
    ("written", "number"),
    [("c00/0508/9", "C00/0508/9"), ("C0005089", "C00/0508/9"), ("g9vr  22", "G9VR 22")],
)
def test_the_numbers_of_wales_and_scotland_are_taken_and_not_judged(
    written: str, number: str
) -> None:
    assert qualification_number(written) == number
    assert check_qualification_number(number) is CheckCharacter.UNKNOWN
    assert doubt_of_number(number) == ""


def test_the_sum_of_a_reference_gives_its_letter() -> None:
    # 5x8 + 0x7 + 6x6 + 2x5 + 1x4 + 7x3 + 0x2 = 111 = 10 x 11 + 1: the letter of 1 is D
    assert check_unit_reference("D/506/2170") is CheckCharacter.FITS
    assert doubt_of_reference("R/506/2170") == (
        "R/506/2170: its letter does not fit its digits; D would"
    )


def test_the_sum_of_a_number_gives_its_last_character() -> None:
    # 6x8 + 0 + 1x6 + 4x5 + 4x4 + 1x3 + 8x2 = 109 = 9 x 11 + 10, written X
    assert check_qualification_number("601/4418/X") is CheckCharacter.FITS
    assert doubt_of_number("601/4418/0") == (
        "601/4418/0: its last character does not fit the others; X would"
    )


@pytest.mark.parametrize(
    ("reference", "total"),
    # the letter is that of (sum of the digits + 6) mod 11 in ADFHJKLMRTY
    [
        ("A/651/1464", 27 + 6),
        ("F/651/1466", 29 + 6),
        ("D/651/1465", 28 + 6),
        ("Y/651/1463", 26 + 6),
    ],
)
def test_the_letter_of_the_650_and_651_series_is_that_of_a_plain_sum(
    reference: str, total: int
) -> None:
    assert "ADFHJKLMRTY"[total % 11] == reference[0]
    assert check_unit_reference(reference) is CheckCharacter.FITS
    assert doubt_of_reference(reference) == ""


def test_one_wrong_digit_of_the_650_and_651_series_is_doubted_and_a_swap_is_not() -> None:
    for number, digit in product(range(7), "0123456789"):
        wrong = [*"6511464"]
        if number > 2 and wrong[number] != digit:
            wrong[number] = digit
            text = f"A/651/{''.join(wrong[3:])}"
            assert check_unit_reference(text) is CheckCharacter.WRONG
            assert "its letter does not fit its digits" in doubt_of_reference(text)
    assert check_unit_reference("A/651/1446") is CheckCharacter.FITS


def test_references_of_later_schemes_are_not_judged() -> None:
    assert check_unit_reference("A/652/1464") is CheckCharacter.UNKNOWN
    assert [doubt_of_reference(f"{letter}/652/1464") for letter in "ADFHB"] == [""] * 5


@pytest.mark.parametrize("reference", ["D/506/217", "D/50/21700", "D/5062/170", "A/506/213O"])
def test_what_only_looks_like_an_ofqual_reference_is_doubted(reference: str) -> None:
    assert "three digits and four digits" in doubt_of_reference(reference)


def test_a_letter_that_no_reference_has_is_doubted() -> None:
    assert doubt_of_reference("B/506/2170").endswith("D would")


@pytest.mark.parametrize("code", ["3BEP", "BM301", "AAT-AQ2016-FSLC", "KW-B02"])
def test_the_codes_of_organisations_are_not_judged(code: str) -> None:
    assert doubt_of_reference(code) == ""


def test_every_shipped_reference_and_number_fits(shipped: Catalogue) -> None:
    assert [r for r in shipped.units if doubt_of_reference(r)] == []
    assert [
        q.number for q in shipped.qualifications if q.number and doubt_of_number(q.number)
    ] == []
