"""What the groups of a section come to, and whether any rule reaches them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from catalogue.handbooks.qualifications.codes import codes_of
from catalogue.handbooks.qualifications.placing import places_of
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.rules.assembled import RuleFound
from catalogue.handbooks.sentences.atoms import Atom


def groups_meant(section: Section, atom: Atom) -> tuple[tuple[str, ...], str]:
    """Return the groups that an atom speaks of, none where it speaks of all, and what is not there.

    A group around others stands for them.
    """
    known = [group.id for group in section.every_group]
    if atom.groups:
        named = tuple(dict.fromkeys(name.upper() for name in atom.groups))
        if strange := [name for name in atom.groups if name.upper() not in known]:
            there = ", ".join(known)
            return (), f"there is no group {strange[0]} with units; the groups are {there}"
        return named, ""
    if not atom.role:
        return (), ""
    groups = [group for group in section.groups if group.role == atom.role]
    if not groups and atom.role == "optional":
        groups = [group for group in section.groups if group.role != "mandatory"]
    if not groups and len(section.groups) == 1 and not section.groups[0].role:
        groups = list(section.groups)
    return tuple(group.id for group in groups), "" if groups else f"there is no {atom.role} group"


def sum_of(
    section: Section, groups: tuple[str, ...], measure: str
) -> tuple[int | None, int | None]:
    """What all places of some groups come to, the least and the most over their versions."""
    every = section.every_group
    named = [g for g in every if not groups or g.id in groups]
    named += [g for outer in every if outer.id in groups for g in outer.groups if g not in named]
    low = high = 0
    for group in named:
        for place in places_of(group):
            rows = [group.rows[i] for i in place]
            found = [1 if measure == "units" else getattr(row, measure, None) for row in rows]
            values = [value for value in found if isinstance(value, int)]
            if len(values) < len(found):
                return None, None
            low += min(values)
            high += max(values)
    return low, high


def is_list(section: Section, atom: Atom, groups: tuple[str, ...]) -> bool:
    """Whether a number is all that groups come to, or, of the whole, more than is mandatory."""
    if atom.level is not None or atom.units:
        return False
    if sum_of(section, groups, atom.measure) != (atom.at_least,) * 2:
        return False
    return bool(groups) or any(g.role != "mandatory" for g in section.groups[1:])


def is_bound(section: Section, rules: Sequence[RuleFound], group: Found) -> bool:
    """Whether a rule speaks of a group, by its name or by that of the one around it."""
    around = {group.id, *(g.id for g in section.groups if group in g.groups)}
    inside = {g.id for g in group.groups}
    codes = codes_of(section)
    units = {codes[id(row)] for row in group.rows}
    if _has_rest(section, rules, group):
        return True
    for rule in rules:
        if rule.data["kind"] == "choose" and group.id in _within(rule.data):
            return True
        named = set(rule.data.get("of", {}).get("groups", ())) | set(rule.data.get("groups", ()))
        if len(section.groups) == 1 and "of" not in rule.data:
            return True
        if units & set(rule.data.get("of", {}).get("units", ())):
            return True
        if named & (around | inside):
            return True
    return False


def _has_rest(section: Section, rules: Sequence[RuleFound], group: Found) -> bool:
    """Whether a group is the one choice, and a total asks for more than what is mandatory."""
    if group.groups or [g for g in section.groups if g.role != "mandatory"] != [group]:
        return False
    totals = {r.data["id"]: r.data.get("at_least") for r in rules}
    mandatory = tuple(g.id for g in section.groups if g is not group)
    for name, measure in (("total", "credit"), ("total-units", "units")):
        total = totals.get(name)
        most = sum_of(section, mandatory, measure)[1] if mandatory else 0
        if isinstance(total, int) and most is not None and total > most:
            return True
    return False


def lacks_total(section: Section, rules: Sequence[RuleFound]) -> bool:
    """Whether rules ask for credit and neither name a total nor ask something of every group."""
    data = [rule.data for rule in rules]
    named = any(d["id"] in {"total", "total-units"} for d in data)
    floored = {
        name
        for d in data
        if set(d.get("of", {})) == {"groups"}
        and (d["kind"] == "mandatory" or d.get("at_least") is not None)
        for name in d["of"]["groups"]
    }
    adds_up = all(group.id in floored for group in section.groups)
    return not (named or adds_up) and any(d.get("measure") == "credit" for d in data)


def _within(data: dict[str, Any]) -> set[str]:
    """The groups that a rule or those in it speak of."""
    inner = {name for one in data.get("rules", ()) for name in _within(one)}
    return inner | set(data.get("of", {}).get("groups", ()))
