"""What a sample says, apart from its layout: units, groups, rules; and documents in parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.references import CheckCharacter, check_unit_reference

Level = int | str


@dataclass(frozen=True)
class Unit:
    """One unit as a document prints it; null is: not printed."""

    code: str
    title: str
    level: Level | None
    credit: int | None
    glh: int | None = None
    own: str = ""


@dataclass(frozen=True)
class Truth:
    """One qualification. ``rules`` are written as :func:`~.comparing.said` writes a draft's."""

    title: str
    level: Level
    groups: Mapping[str, Sequence[Unit]]
    rules: frozenset[str]
    number: str = ""
    organisation: str = ""
    figures: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A piece of a document: ``h1`` to ``h4``, ``p``, ``li``, ``table``, ``page``, ``contents``.

    ``rows`` are those of a table, its head first; a row of one cell spans the whole width.
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()


def code(number: int, series: int = 505) -> str:
    """An Ofqual reference whose letter fits."""
    digits = f"{series}/{number:04}"
    return next(
        f"{letter}/{digits}"
        for letter in "ADFHJKLMRTY"
        if check_unit_reference(f"{letter}/{digits}") is CheckCharacter.FITS
    )


def qualification(number: int, series: int = 603) -> str:
    """A qualification number whose last character fits."""
    digits = f"{series}{number:04}"
    rest = sum(w * int(d) for w, d in zip((8, 7, 6, 5, 4, 3, 2), digits, strict=True)) % 11
    return f"{series}/{number:04}/{'0123456789X'[rest]}"


def units(first: int, *rows: tuple[str, Level | None, int | None, int | None]) -> list[Unit]:
    """Units with references one after another, seven apart."""
    return [
        Unit(code(first + 7 * n), title, level, credit, glh)
        for n, (title, level, credit, glh) in enumerate(rows)
    ]


def own(
    head: str, first: int, *rows: tuple[str, Level | None, int | None, int | None]
) -> list[Unit]:
    """Units with an organisation's own codes alone."""
    return [
        Unit(f"{head}{first + n}", title, level, credit, glh)
        for n, (title, level, credit, glh) in enumerate(rows)
    ]


def h(rank: int, text: str) -> Part:
    """A heading."""
    return Part(f"h{rank}", text)


def p(text: str) -> Part:
    """A paragraph."""
    return Part("p", text)


def bullets(*texts: str) -> list[Part]:
    """Items of a list."""
    return [Part("li", text) for text in texts]


def table(*rows: Sequence[object], widths: Sequence[float] = ()) -> Part:
    """A table, its head first."""
    shown = tuple(tuple("" if c is None else str(c) for c in row) for row in rows)
    return Part("table", rows=shown, widths=tuple(widths))


def contents(*entries: tuple[str, int]) -> list[Part]:
    """A table of contents with dots to the page numbers."""
    return [Part("contents", f"{text} {'.' * (80 - len(text))} {page}") for text, page in entries]


PAGE = Part("page")
