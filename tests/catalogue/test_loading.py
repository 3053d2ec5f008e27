"""Several files and folders: what overrides, what clashes, what is doubted."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import CatalogueError, load
from catalogue.files.loading import SHIPPED
from tests.catalogue.files import faults, read, written

RULES = """
- id: all
  kind: mandatory
  says: All of A.
  of: {groups: [A]}
"""
UNIT = (
    "documents: {{d: D}}\nunits:\n- reference: A1\n  title: Unit A1\n  level: {level}\n"
    "  credit: {credit}\n  glh: {glh}\n  sources: [{{document: d}}]\n"
)


def qualification(name: str, number: str = "null", title: str = "Title") -> str:
    text = written({"A": "A1/3/5"}, RULES, short_name=name, title=title)
    return text.replace("number: null", f"number: {number}")


def folder(at: Path, *texts: str) -> Path:
    at.mkdir()
    for number, text in enumerate(texts):
        (at / f"{number}.yaml").write_text(text, encoding="utf-8")
    return at


class TestOneFolder:
    def test_two_qualifications_of_one_short_name_clash(self) -> None:
        (fault,) = faults(qualification("same"), qualification("same"))
        assert (fault.path, fault.line) == ("1.yaml", 2)
        assert fault.message.startswith("two qualifications of one folder have the short name same")
        assert fault.message.endswith("0.yaml:2")

    def test_two_qualifications_of_one_number_clash(self) -> None:
        (fault,) = faults(qualification("one", "601/3528/1"), qualification("two", "60135281"))
        assert fault.message.startswith(
            "two qualifications of one folder have the number 601/3528/1"
        )

    def test_two_qualifications_without_number_do_not(self) -> None:
        assert len(read(qualification("one"), qualification("two")).qualifications) == 2

    @pytest.mark.parametrize(
        ("facts", "doubts"),
        [
            ({"level": 3, "credit": 5, "glh": 50}, []),
            ({"level": 3, "credit": 5, "glh": "null"}, []),
            ({"level": 3, "credit": 5, "glh": 40}, ["A1 has 40 GLH here, but 50 GLH in"]),
            ({"level": 2, "credit": 5, "glh": 50}, ["A1 has level 2 here, but level 3 in"]),
            ({"level": 3, "credit": "null", "glh": 50}, ["A1 has no credit here, but credit 5 in"]),
            (
                {"level": "Entry 3", "credit": 6, "glh": 50},
                ["A1 has Entry 3 here, but level 3 in", "A1 has credit 6 here, but credit 5 in"],
            ),
        ],
    )
    def test_a_unit_with_other_facts_in_another_file_is_doubted_with_both_places(
        self, facts: dict[str, object], doubts: list[str]
    ) -> None:
        found = read(qualification("one"), UNIT.format(**facts)).warnings
        assert len(found) == len(doubts)
        for warning, words in zip(found, doubts, strict=True):
            assert warning.message.startswith(words)
            assert "0.yaml:" in warning.message
            assert Path(warning.path).name == "1.yaml"
            assert warning.line in {5, 6, 7}

    def test_a_misprinted_number_is_doubted_and_the_file_is_read(self) -> None:
        catalogue = read(qualification("one", "601/3528/2"))
        assert [w.message for w in catalogue.warnings] == [
            "601/3528/2: its last character does not fit the others; 1 would"
        ]
        assert catalogue.find("601/3528/2").short_name == "one"

    def test_a_coined_reference_is_not_doubted(self) -> None:
        text = qualification("one").replace("A1", "R/506/2170")
        assert len(read(text).warnings) == 1
        assert read(text.replace("  level: 3\n  credit", "  coined: true\n  level: 3\n  credit")
                    ).warnings == ()  # fmt: skip


class TestSeveralFolders:
    def test_a_later_folder_overrides_by_short_name_and_by_number(self, tmp_path: Path) -> None:
        first = folder(
            tmp_path / "first",
            qualification("one", title="First"),
            qualification("two", "601/3528/1", title="First"),
        )
        second = folder(
            tmp_path / "second",
            qualification("one", title="Second"),
            qualification("renamed", "601/3528/1", title="Second"),
        )
        found = load([first, second], shipped=False).qualifications
        assert [(q.short_name, q.title) for q in found] == [
            ("one", "Second"),
            ("renamed", "Second"),
        ]

    def test_a_folder_that_gives_a_shipped_unit_other_credit_is_doubted(
        self, tmp_path: Path
    ) -> None:
        # D/506/2170 has 5 credits in the shipped file
        own = UNIT.format(level=3, credit=9, glh=24).replace("A1", "D/506/2170")
        own = own.replace("Unit D/506/2170", load().units["D/506/2170"].title)
        catalogue = load([folder(tmp_path / "own", own)])
        (warning,) = catalogue.warnings
        assert warning.message.startswith("D/506/2170 has credit 9 here, but credit 5 in")
        assert str(SHIPPED) in warning.message
        assert catalogue.units["D/506/2170"].credit == 9

    def test_the_faults_of_all_folders_are_told_at_once(self, tmp_path: Path) -> None:
        bad = qualification("one").replace("level: 3", "level: 30")
        first, second = folder(tmp_path / "a", bad), folder(tmp_path / "b", "- x\n")
        with pytest.raises(CatalogueError) as caught:
            load([first, second, tmp_path / "none"], shipped=False)
        assert {Path(fault.path).parent.name for fault in caught.value.faults} >= {"a", "b"}
        assert any(fault.message == "there is no such folder" for fault in caught.value.faults)


def test_the_shipped_catalogue_has_no_doubts() -> None:
    assert load().warnings == ()


def test_the_shipped_catalogue_has_every_file_as_one_qualification() -> None:
    names = {file.stem for file in (Path(SHIPPED) / "qualifications").rglob("*.yaml")}
    assert {one.short_name for one in load().qualifications} == names
