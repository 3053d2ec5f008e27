"""Each of many random learners is answered as ``unitwise transfer`` answers them alone.

Whatever may be said of one may be said of many: an offer, wishes and preferences, limits, goals,
exceptions, achievements of any kind, and the policies of whichever qualification it is.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from catalogue import Amount, Catalogue, Edition, Mandatory
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
SIZE = 8 * int(os.environ.get("UNITWISE_FUZZ", "1"))
SEED = int(os.environ.get("UNITWISE_SEED", "1"))
AS_OF = "2026-09-01"


def learner(draw: random.Random, number: int, library: Catalogue) -> dict[str, Any]:
    """A learner of a line of JSON, about any qualification of the catalogue."""
    subject = draw.choice(library.qualifications)
    edition = subject.editions[-1]
    units = [unit.reference for unit in edition.units]

    def some(most: int, among: list[str] = units) -> list[str]:
        return draw.sample(among, min(len(among), draw.randint(0, most)))

    achievements: list[dict[str, str]] = []
    for reference in dict.fromkeys([*some(8), *some(2, sorted(library.units))]):
        day = date(draw.randint(2014, 2026), draw.randint(1, 8), 9)
        one = {"unit": reference, "achieved": day.isoformat()}
        if draw.random() < 0.2:
            one = {"unit": reference, "route": "experience"}
        if draw.random() < 0.2:
            one["awarding_organisation"] = draw.choice(["NOCN", "OCR", "Pearson"])
        achievements.append(one)
    said: dict[str, Any] = {
        "id": f"L{number}",
        "to": subject.short_name,
        "on": date(draw.randint(2023, 2026), draw.randint(1, 12), 3).isoformat(),
        "record": {"achievements": achievements, "exceptions": exceptions(draw, subject, edition)},
        "want": some(draw.choice((0, 1))),
        "avoid": some(draw.choice((0, 0, 2))),
        "prefer": {reference: draw.randint(-3, 5) for reference in some(2)},
        "limits": draw.choice([{}, {}, {"new_units": draw.randint(3, 12)}, {"new_credit": 40}]),
        "goals": draw.choice([[], ["fewest-units"], ["least-credit", "highest-level"]]),
        "allow_retakes": draw.random() < 0.3,
    }
    return {key: value for key, value in said.items() if value not in ([], {}, False)}


def exceptions(draw: random.Random, subject: Any, edition: Edition) -> list[dict[str, Any]]:
    """What was agreed for one learner in three: to go without a rule, or another limit."""
    rules = [one for one in edition.rules if isinstance(one, Amount | Mandatory)]
    if draw.random() < 0.67 or not rules:
        return []
    rule = draw.choice(rules)
    agreed = {
        "qualification": subject.short_name,
        "rule": rule.id,
        "reason": "The centre closed.",
        "agreed_by": "Tester",
        "agreed_on": "2026-06-01",
        "reference": "X-1",
    }
    if isinstance(rule, Amount) and isinstance(rule.at_least, int) and draw.random() < 0.6:
        return [{"kind": "change-limit", "at_least": rule.at_least // 2, **agreed}]
    return [{"kind": "waive-rule", **agreed}]


def options(of: dict[str, Any]) -> list[str]:
    """The options of a command that say the same of one learner."""
    named = {"new_units": "--max-units", "new_credit": "--max-credit"}
    return [
        *("--on", of["on"]),
        *(word for key, value in of.get("limits", {}).items() for word in (named[key], str(value))),
        *(word for one in of.get("want", ()) for word in ("--want", one)),
        *(word for one in of.get("avoid", ()) for word in ("--avoid", one)),
        *(word for one in of.get("goals", ()) for word in ("--goal", one)),
        *(word for one, n in of.get("prefer", {}).items() for word in ("--prefer", f"{one}={n:+}")),
        *(["--allow-retakes"] if of.get("allow_retakes") else []),
    ]


def test_each_is_answered_as_if_alone_whatever_is_said(
    shipped: Catalogue, unitwise: Unitwise, tmp_path: Path
) -> None:
    draw = random.Random(SEED)
    everybody = [learner(draw, number, shipped) for number in range(SIZE)]
    everybody += [{**one, "id": f"{one['id']} again"} for one in everybody[: SIZE // 5]]
    offered = draw.sample(sorted(shipped.units), len(shipped.units) * 9 // 10)
    lines = [f"  - {{unit: '{one}', price: {draw.randint(10, 300)}}}" for one in offered]
    offer, cohort = tmp_path / "offer.yaml", tmp_path / "c.jsonl"
    offer.write_text("units:\n" + "\n".join(lines), encoding="utf-8")
    cohort.write_text("".join(json.dumps(one) + "\n" for one in everybody), encoding="utf-8")
    rests = ["--offer", str(offer), "--as-of", AS_OF]
    result = tmp_path / "r.jsonl"
    printed = unitwise("cohort", str(cohort), "-o", str(result), "--jobs", "1", *rests)
    assert printed.code in {0, 1}, printed.err
    answers = [json.loads(line) for line in result.read_text(encoding="utf-8").splitlines()]
    assert [one["id"] for one in answers] == [one["id"] for one in everybody]
    kinds: Counter[str] = Counter()
    for one, answer in zip(everybody, answers, strict=True):
        record = tmp_path / "one.json"
        record.write_text(json.dumps(one["record"]), encoding="utf-8")
        asked = ["--to", one["to"], *options(one), *rests, "--json"]
        alone = unitwise("transfer", str(record), *asked)
        kinds[answer["state"]] += 1
        if answer["state"] == "not-read":
            assert alone.code == 2
            assert answer["why"].split("\n")[0].split(": ")[-1] in alone.err.replace("\n", " ")
            continue
        single = json.loads(alone.out)
        plan = single["plan"] | ({"rules": []} if "rules" in single["plan"] else {})
        assert answer["plan"] == plan
        told = ("name", "title", "achieved", "counts", "unit", "group", "reason", "through")
        assert [[entry[key] for key in told] for entry in answer["ledger"]] == [
            [entry[key] for key in told] for entry in single["ledger"]
        ]
    assert kinds["not-read"] < len(answers)
    if SIZE >= 80:
        assert {"can-complete", "cannot"} <= set(kinds)
