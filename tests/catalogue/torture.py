"""The same twelve learners written in many layouts, as colleges and their programs write them.

Everything is drawn from a seed. What a layout says is always the same: which units each learner has
achieved, and which not. A reading may ask; it may never come to another record.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.catalogue.torture_words import (
    DATE_HEADINGS,
    DAYS,
    OUTCOME_HEADINGS,
    PERSON_HEADINGS,
    REFERENCES,
    TICK_HEADINGS,
    TICKS,
    TITLE_HEADINGS,
    UNIT_HEADINGS,
    UNITS,
    WORDS,
)

NAMES = (
    "Ada Byron", "Ben Okri", "Carys Jones", "Dan O'Neil", "Eve Smith-Hall", "Farah Khan",
    "Gus Grey", "Hana Sato", "Ivor van der Berg",
    "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} Park", "Kit Lee (2)", "Lena Fox",
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """One unit of one learner: achieved on a day, or not."""

    unit: str
    day: date | None


@dataclass(frozen=True)
class Learner:
    """A learner, with a number, and what came of their units; at least one was achieved."""

    name: str
    number: str
    held: tuple[Held, ...]

    @property
    def achieved(self) -> set[str]:
        """The references of the units that were achieved."""
        return {one.unit for one in self.held if one.day is not None}


def learners(seed: int) -> list[Learner]:
    """Twelve learners; each has achieved some of five units and failed others."""
    chance = random.Random(seed)
    made = []
    for number, name in enumerate(NAMES):
        units = chance.sample(list(UNITS), 5)
        held = [
            Held(unit, date(2023, 1, 20) + timedelta(chance.randint(0, 800)) if n < 3 else None)
            for n, unit in enumerate(units)
        ]
        chance.shuffle(held)
        made.append(Learner(name, f"{7_000_101 + number * 13}", tuple(held)))
    return made


@dataclass(frozen=True)
class File:
    """A file of one learner, or of all of them; ``pick`` is what --learner is given."""

    layout: str
    name: str
    raw: bytes
    learner: Learner
    pick: str = ""


Rows = list[list[str]]
Cells = Callable[[Held], list[str]]


def files(seed: int) -> Iterator[File]:
    """Each layout once, for a learner drawn for it."""
    chance = random.Random(seed)
    for number in range(24):
        yield _long(chance, number)
    for number in range(12):
        yield _of_all(chance, number)
    for number in range(8):
        yield _across(chance, number, units=True)
    for number in range(8):
        yield _across(chance, number, units=False)
    for number in range(6):
        yield _in_rows(chance, number, parts=True)
    for number in range(6):
        yield _in_rows(chance, number, parts=False)
    for number in range(3):
        yield _parts_across(chance, number)
        yield _attempts_across(chance, number)
        yield _merged(chance, number)
        yield _in_sections(chance, number)
        yield _below_labels(chance, number)
        yield _beside_a_plan(chance, number)
        yield _people_in_bands(chance, number)


def _evidence(chance: random.Random) -> tuple[list[str], Cells, str]:
    """Headings and cells that say what came of a unit, and what they are called."""
    day_heading, day = chance.choice(DATE_HEADINGS), chance.choice(DAYS)
    outcome_heading, (good, bad) = chance.choice(OUTCOME_HEADINGS), chance.choice(WORDS)
    tick_heading, (tick, cross) = chance.choice(TICK_HEADINGS), chance.choice(TICKS)

    def dated(one: Held) -> str:
        return day(one.day) if one.day else ""

    kind = chance.choice(("both", "day", "word", "tick", "percent", "against"))
    ways: dict[str, tuple[list[str], Cells]] = {
        "both": (
            [outcome_heading, day_heading],
            lambda one: [good if one.day else bad, dated(one)],
        ),
        "day": ([day_heading], lambda one: [dated(one)]),
        "word": ([outcome_heading], lambda one: [good if one.day else bad]),
        "tick": ([tick_heading], lambda one: [tick if one.day else cross]),
        "percent": (
            ["% complete", day_heading],
            lambda one: ["100%" if one.day else chance.choice(("40%", "0%", "95%")), dated(one)],
        ),
        "against": (
            ["Date withdrawn", day_heading],
            lambda one: ["" if one.day else "14/02/2023", dated(one)],
        ),
    }
    heads, cells = ways[kind]
    told = " ".join(heads) + (f" {good}/{bad}" if kind in {"both", "word"} else "")
    return heads, cells, f"{kind}: {told}" + (f" {tick}/{cross}" if kind == "tick" else "")


def _shuffled(chance: random.Random, heads: Sequence[str], rows: Rows) -> tuple[list[str], Rows]:
    order = list(range(len(heads)))
    chance.shuffle(order)
    return [heads[n] for n in order], [[row[n] for n in order] for row in rows]


def _long(chance: random.Random, number: int) -> File:
    """One learner, a row for each unit."""
    learner = chance.choice(learners(number))
    heads, cells, told = _evidence(chance)
    write = chance.choice(REFERENCES)
    extra = chance.choice((("Level", "3"), ("Credits", "4"), ("Tutor", "A Teacher"), ("GLH", "30")))
    rows = [[write(one.unit), UNITS[one.unit], extra[1], *cells(one)] for one in learner.held]
    names = [chance.choice(UNIT_HEADINGS), chance.choice(TITLE_HEADINGS), extra[0], *heads]
    names, rows = _shuffled(chance, names, rows)
    return _file(chance, f"long {number} {told}", names, rows, learner)


def _of_all(chance: random.Random, number: int) -> File:
    """All learners, a row for each learner and unit; one of them is picked, or nobody."""
    everybody = learners(number)
    learner = chance.choice(everybody)
    heads, cells, told = _evidence(chance)
    heading = chance.choice(PERSON_HEADINGS)
    of_name = any(word in heading.casefold() for word in ("name", "learner's", "student")) or (
        heading in {"Learner", "Award holder"}
    )
    rows = [
        [one.name if of_name else one.number, held.unit, *cells(held)]
        for one in everybody
        for held in one.held
    ]
    names, rows = _shuffled(chance, [heading, chance.choice(UNIT_HEADINGS), *heads], rows)
    pick = (learner.name if of_name else learner.number) if number % 4 else ""
    return _file(chance, f"all {number} {heading} {told}", names, rows, learner, pick)


def _across(chance: random.Random, number: int, *, units: bool) -> File:
    """A grid of units and learners: ticks, days or words where they meet."""
    everybody = learners(number)
    learner = chance.choice(everybody)
    good, bad = chance.choice((*WORDS[:5], ("Y", "N"), ("\N{CHECK MARK}", ""), ("day", "")))

    def meet(one: Learner, unit: str) -> str:
        held = next((held for held in one.held if held.unit == unit), None)
        if held is None or (held.day is None and not bad):
            return ""
        if held.day is None:
            return bad
        return f"{held.day:%d/%m/%Y}" if good == "day" else good

    if units:
        names = ["Learner name", *UNITS]
        rows = [[one.name, *(meet(one, unit) for unit in UNITS)] for one in everybody]
    else:
        names = ["Unit", "Title", *(one.name for one in everybody)]
        rows = [[unit, UNITS[unit], *(meet(one, unit) for one in everybody)] for unit in UNITS]
    told = f"{'units' if units else 'people'} across {number} {good}/{bad}"
    return _file(chance, told, names, rows, learner, learner.name)


def _in_rows(chance: random.Random, number: int, *, parts: bool) -> File:
    """Several rows for each unit: its parts, or the attempts at it."""
    learner = chance.choice(learners(number))
    good, bad = chance.choice(WORDS[:4])
    rows: Rows = []
    for held in learner.held:
        if parts:
            some = (
                [good, good, good] if held.day else chance.choice(([good, bad], [bad, good, good]))
            )
            rows += [[held.unit, f"LO{n}", word] for n, word in enumerate(some, 1)]
        else:
            some = [bad, good] if held.day else chance.choice(([bad, bad], [good, bad]))
            rows += [[held.unit, str(n), word] for n, word in enumerate(some, 1)]
    heading = chance.choice(("Learning outcome", "Criterion", "Part")) if parts else "Attempt"
    told = f"{'parts' if parts else 'attempts'} {number} {heading} {good}/{bad}"
    return _file(chance, told, ["Unit Ref", heading, "Result"], rows, learner)


def _parts_across(chance: random.Random, number: int) -> File:
    """A row for each unit with a column for each of its parts; what failed has one not passed."""
    learner = chance.choice(learners(number))
    good, bad = chance.choice((*WORDS[:4], ("\N{CHECK MARK}", ""), ("x", "")))
    heading = chance.choice(("LO{}", "Learning outcome {}", "Assignment {}", "Task {}"))
    rows = []
    for held in learner.held:
        parts = [good] * 3
        if held.day is None:
            parts[chance.randrange(3)] = bad
        rows.append([held.unit, UNITS[held.unit], *parts])
    names = ["Unit Ref", "Unit title", *(heading.format(n) for n in (1, 2, 3))]
    return _file(chance, f"parts across {number} {heading} {good}/{bad}", names, rows, learner)


def _attempts_across(chance: random.Random, number: int) -> File:
    """A row for each unit with a column for each attempt at it."""
    learner = chance.choice(learners(number))
    good, bad = chance.choice(WORDS[:4])
    heads = chance.choice(
        (
            ("Result", "Resit result"),
            ("1st submission", "2nd submission"),
            ("Attempt 1", "Attempt 2"),
            ("First result", "Retake result"),
        )
    )
    rows = [
        [held.unit, *(chance.choice(([good, ""], [bad, good])) if held.day else [bad, bad])]
        for held in learner.held
    ]
    told = f"attempts across {number} {heads[1]} {good}/{bad}"
    return _file(chance, told, ["Unit", *heads], rows, learner)


def _merged(chance: random.Random, number: int) -> File:
    """Units merged over the rows of their criteria."""
    learner = chance.choice(learners(number))
    good, bad = chance.choice(WORDS[:4])
    rows: Rows = []
    for held in learner.held:
        some = [good, good, good] if held.day else chance.choice(([good, bad], [bad, good, good]))
        rows += [
            ["" if n else held.unit, "" if n else UNITS[held.unit], f"1.{n + 1}", word]
            for n, word in enumerate(some)
        ]
    names = ["Unit", "Title", "Criterion", "Result"]
    return _file(chance, f"merged {number} {good}/{bad}", names, rows, learner)


def _in_sections(chance: random.Random, number: int) -> File:
    """Lines between the rows that say what came of those below."""
    learner = chance.choice(learners(number))
    done, open_ = chance.choice((("Achieved units", "Outstanding units"),
                                 ("COMPLETED", "STILL TO DO"), ("Passed", "In progress"),
                                 ("Units completed", "Units not started")))  # fmt: skip
    own = [[held.unit, UNITS[held.unit], "3"] for held in learner.held if held.day]
    others = [[held.unit, UNITS[held.unit], "3"] for held in learner.held if not held.day]
    halves = [[[done, "", ""], *own], [[open_, "", ""], *others]]
    chance.shuffle(halves)
    names = ["Unit reference", "Unit title", "Level"]
    return _file(chance, f"sections {number} {done}", names, halves[0] + halves[1], learner)


def _below_labels(chance: random.Random, number: int) -> File:
    """The table of each learner below a line that names them."""
    everybody = learners(number)
    learner = chance.choice(everybody)
    heads, cells, told = _evidence(chance)
    label = chance.choice(("Learner: {}", "Candidate name: {}", "Student: {}"))
    names = ["Unit Ref", "Title", *heads]
    rows: Rows = []
    for one in everybody:
        rows += [[label.format(one.name)], names] if one is not everybody[0] else []
        rows += [[held.unit, UNITS[held.unit], *cells(held)] for held in one.held]
    pick = learner.name if number else ""
    first = [label.format(everybody[0].name)]
    return _file(chance, f"labels {number} {told}", names, rows, learner, pick, above=first)


def _beside_a_plan(chance: random.Random, number: int) -> File:
    """What was expected of each unit, beside what came of it."""
    learner = chance.choice(learners(number))
    heads, cells, told = _evidence(chance)
    plan = chance.choice(("Predicted grade", "Target grade", "Expected outcome", "Mock result"))
    rows = [[one.unit, chance.choice(("Pass", "Merit")), *cells(one)] for one in learner.held]
    names, rows = _shuffled(chance, ["Unit", plan, *heads], rows)
    return _file(chance, f"plan {number} {plan} {told}", names, rows, learner)


def _people_in_bands(chance: random.Random, number: int) -> File:
    """The same headings below the name of each learner."""
    everybody = learners(number)[:4]
    learner = chance.choice(everybody)
    good, bad = chance.choice(WORDS[:4])
    rows = []
    for unit in UNITS:
        row = [unit]
        for one in everybody:
            held = next((held for held in one.held if held.unit == unit), None)
            day = f"{held.day:%d/%m/%Y}" if held and held.day else ""
            row += ["" if held is None else good if held.day else bad, day]
        rows.append(row)
    bands = [""]
    for one in everybody:
        bands += [one.name, ""]
    names = ["Unit", *("Result", "Date") * len(everybody)]
    told = f"bands {number} {good}/{bad}"
    return _file(chance, told, names, rows, learner, learner.name, above=bands)


def _file(
    chance: random.Random,
    layout: str,
    names: list[str],
    rows: Rows,
    learner: Learner,
    pick: str = "",
    above: Sequence[str] = (),
) -> File:
    """The rows as a file: a separator, an encoding, the furniture of a report, or a workbook."""
    table: Rows = [list(above), names, *rows] if above else [names, *rows]
    if chance.random() < 0.3:
        table = [["Achievement report"], [], *table]
    if chance.random() < 0.3:
        table = [*table, [], ["Total", *[""] * (len(names) - 2), str(len(rows))]]
    if chance.random() < 0.2:
        return File(f"{layout} xlsx", "record.xlsx", _workbook(table), learner, pick)
    text = io.StringIO()
    separator = chance.choice(",;\t|")
    csv.writer(text, delimiter=separator).writerows(table)
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    try:
        raw = text.getvalue().encode(encoding)
    except UnicodeEncodeError:
        raw = text.getvalue().encode("utf-8")
    return File(f"{layout} {separator!r} {encoding}", "record.csv", raw, learner, pick)


def _workbook(table: Rows) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in table:
        sheet.append([text.removeprefix("=").strip('"') for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
