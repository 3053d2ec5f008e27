"""CBC as it comes with PuLP, which writes the model to a file and starts ``cbc`` on it."""

from __future__ import annotations

from typing import Any

import pulp
from instance import Instance

NAME = "CBC"
VERSION = f"PuLP {pulp.__version__}"


def build(question: Instance) -> Any:
    """Write the question as a mixed-integer programme."""
    options = question.options
    model = pulp.LpProblem("question", pulp.LpMinimize)
    counts = [pulp.LpVariable(f"x{index}", cat="Binary") for index in range(len(options))]
    model += pulp.lpSum(x * o.amount(question.goal) for x, o in zip(counts, options, strict=True))
    units = question.of_units()
    places = question.of_places()
    for together in [*units.values(), *places.values()]:
        if len(together) > 1:
            model += pulp.lpSum(counts[index] for index in together) <= 1
    for rule in question.rules:
        kind = rule["kind"]
        if kind == "amount":
            inside = question.scope(rule["of"])
            total = pulp.lpSum(counts[i] * options[i].amount(rule["measure"]) for i in inside)
            if "at_least" in rule:
                model += total >= rule["at_least"]
            if "at_most" in rule:
                model += total <= rule["at_most"]
        elif kind == "mandatory":
            for place in sorted({options[index].place for index in question.scope(rule["of"])}):
                model += pulp.lpSum(counts[index] for index in places[place]) >= 1
        elif kind == "barred":
            barred = [counts[index] for unit in rule["units"] for index in units[unit]]
            model += pulp.lpSum(barred) <= rule["at_most"]
        elif kind == "requires":
            needed = pulp.lpSum(counts[i] for unit in rule["needs"] for i in units[unit])
            for unit in rule["units"]:
                asked = pulp.lpSum(counts[index] for index in units[unit])
                model += needed >= rule["at_least"] * asked
    return model


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds))
    if model.sol_status == pulp.LpSolutionOptimal:
        return "optimal", round(pulp.value(model.objective))
    if model.status == pulp.LpStatusInfeasible:
        return "infeasible", None
    return "unknown", None
