"""A repair made: the question as it is once its changes are."""

from __future__ import annotations

from typing import Any, assert_never

from adviser.web.forms import address
from catalogue import Level
from solver import Goal, Question, Repair, UnknownHours

_GIVE_UP = {
    "give-up-want": "want",
    "give-up-avoid": "avoid",
    "give-up-pathway": "pathway",
}


def mended(question: Question, repair: Repair) -> str | None:
    """Return the address of the question with a repair made.

    Null where a part of it is not the asker's to make: another policy of recognition has to be
    agreed with the awarding organisation, another offer with the centre.
    """
    changes: dict[str, Any] = {}
    limits = question.limits.model_dump(exclude_none=True)
    for change in repair.changes:
        match change.kind:
            case "give-up-want" | "give-up-avoid" | "give-up-pathway":
                key = _GIVE_UP[change.kind]
                kept = changes.get(key, getattr(question, key))
                changes[key] = tuple(text for text in kept if text != change.name)
            case "raise-limit":
                level = change.name == "highest_level"
                limits[change.name] = Level(int(change.after or 0)) if level else change.after
            case "register-by" | "register-from":
                changes["on"] = change.after
            case "estimate-hours":
                changes["unknown_glh"] = UnknownHours.ESTIMATE
            case "drop-hours":
                limits.pop("new_glh", None)
                kept_goals = changes.get("goals", question.goals)
                changes["goals"] = tuple(one for one in kept_goals if one is not Goal.LEAST_GLH)
            case "drop-figures":
                asked = question.replace(**changes, limits=limits).without(change.name)
                changes |= {"goals": asked.goals, "avoid": asked.avoid}
                limits = asked.limits.model_dump(exclude_none=True)
            case "allow-retake":
                changes["allow_retakes"] = True
            case "raise-cap" | "accept-recognition" | "offer-unit" | "add-place":
                return None
            case _:
                assert_never(change.kind)
    return address(question.replace(**changes, limits=limits))


def left_to(repair: Repair) -> str:
    """Say for whom it is to make a repair, where that is not the asker."""
    kinds = {change.kind for change in repair.changes}
    whose = []
    if kinds & {"raise-cap", "accept-recognition"}:
        whose.append("for the awarding organisation to agree")
    if kinds & {"offer-unit", "add-place"}:
        whose.append("for the centre to decide")
    return " and ".join(whose)
