"""The one door to CP-SAT: bounds in, values out.

The model is written straight into OR-Tools' own model message through ``cp_model_helper``, the
module that ``ortools.sat.python.cp_model`` itself stands on. That module costs a fifth of the time
to import (``cp_model`` brings in pandas, which we have no use for), and it is imported only when
something is solved.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import takewhile
from typing import Any, Literal

from catalogue.errors import UnitwiseError
from solver.compile import Bound, Definition, Terms, linear, reach
from solver.folding import fold, unfold

_FOLDING_LIMIT = 1 << 52
"""Objectives are folded into one while its value stays below this: exact as a double, too."""

_LISTEN = 0.5
"""Seconds after which we look whether a signal came in that did not wake us."""

_LARGE_FROM = 128
"""Booleans from which objectives are solved one by one, and rows taken as they are missed.

Below, one solve of everything folded is quicker than a stage more, and having every row of the
linear relaxation from the start halves the time of the shipped questions. A large program has them
all as well if they are few beside its Booleans: see :func:`_crowded`.
"""

_ROWS_AT_ONCE = 200
"""Rows that the linear relaxation takes in together where it takes them as they are missed."""


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
    null if nothing is known.
    """

    outcome: Outcome
    values: tuple[bool, ...] = ()
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Optimum:
    """The end of a solve by several objectives in order.

    ``proven`` counts the objectives, from the first, whose value is proven best given those
    before. ``bound`` is the proven bound on the one after them, null if nothing is known of it.
    """

    outcome: Outcome
    values: tuple[bool, ...] = ()
    proven: int = 0
    bound: int | None = None


class Clock:
    """Counts down from ``seconds``, or stands at 0 once the asker broke off.

    Where it is ``brief``, Ctrl-C may wait until a search has ended, and lose what it found.
    """

    def __init__(self, seconds: float, brief: bool = False) -> None:
        self._end = time.monotonic() + seconds
        self.brief = brief
        self.broken_off = False

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return 0.0 if self.broken_off else max(0.0, self._end - time.monotonic())

    @property
    def stopped(self) -> Literal["time", "asker"]:
        """Why there is no time left, where there is none."""
        return "asker" if self.broken_off else "time"

    def break_off(self) -> None:
        """Leave no time: whatever is searching ends with what it has."""
        self.broken_off = True


def value_of(terms: Terms, values: Sequence[bool]) -> int:
    """Return the value of a linear expression."""
    return sum(coefficient for variable, coefficient in terms if values[variable])


def solve(
    program: Program,
    objective: Terms = (),
    *,
    clock: Clock,
    hint: Sequence[bool] = (),
    order: Sequence[tuple[int, int]] = (),
    ceiling: int | None = None,
    workers: int = 1,
    seed: int = 0,
) -> Solved:
    """Find values that satisfy ``program`` and minimise ``objective``.

    With one worker and the same seed the search itself repeats exactly.

    ``order`` asks, in place of the least ``objective``, for the solution that is least in one
    variable after the other: pairs of a variable and a coefficient, whose product is made small.
    The search then decides in this order, the better value first, with one worker and without
    restarts. Whatever takes the other value does so because the decisions before it leave nothing
    else, so that the first solution is the least one. An ``objective`` is then only of help: that
    it comes to ``ceiling`` at the most, its linear relaxation shows sooner that nothing is left.

    Raises
    ------
    SolverFailure
        If CP-SAT does not accept the model.
    """
    if clock.left <= 0:
        return Solved(Outcome.UNKNOWN)
    from ortools.sat.python import cp_model_helper as cmh

    model = cmh.CpModelProto()
    _write(model, program, objective, hint)
    parameters = cmh.SatParameters()
    parameters.num_workers = 1 if order else workers
    parameters.random_seed = seed
    parameters.max_time_in_seconds = clock.left
    parameters.catch_sigint_signal = False  # ours: see _interruptible
    parameters.symmetry_level = 0
    parameters.cp_model_probing_level = 0
    parameters.cp_model_presolve = False
    parameters.inprocessing_dtime_ratio = 0.0
    parameters.inprocessing_probing_dtime = 0.0
    parameters.inprocessing_minimization_dtime = 0.0
    parameters.polish_lp_solution = bool(objective)
    parameters.add_lp_constraints_lazily = bool(objective) and not order and _crowded(program)
    if ceiling is not None:
        model.objective.domain.extend([reach(objective)[0], ceiling])
    if objective and not order:
        parameters.search_branching = cmh.SatParameters.SearchBranching.LP_SEARCH
        parameters.new_constraints_batch_size = _ROWS_AT_ONCE
    if order:
        strategy = model.search_strategy.add()
        strategy.domain_reduction_strategy = (
            cmh.DecisionStrategyProto.DomainReductionStrategy.SELECT_MIN_VALUE
        )
        for variable, coefficient in order:
            decided = strategy.exprs.add()
            decided.vars.append(variable)
            decided.coeffs.append(1 if coefficient > 0 else -1)
        parameters.search_branching = cmh.SatParameters.SearchBranching.FIXED_SEARCH
        parameters.stop_after_first_solution = True
    wrapper = cmh.SolveWrapper()
    wrapper.set_parameters(parameters)
    try:
        response = _interruptible(wrapper, model, clock)
    except KeyboardInterrupt:
        clock.break_off()
        return Solved(Outcome.UNKNOWN)
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
    values = tuple(bool(value) for value in response.solution)
    if order:
        return Solved(Outcome.OPTIMAL if outcome is Outcome.FEASIBLE else outcome, values)
    bound = None
    if objective and outcome is not Outcome.INFEASIBLE:
        bound = round(response.best_objective_bound)
        # Stopped before it knew a bound, CP-SAT says 0, or what any values come to at the least.
        if outcome is Outcome.UNKNOWN and (not bound or bound <= reach(objective)[0]):
            bound = None
    return Solved(outcome, values, bound)


def _crowded(program: Program) -> bool:
    """Whether the linear relaxation does better to take its rows as they are missed.

    So it is where there is more than a row for every four of many Booleans, as where units stand in
    several groups each.
    """
    return _LARGE_FROM <= len(program.names) < 4 * len(program.bounds)


def _interruptible(wrapper: Any, model: Any, clock: Clock) -> Any:
    """Solve in a thread of its own, so that Ctrl-C reaches us and ends the search, not the answer.

    The main thread alone is given signals, and not before it is back from foreign code.
    """
    if clock.brief or threading.current_thread() is not threading.main_thread():
        return wrapper.solve(model)
    responses: list[Any] = []
    failures: list[BaseException] = []

    def search() -> None:
        try:
            responses.append(wrapper.solve(model))
        except BaseException as failure:
            failures.append(failure)
        finally:
            ended.set()

    # Not Thread.join: interrupted, it takes the thread for ended (Python issue 45274).
    ended = threading.Event()
    threading.Thread(target=search, daemon=True).start()
    while not ended.is_set():
        try:
            ended.wait(_LISTEN)
        except KeyboardInterrupt:
            clock.break_off()
            wrapper.stop_search()
    if failures:
        raise failures[0]
    return responses[0]


def _write(model: Any, program: Program, objective: Terms, hint: Sequence[bool]) -> None:
    for index, name in enumerate(program.names):
        variable = model.variables.add()
        variable.name = name
        fixed = program.fixed.get(index)
        variable.domain.extend([0, 1] if fixed is None else [int(fixed), int(fixed)])
    for bound in program.bounds:
        low, high = bound.reach
        _post(
            model,
            bound.terms,
            [
                low if bound.low is None else bound.low,
                high if bound.high is None else bound.high,
            ],
        )
    for definition in program.definitions:
        _define(model, definition)
    if objective:
        model.objective.vars.extend([variable for variable, _ in objective])
        model.objective.coeffs.extend([coefficient for _, coefficient in objective])
    if hint:
        model.solution_hint.vars.extend(range(len(hint)))
        model.solution_hint.values.extend([int(value) for value in hint])


def _post(model: Any, terms: Terms, domain: list[int], enforced_by: int | None = None) -> None:
    """Add one linear constraint: the expression lies in ``domain``, pairs of inclusive ends."""
    if domain[0] > domain[1]:
        terms, domain = (), [1, 1]
    constraint = model.constraints.add()
    if enforced_by is not None:
        constraint.enforcement_literal.append(enforced_by)
    elif domain[0] <= 0 and domain[1:] == [1] and all(c == 1 for _, c in terms):
        constraint.at_most_one.literals.extend([variable for variable, _ in terms])
        return
    constraint.linear.vars.extend([variable for variable, _ in terms])
    constraint.linear.coeffs.extend([coefficient for _, coefficient in terms])
    constraint.linear.domain.extend(domain)


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


def optimise(
    program: Program,
    objectives: Sequence[Terms],
    *,
    clock: Clock,
    workers: int = 1,
    seed: int = 0,
    hint: Sequence[bool] = (),
) -> Optimum:
    """Minimise ``objectives`` in order, each given the best values of those before it.

    In a small program as many as fit exactly are folded into one with mixed-radix weights; where
    they do not fit, and in a large one, the values reached are fixed and the rest follows in
    further stages. Objectives of a single Boolean each, such as catalogue order, take one stage
    together, however many they are.
    """
    best: tuple[bool, ...] = ()
    last: Terms = ()
    done = 0
    while done < len(objectives) or not best:
        batch = _booleans(objectives[done:])
        weights: list[int] = []
        if batch:
            order = [pair for terms in batch for pair in terms]
            most = value_of(last, best) if last else None
            solved = solve(program, last, clock=clock, order=order, ceiling=most, seed=seed)
        else:
            large = len(program.names) >= _LARGE_FROM
            batch, weights = fold(objectives[done:], 1 if large else _FOLDING_LIMIT)
            folded = linear(
                (variable, weight * coefficient)
                for terms, weight in zip(batch, weights, strict=True)
                for variable, coefficient in terms
            )
            solved = solve(
                program, folded, clock=clock, hint=best or hint, workers=workers, seed=seed
            )
        best = solved.values or best
        if solved.outcome is not Outcome.OPTIMAL:
            if solved.outcome is Outcome.INFEASIBLE and not best:
                return Optimum(Outcome.INFEASIBLE)
            if solved.outcome is Outcome.INFEASIBLE:
                raise SolverFailure("a stage was infeasible although the one before had a solution")
            if not best:
                return Optimum(Outcome.UNKNOWN, bound=unfold(solved.bound, batch, weights))
            return Optimum(Outcome.FEASIBLE, best, done, unfold(solved.bound, batch, weights))
        done += len(batch)
        last = batch[-1] if batch else last
        if done < len(objectives):
            program = _settle(program, batch, best)
    return Optimum(Outcome.OPTIMAL, best, done)


def _booleans(objectives: Sequence[Terms]) -> list[Terms]:
    """The objectives from the first on that turn on one Boolean each, or on none."""
    return list(takewhile(lambda terms: len(terms) <= 1, objectives))


def _settle(program: Program, objectives: Sequence[Terms], best: Sequence[bool]) -> Program:
    """Hold ``objectives`` at the values that ``best`` reaches; one Boolean alone is fixed.

    These are proven to be the least, so that it is enough to allow no more.
    """
    fixed = dict(program.fixed)
    bounds = list(program.bounds)
    for terms in objectives:
        if len(terms) == 1:
            fixed[terms[0][0]] = best[terms[0][0]]
        elif terms:
            bounds.append(Bound(terms, high=value_of(terms, best)))
    return replace(program, bounds=bounds, fixed=fixed)
