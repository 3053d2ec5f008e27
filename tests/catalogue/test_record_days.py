"""Days as people and their programs write them: what can be one day only is taken."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from catalogue.days import is_day_first, read_day
from catalogue.learner.record import held
from solver import Question

MAY = date(2023, 5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-01",
        "2023/05/01",
        "2023-5-1",
        "1/5/2023",
        "01.05.2023",
        "1-5-2023",
        "01/05/23",
        "1 May 2023",
        "01 May 2023",
        "1-May-23",
        "01-MAY-2023",
        "1May2023",
        " 1 may 2023 ",
        "2023-05-01T14:30:00Z",
        "2023-05-01T23:59:59.123456+01:00",
        "2023-05-01 14:30",
        "2023-05-01 00:00:00",
        "01/05/2023 0:00",
        "01/05/2023 12:00:00 AM",
    ],
)
def test_one_day_may_be_written_in_many_ways(text: str) -> None:
    assert read_day(text) == MAY


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3 Jun 2024", 6),
        ("3 June 2024", 6),
        ("3 Sept 2024", 9),
        ("3-dec-24", 12),
        ("3 Ionawr 2024", 1),
        ("3 Mai 2024", 5),
        ("3 Meh 2024", 6),
        ("03 / 12 / 2024", 12),
    ],
)
def test_a_month_goes_by_its_name_or_the_beginning_of_it(text: str, month: int) -> None:
    assert read_day(text) == date(2024, month, 3)


@pytest.mark.parametrize(
    ("text", "year"),
    [("1/5/00", 2000), ("1/5/68", 2068), ("1/5/69", 1969), ("1-May-99", 1999), ("1/5/26", 2026)],
)
def test_a_year_of_two_digits_does_not_depend_on_today(text: str, year: int) -> None:
    assert read_day(text) == date(year, 5, 1)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        # 1 May 2023 is 45047 days after 30 December 1899
        ("45047", "'45047' looks like a day number of a spreadsheet (1 May 2023?)"),
        (45047, "45047 looks like a day number of a spreadsheet (1 May 2023?)"),
        ("45047.604", "looks like a day number of a spreadsheet (1 May 2023?)"),
        ("5/30/2023", "there is no month 30; days come first: 30/5/2023"),
        ("5/30/23", "there is no month 30; days come first: 30/5/2023"),
        ("31/2/2023", "'31/2/2023' is no day of the calendar"),
        ("0/5/2023", "is no day of the calendar"),
        ("13/13/2023", "is no day of the calendar"),
        ("2023-30-05", "is no day of the calendar"),
        ("31 June 2023", "is no day of the calendar"),
        ("0000-01-01", "is no day of the calendar"),
        ("01/05/0023", "lies before 1901"),
        ("1 M 2023", "is not a date"),
        # two digits with dashes may begin with the year
        ("23-05-01", "is not a date"),
        ("May 1 2023", "is not a date"),
        ("1 Ma 2023", "is not a date"),
        ("1 Mayo 2023", "is not a date"),
        ("2023-05-01 25:00", "is not a date"),
        ("2023-05", "is not a date"),
        ("2023/05-01", "is not a date"),
        ("0", "is not a date"),
        ("", "is not a date"),
        (True, "True is not a date"),
        (None, "None is not a date"),
    ],
)
def test_what_may_be_another_day_or_none_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|month") as caught:
        read_day(value)
    assert message in str(caught.value)


def test_only_dates_that_could_be_read_the_other_way_are_told_as_such() -> None:
    told = ["05/04/2023", "5.4.2023", "05/04/23", "05/04/2023 0:00"]
    assert all(is_day_first(text) for text in told)
    # nobody reads these as another day: there is no month 30, and of 5 and 5 there is one order
    others = ["30/04/2023", "05/05/2023", "2023-04-05", "5 April 2023", "soon", ""]
    assert not any(is_day_first(text) for text in others)


@pytest.mark.parametrize("text", ["T/506/2952@1 May 2023", "T/506/2952 @ 1-May-23"])
def test_what_is_held_takes_a_day_as_the_answers_print_it(text: str) -> None:
    achievement = held(text)
    assert (achievement.unit, achievement.achieved) == ("T/506/2952", MAY)


@pytest.mark.parametrize("text", ["0", "1714608000", "20240603", "2024-6-3", "٢٠٢٤-٠٦-٠٣"])
def test_a_number_in_quotes_is_not_seconds_since_1970(text: str) -> None:
    with pytest.raises(ValidationError, match="a date is written as year-month-day"):
        Question.model_validate({"on": text})
    assert Question.model_validate({"on": "2024-06-03"}).on == date(2024, 6, 3)
