"""The slider of hours: between which bounds a limit has a plan, and where the plan changes."""

from __future__ import annotations

import hashlib
from time import monotonic

from adviser.web.desk import within
from adviser.web.forms import address
from adviser.web.view import Strip
from adviser.words.facts import goal_value, goal_words
from adviser.words.unknowns import among_words
from adviser.words.voice import Voice, speaking
from solver import Conflict, Goal, Plan, Question, Situation, Tradeoff, suggest, tradeoff


def strip_key(situation: Situation) -> str:
    """Return what is the same as long as :func:`strip` is: a digest, which tells nothing."""
    held = situation.held.record.model_dump_json(exclude_defaults=True)
    asked = f"{address(_limited(situation.question, None))}\n{held}"
    return hashlib.sha256(asked.encode()).hexdigest()[:16]


@speaking(Voice.PLAIN)
def strip(situation: Situation) -> Strip:
    """Return what a limit on hours would do, whatever the limit is now.

    The stops are the exact front between what matters most and the hours: a limit between two of
    them has the plan of the lower. It takes two searches, within the question's time limit.

    Raises
    ------
    UnitwiseError
        If a goal or another limit means nothing here.
    """
    question = situation.question
    now = question.limits.new_glh
    freed = _limited(question, None)
    free = Situation.of(situation.qualification, freed, situation.held)
    until = monotonic() + question.time_limit
    best = suggest(free)
    if not isinstance(best, Plan):
        proven = isinstance(best, Conflict)
        none = "Nothing fits, whatever the hours." if proven else "Not worked out in time."
        return Strip([none], now=now)
    first = best.goals[0]
    if first.goal is Goal.LEAST_GLH:
        if best.proof != "optimal":
            return Strip(["Not worked out in time."], now=now)
        among = among_words(best.left_out, best.left_out_for)
        return _of_one(first.value, among, goal_words(first.goal), freed, now)
    found = tradeoff(within(free, until), between=(first.goal, Goal.LEAST_GLH))
    if not isinstance(found, Tradeoff):
        proven = isinstance(found, Conflict)
        none = "Too few units have known hours: with a limit on them nothing fits."
        return Strip([none if proven else "Not worked out in time."], now=now)
    points = sorted((hours, value) for value, hours in (point.values for point in found.points))
    among, towards = among_words(found.left_out, found.left_out_for), goal_words(first.goal)
    if len(points) == 1 and found.complete and points[0][1] == first.value:
        return _of_one(points[0][0], among, towards, freed, now)
    least, most = points[0][0], points[-1][0]
    said = [
        f"Below {least} hours nothing fits (proven{among})."
        if found.complete
        else f"Time ran out: there may be plans of fewer than {least} hours."
    ]
    said.append(f"More than {most} hours do not help towards {towards}.")
    if points[-1][1] != first.value:
        value = goal_value(first.goal, first.value, situation.edition)
        said[-1] = f"Without a limit, units of unknown hours may count too: {value}."
    stops = [
        (hours, goal_value(first.goal, value, situation.edition), address(_limited(freed, hours)))
        for hours, value in points
    ]
    return Strip(said, stops, address(freed), least, most, now)


def _of_one(hours: int, among: str, towards: str, freed: Question, now: int | None) -> Strip:
    """Where what matters most is reached with the fewest hours there are."""
    said = [f"No plan takes fewer than {hours} hours (proven{among})."]
    if towards != goal_words(Goal.LEAST_GLH):
        said.append(f"More do not help towards {towards}.")
    return Strip(said, (), address(freed), hours, hours, now)


def _limited(question: Question, hours: int | None) -> Question:
    limits = question.limits.model_dump(exclude_none=True)
    limits.pop("new_glh", None)
    if hours is not None:
        limits["new_glh"] = hours
    return question.replace(limits=limits)
