"""Amounts "further" or "remaining", turned into so much and what was asked of the same groups before."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.sentences.atoms import Atom


def further_amounts(
    section: Section, result: Assembled
) -> Iterator[tuple[Atom, tuple[str, ...], RuleFound, str]]:
    """Take the waiting rules out of a result; yield each as an amount, its groups and the sum."""
    waiting = [rule for rule in result.rules if "atom" in rule.data]
    result.rules = [rule for rule in result.rules if "atom" not in rule.data]
    for rule in waiting:
        atom, groups = rule.data["atom"], rule.data["groups"]
        groups = groups or tuple(g.id for g in section.groups if g.role != "mandatory")
        floors = [
            (one.data["id"], one.data["at_least"])
            for one in result.rules
            if one.data.get("kind") == "amount"
            and one.data.get("measure") == atom.measure
            and "level" not in one.data.get("of", {})
            and isinstance(one.data.get("at_least"), int)
            and one.data.get("of", {}).get("groups")
            and set(one.data["of"]["groups"]) <= set(groups)
        ]
        floors += [
            (one.data["id"], one.data["credit"])
            for one in result.rules
            if one.data["kind"] == "mandatory"
            and atom.measure == "credit"
            and one.data.get("credit")
            and set(one.data.get("of", {}).get("groups", ("?",))) <= set(groups)
        ]
        sum_of = atom.at_least + sum(value for _, value in floors)
        said = " + ".join([str(atom.at_least), *(f"{value} ({name})" for name, value in floors)])
        amount = Atom("amount", atom.measure, sum_of, None, groups, "", atom.level)
        yield amount, groups, rule, f"{said} = {sum_of}"
