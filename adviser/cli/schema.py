"""``unitwise schema``: the JSON Schema of what unitwise reads and prints."""

from __future__ import annotations

import json
from typing import Any

import click

NAMES = ("check", "qualification", "question", "suggest", "tradeoff", "units", "why")
"""The documents that have a schema; a test holds this list against what is printed."""


@click.command("schema")
@click.argument("name", type=click.Choice(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of a document: what --json prints, or what a catalogue file holds.

    \b
    unitwise schema suggest          the answer of 'suggest --json'
    unitwise schema qualification    a qualification file of a catalogue
    """
    from pydantic import TypeAdapter

    from catalogue.qualification import Qualification
    from catalogue.reading import UnitsFile
    from solver import Answer, AuditAnswer, Question, TradeoffAnswer, WhyAnswer

    adapter: TypeAdapter[object]
    printed: dict[str, Any] = {
        "check": AuditAnswer,
        "suggest": Answer,
        "tradeoff": TradeoffAnswer,
        "why": WhyAnswer,
    }
    read: dict[str, Any] = {
        "qualification": Qualification,
        "question": Question,
        "units": UnitsFile,
    }
    if name in printed:
        adapter = TypeAdapter(printed[name])
        schema = adapter.json_schema(mode="serialization")
    else:
        adapter = TypeAdapter(read[name])
        schema = adapter.json_schema(mode="validation", by_alias=True)
    if name == "question":
        naming = {"type": "string", "description": "a number, a short name or words of the title"}
        schema["properties"] = {"qualification": naming, **schema["properties"]}
        schema["required"] = [key for key in schema["required"] if key != "on"]
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
