"""What a document holds, in reading order: lines of text and grids of cells, each with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

MOST_BLOCKS = 60_000
"""Lines and grids of one document, inclusive."""

MOST_LINE = 2_000
"""Characters of one line or cell that are read, inclusive."""

_SIGNS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u00ad": "-",
        "\u00a0": " ",
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060", ""),
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufeff": "",
    }
)


_RAISED = str.maketrans("0123456789abcdef", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0")  # fmt: skip
_LOWERED = {raised: chr(usual) for usual, raised in _RAISED.items()}
RAISED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u1d43\u1d47\u1d9c\u1d48\u1d49\u1da0"
"""Numbers and letters that are raised, as a set of a pattern has them."""


def raised(words: str) -> str:
    """Return small raised words as they stand in a line: those of a footnote as raised signs."""
    return words.translate(_RAISED) if re.fullmatch(r"\d{1,2}|[a-f]", words) else words


def lowered(mark: str) -> str:
    """Return raised signs as they are written where they are not raised."""
    return mark.translate(_LOWERED)


_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\ufe0f]|^\\s*[\u2705\u274c]\\s+(?=\\S)|(?<=\\S)\\s+[\u2705\u274c]\\s*$"
)
"""Pictures beside words, which say nothing."""
_MET = re.compile(
    r"\b((?:Diploma|Certificate|Award)\s(?:in|for|of))(?=[A-Z][a-z])|(?<=[a-z])(?=\((?:QCF|RQF|NQF)\))"
    r"|(?<=\d)(?=(?:Total\s[Qq]ualification\s[Tt]ime|Guided\s[Ll]earning|Credit\s[Vv]alue|Qualification\s[Nn]umber|TQT\b|GLH\b))"
)
"""Where two words meet whose space was lost: of a title, or a figure and the next label."""


def plain(text: str) -> str:
    """Return a piece of a document as one line: usual signs, single spaces, no control signs."""
    text = _PICTURES.sub("", text[: 2 * MOST_LINE].translate(_SIGNS))
    text = _MET.sub(lambda met: f"{met[1] or ''} ", text)
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())[:MOST_LINE]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a document.

    ``page`` and ``line`` count from 1, 0 where there are none; ``box`` is left, top, right, bottom
    in points from the top left of the page; ``path`` is the heading and the cell where a format has
    no pages.
    """

    document: str
    page: int = 0
    line: int = 0
    box: tuple[float, float, float, float] | None = None
    path: str = ""

    def __str__(self) -> str:
        """The place in a few words."""
        parts = [f"page {self.page}"] if self.page else []
        parts += [f"line {self.line}"] if self.line and not self.page else []
        parts += [self.path] if self.path else []
        return ", ".join(parts) or "the document"


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph of text.

    ``heading`` is 0 for none, else its rank from 1. ``whole`` tells a paragraph that its format
    ends itself, as DOCX and HTML do, from a line of a page that may go on in the next.
    """

    text: str
    spot: Spot
    heading: int = 0
    whole: bool = False
    bullet: bool = False
    gap: bool = False
    """Whether empty space stands before it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells in rows. ``spots`` has the place of each row; ``reader`` who made out the cells.

    ``again`` are the same rows as a second reader has them, empty where there was none.
    """

    rows: tuple[tuple[str, ...], ...]
    spots: tuple[Spot, ...]
    reader: str
    again: tuple[tuple[str, ...], ...] = ()
    again_by: str = ""


def is_over_break(above: Spot, below: Spot) -> bool:
    """Return whether a page, or a column of one, ends between two places that follow each other."""
    if above.page != below.page or above.box is None or below.box is None:
        return above.page < below.page
    return below.box[1] < above.box[1] and below.box[0] > above.box[0]


Block = Line | Grid


class Remark(NamedTuple):
    """A doubt of the reading itself: its name, what was seen, and the page, 0 for the whole."""

    name: str
    message: str
    page: int = 0


@dataclass(slots=True)
class Content:
    """All blocks of one document, and what was not read of it."""

    document: str
    kind: str
    blocks: list[Block] = field(default_factory=list)
    pages: int = 0
    remarks: list[Remark] = field(default_factory=list)
    tools: dict[str, str] = field(default_factory=dict)
    path: Path | None = None
    """The file that it was read from; null where it is none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The image of a page as it is read: a JPEG in base64, and its size in points."""

    jpeg: str
    width: float
    height: float


_PAGE = re.compile(
    r"you\s+are\s+(?:here|in)\s*:.*|page\s+\d+(?:\s*(?:of|/)\s*\d+)?|(?:file|https?)://\S+(?:\s+\d+\s*/\s*\d+)?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},\s+\d{1,2}:\d\d\b.*|[^>\u00bb\u203a]+(?:\s[>\u00bb\u203a]\s[^>\u00bb\u203a]+){2,}",
    re.IGNORECASE,
)
"""The number of a page, what a browser prints at its edges, and the way to a page: "Home > Courses > Care"."""
_CONTENTS = re.compile(r"(?:\.{3,}|[\s\t…]{2,}|\t)\s*\d{1,3}$")


def without_furniture(blocks: Sequence[Block]) -> list[Block]:
    """Leave out what is printed on page after page: running heads, feet and page numbers.

    A line is taken for one if it is the number of a page or what a browser prints at its edges, or
    it stands on three pages or more, each time among the first or last three lines of the page, and
    alike but for a number that rises with the pages.
    """
    blocks = [one for one in blocks if not (isinstance(one, Line) and _PAGE.fullmatch(one.text))]
    pages: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        page = block.spot.page if isinstance(block, Line) else block.spots[0].page
        pages.setdefault(page, []).append(index)
    if list(pages) == [0]:
        return _without_counted(blocks)
    if len(pages) < 3:
        return list(blocks)
    edges: dict[str, list[tuple[int, int]]] = {}
    for page, indices in pages.items():
        for index in {*indices[:3], *indices[-3:]}:
            block = blocks[index]
            if isinstance(block, Line) and page:
                edges.setdefault(running_key(block.text), []).append((page, index))
    least = max(3, len(pages) // 5)
    gone: set[int] = set()
    for key, seen in edges.items():
        if is_structural(key):
            continue
        texts = [(page, block.text) for page, at in seen if isinstance(block := blocks[at], Line)]
        alike = Counter(text for _, text in texts)
        if key in {"#", "page #", "page # of #"} or (
            len({page for page, _ in seen}) >= least and _goes_with_pages(texts)
        ):
            gone |= {at for _, at in seen}
        else:
            gone |= {
                at for (_, text), (_, at) in zip(texts, seen, strict=True) if alike[text] >= least
            }
    return [block for index, block in enumerate(blocks) if index not in gone]


_MOST_RUNNING = 3
"""Lines of a running head or foot, inclusive."""


def _without_counted(blocks: Sequence[Block]) -> list[Block]:
    """Leave out what stands beside each number of a page where a text is not parted into pages.

    Numbers that rise one by one, each in a line of its own, with the same two lines or more above or
    below; of those the first stay.
    """
    numbers: list[int] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Line) and re.fullmatch(r"\d{1,3}", block.text):
            last = blocks[numbers[-1]] if numbers else None
            if isinstance(last, Line) and int(block.text) not in (
                int(last.text),
                int(last.text) + 1,
            ):
                numbers = []
            numbers.append(at)
    gone: set[int] = set()
    for step in (-1, 1):
        side: set[int] = set()
        for far in range(step, step * (_MOST_RUNNING + 1), step):
            beside = [blocks[at + far] if 0 <= at + far < len(blocks) else None for at in numbers]
            texts = {one.text if isinstance(one, Line) else "" for one in beside}
            if len(texts) > 1 or len(numbers) < 2 or not re.search(r"\w{3,}\W+\w", texts.pop()):
                break
            side |= {at + far for at in numbers[1:]}
        if len(side) >= 2 * (len(numbers) - 1) > 0:
            gone |= side | set(numbers)
    return [block for at, block in enumerate(blocks) if at not in gone]


def running_key(text: str) -> str:
    """What a line is called that may be a running head: its words, and a sign for each number.

    A level is no number of a page, and tells one qualification from another.
    """
    return re.sub(r"(?<!level )(?<!level)\d+", "#", text.casefold())


def _goes_with_pages(texts: Sequence[tuple[int, str]]) -> bool:
    """Whether lines are alike but for a number that rises with that of the page."""
    numbers = [[int(one) for one in re.findall(r"\d+", text)] for _, text in texts]
    for column in zip(*numbers, strict=True):
        ahead = Counter(number - page for number, (page, _) in zip(column, texts, strict=True))
        if len(set(column)) > 1 and ahead.most_common(1)[0][1] >= 0.9 * len(texts):
            return True
    return False


_LABELLED = re.compile(
    r"(?:unit )?(?:level|credits?|credit value|glh|guided learning hours|tqt) ?:? ?#"
)
"""What page after page says of its own unit."""


def is_structural(key: str) -> bool:
    """Whether what a line is called may be of a list of units, and so comes again for a reason."""
    return (
        "group" in key
        or re.search(r"\bunits?\b", key) is not None
        or bool(_LABELLED.fullmatch(key))
        or bool(re.search(r"[a-z]/###|[a-z]/#/#", key))
    )


def is_contents(text: str) -> bool:
    """Whether a line is one of a table of contents: words, dots or a gap, and a page number."""
    return bool(_CONTENTS.search(text))


def moved(line: Line, **changes: object) -> Line:
    """Return a line with some of its fields changed."""
    return replace(line, **changes)  # type: ignore[arg-type]
