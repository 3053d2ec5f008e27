"""Out of time, or broken off: what is known is told, and nothing more."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from catalogue import Edition
from solver import Plan, Question, Undecided, suggest
from solver.conflicts.conflict import explain
from solver.conflicts.repairs import repairs
from solver.program.engine import Clock, Program
from solver.program.linear import Bound
from solver.program.stages import optimise
from solver.situation import Situation
from solver.task.task import understood
from tests.factories import amount, edition, group, qualification, unit

ON = date(2026, 1, 1)


def asking(**fields: object) -> Question:
    return Question.model_validate({"on": ON, **fields})


def hard() -> Edition:
    """Two sums over 60 units that must be met exactly: far beyond what a second can decide."""
    numbers = random.Random(1)
    units = [
        unit(f"U{n}", credit=numbers.randint(5_000, 9_999), glh=numbers.randint(10_000, 30_000))
        for n in range(60)
    ]
    credit, glh = (sum(getattr(u, x) for u in units) // 2 for x in ("credit", "glh"))
    return edition(
        [group("A", *units)],
        [
            amount("credit", at_least=credit, at_most=credit),
            amount("glh", "glh", at_least=glh, at_most=glh),
        ],
    )


def test_out_of_time_is_undecided_and_never_a_conflict() -> None:
    answer = suggest(qualification(hard()), asking(time_limit=0.2))
    assert isinstance(answer, Undecided)
    assert answer.stopped == "time"


def wide() -> Edition:
    """A plan is found at once, but that it is best takes far longer than a second to prove."""
    numbers = random.Random(2)
    units = [
        unit(f"U{n}", credit=numbers.randint(3_000, 9_999), glh=numbers.randint(4_000, 9_999))
        for n in range(120)
    ]
    rules = []
    for number in range(8):
        some = numbers.sample(units, 60)
        half = sum(u.credit or 0 for u in some) // 2
        scope = {"units": [u.reference for u in some]}
        rules.append(amount(f"r{number}", at_least=half, of=scope))
    return edition([group("A", *units)], rules)


def test_out_of_time_with_a_plan_gives_it_with_a_bound_that_holds() -> None:
    answer = suggest(qualification(wide()), asking(goals=["least-glh"], time_limit=0.5))
    assert isinstance(answer, Plan)
    assert (answer.proof, answer.stopped) == ("feasible", "time")
    (goal,) = answer.goals
    assert not goal.proven
    # What the bound says is told of every choice, so of one that is found with more time, too.
    better = suggest(qualification(wide()), asking(goals=["least-glh"], time_limit=2))
    assert isinstance(better, Plan)
    assert goal.bound is not None
    assert goal.bound <= better.goals[0].value <= goal.value


def test_out_of_time_for_an_explanation_tells_all_that_clashes_and_does_not_guess_why() -> None:
    units = [unit("A1", credit=3, glh=30), unit("A2", credit=2, glh=20)]
    subject = qualification(edition([group("A", *units)], [amount("total", at_least=2)]))
    task = understood(Situation.of(subject, asking(limits={"new_glh": 19}, want=["A2"])))
    over = Clock(60)
    over.break_off()
    conflict = explain(task, over)
    assert conflict.reason == "not-told-apart"
    assert not conflict.minimal
    assert [cause.name for cause in conflict.causes] == ["new_glh", "A2", "total"]
    assert (conflict.repairs, conflict.repairs_complete) == ((), False)


def test_breaking_off_keeps_what_is_known() -> None:
    program = Program(["a", "b"], [Bound(((0, 1), (1, 1)), low=1)])
    clock = Clock(60)
    clock.break_off()
    assert clock.stopped == "asker"
    assert optimise(program, [((0, 1),)], clock=clock).values == ()


def test_ctrl_c_ends_the_search_and_not_the_answer() -> None:
    program = """
import os, signal, threading
from tests.solver.test_time import ON, hard, qualification
from ortools.sat.python import cp_model_helper
from solver import Question, suggest
threading.Timer(1.5, os.kill, (os.getpid(), signal.SIGINT)).start()
print(suggest(qualification(hard()), Question(on=ON, time_limit=60)).model_dump_json())
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=50, check=True
    )
    answer = json.loads(ended.stdout)
    assert (answer["answer"], answer["stopped"]) == ("undecided", "asker")


def test_repairs_that_time_ended_among_are_never_called_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Any two of three wishes have to go; it is broken off at each search for them in turn."""
    units = [unit(name, credit=2) for name in ("A1", "A2", "A3")]
    subject = qualification(edition([group("A", *units)], [amount("total", at_least=4)]))
    task = understood(Situation.of(subject, asking(avoid=["A1", "A2", "A3"])))

    def broken_off_at(last: int) -> tuple[int, bool, int]:
        clock, calls = Clock(60), 0

        def search(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == last:
                clock.break_off()
            return optimise(*given, **named)

        monkeypatch.setattr("solver.conflicts.repairs.optimise", search)
        found, complete = repairs(task, task.clauses, clock=clock)
        return len(found), complete, calls

    whole, complete, calls = broken_off_at(0)
    assert (whole, complete) == (3, True)
    for last in range(1, calls + 1):
        found, complete, _ = broken_off_at(last)
        assert not complete
        assert found <= whole
