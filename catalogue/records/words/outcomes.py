"""Whether something was achieved, as programs and people say it: words with meanings, no guesses.

A phrase is understood by its words. Some say that something was achieved, some that it was not, and
some turn what follows them round: *not*, *un-*, *partly*, *awaiting*. Where words of both meanings
stand side by side, or none that is known, nothing is understood, and somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest

from catalogue.cells import plain
from catalogue.errors import is_slip
from catalogue.records.words import vocabulary as v, welsh
from catalogue.records.words.vocabulary import (
    ACHIEVED as ACHIEVED,
    NOT_ACHIEVED as NOT_ACHIEVED,
    UNDOING as UNDOING,
)

_CODE = re.compile(r"(l\d)?([pmdfu])(\d?)(\*?)", re.ASCII | re.IGNORECASE)
_LONG = 5
"""Letters of a word of which a slip can be told, inclusive: in a shorter one it is another word."""

_GRADES = {"p": True, "m": True, "d": True, "f": False, "u": False}
"""What a letter stands for where it is a grade: pass, merit, distinction; fail, unclassified."""

_IN_A_CELL = {"ref"}
"""Short words that say that it was not achieved, and something else in a heading."""

_MEANT = {
    **{plain(word): True for word in ACHIEVED},
    **{plain(word): False for word in NOT_ACHIEVED},
}

YES = frozenset({"yes", "y", "true", "t", "1", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}",
                 "\N{SQUARE ROOT}", "\N{BALLOT BOX WITH CHECK}", "\N{WHITE HEAVY CHECK MARK}",
                 "tick", "ticked", "\N{LATIN SMALL LETTER U WITH DIAERESIS}"})  # fmt: skip
"""What is put into a cell to say that what its heading says is so."""

NO = frozenset({"no", "n", "false", "f", "0", "\N{BALLOT X}", "\N{HEAVY BALLOT X}",
                "\N{MULTIPLICATION X}", "\N{BALLOT BOX}", "\N{CROSS MARK}", "cross",
                "\N{HEAVY MULTIPLICATION X}", "\N{WHITE LARGE SQUARE}", "\N{WHITE SQUARE}",
                "\N{NEGATIVE SQUARED CROSS MARK}",
                "\N{LATIN SMALL LETTER U WITH CIRCUMFLEX}"})  # fmt: skip
"""What is put into a cell to say that it is not."""


_SHARE = re.compile(
    r"(?<![\d/.-])(\d+(?:[.,]\d+)?)\s*(?:(%|per ?cent)|(?:/|(?:out )?of)\s*(\d+)(?![\d/]))",
    re.ASCII | re.IGNORECASE,
)
"""So many per cent, or so many of so many; never a part of a day such as 01/05/2023."""

_MARKED = re.compile(r"(?:pass(?:ed)?|merit|distinction)\W*", re.ASCII | re.IGNORECASE)
"""Grades beside which a percentage is the mark, not a share of what there was to do."""


def _in_part(text: str) -> bool:
    """Whether a phrase speaks of a share of something, such as 2/3 complete, and not of all."""
    found = _SHARE.search(text)
    if found is None:
        return False
    if found[2] and _MARKED.fullmatch(text.replace(found[0], "").strip(" ()-:,")):
        return False
    whole = 100.0 if found[2] else float(found[3])
    return float(found[1].replace(",", ".")) < whole


def meaning(text: str) -> bool | None:
    """Return whether a phrase says achieved, or not achieved; none where it is not understood.

    What was done in part is for somebody to judge: it may be all that was asked.
    """
    name = plain(text)
    if "?" in text or _in_part(text) or name in v.SAMPLING:
        return None
    if name in _MEANT:
        return _MEANT[name]
    if (found := _CODE.fullmatch(text.strip())) and (found[1] or found[3] or found[4]):
        return _GRADES[found[2].casefold()]
    words = _words(text)
    if not words or (len(words) > 1 and words[-1] in _BY_THEN) or _is_taught(words):
        return None
    if _NO_CREDIT.search(text):
        return False
    undone = [word.startswith(UNDOING) for word in words]
    if any(undone):
        return None if set(words[: undone.index(True)]) & set(v.TURNING) else False
    said = list(_said(words))
    if None in said or not any(one is not None and one != "" for one in said):
        return None
    verdicts = {one for one in said if isinstance(one, bool)}
    return verdicts.pop() if len(verdicts) == 1 else None


_BY_THEN = {"by", "before", "until"}
"""Words behind which the day stands by which something is to be done, which says not that it is."""

_NO_CREDIT = re.compile(
    r"(?<![\d.,])(?:0|no|zero|nil) credits?\b|\bcredits?(?: \w+)?\s*[:=-]?\s*(?:0|zero|none|nil)$",
    re.IGNORECASE,
)


def _is_taught(words: Sequence[str]) -> bool:
    """Whether it says how long it is learnt, or that this is over: no recognition of the prior."""
    if set(words) & {"full", "part"} and "time" in words:
        return True
    return "learning" in words and not {"prior", "recognition", "recognised", "rpl"} & set(words)


_LAMENT = re.compile(
    r"\b(?:fail(?:s|ed)?|withdrew|withdrawn|referred|resubmi\w*|resit|retake|revoked|void(?:ed)?"
    r"|incomplete|unsuccessful|deferred|downgraded|plagiari\w+|malpractice|withheld|in error"
    r"|disagree\w*|overturned|not (?:yet |been |fully )*(?:pass|achiev|complet|compet|agree|accept"
    r"|upheld|confirm|ratif|endors|claim)\w*)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}]\s*|\s*[(;,:]\s*|\s+but\s+")
_AGAIN = {
    "resit", "retake", "resubmission", "resubmitted", "at", "on", "after", "first", "second",
    "third", "st", "nd", "rd", "attempt", "sitting", "try", "capped", "submission",
}  # fmt: skip
"""Words that say which time it was, and nothing of what came of it."""


def settled(text: str) -> bool | None:
    """Return what a phrase means, also where its first clause says it and the rest adds no doubt.

    What was not achieved stays so whatever stands beside it, unless that speaks of an achievement.
    What was achieved may be so at another attempt. Work may be complete and have failed.
    """
    if "?" in text or (known := meaning(text)) is not None:
        return None if "?" in text else known
    first, _, behind = text.strip().partition(" ")
    if key_of(first) in _ASSENTS and (behind := behind.strip(" -:,;\N{EN DASH}\N{EM DASH}()")):
        return settled(behind)
    if (after := _AFTER.search(text)) is not None:
        return meaning(text[: after.start()])
    head, *more = _CLAUSE.split(text, maxsplit=1)
    rest = " ".join(more).strip(" )")
    every, words = _words(text), _words(rest)
    if every and every[0] in _PUT_OFF:
        return False
    said = meaning(head)
    blamed = said is False or any(word.startswith(v.AGAINST) for word in every)
    few = len(every) <= (_FEW if said is None else 2 * _FEW)
    if blamed and few and not any(map(_praises, words if said is False else every)):
        return False
    if every and every[0] in _BEFORE:
        return None if any(word.startswith(v.AGAINST) for word in every) else False
    once = [word for word in every if word not in _AGAIN]
    if len(once) < len(every) and not _in_part(text) and meaning(" ".join(once)):
        return True
    done = head.strip().casefold() in {"complete", "completed", "finished", "done"}
    failed = meaning(rest) is False and {"fail", "failed", "not", "unsuccessful"} & set(words)
    return False if done and failed else None


_AFTER = re.compile(
    r"\s+(?:after|on|following|upon|by)\s+(?:an? )?"
    r"(?:referral|appeal|compensation|condonement|resubmission|resit|retake)\s*$",
    re.IGNORECASE,
)
"""The way by which something came out as it did, which says nothing of how it came out."""

_PUT_OFF = {"deferral", "deferment", "extension", "suspension", "mitigation", "extenuating"}
"""Words at the beginning of a phrase by which there is no outcome yet, granted or not."""

_BEFORE = {
    "not", "never", "without", "await", "awaiting", "pending", "expected", "predicted", "forecast",
    "provisional", "needs", "requires", "required", "nearly", "almost", "due", "ready", "mock",
    "practice", "will", "should", "estimated", "likely", "still", "projected",
}  # fmt: skip
"""Words at the beginning of a phrase by which what follows is not there, or not yet."""

_FEW = 3
"""Words, inclusive, of a phrase in which one that says failed is not taken back by another."""


def _words(text: str) -> list[str]:
    bare = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold())
    found = re.findall(r"[a-z]+", bare)
    if not welsh.OUTCOMES.keys().isdisjoint(found):
        return [welsh.OUTCOMES.get(one, one) for one in found if one not in welsh.SMALL]
    return found


_TO_COME = re.compile(
    r"\b(?:planned|plan|outstanding|remaining|required|requires|proposed|predicted|expected|needed"
    r"|missing|upcoming|due|still|in progress|to (?:do|complete|be|take|achieve)|not yet"
    r"|unachieved|i gwblhau)\b",
    re.IGNORECASE,
)


_UNSURE = re.compile(
    r"\b(?:provisional|predicted|forecast|projected|estimated|mock|unconfirmed|unmoderated|target"
    r"|subject to|interim|indicative|unratified|not final)\b",
    re.IGNORECASE,
)
_RESULTS = re.compile(r"\b(?:results?|grades?|marks?|outcomes?|scores?|exams?)\b", re.IGNORECASE)


def unsure_of_all(text: str) -> bool:
    """Whether a line of a page says of all its results that they are not there yet."""
    few = len(text.split()) <= _LINE and ":" not in text
    return few and bool(_UNSURE.search(text) and _RESULTS.search(text))


_LINE = 8
"""Words, inclusive, of a line that speaks of the whole page, and tells no more."""


def speaks_of_a_plan(text: str) -> bool:
    """Whether a line says that what stands below it is still to come, or was not achieved."""
    return _TO_COME.search(text) is not None or speaks_against(text)


def undoes(text: str) -> bool:
    """Whether a phrase says that what was achieved is so no more: revoked, void; not withdrawn."""
    gone = tuple(one for one in UNDOING if one not in {"withdr", "cancel", "refus", "declin"})
    return any(word.startswith(gone) for word in _words(text))


def speaks_against(text: str) -> bool:
    """Whether free text has words by which something may not have been achieved."""
    return _LAMENT.search(text) is not None


def _said(words: Sequence[str]) -> Iterator[bool | str | None]:
    """What each word says: achieved, not, nothing of it (an empty text), or not understood."""
    turned = praised = spent = False
    for word, after in zip_longest(words, words[1:], fillvalue=""):
        if word in v.TURNING or (word == "no" and _praises(after)):
            turned = True
            continue
        turned, spent = turned or (spent and word.startswith(v.FOR)), False
        bare = word.removeprefix("un")
        if word in v.ALSO:
            yield ""
        elif word.startswith(v.AGAINST):
            yield False
        elif _praises(bare) and bare.endswith("ing"):
            yield None  # it goes on, or may come
        elif _praises(bare):
            yield not turned and bare == word
            praised = praised or (not turned and bare == word)
            spent = turned
            turned = False
            continue
        else:
            yield None
    if turned:  # what is still to come of something that was said before is for somebody to judge
        yield None if praised else False


def _praises(word: str) -> bool:
    return word.startswith(v.FOR) or word in v.WHOLLY


def key_of(text: str) -> str:
    """Return what a word is looked up by: its letters and digits, or a sign such as a tick."""
    return plain(text) or text.casefold()


@dataclass(frozen=True)
class Said:
    """What one cell says of the outcome.

    ``of`` is the name of its column or key. A ``graded`` one may hold a grade that says nothing of
    whether something was achieved, such as A or 72 %. ``known`` has what words mean in this file
    alone, by their letters and digits; null is that a word says nothing.
    """

    of: str
    text: str
    graded: bool = False
    known: Mapping[str, bool | None] | None = field(default=None, compare=False)

    @property
    def meant(self) -> bool | None:
        """Whether it says achieved, or not achieved; none where that is not known."""
        name = key_of(self.text)
        if self.known is not None and name in self.known:
            return self.known[name]
        if self.graded and name in _GRADES:
            return _GRADES[name]
        if name in _IN_A_CELL:
            return False
        return settled(self.text)

    @property
    def assents(self) -> bool:
        """Whether it does no more than let stand what else is said."""
        return key_of(self.text) in _ASSENTS

    @property
    def silent(self) -> bool:
        """Whether it is known to say nothing."""
        name = key_of(self.text)
        if self.known is not None and name in self.known:
            return self.known[name] is None
        return name in v.NEITHER


_ASSENTS = {
    "confirmed", "agreed", "upheld", "accepted", "ratified", "verified", "endorsed", "final",
    "published", "released", "live", "valid", "validated", "moderated", "closed", "locked",
}  # fmt: skip
"""Words that let stand what else is said, and say nothing alone."""


class Outcome(Enum):
    """What came of something."""

    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not achieved"
    UNTOLD = "untold"


def outcome(said: Sequence[Said]) -> tuple[Outcome, tuple[Said, ...]]:
    """Return the outcome of one thing by all that is said of it, and what of this decides it.

    Something is achieved where one word says so, none says otherwise, and only grades are not
    understood. An untold outcome is decided by what is not understood, if anything is said at all.
    """
    said = [one for one in said if not one.silent]
    against = tuple(one for one in said if one.meant is False)
    speaks = tuple(one for one in said if one.meant)
    dark = tuple(one for one in said if one.meant is None and not (speaks and one.assents))
    words = tuple(one for one in dark if not one.graded)
    if against:
        return Outcome.NOT_ACHIEVED, against
    if speaks and not words:
        return Outcome.ACHIEVED, speaks
    return Outcome.UNTOLD, words or dark


def doubt_of(said: Said) -> tuple[str, str]:
    """Return the message and the hint for what is not understood of an outcome.

    A word is only offered where one slip leads to it: what merely looks like it may mean the
    opposite.
    """
    long = len(plain(said.text)) >= _LONG
    near = [word for word in (*ACHIEVED, *NOT_ACHIEVED) if long and is_slip(said.text, word)]
    opposite = len({meaning(word) for word in near}) > 1
    hint = (
        f"did you mean {near[0]}?"
        if near and not opposite
        else (
            f"known: {', '.join(ACHIEVED[:7])}; {', '.join(NOT_ACHIEVED[:10])}; or say in a layout"
            " what it means: 'unitwise record check FILE --save-layout' begins one"
        )
    )
    return f"{said.text[:60]!r} does not say whether it was achieved", hint
