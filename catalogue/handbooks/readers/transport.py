"""The content of a document as JSON, to come out of the process that reads it."""

from __future__ import annotations

import json
from typing import Any

from catalogue.handbooks.blocks import Block, Content, Grid, Line, Remark, Spot


def dumped(content: Content) -> bytes:
    """Return a content as JSON."""
    data = {
        "document": content.document,
        "kind": content.kind,
        "pages": content.pages,
        "remarks": content.remarks,
        "tools": content.tools,
        "blocks": [_out(block) for block in content.blocks],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def loaded(raw: bytes) -> Content:
    """Return the content that :func:`dumped` wrote.

    Raises
    ------
    ValueError
        If it is none.
    """
    data = json.loads(raw)
    try:
        name = str(data["document"])
        content = Content(name, str(data["kind"]), pages=int(data["pages"]))
        content.remarks = [Remark(str(n), str(m), int(p)) for n, m, p in data["remarks"]]
        content.tools = {str(key): str(value) for key, value in data["tools"].items()}
        content.blocks = [_in(block, name) for block in data["blocks"]]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no content of a document: {error}") from error
    return content


def _spot(spot: Spot) -> list[Any]:
    return [spot.page, spot.line, spot.box, spot.path]


def _out(block: Block) -> list[Any]:
    if isinstance(block, Line):
        flags = [block.heading, block.whole, block.bullet, block.gap]
        return ["line", block.text, _spot(block.spot), flags]
    return [
        "grid",
        block.rows,
        [_spot(one) for one in block.spots],
        block.reader,
        block.again,
        block.again_by,
    ]


def _spotted(data: Any, document: str) -> Spot:
    page, line, box, path = data
    return Spot(document, int(page), int(line), tuple(map(float, box)) if box else None, str(path))  # type: ignore[arg-type]


def _in(data: Any, document: str) -> Block:
    if data[0] == "line":
        heading, whole, bullet, gap = data[3]
        return Line(
            str(data[1]),
            _spotted(data[2], document),
            int(heading),
            bool(whole),
            bool(bullet),
            bool(gap),
        )
    rows = tuple(tuple(map(str, row)) for row in data[1])
    again = tuple(tuple(map(str, row)) for row in data[4])
    return Grid(
        rows, tuple(_spotted(one, document) for one in data[2]), str(data[3]), again, str(data[5])
    )
