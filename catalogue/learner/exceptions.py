"""What an answer tells of the exceptions that were made: what each changed, whether it rests on it.

It is worked out in plain arithmetic, by the referee and by the policy of recognition, without the
solver.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalogue.learner.objections import objections
from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.learner.recognition import recognise
from catalogue.learner.waiving import without
from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.referee import audit
from catalogue.waiver import Waiver


class Excepted(Waiver):
    """An exception that was made, with what it changed.

    ``says`` and ``source`` are those of the rule that it is about, as they are for every other
    learner, and ``was_at_least`` and ``was_at_most`` the bounds that the rule has for them; these
    are null where it has none, or a percentage. ``needed`` tells whether the answer rests on it:
    whether, with every other exception and without this one, the same units could not count
    together, each through what it counts through here, because a rule or the policy of recognition
    would not allow it. It is null for what has no legal choice of units to rest on anything.

    Which plan would be the best without it is another matter. Without one that widens what is
    legal none can be better; one that tightens a limit is never needed in this sense, and without
    it another plan may be better.
    """

    says: str | None = None
    source: str | None = None
    was_at_least: int | None = None
    was_at_most: int | None = None
    needed: bool | None = None


def excepted(edition: Edition) -> tuple[Excepted, ...]:
    """Return the exceptions of ``edition``, for an answer that has no choice of units."""
    return tuple(_excepted(edition, waiver, None) for waiver in edition.exceptions)


def resting(
    edition: Edition, choice: Sequence[Option], used: Sequence[Use] = (), held: Recognised = NOTHING
) -> tuple[Excepted, ...]:
    """Return the exceptions of ``edition``, each with whether a legal ``choice`` rests on it.

    What of the choice is not ``used`` from what is ``held`` is newly studied.
    """
    return tuple(
        _excepted(edition, one, not _allowed(without(edition, one), choice, used, held))
        for one in edition.exceptions
    )


def in_any(answers: Sequence[tuple[Excepted, ...]]) -> tuple[Excepted, ...]:
    """Return the same exceptions for several choices together: needed if any of them needs it."""
    return tuple(
        same[0].model_copy(update={"needed": any(one.needed for one in same)})
        for same in zip(*answers, strict=True)
    )


def names_of(exceptions: Sequence[Excepted]) -> tuple[str, ...]:
    """Return the references of those that are needed, each once."""
    return tuple(dict.fromkeys(one.reference for one in exceptions if one.needed))


def _excepted(edition: Edition, waiver: Waiver, needed: bool | None) -> Excepted:
    told = dict(waiver)
    rule = next((rule for rule in edition.original.rules if rule.id == waiver.rule), None)
    if rule is not None:
        told |= {"says": rule.says, "source": rule.cited}
        for end in ("at_least", "at_most"):
            bound = getattr(rule, end, None)
            told[f"was_{end}"] = bound if isinstance(bound, int) else None
    return Excepted(**told, needed=needed)


def _allowed(
    edition: Edition, choice: Sequence[Option], used: Sequence[Use], held: Recognised
) -> bool:
    """Whether the same units may count in ``edition``, by the same achievements.

    What counts here by a way that is not open there may count by another that is.
    """
    there = recognise(edition, held.record, on=held.on, as_of=held.as_of, units={})
    open_to: dict[tuple[tuple[int, ...], int], list[Use]] = {}
    for use in (*there.uses, *there.spare):
        open_to.setdefault((use.achievements, use.option.index), []).append(use)
    same = []
    for use in used:
        ways = open_to.get((use.achievements, use.option.index), [])
        same += [way for way in ways if way.way is use.way][:1] or ways[:1]
    if len(same) < len(used):
        return False
    gives = {use.option.index: use.gives for use in same}
    permitted = replace(there, uses=tuple(same))
    return not objections(permitted, choice, same) and audit(edition, choice, gives).legal
