"""Whether something was achieved, as programs and people say it: known words, and no guesses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from catalogue.cells import plain
from catalogue.errors import did_you_mean

ACHIEVED = (
    "achieved", "pass", "passed", "merit", "distinction", "credit", "complete", "completed",
    "awarded", "certificated", "certified", "competent", "successful", "yes",
    "full achievement", "fully achieved", "high pass", "distinction star", "starred distinction",
)  # fmt: skip
"""Words that say that something was achieved."""

NOT_ACHIEVED = (
    "not achieved", "fail", "failed", "withdrawn", "referred", "continuing", "in progress",
    "registered", "planned", "transferred",
    "absent", "active", "awaiting result", "cancelled", "current", "deferred", "discontinued",
    "enrolled", "in learning", "incomplete", "left", "no", "no achievement", "on hold",
    "on programme", "ongoing", "outstanding", "partial", "partial achievement",
    "partially achieved", "pending", "refer", "referral", "resit", "resubmission", "resubmit",
    "started", "suspended", "unclassified", "ungraded", "unsuccessful", "void", "withdrew",
)  # fmt: skip
"""Words that say that it was not, or not yet; so does whatever begins with the word ``not``."""

_GRADES = {"p": "pass", "m": "merit", "d": "distinction", "f": "fail", "u": "unclassified"}
"""What a letter stands for where it is a grade."""

_MEANT = {
    **{plain(word): True for word in ACHIEVED},
    **{plain(word): False for word in NOT_ACHIEVED},
}


@dataclass(frozen=True)
class Said:
    """What one cell says of the outcome.

    ``of`` is the name of its column or key. A ``graded`` one may hold a grade that says nothing of
    whether something was achieved, such as A or 72 %.
    """

    of: str
    text: str
    graded: bool = False

    @property
    def meant(self) -> bool | None:
        """Whether it says achieved, or not achieved; none where that is not known."""
        words = self.text.casefold().split()
        if len(words) > 1 and words[0] == "not":
            return False
        name = plain(self.text)
        return _MEANT.get(_GRADES.get(name, name) if self.graded else name)


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
    against = tuple(one for one in said if one.meant is False)
    dark = tuple(one for one in said if one.meant is None)
    words = tuple(one for one in dark if not one.graded)
    speaks = tuple(one for one in said if one.meant)
    if against:
        return Outcome.NOT_ACHIEVED, against
    if speaks and not words:
        return Outcome.ACHIEVED, speaks
    return Outcome.UNTOLD, words or dark


def doubt_of(said: Said) -> tuple[str, str]:
    """Return the message and the hint for what is not understood of an outcome."""
    known = f"known: {', '.join(ACHIEVED[:7])}; {', '.join(NOT_ACHIEVED[:10])}"
    hint = did_you_mean(said.text, [*ACHIEVED, *NOT_ACHIEVED]) or (
        f"{known}; rename or drop {said.of!r} where it says something else"
    )
    return f"{said.text[:60]!r} does not say whether it was achieved", hint
