"""Instances as generated and stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import (
    generate,
    report,
)
from benchmarks.peers.instance import Instance, read
from benchmarks.questions import SHIPPED, Posed, as_data, from_data, posed, write_shipped
from catalogue import Amount, Catalogue, Mandatory
from solver import Conflict, Plan, suggest
from tests.benchmarks.cases import TINY

SMALL = [
    generate.grown(50),
    generate.grown(50, overlap=True),
    generate.arithmetic(200, parity=False),
    generate.barred(6),
]

LEAST = {
    "nocn-l1": 143,  # hours: specification 6.0, Qualifications at a Glance
    "nocn-l2": 45,  # credits: the same
    "nocn-l3": 55,  # credits: the same
    "ocr-l4": 171,  # hours: the specification says 171 to 255
    "aat-l4": 6,  # units: four mandatory and two optional
    "cipd-l3": 190,  # hours: core 20 + 20 + 15 + 30 + 30 + 15, and two optional units of 30
    "othm-l5": 120,  # credits: the rule of combination
    "qualifi-l3": 390,  # hours: six units of 65
}
"""The least value of each shipped question, in its goal's measure."""


@pytest.mark.parametrize("data", SMALL, ids=lambda data: data["name"])
def test_stored_instances_are_what_the_generator_makes(data: dict[str, Any]) -> None:
    stored = generate.INSTANCES / f"{data['name']}.json"
    assert stored.read_text(encoding="utf-8") == generate.text(data)


def test_every_stored_instance_has_a_generator() -> None:
    stored = {path.name.partition(".")[0] for path in generate.INSTANCES.iterdir()}
    assert {f"grown-{size}" for size in generate.SIZES} <= stored
    assert read(generate.INSTANCES / "grown-1000.json.gz") == generate.grown(1_000)


@pytest.mark.parametrize("data", SMALL, ids=lambda data: data["name"])
def test_conflicts_have_no_plan_and_the_others_have_one(data: dict[str, Any]) -> None:
    asked = from_data(data)
    answer = suggest(asked.qualification, asked.question)
    assert isinstance(answer, Conflict if data["family"] in {"arithmetic", "barred"} else Plan)


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_a_shipped_question_reads_the_same_for_a_peer(
    tmp_path: Path, name: str, least: int
) -> None:
    paths = {path.stem: path for path in write_shipped(tmp_path)}
    ours, theirs = posed(str(paths[name])), from_data(read(paths[name]))
    answers = [suggest(asked.qualification, asked.question) for asked in (ours, theirs)]
    assert [a.goals[0].value for a in answers if isinstance(a, Plan)] == [least, least]


def test_what_is_asked_about_is_shipped(shipped: Catalogue) -> None:
    assert {name for name, *_ in SHIPPED.values()} <= {q.short_name for q in shipped.qualifications}
    assert set(report.SHIPPED) == set(SHIPPED) == set(LEAST)


def test_an_instance_survives_the_way_into_the_catalogue_and_back() -> None:
    data = generate.grown(50, overlap=True)
    back = as_data(data["name"], from_data(data))
    again, first = Instance(back), Instance(data)
    by_key = {(o.unit, o.group): (o.level, o.credit, o.glh, o.groups) for o in first.options}
    assert by_key == {
        (o.unit, o.group): (o.level, o.credit, o.glh, o.groups) for o in again.options
    }
    assert len(back["rules"]) == len(data["rules"])


def test_a_rule_that_instances_do_not_have_is_refused() -> None:
    asked = from_data(TINY)
    first = asked.edition.rules[0]
    assert isinstance(first, Amount | Mandatory)
    rule = first.model_copy(update={"of": first.of.model_copy(update={"units": ("U1",)})})
    odd = asked.edition.model_copy(update={"rules": (rule,)})
    whole = asked.qualification.model_copy(update={"editions": (odd,)})
    with pytest.raises(ValueError, match="scope that instances do not have"):
        as_data("odd", Posed(whole, asked.question))
