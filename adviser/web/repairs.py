"""A repair made: the question as it is once its changes are."""

from __future__ import annotations

from typing import Any

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
    agreed with the awarding organisation.
    """
    changes: dict[str, Any] = {}
    limits = question.limits.model_dump(exclude_none=True)
    for change in repair.changes:
        if (key := _GIVE_UP.get(change.kind)) is not None:
            kept = changes.get(key, getattr(question, key))
            changes[key] = tuple(text for text in kept if text != change.name)
        elif change.kind == "raise-limit":
            level = change.name == "highest_level"
            limits[change.name] = Level(int(change.after or 0)) if level else change.after
        elif change.kind in {"register-by", "register-from"}:
            changes["on"] = change.after
        elif change.kind == "estimate-hours":
            changes["unknown_glh"] = UnknownHours.ESTIMATE
        elif change.kind == "drop-hours":
            limits.pop("new_glh", None)
            kept_goals = changes.get("goals", question.goals)
            changes["goals"] = tuple(goal for goal in kept_goals if goal is not Goal.LEAST_GLH)
        elif change.kind == "drop-figures":
            asked = question.replace(**changes, limits=limits)
            asked = asked.without("credit" if change.name == "credit" else "level")
            changes |= {"goals": asked.goals, "avoid": asked.avoid}
            limits = asked.limits.model_dump(exclude_none=True)
        elif change.kind == "allow-retake":
            changes["allow_retakes"] = True
        else:
            return None
    return address(question.replace(**changes, limits=limits))
