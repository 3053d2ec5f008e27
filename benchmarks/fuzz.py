"""Hostile inputs by the thousand: ``python benchmarks/fuzz.py --count 1000 --seed 1``.

What is valid is spoilt here and there, the same way for the same seed, and given to the command
line in this process. An input may be refused; it may never end in an exception, as a fault of ours,
or without an end. What does is written to the folder that ``--keep`` names, with what was printed.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from adviser.asking.lines import LineReader  # noqa: E402
from adviser.cli import DEFECT, run  # noqa: E402
from benchmarks import arguments  # noqa: E402
from benchmarks.report import table  # noqa: E402
from catalogue.files.loading import SHIPPED  # noqa: E402
from solver.many.batch import Answering  # noqa: E402

OCR = "ocr-l4-customer-service"
SLOW = 20.0
"""Seconds from which an input counts as one without an end."""

QUESTION = f"""qualification: {OCR}
on: 2024-07-01
want: [D/506/2055, "group:B", "level:4", social media]
avoid: [D/506/2153]
prefer: {{"customer": 2, R/506/2151: -1}}
goals: [least-glh, fewest-units]
limits: {{new_glh: 300, new_units: 15}}
unknown_glh: estimate
time_limit: 2
"""

RECORD_YAML = """achievements:
- {unit: T/506/2952, achieved: 2023-05-01}
- {unit: R/506/2151, route: experience}
- {award: Some Award, achieved: 2020-01-01}
exceptions:
- {kind: accept-unit, qualification: ocr-l4-customer-service, held: X/123/4567,
   counts_as: D/506/2055, reason: agreed, agreed_by: Example, agreed_on: 2024-01-01, reference: E1}
"""

RECORD_CSV = """Learner,Unit,Title,Outcome,Achieved,Credit
Ann,T/506/2952,Manage,Pass,01/05/2023,4
Ann,R/506/2151,Another,Fail,2023-06-01,5
Ann,D/506/2055,Third,,3 June 2022,6
"""

LINE = json.dumps(
    {
        "qualification": OCR,
        "on": "2024-07-01",
        "want": ["D/506/2055", "level:4"],
        "limits": {"new_glh": 300},
        "prefer": {"customer": 2},
        "time_limit": 2,
    }
)

SCRIPT = """want D/506/2055
avoid T/506/2952; level 3
held R/506/2151@2023-05-01
max glh 200
goal least-glh fewest-units
prefer social media=+3
on 1 July 2024
alternatives 2
why D/506/2055
check
undo
history
drop all
"""

COMMANDS = (
    f"suggest {OCR} --goal least-glh --want level:4 --max-glh 200 --on 2024-07-01",
    f"explain {OCR} --max-glh 100",
    f"check {OCR} M/506/2898 D/506/2153",
    f"why {OCR} T/506/2952",
    f"tradeoff {OCR} --between least-glh least-credit",
    f"transfer --held T/506/2952@2023-05-01 --to {OCR}",
    "catalogue show nocn-l1-customer-service",
    "catalogue diff nocn-l2-customer-service",
    f"compare {OCR} nocn-l2-customer-service",
    "schema question",
)

HOSTILE = (
    "", " ", "\0", "\x1b[2J", "\x7f", "\u202e", "\ufeff", "\ud7ff", "é", "Ł", "😀", "x" * 2_000,
    "0", "-1", "1e400", "nan", "inf", "99999999999999999999", "2024-02-30", "0001-01-01",
    "9999-12-31", "null", "true", "~", "[]", "{}", "[[[[[[[[", "{{{{", "&a [*a]", "*a", "<<: 1",
    "!!python/object:os.x", "'", '"', "\\", "|", ">", "%", "@", "`", "#", ":", "- ", "\t", "\r",
    "\n", "\r\n", ",", ";", "=", "=1+1", "+1", "@x", "../../etc/passwd", "/dev/zero", "level:99",
    "group:", "group:ZZ", "level:", "D/506/2055", "U", "*", "?", "$(x)", "<script>", "--", "--json",
    "-", "none", "all",
)  # fmt: skip
"""What is put in: signs, numbers, days and words that readers stumble over."""


def spoilt(text: str, drawn: random.Random) -> str:
    """Return a text with one to four things wrong with it."""
    for _ in range(drawn.randint(1, 4)):
        text = drawn.choice(_WAYS)(text, drawn)
    return text


def _cut(text: str, drawn: random.Random) -> str:
    return text[: drawn.randint(0, len(text))]


def _without(text: str, drawn: random.Random) -> str:
    start = drawn.randint(0, len(text))
    return text[:start] + text[start + drawn.randint(1, 12) :]


def _with(text: str, drawn: random.Random) -> str:
    at = drawn.randint(0, len(text))
    return text[:at] + drawn.choice(HOSTILE) + text[at:]


def _other_word(text: str, drawn: random.Random) -> str:
    words = text.split(" ")
    words[drawn.randrange(len(words))] = drawn.choice(HOSTILE)
    return " ".join(words)


def _lines_moved(text: str, drawn: random.Random) -> str:
    lines = text.splitlines(keepends=True) or [""]
    line = lines.pop(drawn.randrange(len(lines)))
    for _ in range(drawn.choice((0, 1, 2, 40))):
        lines.insert(drawn.randint(0, len(lines)), line)
    return "".join(lines)


def _other_sign(text: str, drawn: random.Random) -> str:
    at = drawn.randint(0, len(text))
    return (
        text[:at]
        + chr(drawn.choice((drawn.randrange(128), drawn.randrange(0xD800))))
        + text[at + 1 :]
    )


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _without, _with, _with, _other_word, _other_word, _lines_moved, _other_sign,
)  # fmt: skip


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


def commanded(words: list[str], given: str = "") -> Outcome:
    """Run a command with what it is given on standard input."""
    out, err = io.StringIO(), io.StringIO()
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
    return Outcome(code, out.getvalue() + err.getvalue())


class Inputs:
    """Each kind of input, spoilt and given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shipped = [
            path.read_text(encoding="utf-8")
            for path in sorted((SHIPPED / "qualifications").rglob("*.yaml"))
        ]
        answering = Answering(LineReader((), {"on": "2024-07-01"}))
        self._answer = partial(answering.answer, answering.reader())

    def file(self, name: str, text: str) -> str:
        """Write a file; return its name."""
        path = self.folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return str(path)

    def catalogue(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a catalogue file, and check or list it."""
        text = spoilt(drawn.choice(self.shipped), drawn)
        file = self.file("c.yaml", text)
        words = drawn.choice((["check", file], ["list", "--catalogue", file]))
        return text, commanded(["catalogue", *words, *(["--time-limit", "2"] * ("check" in words))])

    def question(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a question file, and ask it."""
        text = spoilt(QUESTION, drawn)
        return text, commanded(["suggest", "--question", self.file("q.yaml", text)])

    def record(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a record, and transfer it."""
        kind = drawn.choice(("yaml", "csv"))
        text = spoilt(RECORD_CSV if kind == "csv" else RECORD_YAML, drawn)
        record = self.file(f"r.{kind}", text)
        return text, commanded(["transfer", record, "--to", OCR, "--as-of", "2024-07-01"])

    def batch(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil a line of a batch, and answer it."""
        text = spoilt(LINE, drawn)
        answer = self._answer(text.encode("utf-8", "surrogatepass")).decode()
        return text, Outcome(0 if '"answer":"error"' not in answer else 2, answer)

    def session(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil the script of a session, and obey it."""
        # a script may write files: that is what it is for, so not where the fuzzer stands
        text = spoilt(SCRIPT, drawn).replace("save", "show").replace("report", "show")
        return text, commanded(["explore", OCR, "--keep-going", "--on", "2024-07-01"], text)

    def arguments(self, drawn: random.Random) -> tuple[str, Outcome]:
        """Spoil what is typed after the name of the command."""
        text = spoilt(drawn.choice(COMMANDS), drawn)
        unsafe = ("--save", "--report", "--plot", "--output", "--catalogue", "/dev", "explore")
        if any(word in text for word in unsafe):
            return text, Outcome(2, "")
        return text, commanded(text.split(" "))


KINDS = ("catalogue", "question", "record", "batch", "session", "arguments")


def outcomes(
    kind: str, inputs: Inputs, count: int, seed: int, keep: Path | None = None
) -> Iterator[tuple[str, Outcome]]:
    """Give ``count`` inputs of a kind; yield each with what became of it."""
    give = getattr(inputs, kind)
    for number in range(count):
        began = time.monotonic()
        text, outcome = give(random.Random(f"{seed} {kind} {number}"))
        outcome.seconds = time.monotonic() - began
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
    counts: dict[str, Count] = {}
    with tempfile.TemporaryDirectory() as folder:
        inputs = Inputs(Path(folder))
        for kind in asked.kind or KINDS:
            count = counts.setdefault(kind, Count())
            for _, outcome in outcomes(kind, inputs, asked.count, asked.seed, asked.keep):
                count.slowest = max(count.slowest, outcome.seconds)
                if outcome.code is not None:
                    count.codes[outcome.code] += 1
                if outcome.wrong:
                    count.wrong[outcome.wrong] += 1
    wrongs = ("exception", "at fault", "odd exit", "without an end", "control sign")
    lines = [
        [kind, f"{asked.count:,}", *(f"{count.codes[code]:,}" for code in (0, 1, 2))]
        + [str(count.wrong[wrong]) for wrong in wrongs]
        + [f"{count.slowest:.2f}"]
        for kind, count in counts.items()
    ]
    heads = ["inputs", "tried", "exit 0", "exit 1", "exit 2", *wrongs, "slowest, s"]
    sys.stdout.write(table(heads, lines) + "\n")
    return 1 if any(count.wrong for count in counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
