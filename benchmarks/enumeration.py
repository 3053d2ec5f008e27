"""Answers held against every choice there is: ``python benchmarks/enumeration.py --count 500``.

Small random catalogues, questions and records are written as files and asked by the command line;
the answers are compared with those of an enumeration that shares no code with any of it: it reads
the same data, tries every choice of units, and knows the rules from the page for authors alone.
A difference is printed with the seed that makes it again, and written to the folder of ``--keep``.
Ctrl-C tells what is known by then.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.fuzz import commanded  # noqa: E402
from benchmarks.lots import DAY, Case, Data  # noqa: E402
from benchmarks.report import table  # noqa: E402
from benchmarks.truth import Choice, Truth  # noqa: E402
from catalogue.files.starting import starting_file  # noqa: E402


def told(case: Case, folder: Path, *words: str, given: str = "") -> Any:
    """Ask the command line; the answer as JSON, or null where the file was refused."""
    outcome = commanded([*words, "--catalogue", str(folder / "c.yaml"), "--json"], given)
    if outcome.code == 2:
        return None
    if outcome.code not in {0, 1}:
        return {"answer": outcome.told}
    if given:
        return json.loads([line for line in outcome.told.splitlines() if line[:1] == "{"][-1])
    return json.JSONDecoder().raw_decode(outcome.told, outcome.told.index("{"))[0]


def compared(case: Case, folder: Path) -> Iterator[tuple[str, str]]:
    """Ask everything about a case; yield what was compared, and the difference or nothing."""
    truth = Truth(case)
    for name, text in (("c", case.file()), ("q", case.question()), ("r", case.record())):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    asked = ["--question", str(folder / "q.yaml"), "--as-of", DAY]
    record = ["--record", str(folder / "r.yaml")] if case.held else []
    answer = told(case, folder, "suggest", *asked, *record, "--prices", "--alternatives", "1")
    if answer is None:
        yield "refused", ""
        return
    best = sorted(truth.answers(), key=truth.worth)
    yield "check", _of_check(case, truth, folder)
    yield "bounds", _of_bounds(case, truth, folder)
    yield "suggest", _of_plan(case, truth, best, answer)
    if best and answer["answer"] == "plan":
        yield from (("price", one) for one in _of_prices(truth, best, answer))
        yield "alternatives", _of_alternatives(truth, best, answer)
    if answer["answer"] == "conflict":
        yield from (("repair", one) for one in _of_repairs(case, folder, asked, record, answer))
    moved = told(case, folder, "transfer", "--to", "drawn", *asked, *record[1:], *_nobody(case))
    if moved is not None and moved.get("plan"):
        yield "transfer", _of_plan(case, truth, best, moved["plan"])
    script = [f"want {one}" for one in case.want] + [f"avoid {one}" for one in case.avoid]
    for key, most in case.limits.items():
        script.append(f"max {key.removeprefix('new_')} {most}")
    script += [f"prefer {name}={weight}" for name, weight in case.prefer.items()]
    script.append(f"goal {' '.join(case.goals)}")
    first = ["explore", "drawn", "--on", DAY, "--as-of", DAY, *record]
    reply = told(case, folder, *first, given="".join(f"{line}\n" for line in script))
    if reply is not None:
        yield "session", _of_plan(case, truth, best, reply.get("after", reply))


def _nobody(case: Case) -> list[str]:
    """A unit that nothing knows, where there is no record: a transfer needs one."""
    return [] if case.held else ["--held", "X1"]


def _of_check(case: Case, truth: Truth, folder: Path) -> str:
    units = case.drawn.sample(case.names, case.drawn.randint(1, len(case.names)))
    answer = told(case, folder, "check", "drawn", *units)
    here = [one for one in truth.choices() if sorted(u for (u, *_), _ in one) == sorted(units)]
    legal = any(truth.legal(one) for one in here)
    return "" if answer["legal"] == legal else f"{units}: {answer['legal']}, and it is {legal}"


def _of_bounds(case: Case, truth: Truth, folder: Path) -> str:
    answer = told(case, folder, "bounds", "drawn", "--on", DAY)
    legal = [
        one
        for one in truth.choices()
        if all(option in truth.open for option, _ in one) and truth.legal(one)
    ]
    if answer["satisfiable"] != bool(legal):
        return f"satisfiable {answer['satisfiable']}, and there are {len(legal)}"
    if not legal:
        return ""
    credit = [truth.amount(one, "credit", {}) for one in legal]
    sets = {frozenset(unit for (unit, *_), _ in one) for one in legal}
    found = (answer["credit"]["least"], answer["credit"]["greatest"], answer["choices"])
    true = (min(credit), max(credit), len(sets))
    if found != true:
        return f"least, greatest, choices {found}, and they are {true}"
    status = {one["unit"]: one["status"] for one in answer["units"]}
    for name in {option[0] for option in truth.open}:
        count = sum(name in one for one in sets)
        is_so = "forced" if count == len(sets) else "dead" if not count else "possible"
        if status.get(name) != is_so:
            return f"{name} is {is_so}, not {status.get(name)}"
    return ""


def _of_plan(case: Case, truth: Truth, best: list[Choice], answer: Data) -> str:
    if answer["answer"] != "plan":
        if best and answer["answer"] == "conflict":
            return f"no plan, and there is {best[0]}"
        return "" if answer["answer"] == "conflict" else str(answer)[:300]
    if not best:
        return "a plan, and there is none"
    # the goals that were asked; what is added where none decides comes after them
    value = [goal["value"] for goal in answer["goals"]][: len(case.goals)]
    true = [
        -worth if goal == "most-preferred" else worth
        for goal, worth in zip(case.goals, truth.worth(best[0]), strict=True)
    ]
    if value != true:
        return f"{value}, and {true} can be had: {best[0]}"
    made = {(one["unit"], one["group"], one["through"] != "study") for one in answer["units"]}
    alike = [one for one in best if truth.worth(one) == truth.worth(best[0])]
    if not any({(unit, group, held) for (unit, group, _), held in one} == made for one in alike):
        return f"{sorted(made)} is none of the best"
    if case.held or (case.prefer and "most-preferred" not in case.goals):
        return ""
    first = min(alike, key=lambda one: (len(one), [truth.options.index(o) for o, _ in one]))
    if {(unit, group, held) for (unit, group, _), held in first} != made:
        return f"{sorted(made)}, and {first} comes first"
    return ""


def _of_prices(truth: Truth, best: list[Choice], answer: Data) -> Iterator[str]:
    for price in answer["prices"]:
        unit, counts = price["unit"], price["counts"]
        others = [one for one in best if any(o[0] == unit for o, _ in one) != counts]
        if not others:
            right = price["effect"] in {"forced", "impossible", "closed", "left-out", "never"}
            yield "" if right else f"{unit}: {price['effect']}, and nothing else can be had"
            continue
        if price["effect"] != "priced":
            yield f"{unit}: {price['effect']}, and {others[0]} can be had"
            continue
        goals = truth.case.goals
        value = [one["value"] for one in price["goals"]][: len(goals)]
        true = [
            -worth if goal == "most-preferred" else worth
            for goal, worth in zip(goals, truth.worth(others[0]), strict=True)
        ]
        yield "" if value == true else f"{unit}: {value}, and it is {true}"


def _of_alternatives(truth: Truth, best: list[Choice], answer: Data) -> str:
    plan = {one["unit"] for one in answer["units"]}
    others = [one for one in best if not plan <= {unit for (unit, *_), _ in one}]
    found = (answer["alternatives"] or {}).get("choices", [])
    if not others or not found:
        return "" if bool(others) == bool(found) else f"{len(found)} given, {len(others)} there"
    goals = truth.case.goals
    value = [one["value"] for one in found[0]["goals"]][: len(goals)]
    true = [
        -worth if goal == "most-preferred" else worth
        for goal, worth in zip(goals, truth.worth(others[0]), strict=True)
    ]
    return "" if value == true else f"{value}, and {true} can be had: {others[0]}"


def _of_repairs(
    case: Case, folder: Path, asked: list[str], record: list[str], answer: Data
) -> Iterator[str]:
    for repair in answer["repairs"]:
        mended = json.loads(case.question())
        words = []
        for change in repair["changes"]:
            match change["kind"]:
                case "raise-limit":
                    mended["limits"][change["name"]] = change["after"]
                case "drop-want" | "give-up-want":
                    mended["want"].remove(change["name"])
                case "drop-avoid" | "give-up-avoid":
                    mended["avoid"].remove(change["name"])
                case "allow-retake":
                    words.append("--allow-retakes")
                case _:
                    words.append(change["kind"])
        if any(not word.startswith("--") for word in words):
            continue  # what somebody else would have to agree to, or another day
        path = folder / "m.yaml"
        path.write_text(json.dumps(mended), encoding="utf-8")
        again = told(case, folder, "suggest", "--question", str(path), *asked[2:], *record, *words)
        works = again is not None and again["answer"] == "plan"
        yield "" if works else f"{repair['changes']} does not mend it"


KINDS = ("check", "bounds", "suggest", "price", "alternatives", "repair", "transfer", "session")


def main() -> int:
    """Print the table; the exit code is 1 if anything differs."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--count", type=int, default=200, help="random qualifications")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for each case that differs")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with (
        tempfile.TemporaryDirectory() as nothing,  # in place of the shipped catalogue
        patch("catalogue.files.loading.SHIPPED", Path(nothing)),
        contextlib.suppress(KeyboardInterrupt),
    ):
        (Path(nothing) / "another.yaml").write_text(starting_file(), encoding="utf-8")
        for number in range(asked.count):
            case = Case(random.Random(f"{asked.seed} {number}"))
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                for kind, difference in compared(case, folder):
                    counts[kind] += 1
                    if not difference:
                        continue
                    wrong[kind] += 1
                    sys.stdout.write(f"{asked.seed} {number} {kind}: {difference}\n")
                    if asked.keep:
                        kept = asked.keep / f"{asked.seed}-{number}-{kind}"
                        kept.mkdir(parents=True, exist_ok=True)
                        for path in folder.iterdir():
                            (kept / path.name).write_bytes(path.read_bytes())
    lines = [[kind, f"{counts[kind]:,}", str(wrong[kind])] for kind in KINDS]
    lines.append(["refused as no sound file or question", f"{counts['refused']:,}", ""])
    sys.stdout.write(table(["what", "compared", "differ"], lines) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
