"""Documents that have the form of a list of units and are none: what one learner has achieved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import Block, Grid, Remark

_WHOSE = re.compile(
    r"\b(?:name\s+of\s+(?:the\s+)?(?:learner|candidate|student)|(?:learner|candidate|student)(?:'s)?\s+name"
    r"|learner|candidate|student|uln|unique\s+learner\s+number)\s*[:/|][\s:/|]*(?:(?-i:[A-Z][a-z'-]+\s+[A-Z][A-Za-z'-]+)\b|\d{10}\b)",
    re.IGNORECASE,
)
"""A label with the name or the number of somebody, and not the empty line of a form."""
_GOT = re.compile(
    r"\b(?:credits?|units?|modules?|date|grades?|marks?)\s+(?:was\s+|were\s+)?(?:achieved|awarded|completed|passed|gained)\b"
    r"|\bdate\s+of\s+(?:achievement|award|completion)\b|\bachieved\s+on\b|\btranscript\b",
    re.IGNORECASE,
)
"""What is told of units that somebody has done."""


def recorded(blocks: Sequence[Block]) -> Iterator[Remark]:
    """Yield the doubt about a whole document that tells what one learner has achieved.

    What somebody took of a qualification looks like what it consists of, and is a part of that.
    """
    texts = [text for block in blocks for text in _texts(block)]
    if any(map(_WHOSE.search, texts)) and any(map(_GOT.search, texts)):
        message = "it seems to tell what one learner has achieved, and not what may be taken"
        yield Remark("condition", message)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Grid):
        yield from (" | ".join(filter(None, row)) for row in block.rows)
    else:
        yield block.text
