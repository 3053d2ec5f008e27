"""JSON Schemas as they are printed: with an ``$id``, and with what every key means."""

from __future__ import annotations

from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, create_model

from adviser.cli.meanings import MEANINGS
from catalogue.files.listing import Listed
from catalogue.files.schema import MEANINGS as OF_FILES

PREFIX = "urn:unitwise:schema:"
"""What the ``$id`` of every schema begins with; its name follows."""


def schema_id(name: str) -> str:
    """Return the ``$id`` of the schema of a name."""
    return f"{PREFIX}{name}"


def described(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema with its ``$id`` and with a meaning for every key that has none yet."""
    definitions = schema.get("$defs", {})
    for model, definition in {**definitions, str(schema.get("title", name)): schema}.items():
        for key, value in definition.get("properties", {}).items():
            if "description" not in value and (meaning := _meaning(model, key)):
                value["description"] = meaning
    dialect = {key: schema[key] for key in ("$schema",) if key in schema}
    return {**dialect, "$id": schema_id(name), **schema}


def _meaning(model: str, key: str) -> str | None:
    return MEANINGS.get(f"{model}.{key}") or MEANINGS.get(key)


def with_file_meanings(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the keys of models that files have as well the meaning that they have there."""
    for model, definition in {**schema.get("$defs", {}), str(schema.get("title")): schema}.items():
        for key, value in definition.get("properties", {}).items():
            if meaning := OF_FILES.get(model, {}).get(key):
                value["description"] = meaning
    return schema


def with_ids(schema: dict[str, Any]) -> dict[str, Any]:
    """Let each answer of a batch have the id of its line, which it need not."""
    for reference in schema["discriminator"]["mapping"].values():
        answer = schema["$defs"][reference.rpartition("/")[2]]
        answer["properties"]["id"] = {
            "type": ["string", "integer"],
            "description": "that of the line that was asked, where it has one",
        }
    return schema


def list_model() -> type[BaseModel]:
    """Return a model of what ``catalogue list --json`` prints."""
    columns: dict[str, Any] = {key: (of, ...) for key, of in get_type_hints(Listed).items()}
    row: Any = create_model("Listed", **columns)
    keys: dict[str, Any] = {
        "version": (Literal[1], ...),
        "answer": (Literal["catalogue"], ...),
        "digest": (str, ...),
        "qualifications": (list[row], ...),
    }
    made: type[BaseModel] = create_model("List", **keys)
    return made
