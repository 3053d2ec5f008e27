"""Specifications of many layouts: nothing wrong in silence, and stored samples read as expected."""

from __future__ import annotations

import pytest

from tests.catalogue.handbooks.samples.comparing import compared
from tests.catalogue.handbooks.samples.rendering import aligned, markdown, page, pdf
from tests.catalogue.handbooks.samples.stored import (
    LAYOUTS,
    SAMPLES,
    document_of,
    drafts_of_bytes,
    expected_files,
)

FORMATS = {"page.html": page, "page.txt": aligned, "page.md": markdown}


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_wrong_or_missing_is_asked_about(name: str, file: str) -> None:
    parts, truths = SAMPLES[name]()
    score = compared(drafts_of_bytes(FORMATS[file](parts), file), truths)
    assert score.silent == []
    assert score.right >= 0.85 * (score.right + len(score.doubted)), score.doubted


@pytest.mark.parametrize("name", ["two-sizes-with-barred-units", "a-count-of-units", "pathways"])
def test_a_page_without_rules_is_read_as_one_with(name: str) -> None:
    parts, truths = SAMPLES[name]()
    for rules in ("grid", "none"):
        score = compared(drafts_of_bytes(pdf(parts, rules=rules), "page.pdf"), truths)
        assert score.silent == []
        assert score.doubted == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_stored_sample_is_read_as_expected(name: str) -> None:
    """``python -m tests.catalogue.handbooks.samples.rewrite --expected`` takes a change over."""
    path = document_of(name)
    found = expected_files(drafts_of_bytes(path.read_bytes(), path.name))
    stored = {
        one.name: one.read_text("utf-8") for one in path.parent.iterdir() if one.name != path.name
    }
    assert found == stored
