"""Shares of a whole: how they may be written, and what they come to exactly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalogue import load
from catalogue.files.starting import starting_file
from catalogue.shares import WRITTEN, ratio, read_ratio, read_share, rounded_from, share_words


@pytest.mark.parametrize(
    ("written", "part", "whole", "said"),
    [
        (50, 50, 100, "50 %"),
        ("70 %", 70, 100, "70 %"),
        ("12.50", 125, 1000, "12.5 %"),
        (66.67, 6667, 10_000, "66.67 %"),
        (100.0, 100, 100, "100 %"),
        ("2 / 3", 2, 3, "2/3"),
        ("two thirds", 2, 3, "2/3"),
        ("A third", 1, 3, "1/3"),
        ("three-quarters", 3, 4, "3/4"),
        ("half", 1, 2, "1/2"),
    ],
)
def test_a_share_is_read_as_it_is_written(
    written: float | str, part: int, whole: int, said: str
) -> None:
    share = read_share(written)
    assert (ratio(share), share_words(share)) == ((part, whole), said)
    assert read_share(share) == share
    if isinstance(written, str):
        assert re.fullmatch(WRITTEN, written.casefold().replace("-", " "))


@pytest.mark.parametrize(
    "written", ["3/2", "2/0", 101, 100.5, -1, "-1", "a tithe", 66.66667, float("nan"), True, None]
)
def test_what_is_no_share_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"share|whole|from 0 to 100"):
        read_share(written)


@pytest.mark.parametrize(
    ("written", "share"),
    [(200, 200), ("twice", 200), ("3/2", "3/2"), ("half", "1/2"), (1000, 1000)],
)
def test_of_another_amount_a_rule_may_ask_for_more_than_the_whole(
    written: int | str, share: int | str
) -> None:
    assert read_ratio(written) == share


@pytest.mark.parametrize("written", [1001, "21/2", "thrice", -1])
def test_no_rule_asks_for_more_than_ten_times_another_amount(written: int | str) -> None:
    with pytest.raises(ValueError, match=r"share|10 times|from 0 to 1000"):
        read_ratio(written)


@pytest.mark.parametrize(
    ("share", "fraction"),
    [
        (33, "1/3"),
        (66, "2/3"),
        (67, "2/3"),
        ("66.67", "2/3"),
        ("66.66", "2/3"),
        ("14.29", "1/7"),
        (34, None),  # a third is 33.3…, which 34 is not near enough to be
        (14, None),
        ("12.5", None),  # an eighth, exactly
        ("2/3", None),
    ],
)
def test_what_is_rounded_is_known(share: int | str, fraction: str | None) -> None:
    assert rounded_from(share) == fraction


@pytest.mark.parametrize("share", ["50", "66.67", "2/3"])
def test_a_rounded_share_is_doubted(share: str, tmp_path: Path) -> None:
    text = starting_file().replace("percent: 50", f"percent: {share}")
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    told = [
        one for one in load([tmp_path], shipped=False).warnings if "another share" in one.message
    ]
    assert len(told) == (share == "66.67")
    assert all("write 2/3 if that is meant" in one.message for one in told)
