"""What the columns and keys of a learner's record may be called, in any case and order."""

from __future__ import annotations

from catalogue.cells import plain

COLUMNS: dict[str, tuple[str, ...]] = {
    "unit": (
        "unit", "unit reference", "unit ref", "reference", "ref", "urn", "unit code", "code",
        "unit number", "unit no", "unit reference number", "ofqual reference", "unit id",
    ),
    "award": ("award", "outside award", "external award", "other award"),
    "title": ("title", "unit title", "unit name", "name", "description"),
    "achieved": (
        "achieved", "date", "date achieved", "achieved on", "achievement date",
        "date of achievement", "date completed", "completed", "completion date", "award date",
        "date awarded", "claim date",
    ),
    "awarding_organisation": (
        "awarding organisation", "awarding organization", "awarding body", "ao", "body",
        "awarded by", "awarding org",
    ),
    "route": ("route", "how", "method", "type of evidence"),
}  # fmt: skip
"""What a column or key of an achievement may be called, with any signs in between."""

REGISTERED: dict[str, tuple[str, ...]] = {
    "qualification": ("qualification", "programme", "course"),
    "on": ("on", "date", "registered", "registered on", "registration date",
           "date of registration", "start date"),
}  # fmt: skip
"""The same for the keys of a registration."""


def _with(nouns: str, before: str) -> tuple[str, ...]:
    """Each of the nouns, alone and with each word that may stand before it."""
    return tuple(
        f"{word} {noun}".strip() for noun in nouns.split(", ") for word in ("", *before.split(", "))
    )


OUTCOMES: dict[str, tuple[str, ...]] = {
    "outcome": (
        *_with(
            "status, result, outcome",
            "unit, achievement, completion, assessment, aim, current, final, overall",
        ),
        "pass fail", "pass or fail",
    ),
    "grade": _with("grade, mark, score", "unit, achievement, assessment, final, overall"),
}  # fmt: skip
"""The same for what came of it. A grade need not say whether something was achieved."""

_PEOPLE = ("learner", "candidate", "student", "apprentice", "trainee")
_NAMES = ("first name", "forename", "given name", "surname", "last name", "family name")
_NUMBERS = ("id", "ref", "reference", "reference number", "ref number", "ref no", "number", "no",
            "code", "uln")  # fmt: skip

LEARNERS: dict[str, tuple[str, ...]] = {
    "learner": (
        *(f"{one} {name}" for one in _PEOPLE for name in ("", "name", "full name")), "full name",
    ),
    "part_of_name": (*(f"{one} {name}" for one in _PEOPLE for name in _NAMES), *_NAMES),
    "learner_number": (
        *(f"{one} {number}" for one in _PEOPLE for number in _NUMBERS),
        "uln", "unique learner number", "unique learner no", "learn ref number", "uci",
        "registration number", "registration no", "enrolment number", "enrolment no",
    ),
}  # fmt: skip
"""The same for whose achievements they are."""


ASKED: dict[str, tuple[str, ...]] = {
    "to": ("to", "target", "target qualification", "qualification wanted"),
    "on": (
        "registered", "registered on", "registration", "registration date",
        "date of registration", "date registered",
    ),
    "want": ("want", "wants", "wanted", "wish", "wishes", "wanted units"),
    "avoid": ("avoid", "avoids", "refuse", "refuses", "refused", "not wanted"),
    "prefer": ("prefer", "prefers", "preferred", "preference", "preferences"),
    "new_glh": ("max glh", "max new glh", "most glh", "new glh at most"),
    "new_credit": ("max credit", "max new credit", "most credit", "new credit at most"),
    "new_units": ("max units", "max new units", "most units", "new units at most"),
    "surplus_credit": ("max surplus", "most surplus"),
    "highest_level": ("max level", "highest level"),
    "new_pence": ("max cost", "most cost", "budget"),
}  # fmt: skip
"""What a column of what is asked may be called, by the key of a question, limits included."""


def by_name(columns: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Return what each of the names means, by its letters and digits."""
    return {plain(name): key for key, names in columns.items() for name in names}


KEYS = by_name(COLUMNS)
OUTCOME_KEYS = by_name(OUTCOMES)
LEARNER_KEYS = by_name(LEARNERS)
ASKED_KEYS = by_name(ASKED)
TABLE = {**KEYS, **OUTCOME_KEYS, **LEARNER_KEYS}
"""What each column of a table may be, by the letters and digits of its name."""
