"""Periods of registration: runs of days with the same open units, together all days in force."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from catalogue import Period, periods
from tests.factories import amount, edition, group, place, qualification, unit


def day(text: str) -> date:
    return date.fromisoformat(text)


RULES = [amount("one", "units", at_least=1)]


def test_an_edition_without_windows_has_one_period() -> None:
    one = edition([group("A", unit("U"))], RULES)
    assert periods(qualification(one), one) == (Period(None, None),)


def test_a_new_period_starts_where_a_window_opens_and_the_day_after_one_closes() -> None:
    places = [
        place((unit("U1"), None, "2024-06-02"), (unit("U2"), "2024-06-03", None)),
        place((unit("U3"), "2024-01-01", "2025-12-31")),
    ]
    one = edition([group("A", *places)], RULES)
    found = periods(qualification(one), one)
    assert found == (
        Period(None, day("2023-12-31")),
        Period(day("2024-01-01"), day("2024-06-02")),
        Period(day("2024-06-03"), day("2025-12-31")),
        Period(day("2026-01-01"), None),
    )
    for before, after in pairwise(found):
        assert before.last is not None
        assert after.first == before.last + timedelta(days=1)


def test_an_edition_ends_where_it_closes_or_the_next_one_opens() -> None:
    a = edition([group("A", unit("U"))], RULES, edition="first", opens=day("2020-01-01"))
    b = edition(
        [group("A", place((unit("U"), None, "2023-05-31")))],
        RULES,
        edition="second",
        opens=day("2023-01-01"),
        closes=day("2025-01-31"),
    )
    both = qualification(a, b)
    assert periods(both, a) == (Period(day("2020-01-01"), day("2022-12-31")),)
    assert periods(both, b) == (
        Period(day("2023-01-01"), day("2023-05-31")),
        Period(day("2023-06-01"), day("2025-01-31")),
    )


def test_within_a_period_the_same_units_are_open_on_its_first_and_last_day() -> None:
    places = [
        place((unit("U1"), "2024-02-01", "2024-02-29")),
        place((unit("U2"), "2024-02-29", "2024-04-01")),
    ]
    one = edition([group("A", *places)], RULES, opens=day("2024-01-01"))
    found = periods(qualification(one), one)
    for span in found:
        assert span.first is not None
        last = span.last or day("2030-01-01")
        assert [o.version.open_on(span.first) for o in one.options] == [
            o.version.open_on(last) for o in one.options
        ]
    # 1 January, 1 February, 29 February (both), 1 March, 2 April.
    assert len(found) == 5
