"""Images of pages of a PDF, for a person who holds what was read of them against them."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Mapping

from catalogue.handbooks.blocks import Picture
from catalogue.handbooks.readers.signs import MOST_SIGNS, turned

_SCALE = 1.5
"""Pixels to a point."""
_WIDEST = 1_800
"""Pixels of the longer side of an image, inclusive: a page may be as large as a wall."""


def pictures_of(raw: bytes, pages: Iterable[int]) -> bytes:
    """Return the images of some pages of a PDF as JSON, each turned as the page is read."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(raw)
    found = {}
    for number in pages:
        page = document[number - 1]
        text = page.get_textpage()
        place, _ = turned(page, text, min(text.count_chars(), MOST_SIGNS))
        scale = min(_SCALE, _WIDEST / max(place.width, place.height, 1))
        quarters = place.quarters - page.get_rotation() // 90
        image = page.render(scale=scale, rotation=quarters % 4 * 90).to_pil()
        stream = io.BytesIO()
        image.convert("RGB").save(stream, "JPEG", quality=60)
        jpeg = base64.b64encode(stream.getvalue()).decode("ascii")
        found[number] = (jpeg, place.width, place.height)
        page.close()
    return json.dumps(found).encode()


def loaded_pictures(raw: bytes) -> Mapping[int, Picture]:
    """Return the images that :func:`pictures_of` wrote, by the numbers of the pages."""
    data = json.loads(raw).items()
    return {int(page): Picture(str(jpeg), float(w), float(h)) for page, (jpeg, w, h) in data}
