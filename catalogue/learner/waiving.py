"""Exceptions agreed for one learner: the qualification as it stands for that learner alone.

An exception changes data, never code: the rule that is waived is taken out, the limit that is
changed is another one, the unit that is accepted is listed. So every plan and every check knows of
it without being told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Literal

from catalogue.door import admit
from catalogue.errors import UnitwiseError, did_you_mean
from catalogue.policy import Pair, Way, award_key, entry_for
from catalogue.qualification import Edition, Qualification
from catalogue.references import is_ofqual_reference, unit_reference
from catalogue.rules import Amount, Barred, Choose, Requires, Rule, Spread
from catalogue.units import Source
from catalogue.waiver import Waiver

_ENDS = ("at_least", "at_most")


class UnfitException(UnitwiseError):
    """Exceptions that do not fit the qualification, or that contradict each other.

    ``unfit`` has each of them with what is wrong, as it follows the name of the exception.
    """

    def __init__(self, unfit: Sequence[tuple[Waiver, str]]) -> None:
        self.unfit = tuple(unfit)
        super().__init__(
            "\n".join(f"the exception {waiver.reference!r} {wrong}" for waiver, wrong in unfit),
            hint="'unitwise catalogue show' lists the rules and units; --no-exceptions answers"
            " without any exception",
        )


def waived(qualification: Qualification, waivers: Iterable[Waiver]) -> Qualification:
    """Return ``qualification`` with every one of ``waivers`` made, in all of its editions.

    Each edition that this changes names them as its ``exceptions``; one that has been made already
    is not made again.

    Raises
    ------
    UnfitException
        With every one that fits no edition, contradicts another, or leaves a rule at least more
        than at most.
    """
    admit(qualification, Qualification)
    made = qualification.exceptions
    wanted = tuple(dict.fromkeys((*made, *waivers)))
    if wanted == made:
        return qualification
    if unfit := list(_unfit(qualification, wanted)):
        raise UnfitException(unfit)
    editions = tuple(excepted_by(edition, wanted) for edition in qualification.editions)
    return qualification.model_copy(update={"editions": editions})


def excepted_by(edition: Edition, waivers: Iterable[Waiver]) -> Edition:
    """Return ``edition`` with no exceptions but those of ``waivers`` that fit it."""
    made = edition.original
    for waiver in waivers:
        made = _changed(made, waiver) or made
    return made


def without(edition: Edition, waiver: Waiver) -> Edition:
    """Return ``edition`` with what ``waiver`` does not done, by it or by another that does it."""
    own = _effects(waiver)
    return excepted_by(
        edition, [_less(one, own) for one in edition.exceptions if _effects(one) - own]
    )


def _effects(waiver: Waiver) -> set[tuple[object, ...]]:
    """All that an exception does; what two do alike is one thing, agreed twice."""
    if waiver.kind == "accept-unit":
        return {("accept", award_key(waiver.held or ""), waiver.counts_as)}
    if waiver.kind == "waive-rule":
        return {("waive", waiver.rule)}
    ends = ((end, getattr(waiver, end)) for end in _ENDS)
    return {(waiver.rule, end, to) for end, to in ends if to is not None}


def _less(waiver: Waiver, effects: set[tuple[object, ...]]) -> Waiver:
    """An exception without some of what it does, of which there must be more."""
    gone = {end: None for end in _ENDS if (waiver.rule, end, getattr(waiver, end)) in effects}
    return waiver.model_copy(update=gone)


def bounds_words(waiver: Waiver) -> str:
    """``at least 20 and at most 36``: the bounds that an exception gives a rule."""
    ends = ((end, getattr(waiver, end)) for end in _ENDS)
    return " and ".join(f"{end.replace('_', ' ')} {to}" for end, to in ends if to is not None)


def _unfit(qualification: Qualification, waivers: Sequence[Waiver]) -> Iterator[tuple[Waiver, str]]:
    """Yield each exception that cannot be made, and why: by itself, or together with others."""
    fitting = []
    for waiver in waivers:
        if any(_changed(edition.original, waiver) for edition in qualification.editions):
            fitting.append(waiver)
        else:
            why = _why(waiver, qualification.editions[-1])
            yield waiver, f"does not fit {qualification.title}: {why}"
    contrary = set()
    for one, other in combinations(fitting, 2):
        if _contradict(one, other):
            contrary.add(other.rule)
            yield (
                other,
                f"and the exception {one.reference!r} contradict each other:"
                f" {_does(other)}, and {_does(one)}",
            )
    for edition in qualification.editions:
        made = excepted_by(edition, fitting)
        for rule in made.rules:
            low, high = (getattr(rule, end, None) for end in _ENDS)
            if rule.id in contrary or not (isinstance(low, int) and isinstance(high, int)):
                continue
            about = [one for one in made.exceptions if one.rule == rule.id]
            if about and low > high:
                contrary.add(rule.id)
                others = [f"the exception {one.reference!r}: {_does(one)}" for one in about[:-1]]
                then = f", with {', and '.join(others)}" if others else ""
                yield (
                    about[-1],
                    f"asks what nothing can meet: rule {rule.id} at least {low} and at most {high}"
                    + then,
                )


def _contradict(one: Waiver, other: Waiver) -> bool:
    """Whether two exceptions set the same limit differently, or one waives its rule."""
    if "accept-unit" in {one.kind, other.kind} or one.rule != other.rule:
        return False
    if one.kind != other.kind:
        return True
    pairs = [(getattr(one, end), getattr(other, end)) for end in _ENDS]
    return any(None not in pair and pair[0] != pair[1] for pair in pairs)


def _does(waiver: Waiver) -> str:
    """What an exception does to a rule, in a few words."""
    what = "waived" if waiver.kind == "waive-rule" else bounds_words(waiver)
    return f"rule {waiver.rule} {what}"


def _why(waiver: Waiver, edition: Edition) -> str:
    if waiver.kind == "accept-unit":
        near = did_you_mean(str(waiver.counts_as), list(edition.options_of))
        return f"{waiver.counts_as} is none of its units" + (f"; {near}" if near else "")
    names = [rule.id for rule in edition.rules]
    if waiver.rule in names:
        return f"rule {waiver.rule} has no such limit"
    hint = did_you_mean(str(waiver.rule), names) or f"known: {', '.join(names)}"
    return f"there is no rule {waiver.rule}; {hint}"


def _changed(edition: Edition, waiver: Waiver) -> Edition | None:
    """The edition with one exception more, or none if it does not fit."""
    if waiver.kind == "accept-unit":
        return _accepting(edition, waiver)
    if waiver.kind == "waive-rule":
        if waiver.rule not in {rule.id for rule in edition.original.rules}:
            return None
        kept = tuple(rule for rule in edition.rules if rule.id != waiver.rule)
        return edition.excepting(waiver, rules=kept)
    limited = {rule.id: _limited(rule, waiver) for rule in edition.rules if rule.id == waiver.rule}
    if not any(limited.values()):
        return None
    rules = tuple(limited.get(rule.id) or rule for rule in edition.rules)
    return edition.excepting(waiver, rules=rules)


def _limited(rule: Rule, waiver: Waiver) -> Rule | None:
    bounds: dict[str, object] = {}
    for name in _ENDS:
        if (value := getattr(waiver, name)) is not None:
            if getattr(rule, name, None) is None:
                return None  # there is no such limit to change
            bounds[name] = value
    if not isinstance(rule, Amount | Barred | Requires | Spread | Choose):
        return None
    said = f"By exception {waiver.reference}: {bounds_words(waiver)}."
    return rule.model_copy(update={**bounds, "says": f"{rule.says} {said}"})


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
    return edition.excepting(waiver, recognition=tuple(entries.values()))


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
