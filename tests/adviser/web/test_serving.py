"""A server under hard questions: none is worked on for nobody, and none takes another along."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner
from starlette.testclient import TestClient

from adviser.cli.serve import command
from adviser.web.app import application
from adviser.web.pages import LONGER, Settings
from catalogue import load
from tests.adviser.web.desk import DAY, OCR, buttons, verdict
from tests.adviser.web.hard import HARD, hard_catalogue

QUESTION = f'{{"on": "{DAY}"}}'
KIND = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hard_catalogue(tmp_path_factory.mktemp("catalogue"))


def asked(port: int, name: str) -> http.client.HTTPConnection:
    """A connection on which a plan has been asked for, and not waited for."""
    one = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    one.request("POST", f"/api/v1/qualifications/{name}/plan", QUESTION, KIND)
    return one


def status(port: int, name: str) -> int:
    with closing(asked(port, name)) as one, closing(one.getresponse()) as answer:
        answer.read()
        return answer.status


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """A server in this process, that searches for a minute if it must."""
    library = load([folder])
    settings = Settings(library, library.qualifications, 60.0, "Unitwise 0")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application(settings), log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(timeout=30)
    listening.close()


def counted(port: int, words: str) -> None:
    """Wait until the server says so of itself."""
    for _ in range(2_000):
        with (
            suppress(ConnectionError),
            closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as one,
        ):
            one.request("GET", "/healthz")
            with closing(one.getresponse()) as answer:
                if words in answer.read().decode():
                    return
        time.sleep(0.005)
    raise AssertionError(f"the server never said {words!r}")


def test_a_search_ends_soon_after_whoever_asked_has_gone(port: int) -> None:
    assert status_when_up(port) == 200
    hard = asked(port, HARD)
    counted(port, "1 running")
    worked = time.process_time()
    hard.close()
    counted(port, "0 running")
    assert time.process_time() - worked < 0.5  # 0.1 alone; it would go on for a minute
    assert status(port, OCR) == 200


def status_when_up(port: int) -> int:
    counted(port, "well")
    return status(port, OCR)


def children(pid: int) -> set[int]:
    """The processes that another started and that serve."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            after = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(after[1]) == pid and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
    return found


def worker_of(server: int, one: http.client.HTTPConnection) -> int:
    """The child that has taken a connection, once one has."""
    ours = f":{one.sock.getsockname()[1]:04X}"
    for _ in range(2_000):
        lines = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
        taken = {f"socket:[{line.split()[9]}]" for line in lines if line.split()[2].endswith(ours)}
        for pid in children(server):
            with suppress(OSError):
                if taken & {os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir()}:
                    return pid
        time.sleep(0.01)
    raise AssertionError("no worker took the connection")


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="workers are found in /proc")
def test_a_worker_that_is_killed_takes_only_its_own_question_along(folder: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "adviser", "serve", "--no-open", "--port", "0", "--workers", "2",
         "--time-limit", "60", "--catalogue", str(folder)],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        found = re.search(r":(\d+)/", server.stdout.readline())
        assert found is not None
        port = int(found[1])
        assert status(port, OCR) == 200
        hard = asked(port, HARD)
        busy = worker_of(server.pid, hard)
        time.sleep(0.2)
        os.kill(busy, signal.SIGKILL)
        with closing(hard), pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
            hard.getresponse()
        assert status(port, OCR) == 200
        for _ in range(600):
            now = children(server.pid)
            if busy not in now and len(now) == 2:
                break
            time.sleep(0.05)
        else:
            raise AssertionError("nobody took the place of the worker")
        hard = asked(port, HARD)
        worker_of(server.pid, hard)
    finally:
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=30) == 0  # though a search goes on that has a minute
        hard.close()
        assert server.stdout is not None
        server.stdout.close()


def test_a_page_that_is_not_decided_says_so_in_time_and_offers_to_go_on(folder: Path) -> None:
    library, limit = load([folder]), 0.1
    app: Any = application(Settings(library, library.qualifications, limit, "Unitwise 0"))
    desk = TestClient(app, base_url="http://localhost")
    began = time.monotonic()
    page = desk.get(f"/q/{HARD}?on={DAY}&why=U01&do=hours&baseline=on%3D{DAY}").text
    assert time.monotonic() - began < limit * 3 + 1
    assert verdict(page).startswith("Not decided: time ran out")
    longer = f"Keep looking, for {limit * LONGER:g} seconds at the most"
    assert buttons(page, "do")[longer] == "longer"
    began = time.monotonic()
    assert longer in desk.get(f"/q/{HARD}?on={DAY}&do=longer").text
    assert time.monotonic() - began > limit * LONGER


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["--host", "0.0.0.0"], "--host-name"),
        (["--behind-proxy"], "needs --host-name"),
        (["--workers", "0"], "--workers"),
    ],
)
def test_what_cannot_be_served_is_said(given: list[str], words: str) -> None:
    answer = CliRunner().invoke(command, given)
    assert answer.exit_code == 2
    assert words in answer.output


def test_what_is_encrypted_stays_so() -> None:
    """A proxy says that it was asked over TLS; only then are browsers told to come so again."""
    library = load([])
    app: Any = application(Settings(library, (), 1.0, "Unitwise 0"), {"desk.example"})
    for scheme, told in (("https", "max-age=31536000"), ("http", None)):
        desk = TestClient(app, base_url=f"{scheme}://desk.example")
        assert desk.get("/help").headers.get("strict-transport-security") == told
