"""Which edition is meant, where it is named and not found by its date."""

from __future__ import annotations

import re
from datetime import date

from catalogue.door import admit
from catalogue.errors import NoEdition, did_you_mean, nearest
from catalogue.qualification import Edition, Qualification


def edition_called(qualification: Qualification, words: str) -> Edition:
    """Return the one edition whose label is ``words``, or has all of them in any order.

    Raises
    ------
    NoEdition
        If no label fits or several do; the hint lists the labels.
    """
    admit(qualification, Qualification)
    asked = _words(words)
    exact = [e for e in qualification.editions if _words(e.edition) == asked]
    hits = exact or [
        e for e in qualification.editions if asked and set(asked) <= set(_words(e.edition))
    ]
    if len(hits) == 1:
        return hits[0]
    labels = [edition.edition for edition in qualification.editions]
    listing = "\n".join(["its editions:", *(f"  {label}" for label in labels)])
    if hits:
        raise NoEdition(f"{len(hits)} editions of {qualification.title} fit {words!r}", listing)
    near = did_you_mean(words, labels) or next(
        (
            f"did you mean {label}?"
            for label in labels
            if asked and all(nearest(word, _words(label)) for word in asked)
        ),
        "",
    )
    raise NoEdition(
        f"{qualification.title} has no edition called {words!r}",
        hint="\n".join(part for part in (near, listing) if part),
    )


def edition_for(qualification: Qualification, words: str | None, day: date | None) -> Edition:
    """Return the edition called ``words``, or else the one in force on ``day``, or the latest.

    Raises
    ------
    NoEdition
        If there is no such edition.
    """
    admit(qualification, Qualification)
    if words is not None:
        return edition_called(qualification, words)
    return qualification.editions[-1] if day is None else qualification.edition_on(day)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:\.[^\W_]+)*", text.casefold())
