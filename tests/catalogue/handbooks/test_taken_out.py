"""A table as programs take it out of a page or a document: whatever they do, its facts stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pytest

from tests.catalogue.handbooks.test_providers import groups, read, rules
from tests.catalogue.handbooks.test_torn_texts import figures

Unit = tuple[str, Sequence[str], int, int, int]

_HEAD = ("Unit ref", "Unit title", "Level", "Credit", "GLH")
_GROUPS: dict[str, list[Unit]] = {
    "Mandatory Group A": [
        ("D/506/2170", ["Load a kiln"], 2, 4, 21),
        ("H/506/2171", ["Prepare clay and", "the tools that are", "needed for throwing"], 3, 5, 40),
        ("K/506/2172", ["Keep records"], 2, 2, 14),
    ],
    "Optional Group B": [
        ("M/506/2173", ["Mix glazes for", "stoneware"], 3, 4, 20),
        ("T/506/2174", ["Store clay"], 2, 4, 18),
        ("A/506/2175", ["Repair the bricks", "of a kiln"], 3, 6, 45),
    ],
}
_OPENING = (
    "Larch Level 3 Diploma in Kiln Work",
    "Qualification structure",
    "All units of Mandatory Group A must be achieved.",
    "The learner must achieve a minimum of 8 credits from Optional Group B.",
)
_END = (
    "Centre requirements",
    "Centres keep their records in order and send them when asked.",
)


def _text(table: Callable[[list[Unit]], Iterable[str]], between: str = "\n") -> str:
    lists = [between.join([name, *table(units)]) for name, units in _GROUPS.items()]
    return "\n\n".join([*_OPENING, *lists, *_END]) + "\n"


def _below(units: list[Unit]) -> Iterable[str]:
    yield " ".join(_HEAD)
    for ref, title, *values in units:
        yield f"{ref} {title[0]} {' '.join(map(str, values))}"
        yield from title[1:]


def _above(units: list[Unit]) -> Iterable[str]:
    yield "Unit title Level Credit GLH Unit ref"
    for ref, title, *values in units:
        yield from title
        yield f"{' '.join(map(str, values))} {ref}"


def _around(units: list[Unit]) -> Iterable[str]:
    yield "Unit title Level Credit GLH Unit ref"
    for ref, title, *values in units:
        middle = len(title) // 2
        yield from title[:middle]
        yield f"{title[middle]} {' '.join(map(str, values))} {ref}"
        yield from title[middle + 1 :]


def _whole(units: list[Unit]) -> Iterable[str]:
    yield " ".join(_HEAD)
    for ref, title, *values in units:
        yield f"{ref} {' '.join(title)} {' '.join(map(str, values))}"


def _cells(units: list[Unit]) -> Iterable[str]:
    yield from _HEAD
    for ref, title, *values in units:
        yield from (ref, *title, *map(str, values))


def _cells_closed(units: list[Unit]) -> Iterable[str]:
    yield from (*_HEAD[1:], _HEAD[0])
    for ref, title, *values in units:
        yield from (*title, *map(str, values), ref)


def _laid_out(units: list[Unit]) -> Iterable[str]:
    # the columns of each table stand elsewhere, and a long first line moves the level by a sign
    wide = 12 + len(units[0][1][0])
    yield f"{_HEAD[0]:12}{_HEAD[1]:{wide}} {_HEAD[2]}  {_HEAD[3]}  {_HEAD[4]}"
    for ref, title, level, credit, hours in units:
        moved = "" if len(title[0]) < wide - 6 else " "
        yield f"{ref:12}{title[0]:{wide}}{moved} {level!s:6}{credit!s:8}{hours}"
        yield from (f"{'':12}{line}" for line in title[1:])


def _boxed(units: list[Unit]) -> Iterable[str]:
    widths = (12, 22, 7, 8, 5)
    rule = "+" + "+".join("-" * width for width in widths) + "+"

    def line(cells: Iterable[object]) -> str:
        return (
            "|"
            + "|".join(f" {cell!s:{w - 1}}" for cell, w in zip(cells, widths, strict=True))
            + "|"
        )

    yield rule
    yield line(_HEAD)
    yield rule.replace("-", "=")
    for ref, title, *values in units:
        yield line((ref, title[0], *values))
        yield from (line(("", more, "", "", "")) for more in title[1:])
        yield rule


def _dashed(units: list[Unit]) -> Iterable[str]:
    yield "  " + "-" * 60
    yield f"  {_HEAD[0]:12} {_HEAD[1]:22} {_HEAD[2]:6} {_HEAD[3]:7} {_HEAD[4]}"
    yield "  " + " ".join("-" * width for width in (12, 22, 6, 7, 9))
    for ref, title, level, credit, hours in units:
        yield f"  {ref:12} {title[0]:22} {level!s:6} {credit!s:7} {hours}"
        yield from (f"  {'':12} {more}" for more in title[1:])
        yield ""
    yield "  " + "-" * 60


def _barred(units: list[Unit]) -> Iterable[str]:
    yield "| ".join(_HEAD)
    yield "---|---|---|---|---"
    for ref, title, level, credit, hours in units:
        yield f"{ref}| {title[0]}" + ("" if title[1:] else f"| {level}|")
        if title[1:]:
            yield f"{' '.join(title[1:])}| {level}|"
        yield f"{credit}| {hours}"


def _marked(units: list[Unit]) -> Iterable[str]:
    yield f"|{'|'.join(_HEAD)}|"
    yield "|---|---|---|---|---|"
    for ref, title, *values in units:
        head = title[:2]
        yield f"|{ref}|{'<br>'.join(head)}|{'|'.join(map(str, values))}|"
        yield from (f"||{more}||||" for more in title[2:])


def _of_page(units: list[Unit]) -> Iterable[str]:
    yield "<table>"
    yield f"<tr>{''.join(f'<th>{one}</th>' for one in _HEAD)}</tr>"
    for ref, title, *values in units:
        cells = (ref, "<br>".join(title), *values)
        yield f"<tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr>"
    yield "</table>"


_WAYS = {
    "titles below their rows": _text(_below),
    "titles above their rows": _text(_above),
    "titles around their rows": _text(_around),
    "a cell on each line": _text(_cells),
    "a cell on each line, the reference last": _text(_cells_closed),
    "cells with empty lines between": _text(_cells, "\n\n"),
    "columns of spaces": _text(_laid_out),
    "boxes": _text(_boxed),
    "dashes": _text(_dashed),
    "bars between cells, broken": _text(_barred),
    "Markdown with breaks": _text(_marked),
    "a table of a page in Markdown": _text(_of_page),
    "one line, references first": " ".join(_text(_whole, " ").split()),
    "one line, references last": " ".join(_text(_above, " ").split()),
    "one line for many pages": " ".join(
        [*_text(_whole, " ").split(), "Fire is not to be played with at any centre. " * 60]
    ),
}


@pytest.mark.parametrize("way", _WAYS)
def test_a_table_is_the_same_whatever_took_it_out(way: str) -> None:
    draft = read(_WAYS[way], "page.txt")
    assert figures(draft) == {
        ref: tuple(values) for units in _GROUPS.values() for ref, _, *values in units
    }
    assert groups(draft) == {
        name[-1]: [" ".join(title) for _, title, *_ in units] for name, units in _GROUPS.items()
    }
    assert rules(draft)["group-b"] == (8, None)


def test_running_heads_between_rows_are_no_part_of_titles() -> None:
    foot = "\n\nVersion 3\n\nKiln Work | Centre Handbook\n\n"
    text = _text(_above).replace("needed for throwing", f"needed for{foot}throwing")
    text = text.replace("Store clay", f"Store clay{foot}".rstrip() + "\n\n")
    draft = read(text, "page.txt")
    assert groups(draft)["A"][1] == "Prepare clay and the tools that are needed for throwing"
    assert all("Version" not in one and "Handbook" not in one for one in groups(draft)["B"])


def test_the_end_of_a_word_that_stands_alone_is_asked_about() -> None:
    text = _text(_below).replace("Keep records", "Keep responsibiliti\nes")
    draft = read(text, "page.txt")
    assert groups(draft)["A"][2] in {"Keep responsibilities", "Keep responsibiliti es"}
    told = read(_text(_below).replace("Keep records", "Keep responsibiliti es"), "page.txt")
    assert any("stands alone" in doubt.message for doubt in told.doubts)


def test_a_line_past_every_bound_is_told_to_be_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read in so many parts, and what stands behind them is not left out without a word."""
    monkeypatch.setattr("catalogue.handbooks.readers.text._MOST_PIECES", 2)
    line = " ".join(
        [_WAYS["one line, references first"].strip(), "Fire is no toy for anybody. " * 400]
    )
    draft = read(line, "page.txt")
    assert len(figures(draft)) == 6
    assert any("is read to its sign 2,000" in one.message for one in draft.doubts)
