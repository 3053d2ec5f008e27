"""How many qualifications a second are ranked for one record, on one core.

The qualifications are made from the shipped ones: the same groups and rules, with the hours of
every unit drawn anew, so that no two are the same question. The record is drawn from all units.
Run it with ``python benchmarks/nearest.py``; figures are of CPU time, so that what else the machine
does matters less.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from catalogue import Catalogue, Edition, Group, Qualification, Unit, load  # noqa: E402
from catalogue.learner.record import LearnerRecord, held  # noqa: E402
from solver.credit_transfer.ranking import Standing, nearest, ranking  # noqa: E402

ON = date(2026, 9, 1)

GOAL = 300
"""Qualifications a second of CPU time that are aimed at, inclusive."""


def synthetic(library: Catalogue, number: int, draw: random.Random) -> Iterator[Qualification]:
    """Yield so many qualifications, each like one of the shipped ones that count in credit."""
    patterns = [q for q in library.qualifications if _has_credit(q.editions[-1])]
    for index in range(number):
        pattern = patterns[index % len(patterns)]
        edition = pattern.editions[-1]
        fields = {name: getattr(edition, name) for name in type(edition).model_fields}
        fields["groups"] = tuple(_redrawn(group, draw) for group in edition.groups)
        # Checked, and its units and options numbered, as the reader leaves what it has read.
        made = Edition.model_validate(fields)
        yield pattern.model_copy(update={"short_name": f"synthetic-{index}", "editions": (made,)})


def _has_credit(edition: Edition) -> bool:
    return all(unit.credit is not None for unit in edition.units)


def _redrawn(group: Group, draw: random.Random) -> Group:
    def hours(unit: Unit) -> Unit:
        if unit.glh is None:
            return unit
        return unit.model_copy(update={"glh": max(1, unit.glh + draw.randint(-8, 8))})

    places = tuple(
        place.model_copy(
            update={
                "versions": tuple(
                    version.model_copy(update={"unit": hours(version.unit)})
                    for version in place.versions
                )
            }
        )
        for place in group.places
    )
    inner = tuple(_redrawn(one, draw) for one in group.groups)
    return group.model_copy(update={"places": places, "groups": inner})


def main() -> None:
    """Rank, and print how fast that was."""
    library = load()
    parser = arguments.Parser(__doc__)
    parser.add_argument("--qualifications", type=arguments.count, default=1_000)
    parser.add_argument("--achievements", type=arguments.count, default=12)
    asked = parser.parse_args()
    if asked.achievements > len(library.units):
        parser.error(f"argument --achievements: there are {len(library.units)} units to hold")
    draw = random.Random(7)
    made = list(synthetic(library, asked.qualifications, draw))
    names = draw.sample(sorted(library.units), asked.achievements)
    record = LearnerRecord(achievements=tuple(held(name) for name in names))
    list(nearest(made[:1], record, on=ON, units=library.units))  # the solver is imported here
    cpu, wall = time.process_time(), time.perf_counter()
    found = ranking(
        nearest(made, record, on=ON, units=library.units),
        on=ON,
        as_of=ON,
        achievements=len(names),
    )
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    proven = sum(_is_proven(one) for one in found.standings)
    speed = len(made) / cpu
    print(
        f"{len(found.standings)} qualifications, {proven} proven:"
        f" {speed:.0f} a second of CPU time, {len(made) / wall:.0f} a second by the clock;"
        f" the goal of {GOAL} a second of CPU time is {'met' if speed >= GOAL else 'missed'}"
    )
    states = Counter(one.state for one in found.standings)
    print(", ".join(f"{count} {state}" for state, count in states.items()))


def _is_proven(one: Standing) -> bool:
    return one.proven


if __name__ == "__main__":
    main()
