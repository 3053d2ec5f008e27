"""How long it takes to find what a centre must offer, and how near to what cannot be beaten.

``python benchmarks/offers.py`` finds offers for generated learners of the shipped OCR qualification
(34 units), each with a record and refusals of their own: without classes, for 1,000 and for
20,000 of them, and the least teaching in classes of 5 to 15, for 15, 40 and 120. A line for each
with the seconds that it took, those of CPU time, the value, the bound that is proven, and the gap
between the two.
``--seconds N`` is the longest that one search may take, ``--only WORDS`` names some of them.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from catalogue import Catalogue, LearnerRecord, load  # noqa: E402
from catalogue.learner.record import held  # noqa: E402
from solver import Question, Situation  # noqa: E402
from solver.many.offer import Delivery, offer  # noqa: E402
from solver.results.offer import Offer, OfferGoal  # noqa: E402

ON = date(2026, 9, 1)
QUALIFICATION = "ocr-l4-customer-service"
CLASSES = Delivery(class_size=15, least_class=5)

CASES = {
    "units-1000": (1_000, OfferGoal.FEWEST_UNITS, None),
    "hours-1000": (1_000, OfferGoal.LEAST_HOURS, None),
    "units-20000": (20_000, OfferGoal.FEWEST_UNITS, None),
    "classes-15": (15, OfferGoal.LEAST_HOURS, CLASSES),
    "classes-40": (40, OfferGoal.LEAST_HOURS, CLASSES),
    "classes-120": (120, OfferGoal.LEAST_HOURS, CLASSES),
}


def learners(
    library: Catalogue, how_many: int, seed: int = 1, likes: bool = False
) -> list[tuple[str, Situation]]:
    """Return learners who hold up to nine units and refuse up to three.

    ``likes`` has each prefer two units besides. Nobody wants any: what a thousand want, each a unit
    of their own, has to be offered, and then there is nothing to find.
    """
    draw = random.Random(seed)
    subject = library.find(QUALIFICATION)
    units = [unit.reference for unit in subject.editions[-1].units]
    mandatory = {"M/506/2898", "D/506/2153", "T/506/2952"}
    optional = [unit for unit in units if unit not in mandatory]
    found = []
    for number in range(how_many):
        record = LearnerRecord(
            achievements=tuple(held(unit) for unit in draw.sample(units, draw.randint(0, 9)))
        )
        question = Question(
            on=ON,
            avoid=draw.sample(optional, draw.choice((0, 0, 1, 2, 3))),
            prefer=dict.fromkeys(draw.sample(optional, 2), 1) if likes else {},
        )
        situation = Situation.of_learner(subject, question, record, units=library.units)
        found.append((f"L{number:05}", situation))
    return found


def run(name: str, library: Catalogue, seconds: float, workers: int) -> str:
    """Return a line about one case."""
    how_many, goal, delivery = CASES[name]
    put = learners(library, how_many)
    begun, spent = time.perf_counter(), time.process_time()
    found = offer(put, goal, delivery, seconds=seconds, workers=workers)
    took = f"{time.perf_counter() - begun:7.1f} s, {time.process_time() - spent:6.1f} s of CPU"
    if not isinstance(found, Offer):
        return f"{name:<12} {took}  no offer, bound {found.bound}"
    gap = (found.value - found.bound) / max(1, found.value)
    cannot = len(found.cannot_finish)
    return (
        f"{name:<12} {took}  {found.value:>6}  bound {found.bound:>6}  gap {gap:6.1%}"
        f"  {len(found.units)} units, {cannot} cannot finish"
    )


def main() -> None:
    """Find the offers that are asked for."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--seconds", type=arguments.seconds, default=60.0)
    parser.add_argument("--workers", type=arguments.count, default=2)
    parser.add_argument("--only", nargs="*", default=list(CASES), choices=list(CASES))
    asked = parser.parse_args()
    library = load([])
    for name in asked.only:
        print(run(name, library, asked.seconds, asked.workers), flush=True)


if __name__ == "__main__":
    main()
