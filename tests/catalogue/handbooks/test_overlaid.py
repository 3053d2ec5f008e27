"""Pages whose words are printed over each other."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.handbooks.readers.kinds import read
from catalogue.handbooks.readers.overlaid import LEAST, count_overlaid
from catalogue.handbooks.readers.signs import Sign
from tests.catalogue.handbooks.test_signs import drawn


def line(words: str, left: float, top: float = 100.0) -> list[Sign]:
    """Words whose signs are 5 points wide and 10 high."""
    places = (left + 5.0 * at for at in range(len(words)))
    return [
        Sign(sign, (x, top, x + 5.0, top + 10.0), 10.0, 0)
        for sign, x in zip(words, places, strict=True)
    ]


WORDS = "Understandworking"


@pytest.mark.parametrize(
    ("other", "left", "top", "over"),
    [
        ("Communicationskil", 50.5, 100.0, True),  # a cell that is as high as one line
        ("Communicationskil", 50.5, 103.0, True),
        (WORDS, 50.5, 100.0, False),  # bold by printing twice
        ("Communicationskil", 50.0, 100.0, False),  # the letters of one ligature have one place
        ("Communicationskil", 50.5, 110.0, False),  # the next line
        ("Communicationskil", 140.0, 100.0, False),  # the next column
    ],
)
def test_only_other_signs_at_the_same_place_are_over_each_other(
    other: str, left: float, top: float, over: bool
) -> None:
    found = count_overlaid([*line(WORDS, 50.0), *line(other, left, top)])
    assert (found >= LEAST) == over


def test_a_page_of_which_words_lie_over_each_other_is_told() -> None:
    def draw(page: Any) -> None:
        page.drawString(60, 700, "Communicate with customers in writing")
        page.drawString(62, 699, "Process information about customers well")

    content = read(drawn(draw), "sheet.pdf")
    assert [(one.name, one.page) for one in content.remarks] == [("not-in-document", 1)]
