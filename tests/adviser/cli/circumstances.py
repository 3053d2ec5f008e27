"""Every command, run under each circumstance: a process that has all of ours loaded forks for each.

``python circumstances.py FOLDER`` writes what came of each as JSON. A fork has the standard streams
of its circumstance and runs ``main``, as an installed command does.
"""

from __future__ import annotations

import gc
import io
import json
import os
import pkgutil
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest.mock import patch

import adviser
import catalogue
import solver
from adviser.cli import main, run as command
from catalogue import load
from catalogue.handbooks.readers import opening
from solver.many import processes

OCR = "ocr-l4-customer-service"
NOCN = "nocn-l2-customer-service"
LMQ = "lmq-l4-information-technology"
CTH = "cth-l2-food-safety"

HANDBOOK = """Example Level 2 Certificate in Examples  601/4417/8
To achieve this qualification learners must achieve a minimum of 12 credits.
Group A Mandatory units
T/506/2952 Manage personal development, Łódź Level 3 Credit 3 GLH 12
"""
COHORT = "Learner,Unit,Achieved\nŁucja Żółw,T/506/2952,2025-05-01\nBob Carr,R/506/2151,2025-05-01\n"
RECORD = "Learner,Unit,Title,Achieved\nŁucja Żółw,T/506/2952,Zarządzanie — rozwój,2023-05-01\n"
QUESTION = f'qualification: {OCR}\n"on": 2026-09-01\n'
OFFER = ("--to", OCR, "--on", "2026-09-01")

DOUBTS = ("673b1720", "d9eae50f", "ea9af85a")
KEPT = [word for doubt in DOUBTS for word in ("--answer", f"{doubt}=keep")]
"""What answers the doubts about the handbook."""

COMMANDS: dict[str, tuple[str, ...]] = {
    "bounds": (LMQ,),
    "catalogue check": (LMQ,),
    "catalogue confirm": ("example-l2-examples.draft.yaml", "--by", "Ł", *KEPT),
    "catalogue diff": (LMQ, CTH),
    "catalogue import": ("handbook.txt", "--into", "drafts"),
    "catalogue list": (),
    "catalogue new": ("new.yaml",),
    "catalogue show": (OCR,),
    "check": (OCR, "M/506/2898", "D/506/2153"),
    "cohort": ("cohort.csv", "--to", OCR, "-o", "result.jsonl", "--jobs", "1"),
    "compare": (OCR, NOCN),
    "completion": ("zsh",),
    "explain": (OCR, "--max-glh", "100"),
    "explore": (OCR,),
    "help": ("catalogue", "new"),
    "impact": (NOCN, "2024", "2024", "cohort.csv", "-o", "impact.xlsx", "--jobs", "1"),
    "list": (),
    "mcp": (),
    "offer": ("cohort.csv", *OFFER, "-o", "offer.yaml", "--jobs", "1"),
    "record check": ("record.csv", "--save-layout", "layout.yaml"),
    "schema": ("question",),
    "serve": ("--no-open", "--port", "0"),
    "suggest": (OCR, "--report", "report.html", "--save", "saved.yaml"),
    "tradeoff": (OCR, "--between", "least-glh", "least-credit", "--plot", "plot.svg"),
    "transfer": ("record.csv", "--to", OCR, "--report", "report.md"),
    "whatif": ("question.yaml", "--vary", "limits.new_glh=150..180/10", "--plot", "cases.svg"),
    "why": (OCR, "T/506/2952"),
}
"""Every command, with what it is given; names of files to write are where it stands."""

ENCODINGS = ("utf-8", "cp1252", "ascii", "cp437")
CIRCUMSTANCES = (*ENCODINGS, "LC_ALL=C", "20 columns", "closed pipe", "full disk", "no folder")


def forked(words: list[str], circumstance: str, folder: Path) -> dict[str, Any]:
    """Run a command in a fork of this process, and return what came of it."""
    seen: list[int] = []
    written: list[int] = []
    for _ in range(2):
        ends = os.pipe()
        seen.append(ends[0])
        written.append(ends[1])
    if circumstance == "closed pipe":
        os.close(seen[0])
        seen[0] = os.open(os.devnull, os.O_RDONLY)
    if circumstance == "full disk":
        os.close(written[0])
        written[0] = os.open("/dev/full", os.O_WRONLY)
    if (child := os.fork()) == 0:
        code = 70
        try:
            os.chdir(folder)
            for number, end in enumerate((os.open(os.devnull, os.O_RDONLY), *written)):
                os.dup2(end, number)
            os.closerange(3, 64)
            signal.alarm(60)  # nothing here takes long: rather an end than a test that hangs
            code = _within(words, circumstance)
        finally:
            os._exit(code)
    for end in written:
        os.close(end)
    out, err = (_all(end) for end in seen)
    _, status = os.waitpid(child, 0)
    told = circumstance if circumstance in ENCODINGS else "utf-8"
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": out.decode(told, "replace"),
        "err": err.decode(told, "replace"),
    }


def _all(end: int) -> bytes:
    with os.fdopen(end, "rb") as stream:
        return stream.read()


def _within(words: list[str], circumstance: str) -> int:
    """Run the command line on the standard streams as Python would have made them."""
    os.environ.pop("PYTHONIOENCODING", None)
    os.environ.pop("COLUMNS", None)
    encoding = "ascii" if circumstance == "LC_ALL=C" else "utf-8"
    if circumstance in ENCODINGS:
        os.environ["PYTHONIOENCODING"] = encoding = circumstance
    if circumstance == "20 columns":
        os.environ["COLUMNS"] = "20"
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = io.TextIOWrapper(
            os.fdopen(number, "wb" if number else "rb", 0 if number == 2 else -1),
            encoding=encoding,
            errors="strict" if name != "stderr" else "backslashreplace",
            line_buffering=number == 2,
        )
        setattr(sys, name, stream)
    sys.argv = ["unitwise", *words]
    if words[0] == "serve":  # Ctrl-C, once it listens
        signal.signal(signal.SIGALRM, lambda *_: os.kill(os.getpid(), signal.SIGINT))
        signal.setitimer(signal.ITIMER_REAL, 0.5)
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 70
    with suppress(OSError):  # told already, where it cannot be written
        sys.stdout.flush()
    return code


def prepared(folder: Path) -> None:
    """Write what the commands read."""
    files = {"handbook.txt": HANDBOOK, "cohort.csv": COHORT, "record.csv": RECORD}
    for name, text in (files | {"question.yaml": QUESTION}).items():
        (folder / name).write_text(text, encoding="utf-8")


def run(folder: Path) -> dict[str, dict[str, Any]]:
    """Run every command under each circumstance; return what came of it."""
    first = folder / "first"
    first.mkdir()
    prepared(first)
    found: dict[str, dict[str, Any]] = {}
    forked(["catalogue", "import", "handbook.txt", "--into", "."], "utf-8", first)
    for circumstance in CIRCUMSTANCES:
        for name, given in COMMANDS.items():
            where = folder / f"{circumstance} {name}".replace(" ", "-").replace("=", "-")
            shutil.copytree(first, where)
            words = [*name.split(), *given]
            if circumstance == "no folder":
                words = [_elsewhere(word) for word in words]
                if words == [*name.split(), *given]:
                    continue
            done = forked(words, circumstance, where)
            done["left"] = sorted(one.name for one in where.iterdir() if one.name[:1] == ".")
            found.setdefault(circumstance, {})[name] = done
    return found


@contextmanager
def once() -> Iterator[None]:
    """Have what is read of the shipped files and of the handbook read once; fork workers too."""
    shipped = load()

    def cached(folders: Any = (), **more: Any) -> Any:
        return load(folders, **more) if folders else shipped

    with (
        patch.object(catalogue, "load", cached),
        patch.object(opening, "_in_child", cache(opening._in_child)),
        patch.object(processes, "get_context", lambda _: get_context("fork")),
    ):
        yield


WRITTEN = {"new.yaml", "result.jsonl", "offer.yaml", "layout.yaml", "report.html", "report.md",
           "saved.yaml", "plot.svg", "cases.svg", "drafts"}  # fmt: skip


def _elsewhere(word: str) -> str:
    """Where nobody can write, not even an administrator."""
    return f"/proc/self/{word}" if word in WRITTEN else word


def warm(folder: Path) -> None:
    """Import all, and run each command that ends and starts no process: then all is there."""
    for package in (adviser, solver):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)
    alone = {"cohort", "impact", "mcp", "serve"}
    folder.mkdir()
    prepared(folder)
    os.chdir(folder)
    with (
        open(os.devnull) as nothing,
        redirect_stdout(io.StringIO()),
        redirect_stderr(io.StringIO()),
        patch("sys.stdin", nothing),
    ):
        for name, given in COMMANDS.items():
            if name not in alone:
                command([*name.split(), *given])
    gc.collect()
    gc.freeze()  # what is here already stays as it is: the forks share it


if __name__ == "__main__":
    place = Path(sys.argv[1])
    with once():
        warm(place / "warm")
        json.dump(run(place), sys.stdout)
