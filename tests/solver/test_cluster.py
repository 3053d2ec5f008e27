"""A cohort and a batch over a scheduler and workers of Dask, on the loopback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket
from typing import Any

import pytest

from solver import NoWorkers
from solver.many.executors import cluster
from tests.conftest import Printed

Unitwise = Callable[..., Printed]

pytestmark = pytest.mark.filterwarnings("default")  # Dask's own are no concern of ours


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", str(port)]
    dask += ["--host", "127.0.0.1", "--no-dashboard", "--no-show"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1"]
    worker += ["--no-nanny"]
    worker += ["--host", "127.0.0.1", "--no-dashboard"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = [subprocess.Popen(one, **quiet) for one in (dask, worker, worker)]  # type: ignore[call-overload]
    try:
        from distributed import Client

        client_of: Any = Client
        with client_of(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_scheduler_gives_the_same_bytes_as_this_machine(
    scheduler: str, unitwise: Unitwise, tmp_path: Path
) -> None:
    lines = ["Learner,Unit,Achieved"]
    lines += [f"L{n},T/506/2952,2025-05-0{n % 9 + 1}" for n in range(12)]
    (tmp_path / "c.csv").write_text("\n".join(lines), encoding="utf-8")
    results = []
    for name, where in (("here", ["--jobs", "1"]), ("there", ["--scheduler", scheduler])):
        result = tmp_path / f"{name}.jsonl"
        printed = unitwise(
            "cohort", str(tmp_path / "c.csv"), "--to", "ocr-l4-customer-service",
            "--on", "2026-09-01", "-o", str(result), *where,
        )  # fmt: skip
        assert printed.code == 0, printed.err
        results.append(result.read_bytes())
    assert results[0] == results[1]


def test_a_batch_over_a_scheduler_is_that_of_this_machine(
    scheduler: str, unitwise: Unitwise, tmp_path: Path
) -> None:
    asked = tmp_path / "questions.jsonl"
    lines = [
        {"id": n, "qualification": "ocr-l4-customer-service", "limits": {"new_glh": 200 + n}}
        for n in range(6)
    ]
    asked.write_text("".join(json.dumps(line) + "\n" for line in [*lines, {}]), encoding="utf-8")
    out = [
        unitwise("suggest", "--batch", str(asked), "--on", "2026-09-01", *where).out
        for where in (["--jobs", "1"], ["--scheduler", scheduler])
    ]
    assert out[0] == out[1]
    assert len(out[0].splitlines()) == 7


def test_where_no_scheduler_answers_nobody_of_ours_is_at_fault(
    monkeypatch: pytest.MonkeyPatch, unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    monkeypatch.setattr("solver.many.executors._PATIENCE", 1)
    nowhere = "tcp://127.0.0.1:9"
    with pytest.raises(NoWorkers, match="no scheduler answers at"), cluster(nowhere):
        raise AssertionError
    (tmp_path / "q.jsonl").write_text("{}\n", encoding="utf-8")
    printed = unitwise("suggest", "--batch", str(tmp_path / "q.jsonl"), "--scheduler", nowhere)
    assert printed.code == 2
    assert f"error: no scheduler answers at {nowhere}" in printed.err
