"""Whom a new edition hits, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.conflict import cause_lines, repair_words
from adviser.words.facts import counted, listed
from adviser.words.ledger import HEADINGS
from catalogue import Edition
from solver.many.impact import HitGroup, Impact, Turn, Verdict

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

_MOST_CAUSES = 5
"""Units that one reason names, inclusive."""


def impact_lines(answer: Impact, old: Edition, new: Edition) -> Iterator[str]:
    """An impact as lines of text: counts, then groups by what does it."""
    yield f"{answer.qualification}: from {answer.old!r} to {answer.new!r}"
    yield ""
    for verdict, count in answer.counts.items():
        yield f"  {count:>6}  {VERDICT_WORDS[verdict]}"
    for group in answer.groups:
        yield ""
        yield f"{counted(len(group.learners), 'learner')}, {VERDICT_WORDS[group.verdict]}:"
        yield f"  {_named(group.learners)}"
        if group.why:
            yield f"  {group.why}"
        for turn in group.turns:
            yield f"  - {turn_words(turn, old, new)}"
        yield from _mended(group, new)


def _mended(group: HitGroup, new: Edition) -> Iterator[str]:
    """The cheapest repair and for how many it works; then what those need for whom it does not."""
    for number, one in enumerate(group.repairs):
        words = repair_words(one.repair, new)
        if len(one.learners) == len(group.learners):
            whom = "" if len(group.learners) == 1 else ", for each of them"
            yield f"  what would mend it{whom}: {words}"
        elif not number:
            whom = f"{len(one.learners)} of the {len(group.learners)}"
            yield f"  what would mend it for {whom}: {words}"
        else:
            yield f"  for {_named(one.learners)} rather: {words}"
    if group.unmended:
        yield f"  nothing is known to mend it for {_named(group.unmended)}"


def _named(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_NAMED} more" if len(ids) > _MOST_NAMED else ""
    return ", ".join(ids[:_MOST_NAMED]) + more


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
        case "figures":
            return f"{unit} has another credit or other hours in the new edition."
        case "eased":
            assert turn.cause is not None
            return f"Before, this stood in the way: {' '.join(cause_lines(turn.cause, old))}"
        case "rule":
            assert turn.cause is not None
            first, *others = cause_lines(turn.cause, new)
            if not first.endswith(":"):
                return first
            named = listed([one.strip() for one in others[:_MOST_CAUSES]])
            more = len(others) - _MOST_CAUSES
            return f"{first} {named}" + (f" and {more} more" if more > 0 else "")
