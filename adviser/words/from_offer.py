"""What an answer takes of a centre's offer, in words."""

from __future__ import annotations

from adviser.words.facts import counted, offer_name, pounds
from solver.results.counted import FromOffer


def offer_note(rests: FromOffer, titles: dict[str, str]) -> tuple[str, list[str]]:
    """What a plan takes of a centre's offer: its cost, and the price and terms of each unit."""
    head = f"By the offer {offer_name(rests)}"
    if rests.cost is not None and rests.taken:
        head += f": the places cost {pounds(rests.cost)}"
    elif any(one.price is not None for one in rests.taken):
        unknown = sum(one.price is None for one in rests.taken)
        known = pounds(sum(one.price or 0 for one in rests.taken))
        head += f": the places cost {known} and the unknown price of {counted(unknown, 'unit')}"
    lines = []
    for one in rests.taken:
        told = [] if one.price is None else [pounds(one.price)]
        told += [] if one.places is None else [f"{counted(one.places, 'place')} left"]
        told += [one.terms] if one.terms else []
        if told:
            lines.append(f"{one.unit}  {titles.get(one.unit, '')}: {', '.join(told)}")
    return f"{head}.", lines
