"""A policy of recognition supposed to be another one than is published: accepting RPL, say.

Like an exception this changes data, never code, and every sentence that is cited from what was
changed says so.
"""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from catalogue.errors import UnitwiseError, did_you_mean
from catalogue.learner.waiving import excepted_by
from catalogue.policy import RECOGNITION, Cap, Recognition, contradictions, entry_for
from catalogue.qualification import Edition, Qualification
from catalogue.rules import Scope
from catalogue.units import Source

ANY = "any"
"""The name of all ways of recognition together."""

WAYS: tuple[str, ...] = (*(way.value for way in RECOGNITION), ANY)
"""The ways of recognition that a policy speaks of."""

_CAPS = ("credit", "units", "percent")

FIELDS: tuple[str, ...] = ("accepted", "currency_years", "gives", "not_to_groups", *_CAPS)
"""What may be supposed of a way: the last three are the measures of its caps."""


def supposed(
    qualification: Qualification, way: str, field: str, value: bool | int | str | None
) -> Qualification:
    """Return ``qualification`` with another policy for one ``way``, in all of its editions.

    ``field`` is one of :data:`FIELDS`. Null lifts a cap, or the limit of age in years; a value of
    ``not_to_groups`` names groups parted by commas. Exceptions that were made stay so: they are
    agreed whatever the policy is.

    Raises
    ------
    UnitwiseError
        If a policy cannot say that.
    """
    if field == "not_to_groups":
        groups = dict.fromkeys(g.id for e in qualification.editions for g, _ in e.every_group)
        for name in _names(value):
            if name not in groups:
                hint = did_you_mean(name, list(groups)) or f"known: {', '.join(groups)}"
                raise UnitwiseError(f"there is no group {name}; {hint}")
    editions = tuple(
        excepted_by(_changed(edition.original, way, field, value), edition.exceptions)
        for edition in qualification.editions
    )
    return qualification.model_copy(update={"editions": editions})


def _changed(edition: Edition, way: str, field: str, value: bool | int | str | None) -> Edition:
    entries: dict[str, Recognition] = {entry.way: entry for entry in edition.recognition}
    unsaid = Source(document="supposed here; the qualification says nothing of it")
    old = entry_for(edition.recognition, way, unsaid)
    said: dict[str, Any] = {**old.model_dump(), field: value}
    if field == "not_to_groups":
        known = {group.id for group, _ in edition.every_group}
        said[field] = [name for name in _names(value) if name in known]
    if field in _CAPS:
        del said[field]
        # Another cap takes the place of that on everything; to lift it lifts those on a part, too.
        within = Scope()
        kept = [
            cap
            for cap in old.caps
            if cap.measure != field or (value is not None and cap.of != within)
        ]
        try:
            fresh = [] if value is None else [Cap.model_validate(_cap(field, value))]
        except ValidationError as error:
            told = (
                "a percentage, a fraction such as 2/3" if field == "percent" else "a whole number"
            )
            raise UnitwiseError(f"a cap is {told}, or none") from error
        said["caps"] = [*kept, *fresh]
    years = entries[ANY].currency_years if ANY in entries and way != ANY else None
    if field == "currency_years" and value is None and years is not None:
        raise UnitwiseError(
            f"{way}: what is older than {years} years is too old by any way",
            hint=f"suppose that of any way away: {ANY}.currency_years=none",
        )
    told = f"{field.replace('_', ' ')} {'none' if value is None else value}"
    if isinstance(value, bool):
        told = "accepted" if value else "not accepted"
    said["says"] = f"{old.says} But supposed here: {told}."
    try:
        entries[way] = Recognition.model_validate(said)
    except ValidationError as error:
        told = error.errors(include_url=False)[0]["msg"]
        raise UnitwiseError(f"{field}: {told[:1].lower()}{told[1:]}") from error
    recognition = tuple(entries.values())
    worth = {u.reference: 0 if u.credit_unknown else u.credit for u in edition.units}
    for wrong in contradictions(recognition, worth):
        raise UnitwiseError(wrong.message)
    return edition.replace(recognition=recognition)


def _names(value: object) -> list[str]:
    """Names parted by commas; null is none of them."""
    return [] if value is None else [part.strip() for part in str(value).split(",")]


def _cap(measure: str, value: object) -> dict[str, object]:
    return {"measure": measure, "at_most": value}
