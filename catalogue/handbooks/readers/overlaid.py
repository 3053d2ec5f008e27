"""Signs that are printed over each other, as those of cells that are too narrow for their words."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.handbooks.readers.signs import Sign

LEAST = 8
"""Signs over others from which on the words of a page are not to be trusted, inclusive."""

_CELL = 6.0
"""Points across and down of the places by which signs are looked up."""
_BESIDE = 0.35
"""The share of its width within which the middle of a sign has to be from that of one below it."""


def count_overlaid(signs: Sequence[Sign]) -> int:
    """Return how many signs have another one printed over them, of all that stand on a page.

    The same sign twice, which makes letters look bold, does not count.
    """
    places: dict[tuple[int, int], list[Sign]] = {}
    count = 0
    for one in signs:
        if not one.text.isalnum() or not one.size:
            continue
        x, y = _middle(one)
        near = (int(x // _CELL), int(y // _CELL))
        around = [
            other
            for across in (-1, 0, 1)
            for down in (-1, 0, 1)
            for other in places.get((near[0] + across, near[1] + down), ())
        ]
        count += any(_is_over(one, other) for other in around)
        places.setdefault(near, []).append(one)
    return count


def _middle(one: Sign) -> tuple[float, float]:
    left, top, right, bottom = one.box
    return (left + right) / 2, (top + bottom) / 2


def _is_over(one: Sign, other: Sign) -> bool:
    (x, y), (x2, y2) = _middle(one), _middle(other)
    width = min(one.box[2] - one.box[0], other.box[2] - other.box[0])
    height = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    if one.text == other.text or one.box == other.box:
        return False  # bold by double printing, or the letters of one ligature
    return abs(x - x2) < _BESIDE * width and abs(y - y2) < height / 2
