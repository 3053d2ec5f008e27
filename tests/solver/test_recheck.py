"""Nothing that the referee does not confirm is ever returned."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from catalogue import Edition, Option
from solver import Disagreement, Goal, Limits, Question, suggest as suggest_module
from solver.checks.recheck import recheck
from tests.factories import qualification

ON = date(2024, 1, 15)
Pick = Callable[..., list[Option]]


def test_a_sound_plan_passes(every_kind: Edition, pick: Pick) -> None:
    # A1 20 + A2 15 + B1 30 = 65 hours
    verdict = recheck(every_kind, Question(on=ON), pick("A1", "A2", "B1"), [(Goal.LEAST_GLH, 65)])
    assert verdict.legal


@pytest.mark.parametrize(
    ("units", "question", "claimed", "objection"),
    [
        ("A1 B1", Question(on=ON), [], "mandatory-a is broken"),
        ("A1 A2 A3 B1", Question(on=ON), [], "place-filled-twice"),
        ("A1 A3 B1", Question(on=ON), [], "A:A3 is not open"),
        ("A1 A2 B1", Question(on=ON, want=("S1",)), [], "S1 is wanted"),
        ("A1 A2 B1", Question(on=ON, avoid=("B1",)), [], "B1 is refused"),
        ("A1 A2 B1", Question(on=ON, limits=Limits(new_glh=64)), [], "new_glh is 65, over 64"),
        ("A1 A2 B1", Question(on=ON, limits=Limits(new_credit=11)), [], "new_credit is 12"),
        ("A1 A2 B1", Question(on=ON, limits=Limits(new_units=2)), [], "new_units is 3"),
        ("A1 A2 B1", Question(on=ON), [(Goal.LEAST_GLH, 64)], "least-glh comes to 65, not 64"),
    ],
)
def test_each_false_claim_is_named(
    every_kind: Edition,
    pick: Pick,
    units: str,
    question: Question,
    claimed: list[tuple[Goal, int]],
    objection: str,
) -> None:
    with pytest.raises(Disagreement) as caught:
        recheck(every_kind, question, pick(*units.split()), claimed)
    assert objection in str(caught.value)
    assert "the solver says" in str(caught.value)
    assert "the referee says" in str(caught.value)


def test_a_wrong_encoding_ends_in_a_disagreement(
    every_kind: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A compiler that forgets a rule finds a choice that the referee does not let through."""
    import solver.encoding.edition as compiler

    honest = compiler.compile_edition

    def forgetful(made: Edition, *held: Any) -> compiler.Compiled:
        whole = honest(made, *held)
        return compiler.Compiled(whole.names, whole.structure, (), whole.definitions)

    module = __import__("sys").modules["solver.task.task"]
    monkeypatch.setattr(module, "compile_edition", forgetful)
    with pytest.raises(Disagreement):
        suggest_module(qualification(every_kind), Question(on=ON))
