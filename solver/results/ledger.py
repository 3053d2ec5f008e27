"""The ledger of a record: one entry for each achievement."""

from __future__ import annotations

from datetime import date
from typing import Literal

from catalogue.learner.recognised import Refused
from catalogue.learner.record import Route
from catalogue.policy import Cap, Gives, Way
from catalogue.units import Model
from solver.results.answers import Step

Reason = Literal[
    Refused,
    "unit-already-counts",
    "another-version-counts",
    "ceiling-reached",
    "rule-broken",
    "cap-reached",
    "refused-by-question",
    "not-needed",
    "no-plan",
    "not-offered",
    "undecided",
]
"""Why something held does not count.

``ceiling-reached``: with it an amount would go over its ceiling. ``rule-broken``: with it another
rule would be broken. ``not-needed``: it would make the plan no better. ``no-plan``: no choice fits,
so that nothing counts. ``not-offered``: the same, and one would fit if the centre had those in
``needs`` on offer. ``undecided``: no plan is proven best. ``incomplete``: it counts only together
with what is not held, which the entry names in ``needs``. ``other-organisation``: its code is one
of the edition, where it is the code of those in ``needs``. ``organisation-unknown``: it may be the
code of any of those.
"""


class Entry(Model):
    """One achievement. ``number`` is its place in the record, from 1; ``name`` how it says it.

    Where it ``counts``: as which ``unit``, at which ``place`` of which ``group``, ``through`` what,
    for how much ``credit``; what it ``gives``, and ``not_to_groups``. ``after_closing`` says that
    it was achieved after the unit had closed to registrations. Where it does not: the ``reason``,
    with the ``rule`` or ``way`` that it turns on, what that ``says`` and where it stands
    (``source`` null: no document says so, a default);
    ``also`` are what else stands in the way, ``others`` the units that count where it would, of
    which ``studied`` are new. With it a ceiling or cap would come to ``reached``, for a percentage
    in credits ``of`` so many. To have it count all the same ``costs`` so much in each goal, or is
    ``impossible``; ``effect`` is null where that is not the reason, or not tried.
    ``together`` names what is used with it, ``also_units`` the units that it counts as besides,
    ``doubt`` that these have more credit or a higher level than what is held, or that the record
    has another title for a code of which it does not say whose it is.
    ``would_count`` tells whether it would count if nothing of all this, or not the cap, stood in
    the way; null where that is not the reason, or not tried.
    """

    number: int
    name: str
    title: str | None
    achieved: date | None
    awarding_organisation: str | None
    route: Route
    counts: bool
    through: Way | None = None
    unit: str | None = None
    place: str | None = None
    group: str | None = None
    credit: int | None = None
    gives: Gives = Gives.FULL
    not_to_groups: tuple[str, ...] = ()
    after_closing: bool = False
    reason: Reason | None = None
    also: tuple[Reason, ...] = ()
    way: Way | None = None
    rule: str | None = None
    says: str | None = None
    source: str | None = None
    others: tuple[str, ...] = ()
    cap: Cap | None = None
    years: int | None = None
    oldest: date | None = None
    days: int | None = None
    would_count: bool | None = None
    studied: tuple[str, ...] = ()
    reached: int | None = None
    of: int | None = None
    effect: Literal["priced", "impossible"] | None = None
    costs: tuple[Step, ...] = ()
    together: tuple[str, ...] = ()
    also_units: tuple[str, ...] = ()
    doubt: str | None = None
    needs: tuple[str, ...] = ()
