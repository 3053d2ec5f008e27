"""What a page showed before the last change, as it sends it back: units, and what the goals were.

So a page can say what a change has brought in and driven out. Nothing is kept here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from adviser.words.facts import counted, goal_change, listed
from solver import Goal, Plan

MOST_SIGNS = 20_000
"""Signs of what a page sends back that are looked at, inclusive."""

_GOALS = {goal.value: goal for goal in Goal}


@dataclass(frozen=True)
class Before:
    """The units of the plan that was shown, none if there was none, and the values of its goals."""

    units: frozenset[str] = frozenset()
    goals: Mapping[Goal, int] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Before:
        """Return what a plan will have been."""
        return cls(
            frozenset(one.unit for one in plan.units), {one.goal: one.value for one in plan.goals}
        )

    @classmethod
    def read(cls, text: str) -> Before:
        """Return what :meth:`written` wrote; what means nothing is left out."""
        units, goals = set(), {}
        for part in text[:MOST_SIGNS].split():
            name, sign, value = part.partition("=")
            if not sign:
                units.add(part)
            elif name in _GOALS and len(value) < 10 and value.lstrip("-").isdecimal():
                goals[_GOALS[name]] = int(value)
        return cls(frozenset(units), goals)

    def written(self) -> str:
        """Return the text that the page sends back."""
        return " ".join([*sorted(self.units), *(f"{g.value}={v}" for g, v in self.goals.items())])

    def against(self, plan: Plan) -> str:
        """Say what is other in ``plan``; nothing if nothing is, or if there was no plan."""
        if not self.units:
            return ""
        now = {one.unit for one in plan.units}
        changes = [
            goal_change(one.goal, one.value - self.goals[one.goal])
            for one in plan.goals
            if self.goals.get(one.goal, one.value) != one.value
        ]
        for units, what in ((now - self.units, "new"), (self.units - now, "gone")):
            if units:
                changes.append(f"{counted(len(units), 'unit')} {what}")
        return f"Against the plan before: {listed(changes)}." if changes else ""
