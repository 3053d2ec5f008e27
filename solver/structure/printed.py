"""What a document prints, beside what was worked out."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.rules import Amount, Mandatory, Measure, Scope
from catalogue.scopes import within
from solver.results.bounds import Range, Verdict


def printed(edition: Edition, group: str, measure: Measure) -> Range:
    """The figures that rules about just this group state."""
    only = Scope(groups=(group,))
    lows: list[int] = []
    highs: list[int] = []
    for rule in edition.rules:
        match rule:
            case Amount() if rule.of == only and rule.measure is measure:
                lows += [rule.at_least] if isinstance(rule.at_least, int) else []
                highs += [rule.at_most] if isinstance(rule.at_most, int) else []
            case Mandatory() if rule.of == only and measure is Measure.CREDIT:
                lows += [] if rule.credit is None else [rule.credit]
            case _:
                pass
    return Range(least=max(lows, default=None), greatest=min(highs, default=None))


def verdict_of(published: Range, worked_out: Range, some_unknown: bool) -> Verdict:
    """Hold published hours against the range over the choices whose hours are known."""
    if worked_out.least is None or worked_out.greatest is None:
        return "not-comparable"
    low = worked_out.least if published.least is None else published.least
    high = worked_out.greatest if published.greatest is None else published.greatest
    if (low, high) == (worked_out.least, worked_out.greatest):
        return "equal"
    around = low <= worked_out.least and worked_out.greatest <= high
    return "consistent" if some_unknown and around else "contradicts"


def status_of(
    reference: str, possible: Collection[str], forced: Collection[str]
) -> Literal["forced", "possible", "dead"]:
    """Return whether all choices count a unit, some do, or none does."""
    if reference in forced:
        return "forced"
    return "possible" if reference in possible else "dead"


def is_mandatory(edition: Edition, option: Option) -> bool:
    """Whether a rule of the edition itself (not an alternative in a ``choose``) says so."""
    return any(isinstance(rule, Mandatory) and within(option, rule.of) for rule in edition.rules)
