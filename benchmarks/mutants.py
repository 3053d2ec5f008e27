"""Deliberate mistakes in the core, and whether its tests find them.

``python benchmarks/mutants.py`` changes one thing: ``<`` to ``<=``, ``or`` to ``and``, ``max`` to
``min``, 3 to 2 or 4, the truth or the list that is returned to the other truth or to nothing, or
leaves a statement out. All tests of the core are loaded and run once, which tells what each of them
calls; each mistake is made in a process that forks from there, in which those run that call the
function with the mistake, quick ones first, until one fails. What none finds is told with its line,
to be looked at: some change nothing that anybody could see.
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
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402
from _pytest.runner import runtestprotocol  # noqa: E402

from benchmarks import arguments  # noqa: E402

ROOMS = {
    "catalogue": (
        "referee", "counted", "scopes", "shares", "sharing", "equivalence", "consistency",
        "periods", "learner/*", "handbooks/rules/*", "handbooks/qualifications/*",
        "handbooks/proofs/*",
    ),
    "solver": (
        "encoding/*", "task/*", "checks/*", "plans/*", "conflicts/*", "structure/*",
        "credit_transfer/*",
    ),
}  # fmt: skip
TESTS = (
    "tests/test_rule_kinds.py",
    "tests/catalogue/test_*.py",
    "tests/catalogue/handbooks/test_*.py",
    "tests/solver/test_*.py",
    *(f"tests/adviser/cli/test_{one}.py" for one in ("diff", "ranking", "transfer", "explore")),
)
ELSEWHERE = (
    "batch", "canonical", "cluster", "cohort", "cost", "effort", "engine", "flow", "folders",
    "hostile", "listing", "nearest", "offer", "phrases", "processes", "record_",
    "served", "torture", "unit_tables", "mutants", "formats", "narrow_pages",
)  # fmt: skip
"""Words in the names of test files that are about other rooms, processes or time."""

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
NOTHING = {
    "list": "[]", "tuple": "()", "dict": "{}", "set": "set()", "frozenset": "frozenset()",
    "Iterator": "iter(())",
}  # fmt: skip
SECONDS = 20.0
"""Of the processor, what a test may take beside ten times what it takes without a mistake."""

WAITING = 1200
"""Seconds until one that waits for ever is given up."""

Timed = tuple[float, pytest.Item]
"""A test, with what it takes of the processor without a mistake."""


@dataclass(frozen=True)
class Mutant:
    """One mistake: the ``number``-th that a file has room for."""

    file: str
    number: int
    line: int
    function: str
    what: str


class _Mistakes(ast.NodeTransformer):
    """Goes through the functions of a file; makes the mistake with a number, or tells of all."""

    def __init__(self, file: str, chosen: int | None = None) -> None:
        self.chosen = chosen
        self.file = file
        self.found: list[Mutant] = []
        self.within: list[str] = []  # classes, and the outermost function
        self.returned: list[str] = []  # what the functions around say that they return

    def _here(self, node: Any, what: str) -> bool:
        if not self.returned:
            return False
        number = len(self.found)
        self.found.append(Mutant(self.file, number, node.lineno, ".".join(self.within), what))
        return self.chosen == number

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        return self._inside(node, "")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        return self._inside(node, ast.unparse(node.returns) if node.returns else "None")

    def _inside(self, node: Any, returned: str) -> Any:
        outermost = not self.returned
        if outermost:
            self.within.append(node.name)
        if returned:
            self.returned.append(returned)
        node.body = [self.visit(one) for one in node.body]
        if returned:
            self.returned.pop()
        if outermost:
            self.within.pop()
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """Leave out what is done, or given by a generator; a docstring is neither."""
        if isinstance(node.value, ast.Constant):
            return node
        if self._here(node, "left out"):
            if isinstance(node.value, ast.Yield | ast.YieldFrom):
                return ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))
            return ast.Pass()
        return self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return ast.Pass() if self._here(node, "left out") else self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        return ast.Pass() if self._here(node, "left out") else node

    def visit_If(self, node: ast.If) -> ast.AST:
        last = isinstance(node.body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)
        if last and not node.orelse and self._here(node, "left out"):
            return ast.Pass()
        return self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is None:
            return node
        returned, given = self.returned[-1], ast.unparse(node.value)
        instead = {"None returned": "None"} if "None" in returned else {}
        if returned == "bool" and not isinstance(node.value, ast.Constant):
            instead["the other returned"] = f"not ({given})"
        if nothing := NOTHING.get(returned.partition("[")[0]):
            instead["nothing returned"] = nothing
        for what, text in instead.items():
            if text != given and self._here(node, what):
                node.value = ast.parse(text, mode="eval").body
                return node
        return self.generic_visit(node)

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
        to = OTHER.get(type(node.op))
        if to and self._here(node, f"{_name(node.op)} -> {to.__name__}"):
            node.op = to()
        return self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        signed = isinstance(node.op, ast.Not | ast.USub)
        if signed and self._here(node, f"{_name(node.op)} left out"):
            return self.generic_visit(node.operand)
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        others: list[Any] = []
        if isinstance(node.value, bool):
            others = [not node.value]
        elif isinstance(node.value, int):
            others = [node.value + 1, node.value - 1]
        for other in others:
            if self._here(node, f"{node.value!r} -> {other}"):
                return ast.Constant(other)
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in NAMES and self._here(node, f"{node.id} -> {NAMES[node.id]}"):
            node.id = NAMES[node.id]
        return node


def _name(op: ast.AST) -> str:
    return type(op).__name__


def _parsed(file: str) -> ast.Module:
    return ast.parse((ROOT / file).read_text(encoding="utf-8"))


def mutants(file: str) -> list[Mutant]:
    """Return every mistake that a file has room for."""
    mistakes = _Mistakes(file)
    mistakes.visit(_parsed(file))
    return mistakes.found


def make(mutant: Mutant) -> bool:
    """Make a mistake in the function as it is loaded; tell whether that can be reached."""
    tree = _Mistakes(mutant.file, mutant.number).visit(_parsed(mutant.file))
    code = compile(ast.fix_missing_locations(tree), str(ROOT / mutant.file), "exec")
    made = {one.co_qualname: one for one in _codes(code)}[mutant.function]
    module = import_module(mutant.file.removesuffix(".py").replace("/", "."))
    found = False
    for function in _functions(module):
        if function.__code__.co_qualname == mutant.function:
            function.__code__ = made
            found = True
    return found


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

    def __init__(self, chosen: list[Mutant], longest: float) -> None:
        self.chosen = chosen
        self.longest = longest
        self.found: dict[Mutant, str] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests without a mistake, then with each those that call what has it."""
        seconds = 0.0
        calls: dict[tuple[str, str], list[Timed]] = {}
        for item in session.items:
            called: dict[int, CodeType] = {}

            def note(frame: FrameType, event: str, _: object, called: Any = called) -> None:
                if event == "call":
                    called[id(frame.f_code)] = frame.f_code

            start = time.process_time()
            sys.setprofile(note)
            try:
                failed = _fails(item)
            finally:
                sys.setprofile(None)
            if failed:
                raise SystemExit(f"error: {item.nodeid} fails without any mistake")
            took = time.process_time() - start
            seconds += took
            for code in called.values():
                calls.setdefault((code.co_filename, code.co_qualname), []).append((took, item))
        print(f"\n{len(session.items)} tests, {seconds:.0f} s of the processor", flush=True)
        for number, mutant in enumerate(self.chosen, 1):
            callers = calls.get((str(ROOT / mutant.file), mutant.function), [])
            callers.sort(key=lambda one: one[0])
            self.found[mutant] = came = _tried(mutant, callers, self.longest)
            where = f"{mutant.file}:{mutant.line}: {mutant.function}: {mutant.what}"
            if came != "found":
                print(f"{number} {where}: {came} by {len(callers)} tests", flush=True)
        return True


def _tried(mutant: Mutant, tests: list[Timed], longest: float) -> str:
    child = os.fork()
    if not child:
        code = 2
        try:
            signal.alarm(WAITING)
            code = 3 if not make(mutant) else _failing(tests, longest)
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code in {-signal.SIGPROF, -signal.SIGALRM}:
        return "without an end"
    return {0: "not found", 3: "not reached"}.get(code, "found")


def _failing(tests: list[Timed], longest: float) -> int:
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    start = time.process_time()
    for took, item in tests:
        signal.setitimer(signal.ITIMER_PROF, SECONDS + 10 * took)
        if _fails(item):
            return 1
        if time.process_time() - start > longest:
            break
    return 0


def _fails(item: pytest.Item) -> bool:
    # what is shared by tests is made anew for each: it may rest on what has the mistake
    return any(one.failed for one in runtestprotocol(item, log=False, nextitem=None))


def main() -> None:
    """Read the arguments, try, and print the table."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--count", type=arguments.count, default=300, help="mistakes (300)")
    parser.add_argument("--seed", type=int, default=1, help="of which they are drawn (1)")
    longest = "of the processor, after which no further test is begun (60)"
    parser.add_argument("--seconds", type=arguments.seconds, default=60.0, help=longest)
    parser.add_argument("--only", default="", help="files whose name has this in it")
    parser.add_argument("--tests", default="", help="tests whose file has this in its name")
    asked = parser.parse_args()
    files = sorted(
        str(path.relative_to(ROOT))
        for package, rooms in ROOMS.items()
        for room in rooms
        for path in ROOT.glob(f"{package}/{room}.py")
        if path.name != "__init__.py" and asked.only in str(path)
    )
    every = [one for file in files for one in mutants(file)]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    trying = Trying(drawn, asked.seconds)
    there = sorted(
        str(path)
        for pattern in TESTS
        for path in ROOT.glob(pattern)
        if asked.tests in str(path) and not any(word in path.name for word in ELSEWHERE)
    )
    pytest.main(["-q", "-p", "no:cacheprovider", "--rootdir", str(ROOT), *there], [trying])
    told = ("found", "without an end", "not found", "not reached")
    print(f"\n| file | room for | tried | {' | '.join(told)} |\n{'| --- ' * 7}|")
    for file in files:
        came = [how for one, how in trying.found.items() if one.file == file]
        room = sum(one.file == file for one in every)
        numbers = (room, len(came), *(came.count(how) for how in told))
        print(f"| {file} | {' | '.join(map(str, numbers))} |")


if __name__ == "__main__":
    main()
