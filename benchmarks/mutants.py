"""Deliberate mistakes in the core, and whether its tests find them.

``python benchmarks/mutants.py`` changes one operator, number or word: ``<`` for ``<=``,
``or`` for ``and``, ``max`` for ``min``, 3 for 2, or the other truth where one is returned. All
tests of the core are loaded once; each is made in a process that forks from there, in which they
run until one fails. What none finds is told with their line, to be looked at: some change nothing
that anybody could see.
"""

from __future__ import annotations

import ast
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402
from _pytest.runner import runtestprotocol  # noqa: E402

from benchmarks import arguments  # noqa: E402

CORE = (
    "catalogue/referee.py",
    "catalogue/counted.py",
    "catalogue/scopes.py",
    "solver/encoding/*.py",
    "solver/checks/*.py",
    "solver/conflicts/*.py",
    "solver/credit_transfer/ledger.py",
)
TESTS = (
    "tests/test_rule_kinds.py",
    "tests/catalogue/test_shares.py",
    "tests/catalogue/test_real_rules.py",
    "tests/solver/test_meaning.py",
    "tests/solver/test_unknown_figures.py",
    "tests/solver/test_spread.py",
    "tests/solver/test_sums.py",
    "tests/solver/test_choices.py",
    "tests/solver/test_refute.py",
    "tests/solver/test_recheck.py",
    "tests/solver/test_effort.py",
    "tests/solver/test_check.py",
    "tests/solver/test_placed_wishes.py",
    "tests/solver/test_recognition.py",
    "tests/solver/test_recognition_policy.py",
    "tests/solver/test_recognition_kinds.py",
    "tests/solver/test_recognition_oracle.py",
    "tests/solver/test_conflicts.py",
    "tests/solver/test_conflicts_held.py",
    "tests/solver/test_conflicts_held_cases.py",
    "tests/solver/test_further_conflicts.py",
    "tests/solver/test_mending.py",
    "tests/solver/test_retakes.py",
    "tests/solver/test_time.py",
    "tests/solver/test_incomplete.py",
    "tests/solver/test_suggest.py",
)
OTHER: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.FloorDiv: ast.Mult,
    ast.Mult: ast.FloorDiv,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
SECONDS = 120
"""Of the processor, what the tests of one mistake may take: a search may be without an end."""

WAITING = 1200
"""Seconds until one that waits for ever is given up."""


@dataclass(frozen=True)
class Mutant:
    """One mistake: the ``number``-th that a file has room for."""

    file: str
    number: int
    line: int
    what: str


class _Mistakes(ast.NodeTransformer):
    """Goes through a file, and makes the mistake with a number, or none and tells of all."""

    def __init__(self, chosen: int | None) -> None:
        self.chosen = chosen
        self.found: list[tuple[int, str]] = []

    def _here(self, node: Any, what: str) -> bool:
        self.found.append((node.lineno, what))
        return self.chosen == len(self.found) - 1

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        for number, op in enumerate(node.ops):
            if (to := OTHER.get(type(op))) and self._here(node, f"{_name(op)} -> {to.__name__}"):
                node.ops[number] = to()
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        if self._here(node, f"{_name(node.op)} -> {OTHER[type(node.op)].__name__}"):
            node.op = OTHER[type(node.op)]()
        return self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        if (to := OTHER.get(type(node.op))) and self._here(
            node, f"{_name(node.op)} -> {to.__name__}"
        ):
            node.op = to()
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        if isinstance(node.op, ast.Not | ast.USub) and self._here(
            node, f"{_name(node.op)} left out"
        ):
            return self.generic_visit(node.operand)
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool):
            if self._here(node, f"{node.value} -> {not node.value}"):
                return ast.copy_location(ast.Constant(not node.value), node)
        elif isinstance(node.value, int) and self._here(node, f"{node.value} -> {node.value + 1}"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if isinstance(node.returns, ast.Name) and node.returns.id == "bool":
            for inner in ast.walk(node):
                if (
                    isinstance(inner, ast.Return)
                    and inner.value is not None
                    and not isinstance(inner.value, ast.Constant)
                    and self._here(inner, "the other returned")
                ):
                    inner.value = ast.UnaryOp(ast.Not(), inner.value)
                    return node
        return self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in NAMES and self._here(node, f"{node.id} -> {NAMES[node.id]}"):
            node.id = NAMES[node.id]
        return node


def _name(op: ast.AST) -> str:
    return type(op).__name__


def mutants(file: str) -> list[Mutant]:
    """Return every mistake that a file has room for."""
    mistakes = _Mistakes(None)
    mistakes.visit(ast.parse((ROOT / file).read_text(encoding="utf-8")))
    return [Mutant(file, n, line, what) for n, (line, what) in enumerate(mistakes.found)]


def make(mutant: Mutant) -> bool:
    """Make a mistake in the functions as they are loaded; tell whether any function has it."""
    path = ROOT / mutant.file
    tree = ast.parse(path.read_text(encoding="utf-8"))
    code = compile(
        ast.fix_missing_locations(_Mistakes(mutant.number).visit(tree)), str(path), "exec"
    )
    module = import_module(mutant.file.removesuffix(".py").replace("/", "."))
    made = {one.co_qualname: one for one in _codes(code)}
    changed = False
    for function in _functions(module):
        new = made.get(function.__code__.co_qualname)
        if new is not None and new.co_freevars == function.__code__.co_freevars:
            changed = changed or not _same(new, function.__code__)
            function.__code__ = new
    return changed


def _same(one: CodeType, other: CodeType) -> bool:
    mine = [c for c in one.co_consts if not isinstance(c, CodeType)]
    yours = [c for c in other.co_consts if not isinstance(c, CodeType)]
    if (one.co_code, mine, one.co_names) != (other.co_code, yours, other.co_names):
        return False
    inner = [c for c in one.co_consts if isinstance(c, CodeType)]
    return all(map(_same, inner, (c for c in other.co_consts if isinstance(c, CodeType))))


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions of a module, its classes' methods and what is wrapped in a decorator."""
    seen: list[object] = [*vars(module).values()]
    for one in list(seen):
        if isinstance(one, type) and one.__module__ == module.__name__:
            seen += vars(one).values()
    for one in seen:
        inner: Any = one
        if isinstance(inner, property):
            inner = inner.fget
        inner = getattr(inner, "func", inner)
        inner = getattr(inner, "__func__", inner)
        while hasattr(inner, "__wrapped__"):
            inner = inner.__wrapped__
        if isinstance(inner, FunctionType) and inner.__module__ == module.__name__:
            yield inner


class Trying:
    """The loop of pytest, which runs the tests once for each mistake instead of once."""

    def __init__(self, chosen: list[Mutant]) -> None:
        self.chosen = chosen
        self.found: dict[Mutant, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Time the tests without a mistake, then run them, quick ones first, with each."""
        order: list[tuple[float, int]] = []
        for number, item in enumerate(session.items):
            start = time.process_time()
            if any(one.failed for one in runtestprotocol(item, log=False, nextitem=None)):
                raise SystemExit(f"error: {item.nodeid} fails without any mistake")
            order.append((time.process_time() - start, number))
        items = [session.items[number] for _, number in sorted(order)]
        for mutant in self.chosen:
            self.found[mutant] = came = self._tried(mutant, items)
            if came != "found":
                print(f"{mutant.file}:{mutant.line}: {mutant.what}: {came}", flush=True)
        return True

    def _tried(self, mutant: Mutant, items: list[pytest.Item]) -> str:
        child = os.fork()
        if not child:
            code = 2
            try:
                signal.setitimer(signal.ITIMER_PROF, SECONDS)
                signal.alarm(WAITING)
                code = 3 if not make(mutant) else _failing(items)
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code in {-signal.SIGPROF, -signal.SIGALRM}:
            return "without an end"
        return {0: "not found", 3: "not in a function"}.get(code, "found")


def _failing(items: list[pytest.Item]) -> int:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    for item in items:
        if any(one.failed for one in runtestprotocol(item, log=False, nextitem=None)):
            return 1
    return 0


def main() -> None:
    """Read the arguments, try, and print the table."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--count", type=arguments.count, default=300, help="mistakes (300)")
    parser.add_argument("--seed", type=int, default=1, help="of which they are drawn (1)")
    parser.add_argument("--only", default="", help="files whose name has this in it")
    parser.add_argument("--tests", default="", help="tests whose file has this in its name")
    asked = parser.parse_args()
    files = sorted(
        str(path.relative_to(ROOT))
        for pattern in CORE
        for path in ROOT.glob(pattern)
        if path.name != "__init__.py" and asked.only in str(path)
    )
    every = [one for file in files for one in mutants(file)]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    trying = Trying(drawn)
    there = [str(ROOT / test) for test in TESTS if asked.tests in test]
    pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *there], [trying])
    print(f"\n| file | room for | tried | found | without an end | not found |\n{'| --- ' * 6}|")
    for file in files:
        came = [how for one, how in trying.found.items() if one.file == file]
        tried = len(came) - came.count("not in a function")
        room = sum(one.file == file for one in every)
        told = [came.count(how) for how in ("found", "without an end", "not found")]
        print(f"| {file} | {room} | {tried} | {' | '.join(map(str, told))} |")


if __name__ == "__main__":
    main()
