"""Instances as questions to Unitwise, and the shipped questions as instances for the peers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.peers.instance import read  # noqa: E402
from catalogue import (  # noqa: E402
    Amount,
    Barred,
    Edition,
    Group,
    Level,
    Mandatory,
    Option,
    Place,
    Qualification,
    Requires,
    Source,
    Unit,
    Version,
    load,
)
from solver import Goal, Question  # noqa: E402

SHIPPED = {
    "nocn-l1": ("nocn-l1-customer-service", Goal.LEAST_GLH, date(2024, 1, 15)),
    "nocn-l2": ("nocn-l2-customer-service", Goal.LEAST_CREDIT, date(2024, 7, 1)),
    "nocn-l3": ("nocn-l3-customer-service", Goal.LEAST_CREDIT, date(2024, 7, 1)),
    "ocr-l4": ("ocr-l4-customer-service", Goal.LEAST_GLH, date(2024, 7, 1)),
    "aat-l4": ("aat-l4-accounting-aq2016", Goal.FEWEST_UNITS, date(2024, 7, 1)),
    "cipd-l3": ("cipd-l3-learning-development", Goal.LEAST_GLH, date(2024, 7, 1)),
    "othm-l5": ("othm-l5-education-training", Goal.LEAST_CREDIT, date(2024, 7, 1)),
    "qualifi-l3": ("qualifi-l3-business-management", Goal.LEAST_GLH, date(2024, 7, 1)),
}
"""The shipped questions: a qualification, its one goal, and the date of registration."""

_SOURCE = Source(document="A generated instance")
_GOALS = {"credit": Goal.LEAST_CREDIT, "glh": Goal.LEAST_GLH, "units": Goal.FEWEST_UNITS}


@dataclass(frozen=True)
class Posed:
    """A question with the qualification that it is about."""

    qualification: Qualification
    question: Question

    @cached_property
    def edition(self) -> Edition:
        """The edition in force."""
        return self.qualification.edition_on(self.question.on)

    @cached_property
    def can_count(self) -> tuple[Option, ...]:
        """What is open on the day and, where the goal is in hours, has known hours."""
        in_hours = Goal.LEAST_GLH in self.question.goals
        return tuple(
            option
            for option in self.edition.options
            if option.version.open_on(self.question.on)
            and not (in_hours and option.unit.glh is None)
        )

    @cached_property
    def shut(self) -> tuple[Option, ...]:
        """The other options."""
        inside = {option.index for option in self.can_count}
        return tuple(option for option in self.edition.options if option.index not in inside)


def posed(path: str) -> Posed:
    """Return the question of an instance file, or the shipped one that it was written from."""
    data = read(path)
    if data["name"] not in SHIPPED:
        return from_data(data)
    name, goal, on = SHIPPED[data["name"]]
    return Posed(load().find(name), Question(on=on, goals=(goal,)))


def from_data(data: dict[str, Any]) -> Posed:
    """Return an instance as a qualification with one edition, and the question about it."""
    units: dict[str, Unit] = {}
    places: dict[str, dict[int, list[Version]]] = {name: {} for name, _ in data["groups"]}
    for reference, level, credit, glh, group, place in data["options"]:
        if reference not in units:
            units[reference] = Unit(
                reference=reference,
                title=f"Unit {reference}",
                level=level,
                credit=credit,
                glh=glh,
                sources=(_SOURCE,),
            )
        version = Version(unit=units[reference])
        places[group].setdefault(place, []).append(version)

    def groups(around: str | None) -> Iterator[Group]:
        for name in inside.get(around, ()):
            made = tuple(Place(versions=tuple(found)) for found in places[name].values())
            yield Group(id=name, title=f"Group {name}", places=made, groups=tuple(groups(name)))

    inside: dict[str | None, list[str]] = {}
    for name, around in data["groups"]:
        inside.setdefault(around, []).append(name)
    edition = Edition(
        edition="generated",
        source=_SOURCE,
        groups=tuple(groups(None)),
        rules=tuple(_rule(number, rule) for number, rule in enumerate(data["rules"], 1)),
    )
    qualification = Qualification(
        number=None,
        short_name=data["name"],
        title=f"Instance {data['name']}",
        awarding_organisation="Generated",
        level=Level.LEVEL_3,
        editions=(edition,),
    )
    question = Question(on=date(2024, 7, 1), goals=(_GOALS[data["goal"]],))
    return Posed(qualification, question)


_KINDS: dict[str, type[Amount | Barred | Mandatory | Requires]] = {
    "amount": Amount,
    "barred": Barred,
    "mandatory": Mandatory,
    "requires": Requires,
}

_ENDS = ("at_least", "at_most")


def _rule(number: int, data: dict[str, Any]) -> Amount | Barred | Mandatory | Requires:
    fields = {key: value for key, value in data.items() if key != "of"}
    if (of := data.get("of")) is not None:
        fields["of"] = {key: value for key, value in of.items() if key == "groups"}
        if level := {end: of[f"level_{end}"] for end in _ENDS if f"level_{end}" in of}:
            fields["of"]["level"] = level
    said = {"id": f"r{number}", "says": f"Rule {number}.", "source": _SOURCE}
    return _KINDS[data["kind"]].model_validate({**fields, **said})


def as_data(name: str, asked: Posed) -> dict[str, Any]:
    """Return a question as an instance: only what is open and known, with scopes as stated.

    Raises
    ------
    ValueError
        If a rule or scope has a part that instances do not have, or a unit lacks a figure.
    """
    (goal,) = asked.question.goals
    kept = {option.place for option in asked.can_count}
    around: list[tuple[str, str | None]] = []

    def walk(groups: tuple[Group, ...], outside: str | None) -> None:
        for group in groups:
            around.append((group.id, outside))
            walk(group.groups, group.id)

    walk(asked.edition.groups, None)
    options = []
    for o in asked.can_count:
        unit = o.unit
        if unit.level is None or unit.credit_unknown:
            raise ValueError(f"{unit.reference} has figures that nobody knows; instances have all")
        options.append([unit.reference, int(unit.level), unit.credit, unit.glh, o.group, o.place])
    rules = []
    for rule in asked.edition.rules:
        fields = rule.model_dump(mode="json", by_alias=True, exclude_none=True)
        for key in ("id", "says", "source", "note", "reading"):
            fields.pop(key, None)
        if isinstance(rule, Amount | Mandatory):
            of = fields.get("of", {})
            if set(of) - {"groups", "level"}:
                raise ValueError(f"rule {rule.id} has a scope that instances do not have")
            of.update({f"level_{end}": value for end, value in of.pop("level", {}).items()})
        if isinstance(rule, Mandatory):
            fields.pop("credit", None)
            wanted = {o.place for o in asked.edition.options if set(of["groups"]) & o.groups}
            if wanted - kept:
                raise ValueError(f"rule {rule.id} needs a place that is not open")
        rules.append(fields)
    return {
        "name": name,
        "family": "shipped",
        "goal": next(measure for measure, made_least in _GOALS.items() if made_least is goal),
        "groups": around,
        "options": options,
        "rules": rules,
    }


def write_shipped(folder: Path) -> Iterator[Path]:
    """Write the shipped questions as instances into ``folder``, and yield their files."""
    catalogue = load()
    for name, (qualification, goal, on) in SHIPPED.items():
        asked = Posed(catalogue.find(qualification), Question(on=on, goals=(goal,)))
        path = folder / f"{name}.json"
        path.write_text(json.dumps(as_data(name, asked)), encoding="utf-8")
        yield path
