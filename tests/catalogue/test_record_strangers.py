"""People below headings that speak of something else are asked about; courses and places are not.

A file of two people that is read as one gives each of them what the other achieved.
"""

from __future__ import annotations

import pytest

from catalogue.records.reading import RecordError, read_content

T, R, D = "T/506/2952", "R/506/2151", "D/506/2962"


def units(heading: str, *below: str, again: bool = False) -> list[str]:
    """The units of a file in which the first did two units and the second one, or two of them."""
    first, second = below
    rows = [f"{first},{T},Pass", f"{first},{D},Pass", f"{second},{R},Pass"]
    rows += [f"{second},{T},Pass"] if again else []
    text = "\n".join((f"{heading},Unit,Result", *rows))
    return [one.name for one in read_content(text.encode(), "r.csv", ".csv").record.achievements]


@pytest.mark.parametrize(
    "heading",
    ["Course", "Site", "Award", "Department", "Employer", "Centre", "Component", "URN", "Link",
     "Signed by learner", "Evidence by", "Portfolio owner", "Mark Day"],
)  # fmt: skip
def test_names_of_people_are_asked_about_wherever_they_stand(heading: str) -> None:
    with pytest.raises(RecordError, match=r"whose achievements|achievements of 2 learners"):
        units(heading, "John Smith", "Mary Jones")


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [("Group", "100234", "100567"), ("Cohort", "AB12345", "AB12399"),
     ("Site", "1000000123", "1000000456"),
     ("Date of birth", "01/02/2003", "04/05/2001")],
)  # fmt: skip
def test_numbers_of_people_are_asked_about(heading: str, first: str, second: str) -> None:
    with pytest.raises(RecordError, match="whose achievements"):
        units(heading, first, second)


@pytest.mark.parametrize("heading", ["File", "Link ID", "Notes", "Source", "Location"])
def test_who_passed_the_same_unit_as_another_is_another(heading: str) -> None:
    assert units(heading, "100234", "100567") == [T, D, R]
    with pytest.raises(RecordError, match="whose achievements"):
        units(heading, "100234", "100567", again=True)


@pytest.mark.parametrize(
    ("first", "second"), [("john smith", "mary jones"), ("J. Smith", "M. Jones")]
)
def test_names_that_could_be_of_places_are_asked_about_by_what_they_did(
    first: str, second: str
) -> None:
    assert units("Site", first, second) == [T, D, R]
    with pytest.raises(RecordError, match="whose achievements"):
        units("Site", first, second, again=True)
    assert units("Site", "Leeds Campus", "York Campus", again=True) == [T, D, R, T]


@pytest.mark.parametrize(
    ("heading", "first", "second"),
    [("Room", "B12", "B14"), ("Marker", "Ann Lee", "Bob Ray"), ("Venue", "St Anne Hall", "The Hut"),
     ("Employer", "Ann Lee Salon", "Bob Ray Motors"), ("Site", "Victoria House", "Albert Road"),
     ("Employer", "John Lewis", "Marks Spencer"),
     ("Course", "Customer Service", "Health Care"), ("Assessor", "John Smith", "Mary Jones"),
     ("Provider", "St Helens College", "Mary Ward Centre"), ("Course code", "100234", "100567"),
     ("Qualification", "Q1", "Q2"), ("Year", "2022/23", "2023/24"),
     ("Mode", "Full Time", "Part Time"),
     ("Certificate number", "12345678", "23456789")],
)  # fmt: skip
def test_what_is_no_learner_is_no_question(heading: str, first: str, second: str) -> None:
    assert units(heading, first, second) == [T, D, R]


def test_a_unit_failed_in_one_course_and_passed_in_another_is_held() -> None:
    text = f"Qualification,Unit,Result\nQ1,{T},Withdrawn\nQ2,{T},Pass\nQ1,{R},Pass\n"
    read = read_content(text.encode(), "r.csv", ".csv")
    assert [one.name for one in read.record.achievements] == [T, R]
