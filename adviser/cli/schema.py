"""``unitwise schema``: the JSON Schema of what unitwise reads and prints."""

from __future__ import annotations

import json
from typing import Annotated, Any

import click

from adviser.cli.once import Once
from adviser.cli.parameters import OneOf
from adviser.cli.telling import print_json
from adviser.docstrings import need_docstrings

NAMES = (
    "batch",
    "bounds",
    "catalogue-check",
    "check",
    "cohort",
    "compare",
    "diff",
    "evidence",
    "explore",
    "impact",
    "list",
    "offer",
    "qualification",
    "question",
    "record",
    "record-check",
    "show",
    "suggest",
    "tradeoff",
    "transfer",
    "units",
    "whatif",
    "why",
)
"""The documents that have a schema; a test holds this list against what is printed."""


@click.command("schema", cls=Once, epilog=f"NAME is one of: {', '.join(NAMES)}.")
@click.argument("name", metavar="NAME", type=OneOf(NAMES))
def command(name: str) -> None:
    """Print the JSON Schema of a document: what --json prints, or what a file holds.

    \b
    unitwise schema suggest          the answer of 'suggest --json'
    unitwise schema question         a file for --question
    unitwise schema cohort           a line of 'cohort -o RESULT.jsonl'
    unitwise schema qualification    a qualification file of a catalogue
    """
    from pydantic import Field, TypeAdapter

    from adviser.cli.schemas import described, list_model, with_file_meanings, with_ids
    from catalogue import Qualification
    from catalogue.changes import Changes
    from catalogue.files.schema import DIALECT, FILES, file_schema
    from solver import (
        Answer,
        AuditAnswer,
        BatchAnswer,
        BoundsAnswer,
        Cases,
        CatalogueCheck,
        Comparison,
        TradeoffAnswer,
        TransferAnswer,
        WhyAnswer,
    )
    from solver.many.cohort import LearnerLine
    from solver.many.impact import Impact
    from solver.many.nearest import NearestLine
    from solver.results.offer import OfferAnswer

    printed: dict[str, Any] = {
        "batch": BatchAnswer,
        "bounds": BoundsAnswer,
        "catalogue-check": CatalogueCheck,
        "check": AuditAnswer,
        "cohort": Annotated[LearnerLine | NearestLine, Field(discriminator="answer")],
        "compare": Comparison,
        "diff": Changes,
        "explore": (
            Answer
            | Comparison
            | WhyAnswer
            | TradeoffAnswer
            | BoundsAnswer
            | AuditAnswer
            | TransferAnswer
        ),
        "impact": Impact,
        "list": list_model(),
        "offer": OfferAnswer,
        "show": Qualification,
        "suggest": Answer,
        "tradeoff": TradeoffAnswer,
        "transfer": TransferAnswer,
        "whatif": Comparison | Cases,
        "why": WhyAnswer,
    }
    need_docstrings()
    if name in FILES:
        schema = file_schema(name)
    elif name == "record":
        from catalogue.learner.record import LearnerRecord

        schema = {"$schema": DIALECT, **LearnerRecord.model_json_schema()}
    elif name == "evidence":
        from catalogue.handbooks.drafts.evidence import Evidence

        schema = {"$schema": DIALECT, **Evidence.model_json_schema(mode="serialization")}
    elif name == "record-check":
        from catalogue.records.account import RecordAccount

        schema = {"$schema": DIALECT, **RecordAccount.model_json_schema(mode="serialization")}
    elif name == "question":
        from adviser.asking.question_file import question_schema

        schema = {"$schema": DIALECT, **question_schema()}
    else:
        adapter: TypeAdapter[object] = TypeAdapter(printed[name])
        made = adapter.json_schema(mode="serialization", by_alias=True)
        if name == "batch":
            made = with_ids(made)
        schema = with_file_meanings({"$schema": DIALECT, **made})
    print_json(json.dumps(described(name, schema), indent=2, ensure_ascii=False))
