"""Whom a new edition hits, in words."""

from __future__ import annotations

from collections.abc import Iterator

from adviser.words.conflict import cause_lines, repair_words
from adviser.words.facts import counted, listed
from adviser.words.ledger import HEADINGS
from catalogue import Edition
from solver.many.impact import Impact, Turn, Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    "lost": "could finish, and no longer can",
    "worse": "more is left to do",
    "same": "the same is left to do",
    "better": "less is left to do",
    "not-told": "not read, or not decided",
}
"""How a learner is left, in words."""

_MOST_NAMED = 10
"""Learners that one group names, inclusive."""


def impact_lines(answer: Impact, old: Edition, new: Edition) -> Iterator[str]:
    """An impact as lines of text: counts, then groups by what does it."""
    yield f"{answer.qualification}: from {answer.old!r} to {answer.new!r}"
    yield ""
    for verdict, count in answer.counts.items():
        yield f"  {count:>6}  {VERDICT_WORDS[verdict]}"
    for group in answer.groups:
        ids = list(group.learners)
        more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
        yield ""
        yield f"{counted(len(ids), 'learner')}, {VERDICT_WORDS[group.verdict]}:"
        yield f"  {', '.join(ids[:_MOST_NAMED])}{more}"
        if group.why:
            yield f"  {group.why}"
        for turn in group.turns:
            yield f"  - {turn_words(turn, old, new)}"
        if group.repair is not None:
            yield f"  what would mend it: {repair_words(group.repair, new)}"


def turn_words(turn: Turn, old: Edition, new: Edition) -> str:
    """One thing that is otherwise, as a sentence."""
    titles = {unit.reference: unit.title for unit in (*old.units, *new.units)}
    unit = f"{turn.unit} {titles.get(turn.unit, '')}".strip()
    match turn.kind:
        case "not-counted":
            why = HEADINGS[turn.reason or "no-plan"]
            return f"{unit} is held and no longer counts. {why}."
        case "counted":
            return f"{unit} is held and counts now."
        case "gone":
            return f"{unit} was to be studied, and is no unit of the new edition."
        case "not-open":
            return f"{unit} was to be studied, and is not open to new study."
        case "rule":
            assert turn.cause is not None
            return listed(list(cause_lines(turn.cause, new))[:1])
