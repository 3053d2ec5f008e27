"""The tools behind the Model Context Protocol."""

from __future__ import annotations

import json
import os
from typing import Any

from anyio import CapacityLimiter, get_cancelled_exc_class, run, to_thread
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.shared.exceptions import MCPError
from mcp.types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool as ToolTold,
    ToolAnnotations,
)

from adviser.mcp.tools import INSTRUCTIONS, Result, called, known, tools
from adviser.web.operations import Service
from solver import Stop

_HARMLESS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def server_of(service: Service, version: str) -> Server[Any]:
    """Return a server of the tools; as many calls are worked out at once as there are cores."""
    limiter: list[CapacityLimiter] = []  # made in the loop that it belongs to

    async def on_list(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                ToolTold(
                    name=one.name,
                    description=one.words,
                    input_schema=dict(one.schema),
                    annotations=_HARMLESS,
                )
                for one in tools()
            ]
        )

    async def on_call(_: Any, params: CallToolRequestParams) -> CallToolResult:
        if not known(params.name):
            raise MCPError(INVALID_PARAMS, f"there is no tool {params.name[:60]!r}")
        if not limiter:
            limiter.append(CapacityLimiter(os.cpu_count() or 1))
        stop = Stop()

        def work() -> Result:
            with stop.heard():
                return called(service, params.name, params.arguments or {})

        try:
            result = await to_thread.run_sync(work, abandon_on_cancel=True, limiter=limiter[0])
        except get_cancelled_exc_class():
            stop()
            raise
        except Exception as error:
            # its words may hold a name, and go to whoever reads the assistant's log
            words = f"unitwise is at fault: {type(error).__name__}"
            raise MCPError(INTERNAL_ERROR, words) from None
        return CallToolResult(
            content=[TextContent(type="text", text=result.text)],
            structured_content=None if result.failed else json.loads(result.text),
            is_error=result.failed,
        )

    server: Server[Any] = Server(
        "unitwise",
        version=version,
        title="Unitwise",
        instructions=INSTRUCTIONS,
        on_list_tools=on_list,
        on_call_tool=on_call,
    )
    server.middleware.clear()  # nothing of a learner is told to a tracer, whoever set one up
    return server


def serve(service: Service, version: str) -> None:
    """Answer over standard input and output until the former ends."""

    async def serving() -> None:
        server = server_of(service, version)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    run(serving)
