"""Tables as other programs export them: no cell of one stands in the way of all."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from adviser.words.record import understood
from catalogue.errors import Fault
from catalogue.learner.record import Achievement
from catalogue.records.files.sheets import sheet_of
from catalogue.records.reading import LeftOut, RecordError, RecordRead, WhyLeftOut, read_record


def read(folder: Path, text: str, name: str = "record.csv") -> RecordRead:
    path = folder / name
    path.write_bytes(text.encode())
    return read_record(path)


def faults(folder: Path, text: str, name: str = "record.csv") -> tuple[Fault, ...]:
    with pytest.raises(RecordError) as caught:
        read(folder, text, name)
    return caught.value.faults


class TestCells:
    def test_a_line_break_is_a_space(self, tmp_path: Path) -> None:
        text = 'unit,title,ao\nX1,"Manage\nyourself","NOCN\r\n Ltd"\n'
        (one,) = read(tmp_path, text).record.achievements
        assert (one.title, one.awarding_organisation) == ("Manage yourself", "NOCN Ltd")

    @pytest.mark.parametrize("sign", ["\u2028", "\v", "\f", "\x85"])
    def test_no_other_sign_ends_a_row(self, tmp_path: Path, sign: str) -> None:
        found = read(tmp_path, f"title,unit\nManage{sign}yourself,X1\n").record.achievements
        assert found == (Achievement(unit="X1", title="Manage yourself"),)

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_lines_are_counted_whatever_ends_them(self, tmp_path: Path, end: str) -> None:
        text = end.join(["unit,title", 'X1,"a\u2028b"', "X2,c", "??,d"])
        assert [fault.line for fault in faults(tmp_path, text)] == [4]

    @pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u200f", "\ufeff", "\xa0", "\u202a"])
    def test_what_cannot_be_seen_is_not_there(self, tmp_path: Path, mark: str) -> None:
        text = f"{mark}unit{mark},date,ao\nT/506{mark}/2952,{mark}1/5/2023,{mark}NOCN{mark}\n"
        if mark == "\xa0":
            text = text.replace(f"506{mark}", "506")  # a space is seen
        (one,) = read(tmp_path, text).record.achievements
        assert (one.unit, str(one.achieved), one.awarding_organisation) == (
            "T/506/2952", "2023-05-01", "NOCN",
        )  # fmt: skip

    @pytest.mark.parametrize("blank", ["N/A", "n/a", "-", "\u2013", "none", "NULL", "#N/A", " "])
    def test_a_cell_may_say_that_there_is_nothing(self, tmp_path: Path, blank: str) -> None:
        text = f"unit,date,route\nX1,{blank},{blank}\n{blank},,{blank}\n"
        assert read(tmp_path, text).record.achievements == (Achievement(unit="X1"),)
        written = f'[{{"unit": "X1", "date": "{blank}", "route": "{blank}"}}]'
        assert read(tmp_path, written, "r.json").record.achievements == (Achievement(unit="X1"),)

    def test_without_a_reference_a_row_is_kept_aside(self, tmp_path: Path) -> None:
        found = read(tmp_path, "date,unit,title\n1/5/2023,None,Free credit\n1/5/2023,X1,\n")
        assert [one.name for one in found.record.achievements] == ["X1"]
        assert found.left_out == (LeftOut(2, "Free credit", WhyLeftOut.NO_UNIT),)

    @pytest.mark.parametrize(
        "row", ["Total,", "Grand Total,", "TOTALS:,12", ",Total", "Sum,1 204.5%"]
    )
    def test_a_total_is_left_out_and_told(self, tmp_path: Path, row: str) -> None:
        found = read(tmp_path, f"unit,credit\nX1,4\n{row}\n")
        assert [one.name for one in found.record.achievements] == ["X1"]
        ((line, why),) = [(one.line, one.why) for one in found.left_out]
        assert (line, why) == (3, WhyLeftOut.TOTAL)

    def test_a_total_with_other_words_is_looked_at(self, tmp_path: Path) -> None:
        found = read(tmp_path, "unit,title\nSUM,Add up\n")
        assert found.record.achievements == (Achievement(unit="SUM", title="Add up"),)


class TestHeadings:
    def test_lines_above_the_headings_are_passed_over(self, tmp_path: Path) -> None:
        text = (
            "Award,Achievement report\n\nPrinted on;1 May 2023\n,,\n"
            "Title,Unit Ref,Date\nx,X1,1/5/2023\ny,X2,sometime\n"
        )
        (fault,) = faults(tmp_path, text)
        assert (fault.line, fault.column) == (7, 3)
        found = read(tmp_path, text.replace("sometime", ""))
        # a blank date beside a filled one is not achieved
        assert [one.name for one in found.record.achievements] == ["X1"]
        assert found.headings == 5

    def test_the_separator_is_that_of_the_headings(self, tmp_path: Path) -> None:
        text = "Smith, A., NOCN, June, July\nUnit;Date, achieved;AO\nX1;1/5/2023;NOCN, Ltd\n"
        (one,) = read(tmp_path, text).record.achievements
        assert one.awarding_organisation == "NOCN, Ltd"

    def test_they_are_among_the_first_rows(self, tmp_path: Path) -> None:
        above = "a,b\n" * 19
        assert read(tmp_path, f"{above}unit,date\nX1,\n").headings == 20
        (fault,) = faults(tmp_path, f"a,b\n{above}unit,date\nX1,\n")
        assert "no column has the references of units; the columns are 'a', 'b'" in fault.message
        assert "delete the lines above the headings" in fault.hint


class TestFaults:
    def test_they_name_the_cell_and_its_column(self, tmp_path: Path) -> None:
        found = faults(tmp_path, "Title,Unit,Completed\nx,??,soon\nx,X1,1/5/2023,more\n")
        places = [(one.line, one.column, one.message.split(":")[0]) for one in found]
        assert places == [
            (2, 2, "column 'Unit'"),
            (2, 3, "column 'Completed'"),
            (3, 4, "has 4 cells, but there are 3 columns"),
        ]

    def test_what_is_no_table_is_not_called_empty(self, tmp_path: Path) -> None:
        (fault,) = faults(tmp_path, '"' + "x" * 200_000)
        assert (fault.line, fault.message[:16]) == (1, "this is not CSV:")


class TestLearners:
    @pytest.mark.parametrize(
        "column",
        ["ULN", "Unique Learner Number", "Learner ID", "learner ref", "LearnRefNumber",
         "Candidate number", "STUDENT_ID", "Learner Name", "candidate name", "Surname"],
    )  # fmt: skip
    def test_a_record_is_of_one(self, tmp_path: Path, column: str) -> None:
        text = f"unit,{column}\nX1,12\nX2,12\nX3,\nX4,13\nX5,14\n"
        (fault,) = faults(tmp_path, text)
        assert (fault.line, fault.column) == (5, 2)
        assert (
            "the file has achievements of 3 learners: '12' on line 2, '13' on line 5, '14' on line"
            " 6; a record is of one" in fault.message
        )
        assert len(read(tmp_path, f"unit,{column}\nX1,12\nX2,12\n").record.achievements) == 2

    def test_what_another_did_not_achieve_is_another_s(self, tmp_path: Path) -> None:
        assert faults(tmp_path, "unit,uln,status\nX1,12,pass\nX2,13,fail\n")

    def test_a_class_is_not_listed_to_the_end(self, tmp_path: Path) -> None:
        rows = "".join(f"X{n},learner {n}\n" for n in range(100))
        (fault,) = faults(tmp_path, f"unit,learner\n{rows}")
        assert "of 100 learners" in fault.message
        assert "'learner 4' on line 6 and 95 more;" in fault.message

    def test_one_name_is_the_learner_s(self, tmp_path: Path) -> None:
        text = "ULN,Learner name,Unit\n12,A. Learner,X1\n12,A.  LEARNER,X2\n"
        assert read(tmp_path, text).record.learner == "A. Learner"
        assert read(tmp_path, "ULN,Unit\n12,X1\n").record.learner is None


class TestDates:
    def test_a_beginning_or_a_plan_is_no_achievement(self, tmp_path: Path) -> None:
        columns = ["Start Date", "Date of registration", "Enrolled", "Planned End", "expected"]
        found = read(tmp_path, f"Unit,Date,{','.join(columns)}\nX1,,1/5/2023,,,,\nX2,2/5/2023\n")
        assert [one.unit for one in found.record.achievements] == ["X2"]
        assert found.other_dates == tuple(columns)

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("r.csv", "unit,date\nX1,30/4/2023\nX2,05/04/2023\n"),
            ("r.yaml", "achievements: [X1@30/4/2023, {unit: X2, date: 05/04/2023}]"),
            ("r.json", '["X1@05/04/2023"]'),
        ],
    )
    def test_a_date_that_may_be_another_is_kept_to_be_told(
        self, tmp_path: Path, name: str, text: str
    ) -> None:
        assert read(tmp_path, text, name).day_first == "05/04/2023"
        assert not read(tmp_path, text.replace("05/04", "30/4"), name).day_first


def test_left_out_is_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = read(tmp_path, "unit,status\nX1,pass\nTotal,\nX2,fail\n")
    assert found.left_out == (
        LeftOut(3, "Total", WhyLeftOut.TOTAL),
        LeftOut(4, "X2", WhyLeftOut.NOT_ACHIEVED, "status: fail"),
    )


@pytest.mark.parametrize("row", ["X9\x1b[2J,,fail", "Total\x1b,,", "X9,,\x1b[2J"])
def test_a_cell_cannot_drive_a_terminal(tmp_path: Path, row: str) -> None:
    try:
        told = "".join(understood(read(tmp_path, f"unit,date,status\nX1,,pass\n{row}\n")))
    except RecordError as error:
        told = "".join(str(error).splitlines())
    assert told.isprintable()


def test_what_stands_between_the_references_of_one_cell_parts_no_columns() -> None:
    rows = ["Learner,Unit,Prefer", *(f"L{n},M/506/2898,{LIKED}" for n in range(4))]
    sheet = sheet_of("\n".join(rows))
    assert sheet.separator == ","
    assert sheet.rows[1][1] == ["L0", "M/506/2898", LIKED]
    # and where the file is parted by it, a comma is no more than a sign
    other = sheet_of("Learner;Unit;Mark\nL0;M/506/2898;4,5\nL1;D/506/2153;3,5\n")
    assert [cells for _, cells in other.rows][1] == ["L0", "M/506/2898", "4,5"]


LIKED = "R/506/1999; F/502/8612; T/506/1980; T/506/1820"


def wide(folder: Path, name: str, columns: int) -> Path:
    """A table that tells in the last of so many columns that a unit was failed."""
    between = [""] * (columns - 3)
    rows = ["Unit", "Date", *between, "Status"], ["T/506/2952", "01/05/2023", *between, "Fail"]
    if name.endswith(".csv"):
        (folder / name).write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        book = Workbook()
        assert book.active is not None
        for cells in rows:
            book.active.append(cells)
        book.save(folder / name)
    return folder / name


@pytest.mark.parametrize("name", ["r.csv", "r.xlsx"])
def test_what_stands_far_to_the_right_is_read_or_refused_and_never_cut_off(
    tmp_path: Path, name: str
) -> None:
    """In a spreadsheet it was passed over, so that a unit that was failed counted."""
    read = read_record(wide(tmp_path, name, 500))
    assert [(one.name, one.why.value) for one in read.left_out] == [("T/506/2952", "not achieved")]
    with pytest.raises(RecordError, match="more than 500 columns"):
        read_record(wide(tmp_path, name, 501))
