"""Hostile inputs by the thousand: ``python benchmarks/fuzz.py --count 1000 --seed 1``.

What is valid is spoilt, the same way for the same seed, and given to the command line in this
process: mostly in one place, so that it is read and comes to what lies behind, else as a text here
and there. An input may be refused; it may never end in an exception, as a fault of ours, or without
an end. What does is written to the folder that ``--keep`` names, with what was printed. Ctrl-C
tells what is known by then.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import catalogue  # noqa: E402
from adviser.asking.lines import LineReader  # noqa: E402
from adviser.cli import DEFECT, run  # noqa: E402
from adviser.signals import STOPPED  # noqa: E402
from benchmarks import arguments  # noqa: E402
from benchmarks.grammar import Grammar, folder_files, one_word_else  # noqa: E402
from benchmarks.report import table  # noqa: E402
from benchmarks.spoiling import HOSTILE, cells_changed, changed, spoilt  # noqa: E402
from benchmarks.valid import (  # noqa: E402
    COHORT,
    HANDBOOK,
    LAYOUT,
    LINE,
    OCR,
    OFFER_CSV,
    OFFER_YAML,
    QUESTION,
    RECORD_CSV,
    RECORD_YAML,
    SCRIPT,
)
from catalogue.files.loading import SHIPPED  # noqa: E402
from catalogue.files.starting import starting_file  # noqa: E402
from solver.many.batch import Answering  # noqa: E402

SLOW = 20.0
"""Seconds of the processor from which an input counts as one without an end."""


@dataclass
class Outcome:
    """What became of one input. ``code`` is null where an exception came out."""

    code: int | None
    told: str
    seconds: float = 0.0

    @property
    def wrong(self) -> str:
        """What is wrong about that, or nothing."""
        if self.code is None:
            return "exception"
        if self.code == DEFECT or "unitwise is at fault" in self.told or "Traceback" in self.told:
            return "at fault"
        if self.code not in {0, 1, 2}:
            return "odd exit"
        if self.seconds > SLOW:
            return "without an end"
        if any(sign < " " and sign not in "\n\t\r" for sign in self.told):
            return "control sign"
        return ""


@dataclass
class Count:
    """The outcomes of one kind of input."""

    codes: Counter[int] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    tried: int = 0

    def take(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.tried += 1
        self.slowest = max(self.slowest, outcome.seconds)
        if outcome.code is not None:
            self.codes[outcome.code] += 1
        if outcome.wrong:
            self.wrong[outcome.wrong] += 1


def commanded(words: list[str], given: str = "") -> Outcome:
    """Run a command with what it is given on standard input."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch("sys.stdin", io.StringIO(given)),
    ):
        try:
            code: int | None = run(words)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 0
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return Outcome(None, f"{type(error).__name__}: {error}")
    if code == STOPPED:  # the command has heard Ctrl-C, which is meant for the fuzzer
        raise KeyboardInterrupt
    told = b"".join(stream.buffer.getvalue() for stream in (out, err))  # type: ignore[attr-defined,unused-ignore]
    return Outcome(code, told.decode("utf-8", "surrogatepass"))


class Inputs:
    """Each kind of input, spoilt and given: a text here and there, or data in one place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogues = [starting_file(Path("example.yaml"))] * 3 + [
            path.read_text(encoding="utf-8")
            for path in sorted((SHIPPED / "qualifications").rglob("*.yaml"))
        ]
        answering = Answering(LineReader((), {"on": "2024-07-01"}))
        self._answer = partial(answering.answer, answering.reader())
        kept = {
            "csv": ("kept.csv", RECORD_CSV),
            "yaml": ("kept.yaml", RECORD_YAML),
            "question": ("kept-question.yaml", QUESTION),
            "batch": ("kept.jsonl", f"{LINE}\n"),
            "catalogue": ("kept-catalogue.yaml", starting_file(Path("example.yaml"))),
            "handbook": ("kept.txt", HANDBOOK),
        }
        for name, text in kept.values():
            self.file(name, text)
        self._written = 0
        names = {key: name for key, (name, _) in kept.items()}
        self.grammar = Grammar(folder_files(folder, names), self._unwritten)

    def file(self, name: str, text: str) -> str:
        """Write a file; return its name."""
        path = self.folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return str(path)

    def _unwritten(self, ending: str) -> str:
        self._written += 1
        return str(self.folder / f"written-{self._written}{ending}")

    def catalogue(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a catalogue file; ask about what is in it."""
        source = drawn.choice(self.catalogues)
        text = self._spoilt(source, "yaml", drawn)
        file = self.file("c.yaml", text)
        name = yaml.safe_load(source)["short_name"]
        about = drawn.choice(_ABOUT)
        if about == ("check",):
            return text, commanded(["catalogue", "check", file, "--time-limit", "2"])
        if about == ("list",):
            return text, commanded(["catalogue", "list", "--catalogue", file])
        return text, commanded([*(word.format(name) for word in about), "--catalogue", file])

    def question(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a question file, and ask it."""
        text = self._spoilt(QUESTION, "yaml", drawn)
        file = self.file("q.yaml", text)
        words = drawn.choice((["suggest", "--question", file], ["explain", "--question", file],
                              ["whatif", file, "--set", "limits.new_glh=200"]))  # fmt: skip
        return text, commanded(words)

    def record(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a record, and transfer it."""
        kind = drawn.choice(("yaml", "csv"))
        text = self._spoilt(RECORD_CSV if kind == "csv" else RECORD_YAML, kind, drawn)
        record = self.file(f"r.{kind}", text)
        words = drawn.choice((["transfer", record, "--to", OCR], ["record", "check", record],
                              ["suggest", OCR, "--record", record]))  # fmt: skip
        dated = [] if words[0] == "record" else ["--as-of", "2024-07-01"]
        return text, commanded([*words, *dated])

    def batch(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a line of a batch, and answer it."""
        if self._as_text(drawn):
            text = spoilt(LINE, drawn)
        else:
            text = json.dumps(changed(json.loads(LINE), drawn))
        answer = self._answer(text.encode("utf-8", "surrogatepass")).decode()
        return text, Outcome(0 if '"answer":"error"' not in answer else 2, answer)

    def offer(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil what a centre offers, and ask a question under it."""
        kind = drawn.choice(("yaml", "csv"))
        text = self._spoilt(OFFER_CSV if kind == "csv" else OFFER_YAML, kind, drawn)
        offer = self.file(f"o.{kind}", text)
        words = drawn.choice((
            ["suggest", OCR], ["suggest", OCR, "--goal", "least-cost", "--alternatives", "1"],
            ["suggest", OCR, "--max-cost", "700"], ["explain", OCR], ["why", OCR, "D/506/2055"],
            ["transfer", "--held", "T/506/2952@2023-05-01", "--to", OCR],
            ["explore", OCR],
        ))  # fmt: skip
        given = ["--offer", offer, "--on", "2024-07-01", "--time-limit", "2"]
        return text, commanded([*words, *given], SCRIPT)

    def layout(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil how a table is read, and read the table."""
        text = self._spoilt(LAYOUT, "yaml", drawn)
        layout = self.file("l.yaml", text)
        record = self.file("laid.csv", RECORD_CSV)
        words = drawn.choice((["record", "check", record], ["transfer", record, "--to", OCR]))
        return text, commanded([*words, "--layout", layout])

    def cohort(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a file of several learners; answer each, or see whom another edition hits."""
        text = self._spoilt(COHORT, "csv", drawn)
        file = self.file("many.csv", text)
        words = drawn.choice((
            ["cohort", file, "--to", OCR, "-o", self._unwritten(".jsonl")],
            ["cohort", file, "--to", OCR, "-o", self._unwritten(".csv")],
            ["impact", "nocn-l2-customer-service", "2024", "2024", file],
            ["offer", file, "--to", OCR, "--least-class", "2"],
        ))  # fmt: skip
        with patch("solver.many.executors.local", _here):
            return text, commanded([*words, "--time-limit", "2"])

    def _spoilt(self, source: str, kind: str, drawn: random.Random) -> str:
        if self._as_text(drawn):
            return spoilt(source, drawn)
        return cells_changed(source, drawn) if kind == "csv" else _yaml(source, drawn)

    def session(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil the script of a session, or make one of its commands, and obey it."""
        if self._as_text(drawn):
            # a script may write files: that is what it is for, so not where the fuzzer stands
            text = spoilt(SCRIPT, drawn).replace("save", "show").replace("report", "show")
            text = text.replace("learner", "show")
        else:
            text = self.grammar.script(drawn)
        asked = ["explore", OCR, "--keep-going", "--on", "2024-07-01", "--time-limit", "2"]
        return text, commanded(asked, text)

    def arguments(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Make a command line of what the commands take; spoil a word of every second one."""
        words = self.grammar.line(drawn)
        if drawn.random() < 0.5:
            words = one_word_else(words, drawn, HOSTILE)
        words = [word for word in words if "\0" not in word and word not in UNSAFE]
        return "\n".join(words), commanded(words, self.grammar.script(drawn))

    def _as_text(self, drawn: random.Random) -> bool:
        """Whether a text is spoilt, which is read no further in most cases: one in four."""
        return drawn.random() < 0.25


UNSAFE = {"serve", "mcp", "/dev/zero", "../../etc/passwd"}

_ABOUT = (
    ("check",), ("check",), ("list",),
    ("catalogue", "show", "{0}"), ("catalogue", "show", "{0}", "--html"),
    ("catalogue", "diff", "{0}"), ("bounds", "{0}", "--time-limit", "2"),
    ("suggest", "{0}", "--time-limit", "2", "--prices"), ("explain", "{0}", "--max-units", "1"),
    ("suggest", "{0}", "--time-limit", "2", "--goal", "least-glh", "--alternatives", "2"),
    ("transfer", "--held", "EX-101@2023-05-01", "--held", "EX-201", "--to", "{0}"),
    ("check", "{0}", "EX-101", "EX-102", "EX-203"),
)  # fmt: skip
"""What is asked about a spoilt catalogue file."""


def _yaml(source: str, drawn: random.Random) -> str:
    data = changed(yaml.safe_load(source), drawn)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


KINDS = ("catalogue", "question", "record", "batch", "session", "arguments", "offer", "layout",
         "cohort")  # fmt: skip


class _Here(Executor):
    """Works where it is asked: what goes wrong in a piece of work comes out here."""

    def submit(self, work: Any, /, *given: Any, **more: Any) -> Future[Any]:
        """Do a piece of work now."""
        done: Future[Any] = Future()
        done.set_result(work(*given, **more))
        return done


@contextlib.contextmanager
def _here(workers: int) -> Iterator[tuple[Executor, int]]:
    yield _Here(), 1


def outcomes(
    kind: str, inputs: Inputs, count: int, seed: int, keep: Path | None = None
) -> Iterator[tuple[str, Outcome]]:
    """Give ``count`` inputs of a kind; yield each with what became of it."""
    give = getattr(inputs, kind)
    for number in range(count):
        began = time.process_time()
        text, outcome = give(random.Random(f"{seed} {kind} {number}"))
        outcome.seconds = time.process_time() - began
        if outcome.wrong and keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            said = f"{outcome.wrong}\n{outcome.told}\n--- input\n{text}"
            path = keep / f"{kind}-{seed}-{number}.txt"
            path.write_bytes(said.encode("utf-8", "surrogatepass"))
        yield text, outcome


def main() -> int:
    """Print the table; the exit code is 1 if anything was wrong."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--count", type=int, default=1_000, help="inputs of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=KINDS, help="repeatable; all if none")
    parser.add_argument("--keep", type=Path, help="folder for each input with a wrong outcome")
    asked = parser.parse_args()
    keep = asked.keep and asked.keep.resolve()
    counts: dict[str, Count] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),  # a draft is written beside whoever asks for it
        patch("catalogue.load", _read_once(catalogue.load)),
        contextlib.suppress(KeyboardInterrupt),
    ):
        inputs = Inputs(Path(folder))
        for kind in asked.kind or KINDS:
            count = counts.setdefault(kind, Count())
            for _, outcome in outcomes(kind, inputs, asked.count, asked.seed, keep):
                count.take(outcome)
    wrongs = ("exception", "at fault", "odd exit", "without an end", "control sign")
    lines = [
        [kind, f"{count.tried:,}", *(f"{count.codes[code]:,}" for code in (0, 1, 2))]
        + [str(count.wrong[wrong]) for wrong in wrongs]
        + [f"{count.slowest:.2f}"]
        for kind, count in counts.items()
    ]
    heads = ["inputs", "tried", "exit 0", "exit 1", "exit 2", *wrongs, "slowest, s"]
    sys.stdout.write(table(heads, lines) + "\n")
    return 1 if any(count.wrong for count in counts.values()) else 0


def _read_once(load: Any) -> Any:
    """Read the shipped catalogue by itself once, since it is in all the inputs and never spoilt."""
    kept: list[Any] = []

    def read(folders: Any = (), *, shipped: bool = True) -> Any:
        if folders or not shipped:
            return load(folders, shipped=shipped)
        if not kept:
            kept.append(load())
        return kept[0]

    return read


if __name__ == "__main__":
    sys.exit(main())
