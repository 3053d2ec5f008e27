"""What each achievement of a record may do towards an edition, in plain code.

For every achievement and every option it could count as, this gives the way of recognition, or the
reason why the policy refuses it. Whether it then really counts is a matter of the rules, which the
solver decides; what the solver uses is held against this.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, product

from catalogue.door import admit
from catalogue.learner.recognised import Recognised, Refusal, Refused, Use, enough
from catalogue.learner.record import Achievement, LearnerRecord, Route
from catalogue.learner.whose import Whose
from catalogue.places import Option
from catalogue.policy import Gives, Way, award_key, oldest_current, policy_of
from catalogue.qualification import Edition
from catalogue.scopes import may_be_within, within
from catalogue.units import Unit

MOST_WAYS = 50
"""Ways to take the same achievements, or places, for one entry that are looked at, inclusive."""


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
        if judge.whose.is_of_others(achievement):
            refusals.append(judge.elsewhere(number, achievement))
            continue
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
    sufficing, spare = enough(record, uses)
    return Recognised(record, on, as_of, sufficing, tuple(refusals), spare, judge.policy, edition)


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
        if not any(self.policy.entries.values()):
            return
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
        if achievement.unit is None:
            accepted = self.policy.ways[Way.EXEMPTION].accepted
            reason: Refused = "award-not-listed" if accepted else "not-accepted"
            return Refusal(number, reason, way=Way.EXEMPTION)
        if any(unit.reference == achievement.unit for unit in self.edition.additional):
            return replace(self.elsewhere(number, achievement), reason="additional")
        if others := self.whose.others(achievement):
            return Refusal(number, "other-organisation", way=Way.EQUIVALENCE, needs=others)
        return self.elsewhere(number, achievement)

    def elsewhere(self, number: int, achievement: Achievement) -> Refusal:
        """Why a unit that the edition does not have fits no option: it may still be equivalent."""
        known = self.whose.known(achievement)
        way_left = Way.EQUIVALENCE if known and achievement.route.achieved else None
        return Refusal(number, "not-in-qualification" if known else "unknown-unit", way=way_left)


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
