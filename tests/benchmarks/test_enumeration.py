"""The enumeration agrees with the answers, and would not with others."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from benchmarks.enumeration import KINDS, compared
from benchmarks.lots import Case
from benchmarks.truth import Truth
from catalogue.files.starting import starting_file


@pytest.fixture(autouse=True)
def _no_other_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shipped").mkdir()
    (tmp_path / "shipped" / "another.yaml").write_text(starting_file(), encoding="utf-8")
    monkeypatch.setattr("catalogue.files.loading.SHIPPED", tmp_path / "shipped")


def differences(folder: Path, seeds: range) -> tuple[set[str], list[str]]:
    """What was compared, and what differed."""
    kinds, found = set(), []
    for seed in seeds:
        for kind, difference in compared(Case(random.Random(seed)), folder):
            kinds.add(kind)
            found += [f"{seed} {kind}: {difference}"] if difference else []
    return kinds, found


def test_every_answer_is_as_trying_everything_has_it(tmp_path: Path) -> None:
    kinds, found = differences(tmp_path, range(100, 114))
    assert found == []
    assert kinds >= set(KINDS)


def always(self: Truth, rule: Any, choice: Any) -> bool:
    return True


def never_held(self: Truth, unit: str) -> bool:
    return False


@pytest.mark.parametrize(("what", "instead"), [("holds", always), ("current", never_held)])
def test_another_meaning_would_be_seen(tmp_path: Path, what: str, instead: Any) -> None:
    with patch.object(Truth, what, instead):
        assert differences(tmp_path, range(100, 106))[1]
