"""Amounts "further" or "remaining", turned into so much and what was asked of the same groups before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.rules.reach import sum_of
from catalogue.handbooks.sentences.atoms import Atom


class Floor(NamedTuple):
    """A rule that asks for so much of some groups, and whether that is all that these have."""

    rule: str
    groups: frozenset[str]
    least: int
    fixed: bool


class Further(NamedTuple):
    """A waiting rule as an amount, null where that cannot be told; ``asked`` says what to look at."""

    atom: Atom | None
    groups: tuple[str, ...]
    rule: RuleFound
    note: str = ""
    asked: str = ""


def further_amounts(section: Section, result: Assembled) -> Iterator[Further]:
    """Take the waiting rules out of a result; yield each as an amount, its groups and the sum.

    What remains is the total less all that is asked for.
    """
    waiting = [rule for rule in result.rules if "atom" in rule.data]
    result.rules = [rule for rule in result.rules if "atom" not in rule.data]
    waiting.sort(key=lambda rule: rule.data["atom"].at_least is None)
    for rule in waiting:
        atom, groups = rule.data["atom"], rule.data["groups"]
        if not groups and atom.level is None:
            groups = tuple(g.id for g in section.groups if g.role != "mandatory")
        every = _floors(section, [one.data for one in result.rules], atom.measure)
        inside = [one for one in every if one.groups <= set(groups)]
        if not groups:
            inside = _of_levels([one.data for one in result.rules], atom)
        least, said, asked = atom.at_least, str(atom.at_least), ""
        if least is None:
            mixed = any(_is_of_groups(one.data, atom.measure) for one in result.rules)
            total = None if atom.level or mixed else _total(result, atom.measure)
            if total is None or any(a.groups & b.groups for a, b in combinations(every, 2)):
                yield Further(None, groups, rule, asked="how much remains cannot be told")
                continue
            least = total - sum(one.least for one in every)
            said = " - ".join([str(total), *(f"{one.least} ({one.rule})" for one in every)])
            if least <= 0:
                yield Further(None, groups, rule, asked=f"nothing remains: {said} = {least}")
                continue
            if free := [one for one in every if one not in inside and not one.fixed]:
                asked = f"{least} remain if {free[0].rule} gives no more than it has to: at least?"
        sum_ = least + sum(one.least for one in inside)
        said = " + ".join([said, *(f"{one.least} ({one.rule})" for one in inside)])
        if not groups and not (inside and _total(result, atom.measure) in {None, sum_}):
            asked = f"{said} = {sum_}: is that what remains at these levels?"
        amount = Atom("amount", atom.measure, sum_, None, groups, "", atom.level)
        yield Further(amount, groups, rule, f"{said} = {sum_}", asked)


def _floors(section: Section, rules: Sequence[dict[str, Any]], measure: str) -> list[Floor]:
    """What is asked of groups, each with the rule that does so."""
    found: list[Floor] = []
    for data in rules:
        of = data.get("of", {})
        groups = frozenset(of.get("groups", ()))
        value = data.get("at_least") if data.get("measure") == measure else None
        if data["kind"] == "mandatory":
            least, most = sum_of(section, tuple(sorted(groups)), measure)
            stated = data.get("credit") if measure == "credit" else None
            value = stated or (least if least == most else None)
        if set(of) == {"groups"} and isinstance(value, int):
            found.append(Floor(data["id"], groups, value, data["kind"] == "mandatory"))
    return found


def _of_levels(rules: Sequence[dict[str, Any]], atom: Atom) -> list[Floor]:
    """What is asked of levels among those of an amount of no group, each with its rule."""
    low, high = atom.level or (None, None)

    def within(level: dict[str, Any]) -> bool:
        return all(isinstance(one, int) for one in (low, level.get("at_least"))) and (
            level["at_least"] >= low
            and (high is None or level.get("at_most") in range(level["at_least"], int(high) + 1))
        )

    return [
        Floor(data["id"], frozenset(), data["at_least"], False)
        for data in rules
        if data.get("of", {}).keys() == {"level"}
        and data.get("measure") == atom.measure
        and isinstance(data.get("at_least"), int)
        and within(data["of"]["level"])
    ]


def _is_of_groups(data: dict[str, Any], measure: str) -> bool:
    """Whether a rule asks for something of groups in another measure than this."""
    return bool(data.get("of", {}).get("groups")) and data.get("measure", measure) != measure


def _total(result: Assembled, measure: str) -> int | None:
    """How much is asked for in all, or said to be that of the whole."""
    name = "total" if measure == "credit" else f"total-{measure}"
    rule = next((one.data for one in result.rules if one.data["id"] == name), {})
    figure = result.figures.get(measure)
    value = rule.get("at_least", figure[0] if figure else None)
    return value if isinstance(value, int) else None
