"""A centre's own sheet of what it delivers: any headings and layout, and what is open is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from adviser.asking.notes import Note
from adviser.asking.odd import note_of_past_terms
from adviser.asking.offering import read_offer
from catalogue import UnitwiseError
from catalogue.identity import Units
from catalogue.offering import CentreOffer, Delivered
from tests.factories import unit

ONE, OTHER = "M/506/2898", "D/506/2153"
KNOWN = Units([unit(ONE), unit(OTHER)])


def read(tmp_path: Path, *rows: Sequence[str]) -> tuple[Delivered, ...]:
    path = tmp_path / "o.csv"
    path.write_text("\n".join("\t".join(row) for row in rows), encoding="utf-8")
    return read_offer(path, KNOWN).units


@pytest.mark.parametrize(
    ("heads", "cells", "said"),
    [
        (("Ofqual ref", "Unit name", "Fee per learner (£)", "Seats available", "When"),
         (ONE, "A", "£1,250", "4", "Autumn"),
         Delivered(unit=ONE, title="A", price=125000, places=4, terms="Autumn")),
        (("URN", "GLH", "Tuition", "Vacancies", "Semester", "Start"),
         ("m5062898", "20", "free", "full", "1", "September"),
         Delivered(unit=ONE, price=0, places=0, terms="1; September")),
        (("Module", "Module code", "Cost code", "Cost", "Total cost"),
         ("Manage", ONE, "X19", "12.5", "250"), Delivered(unit=ONE, price=1250)),
        (("Unit", "Places", "Places taken", "Places remaining"), (ONE, "20", "17", "3"),
         Delivered(unit=ONE, places=3)),
    ],
)  # fmt: skip
def test_headings_are_understood_by_their_words(
    tmp_path: Path, heads: Sequence[str], cells: Sequence[str], said: Delivered
) -> None:
    assert read(tmp_path, heads, cells) == (said,)


@pytest.mark.parametrize(
    ("word", "places"),
    [("none", 0), ("None left", 0), ("0", 0), ("3 places left", 3), ("Unlimited", None),
     ("No limit", None), ("", None), ("-", "ask"), ("n/a", "ask"), ("10+", "ask")],
)  # fmt: skip
def test_no_places_are_none_and_a_dash_is_asked(
    tmp_path: Path, word: str, places: int | str | None
) -> None:
    """Elsewhere both are an empty cell, which is no limit: a full unit would be on offer."""
    rows = (("Unit", "Price", "Places left"), (OTHER, "none", "4"), (ONE, "-", word))
    if places == "ask":
        with pytest.raises(UnitwiseError, match=r"o\.csv:3: '.*' is no number of places"):
            read(tmp_path, *rows)
    else:
        assert [one.places for one in read(tmp_path, *rows)] == [4, places]


def test_lines_above_sections_and_totals_are_no_units(tmp_path: Path) -> None:
    rows = [("Our offer 2026/27",), ("printed 1 June", ""), ("Unit code", "Price"),
            ("Group A units",), (ONE, "12"), ("Group B units",), (OTHER, ""),
            ("Total", "12")]  # fmt: skip
    assert read(tmp_path, *rows) == (Delivered(unit=ONE, price=1200), Delivered(unit=OTHER))


def test_what_is_ticked_as_not_offered_is_not_offered(tmp_path: Path) -> None:
    heads = ("Unit", "Offered?")
    assert read(tmp_path, heads, (ONE, "Y"), (OTHER, "N")) == (Delivered(unit=ONE),)
    # where others have a tick, none is no yes
    assert read(tmp_path, heads, (ONE, "yes"), (OTHER, "")) == (Delivered(unit=ONE),)


@pytest.mark.parametrize(
    ("heads", "cells", "told"),
    [
        (("Unit", "Online?"), ("Y", "N"), "does yes mean that the unit is offered"),
        (("Unit", "Capacity", "Booked"), ("20", "3"), "how many places are left"),
        (("Unit", "Price", "Price 2025"), ("1", "2"), "several columns are the price"),
        (("Unit", "Prise"), ("12",), "did you mean price|means nothing"),
        (("Unit", "Places"), ("12 of 20",), "is no number of places"),
        (("Unit", "Price"), ("TBC",), "or nothing where nobody says"),
        (("Anything", "Price"), ("12",), "no column is called 'unit'"),
    ],
)
def test_what_could_change_the_offer_and_is_open_is_asked(
    tmp_path: Path, heads: Sequence[str], cells: Sequence[str], told: str
) -> None:
    with pytest.raises(UnitwiseError, match=told):
        read(tmp_path, heads, (ONE, *cells))


def test_terms_of_earlier_years_are_told_and_shut_nothing() -> None:
    terms = {ONE: "autumn 2024", OTHER: "2025/26", "T/506/2952": "spring", "L/506/2004": None}
    offer = CentreOffer(units=tuple(Delivered(unit=u, terms=said) for u, said in terms.items()))
    told: list[Note] = []
    note_of_past_terms(offer, date(2026, 9, 1), told.append)
    assert [(ONE in str(one), OTHER in str(one)) for one in told] == [(True, False)]
    note_of_past_terms(offer, date(2024, 9, 1), told.append)
    assert len(told) == 1
