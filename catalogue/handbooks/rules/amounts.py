"""One atom as a rule of the catalogue's format, once what it speaks of is known."""

from __future__ import annotations

from typing import Any

from catalogue.handbooks.sentences.atoms import Atom, Share
from catalogue.handbooks.sentences.saying import rule_id, says


def amount_of(
    atom: Atom, groups: tuple[str, ...], units: tuple[str, ...], base: dict[str, Any]
) -> dict[str, Any]:
    """Return the amount that an atom is.

    Parameters
    ----------
    units
        References of the units that it is of; nothing where it names none.
    base
        The scope that a share is of; nothing is all that counts.
    """
    data: dict[str, Any] = {
        "id": rule_id(atom, groups),
        "kind": "amount",
        "measure": atom.measure,
    }
    if of := _scope(atom, groups, units):
        data["of"] = of
    for key, value in (("at_least", atom.at_least), ("at_most", atom.at_most)):
        if isinstance(value, Share):
            part = int(value.part) if value.part.isdigit() else value.part
            strict = {"strict": True} if value.strict else {}
            data[key] = {"percent": part, "base": base, **strict}
        elif value is not None:
            data[key] = value
    return data


def share_of(atom: Atom) -> Share:
    """Return the share that an atom is about; one of nothing where it is about none."""
    return next((x for x in (atom.at_least, atom.at_most) if isinstance(x, Share)), Share(""))


def way_of(
    atom: Atom, groups: tuple[str, ...], units: tuple[str, ...], base: dict[str, Any]
) -> dict[str, Any]:
    """Return the rule that an atom is by itself, with its words: an amount, or every unit."""
    every = atom.kind == "stated" and atom.units and atom.at_least == len(atom.units)
    if atom.kind == "all" or every:
        of = _scope(atom, groups, units)
        name = rule_id(atom, groups) if units else "-".join(["mandatory", *map(str.lower, groups)])
        data = {"id": name, "kind": "mandatory", **({"of": of} if of else {})}
    else:
        data = amount_of(atom, groups, units, base)
    return {**data, "says": says(data)}


def _scope(atom: Atom, groups: tuple[str, ...], units: tuple[str, ...]) -> dict[str, Any]:
    of: dict[str, Any] = {}
    if groups:
        of["groups"] = list(groups)
    if units:
        of["units"] = list(units)
    if atom.level:
        low, high = atom.level
        of["level"] = {k: v for k, v in (("at_least", low), ("at_most", high)) if v is not None}
    return of


def noun_of(measure: str) -> str:
    """Return what a measure is called after a number."""
    return "credits" if measure == "credit" else measure
