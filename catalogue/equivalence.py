"""What is odd about one unit that counts as another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.references import unit_reference
from catalogue.units import Unit


def doubt_of_equivalence(
    held: Sequence[str], counts_as: Sequence[str], units: Mapping[str, Unit]
) -> str:
    """Return that ``counts_as`` has more credit or a higher level than what is held, or nothing.

    ``units`` are all units of the catalogue; of a unit that none of them is nothing is said.
    Awarding organisations take a unit for another of the same or more credit at the same or a
    higher level. Two agreed all the same is possible, which is why this is a doubt and no mistake.
    """
    have = [units[name] for name in map(_reference, held) if name in units]
    gives = [units[name] for name in counts_as if name in units]
    if len(have) < len(held) or len(gives) < len(counts_as):
        return ""
    one = len(held) == 1
    has, counts, they = ("has", "counts", "it") if one else ("have", "count", "they")
    less: list[str] = []
    if None not in [unit.credit for unit in (*have, *gives)]:
        before = sum(unit.credit or 0 for unit in have)
        after = sum(unit.credit or 0 for unit in gives)
        if after > before:
            less.append(f"{has} {before} credits, and {counts} as {after}")
    before_at = [unit.level for unit in have if unit.level is not None]
    after_at = [unit.level for unit in gives if unit.level is not None]
    known = len(before_at) == len(have) and len(after_at) == len(gives)
    if known and (highest := max(after_at)) > (lowest := min(before_at)):
        at = "is at" if one else "have one at"
        less.append(f"{at} level {lowest.written}, and {counts} as one at level {highest.written}")
    return f"{' and '.join(held)} {f'; {they} '.join(less)}" if less else ""


def _reference(name: str) -> str:
    try:
        return unit_reference(name)
    except ValueError:
        return name
