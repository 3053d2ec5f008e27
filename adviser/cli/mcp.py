"""``unitwise mcp``: the answers as tools for an assistant."""

from __future__ import annotations

from pathlib import Path

import click

from adviser.cli.once import Once
from adviser.cli.parameters import (
    catalogue_option,
    delivered,
    offer_option,
    only_option,
    time_limit_option,
)
from adviser.cli.reading import read_catalogue
from adviser.docstrings import need_docstrings


@click.command("mcp", cls=Once)
@only_option
@time_limit_option()
@offer_option
@catalogue_option
def command(
    only: tuple[str, ...], time_limit: float, offer: Path | None, folders: tuple[Path, ...]
) -> int:
    """Offer the answers as tools to an assistant (MCP).

    An assistant starts this program and speaks the Model Context Protocol with it over standard
    input and output. Its tools are the operations of the API: catalogue, qualification, plan, why,
    standing, transfer, tradeoff, check, bounds, compare and nearest; an answer is the document that
    --json prints. Nothing is kept, and nothing is sent anywhere else. It needs the extra 'mcp':
    pip install 'unitwise[mcp]'.

    In the settings of an assistant:

    \b
    {"mcpServers": {"unitwise": {"command": "unitwise", "args": ["mcp"]}}}
    """
    from importlib.metadata import version
    from importlib.util import find_spec

    from adviser.web.operations import Service
    from catalogue import UnitwiseError

    need_docstrings()
    if find_spec("mcp") is None:
        raise UnitwiseError(
            "the package 'mcp' is not installed", hint="pip install 'unitwise[mcp]'"
        )
    from adviser.mcp.server import serve

    library = read_catalogue(folders)
    serve(
        Service(library, library.only(only), time_limit, delivered(offer, library)),
        version("unitwise"),
    )
    return 0
