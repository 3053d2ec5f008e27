"""Handbooks laid out as PDF, DOCX, HTML, CSV and XLSX are read back as they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.beside import pages_of
from tests.catalogue.handbooks.pages import FRESH_PDFS, OTHERS, PDFS
from tests.catalogue.handbooks.printing import Handbook, handbook
from tests.catalogue.handbooks.reading import difference, drafted, loaded

NAMES = ["nocn-l1-customer-service", "ocr-l4-customer-service"]
"""One with windows and replaced units, one with hours and a level rule."""

STYLES: dict[str, Callable[[Handbook], bytes]] = {**PDFS, **FRESH_PDFS, **OTHERS}


@pytest.mark.parametrize("style", STYLES)
def test_no_difference_and_doubts_on_a_tenth_of_the_facts_at_most(
    style: str, shipped: Catalogue, tmp_path: Path
) -> None:
    for name in NAMES:
        subject = shipped.find(name)
        raw = STYLES[style](handbook(subject, subject.editions[-1]))
        (written,) = drafted(raw, f"handbook.{'csv' if style == 'csv' else 'bin'}", shipped)
        draft = loaded(written, tmp_path)
        assert difference(subject, subject.editions[-1], draft) == {}, name
        assert (draft.number, written.draft.section.title) == (subject.number, subject.title)
        titles = {unit.reference: unit.title.casefold() for unit in subject.editions[-1].units}
        doubted = {one.about for one in written.evidence.open}
        for unit in draft.units:
            right = unit.title.casefold() == titles[unit.reference]
            assert right or f"units/{unit.reference}/title" in doubted
        assert len(written.evidence.open) <= 0.1 * len(written.evidence.facts)


def test_every_fact_of_a_pdf_has_a_page_and_a_box(shipped: Catalogue) -> None:
    subject = shipped.find("ocr-l4-customer-service")
    raw = PDFS["ruled"](handbook(subject, subject.editions[-1]))
    (written,) = drafted(raw, "handbook.pdf", shipped)
    units = [fact for fact in written.evidence.facts if fact.at.startswith("units/")]
    assert len(units) == 34 * 4
    for fact in units:
        assert fact.stands.page
        assert fact.stands.box is not None
        assert {"pdfplumber", "geometry"} <= set(fact.readers)
    page = next(text for name, text in written.files.items() if name.endswith(".review.html"))
    assert pages_of(written.evidence) == {
        "handbook.pdf": {fact.stands.page for fact in written.evidence.facts}
    }
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_document_of_many_pages_is_read_in_time(shipped: Catalogue) -> None:
    import os

    subject = shipped.find("ocr-l4-customer-service")
    book = handbook(subject, subject.editions[-1])
    book.before = [one + " " + one for one in book.before] * 55
    raw = PDFS["ruled"](book)
    started = sum(os.times()[:4])
    (written,) = drafted(raw, "handbook.pdf", shipped)
    assert written.evidence.documents[0].pages >= 30
    assert sum(os.times()[:4]) - started < 13  # of the processor, that of its children too
