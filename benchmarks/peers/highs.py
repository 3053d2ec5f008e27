"""HiGHS through highspy: rows over binary columns, optimal to the last unit of the objective."""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np
from instance import Instance

NAME = "HiGHS"
VERSION = highspy.Highs().version()


def build(question: Instance) -> Any:
    """Write the question as a mixed-integer programme."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    # the default lets an answer through that is 0.01 % off
    model.setOptionValue("mip_rel_gap", 0.0)
    model.setOptionValue("mip_abs_gap", 0.999)
    options = question.options
    count = len(options)
    columns = np.arange(count, dtype=np.int32)
    model.addVars(count, np.zeros(count), np.ones(count))
    integer = np.full(count, highspy.HighsVarType.kInteger)
    model.changeColsIntegrality(count, columns, integer)
    cost = np.array([option.amount(question.goal) for option in options], dtype=float)
    model.changeColsCost(count, columns, cost)

    def row(terms: list[tuple[int, int]], low: float | None, high: float | None) -> None:
        model.addRow(
            -highspy.kHighsInf if low is None else low,
            highspy.kHighsInf if high is None else high,
            len(terms),
            np.array([index for index, _ in terms], dtype=np.int32),
            np.array([value for _, value in terms], dtype=float),
        )

    units = question.of_units()
    places = question.of_places()
    for together in [*units.values(), *places.values()]:
        if len(together) > 1:
            row([(index, 1) for index in together], None, 1)
    for rule in question.rules:
        kind = rule["kind"]
        if kind == "amount":
            inside = question.scope(rule["of"])
            terms = [(index, options[index].amount(rule["measure"])) for index in inside]
            row(terms, rule.get("at_least"), rule.get("at_most"))
        elif kind == "mandatory":
            for place in sorted({options[index].place for index in question.scope(rule["of"])}):
                row([(index, 1) for index in places[place]], 1, None)
        elif kind == "barred":
            barred = [(index, 1) for unit in rule["units"] for index in units[unit]]
            row(barred, None, rule["at_most"])
        elif kind == "requires":
            needed = [(index, 1) for unit in rule["needs"] for index in units[unit]]
            for unit in rule["units"]:
                asked = [(index, -rule["at_least"]) for index in units[unit]]
                row([*needed, *asked], 0, None)
    return model


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    model.setOptionValue("time_limit", seconds)
    model.run()
    status = model.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return "optimal", round(model.getInfo().objective_function_value)
    if status == highspy.HighsModelStatus.kInfeasible:
        return "infeasible", None
    return "unknown", None
