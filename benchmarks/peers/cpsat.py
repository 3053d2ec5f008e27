"""CP-SAT by hand, through ``ortools.sat.python.cp_model``: the floor, with default parameters."""

from __future__ import annotations

from typing import Any

import ortools
from instance import Instance
from ortools.sat.python import cp_model

NAME = "CP-SAT"
VERSION = ortools.__version__


def build(question: Instance) -> Any:
    """Write the question as a CP-SAT model."""
    options = question.options
    model = cp_model.CpModel()
    counts = [model.new_bool_var(f"x{index}") for index in range(len(options))]
    units = question.of_units()
    places = question.of_places()
    for together in [*units.values(), *places.values()]:
        if len(together) > 1:
            model.add_at_most_one(counts[index] for index in together)
    for rule in question.rules:
        kind = rule["kind"]
        if kind == "amount":
            inside = question.scope(rule["of"])
            total = cp_model.LinearExpr.weighted_sum(
                [counts[index] for index in inside],
                [options[index].amount(rule["measure"]) for index in inside],
            )
            if "at_least" in rule:
                model.add(total >= rule["at_least"])
            if "at_most" in rule:
                model.add(total <= rule["at_most"])
        elif kind == "mandatory":
            for place in sorted({options[index].place for index in question.scope(rule["of"])}):
                model.add_bool_or(counts[index] for index in places[place])
        elif kind == "barred":
            barred = [counts[index] for unit in rule["units"] for index in units[unit]]
            model.add(sum(barred) <= rule["at_most"])
        elif kind == "requires":
            needed = sum(counts[index] for unit in rule["needs"] for index in units[unit])
            for unit in rule["units"]:
                asked = sum(counts[index] for index in units[unit])
                model.add(needed >= rule["at_least"] * asked)
    model.minimize(
        cp_model.LinearExpr.weighted_sum(counts, [o.amount(question.goal) for o in options])
    )
    return model


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    return solve_with(model, seconds)


def solve_with(model: Any, seconds: float, chosen: Any = None) -> tuple[str, int | None]:
    """Solve, with some parameters if there are any, and return how it ended and the least value."""
    solver = cp_model.CpSolver()
    if chosen is not None:
        solver.parameters.merge_from(chosen)
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.OPTIMAL:
        return "optimal", round(solver.objective_value)
    if status == cp_model.INFEASIBLE:
        return "infeasible", None
    return "unknown", None
