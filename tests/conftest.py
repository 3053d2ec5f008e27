"""Fixtures that several packages' tests share, and how hard the property tests try."""

from __future__ import annotations

import pkgutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

import pytest

import adviser
import catalogue
import solver
from adviser.cli import run
from catalogue import Catalogue, Edition, Option, load
from catalogue.files import loading
from solver.many import processes
from tests.factories import amount, choose, edition, group, place, rule, unit
from tests.once import ReadOnce, workers


def pytest_collection(session: pytest.Session) -> None:
    """Import all, where tests are to run and not only to be given to other processes.

    Hypothesis also draws the constants of whatever is imported at that moment. Our modules are
    imported as late as they can be: only if all are here do the same cases come whatever ran
    before.
    """
    if session.config.pluginmanager.hasplugin("dsession"):
        return  # this process starts those that run the tests
    for package in (catalogue, solver, adviser):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                import_module(module.name)


# Whoever starts the tests in the background may have Ctrl-C ignored, by us and all that we start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Printed:
    """What one command did."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    """What Ctrl-C means is of the whole process: a test leaves it to the next as it found it."""
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before
    woken = signal.set_wakeup_fd(-1)
    assert woken == -1


@pytest.fixture(scope="session", autouse=True)
def _begun_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "_Loading", ReadOnce)
        patch.setattr(processes, "get_context", workers)
        yield


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The shipped catalogue."""
    return load()


@pytest.fixture
def unitwise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Printed]:
    """Run the command line in this process, as in a pipe."""
    for name in ("COLUMNS", "UNITWISE_CATALOGUE", "UNITWISE_DEBUG", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: str) -> Printed:
        capsys.readouterr()
        code = run(list(arguments))
        printed = capsys.readouterr()
        return Printed(code, printed.out, printed.err)

    return command


@pytest.fixture(scope="session")
def every_kind() -> Edition:
    """Each kind of rule once, over groups with a sub-group, two versions and a unit in two groups.

    ======  ====  ==========================  =====  ======  ===
    group   unit  standing                    level  credit  GLH
    ======  ====  ==========================  =====  ======  ===
    A       A1                                3      4       20
    A       A2    until 2 June 2024           3      3       15
    A       A3    from 3 June, replaces A2    3      3       16
    B       B1                                4      5       30
    B       B2    also in C                   2      2       10
    B/BS    S1    in the sub-group BS         4      6       35
    C       B2                                2      2       10
    C       C1                                3      3       12
    ======  ====  ==========================  =====  ======  ===
    """
    a1, a2, a3 = (
        unit("A1", credit=4, glh=20),
        unit("A2", credit=3, glh=15),
        unit("A3", credit=3, glh=16),
    )
    b1, b2 = unit("B1", level=4, credit=5, glh=30), unit("B2", level=2, credit=2)
    s1, c1 = unit("S1", level=4, credit=6, glh=35), unit("C1", credit=3, glh=12)
    replaced = place((a2, None, "2024-06-02"), (a3, "2024-06-03", None))
    return edition(
        [
            group("A", a1, replaced),
            group("B", b1, b2, groups=[group("BS", s1)]),
            group("C", b2, c1),
        ],
        [
            amount("total", at_least=12),
            amount(
                "half-high",
                of={"level": {"at_least": 4}},
                at_least={"percent": 50, "base": {"groups": ["B", "C"]}},
            ),
            rule("mandatory", "mandatory-a", of={"groups": ["A"]}),
            rule("barred", "b1-or-s1", units=["B1", "S1"]),
            rule("requires", "c1-needs-b2", units=["C1"], needs=["B2"]),
            rule("spread", "two-groups", groups=["A", "B", "C"], at_least=2),
            rule(
                "choose",
                "pathway",
                at_least=1,
                at_most=1,
                rules=[
                    amount("much-b", of={"groups": ["B"]}, at_least=5),
                    amount("some-c", measure="units", of={"groups": ["C"]}, at_least=1),
                ],
            ),
        ],
    )


@pytest.fixture
def pick(every_kind: Edition) -> Callable[..., list[Option]]:
    """Options of ``every_kind`` by reference, or by ``group:reference`` for ``B2``."""
    return lambda *references: choose(every_kind, *references)
