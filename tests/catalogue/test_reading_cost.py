"""What it takes to refuse a hostile file grows no faster than the file. Calls are counted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from catalogue import UnitwiseError, load
from catalogue.records.reading import read_record
from tests.effort import calls

HEAD = (
    "number: null\nshort_name: h\ntitle: H\nawarding_organisation: X\nlevel: 3\ndocuments: {s: S}\n"
)


def units(item: str) -> Callable[[int], str]:
    return lambda count: HEAD + "units:\n" + "".join(item % number for number in range(count))


def rules(count: int) -> str:
    made = "".join(
        f"  - {{id: r{n}, kind: amount, at_leest: 1, ofs: {{}}}}\n" for n in range(count)
    )
    return (
        f"{HEAD}units: []\neditions:\n- edition: v1\n  source: {{document: s}}\n"
        f"  groups: []\n  rules:\n{made}"
    )


HOSTILE: dict[str, Callable[[int], str]] = {
    "units with nothing but a reference": units("  - {reference: W%d}\n"),
    "units with a misspelt key each": units("  - {referense: W%d, titel: T}\n"),
    "units that are no mappings": units("  - W%d\n"),
    "rules with misspelt keys": rules,
}


def of_refusing(function: Callable[[], object]) -> int:
    """How many calls a refusal takes."""

    def refused() -> None:
        with pytest.raises(UnitwiseError):
            function()

    return calls(refused)


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_units_take_no_more_than_some_twice_the_calls(tmp_path: Path, kind: str) -> None:
    taken = []
    for count in (400, 800):
        path = tmp_path / f"{count}.yaml"
        path.write_text(HOSTILE[kind](count))
        taken.append(of_refusing(partial(load, [path])))
    assert taken[1] < 2.5 * taken[0]


@pytest.mark.parametrize("key", ["registrations", "achievements"])
def test_twice_the_record_takes_no_more_than_some_twice_the_calls(tmp_path: Path, key: str) -> None:
    taken = []
    for count in (400, 800):
        path = tmp_path / f"{count}.yaml"
        path.write_text(f"{key}:\n" + "- {}\n" * count)
        taken.append(of_refusing(partial(read_record, path)))
    assert taken[1] < 2.5 * taken[0]
