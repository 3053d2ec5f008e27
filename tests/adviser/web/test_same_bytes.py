"""What the API answers is what the command line prints with ``--json``, byte for byte.

The questions come from the catalogue by rule. ``UNITWISE_EVERY=1`` asks all of them: eight
qualifications, fifty questions each.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from adviser.cli import run
from catalogue import Qualification
from tests.adviser.web.desk import DAY, QUALIFICATIONS, client, largest

QUESTIONS = 50
SAMPLE = 19
"""One in so many questions is asked without the variable; no divisor of what they turn by."""

SECONDS = 60.0
DESK = client(seconds=SECONDS)
GOALS = ("least-glh", "least-credit", "fewest-units", "least-surplus", "highest-level")


@dataclass
class Asked:
    """One question, as a body and as a command line."""

    operation: str
    words: list[str]
    body: dict[str, Any] = field(default_factory=lambda: {"on": DAY})
    given: list[str] = field(default_factory=lambda: ["--on", DAY, "--json"])

    def add(self, key: str, option: str, value: Any) -> None:
        """Ask for something in both forms."""
        self.body.setdefault(key, []).append(value)
        self.given += [option, value]


def asked(subject: Qualification, number: int) -> Asked:
    """The question of a number about a qualification."""
    name = subject.short_name
    units = [unit.reference for unit in subject.edition_on(date.fromisoformat(DAY)).units]

    def unit(step: int) -> str:
        return units[(number * step + step) % len(units)]

    match number % 10:
        case 5:
            one = Asked("why", ["why", name, unit(3)])
            one.body["units"] = [unit(3)]
        case 6:
            one = Asked("tradeoff", ["tradeoff", name])
            between = [GOALS[number // 10 % 5], GOALS[(number // 10 + 1) % 5]]
            one.body["between"] = between
            one.given += ["--between", *between]
        case 7:
            one = Asked("transfer", ["transfer", "--to", name])
            one.add("held", "--held", f"{unit(2)}@2023-05-01")
        case 8:
            chosen = list(dict.fromkeys(unit(step) for step in range(1, 3 + number // 10)))
            one = Asked("check", ["check", name, *chosen])
            one.body["units"] = chosen
            return one
        case 9:
            day = f"2026-{5 + number // 10:02}-01"
            return Asked("bounds", ["bounds", name], {"on": day}, ["--on", day, "--json"])
        case _:
            one = Asked("plan", ["suggest", name])
            if number % 4 == 1:
                one.body["alternatives"] = 1 + number % 3
                one.given += ["--alternatives", str(1 + number % 3)]
    if one.operation != "tradeoff":
        for goal in GOALS[number % 5 : number % 5 + number % 3]:
            one.add("goals", "--goal", goal)
    if number % 2:
        one.add("want", "--want", unit(7))
    if number % 3 == 0:
        one.add("avoid", "--avoid", unit(5))
    if number % 7 == 3:
        one.add("held", "--held", f"{unit(11)}@2022-01-31")
    if number % 6 == 2:
        one.body["limits"] = {"new_glh": 120 + 10 * (number % 20)}
        one.given += ["--max-glh", str(120 + 10 * (number % 20))]
    return one


ALL = [(subject, number) for subject in largest() for number in range(QUESTIONS)]
TRIED = ALL if os.environ.get("UNITWISE_EVERY") else ALL[::SAMPLE]


@pytest.mark.parametrize(
    ("subject", "number"), TRIED, ids=[f"{one.short_name}-{number}" for one, number in TRIED]
)
def test_the_api_and_the_command_line_give_the_same_bytes(
    subject: Qualification, number: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    one = asked(subject, number)
    where = f"/api/v1/qualifications/{subject.short_name}/{one.operation}"
    answer = DESK.post(where, json=one.body)
    code = run([*one.words, *one.given])
    out, err = capfdbinary.readouterr()
    if answer.status_code == 422:  # a goal that nothing here has: both refuse, for one reason
        assert code == 2
        assert all(fault["message"] in err.decode() for fault in answer.json()["errors"])
    else:
        assert answer.status_code == 200
        assert code in {0, 1}
        assert answer.content == out


def test_there_are_as_many_questions_as_are_meant_and_of_every_kind() -> None:
    assert len(ALL) == QUALIFICATIONS * QUESTIONS
    bodies = {str((subject.short_name, asked(subject, number))) for subject, number in ALL}
    assert len(bodies) > 0.9 * len(ALL)
    kinds = {asked(subject, number).operation for subject, number in ALL[::SAMPLE]}
    assert kinds == {"plan", "why", "tradeoff", "transfer", "check", "bounds"}
