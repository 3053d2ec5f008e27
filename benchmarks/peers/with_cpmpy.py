"""CPMpy, solving on OR-Tools with its defaults."""

from __future__ import annotations

from typing import Any

import cpmpy
from instance import Instance

NAME = "CPMpy"
VERSION = cpmpy.__version__


def build(question: Instance) -> Any:
    """Write the question as a CPMpy model."""
    options = question.options
    counts = cpmpy.boolvar(shape=len(options), name="counts")
    model = cpmpy.Model()
    units = question.of_units()
    places = question.of_places()
    for together in [*units.values(), *places.values()]:
        if len(together) > 1:
            model += cpmpy.sum(counts[together]) <= 1
    for rule in question.rules:
        kind = rule["kind"]
        if kind == "amount":
            inside = question.scope(rule["of"])
            total = cpmpy.sum([options[i].amount(rule["measure"]) * counts[i] for i in inside])
            if "at_least" in rule:
                model += total >= rule["at_least"]
            if "at_most" in rule:
                model += total <= rule["at_most"]
        elif kind == "mandatory":
            for place in sorted({options[index].place for index in question.scope(rule["of"])}):
                model += cpmpy.any(counts[places[place]])
        elif kind == "barred":
            barred = [index for unit in rule["units"] for index in units[unit]]
            model += cpmpy.sum(counts[barred]) <= rule["at_most"]
        elif kind == "requires":
            needed = cpmpy.sum([counts[i] for unit in rule["needs"] for i in units[unit]])
            for unit in rule["units"]:
                for index in units[unit]:
                    model += counts[index].implies(needed >= rule["at_least"])
    model.minimize(
        cpmpy.sum([o.amount(question.goal) * x for o, x in zip(options, counts, strict=True)])
    )
    return model


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    return solve_with(model, seconds)


def solve_with(model: Any, seconds: float, **chosen: int) -> tuple[str, int | None]:
    """Solve, with the parameters of OR-Tools that are chosen, if any."""
    model.solve(solver="ortools", time_limit=seconds, **chosen)
    status = model.status().exitstatus.name
    if status == "OPTIMAL":
        return "optimal", int(model.objective_value())
    if status == "UNSATISFIABLE":
        return "infeasible", None
    return "unknown", None
