"""Random small qualifications, with a question and a record, drawn by lot.

They are plain data, as files have it: nothing of the catalogue or the solver is used to make them.
"""

from __future__ import annotations

import json
import random
from typing import Any

DAY = "2024-07-01"
GOALS = ("least-glh", "least-credit", "fewest-units", "highest-level", "most-preferred")
SOURCE = {"document": "d"}

Data = dict[str, Any]

_LIMITS = {"new_credit": (2, 16), "new_units": (0, 5), "new_glh": (10, 90)}


class Case:
    """A random qualification, and what is asked about it."""

    def __init__(self, drawn: random.Random) -> None:
        self.drawn = drawn
        self.units = {
            f"U{number}": {
                "level": drawn.randint(1, 4),
                "credit": drawn.randint(0, 6),
                "glh": drawn.choice((*range(0, 40, 7), 11, None)),
            }
            for number in range(drawn.randint(3, 7))
        }
        self.names = list(self.units)
        self.groups: dict[str, list[Any]] = {"A": [], "B": [], "C": []}
        for name in self.names:
            self.groups[drawn.choice("ABC")].append(self._place(name))
        if drawn.random() < 0.4:
            again = drawn.choice(self.names)
            home = drawn.choice([g for g, inside in self.groups.items() if again not in inside])
            if not any(isinstance(one, dict) and one["unit"] == again for one in self.groups[home]):
                self.groups[home].append(again)
        self.groups = {name: inside for name, inside in self.groups.items() if inside}
        self.nested = "B" in self.groups and "C" in self.groups and drawn.random() < 0.4
        least = drawn.randint(1, 12)
        total = {"kind": "amount", "measure": "credit", "at_least": least}
        self.least = least
        self.rules = [total, *(self._rule(1) for _ in range(drawn.randint(0, 3)))]
        _number(self.rules, "r")
        self.want = self._references(0.3)
        self.avoid = [one for one in self._references(0.3) if one not in self.want]
        self.limits = {
            key: drawn.randint(*ends)
            for key, ends in {
                "new_credit": (2, 16),
                "new_units": (0, 5),
                "new_glh": (10, 90),
            }.items()
            if drawn.random() < 0.2
        }
        self.goals = drawn.sample(GOALS, drawn.randint(1, 3))
        self.prefer = {
            name: drawn.choice((-2, -1, 1, 3)) for name in self.names if drawn.random() < 0.3
        }
        if not self.prefer:
            self.goals = [one for one in self.goals if one != "most-preferred"] or ["least-credit"]
        self.held: dict[str, str] = {}
        self.years, self.cap = None, None
        if drawn.random() < 0.5:
            self.held = {
                name: drawn.choice(("2023-05-01", "2015-05-01"))
                for name in self.names
                if drawn.random() < 0.4
            }
            self.years = drawn.choice((None, 5))
            self.cap = drawn.choice((None, None, 1, 2))

    def _place(self, name: str) -> Any:
        closed = self.drawn.random() < 0.12
        return {"unit": name, "until": "2024-01-01"} if closed else name

    def _some(self, most: int) -> list[str]:
        return self.drawn.sample(self.names, self.drawn.randint(2, min(most, len(self.names))))

    def _scope(self) -> Data:
        kind = self.drawn.randrange(5)
        if kind == 0:
            return {"groups": [self.drawn.choice(list(self.groups))]}
        if kind == 1:
            return {"level": {"at_least": self.drawn.randint(2, 4)}}
        if kind == 2:
            return {"units": self._some(4)}
        if kind == 3:
            group = self.drawn.choice(list(self.groups))
            return {"level": {"at_most": 3}, "except": {"groups": [group]}}
        return {}

    def _rule(self, depth: int) -> Data:
        kind = self.drawn.randrange(6 if depth else 5)
        if kind < 2:
            measure = self.drawn.choice(("credit", "units"))
            most = 10 if measure == "credit" else 3
            low, high = sorted(self.drawn.randint(0, most) for _ in range(2))
            ends: Data = {"at_least": low, "at_most": high}
            if self.drawn.random() < 0.6:
                ends.pop(self.drawn.choice(("at_least", "at_most")))
            if self.drawn.random() < 0.25:
                strict = self.drawn.random() < 0.3
                share: Data = {
                    "percent": self.drawn.choice((30, 50, 60)),
                    "base": {},
                    "strict": strict,
                }
                ends = {self.drawn.choice(("at_least", "at_most")): share}
            return {"kind": "amount", "measure": measure, "of": self._scope(), **ends}
        if kind == 2:
            return {"kind": "mandatory", "of": {"units": [self.drawn.choice(self.names)]}}
        if kind == 3:
            return {"kind": "barred", "units": self._some(3)}
        if kind == 4:
            both = self.drawn.random() < 0.3
            rule = {"kind": "requires", "units": self._some(2), "needs": self._some(3)}
            return {**rule, "co_requisite": both}
        parts = [self._rule(depth - 1) for _ in range(self.drawn.randint(1, 3))]
        return {"kind": "choose", "rules": parts, "at_least": self.drawn.randint(0, len(parts))}

    def _references(self, chance: float) -> list[str]:
        known = [*self.names, *(f"group:{group}" for group in self.groups), "level:3"]
        return [self.drawn.choice(known)] if self.drawn.random() < chance else []

    def file(self) -> str:
        """The qualification as a file of a catalogue."""
        units = [
            {"reference": name, "title": f"Title of {name}", **facts, "sources": [SOURCE]}
            for name, facts in self.units.items()
        ]
        groups: list[Data] = [
            {"id": name, "title": f"Group {name}", "units": inside}
            for name, inside in self.groups.items()
        ]
        if self.nested:
            inner = next(one for one in groups if one["id"] == "C")
            groups.remove(inner)
            next(one for one in groups if one["id"] == "B")["groups"] = [inner]
        edition: Data = {"edition": "v1", "source": SOURCE, "groups": groups, "rules": self.rules}
        if self.held:
            way: Data = {"way": "credit-transfer", "accepted": True, "says": "It counts."}
            way |= {"currency_years": self.years} if self.years else {}
            way |= {"caps": [{"measure": "units", "at_most": self.cap}]} if self.cap else {}
            edition["recognition"] = [{**way, "source": SOURCE}]
        whole = {"number": None, "short_name": "drawn", "title": "Certificate in Drawing Lots",
                 "awarding_organisation": "Example", "level": 2, "documents": {"d": "A document"},
                 "units": units, "editions": [edition]}  # fmt: skip
        return json.dumps(whole, indent=1)

    def question(self) -> str:
        """The question as a file."""
        asked = {"qualification": "drawn", "on": DAY, "want": self.want, "avoid": self.avoid,
                 "prefer": self.prefer, "goals": self.goals, "limits": self.limits}  # fmt: skip
        return json.dumps(asked, indent=1)

    def record(self) -> str:
        """The record as a file."""
        achieved = [{"unit": name, "achieved": day} for name, day in self.held.items()]
        return json.dumps({"achievements": achieved})


def _number(rules: list[Data], name: str) -> None:
    for number, rule in enumerate(rules):
        rule |= {"id": f"{name}{number}", "says": f"Rule {name}{number}."}
        _number(rule.get("rules", []), f"{name}{number}-")
