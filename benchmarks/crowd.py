"""Questions and learners by the thousand, drawn with fixed seeds, for what answers many."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.batch import questions  # noqa: E402
from catalogue import load  # noqa: E402


def distinct(how_many: int) -> list[dict[str, object]]:
    """Questions of which no two are equal: a goal, a unit wanted, one refused, a limit."""
    found: dict[str, dict[str, object]] = {}
    for number, question in enumerate(questions(how_many * 3, wishes=True)):
        made = {**question, "limits": {"new_units": 40 + number % 61}}
        found.setdefault(json.dumps(made), made)
        if len(found) == how_many:
            return list(found.values())
    raise SystemExit(f"error: only {len(found)} different questions are drawn")


def nine_in_ten(how_many: int) -> list[dict[str, object]]:
    """Questions of which nine in ten are equal to another."""
    draw = random.Random(1)
    few = distinct(max(1, how_many // 10))
    return [draw.choice(few) for _ in range(how_many)]


def written(folder: Path, asked: Sequence[dict[str, object]]) -> tuple[Path, Path]:
    """Write questions for a batch, and the same as learners who hold nothing."""
    batch, cohort = folder / "questions.jsonl", folder / "learners.jsonl"
    with batch.open("w") as lines, cohort.open("w") as learners:
        for number, question in enumerate(asked):
            lines.write(json.dumps(question) + "\n")
            rest = {key: value for key, value in question.items() if key != "qualification"}
            learner = {"id": f"L{number}", "to": question["qualification"], **rest, "held": []}
            learners.write(json.dumps(learner) + "\n")
    return batch, cohort


@cache
def _units(name: str) -> list[str]:
    return [unit.reference for unit in load().find(name).editions[-1].units]


def held_by(draw: random.Random, name: str) -> list[str]:
    """Some units of a qualification, with the days on which somebody achieved them."""
    units = _units(name)
    few = draw.sample(units, min(len(units), draw.randint(0, 4)))
    return [f"{one}@{draw.randint(2018, 2024)}-0{draw.randint(1, 6)}-15" for one in few]
