"""Standard streams that never fail for want of a sign.

What people read is UTF-8 where nobody said otherwise. Where a stream has another encoding, a sign
that it does not have is replaced by the nearest ones that it has, so that a list can be redirected
on any machine. What programs read, JSON, keeps every sign: as an escape where it cannot be written.
"""

from __future__ import annotations

import codecs
import os
import re
import sys
import unicodedata
from contextlib import suppress
from typing import Any, TextIO

_HANDLER = "unitwise-nearest"

_ASCII = "unitwise_ascii"
"""ASCII by another name: what click takes for ASCII, it writes as UTF-8."""

_NEAREST = {
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+",
    "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+", "╭": "+", "╮": "+", "╰": "+", "╯": "+",
    "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"',
    "•": "*", "·": ".", "→": "->", "←": "<-", "↓": "v", "↑": "^", "≥": ">=", "≤": "<=", "×": "x",
    "≠": "!=", "✓": "yes", "✔": "yes", "✗": "no", "✘": "no", "●": "*", "○": "o", "█": "#", "▏": "|",
    "½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "£": "GBP ", "€": "EUR ",
    "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ß": "ss", "Æ": "AE", "æ": "ae",
    "Œ": "OE", "œ": "oe", "ı": "i", "\N{NO-BREAK SPACE}": " ",
}  # fmt: skip
"""Signs, and what stands for them where they cannot be written."""


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Say what is written in place of signs that a stream does not have."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    told = "".join(_plain(sign) for sign in error.object[error.start : error.end])
    return told, error.end


def _plain(sign: str) -> str:
    if sign in _NEAREST:
        return _NEAREST[sign]
    base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
    return base or "?"


def prepare() -> None:
    """Make the standard streams ready: those that are closed swallow, none fails for a sign."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            mode = "w" if number else "r"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    codecs.register_error(_HANDLER, _nearest)
    codecs.register(_ascii)
    for stream in (sys.stdout, sys.stderr):
        reconfigure(stream)


def reconfigure(stream: Any) -> None:
    """Let a stream write UTF-8 if nobody chose otherwise, and replace signs that it lacks.

    Nobody did where it is no terminal, and ``PYTHONIOENCODING`` is not set: then the encoding is
    that of the machine, which whoever reads a file does not know.
    """
    if not hasattr(stream, "reconfigure"):
        return
    with suppress(OSError, ValueError):
        chosen = bool(os.environ.get("PYTHONIOENCODING"))
        if not chosen and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
        if codecs.lookup(stream.encoding).name == "ascii":
            stream.reconfigure(encoding=_ASCII)
        stream.reconfigure(errors=_HANDLER if not _is_unicode(stream) else "backslashreplace")


def _ascii(name: str) -> codecs.CodecInfo | None:
    if name != _ASCII:
        return None
    real = codecs.lookup("ascii")
    return codecs.CodecInfo(
        real.encode,
        real.decode,
        real.streamreader,
        real.streamwriter,
        real.incrementalencoder,
        real.incrementaldecoder,
        name=_ASCII,
    )


def _is_unicode(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding).name.startswith("utf-")


_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that steer a terminal or turn the direction of writing."""


def harmless(text: str) -> str:
    """Return what is told to people with its signs that steer a terminal as escapes.

    The name of a file may have any of them, and so may what an asker typed.
    """
    return _STEERING.sub(lambda sign: ascii(sign[0])[1:-1], text)


def exact(text: str) -> str:
    """Return JSON as stdout can have it: where it lacks a sign, that sign is an escape."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        escaped = (sign if sign.isascii() else _escape(sign) for sign in text)
        return "".join(escaped)
    return text


def _escape(sign: str) -> str:
    number = ord(sign)
    if number < 0x10000:
        return f"\\u{number:04x}"
    number -= 0x10000
    return f"\\u{0xD800 + (number >> 10):04x}\\u{0xDC00 + (number & 0x3FF):04x}"
