"""What stands in one cell with a unit: a title, an outcome, or a person who is never taken away."""

from __future__ import annotations

import pytest

from catalogue.records.reading import RecordError, read_content
from catalogue.records.roles.beside import titles_of
from catalogue.records.roles.layout import Layout
from tests.factories import unit

T = "T/506/2952"  # Manage personal and professional development
R = "R/506/2151"  # Resolve customers' complaints
UNKNOWN = ("M/650/0001", "A/650/0005")
_TITLES = ("Manage personal and professional development", "Resolve customers' complaints")


def table(*cells: str, heading: str = "Unit,Date achieved") -> bytes:
    rows = ['"' + cell.replace("|", '","') + '",2023-05-01' for cell in cells]
    return "\n".join([heading, *rows, ""]).encode()


def units(raw: bytes, **given: object) -> list[str]:
    read = read_content(raw, "r.csv", ".csv", **given)  # type: ignore[arg-type]
    return sorted(one.name for one in read.record.achievements)


@pytest.mark.parametrize(
    "beside",
    [
        "{} ({})", "{} [{}]", "{} - {}", "{}, {}", "{}: {}", "{} / {}", "{} | {}", "{} for {}",
        "{} {}", "{} Pass - {}", "{} (Pass, {})", "{} (learner: {})", "{} ({}) 01/05/2023",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("jo", "ann"),
    [
        ("Jo Bloggs", "Ann Lee"), ("jo bloggs", "ann lee"), ("JB", "AL"),
        ("Bloggs, Jo", "Lee, Ann"),
        ("12345678", "87654321"), ("jo@example.org", "ann@example.org"),
    ],
)  # fmt: skip
def test_two_people_beside_units_are_asked_about(beside: str, jo: str, ann: str) -> None:
    beside = beside.replace("|", "/")
    with pytest.raises(RecordError) as caught:
        units(table(beside.format(T, jo), beside.format(R, ann)))
    assert all(fault.line for fault in caught.value.faults)


@pytest.mark.parametrize(
    "beside", ["{} {} ({})", "{} {} - {}", "{} {}, {}", "{} {} {}", "{}|{} ({})", "{}|{} - {}"]
)
def test_people_behind_titles_are_asked_about(beside: str) -> None:
    rows = [
        beside.format(reference, title, name)
        for reference, title, name in zip((T, R), _TITLES, ("Jo Bloggs", "Ann Lee"), strict=True)
    ]
    heading = "Unit,Title,Date achieved" if "|" in beside else "Unit,Date achieved"
    with pytest.raises(RecordError):
        units(table(*rows, heading=heading))


def test_people_in_place_of_titles_are_asked_about() -> None:
    raw = table(f"{T}|Jo Bloggs", f"{R}|Ann Lee", heading="Unit,Unit title,Date achieved")
    with pytest.raises(RecordError):
        units(raw)


@pytest.mark.parametrize(
    ("of_t", "of_r"),
    [
        _TITLES, ("Manage Personal And Professional Development", "Resolve Customers' Complaints"),
        ("(Professional Development)", "(Customer Complaints)"), ("(mandatory)", "(optional)"),
        ("(L4)", "(L3)"), ("(4 credits)", "(3 credits)"), ("(Group A)", "(Group B)"),
        ("(OCR)", "(NOCN)"), ("(Jo Bloggs)", "(Jo Bloggs)"), ("- Pass", "- Pass (resit)"),
    ],
)  # fmt: skip
def test_titles_outcomes_and_one_person_are_no_question(of_t: str, of_r: str) -> None:
    assert units(table(f"{T} {of_t}", f"{R} {of_r}")) == [R, T]


def test_titles_of_units_that_nobody_knows_are_no_question() -> None:
    titles = ("Business Environment", "Customer Relationships")
    rows = [f"{one} {title}" for one, title in zip(UNKNOWN, titles, strict=True)]
    assert units(table(*rows)) == sorted(UNKNOWN)


def test_a_layout_says_that_they_are_learners_and_one_is_picked() -> None:
    layout = Layout.model_validate({"columns": {"Beside the reference": "learner"}})
    raw = table(f"{T} (Jo Bloggs)", f"{R} (Ann Lee)")
    with pytest.raises(RecordError, match="2 learners"):
        units(raw, layout=layout)
    assert units(raw, layout=layout, learner="Ann Lee") == [R]


class TestTitlesOfOwnFiles:
    CELLS = tuple(
        f"{name} {title}"
        for name, title in zip(UNKNOWN, ("Bridal Bouquets", "Funeral Tributes"), strict=True)
    )

    def test_a_title_of_a_file_of_ones_own_is_nobody(self) -> None:
        one, other = (
            unit(cell[:10]).model_copy(update={"title": cell[11:]}) for cell in self.CELLS
        )
        with pytest.raises(RecordError, match="whose achievements"):
            units(table(*self.CELLS))
        with titles_of(lambda: {one.reference: one, other.reference: other}):
            assert units(table(*self.CELLS)) == sorted(UNKNOWN)
            with pytest.raises(RecordError, match="whose achievements"):
                units(table(f"{UNKNOWN[0]} Jo Bloggs", f"{UNKNOWN[1]} Ann Lee"))
        with pytest.raises(RecordError, match="whose achievements"):
            units(table(*self.CELLS))

    def test_nobody_asks_for_them_where_no_cell_could_be_a_person(self) -> None:
        with titles_of(lambda: pytest.fail("asked for")):
            assert units(table(f"{T} {_TITLES[0]}", f"{R} {_TITLES[1]}")) == sorted([T, R])
