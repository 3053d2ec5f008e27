"""``unitwise schema``: the JSON Schema of what unitwise reads and prints."""

from __future__ import annotations

import json

import click

NAMES = ("check", "diff", "qualification", "suggest", "units")
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

    from catalogue.schema import DIALECT, FILES, file_schema
    from solver import Answer, AuditAnswer

    if name in FILES:
        schema = file_schema(name)
    elif name == "diff":
        from catalogue.changes import Changes

        schema = {"$schema": DIALECT, **Changes.model_json_schema(mode="serialization")}
    else:
        adapter: TypeAdapter[object] = TypeAdapter(AuditAnswer if name == "check" else Answer)
        schema = {"$schema": DIALECT, **adapter.json_schema(mode="serialization")}
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))
