"""Exceptions agreed for one learner: the qualification as it stands for that learner alone.

An exception changes data, never code: the rule that is waived is taken out, the limit that is
changed is another one, the unit that is accepted is listed. So every plan and every check knows of
it without being told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from catalogue.errors import UnitwiseError, did_you_mean
from catalogue.policy import Pair, Way, entry_for
from catalogue.qualification import Edition, Qualification
from catalogue.record import Waiver
from catalogue.references import is_ofqual_reference, unit_reference
from catalogue.rules import Amount, Barred, Choose, Requires, Rule
from catalogue.units import Source


class UnfitException(UnitwiseError):
    """An exception speaks of something that the qualification does not have, or cannot be."""


def waived(qualification: Qualification, waivers: Iterable[Waiver]) -> Qualification:
    """Return ``qualification`` with every one of ``waivers`` made, in all of its editions.

    Each edition that this changes names them as its ``exceptions``; one that has been made already
    is not made again.

    Raises
    ------
    UnfitException
        If one of them does not fit any edition.
    """
    editions = list(qualification.editions)
    for waiver in waivers:
        if any(waiver in edition.exceptions for edition in editions):
            continue
        changed = [_changed(edition, waiver) for edition in editions]
        if not any(changed):
            raise UnfitException(
                f"the exception {waiver.reference!r} does not fit {qualification.title}:"
                f" {_why(waiver, editions[-1])}"
            )
        editions = [new or old for new, old in zip(changed, editions, strict=True)]
    return qualification.model_copy(update={"editions": tuple(editions)})


def _why(waiver: Waiver, edition: Edition) -> str:
    if waiver.kind == "accept-unit":
        return f"{waiver.counts_as} is none of its units"
    names = [rule.id for rule in edition.rules]
    if waiver.rule in names:
        return f"rule {waiver.rule} has no such limit"
    hint = did_you_mean(str(waiver.rule), names) or f"known: {', '.join(names)}"
    return f"there is no rule {waiver.rule}; {hint}"


def _changed(edition: Edition, waiver: Waiver) -> Edition | None:
    """The edition with one exception made, or none if it does not fit."""
    if waiver.kind == "accept-unit":
        return _accepting(edition, waiver)
    rules: list[Rule] = []
    fits = False
    for rule in edition.rules:
        if rule.id != waiver.rule:
            rules.append(rule)
            continue
        if waiver.kind == "waive-rule":
            fits = True
        elif (other := _limited(rule, waiver)) is not None:
            fits = True
            rules.append(other)
    return _fresh(edition, waiver, rules=tuple(rules)) if fits else None


def _limited(rule: Rule, waiver: Waiver) -> Rule | None:
    bounds: dict[str, object] = {}
    for name in ("at_least", "at_most"):
        if (value := getattr(waiver, name)) is not None:
            if name not in type(rule).model_fields:
                return None
            bounds[name] = value
    if not isinstance(rule, Amount | Barred | Requires | Choose):
        return None
    return rule.model_copy(update={**bounds, "says": f"{rule.says} {_said(waiver)}"})


def _said(waiver: Waiver) -> str:
    ends = [
        f"at {end} {value}"
        for end, value in (("least", waiver.at_least), ("most", waiver.at_most))
        if value is not None
    ]
    return f"By exception {waiver.reference}: {' and '.join(ends)}."


def _accepting(edition: Edition, waiver: Waiver) -> Edition | None:
    assert waiver.counts_as is not None
    assert waiver.held is not None
    if waiver.counts_as not in edition.options_of:
        return None
    agreed = Source(document=f"{waiver.reference}, agreed by {waiver.agreed_by}")
    only = f"By exception {waiver.reference}: {waiver.held} as {waiver.counts_as}."
    pair = Pair(held=waiver.held, counts_as=waiver.counts_as, any_age=True)
    entries = {entry.way: entry for entry in edition.recognition}
    for way in _ways(waiver.held):
        old = entry_for(edition.recognition, way, agreed)
        # What the qualification refuses in general stays refused: only this pair is accepted.
        others = old.pairs if old.accepted else ()
        says = f"{old.says} {only}" if old.accepted else f"{only} Otherwise not: {old.says}"
        changes = {"accepted": True, "says": says, "pairs": (*others, pair)}
        entries[old.way] = old.model_copy(update=changes)
    return _fresh(edition, waiver, recognition=tuple(entries.values()))


def _ways(held: str) -> Iterator[Literal[Way.EQUIVALENCE, Way.EXEMPTION]]:
    """The ways by which what is named so can count: as a unit, as an award, or as either."""
    try:
        reference = unit_reference(held)
    except ValueError:
        yield Way.EXEMPTION
        return
    yield Way.EQUIVALENCE
    if not is_ofqual_reference(reference):
        yield Way.EXEMPTION


def _fresh(edition: Edition, waiver: Waiver, **changes: object) -> Edition:
    """A copy that names ``waiver`` among its exceptions."""
    return edition.replace((*edition.exceptions, waiver), **changes)
