"""Written forms: goals, dates, numbers and ``NAME@EDITION`` as people put them."""

from __future__ import annotations

GOALS = (
    "least-glh",
    "least-credit",
    "fewest-units",
    "least-surplus",
    "most-preferred",
    "highest-level",
    "least-cost",
)
"""The goals, written out so that ``--help`` need not import the solver; a test compares them."""

UNKNOWN_HOURS = ("leave-out", "estimate", "refuse")
"""What to do about unknown hours, written out for the same reason."""


def apart(name: str) -> tuple[str, str | None]:
    """Part ``QUALIFICATION@EDITION``: the qualification, and the edition if one is called by name.

    An edition that is called by name is meant whatever the date.
    """
    words, at, label = name.partition("@")
    return (words.strip(), label.strip()) if at else (name, None)


def date_text(text: str) -> str:
    """A date in any of the ways that people write it; what is no date is judged later."""
    from catalogue.days import read_day  # the models with it, which --help does without

    try:
        return read_day(text).isoformat()
    except ValueError:
        return text


def whole(text: str) -> int | str:
    """A whole number; what is none is judged later."""
    try:
        return int(text)
    except ValueError:
        return text.strip()


def seconds(text: str) -> float | str:
    """A number of seconds; what is none is judged later."""
    try:
        return float(text)
    except ValueError:
        return text
