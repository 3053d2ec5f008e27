"""What a learner holds, read as people write and export it; every fault at once, with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalogue.files.pages import LARGEST_FILE
from catalogue.learner.record import Achievement, LearnerRecord, Registration, Route, held
from catalogue.records.reading import (
    LARGEST_TABLE,
    MOST_ACHIEVEMENTS,
    RecordError,
    RecordRead,
    read_record,
)


def read(folder: Path, text: str | bytes, name: str = "record.yaml") -> RecordRead:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_record(path)


def faults(folder: Path, text: str | bytes, name: str = "record.yaml") -> list[tuple[int, str]]:
    with pytest.raises(RecordError) as caught:
        read(folder, text, name)
    return [(fault.line, fault.message) for fault in caught.value.faults]


ONE = Achievement(unit="D/506/2170", achieved=date(2023, 6, 3), awarding_organisation="NOCN")


class TestWrittenFiles:
    def test_a_yaml_record(self, tmp_path: Path) -> None:
        text = """
learner: A. Learner
achievements:
  - {unit: d5062170, achieved: 3/6/2023, awarding_organisation: NOCN}
  - R/506/2151
  - D/506/2170@3/6/2023
  - {award: A level Art, route: certificated}
  - {unit: T/506/2952, route: RPL}
registrations:
  - {qualification: ocr level 4, on: 2024-07-01}
"""
        assert read(tmp_path, text).record == LearnerRecord(
            learner="A. Learner",
            achievements=(
                ONE,
                Achievement(unit="R/506/2151"),
                ONE.model_copy(update={"awarding_organisation": None}),
                Achievement(award="A level Art"),
                Achievement(unit="T/506/2952", route=Route.EXPERIENCE),
            ),
            registrations=(Registration(qualification="ocr level 4", on=date(2024, 7, 1)),),
        )

    def test_json_may_be_a_bare_list(self, tmp_path: Path) -> None:
        text = (
            '[\n\t{"unit": "d5062170", "achieved": "2023-06-03",\n'
            ' "awarding_organisation": "NOCN"}]'
        )
        assert read(tmp_path, text, "record.json").record.achievements == (ONE,)

    def test_keys_may_have_their_other_usual_names(self, tmp_path: Path) -> None:
        text = """
achievements:
  - Unit reference: d5062170
    date: 2023-06-03
    AwardingBody: NOCN
registrations:
  - {qualification: ocr level 4, registration date: 2024-07-01}
"""
        found = read(tmp_path, text).record
        assert found.achievements == (ONE,)
        assert found.registrations == (
            Registration(qualification="ocr level 4", on=date(2024, 7, 1)),
        )
        exported = '[{"unitReference": "D/506/2170", "dateAchieved": "3/6/2023", "ao": "NOCN"}]'
        assert read(tmp_path, exported, "record.json").record.achievements == (ONE,)

    def test_a_fault_under_another_name_is_told_on_its_own_line(self, tmp_path: Path) -> None:
        text = "achievements:\n  - unit: D/506/2170\n    route: rpl\n    date: never\n"
        assert [line for line, _ in faults(tmp_path, text)] == [4]
        twice = (
            "achievements:\n  - unit: D/506/2170\n    achieved: 2023-06-03\n    date: 2023-06-04\n"
        )
        # the second name is no other one: it stays an unknown key
        assert [(line, told[:18]) for line, told in faults(tmp_path, twice)] == [
            (4, "unknown key 'date'")
        ]

    def test_every_fault_comes_at_once_with_its_line(self, tmp_path: Path) -> None:
        text = (
            "achievements:\n"
            "  - unit: D/506/2170\n"
            "    achieved: 2023-02-31\n"
            "  - {unt: R/506/2151}\n"
            "  - {unit: T/506/2952, award: A level Art}\n"
            "  - '?? what'\n"
        )
        assert faults(tmp_path, text) == [
            (3, "'2023-02-31' is no day of the calendar"),
            (4, "unknown key 'unt'"),
            (5, "an achievement has either a unit or an award"),
            (
                6,
                "'?? what' is not a unit reference, such as D/506/2170 or 3BEP: the sign '?' stands"
                " in none",
            ),
        ]

    def test_a_fault_in_a_bare_list_has_its_line(self, tmp_path: Path) -> None:
        text = '[{"unit": "R/506/2151"},\n {"unit": "R/506/2151", "achieved": "soon"}]'
        ((line, message),) = faults(tmp_path, text, "record.json")
        assert line == 2
        assert "'soon' is not a date" in message

    def test_an_exception_must_say_who_agreed_to_it(self, tmp_path: Path) -> None:
        text = (
            "exceptions:\n"
            "  - {kind: waive-rule, qualification: ocr, rule: total, reason: Illness,"
            " agreed_on: 2024-01-01, reference: L1}\n"
        )
        assert faults(tmp_path, text) == [(2, "'agreed_by' is missing")]

    @pytest.mark.parametrize(
        "text", ["achievements: 3", "learner: [a", "just words", "", "a: &x [1]\nb: *x"]
    )
    def test_what_is_no_record_is_refused(self, tmp_path: Path, text: str) -> None:
        assert faults(tmp_path, text)


class TestTables:
    @pytest.mark.parametrize(
        "text",
        [
            "unit,achieved,awarding_organisation\nD/506/2170,2023-06-03,NOCN\n",
            "Awarding Body;DATE ACHIEVED;Unit Reference\r\nNOCN;3/6/2023;d5062170\r\n",
            "URN\tAO\tDate\nd506/2170\tNOCN\t03.06.2023\n",
            '\ufeffRef,"Date of achievement",AO,\n"D/506/2170",03/06/2023,NOCN,\n\n,,,\n',
            "sep=;\nUnit code;awarding organization;Achieved\nD/506/2170;NOCN;2023-06-03",
        ],
    )
    def test_columns_in_any_order_and_spelling(self, tmp_path: Path, text: str) -> None:
        assert read(tmp_path, text, "record.csv").record.achievements == (ONE,)

    def test_what_was_understood_can_be_shown(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Tutor,Unit Ref,Date\nA,D/506/2170,\n", "record.csv")
        assert found.used == (("Unit Ref", "unit"), ("Date", "achieved"))
        assert found.unused == ("Tutor",)

    def test_every_fault_comes_at_once_with_its_line(self, tmp_path: Path) -> None:
        text = (
            "ref,date,route\n"
            "D/506/2170,31/2/2023,\n"
            '"R/506/2151","2023-01-01",magic\n'
            "T/506/2952,2023-01-01,experience\n"
            "T/506/2952,2023-01-01,experience,more\n"
        )
        assert faults(tmp_path, text, "record.csv") == [
            (2, "column 'date': '31/2/2023' is no day of the calendar"),
            (
                3,
                "column 'route': route must be 'certificated', 'experience' or 'awarded-rpl',"
                " not 'magic'",
            ),
            (5, "has 4 cells, but there are 3 columns"),
        ]

    def test_lines_are_counted_through_cells_of_several_lines(self, tmp_path: Path) -> None:
        text = 'ref,title\n?,"one\ntwo"\n??,x\n'
        lines = [line for line, _ in faults(tmp_path, text, "record.csv")]
        # the second row begins on line 2 and the third on line 4
        assert lines == [2, 4]

    def test_of_two_columns_of_units_the_references_count(self, tmp_path: Path) -> None:
        found = read(tmp_path, "ref,unit\nD/506/2170,x1\n", "record.csv")
        assert [one.unit for one in found.record.achievements] == ["D/506/2170"]
        assert found.unused == ("unit",)

    def test_a_day_may_be_written_with_its_time(self, tmp_path: Path) -> None:
        """So spreadsheets and other programs write days."""
        text = "unit,date\nD/506/2170,2023-06-03 00:00:00\nD/506/2170,2023-06-03T14:30:00Z\n"
        found = read(tmp_path, text, "r.csv").record.achievements
        assert [one.achieved for one in found] == [date(2023, 6, 3)] * 2

    def test_a_list_without_column_names_is_told_as_such(self, tmp_path: Path) -> None:
        with pytest.raises(RecordError, match="the first line names the columns"):
            read(tmp_path, "D/506/2170,2023-06-03\nR/506/2151,2023-06-03\n", "r.csv")

    def test_without_a_column_of_units_the_columns_are_listed(self, tmp_path: Path) -> None:
        ((_, message),) = faults(tmp_path, "date,grade\n2023-01-01,P\n", "record.csv")
        assert "the columns are 'date', 'grade'" in message


class TestHostileFiles:
    def test_a_written_record_may_be_no_larger_than_another_file(self, tmp_path: Path) -> None:
        content = b"x" * (LARGEST_FILE + 1)
        assert "larger than 1 MiB" in faults(tmp_path, content, "record.yaml")[0][1]

    @pytest.mark.parametrize("name", ["record.csv", "record.yaml", "record.json"])
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"x" * (LARGEST_TABLE + 1), "larger than 10 MiB"),
            (b"\x00\x01\x02\xff\xfe\n", "not "),
            (b"PK\x03\x04rest", "spreadsheet"),
            (b"", "empty"),
        ],
    )
    def test_they_are_refused(
        self, tmp_path: Path, name: str, content: bytes, message: str
    ) -> None:
        assert message in faults(tmp_path, content, name)[0][1]

    def test_a_record_has_an_end(self, tmp_path: Path) -> None:
        text = "unit\n" + "D/506/2170\n" * (MOST_ACHIEVEMENTS + 1)
        assert "more than 5,000" in faults(tmp_path, text, "record.csv")[0][1]

    def test_a_folder_and_a_missing_file_are_named(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none.csv"):
            with pytest.raises(RecordError):
                read_record(path)


def test_held_on_the_command_line() -> None:
    assert held("d5062170@3/6/2023") == ONE.model_copy(update={"awarding_organisation": None})
    assert held("3BEP") == Achievement(unit="3BEP")
    for text in ("@2023-01-01", "D/506/2170@soon", "??"):
        with pytest.raises(ValueError, match=r"reference|date"):
            held(text)


def test_the_parts_of_a_record_may_be_written_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(
        '{"Learner": "Ann", "Achievements": [{"Unit Ref": "U1", "Date Achieved": "2023-05-01"}]}',
        encoding="utf-8",
    )
    read = read_record(path)
    assert (read.record.learner, read.record.achievements[0].name) == ("Ann", "U1")
    assert read.used == (("Unit Ref", "unit"), ("Date Achieved", "achieved"))
    path.write_text('{"Achievements": [{"unit": "U1", "Datum": "x"}]}', encoding="utf-8")
    with pytest.raises(RecordError, match="unknown key 'Datum'") as error:
        read_record(path)
    assert len(error.value.faults) == 1


def test_rows_of_several_learners_are_refused_in_json_too(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    rows = ['{"Learner": "Ann", "unit": "U1"}', '{"Learner": "Bob", "unit": "U2"}']
    path.write_text("[" + ",\n".join(rows) + "]", encoding="utf-8")
    with pytest.raises(RecordError, match="2 learners: 'Ann' on line 1, 'Bob' on line 2") as error:
        read_record(path)
    assert error.value.faults[0].line == 2
    path.write_text(f"[{rows[0]}]", encoding="utf-8")
    assert read_record(path).record.learner == "Ann"
