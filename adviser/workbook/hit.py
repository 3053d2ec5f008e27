"""Whom a new edition hits, as a workbook: for whoever writes to them, and plans what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from adviser.words.conflict import repair_words
from adviser.words.impact import VERDICT_WORDS, turn_words
from adviser.workbook.table import Row, Table, columns
from adviser.workbook.tables import STATE_WORDS
from adviser.workbook.xlsx import workbook_of
from catalogue import Edition
from solver.many.impact import Impact, Turn


def impact_workbook(
    answer: Impact,
    old: Edition,
    new: Edition,
    rests_on: Iterable[tuple[str, str]],
    made: date,
) -> bytes:
    """Return the workbook of an impact; ``made`` is the date that it gives for itself."""
    rests = list(rests_on)
    tables = [
        Table(
            "Summary",
            columns(("What", "text", 44), ("Learners", "number", 12), ("Said", "text", 90)),
            lambda: _summary(answer, rests),
        ),
        Table(
            "Groups",
            columns(
                ("No.", "number", 6), ("How they are left", "text", 28), ("Learners", "number", 10),
                ("What is otherwise", "text", 80), ("What would mend it", "text", 60),
                ("For", "number", 8), ("Who", "text", 60),
            ),
            lambda: _groups(answer, old, new),
        ),
        Table(
            "Learners",
            columns(
                ("ID", "text", 14), ("Name", "text", 22), ("How they are left", "text", 28),
                ("State before", "text", 18), ("State after", "text", 18),
                ("Recognised before", "number", 12), ("Recognised after", "number", 12),
                ("New units before", "number", 11), ("New units after", "number", 11),
                ("New credit before", "number", 11), ("New credit after", "number", 11),
                ("New GLH before", "number", 11), ("New GLH after", "number", 11),
                ("What is otherwise", "text", 80), ("What would mend it", "text", 60),
                ("Why", "text", 60),
            ),
            lambda: _learners(answer, old, new),
        ),
    ]  # fmt: skip
    return workbook_of(tables, made, "Impact")


def _summary(answer: Impact, rests: Iterable[tuple[str, str]]) -> Iterator[Row]:
    yield answer.qualification, None, f"from {answer.old} to {answer.new}"
    for verdict, count in answer.counts.items():
        yield VERDICT_WORDS[verdict], count, None
    for what, said in rests:
        yield what, None, said


def _groups(answer: Impact, old: Edition, new: Edition) -> Iterator[Row]:
    """Each group once for each repair that there is for some of it, and for whom there is none."""
    for number, group in enumerate(answer.groups, 1):
        said = VERDICT_WORDS[group.verdict]
        turns = _turns(group.turns, old, new) or group.why
        mended = [(repair_words(one.repair, new), one.learners) for one in group.repairs]
        if group.unmended:
            mended.append(("nothing is known", group.unmended))
        for words, learners in mended or [("", group.learners)]:
            count = len(group.learners)
            yield number, said, count, turns, words or None, len(learners), ", ".join(learners)


def _learners(answer: Impact, old: Edition, new: Edition) -> Iterator[Row]:
    for one in answer.learners:
        before, after = one.before, one.after
        yield (
            one.id, one.name, VERDICT_WORDS[one.verdict], STATE_WORDS[before.state],
            STATE_WORDS[after.state], before.recognised, after.recognised, before.new_units,
            after.new_units, before.new_credit, after.new_credit, before.new_glh, after.new_glh,
            _turns(one.turns, old, new) or None,
            repair_words(one.repairs[0], new) if one.repairs else None, one.why or None,
        )  # fmt: skip


def _turns(turns: Iterable[Turn], old: Edition, new: Edition) -> str:
    return "\n".join(turn_words(turn, old, new) for turn in turns)
