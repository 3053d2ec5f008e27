"""What a qualification says of things that count towards it and towards another as well.

Where it says nothing, nobody knows: whether an achievement may count twice is then for the awarding
organisation to say, and nothing is claimed that rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.places import Option
from catalogue.policy import Cap, Sharing
from catalogue.scopes import may_be_within, within
from catalogue.shares import ratio

Counted = tuple[Option, frozenset[str]]
"""An option that counts, and the names of the things that it counts by."""


def twice(parts: Sequence[Sequence[Counted]]) -> list[list[Option]]:
    """Return for each of several choices what counts in it by a thing that counts elsewhere too."""
    found = []
    for number, part in enumerate(parts):
        others = {
            name for n, other in enumerate(parts) if n != number for _, own in other for name in own
        }
        found.append([option for option, names in part if not names.isdisjoint(others)])
    return found


def oversharing(
    parts: Sequence[Sequence[Counted]], said: Sequence[Sharing | None]
) -> Iterator[tuple[int, str]]:
    """Yield what of several choices counts twice and may not: the number of one, and why."""
    for number, shared in enumerate(twice(parts)):
        sharing = said[number]
        if shared and (sharing is None or not sharing.accepted):
            yield number, f"{len(shared)} units count elsewhere as well"
        for cap in sharing.caps if sharing is not None else ():
            if doubtful := [option for option in shared if unmeasured(cap, option)]:
                yield number, f"the credit of {doubtful[0].unit.reference} is unknown"
            amount, most, per = _measured(cap, [option for option, _ in parts[number]], shared)
            if amount * per > most:
                yield number, f"{amount} shared is over the cap of {cap.at_most}"


def unmeasured(cap: Cap, option: Option) -> bool:
    """Whether nobody knows how much an option that counts twice is within a cap.

    It may not count twice then: unknown credit is never 0.
    """
    unknown = not cap.counts_units and option.unit.credit_unknown
    return unknown and may_be_within(option, cap.of)


def _measured(cap: Cap, choice: Sequence[Option], shared: Sequence[Option]) -> tuple[int, int, int]:
    """How much is shared within a cap, and the most as a number over another."""

    def worth(option: Option) -> int:
        return 1 if cap.counts_units else option.unit.credit or 0

    amount = sum(worth(option) for option in shared if may_be_within(option, cap.of))
    if cap.measure != "percent":
        return amount, cap.number, 1
    part, whole = ratio(cap.at_most)
    return amount, part * sum(worth(one) for one in choice if within(one, cap.of)), whole
