"""The description of the API, made from the table of operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from adviser.asking.question_file import question_schema
from adviser.web.operations import OPERATIONS, Operation

PROBLEM = "application/problem+json"
"""The kind of an answer that tells what is wrong (RFC 9457)."""

_FAULT = {
    "type": "object",
    "required": ["place", "message"],
    "properties": {
        "place": {"type": "array", "description": "the keys that lead to the value"},
        "message": {"type": "string"},
        "hint": {"type": "string"},
        "nearest": {"type": "string", "description": "what was probably meant"},
    },
}


def description(version: str, names: Sequence[str] = ()) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document; ``names`` are those of the qualifications, as examples."""
    schemas: dict[str, Any] = {
        "Problem": {
            "type": "object",
            "required": ["type", "title", "status"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "errors": {"type": "array", "items": _FAULT},
            },
        }
    }
    paths: dict[str, Any] = {
        "/api/v1/catalogue": _reading("Every qualification.", "catalogue"),
        "/api/v1/qualifications/{name}": _reading("One qualification in full.", "qualification"),
    }
    for operation in OPERATIONS:
        where = f"/api/v1/qualifications/{{name}}/{operation.name}"
        if not operation.of_one:
            where = f"/api/v1/{operation.name}"
        paths[where] = {"post": _asking(operation, schemas)}
    for where, item in paths.items():
        if "{name}" in where:
            item["parameters"] = [
                {
                    "name": "name",
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "examples": list(names)},
                    "description": "a number, a short name or words of the title",
                }
            ]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Unitwise", "version": version},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _reading(words: str, name: str) -> dict[str, Any]:
    answer = {"description": words, "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "get": {
            "operationId": f"get_{name}",
            "summary": words,
            "responses": {"200": answer, **_UNCHANGED, **_problems()},
        }
    }


def _asking(operation: Operation, schemas: dict[str, Any]) -> dict[str, Any]:
    made = TypeAdapter(operation.answer).json_schema(
        mode="serialization", ref_template="#/components/schemas/{model}"
    )
    schemas.update(made.pop("$defs", {}))
    name = operation.name.capitalize()
    schemas[f"{name}Answer"] = made
    body = _moved(body_schema(operation))
    schemas.update(body.pop("$defs", {}))
    schemas[f"{name}Body"] = body
    told = summary(operation)
    return {
        "operationId": operation.name,
        "summary": told,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _ref(f"{name}Body")}},
        },
        "responses": {
            "200": {
                "description": told,
                "content": {"application/json": {"schema": _ref(f"{name}Answer")}},
            },
            **(_UNCHANGED if operation.lasting else {}),
            **_problems(),
        },
    }


_UNCHANGED = {"304": {"description": "the answer that If-None-Match names by its ETag still holds"}}


def summary(operation: Operation) -> str:
    """Return what an operation gives, in a sentence."""
    return " ".join(str(operation.call.__doc__).split())


def body_schema(operation: Operation) -> dict[str, Any]:
    """Return the JSON Schema of what an operation is asked with."""
    keys: dict[str, Any] = dict(operation.keys)
    required: list[str] = []
    parts: dict[str, Any] = {}
    if operation.question:
        question = question_schema()
        parts = {"$defs": question.pop("$defs", {})}
        keys = {**question["properties"], **keys, **_learner()}
        keys.pop("qualification", None)
        required = ["on"]
    elif operation.name == "bounds":
        required = ["on"]
    body = {"type": "object", "properties": keys, "additionalProperties": False, **parts}
    if required:
        body["required"] = required
    return body


def _learner() -> dict[str, Any]:
    return {
        "held": {"type": "array", "items": {"type": "string"}, "description": "REF or REF@DATE"},
        "record": {"type": "object", "description": "a record, as its schema has it"},
        "as_of": {"type": "string", "description": "when the age of achievements is judged"},
        "no_exceptions": {"type": "boolean"},
    }


def _problems() -> dict[str, Any]:
    content = {"content": {PROBLEM: {"schema": _ref("Problem")}}}
    words = {
        "400": "the body cannot be read",
        "404": "there is no such thing",
        "405": "another method is wanted",
        "413": "the body is too large",
        "415": "the body is not JSON",
        "422": "something in the body means nothing",
        "503": "too many ask at once",
    }
    return {status: {"description": told, **content} for status, told in words.items()}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _moved(part: Any) -> Any:
    """The same with references into the components."""
    if isinstance(part, dict):
        return {
            key: value.replace("#/$defs/", "#/components/schemas/")
            if key == "$ref" and isinstance(value, str)
            else _moved(value)
            for key, value in part.items()
        }
    return [_moved(one) for one in part] if isinstance(part, list) else part
