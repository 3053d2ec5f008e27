"""Published hours held against the rules of a draft."""

from __future__ import annotations

import pytest

from adviser.asking.recomputing import recomputed
from catalogue import Catalogue
from catalogue.handbooks.drafts.writing import imported
from catalogue.handbooks.readers.kinds import read
from tests.catalogue.handbooks.printing import handbook, tabbed


def seen(shipped: Catalogue, published: str) -> list[str]:
    """What is asked of the OCR handbook that publishes these hours."""
    subject = shipped.find("ocr-l4-customer-service")
    book = handbook(subject, subject.editions[-1])
    book.before = [f"{subject.title}: {published}.", *book.before]
    content = read(tabbed(book).encode(), "a.txt")
    (written,) = imported([content], {"a.txt": "0" * 64}, shipped, recompute=recomputed)
    return [doubt.message for doubt in written.evidence.open if doubt.name == "range"]


@pytest.mark.parametrize("published", ["GLH 171 to 255", "minimum GLH 171", "GLH 212"])
def test_hours_that_follow_are_not_asked_about(shipped: Catalogue, published: str) -> None:
    assert seen(shipped, published) == []


def test_hours_that_do_not_follow_are_asked_about(shipped: Catalogue) -> None:
    (message,) = seen(shipped, "GLH 171 to 250")
    assert message == (
        "171 to 250 GLH are published, and the choices of exactly 50 credits come to 171 to 255"
    )


@pytest.mark.parametrize("published", ["minimum GLH 212", "GLH 256", "GLH 170"])
def test_one_figure_is_of_some_choice_unless_it_is_a_minimum(
    shipped: Catalogue, published: str
) -> None:
    (message,) = seen(shipped, published)
    assert message.endswith("come to 171 to 255")


def test_what_is_no_qualification_yet_shows_nothing() -> None:
    assert recomputed("nothing", "number: null\n") == []


def test_rules_about_what_is_not_printed_are_not_called_unmeetable(shipped: Catalogue) -> None:
    """No level is printed, and nothing is known to be at level 2: that is no contradiction."""
    listed = "\n".join(f"- Keep a {thing} ({n} credits)" for n, thing in enumerate("abcd", 3))
    text = (
        "Oakmere Level 2 Award in Keeping\n\nLearners must achieve a minimum of {} credits.\n"
        "A minimum of 6 credits must be achieved at level 2 or above.\n\nOptional units\n\n{}\n"
    )
    told: dict[int, list[str]] = {}
    for least in (8, 90):
        content = read(text.format(least, listed).encode(), "a.txt")
        (written,) = imported([content], {"a.txt": "0" * 64}, shipped, recompute=recomputed)
        told[least] = [one.name for one in written.evidence.open if one.about == "rules"]
    assert told[8] == []
    assert "sum" in [one.name for one in written.evidence.open]
