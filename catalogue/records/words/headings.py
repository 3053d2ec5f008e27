"""What the heading of a column speaks of, by its words: any wording, no list of whole headings."""

from __future__ import annotations

import re
from functools import cache

from catalogue.records.words.outcomes import meaning
from catalogue.records.words.welsh import HEADINGS

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|%")

UNIT = {"unit", "module", "component", "subject", "urn", "ofqual", "qcf", "rqf", "mod"}
NUMBER = {"ref", "reference", "code", "number", "no", "num", "id", "accreditation", "identifier",
          "nr", "uan", "key"}  # fmt: skip
TITLE = {"title", "name", "description", "heading", "subject"}
DATE = {"date", "day", "dated", "on", "when", "dt"}
OUTCOME = {"status", "result", "outcome", "decision", "judgement", "judgment", "verdict", "state",
           "progress", "completion"}  # fmt: skip
GRADE = {"grade", "mark", "score", "grading"}
PERSON = {"learner", "learn", "candidate", "student", "apprentice", "trainee", "person", "pupil",
          "participant", "delegate", "employee", "member", "client", "uln", "uci", "attendee",
          "scholar", "enrolment", "registration", "cand", "stud", "people", "holder", "recipient",
          "applicant", "mentee", "coachee", "beneficiary", "owner"}  # fmt: skip
NAME_PART = {"forename", "surname", "firstname", "lastname", "forenames", "initial", "given",
             "family", "first", "last"}  # fmt: skip
NOT_THE_LEARNER = {"assessor", "tutor", "teacher", "trainer", "iqa", "iv", "eqa", "ev", "verifier",
                   "moderator", "employer", "mentor", "provider", "centre", "center", "school",
                   "college", "ukprn", "supervisor", "manager", "coach", "lecturer", "examiner",
                   "coordinator", "administrator", "by", "operator", "line", "contact", "signature",
                   "internal", "external", "verified", "sampled", "sampler", "staff",
                   "marker", "grader", "invigilator", "evaluator"}  # fmt: skip
JUDGES = {
    "by",
    "assessor",
    "verifier",
    "verified",
    "iqa",
    "iv",
    "eqa",
    "ev",
    "signature",
    "initial",
    "signatory",
    "examiner",
    "marker",
    "grader",
    "moderator",
    "evaluator",
    "assessed",
}
"""Words of headings below which somebody stands who has judged: where nobody does, perhaps none."""
PERHAPS_THE_LEARNER = {"staff", "contact"}
DOES = {"completed", "submitted", "taken", "achieved", "sat", "done", "evidence", "work",
        "produced", "written", "provided", "studied", "uploaded"}  # fmt: skip
"""What a learner does, so that who it was done by may be the learner."""

ORGANISATION = {"organisation", "organization", "body", "ao", "awarder", "org"}
QUALIFICATION = {"qualification", "course", "programme", "program", "framework", "qual", "aim",
                 "scheme", "pathway", "award"}  # fmt: skip
PART = {"criterion", "criteria", "element", "part", "assignment", "task", "lo", "los", "section",
        "paper", "question", "ac", "acs", "evidence", "activity", "assessment", "exam", "test",
        "topic", "elements", "portfolio", "observation", "discussion", "coursework", "practical",
        "theory", "project", "written", "oral", "viva", "knowledge", "skill",
        "behaviour"}  # fmt: skip
ATTEMPT = {"attempt", "sitting", "resit", "try", "sit", "series", "session", "term", "submission",
           "semester", "serie"}  # fmt: skip
TIME = {"autumn", "spring", "summer", "winter", "year", "month", "week", "first", "second", "third",
        "january", "june", "november"}  # fmt: skip
OTHER_DAY = {"start", "started", "begin", "began", "register", "registered", "registration",
             "enrol", "enrolled", "enrolment", "planned", "plan", "expected", "target", "due",
             "birth", "dob", "loaded", "load", "printed", "export", "exported", "modified",
             "updated", "update", "created", "last", "submission", "submitted", "induction",
             "review", "reviewed", "expiry", "deadline", "forecast", "predicted", "sampled",
             "iqa", "iv", "eqa", "ev", "payment", "invoice", "run", "report", "expire", "renewal",
             "valid"}  # fmt: skip
ACHIEVED_DAY = {"achieve", "achieved", "achievement", "ach", "award", "awarded", "complete",
                "completed", "completion", "certificate", "certificated", "certification",
                "certified", "claim", "claimed", "pass", "passed", "result", "finish", "finished",
                "attained", "conferred", "granted", "issued", "issue", "gained", "met"}  # fmt: skip
AGAINST_DAY = {"withdrawn", "withdrawal", "withdrew", "failed", "fail", "revoked", "void", "voided",
               "cancelled", "terminated", "left", "leaving", "suspended", "deferred",
               "discontinued", "referred", "rejected", "lapsed", "dropped"}  # fmt: skip
OF_A_DAY = DATE | UNIT | NUMBER | PERSON | ACHIEVED_DAY | {
    "dd", "mm", "yy", "yyyy", "d", "m", "y", "uk", "format", "utc", "gmt", "of", "in", "the", "for",
    "was", "is", "full", "fully", "final", "actual", "overall", "aim", "last", "outcome", "status",
    "end", "assessment", "cert", "certified", "body", "ao", "awarding", "organisation",
}  # fmt: skip
"""All that may stand beside the day of an achievement: beside any other word it may be a plan, or
the day of something else, and is asked."""

MEASURE = {"credit", "credits", "glh", "hour", "hours", "tqt", "level", "tut", "size", "points",
           "value", "ncf"}  # fmt: skip
IRRELEVANT = MEASURE | NOT_THE_LEARNER | {
    "type", "group", "method", "source", "year", "term", "mandatory", "optional", "core",
    "pathway", "version", "sector", "ssa", "comment", "comments", "note", "notes", "location",
    "site", "class", "age", "gender", "fee", "price", "cost", "mode", "delivery", "funded",
    "funding", "challenge", "email", "postcode", "phone", "ethnicity", "department", "area",
    "campus", "language", "cohort", "month", "period", "sequence", "row", "record", "line",
    "certificate", "file", "url", "link", "week", "specification", "spec", "order", "sort",
    "room", "venue", "block", "strand", "batch", "cert", "invoice",
}  # fmt: skip
"""Words of headings whose cells say nothing of what was achieved, nor by whom."""

MANNER = {"method", "type", "mode", "attendance", "funding", "funded", "delivery", "version",
          "sector", "age", "gender", "fee", "language", "specification", "spec"}  # fmt: skip
"""Words of headings below which a word such as full, part or current is none of an outcome."""

ATTRIBUTE = {"age", "gender", "postcode", "phone", "ethnicity", "status", "type", "group",
             "comment", "note", "signature", "level", "hour", "address", "mobile", "year",
             "funding", "support"}  # fmt: skip
"""What may be told of a person that says nothing of who it is."""

FREE_TEXT = {"comment", "note", "feedback", "remark", "comments", "notes", "observation"}
"""Words of headings below which people write what they like."""

FORECAST = {"predicted", "predict", "expected", "expect", "target", "forecast", "planned",
            "projected", "estimated", "anticipated", "intended", "aspirational", "proposed",
            "desired", "minimum", "likely", "potential", "working", "mock", "practice",
            "goal"}  # fmt: skip
"""What a grade or an outcome may be that has not come yet."""

RECOGNISED = {"exempt", "exempted", "exemption", "rpl", "apl", "transfer", "recognised"}
"""Words of a tick by which something may be achieved besides passing it: none is no failure."""

BEGINNING = {"start", "started", "begin", "began", "register", "registered", "registration",
             "enrol", "enrolled", "enrolment", "induction", "planned", "plan", "expected",
             "target", "due", "deadline", "forecast", "predicted"}  # fmt: skip
"""Words of the day on which something begins, or is to end."""

ON_OFFER = {"offered", "available", "enrolment", "enrol", "application", "prospectus", "syllabus",
            "timetable", "specification", "brochure", "option", "choice"}  # fmt: skip
"""Words above a list of units that anybody may take."""

STILL = {"submitted", "submission", "review", "reviewed", "next", "booked", "resubmission"}
"""Words of a day on which there is something to be judged yet."""

OTHER_SUBJECT = {"learner", "candidate", "student", "apprentice", "qualification", "programme",
                 "program", "course", "enrolment", "registration", "payment", "invoice", "funding",
                 "employment", "employer", "account", "centre", "apprenticeship", "framework",
                 "gateway", "epa", "reg", "entry", "dbs", "induction", "visa"}  # fmt: skip
"""What a status may be of that is no unit."""

ALSO_NAMES = {"mark", "day", "price", "june", "summer", "winter", "spring", "autumn", "page", "key",
              "holder", "week", "coach", "line", "given", "grant", "cost", "task", "term",
              "project", "class", "paper", "part", "body", "site"}  # fmt: skip
"""Words of headings that people are called as well: beside another word they may be a name."""


@cache
def words(heading: str) -> tuple[str, ...]:
    """Return the words of a heading in small letters, in the singular; also of ``AchDate``."""
    bare = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}][sr]?\\b", "", heading)
    written = (word.casefold() for word in _WORD.findall(bare))
    found = [HEADINGS.get(word, word) for word in written if word not in {"yr", "y"}]
    return tuple(
        word[:-1]
        if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))
        else word
        for word in found
    )


def speaks_of(heading: str, *subjects: set[str]) -> bool:
    """Whether a heading has a word of each of the subjects."""
    mine = set(words(heading))
    return all(
        mine & (subject | {one.removesuffix("s") for one in subject}) for subject in subjects
    )


_OF_A_TICK = {"status", "is", "was", "y", "n", "yes", "or", "tick", "if"}


_STAGE = ("start", "enrol", "regist", "submi", "book", "assign", "active", "requir", "need",
          "begun", "chosen", "select", "current", "plan", "target", "expect", "predict",
          "forecast", "assess")  # fmt: skip
"""How words begin of what comes before an achievement: no tick below them is for or against it."""


@cache
def sense(heading: str) -> bool | None:
    """Return what a tick under a heading says: achieved, not achieved, or nothing that is known."""
    of_outcome = [one for one in words(heading) if one not in DATE | UNIT | _OF_A_TICK]
    return meaning(" ".join(of_outcome)) if of_outcome and not is_stage(heading) else None


def is_stage(heading: str) -> bool:
    """Whether a heading speaks of nothing but a stage that comes before an achievement."""
    said = [one for one in words(heading) if one not in DATE | UNIT | _OF_A_TICK]
    return bool(said) and all(one.startswith(_STAGE) for one in said)


def is_other_day(heading: str) -> bool:
    """Whether a heading speaks of the day of a beginning, of a plan, or of the file itself."""
    return speaks_of(heading, OTHER_DAY) and not speaks_of(
        heading, NUMBER | MEASURE | {"status", "by"}
    )


_PART_NAME = re.compile(
    r"(?:(?:LO|AC|PC|Q|[PMD])[ -]?\d+(?:\.\d+)*[a-z]?|(?:Learning outcome|Outcome|Part|Element"
    r"|Criteri(?:on|a)|Task|Assignment|Paper|Exam|Test|Question|Section|Assessment|Activity|Essay"
    r"|Report|Project|Portfolio|Observation)[ .-]{0,2}(?:\d+(?:\.\d+)*[a-z]?|[A-F])"
    r"|\d{1,2}\.\d{1,2}[a-z]?)(?:\s*(?:of|/)\s*\d{1,2})?",
    re.IGNORECASE | re.ASCII,
)


@cache
def names_part(text: str) -> bool:
    """Whether a text names one part of a unit by its number, such as LO2, 1.3 or Assignment B."""
    return _PART_NAME.fullmatch(text) is not None


@cache
def is_kind_of_part(heading: str) -> bool:
    """Whether a heading speaks of nothing but a kind of part of a unit, such as an exam."""
    mine = set(words(heading))
    return bool(mine & (PART - {"assessment"})) and mine <= PART | {"result", "outcome", "final"}


def is_pass_mark(heading: str) -> bool:
    """Whether a heading speaks of the least mark that is a pass."""
    mine = set(words(heading))
    least = mine & {"pass", "passing", "threshold", "boundary"}
    return bool(mine & GRADE and least) and not pass_mark_in(heading)


FINAL = 9
"""The turn of the last word on something."""

_TURNS = {
    "first": 1, "1": 1, "initial": 1, "original": 1, "interim": 1, "formative": 1, "1st": 1,
    "second": 2, "2": 2, "resit": 2, "retake": 2, "resubmission": 2, "resubmitted": 2, "nd": 2,
    "third": 3, "3": 3, "rd": 3, "fourth": 4, "4": 4, "final": FINAL, "summative": FINAL,
    "appeal": FINAL + 1,
}  # fmt: skip
_BESIDE_A_TURN = OUTCOME | GRADE | UNIT | ATTEMPT | {"st", "nd", "rd", "th", "assessment", "sit"}


@cache
def turn_of(heading: str) -> int | None:
    """Return which attempt a heading speaks of, and of nothing else: 1 for a plain outcome."""
    mine = [one for one in words(heading) if one not in {"of", "the", "no", "number"}]
    if not mine or any(one not in _TURNS and one not in _BESIDE_A_TURN for one in mine):
        return None
    turns = [_TURNS[one] for one in mine if one in _TURNS]
    if not turns:
        plain = set(mine) & (OUTCOME | GRADE) and not set(mine) & (ATTEMPT | {"status", "state"})
        return 1 if plain else None
    return max(turns)


_PASS_MARK = re.compile(r"pass(?: ?mark)?\W{0,4}(\d{1,3} ?%?)", re.IGNORECASE | re.ASCII)


@cache
def pass_mark_in(heading: str) -> str:
    """Return the least mark that is a pass, where a heading of marks has it, or nothing."""
    found = _PASS_MARK.search(heading)
    return found[1] if found and set(words(heading)) & GRADE else ""


_GIVEN = {"mark", "june", "grant", "summer", "autumn"}
_FAMILY = {"day", "price", "page", "key", "holder", "winter", "summer", "body", "given", "grant"}


@cache
def told_by(heading: str, vocabulary: frozenset[str]) -> frozenset[str]:
    """Return the words of a vocabulary that a heading has, without those of a likely name.

    ``Mark Smith`` is no mark: beside a word of no vocabulary such a word may be a name, and so is
    ``Mark Day``, of two that people are called.
    """
    match words(heading):
        case (first, last) if first in _GIVEN and last in _FAMILY:
            return frozenset()
    mine = {one for one in words(heading) if len(one) > 1}
    known = mine & vocabulary
    return frozenset() if mine - known and known <= ALSO_NAMES else frozenset(known)


_COLOURS = {"red", "amber", "green", "yellow", "orange", "blue", "purple", "grey", "gray", "r", "a",
            "g", "bold", "italic"}  # fmt: skip


def is_colour(text: str) -> bool:
    """Whether a cell says no more than a look, which somebody means and no other can know."""
    said = text.casefold().split(", ")
    return all(one in _COLOURS or one.startswith("colour ") for one in said)
