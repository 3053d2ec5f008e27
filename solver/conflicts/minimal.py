"""Which parts of what is impossible are enough for that, each of them needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from solver.task.clauses import Clause

Judge = Callable[[Sequence[Clause], Sequence[Clause]], bool]
"""Whether the first cannot all hold; together with the second they are known not to."""


def quick_explain(clauses: Sequence[Clause], impossible: Judge) -> list[Clause]:
    """Return a minimal part of ``clauses`` that is impossible, in their order.

    All of them together are impossible. A judgement that does not come in time counts as "can
    hold", so that what is left is a conflict in any case, though perhaps not a minimal one.
    """

    def split(base: list[Clause], changed: bool, rest: list[Clause]) -> list[Clause]:
        if changed and impossible(base, rest):
            return []
        if len(rest) == 1:
            return rest
        first, second = rest[: len(rest) // 2], rest[len(rest) // 2 :]
        late = split([*base, *first], True, second)
        early = split([*base, *late], bool(late), first)
        return [*early, *late]

    return split([], False, list(clauses)) if clauses else []


def one_by_one(clauses: Sequence[Clause], impossible: Judge) -> list[Clause]:
    """Return a minimal part of ``clauses`` that is impossible; early ones are kept if they can be.

    One question for each clause: fewer than :func:`quick_explain` asks where most of them matter,
    as most closed units do.
    """
    kept = list(clauses)
    for clause in reversed(clauses):
        rest = [other for other in kept if other is not clause]
        if impossible(rest, [clause]):
            kept = rest
    return kept
