"""What is recognised of a record for one edition: every use that may be made, and every refusal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Literal

from catalogue.learner.record import LearnerRecord
from catalogue.places import Option
from catalogue.policy import Cap, Gives, Policy, Way, policy_of
from catalogue.qualification import Edition

Refused = Literal[
    "not-accepted",
    "too-old",
    "date-unknown",
    "not-yet-achieved",
    "not-open",
    "not-in-qualification",
    "unknown-unit",
    "other-organisation",
    "organisation-unknown",
    "credit-unknown",
    "award-not-listed",
    "incomplete",
]
"""Why an achievement may not be used: the policy, or that there is nothing to use it for.

``not-open``: experience is assessed anew, against a unit that must be open to the registration.
``incomplete``: it counts only together with something else that is not held.
``other-organisation``: the edition has a unit of this code, which is another organisation's.
``organisation-unknown``: several organisations have one, and nobody says whose is held.
``credit-unknown``: nobody knows its credit, of which only so much may be recognised.
"""

POLICY: frozenset[str] = frozenset({"not-accepted", "too-old", "date-unknown", "cap-reached"})
"""The reasons that the qualification's policy gives, rather than its rule of combination."""


@dataclass(frozen=True, slots=True)
class Use:
    """One achievement, used at one option through one way. ``achievement`` counts from 0.

    ``barred`` is everything for which the policy does not allow it; empty if it does. ``others``
    are achievements that are used with it. Uses of one ``entry`` are made together or not at all.
    ``awarded_rpl`` says that something used was awarded through RPL, which a cap may reach.
    """

    achievement: int
    option: Option
    way: Way
    gives: Gives = Gives.FULL
    barred: tuple[Refused, ...] = ()
    not_to: frozenset[str] = frozenset()
    others: tuple[int, ...] = ()
    entry: int | None = None
    awarded_rpl: bool = False

    @property
    def achievements(self) -> tuple[int, ...]:
        """Every achievement that is used."""
        return (self.achievement, *self.others)

    @property
    def credit(self) -> int:
        """The credit that it gives, 0 where its unit has none."""
        return 0 if self.gives is Gives.NO_CREDIT else self.option.unit.credit or 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an achievement may not be used, at ``option`` if there is one that it would fit.

    ``also`` are further reasons. ``years`` are those of the currency,
    ``oldest`` the first day that is still current and ``days`` how many days the achievement lies
    before it. ``others`` and ``entry`` are as of a use; ``needs`` names what is not held, or
    whose code it is, where that is the reason.
    """

    achievement: int
    reason: Refused
    option: Option | None = None
    way: Way | None = None
    years: int | None = None
    oldest: date | None = None
    days: int | None = None
    also: tuple[Refused, ...] = ()
    others: tuple[int, ...] = ()
    entry: int | None = None
    needs: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[Refused, ...]:
        """Every reason, the main one first."""
        return (self.reason, *self.also)


@dataclass(frozen=True)
class Recognised:
    """What a record may do towards one edition.

    ``edition`` is that one, and ``policy`` what was judged by. ``caps`` bind the uses of their ways
    together. ``spare`` are uses of achievements that are held more often than they could count: of
    those that are worth the same, whatever is chosen, the latest are enough.
    """

    record: LearnerRecord = field(default_factory=LearnerRecord)
    on: date = date.min
    as_of: date = date.min
    uses: tuple[Use, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    spare: tuple[Use, ...] = ()
    policy: Policy = field(default_factory=lambda: policy_of(()))
    edition: Edition | None = None

    def __bool__(self) -> bool:
        """Whether anything could be used at all."""
        return bool(self.uses)

    @property
    def caps(self) -> Iterator[tuple[frozenset[Way], Cap]]:
        """Each cap with the ways whose uses it binds together."""
        for way, said in self.policy.ways.items():
            for cap in said.caps:
                yield frozenset({way}), cap
        for cap in self.policy.overall:
            yield frozenset(self.policy.ways), cap

    @property
    def current(self) -> frozenset[int]:
        """The options whose own unit is held and may be used: to study it would be a retake."""
        own = {Way.CREDIT_TRANSFER, Way.PREDECESSOR}
        return frozenset(
            use.option.index
            for use in (*self.uses, *self.spare)
            if use.way in own and not use.barred
        )

    @property
    def order(self) -> dict[int, int]:
        """The place of each achievement in the order in which they are preferred, as any tie.

        That is the order of the record, but of those that stand in for each other the later one
        comes before the earlier.
        """
        return {
            number: place
            for _, numbers in _alike(self.record, (*self.uses, *self.spare))
            for place, number in zip(sorted(numbers), numbers, strict=True)
        }

    def use_of(
        self, refusal: Refusal, option: Option, way: Way, barred: tuple[Refused, ...] = ()
    ) -> Use:
        """Return the use that is refused, as barred."""
        said = self.policy.ways[way]
        return Use(
            refusal.achievement,
            option,
            way,
            said.gives,
            barred,
            said.not_to,
            refusal.others,
            refusal.entry,
            self.record.awarded_rpl(refusal.achievement, *refusal.others),
        )

    def with_barred(self) -> Recognised:
        """Return the same with every use that another policy or date would allow, as barred."""
        barred = tuple(
            self.use_of(r, r.option, r.way, r.reasons)
            for r in self.refusals
            if POLICY.union({"not-open"}).issuperset(r.reasons)
            if r.option is not None and r.way is not None
        )
        if not barred:
            return self
        sufficing, spare = enough(self.record, (*self.uses, *barred))
        return replace(self, uses=sufficing, spare=(*self.spare, *spare))

    def relaxed(
        self,
        caps: Mapping[int, int],
        allowed: Collection[tuple[str, str]],
        on: date,
        counted: Collection[Use],
    ) -> Recognised:
        """Return the same with some other caps, by their numbers, and some uses allowed.

        ``allowed`` are ways with the reason that bars them no more, for what is ``counted`` alone:
        what else they bar stays as it was, and may be studied. ``on`` is the date of
        registration by which experience is judged to be open or not.
        """
        numbers = count()

        def changed(old: Iterable[Cap]) -> tuple[Cap, ...]:
            pairs = [(next(numbers), cap) for cap in old]
            return tuple(
                cap.model_copy(update={"at_most": caps.get(n, cap.at_most)}) for n, cap in pairs
            )

        ways = {
            way: said.model_copy(update={"caps": changed(said.caps)})
            for way, said in self.policy.ways.items()
        }

        def bars(use: Use, reason: str) -> bool:
            if reason == "not-open":
                return not use.option.version.open_on(on)
            return use not in counted or (use.way, reason) not in allowed

        uses = tuple(
            replace(use, barred=tuple(reason for reason in use.barred if bars(use, reason)))
            for use in self.uses
        )
        overall = changed(self.policy.overall)
        return replace(self, uses=uses, policy=replace(self.policy, ways=ways, overall=overall))

    def without_caps(self) -> Recognised:
        """Return the same, with every cap lifted."""
        ways = {way: said.model_copy(update={"caps": ()}) for way, said in self.policy.ways.items()}
        return replace(self, policy=replace(self.policy, ways=ways, overall=()))


NOTHING = Recognised()
"""What somebody who holds nothing has recognised."""


def enough(record: LearnerRecord, uses: Sequence[Use]) -> tuple[tuple[Use, ...], tuple[Use, ...]]:
    """Part uses into those that are enough and those that are spare.

    Achievements whose uses are the same stand in for each other. Of these no more can count than
    there are options to fill, and the later one is preferred, then the first of the record.
    """
    spare: set[int] = set()
    for options, numbers in _alike(record, uses):
        spare.update(numbers[options:])
    if not spare:
        return tuple(uses), ()
    return (
        tuple(use for use in uses if use.achievement not in spare),
        tuple(use for use in uses if use.achievement in spare),
    )


def _alike(record: LearnerRecord, uses: Iterable[Use]) -> Iterator[tuple[int, list[int]]]:
    """Yield achievements that stand in for each other, the later first, then as in the record.

    With them goes how many options there are for them to fill.
    """
    of: dict[int, list[Use]] = {}
    for use in uses:
        of.setdefault(use.achievement, []).append(use)
    alike: dict[tuple[tuple[int, Way, tuple[Refused, ...], int | None], ...], list[int]] = {}
    for number, own in of.items():
        worth = tuple((use.option.index, use.way, use.barred, use.entry) for use in own)
        alike.setdefault(worth, []).append(number)
    for worth, numbers in alike.items():
        days = {n: record.achievements[n].achieved or date.min for n in numbers}
        numbers.sort(key=lambda n: (-days[n].toordinal(), n))
        yield len({option for option, _, _, _ in worth}), numbers
