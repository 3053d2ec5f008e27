"""Unitwise as the runner asks it: the same line protocol as a peer's worker.

``goal`` is one goal built and proven, which is what the peers do: the rules compiled, the model
written, the least value proven. ``suggest`` is the whole answer to a question: the unique best plan
(goal, then fewest units, then catalogue order), re-checked by the referee, as a ``Plan``. The
edition is at hand in both, as the data is for a peer.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# ``worker`` reads instances as its neighbour ``instance``, since a peer has nothing else
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks" / "peers")]

from benchmarks.peers.worker import Peer, serve  # noqa: E402
from benchmarks.questions import Posed, posed  # noqa: E402
from solver import Conflict, Plan, suggest  # noqa: E402
from solver.encoding.edition import compile_anew  # noqa: E402
from solver.hours import Hours  # noqa: E402
from solver.program.engine import Clock, Outcome, Program, value_of  # noqa: E402
from solver.program.stages import Optimum, optimise  # noqa: E402
from solver.task.goals import Spent, spending  # noqa: E402

MEASURES: dict[str, Spent] = {"least-glh": "glh", "least-credit": "credit", "fewest-units": "units"}

ENDS = {Outcome.OPTIMAL: "optimal", Outcome.INFEASIBLE: "infeasible"}


class Goal:
    """One goal, built and proven."""

    NAME = "Unitwise, one goal"
    VERSION = version("unitwise")

    def build(self, asked: Posed) -> Any:
        """Compile the edition, leave out what cannot be studied, and state the goal."""
        edition = asked.edition
        compiled = compile_anew(edition)
        shut = dict.fromkeys((option.index for option in asked.shut), False)
        program = Program(compiled.names, [*compiled.bounds], compiled.definitions, shut)
        (goal,) = asked.question.goals
        hours = Hours(edition, asked.question.unknown_glh)
        return program, spending(MEASURES[goal], asked.can_count, hours)

    def solve(self, model: Any, seconds: float) -> tuple[str, int | None]:
        """Prove the least value."""
        program, terms = model
        found: Optimum = optimise(program, [terms], clock=Clock(seconds))
        best = value_of(terms, found.values) if found.outcome is Outcome.OPTIMAL else None
        return ENDS.get(found.outcome, "unknown"), best


class Suggest:
    """The whole answer to a question, by the one public call."""

    NAME = "Unitwise, whole answer"
    VERSION = version("unitwise")

    def build(self, asked: Posed) -> Posed:
        """Nothing: building is part of the call."""
        return asked

    def solve(self, asked: Posed, seconds: float) -> tuple[str, int | None]:
        """Ask."""
        question = asked.question.model_copy(update={"time_limit": seconds})
        answer = suggest(asked.qualification, question)
        if isinstance(answer, Plan) and answer.proof == "optimal":
            return "optimal", answer.goals[0].value
        return ("infeasible", None) if isinstance(answer, Conflict) else ("unknown", None)


if __name__ == "__main__":
    asked: dict[str, Peer] = {"goal": Goal(), "suggest": Suggest()}
    serve(asked[sys.argv[1]], posed)
