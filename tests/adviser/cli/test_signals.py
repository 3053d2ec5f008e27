"""A command that is told to end does, wherever it is: no traceback, and no fault of ours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from adviser import terminal
from adviser.session.session import Session
from adviser.signals import STOPPED, told_to_end

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent")

OCR = "ocr-l4-customer-service"

AT_AN_IMPORT = """
import os, sys
from adviser.start import main
left, number = int(sys.argv.pop(1)), int(sys.argv.pop(1))
class Press:
    def find_spec(self, *about):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Press())
main()
"""


AT_THE_START = """
import os, re, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where tests run behind a shell
left = int(sys.argv.pop(1))
class Press:
    def find_spec(self, *about):
        global left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Press())
from unitwise.start import main
main()
"""
"""What an installed command does, which imports ``re`` first: Ctrl-C at the n-th import after."""


@pytest.mark.parametrize("at", [3, 4, 5, 6, 10, 30])
def test_ctrl_c_ends_it_silently_as_soon_as_anything_of_ours_runs(at: int) -> None:
    command = [sys.executable, "-c", AT_THE_START, str(at), "suggest", OCR]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


def pressed(at: int, number: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that gets a signal at the import of its ``at``-th module."""
    command = [sys.executable, "-c", AT_AN_IMPORT, str(at), str(number), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("at", [1, 15, 60, 120, 180, 240, 300, 360, 420])
def test_ctrl_c_at_any_import_is_no_fault(at: int) -> None:
    done = pressed(at, signal.SIGINT, "suggest", OCR)
    assert "Traceback" not in done.stderr
    assert "at fault" not in done.stderr
    assert done.returncode in {STOPPED, -signal.SIGINT, 0}


def test_a_wish_that_we_end_is_no_fault_either() -> None:
    for at in (100, 240):
        done = pressed(at, signal.SIGTERM, "suggest", OCR)
        assert (done.returncode, done.stderr) == (128 + signal.SIGTERM, "")


def test_what_ctrl_c_made_of_a_library_is_known_for_ctrl_c() -> None:
    error = ImportError("initialization failed")
    assert told_to_end(error) is None
    error.__cause__ = KeyboardInterrupt()
    assert told_to_end(error) == STOPPED


def test_a_session_goes_on_where_ctrl_c_broke_a_library(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Session, line: str) -> None:
        raise ImportError("initialization failed") from KeyboardInterrupt()

    monkeypatch.setattr(Session, "do", broken)
    assert terminal._obey(Session.__new__(Session), "show")
    assert capsys.readouterr().out == "Stopped; nothing has changed.\n"


def test_what_is_ignored_stays_ignored() -> None:
    """As under nohup, or in the background of a script."""
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN);"
        "from adviser.start import main; from adviser.signals import listen; listen();"
        "print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "True\n"


def test_a_report_that_was_begun_leaves_nothing_beside(tmp_path: Path) -> None:
    """Told to end while the file is written: the finally of what writes it is run."""
    code = f"""
import os, signal
from pathlib import Path
from adviser.keeping import write
from adviser.signals import listen
listen()
path = Path({str(tmp_path / "r.md")!r})
Path.chmod = lambda *a: os.kill(os.getpid(), signal.SIGTERM)
write(path, "# whole")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 128 + signal.SIGTERM
    assert os.listdir(tmp_path) == []
