"""Whatever the layout, the same learner comes to the same record, or a question is asked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalogue.records.reading import RecordError, read_record
from tests.catalogue.torture import File, files

SEEDS = range(int(os.environ.get("UNITWISE_FUZZ", "1")) * 3)


def outcome(folder: Path, file: File) -> str:
    """``right``, ``asked``, or what was silently read otherwise."""
    path = folder / file.name
    path.write_bytes(file.raw)
    try:
        read = read_record(path, learner=file.pick)
    except RecordError as error:
        return f"asked: {error.faults[0].message}"
    found = {one.unit for one in read.record.achievements}
    if found == file.learner.achieved:
        return "right"
    return f"wrong: {sorted(map(str, found ^ file.learner.achieved))}"


@pytest.mark.parametrize("seed", SEEDS)
def test_no_layout_is_silently_misread(tmp_path: Path, seed: int) -> None:
    """85 layouts a seed: each is read to what it says, or refused with a question."""
    came = {file.layout: outcome(tmp_path, file) for file in files(seed)}
    assert len(came) >= 80
    assert {layout: said for layout, said in came.items() if said.startswith("wrong")} == {}
    asked = {layout: said for layout, said in came.items() if said.startswith("asked")}
    # files of all twelve learners are refused where nobody is picked; little else needs a question
    others = {layout: said for layout, said in asked.items() if "12 learners" not in said}
    assert len(others) <= 6, others
