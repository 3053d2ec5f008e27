"""A given choice, judged: the referee's audit as an answer with units and totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.editions import edition_for
from catalogue.learner.exceptions import excepted, resting
from catalogue.library import find_units
from catalogue.offering import Availability, CentreOffer
from catalogue.qualification import Edition, Qualification
from catalogue.referee import Placement, TooManyAssignments, place
from solver.results.answers import AuditAnswer, CountedUnit, Subject, Totals
from solver.results.counted import FromOffer
from solver.situation import Situation, dated


def check(
    subject: Qualification | Situation,
    references: Sequence[str],
    *,
    edition: Edition | None = None,
    on: date | None = None,
    today: date | None = None,
    offer: CentreOffer | None = None,
    time_limit: float = 60.0,
) -> AuditAnswer:
    """Judge a choice of units, each at the place where the whole serves best.

    The edition is ``edition``, or the one for ``on``, a date of registration, or the latest. With
    ``on``, units that were not open to new study then make the choice illegal; without it they are
    only listed (for ``today``). With an ``offer`` of a centre, units that it does not deliver, or
    has no place of, make the choice illegal as well: nobody can study them there. ``time_limit`` is
    in seconds; past it the best placement that is known is judged, and the answer is not
    ``proven``. A situation has its edition and date already; its wishes and what is held change
    nothing here.

    Raises
    ------
    TypeError
        If an argument is of another type.
    NoEdition
        If the qualification has no edition for the date.
    UnknownUnit
        If a reference is not that of a unit of the edition.
    Disagreement
        If the referee does not confirm what the solver found.
    """
    qualification, edition, on = dated(subject, edition, on)
    edition = edition or edition_for(qualification, None, on)
    references = find_units(edition, references, {})
    placed, proven = placement(edition, references, on or today or date.today(), time_limit)
    units = tuple(CountedUnit.of(option) for option in placed.choice)
    legal = placed.audit.legal
    state = {o.unit.reference: offer.of(o.unit) for o in placed.choice} if offer else {}
    missing = tuple(unit for unit, one in state.items() if one is Availability.NOT_OFFERED)
    full = tuple(unit for unit, one in state.items() if one is Availability.FULL)
    barred = bool((on and placed.closed) or missing or full)
    return AuditAnswer(
        legal=legal and not barred,
        may_be_legal=placed.audit.may_be_legal and not barred,
        proven=proven,
        qualification=Subject.of(qualification, edition),
        on=on,
        units=units,
        totals=Totals.of(units, edition),
        rules=placed.audit.rules,
        clashes=placed.audit.clashes,
        closed=placed.closed,
        not_offered=missing,
        full=full,
        offer=FromOffer.of(offer, placed.choice),
        exceptions=resting(edition, placed.choice) if legal else excepted(edition),
    )


def placement(
    edition: Edition, references: Sequence[str], day: date | None, time_limit: float
) -> tuple[Placement, bool]:
    """Return the best way to place units, as the referee judges it, and whether that is proven.

    Best is as for :func:`catalogue.referee.place`. Where the units could stand in more ways than
    that may try, the solver is asked for a legal one. If there is none, that is proven, while the
    placement that shows it is only one that no move of a single unit betters.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    """
    try:
        return place(edition, references, day), True
    except TooManyAssignments as error:
        from solver.checks.placing import placed_legally

        found, proven = placed_legally(edition, references, day, time_limit)
        return found or error.best, proven
