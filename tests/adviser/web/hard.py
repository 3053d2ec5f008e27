"""A qualification of which nobody will soon say whether any choice fits.

Fifty units, and several rules that each ask for exactly half of the credit or hours of a random
half of the units: small market splits (Cornuejols and Dawande, 1998).
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

HARD = "market-split"
UNITS = 50
RULES = 6


def hard_catalogue(folder: Path) -> Path:
    """Write the units and the qualification into a folder of catalogue files."""
    drawn = random.Random(7)
    source = {"document": "made", "section": "1"}
    units = [
        {
            "reference": f"U{number:02}",
            "title": f"Unit {number}",
            "level": 3,
            "credit": drawn.randrange(1, 100),
            "glh": drawn.randrange(1, 100),
            "sources": [source],
        }
        for number in range(UNITS)
    ]
    rules: list[dict[str, Any]] = []
    for number in range(RULES):
        measure = ("credit", "glh")[number % 2]
        scope = [unit for unit in units if drawn.random() < 0.5]
        half = sum(int(str(unit[measure])) for unit in scope) // 2
        rules.append(
            {
                "id": f"r{number}",
                "kind": "amount",
                "measure": measure,
                "of": {"units": [unit["reference"] for unit in scope]},
                "at_least": half,
                "at_most": half,
                "says": f"Exactly {half} of some.",
                "source": source,
            }
        )
    edition = {
        "edition": "only",
        "source": source,
        "groups": [
            {
                "id": "A",
                "title": "Units",
                "source": source,
                "units": [unit["reference"] for unit in units],
            }
        ],
        "rules": rules,
    }
    documents = {"made": "Made by rule"}
    made = {
        "number": None,
        "short_name": HARD,
        "title": "Market split",
        "awarding_organisation": "Nobody",
        "level": 3,
        "documents": documents,
        "editions": [edition],
    }
    for name, content in (
        ("units", {"documents": documents, "units": units}),
        ("qualifications", made),
    ):
        (folder / name).mkdir(parents=True)
        text = json.dumps(content, indent=1)  # which is YAML without an alias
        (folder / name / "hard.yaml").write_text(text, encoding="utf-8")
    return folder
