"""Two awarding organisations with one code, as a user meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.test_identity import MANAGING, PLUMBING, file
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
ON = ("--on", "2026-01-01")


def folder(at: Path, *texts: str) -> tuple[str, str]:
    at.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (at / f"{number}.yaml").write_text(text, encoding="utf-8")
    return "--catalogue", str(at)


@pytest.mark.parametrize("turned", [False, True])
def test_suggest_shows_the_unit_of_the_organisation(
    unitwise: Unitwise, tmp_path: Path, turned: bool
) -> None:
    files = (MANAGING, PLUMBING) if turned else (PLUMBING, MANAGING)
    own = folder(tmp_path / "own", *files)
    for name, title, glh in (("plumbing", "Plumbing", 30), ("managing", "Managing", 44)):
        told = unitwise("suggest", name, "--json", *ON, *own)
        (unit,) = json.loads(told.out)["units"]
        assert (unit["title"], unit["glh"]) == (title, glh)
        assert told.err == ""


def test_transfer_tells_whose_code_it_is(unitwise: Unitwise, tmp_path: Path) -> None:
    own = folder(tmp_path / "own", PLUMBING, MANAGING)
    told = unitwise("transfer", "--held", "CMI:301", "--to", "plumbing", *ON, *own)
    assert "Here 301 is a code of City & Guilds, and the one held is of CMI." in told.out
    assert "301  Managing" in told.out
    record = tmp_path / "record.csv"
    record.write_text("Unit,Title\n301,\n", encoding="utf-8")
    told = unitwise("transfer", str(record), "--to", "plumbing", *ON, *own)
    assert "301 is a code of City & Guilds and CMI, and the record does not say" in told.out
    ranked = json.loads(unitwise("transfer", "--held", "CMI:301", "--json", *ON, *own).out)
    worth = {one["qualification"]["short_name"]: one["takes"] for one in ranked["standings"]}
    assert (worth["managing"], worth["plumbing"]) == (["CMI:301"], [])
    assert ranked["unknown"] == []


def test_a_code_typed_without_its_organisation_is_asked_about(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    own = folder(tmp_path / "own", PLUMBING, MANAGING)
    told = unitwise("suggest", "plumbing", "--held", "301", *ON, *own)
    assert told.code == 2
    assert "  City & Guilds:301  Plumbing\n  CMI:301  Managing\n" in told.err
    # in a wish only the qualification's own can be meant
    assert unitwise("suggest", "plumbing", "--want", "301", *ON, *own).code == 0
    assert unitwise("check", "plumbing", "City & Guilds:301", *ON, *own).code == 0
    refused = unitwise("check", "plumbing", "CMI:301", *ON, *own)
    assert "CMI:301 Managing is not a unit of this qualification" in " ".join(refused.err.split())


def test_an_unrelated_file_leaves_a_shipped_qualification_possible(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """BM301 is a unit of the shipped QUALIFI diploma; here another body's, and nobody's."""
    name = "qualifi-l3-business-management"
    shipped = json.loads(unitwise("suggest", name, "--json", *ON).out)
    others = file("yachting", "Sailors", "BM301|Boats|1|1"), file("", None, "BM301|Birds|99|1")
    for text in others:
        own = folder(tmp_path / "own", text)
        told = unitwise("suggest", name, "--json", *ON, *own)
        assert json.loads(told.out)["units"] == shipped["units"]
    assert "BM301 ('Birds') is nobody's code here" in told.err


@pytest.mark.parametrize(
    "asked",
    [
        ("suggest", "one", *ON),
        ("bounds", "one"),
        ("check", "one", "R/506/2151"),
        ("catalogue", "show", "one"),
        ("transfer", "--held", "R/506/2151", "--to", "one", *ON),
        ("whatif", "one", "--set", "on=2026-01-01"),
        ("catalogue", "list"),
    ],
)
def test_every_command_tells_a_clash(
    unitwise: Unitwise, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    own = folder(
        tmp_path / "own",
        file("one", "CMI", "R/506/2151|Serving|4|30"),
        file("two", "CMI", "R/506/2151|Cooking|4|30"),
    )
    told = unitwise(*asked, *own)
    assert told.err.count("R/506/2151 is called 'Cooking' here, but 'Serving' in") == 1


def test_a_batch_tells_a_clash_once(unitwise: Unitwise, tmp_path: Path) -> None:
    own = folder(
        tmp_path / "own",
        file("one", "CMI", "R/506/2151|Serving|4|30"),
        file("two", "CMI", "R/506/2151|Cooking|4|30"),
    )
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"qualification": "one", "on": "2026-01-01"}\n' * 4, encoding="utf-8")
    told = unitwise("suggest", "--batch", str(lines), *own)
    assert told.code == 0
    assert told.err.count("is called 'Cooking' here") == 1
