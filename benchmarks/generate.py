"""Make the stored instances: the same bytes of JSON from the same seeds, on any machine.

``python benchmarks/generate.py`` writes them to ``benchmarks/instances``. Credit, level and hours
are drawn as they lie in published customer service qualifications: 2 to 7 credits a unit, 3 to 7
hours a credit.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402

INSTANCES = Path(__file__).parent / "instances"

PACKED_FROM = 1_000
"""Options from which an instance is stored compressed."""

WORTH = (2, 3, 3, 4, 4, 5, 5, 6, 7)
"""The credits of units, as often as they are drawn."""

Data = dict[str, Any]


def grown(size: int, *, overlap: bool = False) -> Data:
    """A sound qualification of ``size`` units in nested groups, all parts grown alike.

    For every 25 units there is a group of two sub-groups with a floor, a ceiling in each sub-group,
    a barring class and a unit that requires another; the whole asks for two fifths of its credit
    and for half of that at level 4 or above. With ``overlap`` one unit in five stands in the next
    group as well.
    """
    draw = random.Random(f"{'overlapping' if overlap else 'grown'} {size}")
    made = _Made("overlapping" if overlap else "grown", size)
    made.group("M")
    mandatory = max(2, size // 50)
    for _ in range(mandatory):
        made.unit(draw, "M")
    made.rule("mandatory", of={"groups": ["M"]})
    count = max(1, round((size - mandatory) / 25))
    names = [f"G{number}" for number in range(1, count + 1)]
    for number, name in enumerate(names):
        made.group(name)
        share = (size - mandatory) // count + (number < (size - mandatory) % count)
        first = share // 2 + draw.randint(-3, 3)
        for sub, units in ((f"{name}.1", first), (f"{name}.2", share - first)):
            made.group(sub, name)
            for _ in range(units):
                made.unit(draw, sub)
    if overlap:
        made.spread(draw, names)
    credit_of = made.credits()
    for name in names:
        made.amount("credit", [name], at_least=sum(credit_of[name].values()) * 3 // 10)
        for sub in (f"{name}.1", f"{name}.2"):
            made.amount("credit", [sub], at_most=sum(credit_of[sub].values()) * 3 // 5)
        own = list(credit_of[name])
        made.rule("barred", units=draw.sample(own, 3), at_most=1)
        asked, *needs = draw.sample(own, 3)
        made.rule("requires", units=[asked], needs=needs, at_least=1)
    total = sum(credit_of[None].values()) * 2 // 5
    made.rule("amount", measure="credit", of={}, at_least=total)
    made.rule("amount", measure="credit", of={"level_at_least": 4}, at_least=total // 2)
    return made.data


def arithmetic(size: int, *, parity: bool) -> Data:
    """No choice fits, and only adding up shows it.

    Without ``parity`` the floors of the groups add up to one credit more than the ceiling of the
    whole. With it every credit is even and the whole must be an odd number exactly, which no sum
    of bounds contradicts.
    """
    name = "arithmetic-parity" if parity else "arithmetic-floors"
    draw = random.Random(f"{name} {size}")
    made = _Made(name, size)
    groups = [f"G{number}" for number in range(1, size // 10 + 1)]
    for group in groups:
        made.group(group)
        for _ in range(10):
            made.unit(draw, group, worth=(2, 4, 6) if parity else (2, 3, 4, 5, 6, 7))
    floors = 0
    credit_of = made.credits()
    for group in groups:
        floor = sum(credit_of[group].values()) * 2 // 5 // 2 * 2
        floors += floor
        made.amount("credit", [group], at_least=floor)
    if parity:
        made.rule("amount", measure="credit", of={}, at_least=floors + 1, at_most=floors + 1)
    else:
        made.rule("amount", measure="credit", of={}, at_most=floors - 1)
    return made.data


def barred(groups: int) -> Data:
    """No choice fits: each group must give a unit, and there is one barring class too few.

    The pigeonholes: ``groups`` groups of ``groups - 1`` units, the n-th units of all groups barred
    from each other.
    """
    size = groups * (groups - 1)
    draw = random.Random(f"barred {size}")
    made = _Made("barred", size)
    names = [f"G{number}" for number in range(1, groups + 1)]
    columns: list[list[str]] = [[] for _ in range(groups - 1)]
    for name in names:
        made.group(name)
        for column in columns:
            column.append(made.unit(draw, name))
        made.amount("units", [name], at_least=1)
    for column in columns:
        made.rule("barred", units=column, at_most=1)
    return made.data


class _Made:
    """An instance in the making."""

    def __init__(self, family: str, size: int) -> None:
        self.data: Data = {
            "name": f"{family}-{size}",
            "family": family.partition("-")[0],
            "goal": "glh",
            "groups": [],
            "options": [],
            "rules": [],
        }

    def group(self, name: str, around: str | None = None) -> None:
        self.data["groups"].append([name, around])

    def unit(
        self,
        draw: random.Random,
        group: str,
        worth: tuple[int, ...] = WORTH,
    ) -> str:
        number = len(self.data["options"])
        credit = draw.choice(worth)
        hours = credit * draw.randint(3, 7) + draw.randint(0, 3)
        reference = f"U{number + 1:05d}"
        level = draw.choice((2, 3, 3, 3, 4, 4, 4, 5))
        self.data["options"].append([reference, level, credit, hours, group, number])
        return reference

    def spread(self, draw: random.Random, names: list[str]) -> None:
        """Let one unit in five stand in a sub-group of the next group as well."""
        following = dict(zip(names, [*names[1:], names[0]], strict=True))
        for option in list(self.data["options"]):
            reference, level, credit, hours, group, _ = option
            around = group.partition(".")[0]
            if around in following and following[around] != around and draw.randrange(5) == 0:
                home = f"{following[around]}.{draw.randint(1, 2)}"
                place = len(self.data["options"])
                self.data["options"].append([reference, level, credit, hours, home, place])

    def credits(self) -> dict[str | None, dict[str, int]]:
        """The units of each group, sub-groups included, with their credit; null is the whole."""
        around = dict(self.data["groups"])
        found: dict[str | None, dict[str, int]] = {}
        for reference, _, credit, _, group, _ in self.data["options"]:
            for name in {group, around[group], None}:
                found.setdefault(name, {})[reference] = credit
        return found

    def rule(self, kind: str, **fields: Any) -> None:
        self.data["rules"].append({"kind": kind, **fields})

    def amount(self, measure: str, groups: list[str], **ends: int) -> None:
        self.rule("amount", measure=measure, of={"groups": groups}, **ends)


SIZES = (50, 200, 1_000, 5_000, 20_000)


def every_instance() -> Iterator[Data]:
    """Yield every stored instance."""
    for size in SIZES:
        yield grown(size)
    for size in SIZES[:4]:
        yield grown(size, overlap=True)
    for size in SIZES[:3]:
        yield arithmetic(size, parity=False)
        yield arithmetic(size, parity=True)
    for groups in (6, 8, 10, 14):
        yield barred(groups)


def stored() -> dict[str, Path]:
    """Return the file of every stored instance by its name."""
    return {path.name.partition(".")[0]: path for path in sorted(INSTANCES.glob("*.json*"))}


def text(data: Data) -> str:
    """The instance as JSON, one option or rule a line."""
    parts = []
    for key, value in data.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(item, separators=(",", ":")) for item in value)
            parts.append(f'"{key}": [\n{lines}\n]')
        else:
            parts.append(f'"{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main() -> None:
    """Write every instance to its file."""
    arguments.Parser(__doc__).parse_args()
    INSTANCES.mkdir(exist_ok=True)
    for data in every_instance():
        path = INSTANCES / f"{data['name']}.json"
        raw = text(data).encode()
        if len(data["options"]) >= PACKED_FROM:
            path = path.with_name(path.name + ".gz")
            raw = gzip.compress(raw, mtime=0)
        path.write_bytes(raw)


if __name__ == "__main__":
    main()
