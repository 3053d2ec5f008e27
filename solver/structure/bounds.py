"""What is really optional: effective bounds, forced and dead units, the number of choices."""

from __future__ import annotations

from datetime import date

from catalogue.door import admit
from catalogue.easing import eased
from catalogue.learner.exceptions import excepted
from catalogue.offering import CentreOffer
from catalogue.qualification import Edition, Qualification
from solver.program.engine import Clock
from solver.results.answers import Subject, Undecided
from solver.results.bounds import (
    Bounds,
    BoundsAnswer,
)
from solver.situation import Situation, dated
from solver.structure.counting import MOST_STATES
from solver.structure.leeway import Leeway, OnStage
from solver.structure.regions import (
    OutOfTime,
)


def bounds(
    subject: Qualification | Situation,
    *,
    on: date | None = None,
    edition: Edition | None = None,
    offer: CentreOffer | None = None,
    count: bool = True,
    time_limit: float = 60.0,
    most_states: int = MOST_STATES,
    progress: OnStage | None = None,
) -> BoundsAnswer:
    """Return what the rule of combination really leaves open to a learner who registers ``on``.

    The edition is the one in force on that date unless ``edition`` names another. A situation has
    its date and edition already; its wishes and what is held change nothing here. With an
    ``offer`` of a centre only what it delivers, and has a place of, is open. ``time_limit`` is in
    seconds, for all of it together. With ``count`` the legal choices are counted, which is
    given up past ``most_states`` states.

    Raises
    ------
    TypeError
        If an argument is of another type.
    NoEdition
        If the qualification has no edition for the date.
    Disagreement
        If the referee does not confirm a choice, or the count.
    """
    qualification, edition, on = dated(subject, edition, on)
    on = admit(on, date)
    asked = edition or qualification.edition_on(on)
    about = Subject.of(qualification, asked)
    tell = progress or (lambda stage, done, total: None)
    clock = Clock(time_limit)
    try:
        facts = Leeway(asked, on, clock, tell, offer).bounds(about, count, most_states)
        if offer is not None:
            facts = _unpublished(facts)
        if not asked.incomplete_groups:
            return facts
        return _among_listed(facts, Leeway(eased(asked), on, clock, tell, offer), time_limit)
    except OutOfTime:
        return Undecided(
            qualification=about,
            on=on,
            time_limit=time_limit,
            stopped=clock.stopped,
            exceptions=excepted(asked),
        )


def _among_listed(facts: Bounds, free: Leeway, time_limit: float) -> BoundsAnswer:
    """The facts of an edition whose lists are not complete: sums over what is listed, so told.

    What no choice can do without, or can do with, is taken from ``free``, in which nothing is asked
    that a missing unit could give.
    """
    if free.satisfiable and not facts.satisfiable:
        return Undecided(
            qualification=facts.qualification,
            on=facts.on,
            time_limit=time_limit,
            stopped="incomplete",
            incomplete=free.edition.incomplete_groups,
            figures_unknown=facts.may_be_satisfiable,
            exceptions=facts.exceptions,
        )
    return _unpublished(facts).model_copy(
        update={
            "units": free.units(),
            "implied": (),
            "suffice": (),
            "incomplete": free.edition.incomplete_groups,
        }
    )


def _unpublished(facts: Bounds) -> Bounds:
    """The facts, held against no published figure: that speaks of all units that there are."""
    return facts.model_copy(
        update={
            "credit": facts.credit.model_copy(update={"verdict": None}),
            "glh": facts.glh.model_copy(update={"verdict": None}),
        }
    )
