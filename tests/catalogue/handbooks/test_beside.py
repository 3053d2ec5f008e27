"""The document beside its facts: images of pages, and the text of pages without one."""

from __future__ import annotations

from catalogue.handbooks.blocks import Content, Line, Picture, Spot
from catalogue.handbooks.drafts.beside import Places, document_html
from catalogue.handbooks.drafts.evidence import stands

PICTURE = Picture("AAAA", 600, 800)
SPOTS = [Spot("a.pdf", page=page, line=1) for page in (1, 2, 3)]


def shown(*drawn: int, pages: int = 3) -> str:
    """A document of three pages, with places on the first two."""
    lines = [Line(f"words of page {spot.page}", spot) for spot in SPOTS]
    content = Content("a.pdf", "pdf", [*lines], pages=pages)
    places = Places()
    for spot in SPOTS[:2]:
        places.name(stands(spot), f"words of page {spot.page}")
    return "".join(document_html(content, dict.fromkeys(drawn, PICTURE), places))


def test_a_page_with_places_and_no_image_is_told_and_its_text_shown() -> None:
    html = shown(1)
    assert "no image here of page 2" in html
    assert "words of page 2" in html
    assert "words of page 1" not in html
    assert html.count("id=p") == 2  # both places can be gone to
    assert "no image" not in shown(1, 2)


def test_that_no_page_could_be_drawn_is_told() -> None:
    assert "No image of its pages could be made" in shown()
    assert all(f"words of page {page}" in shown() for page in (1, 2, 3))
    assert "No image" not in shown(pages=0)  # a page of the web has none to draw
