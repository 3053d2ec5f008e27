"""What a cell of a table says, as people and their spreadsheets fill it."""

from __future__ import annotations

import re
import unicodedata

_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_DASHES = dict.fromkeys(
    map(ord, "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}"), "-"
)

_WIDE = {0xFF01 + n: chr(0x21 + n) for n in range(94)}
"""Letters and digits as wide as signs of Chinese and Japanese are."""

_BLANKS = {"", "-", "\N{EN DASH}", "\N{EM DASH}", "n/a", "#n/a", "none", "null"}


_ERROR = re.compile(r"#(?:ref|value|name|null|num|div/0|spill|calc)[!?]", re.IGNORECASE)


def is_error(text: str) -> bool:
    """Whether a cell shows that its formula came to nothing, such as #REF!."""
    return _ERROR.fullmatch(text) is not None


def seen(text: str) -> str:
    """Return a text as it is seen: one line, one space between words, no marks without a form."""
    if not text.isascii():
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
        text = text.translate(_DASHES | _WIDE)
    return " ".join(text.split())


def cell(text: str) -> str:
    """Return what a cell says, as it is seen; empty where it says that there is nothing."""
    said = written(text)
    return "" if said.casefold() in _BLANKS else said


def written(text: str) -> str:
    """Return what stands in a cell, as it is seen, also where that is a word for nothing.

    An apostrophe before it and ``="..."`` around it tell a spreadsheet that it is text; neither is
    seen, and nothing is worked out.
    """
    said = seen(text)
    if found := _FORMULA_TEXT.fullmatch(said):
        said = found[1].strip()
    if len(said) > 1 and said[0] == "'" and said[-1] != "'":
        said = said[1:].strip()
    return said


def plain(name: str) -> str:
    """Return the letters and digits of a name, in small letters, by which names are compared."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


_SUMS = [["total"], ["totals"], ["grandtotal"], ["sum"], ["average"], ["mean"], ["median"]]


def is_total(row: list[str]) -> bool:
    """Whether a row of cells has one word for a total or a mean, and else numbers at the most."""
    said = [text for text in row if text]
    words = [text for text in said if not re.fullmatch(r"[-+£]?[\d., ]*\d%?", text, re.ASCII)]
    return [plain(word) for word in words] in _SUMS
