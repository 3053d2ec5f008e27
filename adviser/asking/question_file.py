"""A question as a YAML file: read with all its faults at once, written to be read by people."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from adviser.asking.exceptions import about, read_exceptions
from adviser.asking.faults import Fault, NotUnderstood, Trouble
from adviser.asking.notes import Tell, silent
from adviser.asking.offering import take_offer
from adviser.asking.written import GOALS, UNKNOWN_HOURS, apart, seconds
from catalogue import Catalogue, Edition, Qualification, Unit, UnitwiseError, edition_for
from catalogue.errors import did_you_mean
from catalogue.files.pages import Pages, read_pages, shortened
from catalogue.inconsistency import Location
from catalogue.learner.record import LearnerRecord
from catalogue.learner.waiving import waived
from catalogue.waiver import Waiver
from solver import Question, understand
from solver.question import MOST_WEIGHT

_KEYS = ("qualification", *Question.model_fields, "exceptions")


@dataclass(frozen=True)
class QuestionFile:
    """What a file says, as plain data, with its lines; both empty where there is no file.

    ``exceptions`` are those that the file says were agreed for the learner, whichever
    qualification they are about.
    """

    data: Mapping[str, Any]
    pages: Pages | None
    exceptions: tuple[Waiver, ...] = ()

    def subject(
        self,
        name: str,
        library: Catalogue,
        exceptions: bool = True,
        supposed: Callable[[Qualification], Qualification] = lambda one: one,
        tell: Tell = silent,
    ) -> Qualification:
        """Return the qualification that is named, with its exceptions made unless unwanted.

        ``supposed`` changes it before they are. What is odd about them is told, if they are from a
        file.

        Raises
        ------
        UnitwiseError
            If the name means none or several, or an exception does not fit.
        """
        found = supposed(library.find(name))
        if not exceptions:
            return found
        heard = silent if self.pages is None else tell
        made = about(found, self.exceptions, library, "the question", self.pages, heard)
        return waived(found, made)

    def understood(
        self,
        data: Mapping[str, Any],
        subject: Qualification,
        units: Mapping[str, Unit],
        trouble: Trouble,
    ) -> tuple[Question, Edition]:
        """Return the question that ``data`` put to ``subject``, and the edition it is about.

        Its wishes are in their one written form: ``r5062179`` has become ``R/506/2179``.

        Raises
        ------
        NotUnderstood
            With one line for everything that means nothing.
        NoEdition
            If the qualification has no edition for the date.
        """
        data = dict(data)
        take_offer(data, units, trouble, self.pages)
        question = validated(data, trouble)
        try:
            edition = edition_for(subject, question.edition, question.on)
        except UnitwiseError:
            trouble.stop()
            raise
        wishes, problems = understand(edition, question, units)
        for problem in problems:
            trouble.at(problem.where, problem.message)
        trouble.stop()
        prefer: Counter[str] = Counter()
        for wish, weight in wishes.prefer:
            prefer[wish.text] += weight
        for text, weight in prefer.items():
            if abs(weight) > MOST_WEIGHT:
                message = f"the weights for {text} add up to {weight}; {_ASKED_FOR['prefer']}"
                trouble.faults.append(Fault(message, ("prefer", text)))
        trouble.stop()
        written = question.replace(
            want=[wish.text for wish in wishes.want],
            avoid=[wish.text for wish in wishes.avoid],
            prefer=dict(prefer),
        )
        return written, edition


def edition_apart(data: dict[str, Any], name: str, trouble: Trouble) -> str:
    """Return the qualification of ``NAME@EDITION``; the edition is put into ``data``."""
    words, label = apart(name)
    if label is not None:
        if (other := data.get("edition")) is not None and other != label:
            trouble.add(
                name, f"another edition is asked for, too: {shortened(other)}", ("edition",)
            )
        data["edition"] = label
        trouble.options.setdefault(("edition",), name)
    return words


def read_question(path: Path, trouble: Trouble, beside: Sequence[str] = ()) -> QuestionFile:
    """Read a question file as plain data; unknown keys are noted in ``trouble``.

    Keys ``beside`` those of a question are left to the caller.

    Raises
    ------
    NotUnderstood
        If it is no YAML of the plain kind.
    """
    pages = read_pages(path)
    if isinstance(pages, list):
        hint = "" if path.exists() else "'unitwise suggest QUALIFICATION --save FILE' writes one"
        raise NotUnderstood([Fault(str(fault)) for fault in pages], hint=hint)
    if not isinstance(pages.data, dict):
        wrong = pages.fault((), "a question file is a mapping of keys to values")
        raise NotUnderstood([Fault(str(wrong))])
    trouble.pages = pages
    own = {key: value for key, value in pages.data.items() if key not in beside}
    data = known_keys(own, trouble)
    return QuestionFile(data, pages, take_exceptions(data, trouble))


def take_exceptions(data: dict[str, Any], trouble: Trouble) -> tuple[Waiver, ...]:
    """Take the exceptions out of the data of a question; what is wrong is noted in ``trouble``."""
    if "exceptions" not in data:
        return ()
    found, faults = read_exceptions(data.pop("exceptions"), trouble.pages)
    trouble.faults += [Fault(fault, ("exceptions",)) for fault in faults]
    return found


def known_keys(written: Mapping[str, Any], trouble: Trouble) -> dict[str, Any]:
    """Return what a question can have of ``written``; the rest is noted in ``trouble``."""
    data = {}
    for key, value in written.items():
        if key in _KEYS:
            data[key] = value
        elif key == "$schema":  # for editors; it says nothing about the question
            continue
        else:
            hint = did_you_mean(key, _KEYS)
            if key == "record":
                hint = "what is held in the file of a session: 'load FILE' in 'unitwise explore'"
            if key in LearnerRecord.model_fields:
                hint = "a learner's record has that: give it as --record FILE"
            trouble.at((key,), f"unknown key {key!r}" + (hint and f"; {hint}"))
    if not isinstance(data.get("qualification", ""), str):
        trouble.at(("qualification",), "the qualification is a number, short name or words")
    if isinstance(limit := data.get("time_limit"), str):
        data["time_limit"] = seconds(limit)
    return data


def validated(data: Mapping[str, Any], trouble: Trouble) -> Question:
    """Return the question, leaving out (and noting) every part that is not valid."""
    kept: dict[str, Any] = dict(data)
    while True:
        try:
            return Question.model_validate(kept)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                where = _within(kept, tuple(step for step in item["loc"] if step != "[key]"))
                trouble.at(where, _words(item, where))
            for key in {item["loc"][0] for item in error.errors(include_url=False)}:
                parts = [
                    i["loc"][1] for i in error.errors() if i["loc"][:1] == (key,) and i["loc"][1:]
                ]
                kept = _without(kept, str(key), parts)


def _without(data: Mapping[str, Any], key: str, parts: list[Any]) -> dict[str, Any]:
    """The data without the faulty parts of a list or mapping, or without the key at all."""
    value = data[key]
    rest = {k: v for k, v in data.items() if k != key}
    if isinstance(value, dict) and parts:
        return {**rest, key: {k: v for k, v in value.items() if k not in parts}}
    if key == "on":
        from datetime import date

        return {**rest, key: date.today().isoformat()}
    return rest


def _within(data: Any, where: Location) -> Location:
    """As much of ``where`` as the data has."""
    at: Location = ()
    for step in where:
        known = (
            data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
        )
        if step not in known:
            break
        at, data = (*at, step), data[step]
    return at


_ASKED_FOR = {
    "limits": "a limit is a whole number from 0 to 1,000,000",
    "offer": "an offer is a mapping with 'units'",
    "prefer": f"a weight is a whole number from {-MOST_WEIGHT} to {MOST_WEIGHT}",
    "on": "a date is written as 2024-06-03, 3/6/2024 or June 2024",
    "time_limit": "the time limit is a number of seconds above 0, at most 86400",
    "want": "a wish is a unit, group:B, level:5 or words of a title",
    "avoid": "a wish is a unit, group:B, level:5 or words of a title",
    "pathway": "a pathway is the id of a rule",
    "edition": "an edition is named by its label, or words of it",
    "goals": "goals are a list of names",
}


_SHAPES = {
    "tuple_type": "is a list",
    "model_type": "is a mapping of names to values",
    "dict_type": "is a mapping of names to values",
}


def _words(item: Mapping[str, Any], where: Location) -> str:
    key = str(where[0]) if where else ""
    if item["type"] == "extra_forbidden":
        return f"unknown key {item['loc'][-1]!r}"
    if item["type"] == "too_long":
        most = item["ctx"]["max_length"]
        return f"{key} has more than {most} entries, which is the most that one question may have"
    if len(where) == 1 and item["type"] in _SHAPES:
        return f"{key} {_SHAPES[item['type']]}, not {shortened(item['input'])}"
    if key in {"goals", "unknown_glh"} and isinstance(item["input"], str):
        known = GOALS if key == "goals" else UNKNOWN_HOURS
        hint = did_you_mean(item["input"], known) or f"known: {', '.join(known)}"
        return f"there is no {'goal' if key == 'goals' else 'way'} {item['input']!r}; {hint}"
    if where[-1:] == ("new_pence",):
        return f"a limit on cost is a whole number of pence, not {shortened(item['input'])}"
    if where[-1:] == ("highest_level",):
        return "a level is Entry 1, Entry 2, Entry 3 or a number from 1 to 12"
    if key in _ASKED_FOR:
        return f"{_ASKED_FOR[key]}, not {shortened(item['input'])}"
    return f"{key}: {item['msg']}"


def question_schema() -> dict[str, Any]:
    """Return the JSON Schema of a question file."""
    schema = Question.model_json_schema(mode="validation")
    naming = {"type": "string", "description": "a number, a short name or words of the title"}
    record = LearnerRecord.model_json_schema(mode="validation")
    exceptions = {"exceptions": record["properties"]["exceptions"]}
    schema["properties"] = {"qualification": naming, **schema["properties"], **exceptions}
    schema["$defs"] = {**schema.get("$defs", {}), "Waiver": record["$defs"]["Waiver"]}
    schema["required"] = [key for key in schema["required"] if key != "on"]
    return schema


_COMMENTS = {
    "on": "the date of registration",
    "edition": "its label, whatever the date",
    "goals": "what is best, in this order",
    "want": "at least one of each of these must be in",
    "avoid": "none of these may be in",
    "prefer": "weights",
    "pathway": "sub-rules that must hold",
    "limits": "the most of each, inclusive",
    "unknown_glh": "units with unknown hours: leave-out, estimate or refuse",
    "offer": "what the centre delivers: nothing else is studied",
    "allow_retakes": "whether what is held and current may be studied again",
    "time_limit": "seconds",
}


def write_question(
    subject: Qualification,
    question: Question,
    exceptions: Sequence[Waiver] = (),
    folder: Path | None = None,
) -> str:
    """Return a question as YAML with comments; reading it again gives the same question.

    An offer is named by its file, as it is found from the ``folder`` that the question goes into;
    one that came without a name is written out.
    """
    lines = [
        "# A question for unitwise: unitwise suggest --question FILE",
        "# Its schema is urn:unitwise:schema:question, which 'unitwise schema question' prints.",
        f"qualification: {subject.short_name}  # {subject.title}",
    ]
    for key, value in question.model_dump(mode="json").items():
        comment = _COMMENTS[key]
        if key == "offer" and question.offer is not None:
            if not (value := question.offer.name):
                units = json.dumps(question.offer.model_dump(exclude_defaults=True))
                lines.append(f"{key}: {units}  # {comment}")
                continue
            if folder is not None:
                value = os.path.relpath(value, folder)
        if isinstance(value, dict):
            value = {name: amount for name, amount in value.items() if amount is not None}
        if value in ([], {}, None) or value is False:
            continue
        if isinstance(value, list):
            lines += [f"{key}:  # {comment}", *(f"  - {_scalar(item)}" for item in value)]
        elif isinstance(value, dict):
            lines.append(f"{key}:  # {comment}")
            lines += [f"  {_scalar(name)}: {_scalar(item)}" for name, item in value.items()]
        else:
            lines.append(f"{key}: {_scalar(value)}  # {comment}")
    if exceptions:
        lines.append("exceptions:  # agreed in writing, for this learner alone")
    for waiver in exceptions:
        said = waiver.model_dump(mode="json", exclude_none=True).items()
        pairs = [f"{key}: {_scalar(value)}" for key, value in said]
        lines += [f"  {' ' if number else '-'} {pair}" for number, pair in enumerate(pairs)]
    return "\n".join(lines) + "\n"


def _scalar(value: Any) -> str:
    """A value as YAML: words of plain letters as they are, anything else in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value).removesuffix(".0")
    plain = value.replace(" ", "").replace("-", "").replace("/", "").replace("_", "")
    words = {"true", "false", "null"}
    if plain.isalnum() and plain.isascii() and value[0].isalpha() and value not in words:
        return value
    return json.dumps(value, ensure_ascii=False)


__all__ = [
    "QuestionFile",
    "known_keys",
    "question_schema",
    "read_question",
    "take_exceptions",
    "write_question",
]
