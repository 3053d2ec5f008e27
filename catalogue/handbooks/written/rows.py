"""A row of a unit list, and how its single values are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from catalogue.handbooks.blocks import RAISED, Spot
from catalogue.handbooks.written.windows import Window
from catalogue.references import unit_reference

REFERENCE = re.compile(
    r"(?<![A-Za-z0-9/])([A-Z])\s?[/\\]\s?(\d{3})\s?[/\\]\s?(\d{4})(?![\dA-Za-z/])"
    r"|(?<![A-Za-z0-9/])([ADFHJKLMRTY])[ ]?([56]\d\d)[ /]?(\d{4})(?![\dA-Za-z/])"
)
"""An Ofqual reference as documents print it, its letter right or wrong."""

BROKEN_REFERENCE = re.compile(r"(?<![A-Za-z0-9/])[A-Z0-9]/\d{2,4}/\d{2,5}(?![\d/])")
"""What must have been one: a digit or a sign too many, or too few."""

_DATE = re.compile(r"[1-9]/(?:0?[1-9]|1[0-2])/(?:\d\d|20\d\d)")
"""A day of a month of a year, as such a reference looks."""

PART_OF_REFERENCE = re.compile(r"(?<![A-Za-z0-9/])[A-Z]/\d{3}(?:/\d{0,3})?$|^[A-Z]/\d{0,2}$")
"""The first line of an Ofqual reference that a narrow cell parts."""

_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]  # fmt: skip
NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS)}

_LEVEL = re.compile(
    r"(?:(?:rqf|qcf|nqf|scqf)\s+)?(?:l|level|lvl)?\s*\.?\s*(1[0-2]|[1-9])|(?:entry|e)(?:\s*level)?\s*([1-3])",
    re.IGNORECASE,
)
_MARKED_LEVEL = re.compile(
    r"(?:scqf\s+)?(?:l|level|lvl)\s*\.?\s*(1[0-2]|[1-9])|(?:entry|e)(?:\s*level)?\s*([1-3])", re.I
)
_WHOLE = re.compile(
    r"(\d{1,3}(?:,\d{3})|\d{1,5})(?:[.,]0{1,2})?(?:\s*(?:credits?|hours?|hrs?|h|glh|tqt))?", re.I
)
_STATUS = {
    "m": "M", "mandatory": "M", "core": "M", "compulsory": "M", "c": "M", "required": "M",
    "o": "O", "optional": "O", "elective": "O", "e": "O", "additional": "O",
}  # fmt: skip

Level = int | str


@dataclass(slots=True)
class Row:
    """What one row says of one unit. Null is: not printed, or not understood.

    ``doubts`` are names of doubts with the fact they are about and what was seen.
    """

    title: str = ""
    reference: str = ""
    level: Level | None = None
    credit: int | None = None
    glh: int | None = None
    tqt: int | None = None
    status: str = ""
    number: str = ""
    group: str = ""
    """The group that a column names for it, as printed."""
    opens: date | None = None
    closes: date | None = None
    unreplaced: bool = False
    blank: tuple[str, ...] = ()
    """Facts of which a dash or "n/a" says that there is none."""
    spot: Spot = field(default_factory=lambda: Spot(""))
    text: str = ""
    readers: tuple[str, ...] = ()
    scale: str = ""
    """Of which framework the level is, where the head of its column says so: ``SCQF``."""
    mark: str = ""
    """The mark of a footnote that stands behind its title."""
    beside: tuple[tuple[str, str], ...] = ()
    """Cells of columns about what bars or needs it, each with the head of its column."""
    headed: bool = False
    """Whether it is the heading of what follows, as of the page of a unit."""
    marks: dict[str, str] = field(default_factory=dict)
    """What stands in columns that tick units off, by the head of each: ``M``, ``O``, a tick, nothing."""
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    choices: dict[str, list[object]] = field(default_factory=dict)
    """Other values that were read for a fact, besides the one that stands."""

    again: set[str] = field(default_factory=set)
    """Facts that another place of the documents says alike."""

    def doubt(self, name: str, about: str, seen: str, *other: object) -> None:
        """Note a doubt about one fact, with the other values that it may have."""
        self.doubts.append((name, about, seen))
        if other:
            self.choices.setdefault(about, []).extend(other)

    def open_within(self, window: Window, words: str) -> None:
        """Take the registration window that ``words`` give, besides what is known of it.

        One that closes before it opens, as of two rows run together, is no window.
        """
        self.opens, self.closes = self.opens or window.opens, self.closes or window.closes
        self.unreplaced = self.unreplaced or window.unreplaced
        if window.unread:
            self.doubt("replaces", "window", f"a window that was not understood: {words[:80]}")
        if self.opens and self.closes and self.closes < self.opens:
            seen = f"closes on {self.closes}, before it opens on {self.opens}: left out"
            self.doubt("replaces", "window", seen)
            self.opens = self.closes = None


def reference_of(found: re.Match[str]) -> str:
    """Return the reference that was found, in its written form."""
    parts = [part for part in found.groups() if part]
    return "/".join(parts)


@lru_cache(8_192)
def references_in(text: str) -> Sequence[tuple[str, int, int]]:
    """Return every reference of a text with where it begins and ends, broken ones as they are."""
    found = [(reference_of(one), one.start(), one.end()) for one in REFERENCE.finditer(text)]
    taken = [(start, end) for _, start, end in found]
    for one in BROKEN_REFERENCE.finditer(text):
        if not _DATE.fullmatch(one[0]) and not any(
            one.start() < end and start < one.end() for start, end in taken
        ):
            found.append((one[0], one.start(), one.end()))
    return tuple(sorted(found, key=lambda item: item[1]))


def trimmed(text: str) -> str:
    """Return a text without the signs at its ends that part it from others, its own brackets kept."""
    signs = " -:\u2013"
    text = text.strip(signs)
    while text:
        if text[0] in ")]" or (text[0] in "([" and (_opened(text) > 0 or _closes_at_end(text))):
            text = text[1:].strip(signs)
        elif text[-1] in "([" or (text[-1] in ")]" and _opened(text) < 0):
            text = text[:-1].strip(signs)
        else:
            break
    return text


def _opened(text: str) -> int:
    """How many brackets are opened more than closed."""
    return sum((sign in "([") - (sign in ")]") for sign in text)


def _closes_at_end(text: str) -> bool:
    """Whether the bracket that a text begins with is closed by its last sign."""
    return text[-1] in ")]" and all(_opened(text[:n]) > 0 for n in range(1, len(text)))


def put_together(cell: str) -> str:
    """Return a cell whose reference a narrow column parted in one piece; any other as it is."""
    bare = "".join(cell.split())
    return bare if " " in cell and len(bare) <= 12 and REFERENCE.fullmatch(bare) else cell


@lru_cache(4_096)
def own_code(text: str) -> str:
    """Return a text as a code of an awarding organisation, or the empty string."""
    text = re.sub(r"^unit\s+(?=\S*\d)", "", text.strip(), flags=re.IGNORECASE)
    if not 1 < len(text) <= 20 or not any(sign.isdigit() for sign in text):
        return ""
    if len(re.findall(r"[a-z]{2,}", text)) > 1:  # words, as of a short title
        return ""
    if re.fullmatch(r"\d{3}\s?/\s?\d{4}\s?/\s?[\dX]", text) or (
        _WHOLE.fullmatch(text) and not text.isdigit()
    ):
        return ""
    for written in (text, re.sub(r"\s+", "-", text)):
        try:
            return unit_reference(written)
        except ValueError:
            continue
    return ""


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: a dash, or "n/a"."""
    return text.strip().casefold() in {"-", "--", "\u2013", "\u2014", "n/a", "na", "tbc", "none"}


def level_of(text: str, *, marked: bool = False) -> Level | None:
    """Return the level that a cell prints; ``marked`` asks for a word or letter that says so."""
    found = (_MARKED_LEVEL if marked else _LEVEL).fullmatch(text.strip())
    if not found:
        word = NUMBER_WORDS.get(text.strip().casefold().removeprefix("level ").strip())
        return word if word and word <= 8 and not marked else None
    return int(found[1]) if found[1] else f"Entry {found[2]}"


def whole_of(text: str) -> int | None:
    """Return the whole number that a cell prints, with or without its unit of measure."""
    found = _WHOLE.fullmatch(text.strip())
    return int(found[1].replace(",", "")) if found else None


def status_of(text: str) -> str:
    """Return ``M`` or ``O`` for what a cell calls mandatory or optional, else nothing."""
    return _STATUS.get(text.strip().casefold().removesuffix(" unit"), "")


def is_value(text: str) -> bool:
    """Return whether a word or a cell is a value of a unit: a level, a number, mandatory or optional."""
    return level_of(text) is not None or whole_of(text) is not None or bool(status_of(text))


OWN_CODE = r"[A-Z]{1,6}[ -]?\d{2,5}[A-Z]?(?:/\d{3,4}){0,2}"
"""How awarding organisations mostly form the codes of their units."""

_TICK = re.compile(r"[\u2713\u2714\u221a\u2022\u25cf\u25a0\uf0fc\u2611xXyY*]|yes", re.IGNORECASE)


def mark_of(text: str) -> str:
    """Return ``M`` or ``O`` for what a cell calls a unit, a tick for any sign that it is of a size."""
    text = text.strip()
    return status_of(text) or ("\u2713" if _TICK.fullmatch(text) else "")


_HEADS = (
    ("tqt", r"\btqt\b|\btut\b|\btu\s+hours\b|total\s+(?:qualification|unit|learning)\s+time|total\s+hours"),
    ("glh", r"\bglh\b|\bgl\b|guided(?:\s+learning)?(?:\s+hours)?|learning\s+hours|contact\s+hours|\bgl?\s+hrs\b"),
    ("credit", r"\bcredits?(?:\s+(?:values?|points?))?\b|\bcrs?\b|\bcreds?\b|\bcv\b"),
    ("level", r"\b(?:unit\s+)?levels?\b|\blvl?\b|\blev\b\.?|(?<![\w&])L(?![\w&'])"),
    ("status", r"\bmandatory\s*(?:or|/|&|and)\s*optional\b|\bm\s*/\s*o\b|\bcore\s*(?:or|/)\s*optional\b|\bstatus\b|\btype\b"),
    ("group", r"\b(?:unit\s+)?(?:group|section|pool|pathway)\b(?!\s+[A-Z\d]{1,2}\b.*\bunits\b)"),
    ("reference", r"\buan\b|\b(?:unit\s+)?(?:ofqual|regulat\w+|national|accreditation)\s+(?:unit\s+)?(?:codes?|numbers?|no|id)\b\.?|\b(?:ofqual|accreditation|regulat\w+|unit|national)?\s*(?:unit\s+)?ref(?:erence)?s?\b\.?(?:\s+(?:numbers?|no|codes?)\b\.?)?(?:\s*\(?urn\)?)?|\burn\b"),
    ("own", r"\b(?:unit\s+)?(?:code|number|no|index)\b\.?|#"),
    ("title", r"\b(?:unit\s+)?(?:title|name)s?\b|\bunits?\b|\bcomponents?\b|\bmodules?\b|\bsubject\b"),
    ("other", r"\bassess\w*(?:\s+method)?\b|\bgrad\w+\b|\bpage\b|\bexam\w*\b"),
)  # fmt: skip
_ANY_HEAD = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _HEADS), re.IGNORECASE)

_MARKS = re.compile(rf"\s*([*\u2020\u2021\u00a7{RAISED}^#]+|\(\s*[*\u2020\u2021]\s*\))$")


def unstarred(title: str) -> tuple[str, str]:
    """Part a title from the mark of a footnote behind it."""
    found = _MARKS.search(title)
    return (title[: found.start()], found[1].strip("() ")) if found else (title, "")


HEAD_WORDS = frozenset(
    [
        "unit",
        "units",
        "title",
        "titles",
        "name",
        "level",
        "levels",
        "credit",
        "credits",
        "value",
        "values",
        "mandatory",
        "or",
        "optional",
        "ofqual",
        "reference",
        "ref",
        "number",
        "numbers",
        "no",
        "no.",
        "urn",
        "(urn)",
        "glh",
        "(glh)",
        "guided",
        "learning",
        "hours",
        "hour",
        "tqt",
        "(tqt)",
        "total",
        "qualification",
        "time",
        "code",
        "codes",
        "type",
        "status",
        "m/o",
        "qcf",
        "rqf",
        "lvl",
        "lev",
        "cr",
        "cred",
        "and",
        "/",
        "&",
        "component",
        "components",
        "module",
        "accreditation",
        "assessment",
        "method",
        "group",
        "core",
        "tut",
        "regulated",
        "study",
        "ucn",
        "size",
        "l",
        "cv",
    ]
)
"""Words that the head of a unit table is made of."""


SO_MUCH = re.compile(
    r"\(?\b(?:(?:min(?:imum)?|max(?:imum)?|at\s+least)\s+(?:of\s+)?)?\d{1,3}\s+credits?\b\)?",
    re.IGNORECASE,
)
"""What a head says that its units come to, and so no name of a column."""
_LEVEL_OF_CREDIT = re.compile(r"\bcredits?\s+(?=levels?\b)", re.IGNORECASE)


def roles_in(head: str) -> list[str]:
    """Return the roles that the words of a head name, in their order, each once.

    "Credit level" is the level where the credit has a word of its own, as "Credit value".
    """
    head = SO_MUCH.sub(" ", head)
    if len(re.findall(r"\bcredits?\b", head, re.IGNORECASE)) > 1:
        head = _LEVEL_OF_CREDIT.sub("", head)
    found = [str(one.lastgroup) for one in _ANY_HEAD.finditer(head)]
    return list(dict.fromkeys(found))


@lru_cache(4_096)
def role_of_head(cell: str) -> str:
    """Return the one role that the head of a column names, or nothing."""
    if not cell or re.search(r"\bqualification\s+(?:title|number|no)\b|\bqan\b|\bqn\b", cell, re.I):
        return ""
    if _LEVEL_OF_CREDIT.match(cell):
        return "level"
    roles = roles_in(cell)
    for role in (
        "status",
        "group",
        "tqt",
        "glh",
        "reference",
        "own",
        "credit",
        "level",
        "other",
        "title",
    ):
        if role in roles and not (
            role == "own" and "title" in roles and "title" in cell.casefold()
        ):
            return role
    return ""
