"""One face over the packages, and what is told where one of them is another's."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib.metadata import PathDistribution, version
from pathlib import Path

import pytest

import catalogue
import solver
import unitwise
from unitwise.neighbours import NAMES, stranger, told

ROOT = Path(__file__).parent.parent
START = "from unitwise.start import main; main()"


def beside(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where ``folder`` is looked into before our packages."""
    code = f"import sys; sys.path.insert(0, {str(folder)!r}); {START}"
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-P", "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=surroundings)


def test_the_one_face_has_every_name_of_the_packages() -> None:
    assert set(dir(unitwise)) == {*dir(catalogue), *dir(solver), "__version__"}
    assert unitwise.suggest is solver.suggest
    assert unitwise.load is catalogue.load
    assert unitwise.__version__ == version("unitwise")


def test_no_name_of_the_packages_means_two_things() -> None:
    assert not set(dir(catalogue)) & set(dir(solver))


def test_a_name_that_nothing_has_is_told_as_usual() -> None:
    with pytest.raises(AttributeError, match="module 'unitwise' has no attribute 'sugest'"):
        _ = unitwise.sugest  # type: ignore[attr-defined]


def test_the_face_loads_nothing_heavy() -> None:
    code = (
        "import sys, unitwise; print(sorted({'pydantic', 'solver', 'ortools'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ["package", "module"])
def test_another_package_of_that_name_is_named(tmp_path: Path, name: str, kind: str) -> None:
    if kind == "package":
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("'''Of someone else.'''\n")
    else:
        (tmp_path / f"{name}.py").write_text("'''Of someone else.'''\n")
    done = beside(tmp_path, "suggest", "ocr-l4-customer-service")
    assert done.returncode == 2
    assert f"error: another package named {name} is installed in this environment" in done.stderr
    assert "at fault" not in done.stderr
    assert "Traceback" not in done.stderr


def test_one_installed_over_ours_is_named_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = tmp_path / "unitwise-0.dist-info"
    for folder in (installed, tmp_path / "solver"):
        folder.mkdir()
    (tmp_path / "solver" / "__init__.py").write_text("x = 1\n")
    own = urlsafe_b64encode(sha256(b"x = 1\n").digest()).rstrip(b"=").decode()
    listed = installed / "RECORD"
    here = PathDistribution(installed)
    monkeypatch.setattr("unitwise.neighbours.files", lambda _: here.files)
    listed.write_text(f"solver/__init__.py,sha256={own},6\n")
    assert stranger() is None
    listed.write_text(f"solver/__init__.py,sha256={own[::-1]},6\ncatalogue/odd.py,sha256=x,6\n")
    assert stranger() == ("solver", str(tmp_path / "solver" / "__init__.py"))
    assert told().startswith("another package named solver is installed in this environment: ")


@pytest.mark.parametrize("name", ["catalogue", "solver"])
def test_the_one_face_names_a_stranger(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("x = 1\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import unitwise; unitwise.load"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert f"ImportError: another package named {name} is installed in this" in done.stderr


def test_alone_nobody_is_a_stranger() -> None:
    assert stranger() is None
