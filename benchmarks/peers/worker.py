"""A peer in a process of its own: one line of JSON in, one line out, until the input ends.

``{"instance": PATH, "runs": N, "seconds": S}`` is answered with the end, the least value and the
seconds of each build and each solve. Reading the file is not part of any time.
"""

from __future__ import annotations

import gc
import json
import sys
from importlib import import_module
from time import perf_counter
from typing import Any, Protocol

from instance import Instance, read


class Peer(Protocol):
    """What a peer's module offers: ``build`` the model of a question, ``solve`` it to the end."""

    NAME: str
    VERSION: str

    def build(self, question: Any) -> Any:
        """Return the model."""

    def solve(self, model: Any, seconds: float) -> tuple[str, int | None]:
        """Return ``optimal``, ``infeasible`` or ``unknown``, and the least value."""


def measure(peer: Peer, question: Any, runs: int, seconds: float) -> dict[str, Any]:
    """Build and solve ``runs`` times; the answer must be the same each time."""
    builds, solves, answers = [], [], set()
    for _ in range(runs):
        gc.collect()
        start = perf_counter()
        model = peer.build(question)
        built = perf_counter()
        answers.add(peer.solve(model, seconds))
        solves.append(perf_counter() - built)
        builds.append(built - start)
        del model
    if len(answers) > 1:
        answers = {("unknown", None)} if ("unknown", None) in answers else {("unsteady", None)}
    ((status, objective),) = answers
    return {"status": status, "objective": objective, "build": builds, "solve": solves}


def serve(peer: Peer, load: Any) -> None:
    """Answer requests until the input ends; the last question read is kept."""
    known: tuple[str, Any] = ("", None)
    write({"name": peer.NAME, "version": peer.VERSION})
    for line in sys.stdin:
        request = json.loads(line)
        path = request["instance"]
        if known[0] != path:
            known = path, load(path)
        write(measure(peer, known[1], request["runs"], request["seconds"]))


def write(answer: dict[str, Any]) -> None:
    """Send one line."""
    sys.__stdout__.write(json.dumps(answer) + "\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]


if __name__ == "__main__":
    serve(import_module(sys.argv[1]), lambda path: Instance(read(path)))
