"""The units of an offer as they are told, and who would be lost without each."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from catalogue.units import Unit
from solver.many.finishing import Finisher
from solver.program.engine import Clock
from solver.results.offer import OfferedUnit


def lost_without(
    groups: Sequence[Finisher], offered: Collection[str], clock: Clock
) -> dict[str, list[str] | None]:
    """Return for each unit who could not finish with the others, whatever they then do.

    All can finish with the whole. Null where time ran out before that was known; a unit that is not
    there is nobody's loss.
    """
    lost: dict[str, list[str] | None] = {}
    for group in groups:
        needs = group.needed(offered, clock)
        for unit in group.may_study if needs is None else needs:
            before = lost.get(unit, [])
            lost[unit] = None if needs is None or before is None else [*before, *group.ids]
    return lost


def offered_unit(
    name: str,
    about: Unit,
    learners: int,
    classes: int,
    price: int | None,
    lost: Sequence[str] | None,
) -> OfferedUnit:
    """Return a unit of an offer with what is known of it; ``price`` in pence."""
    return OfferedUnit(
        unit=name,
        title=about.title,
        level=about.level,
        credit=about.credit,
        glh=about.glh,
        learners=learners,
        classes=classes,
        price=price,
        lost=None if lost is None else len(lost),
        lost_learners=tuple(dict.fromkeys(lost or ())),
    )
