"""Periods of registration: runs of days with the same open units, together all days in force."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

from catalogue import Edition, Period, periods
from tests.factories import amount, edition, group, place, qualification, unit


def day(text: str) -> date:
    return date.fromisoformat(text)


def open_on(one: Edition, here: date) -> tuple[bool, ...]:
    return tuple(option.version.open_on(here) for option in one.options)


def among(here: date, span: tuple[date, date]) -> bool:
    return span[0] <= here <= span[1]


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


def test_periods_are_the_days_in_force_parted_where_what_is_open_changes() -> None:
    drawn = random.Random(1)
    days = [day("2024-01-01") + timedelta(days=number) for number in range(-1, 9)]

    def window() -> tuple[str | None, str | None]:
        first, last = sorted(map(str, drawn.choices(days[1:-1], k=2)))
        return drawn.choice([first, None]), drawn.choice([last, None])

    for _ in range(100):
        places = [place((unit(name), *window())) for name in ("U1", "U2")]
        opens, closes = (day(end) if end else None for end in window())
        one = edition([group("A", *places)], RULES, opens=opens, closes=closes)
        first, last = opens or date.min, closes or date.max
        following = drawn.choice([end for end in days[1:] if end > first])
        later = edition([group("A", unit("U3"))], RULES, edition="later", opens=following)
        last = min(last, following - timedelta(days=1))
        spans: list[tuple[date, date]] = []
        for period in periods(qualification(one, later), one):
            spans.append((period.first or date.min, period.last or date.max))
            assert among(period.some_day, spans[-1])
        for here in days:
            assert sum(among(here, span) for span in spans) == (first <= here <= last)
        for span in spans:
            assert len({open_on(one, here) for here in days if among(here, span)}) <= 1
        for before, after in pairwise(spans):
            assert open_on(one, before[1]) != open_on(one, after[0])
