"""Documents held against schemas, each of which is looked through once."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator


def validate(document: Any, schema: Any) -> None:
    """Raise ``jsonschema.ValidationError`` where a document is not as its schema has it."""
    _validator(json.dumps(schema)).validate(document)


@cache
def _validator(schema: str) -> Draft202012Validator:
    """Of a schema as text: to look whether it is one takes longer than to hold something to it."""
    read = json.loads(schema)
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)
