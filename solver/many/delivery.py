"""How a centre can deliver."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from catalogue.identity import full_name
from catalogue.units import Unit
from solver.program.engine import SolverFailure


@dataclass(frozen=True)
class Delivery:
    """How a centre can deliver. Null is no limit.

    Units are named by their references; an own code after whose it is (``ORGANISATION:CODE``),
    which may be left out where only one organisation can be meant.

    ``among`` are the units that may be offered, ``fixed`` those that must be, ``prices`` pence for
    each place, ``places`` the most learners of a unit. A class has ``least_class`` to
    ``class_size`` learners, both inclusive.
    """

    class_size: int | None = None
    least_class: int = 1
    fixed: tuple[str, ...] = ()
    among: Collection[str] | None = None
    prices: Mapping[str, int] | None = None
    places: Mapping[str, int] | None = None

    def named(self, units: Iterable[Unit]) -> Delivery:
        """Return the same with every own code after whose it is, of the units there are."""
        names: dict[str, list[str]] = {}
        for unit in units:
            names.setdefault(unit.reference, []).append(full_name(unit))

        def name(text: str) -> str:
            own = dict.fromkeys(names.get(text, ()))
            return next(iter(own)) if len(own) == 1 else text

        def keyed(of: Mapping[str, int] | None) -> dict[str, int] | None:
            return None if of is None else {name(unit): value for unit, value in of.items()}

        return replace(
            self,
            fixed=tuple(map(name, self.fixed)),
            among=None if self.among is None else frozenset(map(name, self.among)),
            prices=keyed(self.prices),
            places=keyed(self.places),
        )


def fits(how: Delivery, unit: str, learners: int, classes: int | None) -> None:
    """Hold the classes and places of a unit against plain arithmetic."""
    most = (how.places or {}).get(unit)
    wrong = most is not None and learners > most
    if classes is not None and how.class_size is not None:
        wrong |= learners > classes * how.class_size
        wrong |= how.least_class > 1 and learners < classes * how.least_class
    if wrong:
        raise SolverFailure(f"{learners} learners do not fit into what is offered of {unit}")
