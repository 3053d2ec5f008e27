"""Shipped qualifications printed as text in several styles are read back as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import Catalogue
from tests.catalogue.handbooks.printing import TEXTS, handbook, handbook_of_cells
from tests.catalogue.handbooks.reading import difference, drafted, loaded

NAMES = [
    "nocn-l1-customer-service",
    "nocn-l2-customer-service",
    "nocn-l3-customer-service",
    "ocr-l4-customer-service",
]


@pytest.mark.parametrize("style", TEXTS)
@pytest.mark.parametrize("name", NAMES)
class TestStyles:
    def test_no_difference_in_unit_group_window_level_credit_or_rule(
        self, name: str, style: str, shipped: Catalogue, tmp_path: Path
    ) -> None:
        subject = shipped.find(name)
        edition = subject.editions[-1]
        (written,) = drafted(TEXTS[style](handbook(subject, edition)), f"{style}.txt", shipped)
        assert written.draft.short_name == name
        draft = loaded(written, tmp_path)
        assert difference(subject, edition, draft) == {}
        assert written.draft.section.title == subject.title
        assert draft.awarding_organisation == subject.awarding_organisation
        assert draft.level == subject.level

    def test_no_doubt_but_that_a_number_is_not_printed(
        self, name: str, style: str, shipped: Catalogue
    ) -> None:
        subject = shipped.find(name)
        book = handbook(subject, subject.editions[-1])
        (written,) = drafted(TEXTS[style](book), f"{style}.txt", shipped)
        printed = subject.number is not None and subject.number in TEXTS[style](book)
        assert {(one.name, one.about) for one in written.evidence.open} <= (
            set() if printed else {("not-printed", "number")}
        )


@pytest.mark.parametrize("name", NAMES)
def test_tables_of_titles_contents_and_labels_are_no_lists_of_units(
    name: str, shipped: Catalogue, tmp_path: Path
) -> None:
    subject = shipped.find(name)
    text = handbook_of_cells(subject, subject.editions[-1])
    (written,) = drafted(text, "handbook.txt", shipped)
    draft = loaded(written, tmp_path)
    assert difference(subject, subject.editions[-1], draft) == {}
    assert (draft.number, written.draft.section.title) == (subject.number, subject.title)
    assert draft.editions[-1].published is not None
    assert draft.editions[-1].published.glh is not None
    assert draft.editions[-1].published.glh.least == 171
    assert written.evidence.open == ()


def test_a_document_of_three_qualifications_gives_three_drafts(
    shipped: Catalogue, tmp_path: Path
) -> None:
    subjects = [shipped.find(name) for name in NAMES[:3]]
    books = [handbook(one, one.editions[-1]) for one in subjects]
    text = TEXTS["closing"](books[0]).partition("3 Centre requirements")[0]
    for book in books[1:]:
        text += f"\nThe {book.title} is the next of the suite. " + " ".join(book.sentences) + "\n"
        text += (
            TEXTS["closing"](book).partition(book.sentences[-1].split()[-1])[2].partition("\n\n")[2]
        )
    found = drafted(text, "suite.txt", shipped)
    assert [one.draft.short_name for one in found] == NAMES[:3]
    for subject, one in zip(subjects, found, strict=True):
        assert difference(subject, subject.editions[-1], loaded(one, tmp_path)) == {}
