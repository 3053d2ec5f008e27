"""Peers with one worker, and growth at any sizes."""

from __future__ import annotations

import sys
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import (
    report,
    run,
    sizes,
)
from benchmarks.peers.instance import Instance
from tests.benchmarks.cases import TINY, row
from tests.benchmarks.conftest import Call


class TestOneWorker:
    """The peers on OR-Tools are measured as they come, and with one worker, as Unitwise is."""

    @pytest.fixture(autouse=True)
    def _peers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.syspath_prepend(str(run.HERE / "peers"))

    def test_every_peer_has_a_module_and_an_environment(self) -> None:
        for module, environment in run.PEERS.items():
            assert (run.HERE / "peers" / f"{module}.py").exists()
            asked = run.HERE / "peers" / "requirements" / f"{environment}.txt"
            assert not environment or asked.exists()

    def test_plain_cp_sat_is_given_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen = []
        cpsat, alone = import_module("cpsat"), import_module("cpsat_one_worker")
        monkeypatch.setattr(cpsat, "solve_with", lambda *given: seen.append(given))
        model = cpsat.build(Instance(TINY))
        alone.solve(model, 5.0)
        (given,) = seen
        assert given[:2] == (model, 5.0)
        assert given[2].num_workers == 1

    def test_plain_cp_sat_finds_the_same_with_one(self) -> None:
        for name in ("cpsat", "cpsat_one_worker"):
            peer = import_module(name)
            # U1 and U3, 30 hours
            assert peer.solve(peer.build(Instance(TINY)), 30.0) == ("optimal", 30)

    def test_cpmpy_is_given_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []
        fake = SimpleNamespace(
            VERSION="1",
            build=None,
            solve_with=lambda *given, **chosen: seen.append((given, chosen)),
        )
        monkeypatch.setitem(sys.modules, "with_cpmpy", fake)
        monkeypatch.delitem(sys.modules, "with_cpmpy_one_worker", raising=False)
        import_module("with_cpmpy_one_worker").solve("model", 5.0)
        monkeypatch.delitem(sys.modules, "with_cpmpy_one_worker")
        assert seen == [(("model", 5.0), {"num_workers": 1})]

    def test_cpmpy_with_one_is_a_claim_of_its_own(self) -> None:
        rows = [
            row("ocr-l4", report.GOAL, "171", 10),
            row("ocr-l4", "CPMpy", "171", 40),
            row("ocr-l4", "CPMpy, one worker", "171", 20),
        ]
        # 40 ms over 10 ms is 4, 20 over 10 is 2, and 3 is asked
        assert "| ocr-l4: CPMpy / ours | at least 3 | 4 | met |" in report.goals(rows)
        assert "| ocr-l4: CPMpy, one worker / ours | at least 3 | 2 | missed |" in report.goals(
            rows
        )


class TestSizes:
    """Growth at any sizes, not only the stored ones."""

    def test_groups_are_held_against_the_first(
        self, call: Call, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The medians are 20 and 60 milliseconds.
        monkeypatch.setattr(sizes, "proving", lambda size, **_: [1.0, 2.0, 3.0, float(size)])
        out = call(sizes, "10,20,300", "60").out
        assert "| 300 | 1.0 | 2.0 | 3.0 | 300.0 |  |" in out
        assert "| **median of 3** |  |  |  | 20.0 | 1.0x |" in out
        assert "| **median of 1** |  |  |  | 60.0 | 3.0x |" in out

    def test_the_parts_of_a_proof_are_inside_the_whole(self) -> None:
        *inside, whole = sizes.proving(12, overlap=True, runs=1)
        assert all(part > 0 for part in inside)
        assert sum(inside) <= whole
