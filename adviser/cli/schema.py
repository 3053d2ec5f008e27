"""``unitwise schema``: the JSON Schema of what unitwise reads and prints."""

from __future__ import annotations

import json
from typing import Any

import click

NAMES = ("bounds", "catalogue-check", "check", "qualification", "suggest", "units")
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
    from solver import Answer, AuditAnswer, BoundsAnswer, CatalogueCheck

    answers: dict[str, Any] = {
        "bounds": BoundsAnswer,
        "catalogue-check": CatalogueCheck,
        "check": AuditAnswer,
        "suggest": Answer,
    }
    adapter: TypeAdapter[object]
    if name in answers:
        adapter = TypeAdapter(answers[name])
        schema = adapter.json_schema(mode="serialization")
    else:
        adapter = TypeAdapter(Qualification if name == "qualification" else UnitsFile)
        schema = adapter.json_schema(mode="validation", by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
