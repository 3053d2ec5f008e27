"""A folder that goes on for ever, or down for ever, is told and not followed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from catalogue import CatalogueError, load
from catalogue.files import listing


@pytest.mark.skipif(sys.platform == "win32", reason="paths end before that")
def test_a_folder_1500_deep_is_no_fault_of_ours(tmp_path: Path) -> None:
    here = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(1_500):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(here)
    try:
        with pytest.raises(CatalogueError) as error:
            load([tmp_path])
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)  # no Python goes so deep
    assert "holds no catalogue file" in str(error.value) or "cannot be opened" in str(error.value)


def test_folders_without_end_are_looked_into_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_FOLDERS", 5)
    for number in range(6):
        (tmp_path / str(number)).mkdir()
    with pytest.raises(CatalogueError, match="more than 5 folders"):
        load([tmp_path])
