"""A document as it stands beside its facts: images of pages, or its text, with places to point at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from html import escape
from typing import Any

from catalogue.handbooks.blocks import Content, Grid, Picture, Spot
from catalogue.handbooks.drafts.evidence import Evidence, Stands, stands as stands_at

MOST_PICTURES = 40
"""Pages of which one review has an image, inclusive; those of doubts come first."""

_WIDEST = 640
"""Points across that the image of a page is never narrower than, inclusive: larger ones shrink."""

_MOST_LINES = 5_000
"""Lines of a document that are shown where there are no images of its pages."""


def pages_of(evidence: Evidence) -> dict[str, set[int]]:
    """Return the pages on which doubts and facts stand, by the document."""
    found: dict[tuple[str, int], None] = {}
    every = [one.stands for one in evidence.doubts] + [one.stands for one in evidence.facts]
    for stands in every:
        if stands.page is not None and len(found) < MOST_PICTURES:
            found[stands.document, stands.page] = None
    pages: dict[str, set[int]] = {}
    for document, page in found:
        pages.setdefault(document, set()).add(page)
    return pages


class Places:
    """The places of facts and doubts, each with a name by which the page is pointed at."""

    def __init__(self) -> None:
        self._named: dict[tuple[Any, ...], tuple[str, Stands, str]] = {}

    def name(self, stands: Stands, text: str) -> str:
        """Return the name of a place with these words; nothing for the whole document."""
        if stands.page is None and stands.line is None and stands.path is None:
            return ""
        key = (*_key(stands), stands.box, "" if stands.box else text)
        return self._named.setdefault(key, (f"p{len(self._named)}", stands, text))[0]

    def pages(self, document: str) -> set[int]:
        """Return the pages of a document on which there are places."""
        every = (stands for _, stands, _ in self._named.values())
        return {one.page for one in every if one.document == document and one.page is not None}

    def on_page(self, document: str, page: int) -> list[tuple[str, Stands]]:
        """Return the places on a page of a document, with their names."""
        return [
            (name, stands)
            for name, stands, _ in self._named.values()
            if (stands.document, stands.page) == (document, page)
        ]

    def on_lines(self, lines: Sequence[tuple[str, Stands]]) -> dict[int, list[str]]:
        """Return the names of the places on lines, by the numbers of the lines.

        Several lines may stand under one heading: of these it is the one with the words, or the first.
        """
        under: dict[tuple[Any, ...], list[int]] = {}
        for number, (_, stands) in enumerate(lines):
            under.setdefault(_key(stands), []).append(number)
        found: dict[int, list[str]] = {}
        for name, stands, text in self._named.values():
            if numbers := under.get(_key(stands)):
                with_words = (n for n in numbers if text and text in lines[n][0])
                found.setdefault(next(with_words, numbers[0]), []).append(name)
        return found


def _key(stands: Stands) -> tuple[Any, ...]:
    return stands.document, stands.page, stands.line, stands.path


def document_html(
    content: Content, pictures: Mapping[int, Picture], places: Places
) -> Iterator[str]:
    """Yield a document: its pages that there are images of, and the text of the others with facts.

    Where there is no image at all, as of a document without pages, it is the whole text.
    """
    if not pictures:
        if content.pages:
            yield "<p>No image of its pages could be made: this is the text that was read of them.</p>"
        yield from _text(content, places, frozenset())
    for number, picture in sorted(pictures.items()):
        marks = "".join(
            f'<div class=box id={name} style="{_box(stands.box, picture)}"></div>'
            for name, stands in places.on_page(content.document, number)
        )
        size = f"width={picture.width:.0f} height={picture.height:.0f}"
        yield (
            f"<figure><figcaption>{escape(content.document)}, page {number}</figcaption>"
            f'<div class=page style="min-width:{min(0.75 * picture.width, _WIDEST):.0f}px"><img {size} alt="Page {number}"'
            f' src="data:image/jpeg;base64,{escape(picture.jpeg)}">{marks}</div></figure>'
        )
    if pictures and (lost := places.pages(content.document) - pictures.keys()):
        listed = ", ".join(map(str, sorted(lost)))
        pages = f"page {listed}" if len(lost) == 1 else f"pages {listed}"
        yield f"<p>There is no image here of {pages}: this is the text that was read of it.</p>"
        yield from _text(content, places, lost)


def _box(box: Sequence[float] | None, picture: Picture) -> str:
    """Where a box is on the image of its page; without one it is the page."""
    box = box or (0, 0, picture.width, picture.height)
    left, top, right, bottom = (
        f"{100 * value / size:.2f}%"
        for value, size in (
            (box[0], picture.width),
            (box[1], picture.height),
            (box[2] - box[0], picture.width),
            (box[3] - box[1], picture.height),
        )
    )
    return f"left:{left};top:{top};width:{right};height:{bottom}"


def _text(content: Content, places: Places, pages: Set[int]) -> Iterator[str]:
    """Yield the lines and rows of a document, or of some of its pages; where facts stand, all of them."""
    yield f"<h2>{escape(content.document)}</h2>"
    every = [(text, stands_at(spot)) for text, spot in _lines(content)]
    lines = [one for one in every if not pages or one[1].page in pages]
    names = places.on_lines(lines)
    for number, (text, _) in enumerate(lines):
        if number in names or number < _MOST_LINES:
            marks = "".join(f"<span id={name}></span>" for name in names.get(number, ()))
            yield f"<p class=line>{marks}{escape(text)}</p>"
    if len(lines) > _MOST_LINES:
        yield (
            f"<p>Of {len(lines):,} lines, the first {_MOST_LINES:,} and those with facts are"
            " shown.</p>"
        )


def _lines(content: Content) -> Iterator[tuple[str, Spot]]:
    for block in content.blocks:
        if isinstance(block, Grid):
            for row, spot in zip(block.rows, block.spots, strict=True):
                yield " | ".join(filter(None, row)), spot
        else:
            yield block.text, block.spot
