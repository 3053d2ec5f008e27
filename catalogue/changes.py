"""What changed from one edition to another: units, places, rules, recognition, figures.

Only what the files say is compared here. What follows from it is the solver's to tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from catalogue.pairing import apart, paired, renamed_groups
from catalogue.places import Option
from catalogue.policy import Recognition, Sharing
from catalogue.qualification import Edition, Qualification
from catalogue.rules import Choose, Rule
from catalogue.units import Level, LevelField, Model, Unit


class Side(Model):
    """One of the two editions that are compared."""

    title: str
    short_name: str
    number: str | None
    edition: str
    opens: date | None
    closes: date | None


class UnitFacts(Model):
    """A unit with the groups that it stands in; null credit is none, or unknown; null else is."""

    unit: str
    title: str
    level: LevelField | None
    credit: int | None
    credit_unknown: bool = False
    glh: int | None
    groups: tuple[str, ...]


class Replacement(Model):
    """A unit of the old edition whose place has another unit for new learners in the new one."""

    old: UnitFacts
    new: UnitFacts


class FactChange(Model):
    """A unit of both editions of which a fact differs; only between different catalogues.

    A level, hours or TQT that nobody knows are null; so is no credit, and unknown credit is told
    as ``unknown``.
    """

    unit: str
    title: str
    fact: Literal["title", "level", "credit", "glh", "tqt"]
    old: str | int | None
    new: str | int | None


class Move(Model):
    """A unit of both editions that stands in other groups."""

    unit: str
    title: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class WindowChange(Model):
    """A unit at a place of both editions that is open to new study at other times (inclusive)."""

    unit: str
    title: str
    group: str
    old_opens: date | None
    old_closes: date | None
    new_opens: date | None
    new_closes: date | None


class RuleChange(Model):
    """A rule that is new (no ``old``), gone (no ``new``), or differs in the keys ``changed``.

    Rules are paired by what they say (:mod:`catalogue.pairing`): one that has ``id`` among what
    changed was renamed, and ``id`` is the new one. A sub-rule of a ``choose`` is a rule like any
    other; of the ``choose`` itself only which sub-rules it has is compared.
    """

    id: str
    old: Rule | None
    new: Rule | None
    changed: tuple[str, ...] = ()


class PolicyChange(Model):
    """What is said of a way of recognition that is new, gone, or differs in the keys ``changed``.

    Where nothing is said of a way, the defaults hold. ``sharing`` is what may count elsewhere too.
    """

    way: str
    old: Recognition | Sharing | None
    new: Recognition | Sharing | None
    changed: tuple[str, ...] = ()


class GroupChange(Model):
    """A group that is new (no ``old``), gone (no ``new``), or has another title.

    ``was`` is what a group of the same units is called in the old edition, where that is another
    name.
    """

    id: str
    old: str | None
    new: str | None
    was: str | None = None


class FigureChange(Model):
    """A published figure that differs; null where none is published."""

    figure: Literal["credit", "tqt", "least_glh", "greatest_glh", "glh_basis"]
    old: int | str | None
    new: int | str | None


class EffectiveChange(Model):
    """A bound that follows from the rules and differs; null is none, or not known.

    ``credit`` is that of all legal choices, ``group`` and ``level`` the credit that they give
    there, ``glh`` the hours on the basis of the published range.
    """

    of: Literal["credit", "glh", "group", "level"]
    name: str
    old_least: int | None
    old_greatest: int | None
    new_least: int | None
    new_greatest: int | None


class Effective(Model):
    """The effective bounds that differ, each edition taken on one date of registration."""

    old_on: date
    new_on: date
    changes: tuple[EffectiveChange, ...]


class Changes(Model):
    """Everything that differs between two editions, in catalogue order.

    ``effective`` is null where it was not worked out.
    """

    version: Literal[1] = 1
    answer: Literal["changes"] = "changes"
    old: Side
    new: Side
    added: tuple[UnitFacts, ...]
    removed: tuple[UnitFacts, ...]
    replaced: tuple[Replacement, ...]
    facts: tuple[FactChange, ...]
    moved: tuple[Move, ...]
    windows: tuple[WindowChange, ...]
    groups: tuple[GroupChange, ...]
    rules: tuple[RuleChange, ...]
    recognition: tuple[PolicyChange, ...] = ()
    figures: tuple[FigureChange, ...]
    effective: Effective | None = None

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        units = self.added or self.removed or self.replaced or self.facts or self.moved
        rules = self.rules or self.recognition or self.figures
        return bool(units or self.windows or self.groups or rules)


def changes(
    old: Qualification, old_edition: Edition, new: Qualification, new_edition: Edition
) -> Changes:
    """Return what changed from ``old_edition`` of ``old`` to ``new_edition`` of ``new``.

    A unit is *replaced* where the new edition has it, or had to have it, as an earlier version of
    a place whose newest unit the old edition does not know; both units are then told once, and not
    as added and removed. Sources are not compared: each edition has its own.
    """
    before, after = apart(old_edition, new_edition)
    renamed = dict(renamed_groups(old_edition, new_edition))
    replaced = tuple(_replaced(before, new_edition))
    told_old = {pair.old.unit for pair in replaced}
    told_new = {pair.new.unit for pair in replaced}
    return Changes(
        old=_side(old, old_edition),
        new=_side(new, new_edition),
        added=tuple(
            _facts(options)
            for unit, options in after.items()
            if unit not in before and unit not in told_new
        ),
        removed=tuple(
            _facts(options)
            for unit, options in before.items()
            if unit not in after and unit not in told_old
        ),
        replaced=replaced,
        facts=tuple(_fact_changes(before, after)),
        moved=tuple(
            Move(unit=unit, title=after[unit][0].unit.title, old=_in(options), new=_in(after[unit]))
            for unit, options in before.items()
            if unit in after
            and {renamed.get(name, name) for name in _in(options)} != set(_in(after[unit]))
        ),
        windows=tuple(_windows(old_edition, new_edition, renamed)),
        groups=tuple(_groups(old_edition, new_edition, renamed)),
        rules=tuple(_rules(old_edition, new_edition, renamed)),
        recognition=tuple(_policies(old_edition, new_edition)),
        figures=tuple(_figures(old_edition, new_edition)),
    )


def _side(qualification: Qualification, edition: Edition) -> Side:
    return Side(
        title=qualification.title,
        short_name=qualification.short_name,
        number=qualification.number,
        edition=edition.edition,
        opens=edition.opens,
        closes=edition.closes,
    )


def _in(options: Iterable[Option]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option.group for option in options))


def _facts(options: tuple[Option, ...]) -> UnitFacts:
    unit = options[0].unit
    return UnitFacts(
        unit=unit.reference,
        title=unit.title,
        level=unit.level,
        credit=unit.credit,
        credit_unknown=unit.credit_unknown,
        glh=unit.glh,
        groups=_in(options),
    )


def _replaced(old: Mapping[str, tuple[Option, ...]], new: Edition) -> Iterator[Replacement]:
    """Places whose newest unit is unknown to the old edition, with the version before it."""
    by_place: dict[int, list[Option]] = {}
    for option in new.options:
        by_place.setdefault(option.place, []).append(option)
    told: set[str] = set()
    for options in by_place.values():
        newest = options[-1].unit.reference
        known = [o.unit.reference for o in options[:-1] if o.unit.reference in old]
        if known and newest not in old and newest not in told:
            told.add(newest)
            yield Replacement(old=_facts(old[known[-1]]), new=_facts(new.options_of[newest]))


def _fact_changes(
    old: Mapping[str, tuple[Option, ...]], new: Mapping[str, tuple[Option, ...]]
) -> Iterator[FactChange]:
    facts: tuple[Literal["title", "level", "credit", "glh", "tqt"], ...]
    facts = ("title", "level", "credit", "glh", "tqt")
    for reference, options in old.items():
        if reference not in new:
            continue
        one, other = options[0].unit, new[reference][0].unit
        for fact in facts:
            before, after = _value(one, fact), _value(other, fact)
            if before != after:
                yield FactChange(
                    unit=reference, title=other.title, fact=fact, old=before, new=after
                )


def _value(unit: Unit, fact: str) -> str | int | None:
    if fact == "credit" and unit.credit_unknown:
        return "unknown"
    value = getattr(unit, fact)
    return value.written if isinstance(value, Level) else value


def _windows(old: Edition, new: Edition, renamed: Mapping[str, str]) -> Iterator[WindowChange]:
    there = {(option.group, option.unit.reference): option.version for option in new.options}
    for option in old.options:
        group = renamed.get(option.group, option.group)
        before, after = option.version, there.get((group, option.unit.reference))
        if after and (before.opens, before.closes) != (after.opens, after.closes):
            yield WindowChange(
                unit=option.unit.reference,
                title=option.unit.title,
                group=group,
                old_opens=before.opens,
                old_closes=before.closes,
                new_opens=after.opens,
                new_closes=after.closes,
            )


def _groups(old: Edition, new: Edition, renamed: Mapping[str, str]) -> Iterator[GroupChange]:
    names = {
        renamed.get(group.id, group.id): (group.id, group.title) for group, _ in old.every_group
    }
    after = {group.id: group.title for group, _ in new.every_group}
    for name in {**names, **after}:
        called, title = names.get(name, (name, None))
        was = None if called == name else called
        if was is not None or title != after.get(name):
            yield GroupChange(id=name, old=title, new=after.get(name), was=was)


def _rules(old: Edition, new: Edition, renamed: Mapping[str, str]) -> Iterator[RuleChange]:
    pairs = paired(old, new, renamed)
    called = {one.id: other.id for one, other in pairs if one and other}
    for one, other in pairs:
        if one is None or other is None:
            only = one or other
            assert only is not None, "a pair has one side at least"
            yield RuleChange(id=only.id, old=one, new=other)
        elif differing := _differing(_data(one, renamed, called), _data(other, {}, {})):
            yield RuleChange(id=other.id, old=one, new=other, changed=differing)


def _data(rule: Rule, groups: Mapping[str, str], rules: Mapping[str, str]) -> dict[str, Any]:
    """A rule as plain data, without its source; of its sub-rules only what they are called.

    Names of groups and sub-rules are those of the newer edition.
    """
    data: dict[str, Any] = rule.model_dump(mode="json", by_alias=True, exclude={"source", "rules"})
    data = _renamed(data, groups)
    if isinstance(rule, Choose):
        data["rules"] = [rules.get(part.id, part.id) for part in rule.rules]
    return data


def _renamed(data: Any, groups: Mapping[str, str]) -> Any:
    """Plain data with every list of names in order, those of groups in their newer names."""
    if isinstance(data, list):
        return sorted(groups.get(name, name) for name in data)
    if isinstance(data, dict):
        return {
            key: _renamed(value, {} if key in {"units", "needs"} else groups)
            for key, value in data.items()
        }
    return data


def _policies(old: Edition, new: Edition) -> Iterator[PolicyChange]:
    before, after = (_policies_of(edition) for edition in (old, new))
    for way in {**before, **after}:
        one, other = before.get(way), after.get(way)
        differing = _differing(_said(one), _said(other)) if one and other else ()
        if differing or not (one and other):
            yield PolicyChange(way=way, old=one, new=other, changed=differing)


def _policies_of(edition: Edition) -> dict[str, Recognition | Sharing]:
    said = {"sharing": edition.sharing} if edition.sharing is not None else {}
    return {**{entry.way: entry for entry in edition.recognition}, **said}


def _said(entry: Recognition | Sharing | None) -> dict[str, Any]:
    return entry.model_dump(mode="json", by_alias=True, exclude={"source"}) if entry else {}


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of which two entries have different values."""
    return tuple(key for key in {**one, **other} if one.get(key) != other.get(key))


def _figures(old: Edition, new: Edition) -> Iterator[FigureChange]:
    before, after = _published(old), _published(new)
    for figure in before:
        if before[figure] != after[figure]:
            yield FigureChange.model_validate(
                {"figure": figure, "old": before[figure], "new": after[figure]}
            )


def _published(edition: Edition) -> dict[str, int | str | None]:
    published = edition.published
    glh = published.glh if published else None
    return {
        "credit": published.credit if published else None,
        "tqt": published.tqt if published else None,
        "least_glh": glh.least if glh else None,
        "greatest_glh": glh.greatest if glh else None,
        "glh_basis": glh.basis.value if glh else None,
    }
