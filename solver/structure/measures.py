"""What an option counts towards a sum."""

from __future__ import annotations

from catalogue.places import Option


def credit_of(option: Option) -> int:
    """Return the credit of a unit that has some; asked only where every unit has."""
    assert option.unit.credit is not None, "asked only where every unit has credit"
    return option.unit.credit


def known_credit_of(option: Option) -> int:
    """Return the credit of a unit, of which nobody knows how much 0."""
    return option.unit.credit or 0


def hours_of(option: Option) -> int:
    """Return the hours of a unit; asked only where they are known."""
    assert option.unit.glh is not None, "asked only of units whose hours are known"
    return option.unit.glh
