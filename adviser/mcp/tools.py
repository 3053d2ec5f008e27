"""The tools: one for each operation of the API, and two that show what there is to ask about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from adviser.asking.faults import Fault, NotUnderstood
from adviser.web.body import NoJson, read_json
from adviser.web.openapi import body_schema, summary
from adviser.web.operations import OPERATIONS, Operation, Service
from adviser.web.placed import told
from catalogue import Qualification, UnitwiseError, UnknownQualification

LARGEST = 1 << 20
"""Signs of the arguments of one call as JSON, inclusive."""

_NAME = {
    "type": "string",
    "description": "the qualification: its number, short name or words of its title",
}

INSTRUCTIONS = (
    "Unitwise answers questions about the rules of combination of UK vocational qualifications:"
    " which units to take, what a record is worth, why something cannot be. Every answer is proven"
    " and rechecked; 'conflict' is a proof that nothing fits, with what would mend it, and"
    " 'undecided' means that time ran out, never that it is impossible. Hours that nobody knows are"
    " null, never 0. Begin with 'catalogue'; 'plan' gives the best choice of units; 'on' is the"
    " learner's date of registration, which must be asked for and not assumed."
)
"""What an assistant is told before it asks."""

LISTING = "Every qualification that can be asked about: name, number, title, level, credit, hours."
READING = "One qualification in full: its units, groups and rules, each with its source."


@dataclass(frozen=True)
class Tool:
    """One tool: its name, what it does, and what it is asked with, as a JSON Schema."""

    name: str
    words: str
    schema: Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """What a call gives: a JSON document, or what was wrong with the call as another."""

    text: str
    failed: bool = False


def tools() -> tuple[Tool, ...]:
    """Return every tool, in the order in which they are worth knowing."""
    nothing = {"type": "object", "properties": {}, "additionalProperties": False}
    named = {**nothing, "properties": {"qualification": _NAME}, "required": ["qualification"]}
    return (
        Tool("catalogue", LISTING, nothing),
        Tool("qualification", READING, named),
        *(Tool(one.name, summary(one), _schema(one)) for one in OPERATIONS),
    )


def _schema(operation: Operation) -> dict[str, Any]:
    schema = body_schema(operation)
    if operation.of_one:
        schema["properties"] = {"qualification": _NAME, **schema["properties"]}
        schema["required"] = ["qualification", *schema.get("required", [])]
    return schema


def known(name: str) -> bool:
    """Whether a tool is called so."""
    return any(one.name == name for one in tools())


def called(service: Service, name: str, arguments: Mapping[str, Any]) -> Result:
    """Return what the tool ``name`` gives; an answer has the bytes that ``--json`` prints.

    Nothing that was asked wrongly is raised: it is a result that says what and where, with the
    nearest word that would have been understood.
    """
    try:
        return Result(_answer(service, name, _read(arguments)))
    except NoJson as error:
        return _wrong([Fault(str(error))])
    except NotUnderstood as error:
        return _wrong(error.faults)
    except UnitwiseError as error:
        return _wrong([Fault(str(error), hint=error.hint)])


def _read(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments, held against the same bounds as a body that comes over HTTP."""
    try:
        text = json.dumps(arguments)
    except (ValueError, RecursionError) as error:
        raise NoJson("the arguments are no JSON") from error
    if len(text) > LARGEST:
        raise NoJson("the arguments are larger than 1 MiB")
    return read_json(text.encode())


def _answer(service: Service, name: str, data: dict[str, Any]) -> str:
    if name == "catalogue":
        _nothing_else(data)
        return _listing(service)
    if name == "qualification":
        subject = _subject(service, data)
        _nothing_else(data)
        return str(subject.with_units.model_dump_json(indent=2, by_alias=True)) + "\n"
    operation = next(one for one in OPERATIONS if one.name == name)
    about = _subject(service, data) if operation.of_one else None
    answer = operation.call(service, about, data)
    return str(answer.model_dump_json(indent=2)) + "\n"


def _listing(service: Service) -> str:
    from catalogue.files.listing import SHIPPED, document, listed

    made = document([listed(one) for one in service.subjects], [SHIPPED])
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _subject(service: Service, data: dict[str, Any]) -> Qualification:
    named = data.pop("qualification", None)
    if not isinstance(named, str) or not named.strip():
        words = "qualification is missing: its number, short name or words of its title"
        raise NotUnderstood([Fault(words, ("qualification",), hint="'catalogue' lists them")])
    try:
        found = service.library.find(named)
        if found not in service.subjects:
            raise UnknownQualification(f"{found.title} is not offered here")
    except UnitwiseError as error:
        raise NotUnderstood([Fault(str(error), ("qualification",), hint=error.hint)]) from error
    return found


def _nothing_else(data: Mapping[str, Any]) -> None:
    if data:
        raise NotUnderstood([Fault(f"unknown key {key[:60]!r}", (key,)) for key in data])


def _wrong(faults: Iterable[Fault]) -> Result:
    errors = [told(fault) for fault in faults]
    return Result(json.dumps({"errors": errors}, indent=2, ensure_ascii=False) + "\n", failed=True)
