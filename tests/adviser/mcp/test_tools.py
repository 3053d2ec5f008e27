"""The tools of ``unitwise mcp``, as an assistant meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from threading import Event
from typing import Any

import anyio
import jsonschema
import pytest

pytest.importorskip("mcp", reason="the extra 'mcp' is not installed")

from mcp import Client, StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError

from adviser.mcp.server import server_of
from adviser.mcp.tools import LARGEST, called, tools
from adviser.web.operations import OPERATIONS, Service
from solver.program.interruption import heed
from tests.adviser.web.desk import DAY, LIBRARY, OCR
from tests.conftest import Printed
from tests.validating import validate

SERVICE = Service(LIBRARY, LIBRARY.qualifications, 5.0)
ASKED = {"qualification": OCR, "on": DAY}


def told(work: Callable[[Client], Awaitable[Any]], service: Service = SERVICE) -> Any:
    async def main() -> Any:
        async with Client(server_of(service, "0")) as client:
            return await work(client)

    return anyio.run(main)


def answer(name: str, arguments: dict[str, Any], service: Service = SERVICE) -> Any:
    return told(lambda client: client.call_tool(name, arguments), service)


def errors(name: str, arguments: dict[str, Any], service: Service = SERVICE) -> list[Any]:
    found = answer(name, arguments, service)
    assert found.is_error, found.content[0].text[:300]
    listed: list[Any] = json.loads(found.content[0].text)["errors"]
    return listed


def refusal(name: str, arguments: dict[str, Any]) -> str:
    """The words of an error of the protocol, as which a call is answered."""

    async def work(client: Client) -> str:
        try:
            await client.call_tool(name, arguments)
        except MCPError as error:
            return str(error)
        return "nothing"

    return str(told(work))


def test_every_operation_is_a_tool_that_only_reads() -> None:
    listed = told(lambda client: client.list_tools()).tools
    names = [one.name for one in listed]
    assert names == ["catalogue", "qualification", *(one.name for one in OPERATIONS)]
    for one in listed:
        jsonschema.Draft202012Validator.check_schema(one.input_schema)
        assert one.description
        assert one.annotations.read_only_hint is True
        assert one.annotations.open_world_hint is False


@pytest.mark.parametrize(
    ("tool", "body", "command"),
    [
        ("plan", {"goals": ["least-glh"]}, ["suggest", OCR, "--goal", "least-glh"]),
        ("plan", {"limits": {"new_glh": 165}}, ["suggest", OCR, "--max-glh", "165"]),
        ("why", {"units": ["D/506/2055"]}, ["why", OCR, "D/506/2055"]),
        ("transfer", {"held": ["T/506/2952"]}, ["transfer", "--held", "T/506/2952", "--to", OCR]),
        ("bounds", {}, ["bounds", OCR]),
    ],
)
def test_an_answer_is_the_bytes_of_the_command_line(
    unitwise: Any, tool: str, body: dict[str, Any], command: list[str]
) -> None:
    found = answer(tool, {**ASKED, **body})
    printed: Printed = unitwise(*command, "--on", DAY, "--time-limit", "5", "--json")
    assert not found.is_error
    assert found.content[0].text == printed.out
    assert found.structured_content == json.loads(printed.out)


def test_the_catalogue_and_one_qualification_are_shown(unitwise: Any) -> None:
    assert answer("catalogue", {}).content[0].text == unitwise("catalogue", "list", "--json").out
    shown = answer("qualification", {"qualification": "601/3528/1"}).structured_content
    assert shown["number"] == "601/3528/1"


def test_what_is_asked_fits_the_schema_that_is_told() -> None:
    schemas = {one.name: one.schema for one in tools()}
    body = {**ASKED, "goals": ["least-glh"], "held": ["T/506/2952"], "limits": {"new_glh": 200}}
    validate(body, schemas["plan"])
    assert not called(SERVICE, "plan", body).failed
    for wrong in ({"on": DAY}, {**ASKED, "wnat": []}, {"qualification": OCR}):
        with pytest.raises(jsonschema.ValidationError):
            validate(wrong, schemas["plan"])
        assert called(SERVICE, "plan", wrong).failed


def test_every_fault_comes_at_once_with_its_place_and_the_nearest_word() -> None:
    found = errors("plan", {**ASKED, "goals": ["least-gl"], "want": ["D/506/2056"], "avod": []})
    assert [one["place"] for one in found] == [["avod"], ["goals", 0], ["want", 0]]
    assert [one.get("nearest") for one in found] == ["avoid", "least-glh", "D/506/2055"]


@pytest.mark.parametrize(
    ("tool", "body", "words"),
    [
        ("plan", {"on": DAY}, "qualification is missing"),
        ("plan", {"qualification": "zzz", "on": DAY}, "zzz"),
        ("plan", {"qualification": OCR}, "on is missing"),
        ("plan", {"qualification": ["a"], "on": DAY}, "qualification is missing"),
        ("catalogue", {"x": 1}, "unknown key 'x'"),
        ("qualification", {"qualification": OCR, "x": 1}, "unknown key 'x'"),
        ("nearest", {"on": "soon"}, "soon"),
        ("plan", {**ASKED, "want": ["a" * LARGEST]}, "larger than 1 MiB"),
        ("plan", {**ASKED, "limits": {"new_glh": float("nan")}}, "no number"),
        ("plan", {**ASKED, "want": ["\ud800"]}, "surrogate"),
    ],
)
def test_what_cannot_be_asked_is_told(tool: str, body: dict[str, Any], words: str) -> None:
    found = called(SERVICE, tool, body)
    assert found.failed
    assert words in found.text


def test_what_nests_for_ever_is_refused() -> None:
    deep: Any = []
    for _ in range(60):
        deep = [deep]
    found = called(SERVICE, "plan", {**ASKED, "want": deep})
    assert found.failed
    assert "deep" in found.text


def test_an_unknown_tool_is_no_tool() -> None:
    assert refusal("rm", {}) == "there is no tool 'rm'"


def test_what_is_not_offered_is_not_answered() -> None:
    offered = Service(LIBRARY, LIBRARY.only(["NOCN"]), 5.0)
    found = errors("plan", ASKED, offered)
    assert found[0]["place"] == ["qualification"]
    assert "is not offered here" in found[0]["message"]
    listed = answer("catalogue", {}, offered).structured_content["qualifications"]
    assert len(listed) == len(offered.subjects) < len(SERVICE.subjects)


def test_a_defect_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("Kim Learner")

    monkeypatch.setattr("adviser.mcp.server.called", broken)
    assert refusal("plan", ASKED) == "unitwise is at fault: KeyError"


def test_a_call_that_is_cancelled_stops_its_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that would take 60 s is broken off as soon as nobody waits for it."""
    begun, broken_off = Event(), Event()
    ended: list[bool] = []

    class Search:
        def break_off(self) -> None:
            broken_off.set()

    def long(*_: Any) -> Any:
        search = Search()
        heed(search)
        begun.set()
        ended.append(broken_off.wait(60))
        raise RuntimeError

    monkeypatch.setattr("adviser.mcp.server.called", long)

    async def work(client: Client) -> None:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(client.call_tool, "plan", ASKED)
            while not begun.is_set():
                await anyio.sleep(0.01)
            tasks.cancel_scope.cancel()
        with anyio.fail_after(30):
            while not ended:
                await anyio.sleep(0.01)

    told(work)
    assert ended == [True]


def test_an_assistant_starts_it_and_its_output_is_the_protocol_alone() -> None:
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "adviser", "mcp", "--only", "OCR"]
    )

    async def main() -> Any:
        async with Client(stdio_client(parameters)) as client:
            return await client.call_tool("plan", {**ASKED, "goals": ["least-glh"]})

    found = anyio.run(main)
    assert found.structured_content["totals"]["new_glh"] == 171


def test_without_the_package_the_extra_is_named(
    unitwise: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    printed: Printed = unitwise("mcp")
    assert printed.code == 2
    assert "hint: pip install 'unitwise[mcp]'" in printed.err


def test_the_command_ends_with_its_input() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "adviser", "mcp"],
        stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout) == (0, b"")
