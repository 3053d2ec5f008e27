"""Whether the parts of an edition fit each other: names that resolve, bounds that can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import assert_never

from catalogue.errors import nearest
from catalogue.inconsistency import Inconsistency, Location
from catalogue.missing import may_lack
from catalogue.places import Group, Option, Place, Structure
from catalogue.policy import contradictions
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    Mandatory,
    Measure,
    Percent,
    Requires,
    Rule,
    Scope,
    Spread,
    with_parts,
)
from catalogue.scopes import may_be_within, within


def inconsistencies(edition: Structure) -> Iterator[Inconsistency]:
    """Yield everything in ``edition`` that contradicts something else in it."""
    if edition.opens and edition.closes and edition.closes < edition.opens:
        yield Inconsistency(("until",), f"the edition closes before it opens ({edition.opens})")
    yield from _groups(edition)
    rules = _Rules(edition)
    yield from rules.check(edition.rules, ("rules",))
    yield from rules.examples()
    yield from rules.recognition()
    yield from contradictions(
        edition.recognition,
        {u.reference: 0 if u.credit_unknown else u.credit for u in edition.units},
        edition.sharing,
    )


def _walk(groups: tuple[Group, ...], where: Location) -> Iterator[tuple[Group, Location]]:
    for number, group in enumerate(groups):
        here = (*where, number)
        yield group, here
        yield from _walk(group.groups, (*here, "groups"))


def groups_with_places(edition: Structure) -> Iterator[tuple[Group, Location]]:
    """Yield each group that has places of its own, and the way to it from the edition."""
    for group, where in _walk(edition.groups, ("groups",)):
        if group.places:
            yield group, where


def _groups(edition: Structure) -> Iterator[Inconsistency]:
    seen: set[str] = set()
    for group, where in _walk(edition.groups, ("groups",)):
        if group.id in seen:
            yield Inconsistency((*where, "id"), f"there are two groups {group.id}", group.id)
        seen.add(group.id)
        if not group.places and not group.groups:
            yield Inconsistency(where, f"group {group.id} has no units", group.id)
        here: set[str] = set()
        for number, place in enumerate(group.places):
            spot = (*where, "units", number)
            for index, version in enumerate(place.versions):
                reference = version.unit.reference
                if reference in here:
                    yield Inconsistency(
                        (*spot, "versions", index, "unit"),
                        f"{reference} stands twice in group {group.id}",
                        reference,
                    )
                here.add(reference)
                if version.opens and version.closes and version.closes < version.opens:
                    yield Inconsistency(
                        (*spot, "versions", index, "until"),
                        f"{reference} closes on {version.closes}, before it opens"
                        f" on {version.opens}",
                        reference,
                    )
            yield from _order(place, spot)


def _order(place: Place, where: Location) -> Iterator[Inconsistency]:
    """Versions stand from oldest to newest: none opens or closes before the one above it."""
    if len(place.versions) < 2:
        return
    windows = [
        (number, version.unit.reference, version.opens or date.min, version.closes or date.max)
        for number, version in enumerate(place.versions)
    ]
    sound = [window for window in windows if window[2] <= window[3]]
    for (_, old, opened, closed), (number, new, opens, closes) in pairwise(sound):
        if opens < opened or closes < closed:
            key, verb = ("from", "opens") if opens < opened else ("until", "closes")
            yield Inconsistency(
                (*where, "versions", number, key),
                f"versions stand oldest first, but {new} {verb} before {old}, which stands above",
                new,
            )


def disorder(editions: Sequence[Structure]) -> Iterator[Inconsistency]:
    """Yield what is wrong with the labels and the order of editions, from the qualification."""
    labels: set[str] = set()
    for number, edition in enumerate(editions):
        if edition.edition in labels:
            yield Inconsistency(
                ("editions", number, "edition"), f"two editions are called {edition.edition!r}"
            )
        labels.add(edition.edition)
    for number, (earlier, later) in enumerate(pairwise(editions), 1):
        if later.opens is None or (earlier.opens is not None and later.opens <= earlier.opens):
            yield Inconsistency(
                ("editions", number, "from"),
                f"editions stand oldest first, each with its own 'from':"
                f" {later.edition!r} does not start after {earlier.edition!r}",
            )


class _Rules:
    """The checks of rules against the groups and units of one edition."""

    def __init__(self, edition: Structure) -> None:
        self.edition = edition
        self.groups = list(dict.fromkeys(group.id for group, _ in edition.every_group))
        self.units = list(edition.options_of)
        self.extra = {unit.reference for unit in edition.additional}
        self.uncounted = {
            group.id
            for group, names in edition.every_group
            if not edition.additional_groups.isdisjoint(names)
        }

    def may_lack(self, scope: Scope) -> bool:
        """Whether a unit that an incomplete list leaves out could be of a scope."""
        return may_lack(self.edition, scope)

    def check(self, rules: tuple[Rule, ...], where: Location) -> Iterator[Inconsistency]:
        counts = Counter(rule.id for rule in with_parts(rules))
        for name, count in counts.items():
            if count > 1:
                number = next(
                    i for i, r in enumerate(rules) if name in {x.id for x in with_parts((r,))}
                )
                yield Inconsistency(
                    (*where, number, "id"), f"{count} rules are called {name}", name
                )
        yield from self._each(rules, where)

    def _each(self, rules: tuple[Rule, ...], where: Location) -> Iterator[Inconsistency]:
        for number, rule in enumerate(rules):
            here = (*where, number)
            match rule:
                case Amount():
                    yield from self._amount(rule, here)
                case Mandatory():
                    yield from self._scope(rule.of, (*here, "of"))
                    yield from self._stated_credit(rule, here)
                case Barred():
                    yield from self._names(rule.units, (*here, "units"))
                    if rule.at_most >= len(rule.units):
                        yield Inconsistency(
                            (*here, "at_most"),
                            f"at most {rule.at_most} of {len(rule.units)} units bars nothing",
                        )
                case Requires():
                    yield from self._names(rule.units, (*here, "units"))
                    yield from self._names(rule.needs, (*here, "needs"))
                    lists = [rule.needs, rule.units] if rule.co_requisite else [rule.needs]
                    for names in lists:
                        if rule.at_least > len(names):
                            yield Inconsistency(
                                (*here, "at_least"),
                                f"at least {rule.at_least} of {len(names)} can never be met",
                            )
                case Spread():
                    yield from self._scope(Scope(groups=rule.groups), here)
                    yield from self._bounds(rule.at_least, rule.at_most, here)
                    if (rule.at_least or 0) > len(set(rule.groups)):
                        number = len(set(rule.groups))
                        yield Inconsistency(
                            (*here, "at_least"),
                            f"at least {rule.at_least} of {number} groups can never be met",
                        )
                case Choose():
                    yield from self._bounds(rule.at_least, rule.at_most, here)
                    if (rule.at_least or 0) > len(rule.rules):
                        yield Inconsistency(
                            (*here, "at_least"),
                            f"at least {rule.at_least} of {len(rule.rules)} rules can never hold",
                        )
                    yield from self._each(rule.rules, (*here, "rules"))
                case _:
                    assert_never(rule)

    def examples(self) -> Iterator[Inconsistency]:
        """Yield the names in the examples that the edition does not have."""
        rules = [rule.id for rule in self.edition.rules]
        for number, example in enumerate(self.edition.examples):
            key = "fails" if example.passes is None else "passes"
            yield from self._names(example.units, ("examples", number, key))
            for index, name in enumerate(example.breaks):
                if name not in rules:
                    near = next(iter(nearest(name, rules)), "")
                    hint = f"did you mean {near}?" if near else f"known: {', '.join(rules)}"
                    yield Inconsistency(
                        ("examples", number, "breaks", index),
                        f"the edition has no rule {name} of its own; {hint}",
                        name,
                        absent=True,
                        nearest=near,
                    )

    def _amount(self, rule: Amount, here: Location) -> Iterator[Inconsistency]:
        if not rule.at_least_unknown:
            yield from self._bounds(rule.at_least, rule.at_most, here)
        yield from self._scope(rule.of, (*here, "of"))
        yield from self._measured(rule.measure, rule.of, (*here, "measure"))
        for key, bound in (("at_least", rule.at_least), ("at_most", rule.at_most)):
            if isinstance(bound, Percent):
                yield from self._scope(bound.base, (*here, key, "base"))
                yield from self._measured(rule.measure, bound.base, (*here, key, "base"))

    def recognition(self) -> Iterator[Inconsistency]:
        """Names in the scopes of a policy that resolve to nothing."""
        for number, entry in enumerate(self.edition.recognition):
            here = ("recognition", number)
            yield from self._scope(entry.of, (*here, "of"))
            if entry.excluding is not None:
                yield from self._scope(entry.excluding, (*here, "except"))
            named = Scope(groups=entry.not_to_groups or None)
            for one in self._scope(named, here):
                yield replace(one, where=(*here, "not_to_groups", one.where[-1]))
            for place, cap in enumerate(entry.caps):
                yield from self._scope(cap.of, (*here, "caps", place, "of"))

        if self.edition.sharing is not None:
            for place, cap in enumerate(self.edition.sharing.caps):
                yield from self._scope(cap.of, ("sharing", "caps", place, "of"))

    def _stated_credit(self, rule: Mandatory, here: Location) -> Iterator[Inconsistency]:
        if rule.credit is None:
            return
        inside = [option for option in self.edition.options if within(option, rule.of)]
        if none := [o.unit.reference for o in inside if _has_no_credit(o)]:
            yield Inconsistency(
                (*here, "credit"),
                f"{_some(none)} of the scope {'has' if len(none) == 1 else 'have'} no credit, so"
                f" nothing adds up to {rule.credit}; write credit: unknown where nobody says",
                sums=rule.of,
            )
            return
        places: dict[int, list[int | None]] = {}
        for option in inside:
            places.setdefault(option.place, []).append(option.unit.credit)
        known = [[c for c in own if c is not None] for own in places.values()]
        open_ended = any(None in own for own in places.values())
        # what nobody knows is 0 at the least, and anything at the most
        least = sum(
            0 if None in own else min(sure)
            for own, sure in zip(places.values(), known, strict=True)
        )
        most = sum(max(sure, default=0) for sure in known)
        if rule.reading or (rule.credit > most and self.may_lack(rule.of)):
            return  # the document contradicts itself, or does not list everything
        if rule.credit < least or (rule.credit > most and not open_ended):
            adds_up = str(least) if least == most else f"{least} to {most}"
            if open_ended:
                adds_up = f"at least {least}"
            yield Inconsistency(
                (*here, "credit"),
                f"the units of the scope add up to {adds_up} credits, not {rule.credit};"
                " if the document says both, 'reading' says which the answers rest on",
                sums=rule.of,
            )

    def _bounds(
        self, low: int | Percent | None, high: int | Percent | None, here: Location
    ) -> Iterator[Inconsistency]:
        if low is None and high is None:
            yield Inconsistency(here, "the rule has neither at_least nor at_most")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield Inconsistency(
                (*here, "at_most"), f"at_most {high} is below at_least {low}: nothing can hold"
            )

    def _scope(self, scope: Scope, here: Location) -> Iterator[Inconsistency]:
        for number, name in enumerate(scope.groups or ()):
            if name not in self.groups:
                near = next(iter(nearest(name, self.groups)), "")
                hint = f"did you mean {near}?" if near else f"known: {', '.join(self.groups[:20])}"
                yield Inconsistency(
                    (*here, "groups", number), f"there is no group {name}; {hint}", name, True, near
                )
            elif name in self.uncounted:
                yield Inconsistency(
                    (*here, "groups", number),
                    f"group {name} is additional: its units count for nothing, so that no rule"
                    " can speak of them",
                    name,
                )
        yield from self._names(scope.units or (), (*here, "units"))
        span = scope.level
        if span is not None and span.at_least is None and span.at_most is None:
            yield Inconsistency((*here, "level"), "the level range has no end")
        if span is not None and span.at_least and span.at_most and span.at_most < span.at_least:
            message = f"no level is from {span.at_least.written} to {span.at_most.written}"
            yield Inconsistency((*here, "level"), message)
        if scope.excluding is not None:
            yield from self._scope(scope.excluding, (*here, "except"))

    def _names(self, names: Sequence[str], here: Location) -> Iterator[Inconsistency]:
        seen: set[str] = set()
        for number, name in enumerate(names):
            if name in seen:
                yield Inconsistency((*here, number), f"unit {name} is listed twice", name)
            elif name not in self.edition.options_of:
                near = next(iter(nearest(name, self.units)), "")
                if name in self.extra:
                    message = f"unit {name} is additional: it counts for nothing"
                    yield Inconsistency((*here, number), message, name)
                    continue
                yield Inconsistency(
                    (*here, number),
                    f"unit {name} stands in no group" + (f"; did you mean {near}?" if near else ""),
                    name,
                    absent=True,
                    nearest=near,
                )
            seen.add(name)

    def _measured(self, measure: Measure, scope: Scope, here: Location) -> Iterator[Inconsistency]:
        """A rule may ask for credit only where every unit has some, be it unknown how much."""
        if measure is not Measure.CREDIT:
            return
        without = [
            option.unit.reference
            for option in self.edition.options
            if _has_no_credit(option) and may_be_within(option, scope)
        ]
        if without:
            have = "has" if len(without) == 1 else "have"
            yield Inconsistency(
                here,
                f"the rule counts credit, and {_some(without)} {have} none;"
                " write credit: unknown where nobody says",
                sums=scope,
            )


def _has_no_credit(option: Option) -> bool:
    return option.unit.credit is None and not option.unit.credit_unknown


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
