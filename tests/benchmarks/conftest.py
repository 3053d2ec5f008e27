"""What the tests of the laboratory share."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Protocol

import pytest

from tests.conftest import Printed


class Call(Protocol):
    """Start a script's ``main`` with arguments, as from a shell."""

    def __call__(self, script: ModuleType, *given: str) -> Printed: ...


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def start(script: ModuleType, *given: str) -> Printed:
        monkeypatch.setattr(sys, "argv", [script.__name__, *given])
        code: Any = 0
        try:
            script.main()
        except SystemExit as end:
            code = end.code
        return Printed(code, *capsys.readouterr())

    return start
