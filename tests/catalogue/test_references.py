"""References and numbers: one written form, and a doubt where the check character does not fit."""

from __future__ import annotations

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


def test_references_of_the_scheme_that_is_not_known_are_not_judged() -> None:
    assert check_unit_reference("A/651/1464") is CheckCharacter.UNKNOWN
    assert [doubt_of_reference(f"{letter}/651/1464") for letter in "ADFHB"] == [""] * 5


@pytest.mark.parametrize("reference", ["D/506/217", "D/50/21700", "D/5062/170"])
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
