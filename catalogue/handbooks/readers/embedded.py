"""Text in which tables of web pages stand, as Markdown has those with spans."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

from catalogue.handbooks.blocks import Block, Content, Grid, Spot
from catalogue.handbooks.readers.text import read_text


def read_embedded(raw: bytes, name: str) -> Content:
    """Return the blocks of a text file with those of the tables in it.

    Raises
    ------
    ValueError
        If the bytes are no text.
    """
    return read_text(raw, name, _tables if find_spec("selectolax") else None)


def _tables(text: str, spot: Spot) -> list[Block]:
    from catalogue.handbooks.readers.web import read_web

    blocks: list[Block] = []
    for block in read_web(text.encode(), spot.document).blocks:
        if isinstance(block, Grid):
            blocks.append(replace(block, spots=(spot,) * len(block.spots)))
        else:
            blocks.append(replace(block, spot=spot))
    return blocks
