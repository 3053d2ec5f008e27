"""Choices that were found while a conflict was looked for: each tells of much that can hold.

A choice that keeps all clauses of a conflict but one proves that this one is needed. By counting
one unit more or less it often becomes a choice that breaks another one instead, which proves that
one needed as well, without asking the solver. This is model rotation [1]_, for bounds on sums.

.. [1] A. Belov, J. Marques-Silva, "Accelerating MUS extraction with recursive model rotation",
   FMCAD 2011.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from solver.program.linear import Bound, Definition
from solver.task.clauses import Clause

MOST_TURNS = 20_000
"""Units that are tried in choices, in all: some tenth of a second."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A bound: of the clause with a number, or of what a literal means, or that always holds."""

    bound: Bound
    clause: int | None = None
    literal: int | None = None

    def kept(self, total: int) -> bool:
        low, high = self.bound.low, self.bound.high
        return (low is None or low <= total) and (high is None or total <= high)


class Choices:
    """Assignments that meet ``always`` and ``definitions``, and which clauses they break.

    A clause that shuts what is held to new study counts as broken as soon as that counts at all, so
    that what is said to be kept is.
    """

    def __init__(self, always: Sequence[Bound], definitions: Sequence[Definition]) -> None:
        self.turns = MOST_TURNS
        self._rows: list[_Row] = []
        self._column: dict[int, list[tuple[int, int]]] = {}
        self._meaning: dict[int, int] = {}
        self._clauses: list[Clause] = []
        self._number: dict[int, int] = {}
        self._own: list[list[int]] = []
        self._found: list[tuple[Sequence[bool], int, int]] = []
        for bound in always:
            self._add_row(_Row(bound))
        for definition in definitions:
            self._meaning[definition.literal] = len(self._rows)
            self._add_row(_Row(definition.bound, literal=definition.literal))

    def keep(self, clauses: Iterable[Clause]) -> bool:
        """Whether one of the choices keeps all of ``clauses``."""
        asked = self._mask(clauses)
        for place in range(len(self._found) - 1, -1, -1):
            values, judged, broken = self._found[place]
            if broken & asked:
                continue
            for number in _bits(asked & ~judged):
                if any(not self._rows[row].bound.holds(values) for row in self._own[number]):
                    broken |= 1 << number
            self._found[place] = values, judged | asked, broken
            if not broken & asked:
                return True
        return False

    def add(
        self, values: Sequence[bool], kept: Iterable[Clause], rest: Iterable[Clause] = ()
    ) -> None:
        """Take in a choice that keeps ``kept``, which cannot all hold together with ``rest``.

        Where it breaks but one of ``rest``, it is turned into choices that break others: first
        nearer to what that asks, as long as all else is kept, then past it.
        """
        every = self._mask(kept) | self._mask(rest)
        totals = self._totals(values)
        broken = self._broken(totals, every)
        self._found.append((values, every, broken))
        turned = broken
        waiting = [(list(values), totals, broken)] if broken.bit_count() == 1 else []
        while waiting:
            here, totals, alone = waiting.pop()
            variables = sorted(self._variables(alone.bit_length() - 1))
            for nearer in (True, False):
                for variable in variables:
                    if not self.turns:
                        return
                    self.turns -= 1
                    changed, sums = self._with(variable, here, totals)
                    other = self._after(sums, totals, every, alone)
                    if nearer and other == alone and self._nearer(sums, totals, alone):
                        for number, value in changed.items():
                            here[number] = value
                        for number, total in sums.items():
                            totals[number] = total
                    if nearer or other.bit_count() != 1 or other & turned:
                        continue
                    turned |= other
                    new = [changed.get(number, value) for number, value in enumerate(here)]
                    after = [sums.get(number, total) for number, total in enumerate(totals)]
                    self._found.append((new, every, other))
                    waiting.append((new, after, other))

    def _add_row(self, row: _Row) -> None:
        number = len(self._rows)
        self._rows.append(row)
        for variable, coefficient in row.bound.terms:
            self._column.setdefault(variable, []).append((number, coefficient))

    def _mask(self, clauses: Iterable[Clause]) -> int:
        """The clauses as bits; what is new among them gets the next one."""
        mask = 0
        for clause in clauses:
            number = self._number.get(id(clause))
            if number is None:
                number = self._number[id(clause)] = len(self._clauses)
                self._clauses.append(clause)  # kept, so that its identity is not another's later
                bounds = list(clause.bounds)
                if clause.shut:
                    bounds.append(Bound(tuple((index, 1) for index in sorted(clause.shut)), high=0))
                self._own.append(list(range(len(self._rows), len(self._rows) + len(bounds))))
                for bound in bounds:
                    self._add_row(_Row(bound, clause=number))
            mask |= 1 << number
        return mask

    def _totals(self, values: Sequence[bool]) -> list[int]:
        return [sum(c for v, c in row.bound.terms if values[v]) for row in self._rows]

    def _broken(self, totals: Sequence[int], every: int) -> int:
        broken = 0
        for row, total in zip(self._rows, totals, strict=True):
            if row.clause is not None and not row.kept(total):
                broken |= 1 << row.clause
        return broken & every

    def _variables(self, clause: int) -> set[int]:
        """What a clause speaks of, itself or through what a literal means."""
        found: set[int] = set()
        rows = list(self._own[clause])
        while rows:
            for variable, _ in self._rows[rows.pop()].bound.terms:
                if (meaning := self._meaning.get(variable)) is not None:
                    rows.append(meaning)
                else:
                    found.add(variable)
        return found

    def _with(
        self, variable: int, values: Sequence[bool], totals: Sequence[int]
    ) -> tuple[dict[int, bool], dict[int, int]]:
        """What changes, of the Booleans and of the sums, if one of them is the other way."""
        changed: dict[int, bool] = {}
        sums: dict[int, int] = {}
        waiting = [variable]
        while waiting:
            number = waiting.pop()
            now = changed.get(number, values[number])
            meaning = self._meaning.get(number)
            if meaning is not None:
                total = sums.get(meaning, totals[meaning])
                if self._rows[meaning].kept(total) == now:
                    continue
            changed[number] = not now
            for row, coefficient in self._column.get(number, ()):
                total = sums.get(row, totals[row])
                sums[row] = total + (-coefficient if now else coefficient)
                if (literal := self._rows[row].literal) is not None:
                    waiting.append(literal)
        return changed, sums

    def _after(self, sums: Mapping[int, int], totals: Sequence[int], every: int, alone: int) -> int:
        """What is broken then, where only ``alone`` was; nothing where it is no choice any more."""
        broken = 0
        for row, total in sums.items():
            one = self._rows[row]
            if one.literal is not None or one.kept(total):
                continue
            if one.clause is None:
                return 0
            broken |= 1 << one.clause
        if self._missing(alone, sums, totals):
            broken |= alone
        return broken & every

    def _nearer(self, sums: Mapping[int, int], totals: Sequence[int], alone: int) -> bool:
        return self._missing(alone, sums, totals) < self._missing(alone, {}, totals)

    def _missing(self, alone: int, sums: Mapping[int, int], totals: Sequence[int]) -> int:
        """By how much the bounds of a clause are missed, in all."""
        missing = 0
        for number in self._own[alone.bit_length() - 1]:
            bound, total = self._rows[number].bound, sums.get(number, totals[number])
            if bound.low is not None and total < bound.low:
                missing += bound.low - total
            if bound.high is not None and total > bound.high:
                missing += total - bound.high
        return missing


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
