"""Words of Welsh on forms and in exports of centres in Wales, by the English word that is known."""

from __future__ import annotations

HEADINGS = {
    "uned": "unit", "unedau": "unit", "cyfeirnod": "reference", "rhif": "number", "cod": "code",
    "teitl": "title", "enw": "name", "cyfenw": "surname", "canlyniad": "result",
    "canlyniadau": "result", "statws": "status", "gradd": "grade", "marc": "mark",
    "dyddiad": "date", "cyflawni": "achieved", "cyflawnwyd": "achieved", "cwblhau": "completed",
    "cwblhawyd": "completed", "dyfarnu": "awarded", "dyfarnwyd": "awarded", "dechrau": "start",
    "cofrestru": "registration", "gorffen": "finish", "dysgwr": "learner", "dysgwyr": "learner",
    "ymgeisydd": "candidate", "myfyriwr": "student", "prentis": "apprentice",
    "asesydd": "assessor", "tiwtor": "tutor", "canolfan": "centre", "cymhwyster": "qualification",
    "cwrs": "course", "credyd": "credit", "credydau": "credit", "lefel": "level",
    "sylwadau": "comment", "targed": "target", "disgwyliedig": "expected",
}  # fmt: skip
"""Words of headings."""

OUTCOMES = {
    "cyflawni": "achieved", "gyflawni": "achieved", "cyflawnwyd": "achieved", "pasio": "passed",
    "basio": "passed", "llwyddo": "passed", "llwyddiannus": "successful", "teilyngdod": "merit",
    "rhagoriaeth": "distinction", "cwblhau": "completed", "gwblhau": "completed",
    "cwblhawyd": "completed", "dyfarnwyd": "awarded", "hawliwyd": "claimed", "methu": "failed",
    "methodd": "failed", "methwyd": "failed", "aflwyddiannus": "unsuccessful", "heb": "not",
    "gweill": "progress", "rhagddo": "progress", "anghyflawn": "incomplete",
    "gohiriwyd": "deferred", "absennol": "absent", "aros": "awaiting", "disgwyl": "awaiting",
    "cofrestrwyd": "registered", "tynnwyd": "withdrawn", "tynnu": "withdrawn",
    "tynnun": "withdrawn", "dim": "not", "gohirio": "deferred",
}  # fmt: skip
"""Words of outcomes."""

SMALL = frozenset(
    {"wedi", "wedii", "ei", "i", "yn", "y", "yr", "ar", "mynd", "am", "ol", "nol", "r"}
)
"""Words that say nothing of it themselves."""
