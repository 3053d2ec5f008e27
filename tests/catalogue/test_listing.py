"""The list of the shipped catalogue, known without reading it, is that of its files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue.files import listing
from catalogue.files.loading import load

HOW = "print it anew: unitwise catalogue list --json > catalogue/data/listing.json"


def test_the_stored_listing_is_that_of_the_shipped_files() -> None:
    read = [listing.listed(one) for one in load().qualifications]
    assert listing.shipped() == read, HOW


def test_the_command_prints_what_is_stored(tmp_path: Path) -> None:
    """Also where nothing is stored, so that the way to make it anew does make it."""
    asked = "import sys; from catalogue.files import listing; listing.LISTING = sys.argv[1]"
    run = "from adviser.cli import run; sys.exit(run(['catalogue', 'list', '--json']))"
    done = subprocess.run(
        [sys.executable, "-c", f"{asked}; {run}", str(tmp_path / "none.json")],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.decode() == Path(listing.LISTING).read_text(encoding="utf-8"), HOW


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped folder, taken for it."""
    folder = tmp_path / "data"
    shutil.copytree(listing.SHIPPED, folder)
    monkeypatch.setattr(listing, "SHIPPED", str(folder))
    monkeypatch.setattr(listing, "LISTING", str(folder / "listing.json"))
    assert listing.shipped()
    return folder


def test_a_listing_is_not_believed_after_a_file_has_changed(copy: Path) -> None:
    file = next(copy.rglob("ocr-l4-*.yaml"))
    file.write_text(file.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert listing.shipped() is None


def test_a_listing_is_not_believed_after_a_file_was_renamed(copy: Path) -> None:
    file = next(copy.rglob("ocr-l4-*.yaml"))
    file.rename(file.with_name("other.yaml"))
    assert listing.shipped() is None


def test_a_listing_is_not_believed_after_a_file_has_come(copy: Path) -> None:
    (copy / "units" / "more.yaml").write_text("units: []\n", encoding="utf-8")
    assert listing.shipped() is None


@pytest.mark.parametrize(
    "spoilt", ["", "[]", "{}", '{"digest": 1}', '{"digest": DIGEST, "qualifications": [{"a": 1}]}']
)
def test_a_spoilt_listing_is_as_none(copy: Path, spoilt: str) -> None:
    digest = json.dumps(listing.digest([str(copy)]))
    (copy / "listing.json").write_text(spoilt.replace("DIGEST", digest), encoding="utf-8")
    assert listing.shipped() is None
