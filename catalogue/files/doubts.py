"""What somebody should look at in a catalogue that can be used: doubts, not mistakes.

A document may hold a misprint, and two documents may disagree. The catalogue is read all the same;
``unitwise catalogue check`` tells the doubts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.consistency import groups_with_places
from catalogue.equivalence import doubt_of_equivalence
from catalogue.errors import Fault
from catalogue.files.pages import Pages
from catalogue.inconsistency import Inconsistency, Location
from catalogue.policy import Gives, Way
from catalogue.qualification import Edition, Qualification
from catalogue.references import doubt_of_number, doubt_of_reference
from catalogue.rules import Amount, Choose, Percent, Rule
from catalogue.scopes import within
from catalogue.shares import rounded_from, share_words
from catalogue.spoken import scopes_of
from catalogue.units import Unit


def doubts_of_unit(pages: Pages, number: int, unit: Unit) -> Iterator[Fault]:
    """Yield what is odd about the unit that stands as ``number`` in the list of a file."""
    if not unit.coined and (doubt := doubt_of_reference(unit.reference)):
        yield pages.fault(("units", number, "reference"), doubt)


def doubts_of_qualification(pages: Pages, qualification: Qualification) -> Iterator[Fault]:
    """Yield what is odd about a qualification that has no fault."""
    if qualification.number and (doubt := doubt_of_number(qualification.number)):
        yield pages.fault(("number",), doubt)
    if _TODO in pages.text:
        for where, text in _unfinished(pages.data, ()):
            yield pages.fault(where, f"{text!r} is still to be written")


_TODO = "TODO"
"""With what a text begins that is left to be written."""


def _unfinished(data: Any, here: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(data, str) and data.startswith(_TODO):
        yield here, data
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _unfinished(value, (*here, key))


def doubts_of_recognition(
    pages: Pages, qualification: Qualification, units: Mapping[str, Unit]
) -> Iterator[Fault]:
    """Yield what is odd about shares, and about what a policy lists.

    ``units`` are those of the whole catalogue.

    Awarding organisations take a unit for another of the same or more credit at the same or a
    higher level; and one thing that is listed twice gives only one of the two.
    """
    for number, edition in enumerate(qualification.editions):
        here = ("editions", number)
        for where, share in _shares(edition.rules, (*here, "rules")):
            yield from _rounded(pages, where, share)
        for place, entry in enumerate(edition.recognition):
            for line, cap in enumerate(entry.caps):
                where = (*here, "recognition", place, "caps", line, "at_most")
                if cap.measure == "percent":
                    yield from _rounded(pages, where, cap.at_most)
                if entry.gives is Gives.NO_CREDIT and not (cap.counts_units or cap.awarded_too):
                    yield pages.fault(
                        where,
                        "what is recognised gives no credit here, so that a cap on its credit holds"
                        " nothing back: write a cap on units, or what of the credit is given",
                    )
            seen: dict[str, str] = {}
            for line, pair in enumerate(entry.pairs):
                where = (*here, "recognition", place, "pairs", line)
                held, unit = pair.held[0], pair.counts_as[0]
                other = seen.setdefault(held, unit) if pair.single else unit
                if other != unit:
                    yield pages.fault(
                        (*where, "held"),
                        f"{held} counts as {other} or as {unit}, one of them: write"
                        f" counts_as: [{other}, {unit}] in one entry if it gives both",
                    )
                if entry.way == Way.EQUIVALENCE and (
                    odd := doubt_of_equivalence(pair.held, pair.counts_as, units)
                ):
                    yield pages.fault((*where, "counts_as"), odd)


def _rounded(pages: Pages, where: Location, share: int | str) -> Iterator[Fault]:
    if fraction := rounded_from(share):
        yield pages.fault(
            where,
            f"{share_words(share)} is taken as it is written, and {fraction} is another share:"
            f" write {fraction} if that is meant",
        )


def _shares(rules: tuple[Rule, ...], here: Location) -> Iterator[tuple[Location, int | str]]:
    """Every share that a rule asks for, with where it stands."""
    for number, rule in enumerate(rules):
        if isinstance(rule, Choose):
            yield from _shares(rule.rules, (*here, number, "rules"))
        elif isinstance(rule, Amount):
            for key, bound in (("at_least", rule.at_least), ("at_most", rule.at_most)):
                if isinstance(bound, Percent):
                    yield (*here, number, key, "percent"), bound.percent


def unruled(edition: Edition) -> Iterator[Inconsistency]:
    """Yield the groups of which no rule takes in a single unit."""
    scopes = list(scopes_of(edition.rules))
    for group, where in groups_with_places(edition):
        options = [option for option in edition.options if option.group == group.id]
        if options and not any(within(option, scope) for option in options for scope in scopes):
            yield Inconsistency(
                (*where, "id"), f"no rule takes in any unit of group {group.id}", group.id
            )
