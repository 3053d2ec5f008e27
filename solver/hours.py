"""Guided learning hours, known, estimated or unknown. Unknown is never 0."""

from __future__ import annotations

from catalogue.places import Option
from catalogue.qualification import Edition
from solver.question import UnknownHours


class Hours:
    """The hours of each option of an edition, under one way of treating unknown hours.

    An estimate is the unit's credit times the qualification's published least GLH over its
    published credit, rounded half up to whole hours. Where one of these is not known there is no
    estimate either.
    """

    def __init__(self, edition: Edition, unknown: UnknownHours) -> None:
        published = edition.published
        self._rate: tuple[int, int] | None = None
        if (
            unknown is UnknownHours.ESTIMATE
            and published is not None
            and published.credit
            and published.glh is not None
            and published.glh.least is not None
        ):
            self._rate = published.glh.least, published.credit

    def estimate(self, option: Option) -> int | None:
        """Return the estimated hours of an option whose hours are unknown, if there are any."""
        credit = option.unit.credit
        if option.unit.glh is not None or self._rate is None or credit is None:
            return None
        hours, per = self._rate
        return (2 * credit * hours + per) // (2 * per)

    def of(self, option: Option) -> int | None:
        """Return the known or estimated hours of an option, or null."""
        return self.estimate(option) if option.unit.glh is None else option.unit.glh
