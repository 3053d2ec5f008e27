"""What the richer answers cost, beside the plain minimum: an unadorned CP-SAT model, solved once.

::

    python benchmarks/answers.py [--runs N]

For each shipped qualification with credit and hours: the plan with three goals and the unique
tie-break, the explanation of a GLH limit that is 6 too low, with its repairs, and the prices of
every unit. The subjects take turns; medians of the processor time, in milliseconds, and their
ratios to the minimum. The minimum is built with ``ortools.sat.python.cp_model`` from the compiled
bounds and solved once for the first goal, with one worker and otherwise default parameters.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from catalogue import Qualification, load  # noqa: E402
from solver import Conflict, Goal, Limits, Plan, Question, suggest  # noqa: E402
from solver.situation import Situation  # noqa: E402
from solver.task.task import understood  # noqa: E402

ASKED = (
    ("nocn-l1-customer-service", date(2024, 1, 15)),
    ("nocn-l2-customer-service", date(2026, 9, 1)),
    ("nocn-l3-customer-service", date(2026, 9, 1)),
    ("ocr-l4-customer-service", date(2026, 9, 1)),
)
GOALS = (Goal.LEAST_GLH, Goal.LEAST_CREDIT, Goal.FEWEST_UNITS)
MOST = {"three goals": 3, "explanation": 15, "prices": 60}
"""The ratios aimed at, inclusive."""


def minimum(subject: Qualification, question: Question) -> int:
    """Build the plain model of the first goal, solve it once, and return the least value."""
    from ortools.sat.python import cp_model

    task = understood(Situation.of(subject, question))
    program = task.program()
    model = cp_model.CpModel()
    variables = [
        model.new_constant(int(program.fixed[index]))
        if index in program.fixed
        else model.new_bool_var(name)
        for index, name in enumerate(program.names)
    ]
    for bound in program.bounds:
        low, high = bound.reach
        expression = sum(coefficient * variables[index] for index, coefficient in bound.terms)
        model.add_linear_constraint(
            expression,
            low if bound.low is None else bound.low,
            high if bound.high is None else bound.high,
        )
    model.minimize(sum(coefficient * variables[index] for index, coefficient in task.goals[0]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value)


def timed(run: Callable[[], Any]) -> float:
    """Return the processor time of one run, in milliseconds."""
    start = time.process_time()
    run()
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--runs", type=arguments.count, default=21, help="of each subject (21)")
    runs: int = parser.parse_args().runs
    library = load()
    print("| qualification | minimum, ms | three goals | explanation | prices |")
    print("| --- | --- | --- | --- | --- |")
    for name, on in ASKED:
        subject = library.find(name)
        question = Question(on=on, goals=GOALS)
        best = suggest(subject, question)
        assert isinstance(best, Plan)
        least = best.goals[0].value
        assert minimum(subject, question) == least
        tight = question.replace(limits=Limits(new_glh=least - 6))
        assert isinstance(suggest(subject, tight), Conflict)
        subjects: dict[str, Callable[[], Any]] = {
            "minimum": partial(minimum, subject, question),
            "three goals": partial(suggest, subject, question),
            "explanation": partial(suggest, subject, tight),
            "prices": partial(suggest, subject, question, priced=True),
        }
        times: dict[str, list[float]] = {key: [] for key in subjects}
        for _ in range(runs):
            for key, run in subjects.items():
                times[key].append(timed(run))
        floor = median(times["minimum"])
        cells = []
        for key, most in MOST.items():
            ratio = median(times[key]) / floor
            cells.append(f"{ratio:.1f}x ({'met' if ratio <= most else f'missed: at most {most}'})")
        print(f"| {name} | {floor:.1f} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
