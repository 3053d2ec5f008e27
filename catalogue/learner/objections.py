"""What is wrong with the uses that somebody makes of a record, by plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.learner.recognised import Recognised, Use
from catalogue.places import Option
from catalogue.policy import Cap, Way
from catalogue.scopes import may_be_within, within
from catalogue.shares import ratio


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
