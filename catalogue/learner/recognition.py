"""What each achievement of a record may do towards an edition, in plain code.

For every achievement and every option it could count as, this gives the way of recognition, or the
reason why the policy refuses it. Whether it then really counts is a matter of the rules, which the
solver decides; what the solver uses is held against this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count, islice, product
from typing import Literal

from catalogue.door import admit
from catalogue.learner.record import Achievement, LearnerRecord, Route
from catalogue.learner.whose import Whose
from catalogue.places import Option
from catalogue.policy import Cap, Gives, Policy, Way, award_key, oldest_current, policy_of
from catalogue.qualification import Edition
from catalogue.scopes import may_be_within, within
from catalogue.shares import ratio
from catalogue.units import Unit

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

MOST_WAYS = 50
"""Ways to take the same achievements, or places, for one entry that are looked at, inclusive."""

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
        enough, spare = _enough(self.record, (*self.uses, *barred))
        return replace(self, uses=enough, spare=(*self.spare, *spare))

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


def recognise(
    edition: Edition,
    record: LearnerRecord,
    *,
    on: date,
    as_of: date,
    units: Mapping[str, Unit],
) -> Recognised:
    """Judge every achievement of ``record`` by the policy of ``edition``.

    ``on`` is the date of registration, ``as_of`` the day on which currency is judged, ``units``
    are all units of the catalogue.
    """
    admit(edition, Edition)
    admit(record, LearnerRecord)
    admit(on, date)
    admit(as_of, date)
    judge = _Judge(edition, on, as_of, units)
    uses: list[Use] = []
    refusals: list[Refusal] = []
    whole = list(judge.together(record.achievements))
    in_entry = {number for one in whole for number in (one.achievement, *one.others)}
    for number, achievement in enumerate(record.achievements):
        found: list[Use | Refusal] = [
            judge.judged((number,), (achievement,), option, way, any_age)
            for option, way, any_age in judge.candidates(achievement)
        ]
        found += [one for one in whole if one.achievement == number]
        if not found and number not in in_entry:
            found.append(judge.unfit(number, achievement))
        for one in found:
            if isinstance(one, Use):
                uses.append(one)
            else:
                refusals.append(one)
    enough, spare = _enough(record, uses)
    return Recognised(record, on, as_of, enough, tuple(refusals), spare, judge.policy, edition)


def _enough(record: LearnerRecord, uses: Sequence[Use]) -> tuple[tuple[Use, ...], tuple[Use, ...]]:
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


class _Judge:
    def __init__(self, edition: Edition, on: date, as_of: date, units: Mapping[str, Unit]) -> None:
        self.edition = edition
        self.on = on
        self.as_of = as_of
        self.policy = policy_of(edition.recognition)
        self.whose = Whose(edition, self.policy, units)

    def candidates(self, achievement: Achievement) -> Iterator[tuple[Option, Way, bool]]:
        """The options that an achievement could count as, whatever the policy says of it.

        With each goes the way, and whether it is listed to count by it at any age.
        """
        if achievement.award is not None:
            yield from self.listed(Way.EXEMPTION, achievement)
            return
        if self.whose.unsaid(achievement):
            return
        if achievement.route is Route.EXPERIENCE:
            # What was agreed to count at any age is experience of the unit that it counts as.
            listed = self.listed(Way.EQUIVALENCE, achievement)
            agreed = {option.index: option for option, _, any_age in listed if any_age}
            own = {option.index: option for option in self.whose.own(achievement)}
            for index, option in sorted({**own, **agreed}.items()):
                yield option, Way.RPL, index in agreed
            return
        for option in self.whose.own(achievement):
            if superseded(option, self.on):
                yield option, Way.PREDECESSOR, False
            else:
                yield option, Way.CREDIT_TRANSFER, False
        yield from self.listed(Way.EQUIVALENCE, achievement)

    def listed(self, way: Way, held: Achievement) -> Iterator[tuple[Option, Way, bool]]:
        if not (pairs := self.policy.pairs.get(way)):
            return
        counts_as: dict[str, bool] = {}
        for name in self.whose.names(held):
            for reference, any_age in pairs.get(name, {}).items():
                counts_as[reference] = any_age or counts_as.get(reference, False)
        for reference, any_age in counts_as.items():
            for option in self.edition.options_of[reference]:
                yield option, way, any_age

    def together(self, achievements: Sequence[Achievement]) -> Iterator[Use | Refusal]:
        """What several things count as together, or one thing as several units: whole entries."""
        by_key: dict[str, list[int]] = {}
        for number, one in enumerate(achievements):
            if one.route.achieved and not self.whose.unsaid(one):
                for name in self.whose.names(one):
                    by_key.setdefault(name, []).append(number)
        entry = 0
        for way, entries in self.policy.entries.items():
            for pair in entries:
                held = [by_key.get(award_key(name), []) for name in pair.held]
                places = [self.edition.options_of[unit] for unit in pair.counts_as]
                for numbers in islice(product(*held), MOST_WAYS):
                    if len(set(numbers)) < len(numbers):
                        continue
                    things = [achievements[number] for number in numbers]
                    for options in islice(product(*places), MOST_WAYS):
                        judged = [
                            self.judged(numbers, things, option, way, pair.any_age, entry)
                            for option in options
                        ]
                        entry += 1
                        refused = [one for one in judged if isinstance(one, Refusal)]
                        # whole or not at all: what bars one of its units bars it
                        yield from (
                            one
                            if not refused or isinstance(one, Refusal)
                            else replace(refused[0], option=one.option)
                            for one in judged
                        )

    def judged(
        self,
        numbers: Sequence[int],
        achievements: Sequence[Achievement],
        option: Option,
        way: Way,
        any_age: bool,
        entry: int | None = None,
    ) -> Use | Refusal:
        said = self.policy.ways[way]
        number, *others = numbers
        days_of = [one.achieved for one in achievements if one.achieved is not None]
        undated = len(days_of) < len(achievements)
        years = None if any_age else said.currency_years
        oldest = None if years is None else oldest_current(self.as_of, years)
        days = None
        reasons: list[Refused] = []
        # What is so comes before what the policy says: no other policy would make it count.
        if days_of and max(days_of) > self.as_of:
            reasons.append("not-yet-achieved")
        if way is Way.RPL and not option.version.open_on(self.on):
            reasons.append("not-open")
        outside = not within(option, said.of) or (
            said.excluding is not None and may_be_within(option, said.excluding)
        )
        if option.unit.credit_unknown and self.is_capped(option, way):
            reasons.append("credit-unknown")
        if (not said.accepted or outside) and not (way is Way.RPL and any_age):
            reasons.append("not-accepted")
        if oldest is not None and undated:
            reasons.append("date-unknown")
        if oldest is not None and days_of and min(days_of) < oldest:
            reasons.append("too-old")
            days = (oldest - min(days_of)).days
        if not reasons:
            awarded = any(one.route is Route.AWARDED_RPL for one in achievements)
            return Use(
                number, option, way, said.gives, (), said.not_to, tuple(others), entry, awarded
            )
        return Refusal(
            number,
            reasons[0],
            option,
            way,
            years,
            oldest,
            days,
            tuple(reasons[1:]),
            tuple(others),
            entry,
        )

    def is_capped(self, option: Option, way: Way) -> bool:
        """Whether a cap adds up the credit that a use of an option would give."""
        said = self.policy.ways[way]
        caps = [*said.caps, *self.policy.overall]
        caps += [cap for cap in self.policy.ways[Way.RPL].caps if cap.awarded_too]
        return said.gives is not Gives.NO_CREDIT and any(
            not cap.counts_units and may_be_within(option, cap.of) for cap in caps
        )

    def unfit(self, number: int, achievement: Achievement) -> Refusal:
        """Why an achievement fits no option at all."""
        if unsaid := self.whose.unsaid(achievement):
            return Refusal(number, "organisation-unknown", needs=unsaid)
        keys = self.whose.names(achievement)
        for way, entries in self.policy.entries.items():
            for pair in entries:
                if not set(keys).isdisjoint(map(award_key, pair.held)):
                    needs = tuple(name for name in pair.held if award_key(name) not in keys)
                    option = self.edition.options_of[pair.counts_as[0]][0]
                    return Refusal(number, "incomplete", option, way, needs=needs or pair.held)
        way_left = self.only_way(achievement)
        if achievement.unit is None:
            accepted = self.policy.ways[Way.EXEMPTION].accepted
            return Refusal(number, "award-not-listed" if accepted else "not-accepted", way=way_left)
        if others := self.whose.others(achievement):
            return Refusal(number, "other-organisation", way=Way.EQUIVALENCE, needs=others)
        known = self.whose.known(achievement)
        return Refusal(number, "not-in-qualification" if known else "unknown-unit", way=way_left)

    def only_way(self, achievement: Achievement) -> Way | None:
        """The one way by which an achievement that fits no option could still have counted."""
        if achievement.unit is None:
            return Way.EXEMPTION
        return (
            Way.EQUIVALENCE
            if self.whose.known(achievement) and achievement.route.achieved
            else None
        )


def superseded(option: Option, on: date) -> bool:
    """Whether a version is closed to a registration on a date, and a newer one took its place."""
    newest = option.unit.reference == option.place_name
    closes = option.version.closes
    return not newest and closes is not None and closes < on


def stands_on(use: Use, on: date, other: date) -> bool:
    """Whether a use for a registration ``on`` one date is the same for one on the ``other``."""
    if use.way is Way.RPL:
        return use.option.version.open_on(other)
    of_unit = use.way in {Way.CREDIT_TRANSFER, Way.PREDECESSOR}
    return not of_unit or superseded(use.option, on) == superseded(use.option, other)


def objections(recognised: Recognised, choice: Sequence[Option], used: Sequence[Use]) -> list[str]:
    """Return all that is wrong with the uses of a choice: permission, use once, places, caps."""
    found: list[str] = []
    counted = {option.index: option for option in choice}
    permitted = {_made(use) for use in recognised.uses if not use.barred}
    whole: dict[int | None, int] = {}
    for use in recognised.uses:
        whole[use.entry] = whole.get(use.entry, 0) + 1
    achievements: set[int] = set()
    filled: set[int] = set()
    entries: dict[int | None, int] = {}
    for use in used:
        if _made(use) not in permitted:
            found.append(f"achievement {use.achievement} may not be used at {use.option.key}")
        if use.option.index not in counted:
            found.append(f"achievement {use.achievement} is used at {use.option.key}, not counted")
        entries[use.entry] = entries.get(use.entry, 0) + 1
        if use.entry is None or entries[use.entry] == 1:
            for number in use.achievements:
                if number in achievements:
                    found.append(f"achievement {number} is used twice")
                achievements.add(number)
        if use.option.index in filled:
            found.append(f"{use.option.key} is filled by two achievements")
        filled.add(use.option.index)
    for entry, uses in entries.items():
        if entry is not None and uses != whole.get(entry):
            found.append(f"an entry of the policy is used in part: {uses} of {whole.get(entry, 0)}")
    for ways, cap in recognised.caps:
        amount, most = against(cap, ways, choice, used)
        if amount > most:
            names = "any way" if len(ways) > 1 else ", ".join(ways)
            found.append(f"{amount} {cap.measure} by {names}, over {most}")
    return found


def _made(use: Use) -> tuple[object, ...]:
    """By what two uses are the same."""
    return use.achievements, use.option.index, use.way, use.entry


def reaches(cap: Cap, ways: frozenset[Way], use: Use) -> bool:
    """Whether a cap on some ways binds a use."""
    return (use.way in ways or (cap.awarded_too and use.awarded_rpl)) and may_be_within(
        use.option, cap.of
    )


def against(
    cap: Cap, ways: frozenset[Way], choice: Sequence[Option], used: Sequence[Use]
) -> tuple[int, int]:
    """Return what is recognised under a cap, and the most that may be.

    A share is both times its denominator. Credit is what is given: recognition that gives none adds
    neither to what is recognised nor to what counts.
    """
    capped = [use for use in used if reaches(cap, ways, use)]
    amount = len(capped) if cap.counts_units else sum(use.credit for use in capped)
    if cap.measure != "percent":
        return amount, cap.number
    part, whole = ratio(cap.at_most)
    return whole * amount, part * counted_under(cap, choice, used)


def counted_under(cap: Cap, choice: Sequence[Option], used: Sequence[Use]) -> int:
    """Return what counts within the scope of a cap: units, or credit, new and recognised.

    What is recognised is in it if it may be, what is new only if it is so at every level.
    """
    filled = {use.option.index for use in used}
    new = [o for o in choice if o.index not in filled and within(o, cap.of)]
    recognised = [use for use in used if may_be_within(use.option, cap.of)]
    if cap.counts_units:
        return len(new) + len(recognised)
    return sum(o.unit.credit or 0 for o in new) + sum(use.credit for use in recognised)
