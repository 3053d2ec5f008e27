"""The one door to CP-SAT: bounds in, values out.

The model is written straight into OR-Tools' own model message through ``cp_model_helper``, the
module that ``ortools.sat.python.cp_model`` itself stands on. That module costs a fifth of the time
to import (``cp_model`` brings in pandas, which we have no use for), and it is imported only when
something is solved.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from math import gcd
from typing import Any, Literal

from catalogue.errors import UnitwiseError
from catalogue.watching import part
from solver.program.interruption import heed, interruptible
from solver.program.linear import Bound, Definition, Terms, reach

LARGE_FROM = 128
"""Booleans from which objectives are solved one by one, and rows taken as they are missed.

Below, one solve of everything folded is quicker than a stage more, and having every row of the
linear relaxation from the start halves the time of the shipped questions. A large program has them
all as well if they are few beside its Booleans: see :func:`tuned`.
"""

_ROWS_AT_ONCE = 200
"""Rows that the linear relaxation takes in together where it takes them as they are missed."""


_ROUNDING = 10
"""The greatest factor by which rows are multiplied, where there are few, to round them to cuts."""


class SolverFailure(UnitwiseError):
    """The solver refused the model or broke off: a defect of ours, never an answer."""


class Outcome(Enum):
    """How a solve ended."""

    OPTIMAL = auto()
    FEASIBLE = auto()
    INFEASIBLE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Program:
    """Booleans numbered from 0, some of them fixed, under bounds and definitions."""

    names: Sequence[str]
    bounds: Sequence[Bound]
    definitions: Sequence[Definition] = ()
    fixed: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Solved:
    """How a solve ended.

    ``values`` is empty if no solution was found; ``bound`` is the proven bound on the objective,
    null if nothing is known. ``effort`` is what it took, in a measure that is the same on every
    machine: one stands for some three seconds.
    """

    outcome: Outcome
    values: tuple[bool, ...] = ()
    bound: int | None = None
    effort: float = 0.0


class Clock:
    """Counts down from ``seconds``, or stands at 0 once the asker broke off.

    Whatever searches by it has so many ``workers``, and begins with the same ``seed``.
    """

    def __init__(self, seconds: float, workers: int = 1, seed: int = 0) -> None:
        self.seconds = seconds
        self.workers = workers
        self.seed = seed
        self._end = time.monotonic() + seconds
        self.broken_off = False
        self.searching: Callable[[], None] | None = None
        """Ends the search that goes on now, if one does."""
        heed(self)

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return 0.0 if self.broken_off else max(0.0, self._end - time.monotonic())

    def fraction(self, share: float) -> Clock:
        """Return a clock that counts down from a share of what is left of this one."""
        return Clock(self.left * share, self.workers, self.seed)

    @property
    def stopped(self) -> Literal["time", "asker"]:
        """Why there is no time left, where there is none."""
        return "asker" if self.broken_off else "time"

    def break_off(self) -> None:
        """Leave no time: whatever is searching ends with what it has. Any thread may call this."""
        self.broken_off = True
        if (stop := self.searching) is not None:
            stop()


def value_of(terms: Terms, values: Sequence[bool]) -> int:
    """Return the value of a linear expression."""
    return sum(coefficient for variable, coefficient in terms if values[variable])


@part("search")
def solve(
    program: Program,
    objective: Terms = (),
    *,
    clock: Clock,
    hint: Sequence[bool] = (),
    order: Sequence[tuple[int, int]] = (),
    ceiling: int | None = None,
    alone: bool = False,
    effort: float | None = None,
    joint: bool = False,
    covering: bool = False,
) -> Solved:
    """Find values that satisfy ``program`` and minimise ``objective``.

    With one worker, which is so for any ``clock`` where it is ``alone``, and the same seed the
    search itself repeats exactly, and it ends at the same place where ``effort`` (see
    :class:`Solved`) is what it may take.

    ``order`` asks, in place of the least ``objective``, for the solution that is least in one
    variable after the other: pairs of a variable and a coefficient, whose product is made small.
    The search then decides in this order, the better value first, with one worker and without
    restarts. Whatever takes the other value does so because the decisions before it leave nothing
    else, so that the first solution is the least one. An ``objective`` is then only of help: that
    it comes to ``ceiling`` at the most, its linear relaxation shows sooner that nothing is left.

    ``joint`` says that many programs are put together in one, of which presolve leaves little;
    ``covering`` that they share nothing but what is offered to all: then the linear relaxation
    takes longer than it saves, and a bound raised from below is reached sooner than one from above.

    Raises
    ------
    SolverFailure
        If CP-SAT does not accept the model.
    """
    if clock.left <= 0:
        return Solved(Outcome.UNKNOWN)
    with part("engine"):
        from ortools.sat.python import cp_model_helper as cmh

    model = cmh.CpModelProto()
    _write(model, program, objective, hint)
    parameters = tuned(len(program.names), len(program.bounds), goal=bool(objective and not order))
    if joint:
        parameters = cmh.SatParameters()
    if covering:
        parameters.optimize_with_core = bool(objective)
        parameters.linearization_level = 0
    parameters.num_workers = 1 if order or alone else clock.workers
    parameters.random_seed = clock.seed
    parameters.max_time_in_seconds = clock.left
    if effort is not None:
        parameters.max_deterministic_time = effort
    parameters.catch_sigint_signal = False  # ours: see solver.program.interruption
    if ceiling is not None:
        model.objective.domain.extend([reach(objective)[0], ceiling])
    if order:
        strategy = model.search_strategy.add()
        strategy.domain_reduction_strategy = (
            cmh.DecisionStrategyProto.DomainReductionStrategy.SELECT_MIN_VALUE
        )
        for variable, coefficient in order:
            decided = strategy.exprs.add()
            decided.vars.append(variable)
            decided.coeffs.append(1 if coefficient > 0 else -1)
        parameters.polish_lp_solution = bool(objective)
        parameters.search_branching = cmh.SatParameters.SearchBranching.FIXED_SEARCH
        parameters.stop_after_first_solution = True
    wrapper: Any = cmh.SolveWrapper()
    wrapper.set_parameters(parameters)
    clock.searching = wrapper.stop_search
    try:
        response, broken_off = interruptible(wrapper.solve, model, wrapper.stop_search)
    finally:
        clock.searching = None
    if broken_off:
        clock.break_off()
    status = cmh.CpSolverStatus
    outcomes = {
        status.OPTIMAL: Outcome.OPTIMAL,
        status.FEASIBLE: Outcome.FEASIBLE,
        status.INFEASIBLE: Outcome.INFEASIBLE,
        status.UNKNOWN: Outcome.UNKNOWN,
    }
    if response.status not in outcomes:
        problem = cmh.CpSatHelper.validate_model(model)
        raise SolverFailure(f"CP-SAT did not accept the model: {response.status} {problem}")
    outcome = outcomes[response.status]
    values = tuple(map(bool, response.solution))
    if order:
        outcome = Outcome.OPTIMAL if outcome is Outcome.FEASIBLE else outcome
        return Solved(outcome, values, effort=response.deterministic_time)
    bound = None
    if objective and outcome is not Outcome.INFEASIBLE:
        bound = round(response.best_objective_bound)
        # Stopped before it knew a bound, CP-SAT says 0, or what any values come to at the least.
        if outcome is Outcome.UNKNOWN and (not bound or bound <= reach(objective)[0]):
            bound = None
    return Solved(outcome, values, bound, response.deterministic_time)


def tuned(booleans: int, rows: int, *, goal: bool) -> Any:
    """Return the parameters that measurement chose for a program of this size (PROFILE.md).

    ``goal`` says that something is made least. The linear relaxation does better to take its rows
    as they are missed where there is more than one for every four of many Booleans, as where units
    stand in several groups each; among few, some of what it does takes longer than it saves.
    """
    from ortools.sat.python import cp_model_helper as cmh

    parameters = cmh.SatParameters()
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.cp_model_presolve = False
    parameters.inprocessing_dtime_ratio = 0.0
    parameters.inprocessing_probing_dtime = 0.0
    parameters.inprocessing_minimization_dtime = 0.0
    parameters.add_lp_constraints_lazily = goal and LARGE_FROM <= booleans < 4 * rows
    if goal:
        parameters.search_branching = cmh.SatParameters.SearchBranching.LP_SEARCH
        parameters.polish_lp_solution = True
        parameters.new_constraints_batch_size = _ROWS_AT_ONCE
    if goal and booleans < LARGE_FROM:
        parameters.use_sat_inprocessing = False
        parameters.add_cg_cuts = False
        parameters.add_zero_half_cuts = False
        parameters.add_clique_cuts = False
        parameters.add_rlt_cuts = False
        parameters.max_integer_rounding_scaling = _ROUNDING
    return parameters


def _write(model: Any, program: Program, objective: Terms, hint: Sequence[bool]) -> None:
    from ortools.sat.python import cp_model_helper as cmh

    # Copied by the library, which is ten times as quick as to fill in one message after the other.
    kinds: dict[bool | None, Any] = {}
    for kind, domain in ((None, [0, 1]), (False, [0, 0]), (True, [1, 1])):
        kinds[kind] = cmh.IntegerVariableProto()
        kinds[kind].domain.extend(domain)
    fixed = program.fixed
    model.variables.extend([kinds[fixed.get(index)] for index in range(len(program.names))])
    for bound in program.bounds:
        low, high = bound.low, bound.high
        if low is None or high is None:
            least, greatest = bound.reach
            low = least if low is None else low
            high = greatest if high is None else high
        _post(model, bound.terms, [low, high])
    for definition in program.definitions:
        _define(model, definition)
    if objective:
        variables, coefficients = zip(*objective, strict=True)
        model.objective.vars.extend(variables)
        model.objective.coeffs.extend(coefficients)
    if hint:
        model.solution_hint.vars.extend(range(len(hint)))
        model.solution_hint.values.extend([int(value) for value in hint])


def _post(model: Any, terms: Terms, domain: list[int], enforced_by: int | None = None) -> None:
    """Add one linear constraint: the expression lies in ``domain``, pairs of inclusive ends.

    What all coefficients have in common is divided out first, since without presolve nobody else
    does: even credits that must add up to an odd number would be tried one choice after the other.
    """
    variables, coefficients = zip(*terms, strict=True) if terms else ((), ())
    if (common := gcd(*coefficients)) > 1:
        coefficients = tuple(coefficient // common for coefficient in coefficients)
        domain = [
            end // common if number % 2 else -(-end // common) for number, end in enumerate(domain)
        ]
    ends: list[int] = []
    for low, high in zip(domain[::2], domain[1::2], strict=True):
        if ends and ends[-1] + 1 == low <= high:  # CP-SAT wants a gap, which was divided out
            ends[-1] = high
        elif low <= high:
            ends += [low, high]
    constraint = model.constraints.add()
    if enforced_by is not None:
        constraint.enforcement_literal.append(enforced_by)
    elif ends[1:] == [1] and ends[0] <= 0 and set(coefficients) == {1}:
        constraint.at_most_one.literals.extend(variables)
        return
    linear = constraint.linear
    if ends:
        linear.vars.extend(variables)
        linear.coeffs.extend(coefficients)
    linear.domain.extend(ends or [1, 1])  # without a term, a sum is 0: impossible


def _define(model: Any, definition: Definition) -> None:
    """Make the literal true exactly where the bound holds."""
    bound = definition.bound
    least, greatest = bound.reach
    low = least if bound.low is None else max(bound.low, least)
    high = greatest if bound.high is None else min(bound.high, greatest)
    outside = []
    if low > high:
        outside = [least, greatest]
    else:
        if least < low:
            outside += [least, low - 1]
        if high < greatest:
            outside += [high + 1, greatest]
    _post(model, bound.terms, [low, high], definition.literal)
    _post(model, bound.terms, outside or [1, 0], -definition.literal - 1)
