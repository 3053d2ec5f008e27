"""Unit references and qualification numbers: their shapes and check characters.

The check character is the sum of the first seven digits weighted 8, 7, 6, 5, 4, 3, 2, modulo 11.
A qualification number writes it as a digit, 10 as ``X``; a unit reference looks it up in
``ADFHJKLMRTY``. This was found in the data: it holds for every Ofqual unit reference with a prefix
of 502 to 506 or 618 in the shipped catalogue and for every qualification number in it. For the
prefixes 650 and 651 the letter is that of the plain sum of the digits, plus 6, modulo 11: it fits
every reference of four awarding organisations that was looked at, shows any one wrong digit, and no
two that changed places. Of later prefixes only the shape can be checked.
"""

from __future__ import annotations

import re
from enum import Enum

_WEIGHTS = (8, 7, 6, 5, 4, 3, 2)
_LETTERS = "ADFHJKLMRTY"
_OFQUAL_UNIT = re.compile(rf"([{_LETTERS}])[/ ]?(\d{{3}})[/ ]?(\d{{4}})")
_OTHER_UNIT = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
_PRINTED = re.compile(
    r"(?:[A-Z]{1,6} ){0,2}(?=[^ ]*\d)[A-Z0-9][A-Z0-9._/-]*(?: ?\([A-Z0-9._/-]{1,10}\))?"
    r"|[A-Z][A-Z0-9]{3} \d{2}"  # the codes of the SQA
)
_MOST_SIGNS = 40
_LIKE_OFQUAL = re.compile(r"([A-Z])/(\d[\dIOL]*/[\dIOL]+)")
_OFQUAL_SHAPE = re.compile(r"[A-Z]/\d{3}/\d{4}")
_QUALIFICATION = re.compile(r"(\d{3})[/ ]?(\d{4})[/ ]?([\dX])")
_WELSH = re.compile(r"([A-Z]\d{2})[/ ]?(\d{4})[/ ]?(\d)")
_SCOTTISH = re.compile(r"([A-Z](?=[A-Z0-9]*\d)[A-Z0-9]{3}) ?(\d{2})")
_PLAIN_PREFIXES = (650, 651)
_FIRST_UNKNOWN_PREFIX = 652


class CheckCharacter(Enum):
    """What the check character of a reference or number says."""

    FITS = "fits"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """The scheme is not known, or the reference is an awarding organisation's own code."""


def _weighted_sum(digits: str) -> int:
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11


def _letter(digits: str) -> str:
    """The letter that goes with the seven digits of a unit reference, or nothing if unknown."""
    prefix = int(digits[:3])
    if prefix >= _FIRST_UNKNOWN_PREFIX:
        return ""
    if prefix in _PLAIN_PREFIXES:
        return _LETTERS[(sum(map(int, digits)) + 6) % 11]
    return _LETTERS[_weighted_sum(digits)]


def unit_reference(text: str) -> str:
    """Return ``text`` as a unit reference in its one written form.

    An Ofqual reference is accepted in any case, with or without slashes: ``d5062170`` becomes
    ``D/506/2170``. Anything else of letters, digits and ``. _ / -`` is an awarding organisation's
    own code, and so is what is printed like ``SHC 31`` or ``LD206 (K)``: one or two short words
    before a code with a digit, or something short in brackets behind it; ``FN8L 04`` is one, too.
    It has 40 characters at most and is only put in capitals, with single spaces.

    Raises
    ------
    ValueError
        If ``text`` cannot be a reference at all.
    """
    upper = text.strip().upper()
    if found := _OFQUAL_UNIT.fullmatch(upper):
        return "/".join(found.groups())
    printed = " ".join(upper.split())
    if _OTHER_UNIT.fullmatch(upper):
        return upper
    if len(printed) > _MOST_SIGNS and re.fullmatch(r"[A-Z0-9._/() -]+", printed):
        raise ValueError(
            f"{_shortened(text)} has {len(printed)} characters, and the code of a unit has"
            f" {_MOST_SIGNS} at most"
        )
    if _PRINTED.fullmatch(printed):
        return printed
    told = f"{_shortened(text)} is not a unit reference, such as D/506/2170 or 3BEP"
    raise ValueError(f"{told}: {_why_not(printed)}")


def _why_not(printed: str) -> str:
    """What keeps a text from being the code of a unit."""
    if not printed:
        return "nothing stands there"
    if odd := re.search(r"[^A-Z0-9._/() -]", printed):
        return f"the sign {odd[0]!r} stands in none"
    if " " in printed and not re.search(r"\d", printed):
        return "with a space in it, it needs a digit"
    if " " in printed:
        return "before the code stand two words at most, of six letters at most and no digit"
    if "(" in printed or ")" in printed:
        return "brackets stand behind a code with a digit, with ten signs in them at most"
    return "it begins with a letter or a digit"


def typed_form(reference: str) -> str:
    """Return a normalised reference as it is compared where people type it in their own way.

    Capitals, spaces, hyphens and brackets make no difference, so that ``SHC31`` and ``shc-31`` are
    ``SHC 31``; but what stands between two figures keeps them apart: ``1-10`` is not ``11-0``.
    """
    capitals = reference.upper()
    if capitals.isalnum():
        return capitals
    plain = re.sub(r"[\u2010-\u2015]", "-", capitals)
    plain = re.sub(r"[()]+", " ", plain).strip()
    return re.sub(r"(?<=\d)[ -]+(?=\d)", "|", plain).replace(" ", "").replace("-", "")


def _shortened(text: str) -> str:
    return repr(text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 2]} …")


def is_ofqual_reference(reference: str) -> bool:
    """Tell whether a normalised unit reference has Ofqual's shape."""
    return _OFQUAL_UNIT.fullmatch(reference) is not None


def qualification_number(text: str) -> str:
    """Return ``text`` as a qualification number: ``601/3528/1``, ``C00/0508/9`` or ``G9VR 22``.

    The first is Ofqual's, the second that of Qualifications Wales, the third a group award's of
    the SQA.

    Raises
    ------
    ValueError
        If ``text`` has another shape.
    """
    found = _QUALIFICATION.fullmatch(text.strip().upper())
    found = found or _WELSH.fullmatch(text.strip().upper())
    if not found:
        if scottish := _SCOTTISH.fullmatch(" ".join(text.upper().split())):
            return " ".join(scottish.groups())
        raise ValueError(
            f"{_shortened(text)} is not a qualification number, such as 601/3528/1: it has three"
            " digits, four digits and one more, which may be X; those of Wales and Scotland are"
            " like C00/0508/9 and G9VR 22"
        )
    return "/".join(found.groups())


def check_unit_reference(reference: str) -> CheckCharacter:
    """Tell whether the letter of a normalised unit reference fits its digits."""
    found = _OFQUAL_UNIT.fullmatch(reference)
    letter = _letter(found[2] + found[3]) if found else ""
    if not found or not letter:
        return CheckCharacter.UNKNOWN
    return CheckCharacter.FITS if letter == found[1] else CheckCharacter.WRONG


def check_qualification_number(number: str) -> CheckCharacter:
    """Tell whether the last character of a normalised qualification number fits the others."""
    if not _QUALIFICATION.fullmatch(number):
        return CheckCharacter.UNKNOWN
    digits = number.replace("/", "")
    fits = "0123456789X"[_weighted_sum(digits[:7])] == digits[7]
    return CheckCharacter.FITS if fits else CheckCharacter.WRONG


def doubt_of_reference(reference: str) -> str:
    """Say what is odd about a normalised unit reference, or nothing.

    Nothing is said of references whose scheme is not known, nor of codes that do not look like an
    Ofqual reference at all.
    """
    found = _LIKE_OFQUAL.fullmatch(reference)
    if not found:
        return ""
    letter, digits = found[1], found[2].replace("/", "")
    if not _OFQUAL_SHAPE.fullmatch(reference):
        return (
            f"{reference} looks like an Ofqual reference, which is a letter, three digits and four"
            " digits, such as D/506/2170"
        )
    fits = _letter(digits)
    return (
        ""
        if fits in {"", letter}
        else f"{reference}: its letter does not fit its digits; {fits} would"
    )


def doubt_of_number(number: str) -> str:
    """Say what is odd about a normalised qualification number, or nothing."""
    if check_qualification_number(number) is not CheckCharacter.WRONG:
        return ""
    fits = "0123456789X"[_weighted_sum(number.replace("/", "")[:7])]
    return f"{number}: its last character does not fit the others; {fits} would"
