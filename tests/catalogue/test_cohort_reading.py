"""Many learners in one file: whose rows are whose, and what is wrong with whom."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from openpyxl import Workbook

from catalogue import RecordError, read_record
from catalogue.records.cohort import LearnerRead
from catalogue.records.cohort_files import read_cohort

LONG = """\
Learner ID,Name,Unit,Achieved,Status,Registered,Want,Max GLH
1001,Ann Bell,T/506/2952,2024-05-01,Achieved,2025-09-01,social media; R/506/2179,150
1001,Ann Bell,R/506/2151,,Withdrawn,,,
1002,Bob Carr,T/506/2952,01/06/2024,Achieved,,,
1003,Cy Dee,T/506/2952,sometime,Achieved,,,
1003,Cy Dee,R/506/2151,2024-06-02,Achieved,,,
1004,Di Eve,R/506/2151,,,,,
"""


def learners(path: Path, text: str | bytes, name: str = "cohort.csv") -> list[LearnerRead]:
    file = path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_cohort(file).learners)


def held(one: LearnerRead) -> list[tuple[str, date | None]]:
    assert one.record is not None, one.faults
    return [(x.name, x.achieved) for x in one.record.achievements]


def test_rows_are_put_together_by_their_learner(tmp_path: Path) -> None:
    ann, bob, cy, di = learners(tmp_path, LONG)
    assert (ann.id, ann.name, ann.line) == ("1001", "Ann Bell", 2)
    assert held(ann) == [("T/506/2952", date(2024, 5, 1))]
    assert [(one.name, one.why.value) for one in ann.left_out] == [("R/506/2151", "not achieved")]
    assert held(bob) == [("T/506/2952", date(2024, 6, 1))]
    assert held(di) == []
    assert cy.record is None


def test_columns_are_told_as_the_file_has_them(tmp_path: Path) -> None:
    """A name below *Name* could be a person beside a title, and is parted to be looked at."""
    file = tmp_path / "cohort.csv"
    file.write_text(LONG, encoding="utf-8")
    (sheet,) = read_cohort(file).sheets
    assert [heading for heading, _ in sheet.columns] == LONG.splitlines()[0].split(",")


def test_a_learner_who_cannot_be_read_says_why_and_stops_nobody(tmp_path: Path) -> None:
    found = learners(tmp_path, LONG)
    assert [one.id for one in found if one.record is None] == ["1003"]
    (fault,) = found[2].faults
    assert fault.startswith("line 5: column 'Achieved': 'sometime' is not a date")


def test_columns_say_what_is_asked_for_each(tmp_path: Path) -> None:
    ann, bob, *_ = learners(tmp_path, LONG)
    assert ann.asked == {
        "on": "2025-09-01",
        "want": ["social media", "R/506/2179"],
        "limits": {"new_glh": 150},
    }
    assert bob.asked == {}


def test_what_is_asked_twice_differently_is_told(tmp_path: Path) -> None:
    text = "Learner,Unit,Registered\nAnn Bell,T/506/2952,2025-09-01\nAnn Bell,R/506/2151,2025-09-02"
    (ann,) = learners(tmp_path, text)
    assert "'2025-09-02' on line 3" in ann.faults[0]


@pytest.mark.parametrize(
    "text",
    [
        "Learner,Registered,T/506/2952,R/506/2151\nAnn Bell,2025-09-01,Y,\nBob Carr,,Y,Y\n",
        "Unit,Ann Bell,Bob Carr\nT/506/2952,Y,Y\nR/506/2151,,Y\n",
        "Learner,Unit\nAnn Bell,T/506/2952\nBob Carr,T/506/2952\nBob Carr,R/506/2151\n",
    ],
)
def test_units_across_people_across_and_a_row_each_say_the_same(text: str, tmp_path: Path) -> None:
    found = {one.id: [name for name, _ in held(one)] for one in learners(tmp_path, text)}
    assert found == {"Ann Bell": ["T/506/2952"], "Bob Carr": ["T/506/2952", "R/506/2151"]}


def test_an_empty_cell_of_a_grid_is_nothing_to_tell_of(tmp_path: Path) -> None:
    text = "Learner,T/506/2952,R/506/2151\nAnn Bell,2025-09-01,\nBob Carr,Withdrawn,\n"
    ann, bob = learners(tmp_path, text)
    assert (len(held(ann)), ann.left_out, held(bob)) == (1, (), [])
    assert [one.name for one in bob.left_out] == ["T/506/2952"]


def test_each_sheet_is_a_learner(tmp_path: Path) -> None:
    book = Workbook()
    for name, units in (("Ann Bell", ["T/506/2952"]), ("Bob Carr", ["T/506/2952", "R/506/2151"])):
        sheet = book.create_sheet(name)
        sheet.append(["Unit", "Achieved"])
        for unit in units:
            sheet.append([unit, date(2024, 5, 1)])
    book.save(tmp_path / "c.xlsx")
    found = list(read_cohort(tmp_path / "c.xlsx").learners)
    assert [(one.id, one.sheet, len(held(one))) for one in found] == [
        ("Ann Bell", "Ann Bell", 1),
        ("Bob Carr", "Bob Carr", 2),
    ]


def test_a_learner_on_two_sheets_is_told(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Autumn", "Spring"):
        sheet = book.create_sheet(name)
        sheet.append(["Learner", "Unit"])
        sheet.append(["Ann Bell", "T/506/2952"])
        sheet.append([f"{name} Only", "T/506/2952"])
    book.save(tmp_path / "c.xlsx")
    found = list(read_cohort(tmp_path / "c.xlsx").learners)
    assert [one.id for one in found if one.faults] == ["Ann Bell", "Ann Bell"]
    assert "on several sheets" in found[0].faults[0]


def test_a_number_of_two_people_is_told_and_a_name_of_two_numbers_is_two(tmp_path: Path) -> None:
    text = (
        "Learner ID,Learner,Unit\n1,Ann Bell,T/506/2952\n1,Bob Carr,R/506/2151\n"
        "2,Cy Dee,T/506/2952\n3,Cy Dee,R/506/2151\n"
    )
    found = learners(tmp_path, text)
    assert [one.id for one in found] == ["1", "2", "3"]
    assert "is the number of 2 people" in found[0].faults[0]
    assert not found[1].faults
    assert not found[2].faults


def test_a_row_with_too_many_cells_is_told_of_its_learner_alone(tmp_path: Path) -> None:
    text = "Learner,Unit\nAnn Bell,T/506/2952,stray\nBob Carr,T/506/2952\n"
    ann, bob = learners(tmp_path, text)
    assert "has 3 cells" in ann.faults[0]
    assert len(held(bob)) == 1


def test_what_one_row_says_is_evidence_for_the_blanks_of_another_learner(tmp_path: Path) -> None:
    """As in a record of one: where some rows have a day, a blank one is not achieved."""
    text = "Learner,Unit,Achieved\nAnn Bell,T/506/2952,2024-05-01\nBob Carr,T/506/2952,\n"
    ann, bob = learners(tmp_path, text)
    assert len(held(ann)) == 1
    assert held(bob) == []
    alone = read_record(tmp_path / "cohort.csv", learner="Bob Carr")
    assert alone.record.achievements == ()


def test_a_column_that_is_not_understood_stops_the_reading(tmp_path: Path) -> None:
    text = "Learner,Unit,RAG\nAnn Bell,T/506/2952,Green\nBob Carr,T/506/2952,Red\n"
    with pytest.raises(RecordError, match="RAG"):
        learners(tmp_path, text)


def test_a_file_that_says_nobody_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no column says whose rows they are"):
        learners(tmp_path, "Unit,Achieved\nT/506/2952,2024-05-01\n")


def test_json_lines_are_a_learner_each(tmp_path: Path) -> None:
    lines = [
        {
            "id": 7,
            "learner": "Ann",
            "achievements": [{"unit": "T/506/2952"}],
            "want": ["R/506/2151"],
        },
        {"id": 8, "held": ["T/506/2952@2024-05-01", "bogus ref!"]},
        {
            "learner": "Cy",
            "record": {"achievements": ["T/506/2952@2024-05-01"]},
            "on": "2025-09-01",
        },
    ]
    text = "\n".join(map(json.dumps, lines)) + "\nnope\n"
    ann, eight, cy, nope = learners(tmp_path, text, "c.jsonl")
    assert (ann.id, ann.name, ann.asked) == ("7", "Ann", {"want": ["R/506/2151"]})
    assert "bogus ref!" in eight.faults[0]
    assert held(cy) == [("T/506/2952", date(2024, 5, 1))]
    assert cy.asked == {"on": "2025-09-01"}
    assert nope.faults[0].startswith("the line is not JSON")


def test_json_lines_of_achievements_are_read_as_the_same_table(tmp_path: Path) -> None:
    rows: list[dict[str, str | None]] = [
        {"learner": "L1", "unit": "M/506/2898", "status": "Pass", "registered": "2026-01-02"},
        {"learner": "L1", "unit": "D/506/2153", "status": "Fail", "registered": None},
        {"learner": "L2", "unit": "M/506/2898", "status": "Pass"},
        {"learner": "L3", "unit": "M/506/2898", "status": "Pass", "avoid": "D/506/2153"},
    ]
    heads = ["learner", "unit", "status", "registered", "avoid"]
    cells = [",".join(str(row.get(head) or "") for head in heads) for row in rows]
    table = learners(tmp_path, "\n".join([",".join(heads), *cells]))
    lines = learners(tmp_path, "\n".join(map(json.dumps, rows)), "c.jsonl")
    assert [replace(one, line=0, left_out=()) for one in lines] == [
        replace(one, line=0, left_out=()) for one in table
    ]
    assert [one.asked for one in lines] == [{"on": "2026-01-02"}, {}, {"avoid": ["D/506/2153"]}]
    with pytest.raises(RecordError, match=r"c.jsonl:2:1: the line is not an achievement"):
        learners(tmp_path, f"{json.dumps(rows[0])}\n" + '{"learner": "L1", "unit": []}', "c.jsonl")
    # what a learner wants is nothing that they hold
    (one,) = learners(tmp_path, '{"id": "L1", "prefer": "D/506/2153"}', "c.jsonl")
    assert one.record is not None


def test_parquet_is_a_table_like_any(tmp_path: Path) -> None:
    table = pyarrow.table(
        {"Learner": ["Ann", "Ann", "Bob"], "Unit": ["T/506/2952", "R/506/2151", "T/506/2952"],
         "Achieved": [date(2024, 5, 1), None, date(2024, 5, 2)]}
    )  # fmt: skip
    pyarrow.parquet.write_table(table, tmp_path / "c.parquet")
    ann, bob = read_cohort(tmp_path / "c.parquet").learners
    assert held(ann) == [("T/506/2952", date(2024, 5, 1))]
    assert held(bob) == [("T/506/2952", date(2024, 5, 2))]


@pytest.mark.parametrize(
    "text",
    [
        ",Ann Bell,,Bob Carr,\nUnit,Result,Date,Result,Date\nT/506/2952,Pass,1/5/2023,Fail,\n"
        "R/506/2151,Fail,,Pass,1/5/2023\n",
        "Learner: Ann Bell\nUnit,Result,Date\nT/506/2952,Pass,1/5/2023\nR/506/2151,Fail,\n"
        "Learner: Bob Carr\nR/506/2151,Pass,1/5/2023\n",
        ",T/506/2952,,R/506/2151,\nLearner,Result,Date,Result,Date\n"
        "Ann Bell,Pass,1/5/2023,Fail,\nBob Carr,,,Pass,1/5/2023\n",
        "Learner,Unit,LO1,LO2,Date\nAnn Bell,T/506/2952,x,x,1/5/2023\nAnn Bell,R/506/2151,x,,\n"
        "Bob Carr,R/506/2151,x,x,1/5/2023\n",
    ],
    ids=["bands", "labels", "units in two rows of headings", "parts across"],
)
def test_learners_are_kept_apart_in_any_layout(tmp_path: Path, text: str) -> None:
    ann, bob = learners(tmp_path, text)
    assert (ann.name, held(ann)) == ("Ann Bell", [("T/506/2952", date(2023, 5, 1))])
    assert (bob.name, held(bob)) == ("Bob Carr", [("R/506/2151", date(2023, 5, 1))])


def test_units_with_numbers_across_are_a_row_each(tmp_path: Path) -> None:
    text = (
        "Learner,Unit 1,Date 1,Status 1,Unit 2,Date 2,Status 2,Max GLH\n"
        "Ann Bell,T/506/2952,2024-05-01,Pass,R/506/2151,2024-06-01,Withdrawn,90\n"
        "Bob Carr,R/506/2151,2024-05-02,Pass,,,,\n"
        "Cy Dee,,,,,,,\n"
    )
    ann, bob, cy = learners(tmp_path, text)
    assert held(ann) == [("T/506/2952", date(2024, 5, 1))]
    assert [(one.name, one.why.value) for one in ann.left_out] == [("R/506/2151", "not achieved")]
    assert (ann.asked, bob.asked) == ({"limits": {"new_glh": 90}}, {})
    assert held(bob) == [("R/506/2151", date(2024, 5, 2))]
    assert (held(cy), cy.left_out) == ([], ())


def test_a_sheet_says_above_its_headings_whose_it_is_and_what_is_asked(tmp_path: Path) -> None:
    book = Workbook()
    for number, (name, units) in enumerate((("Ann Bell", ["T/506/2952"]), ("Bob Carr", []))):
        sheet = book.create_sheet(f"L{number}")
        sheet.append(["Learner", name, "Learner number", f"90{number}"])
        sheet.append(["Registered: 2025-09-01"])
        sheet.append(["Max GLH", 100 + number])
        sheet.append(["Unit", "Achieved"])
        for unit in units:
            sheet.append([unit, date(2024, 5, 1)])
    book.create_sheet("Notes").append(["nothing of any unit"])
    book.save(tmp_path / "c.xlsx")
    read = read_cohort(tmp_path / "c.xlsx")
    ann, bob = read.learners
    assert [(one.id, one.name, one.sheet) for one in (ann, bob)] == [
        ("900", "Ann Bell", "L0"),
        ("901", "Bob Carr", "L1"),
    ]
    assert [one.asked for one in (ann, bob)] == [
        {"on": "2025-09-01", "limits": {"new_glh": 100 + number}} for number in (0, 1)
    ]
    assert (len(held(ann)), held(bob)) == (1, [])
    assert ("Notes" in read.unread, read.count) == (True, 2)


@pytest.mark.parametrize(
    ("text", "bobs"),
    [
        ("Learner,Tutor,Unit,Achieved\nAnn Bell,Mx T,T/506/2952,2024-05-01\nBob Carr,Mx T,,\n", 0),
        ("Learner,Unit\nAnn Bell,T/506/2952\nBob Carr,\n", 0),
        ("Learner ID,Learner,Unit\n1,Ann Bell,T/506/2952\n2,Ann Bell,\n", 0),
        ("Learner,Unit,Achieved\nAnn Bell,T/506/2952,2024-05-01\nBob Carr,,2024-05-02\n", 0),
        # A unit that stands before the learners may be merged over several.
        ("Unit,Learner\nT/506/2952,Ann Bell\n,Bob Carr\n", 1),
    ],
)
def test_nobody_is_given_the_unit_of_the_learner_above(
    tmp_path: Path, text: str, bobs: int
) -> None:
    ann, bob = learners(tmp_path, text)
    assert (len(held(ann)), len(held(bob))) == (1, bobs)


def grid(heads: str, *people: str) -> str:
    """Units across: of two units the first is achieved by the first learner alone."""
    ticks = ("Achieved", "Withdrawn"), ("In progress", "Achieved")
    rows = [",".join((one, *cells)) for one, cells in zip(people, ticks, strict=True)]
    return "\n".join([f"{heads},T/506/2952,R/506/2151", ",,Manage,Resolve", *rows])


@pytest.mark.parametrize(
    ("heads", "people", "who"),
    [
        ("Ref,Name", ("A1,Ann Bell", "A2,Dafydd ap Rhys"), ("A1", "Ann Bell")),
        ("Learner ref,Name", ("007,Ann Bell", "008,Bob Carr"), ("007", "Ann Bell")),
        ("Name,ID", ("Ann Bell,A1", "Bob Carr,A2"), ("A1", "Ann Bell")),
        ("No.,Student name", ("1,Ann Bell", "2,Bob Carr"), ("Ann Bell", "Ann Bell")),
    ],
)
def test_a_grid_of_people_by_number_and_name(
    tmp_path: Path, heads: str, people: tuple[str, str], who: tuple[str, str]
) -> None:
    first, second = learners(tmp_path, grid(heads, *people))
    assert (first.id, first.name) == who
    assert [held(one)[0][0] for one in (first, second)] == ["T/506/2952", "R/506/2151"]


def test_a_number_of_rows_makes_nobody_several_learners(tmp_path: Path) -> None:
    text = (
        "No,Name,Unit,Achieved\n1,Ann Bell,T/506/2952,2024-05-01\n2,Ann Bell,R/506/2151,2024-05-01"
    )
    (ann,) = learners(tmp_path, text)
    assert [name for name, _ in held(ann)] == ["T/506/2952", "R/506/2151"]


def test_what_is_asked_is_understood_by_the_words_of_its_heading(tmp_path: Path) -> None:
    heads = ("Learner", "Unit", "Achieved", "Reg date", "Max hours", "Max cost (£)", "Units wanted",
             "Preferred units", "Units to avoid", "Maximum level", "Reg number")  # fmt: skip
    cells = ("Ann", "T/506/2952", "2024-05-01", "03/09/2024", "300 hours", "£1250.50", "R/506/2151",
             "D/506/2153=+2", "group:C", "Level 4", "77")  # fmt: skip
    (ann,) = learners(tmp_path, "\t".join(heads) + "\n" + "\t".join(cells))
    assert ann.asked == {
        "on": "03/09/2024",
        "want": ["R/506/2151"],
        "avoid": ["group:C"],
        "prefer": {"D/506/2153": 2},
        "limits": {"new_glh": 300, "highest_level": 4, "new_pence": 125050},
    }
    (dear,) = learners(tmp_path, "Learner,Unit,Achieved,Budget\nAnn,T/506/2952,2024-05-01,dear")
    assert "'dear' is no price" in dear.faults[0]


def test_nobody_and_hundreds_of_columns_are_told_shortly(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="nobody stands below the headings"):
        learners(tmp_path, "Learner,Unit,Achieved\n")
    many = [f"Extra {n}" for n in range(300)]
    text = ",".join(["Learner,Unit,Achieved", *many])
    text += "\nAnn,T/506/2952,2024-05-01," + ",".join(["x"] * 300)
    with pytest.raises(RecordError) as error:
        learners(tmp_path, text)
    assert "and 270 more" in str(error.value)


NAMED = """\
Name,Unit,Result,Date
Ann Bell,T/506/2952,Pass,01/05/2023
Ann Bell,R/506/2151,Pass,12/06/2023
{},D/506/2153,Pass,12/06/2023
Bob Carr,T/506/2952,Pass,01/05/2023
Bob Carr,R/506/2151,Pass,01/05/2023
"""


@pytest.mark.parametrize("blank", ["", "NULL", "n/a"])
def test_where_names_are_written_out_a_row_without_one_is_nobodys(
    tmp_path: Path, blank: str
) -> None:
    """It was taken for that of the learner above, as of a cell that is merged."""
    ann, nobody, bob = learners(tmp_path, NAMED.format(blank))
    assert [name for name, _ in held(ann)] == ["T/506/2952", "R/506/2151"]
    assert [name for name, _ in held(bob)] == ["T/506/2952", "R/506/2151"]
    assert nobody.faults == ("line 4: the row does not say whose it is",)
    with pytest.raises(RecordError, match="does not say whose it is"):
        read_record(tmp_path / "cohort.csv", learner="Ann Bell")


def test_a_name_that_is_written_once_is_of_the_rows_below(tmp_path: Path) -> None:
    text = NAMED.format("").replace("Ann Bell,R", ",R").replace("Bob Carr,R", ",R")
    ann, bob = learners(tmp_path, text)
    assert [name for name, _ in held(ann)] == ["T/506/2952", "R/506/2151", "D/506/2153"]
    assert [name for name, _ in held(bob)] == ["T/506/2952", "R/506/2151"]


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        # the same unit beside two, and one beside two units: no titles
        (["Xu Qo,T/506/2952", "Xu Qo,R/506/2151", "Ze Wo,T/506/2952"], True),
        # each beside one unit alone, but called as people are
        (["Amina Yusuf,T/506/2952", "Ben Carter,R/506/2151"], True),
        # each beside one unit alone: it may be what the unit is called
        (["Deep Blue,T/506/2952", "Red Rose,R/506/2151"], False),
    ],
)
def test_name_is_the_learners_where_it_cannot_be_the_units(
    tmp_path: Path, rows: list[str], people: bool
) -> None:
    text = "\n".join(["Name,Unit,Result,Date", *(f"{row},Pass,01/05/2023" for row in rows)])
    if people:
        assert {one.name for one in learners(tmp_path, text)} == {row.split(",")[0] for row in rows}
        return
    with pytest.raises(RecordError) as told:
        learners(tmp_path, text)
    assert [fault.message.partition(":")[0] for fault in told.value.faults] == ["column 'Name'"]
