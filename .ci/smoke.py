"""Every command of an installed Unitwise, each once and as a whole process.

``python .ci/smoke.py UNITWISE`` takes the path of the command. What the commands are given is what
the test of circumstances gives them, in the source that this stands in; the rest of it is not used.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.adviser.cli.circumstances import COMMANDS, prepared  # noqa: E402

LACKING = re.compile(r"pip install|unitwise\[")
"""What a command says that needs an extra which is not installed."""

HELP = {"catalogue confirm", "serve"}
"""Commands of which the help must do: one needs a draft, which needs an extra; one does not end."""


def went_wrong(unitwise: str, name: str, given: tuple[str, ...]) -> str:
    """Run one command in a folder of its own; return what went wrong, or nothing."""
    with tempfile.TemporaryDirectory() as folder:
        prepared(Path(folder))
        done = subprocess.run(
            [unitwise, *name.split(), *(("--help",) if name in HELP else given)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=folder,
            env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
            timeout=600,
        )
    lacking = done.returncode == 2 and LACKING.search(done.stderr)
    if "Traceback" in done.stderr or not (done.returncode in {0, 1} or lacking):
        return f"{name}: exit code {done.returncode}\n{done.stderr}"
    return ""


def main() -> None:
    """Run them; tell what went wrong, and end with 1 if anything did."""
    unitwise = str(Path(sys.argv[1]).absolute())
    with ThreadPoolExecutor(os.cpu_count()) as some:
        each = some.map(lambda one: went_wrong(unitwise, *one), COMMANDS.items())
        wrong = [told for told in each if told]
    sys.stderr.write("\n".join(wrong))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
