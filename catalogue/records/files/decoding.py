"""The bytes of a text file as text, in the encodings that spreadsheets save in.

A mark at the beginning decides; then zeros between the signs, as UTF-16 has them; then whether it
is UTF-8, which other encodings hardly ever are by chance. Between the two old ones of Windows and
the Mac, that is taken in which the signs beyond ASCII are those that people write.
"""

from __future__ import annotations

import codecs
import unicodedata

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman")
_WRITTEN = "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{POUND SIGN}\xa0"
_WRITTEN += "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}"
_WRITTEN += "\N{EN DASH}\N{EM DASH}\N{BULLET}\N{EURO SIGN}\N{DEGREE SIGN}"

NAMES = {
    "utf-32": "UTF-32",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
}
"""What the encodings besides UTF-8 are called by people."""


class NotText(ValueError):
    """The bytes are no text in any of these encodings; ``at`` is the first that is not."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__("is not text")


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of ``raw`` and what encoding it is in.

    Raises
    ------
    NotText
        If it is no text.
    """
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "") or _wide(raw)
    try:
        return raw.decode(encoding or "utf-8"), encoding or "utf-8"
    except UnicodeDecodeError as error:
        if encoding or any(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in raw):
            raise NotText(error.start) from error
    texts = {name: raw.decode(name, errors="replace") for name in _OLD}
    best = max(_OLD, key=lambda name: _likely(texts[name]))
    if "\ufffd" in texts[best]:
        raise NotText(texts[best].index("\ufffd"))
    return texts[best], best


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark: every other byte of what is mostly ASCII is zero."""
    if len(raw) < 4 or len(raw) % 2:
        return ""
    for name, zeros in (("utf-16-le", raw[1::2]), ("utf-16-be", raw[0::2])):
        if zeros.count(0) > 0.7 * len(zeros):
            return name
    return ""


def _likely(text: str) -> int:
    """How many of the signs beyond ASCII people write in names and titles, less the others."""
    return sum(
        1
        if sign in _WRITTEN or (unicodedata.category(sign) == "Ll")
        else 0
        if unicodedata.category(sign) == "Lu"
        else -2
        for sign in text
        if not sign.isascii()
    )
