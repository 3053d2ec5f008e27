"""The signs of a PDF page as they are read: turned upright, without what lies across or struck out.

A page may stand sideways, a word may lie across it as a watermark, and the number of a footnote is
a small digit that is raised: told by the place and size of each sign, and not by its order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, islice
from operator import itemgetter
from statistics import median
from typing import Any

from catalogue.handbooks.blocks import plain, raised
from catalogue.handbooks.readers.pagelines import Box, Piece

MOST_SIGNS = 50_000
"""Signs of one page that are read, inclusive."""

_LEAST_TRACKED = 8
"""Gaps that words set wide have at the least."""
MOST_MARKS = 200
"""Small runs of signs on one page that are looked at, inclusive."""

_TEXT, _FORM = 1, 5  # FPDF_PAGEOBJ_TEXT and FPDF_PAGEOBJ_FORM
_BREAKS = "\r\n"
_HYPHENS = "\x02\ufffe"
_SMALL = 0.8
"""A raised sign is smaller than the one beside it by this at the least."""
_LONGEST_MARK = 2
"""Signs of a footnote's number, inclusive."""
_ASLANT = 3.0
"""Degrees, up to which a sign counts as upright."""


@dataclass(slots=True)
class Sign:
    """One sign: its place in points from the top left of the page as it is read.

    ``spaced``, ``parted`` and ``broken`` tell what stands before it: a space, a gap that is none of
    the page's own spaces, the end of a line. ``index`` is its number on the page.
    """

    text: str
    box: Box
    size: float
    index: int
    spaced: bool = False
    parted: bool = False
    broken: bool = False
    after: bool = False
    """Whether a space that is printed stands before it."""
    tracked: float = 0.0
    """Points by which the signs of its words are set apart."""


@dataclass(slots=True)
class Turned:
    """A page turned so that most of its signs stand upright.

    ``quarters`` counts the turns to the right. ``left`` and ``bottom`` are where the page begins,
    ``across`` and ``up`` how much of it there is before it is turned, in points.
    """

    quarters: int
    left: float
    bottom: float
    across: float
    up: float

    @property
    def width(self) -> float:
        """Points across, as it is read."""
        return self.up if self.quarters % 2 else self.across

    @property
    def height(self) -> float:
        """Points down, as it is read."""
        return self.across if self.quarters % 2 else self.up

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Left, top, right and bottom of what is at these places before the page is turned."""
        x0, x1 = left - self.left, right - self.left
        y0, y1 = bottom - self.bottom, top - self.bottom
        match self.quarters % 4:
            case 0:
                return x0, self.up - y1, x1, self.up - y0
            case 1:
                return y0, x0, y1, x1
            case 2:
                return self.across - x1, y0, self.across - x0, y1
            case _:
                return self.up - y1, self.across - x1, self.up - y0, self.across - x0


@dataclass(slots=True)
class Signs:
    """What is read of a page, and what is left out of it or changed."""

    signs: list[Sign] = field(default_factory=list)
    changed: dict[Box, str] = field(default_factory=dict)
    """What stands for a sign that is raised; nothing where it is left out."""


Cast = tuple[float, float]
"""The angle of a sign in degrees, and what the size of its face is multiplied by."""


def turned(page: Any, text: Any, count: int) -> tuple[Turned, list[Cast]]:
    """Return how a page is to be turned, and how each of its signs is cast."""
    from pypdfium2 import raw

    casts = _as_objects(page, count)
    if casts is None:
        matrix = raw.FS_MATRIX()
        casts = []
        for index in range(count):
            raw.FPDFText_GetMatrix(text.raw, index, matrix)
            casts.append(_cast(matrix))
    most = Counter(round(angle / 90) % 4 for angle, _ in casts).most_common(1)
    quarters = most[0][0] if most else page.get_rotation() // 90
    left, bottom, right, top = page.get_bbox()  # the box of the page may stand in its parent alone
    return Turned(quarters, left, bottom, right - left, top - bottom), casts


def _cast(matrix: Any) -> Cast:
    return math.degrees(math.atan2(matrix.b, matrix.a)), math.hypot(matrix.c, matrix.d)


def _as_objects(page: Any, count: int) -> list[Cast] | None:
    """The one cast of all signs, where no piece of text on the page has another: it is cheap."""
    found: set[Cast] = set()
    for one in page.get_objects(max_depth=1):
        if one.type == _FORM:
            return None
        if one.type == _TEXT:
            found.add(_cast(one.get_matrix()))
            if len(found) > 1:
                return None
    return [found.pop()] * count if found else None


def signs_of(text: Any, count: int, place: Turned, casts: Sequence[Cast]) -> Signs:
    """Return the signs of a page that stand upright on it once it is turned."""
    found = Signs(list(_upright(text, count, place, casts)))
    if 2 * sum(sign.broken for sign in found.signs) > len(found.signs):
        for sign in found.signs:  # lines of one sign each: the words were taken to stand upright
            sign.broken = False
    _track(found.signs)
    for run in _small(found.signs):
        words = "".join(one.text for one in run)
        if (mark := raised(words)) == words:
            continue
        if not (beside := _beside(run, found.signs)):
            continue
        for sign, written in zip(run, mark, strict=True):
            sign.text = found.changed[sign.box] = written
        _move(run, beside, found.signs)
    return found


def _track(signs: Sequence[Sign]) -> None:
    """Tell the gaps within words that are set wide, as "G R O U P  A", from those between them."""
    wide: list[tuple[Sign, float]] = []
    before: Sign | None = None
    for sign in signs:
        gap = sign.box[0] - before.box[2] if before else 0.0
        if (
            before
            and not sign.broken
            and 0.18 * sign.size < gap < 2 * sign.size
            and sign.size == before.size
        ):
            wide.append((sign, gap))
        elif wide:
            _set_wide(wide)
            wide = []
        before = sign
    _set_wide(wide)


def _set_wide(wide: Sequence[tuple[Sign, float]]) -> None:
    """Take the usual gap off those that follow each other, where there are enough and most are alike."""
    if len(wide) < _LEAST_TRACKED:
        return
    usual, size = median(gap for _, gap in wide), wide[0][0].size
    alike = sum(abs(gap - usual) < 0.1 * size for _, gap in wide)
    if usual < 0.6 * size and alike > 0.7 * len(wide):
        for sign, gap in wide:
            sign.tracked = usual
            sign.spaced, sign.parted = gap - usual > 0.2 * size, False


def _upright(text: Any, count: int, place: Turned, casts: Sequence[Cast]) -> Iterator[Sign]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    real = _has_spaces(text, count)
    upright = 90.0 * place.quarters
    spaced = parted = broken = after = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        sign = chr(code) if code else ""
        if not sign or sign in _BREAKS:
            broken = broken or bool(sign)
            continue
        if sign.isspace():
            spaced = True
            made = raw.FPDFText_IsGenerated(text.raw, index) == 1
            parted, after = parted or (real and made), after or not made
            continue
        angle, scale = casts[index]
        if angle != upright and abs((angle - upright + 180) % 360 - 180) > _ASLANT:
            continue
        if sign in _HYPHENS:
            yield Sign("-", (0.0, 0.0, 0.0, 0.0), 0.0, index)
            continue
        if not raw.FPDFText_GetLooseCharBox(text.raw, index, box):
            continue
        size = scale * raw.FPDFText_GetFontSize(text.raw, index)
        where = place.box(box.left, box.bottom, box.right, box.top)
        yield Sign(sign, where, size, index, spaced, parted, broken, after)
        spaced = parted = broken = after = False


def _has_spaces(text: Any, count: int) -> bool:
    """Whether a page has the spaces between its words as signs, so that any other gap parts cells."""
    from pypdfium2 import raw

    signs = range(0, count, max(1, count // 1_500))
    spaces = sum(
        raw.FPDFText_GetUnicode(text.raw, index) == 32
        and raw.FPDFText_IsGenerated(text.raw, index) != 1
        for index in signs
    )
    return bool(spaces > 0.05 * len(signs))


def _small(signs: Sequence[Sign]) -> list[list[Sign]]:
    """Runs of few signs of one size, smaller than most: what footnotes could be numbered with."""
    if not signs:
        return []
    usual = median(sign.size for sign in signs)
    lines = list(accumulate(sign.broken for sign in signs))
    runs = (
        [sign for _, sign in run]
        for _, run in groupby(zip(lines, signs, strict=True), key=lambda one: (one[0], one[1].size))
    )
    small = (r for r in runs if len(r) <= _LONGEST_MARK and 0 < r[0].size < _SMALL * usual)
    return list(islice(small, MOST_MARKS))


def _beside(run: Sequence[Sign], signs: Sequence[Sign]) -> Sign | None:
    """The usual sign beside which a small run is raised: right before it, or else right behind."""
    first, last = run[0], run[-1]
    before = (
        (abs(first.box[0] - s.box[2]), s)
        for s in signs
        if _is_raised(first, s, first.box[0] - s.box[2])
    )
    behind = (
        (abs(s.box[0] - last.box[2]), s)
        for s in signs
        if _is_raised(last, s, s.box[0] - last.box[2])
    )
    nearest = min(before, default=None, key=itemgetter(0)) or min(
        behind, default=None, key=itemgetter(0)
    )
    return nearest[1] if nearest else None


def _is_raised(small: Sign, usual: Sign, gap: float) -> bool:
    """Whether a sign is small and stands higher than one right beside it."""
    return (
        small.size < _SMALL * usual.size
        and abs(gap) < 0.6 * usual.size
        and usual.box[1] - 0.5 * usual.size < small.box[3] < usual.box[3] - 0.15 * usual.size
    )


def _move(run: Sequence[Sign], beside: Sign, signs: list[Sign]) -> None:
    """Put signs right behind the one beside them, or before it, whatever their order was."""
    behind = beside.box[2] <= run[-1].box[2]
    gone = {id(sign) for sign in run}
    signs[:] = [sign for sign in signs if id(sign) not in gone]
    at = next(place for place, sign in enumerate(signs) if sign is beside)
    for sign in run:
        sign.spaced = sign.parted = sign.broken = False
    if behind:
        signs[at + 1 : at + 1] = run
        return
    run[0].spaced, run[0].parted, run[0].broken = beside.spaced, beside.parted, beside.broken
    beside.spaced = beside.parted = beside.broken = False
    signs[at:at] = run


def pieces_of(signs: Sequence[Sign], is_bold: Callable[[int], bool]) -> list[Piece]:
    """Signs to pieces: parted where the gap is wider than words have between them."""
    pieces: list[Piece] = []
    current: Piece | None = None
    last: Box | None = None
    size = 10.0
    for sign in signs:
        if not sign.size:
            if current is not None:
                current.text += sign.text
            continue
        if pieces:
            pieces[-1].spaced = sign.after
        x0, top, x1, base = sign.box
        size = sign.size
        if sign.broken and (current is None or not -0.1 * size < x0 - current.x1 < 0.1 * size):
            current = (
                None  # what goes on without any gap is of one word, whatever was said of lines
            )
        gap = x0 - current.x1 - sign.tracked if current is not None else 0.0
        if current is not None and (
            sign.box == last  # the signs of a ligature
            or (
                abs(_middle(current) - (top + base) / 2) < 0.6 * size
                and -0.6 * size < gap < (0.36 if sign.parted else 0.75) * size
            )
        ):
            if sign.spaced or gap > 0.2 * size:
                current.text += " "
                current.words.append((x0, x1))
            current.words[-1] = (current.words[-1][0], max(current.words[-1][1], x1))
            current.text += sign.text
            current.x1 = max(current.x1, x1)
            current.top = min(current.top, top)
            current.bottom = max(current.bottom, base)
        else:
            current = Piece(x0, top, x1, base, sign.text, is_bold(sign.index), [(x0, x1)], x1 - x0)
            pieces.append(current)
        last = pieces[-1].last = sign.box
        pieces[-1].spaced = False
    for piece in pieces:
        # small signs alone, such as dashes and dots, get the height of a line
        if piece.bottom - piece.top < 0.4 * size:
            middle = _middle(piece)
            piece.top, piece.bottom = middle - 0.35 * size, middle + 0.35 * size
        piece.text = plain(piece.text)
    return [piece for piece in pieces if piece.text]


def _middle(piece: Piece) -> float:
    return (piece.top + piece.bottom) / 2


def without_struck(
    pieces: list[Piece], rules: Sequence[tuple[float, float, float]]
) -> tuple[list[Piece], list[Piece]]:
    """Part pieces from those that a rule goes through: its height, left and right end, in points.

    It is as long as a piece, or goes through a whole row: the edge of a cell that is too low for its
    words goes through one of them, and is longer.
    """
    gone: set[int] = set()
    for height, left, right in rules:
        through = [piece for piece in pieces if _goes_through(piece, height, left, right)]
        gone |= {
            id(piece)
            for piece in through
            if len(through) >= _WHOLE_ROW or right - left < piece.x1 - piece.x0 + _BEYOND
        }
    struck = [piece for piece in pieces if id(piece) in gone]
    return [piece for piece in pieces if id(piece) not in gone], struck


_WHOLE_ROW = 3
"""Pieces of one line that a rule through all of a row goes through, at the least."""
_BEYOND = 6.0
"""Points by which a rule through one piece may be longer than that."""


def _goes_through(piece: Piece, height: float, left: float, right: float) -> bool:
    return abs(height - _middle(piece)) < 0.2 * (piece.bottom - piece.top) and min(
        right, piece.x1
    ) - max(left, piece.x0) > 0.8 * (piece.x1 - piece.x0)
