"""A table of units becomes a file that can be read, and what is odd in it is told."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from catalogue import audit
from catalogue.unit_tables import CannotUse, UnitTable, file_of, read_units_of
from tests.catalogue.files import only, read
from tests.conftest import Printed

HEAD = "Unit no.,Unit title,Level,Credits,GLH,Group\n"
# D/506/2170: 8x5+7x0+6x6+5x2+4x1+3x7+2x0 = 111 = 1 mod 11, which is D
ROWS = (
    'D/506/2170,"Gather: ""analyse""",3,5,24,Mandatory group A\n'
    "SHC 31,Promote communication,L3,3,10,Mandatory group A\n"
    "LD206 (K),Support,Entry 3,4,n/a,Optional group B\n"
)


def table(tmp_path: Path, text: str) -> UnitTable:
    path = tmp_path / "units.csv"
    path.write_text(text, encoding="utf-8")
    return read_units_of(path)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(CannotUse) as caught:
        table(tmp_path, text)
    return str(caught.value).splitlines()


def test_the_file_is_read_and_has_what_the_table_has(tmp_path: Path) -> None:
    found = table(tmp_path, HEAD + ROWS)
    text = file_of(found, "mine", "qualification.schema.json")
    doubts = [doubt.message for doubt in read(text).warnings]
    assert doubts
    assert all(doubt.endswith("is still to be written") for doubt in doubts)
    (edition,) = only(text).editions
    assert [(u.reference, u.title, u.level, u.credit, u.glh) for u in edition.units] == [
        ("D/506/2170", 'Gather: "analyse"', 3, 5, 24),
        ("SHC 31", "Promote communication", 3, 3, 10),
        ("LD206 (K)", "Support", 0, 4, None),
    ]
    assert [(group.id, len(group.places)) for group in edition.groups] == [("A", 2), ("B", 1)]
    # 5 + 3 = 8 credits, all of which are mandatory; B asks for nothing yet
    assert audit(edition, edition.options[:2]).legal
    assert [r.id for r in audit(edition, edition.options[:1]).broken] == ["all-of-A"]


def test_forty_five_rows_become_a_file_of_few_lines_to_write(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    rows = "".join(
        f"X{n:02},Unit {n},{2 + n % 3},{n % 7 + 1},20,{'Mandatory' if n < 5 else 'Optional'}\n"
        for n in range(45)
    )
    source, path = tmp_path / "t.csv", tmp_path / "made.yaml"
    source.write_text(HEAD + rows, encoding="utf-8")
    printed = unitwise("catalogue", "new", "--units", str(source), str(path))
    assert (printed.code, printed.out) == (0, "")
    assert "45 units in 2 groups" in printed.err
    text = path.read_text(encoding="utf-8")
    assert len(only(text).editions[0].units) == 45
    written = [
        line for line in text.splitlines() if "reference:" not in line and '- "X' not in line
    ]
    assert len(written) < 45
    assert unitwise("catalogue", "list", "--catalogue", str(path)).code == 0


def test_a_table_that_is_pasted_is_read_as_one_of_a_file(tmp_path: Path) -> None:
    text = "Reference\tTitle\tLevel\tCredit\nA1\tOne\t3\t5\nA2\tTwo\t2\t4\n"
    path = tmp_path / "t.txt"
    path.write_text(text, encoding="utf-8")
    program = [sys.executable, "-m", "adviser", "catalogue", "new", "--units"]
    pasted = subprocess.run([*program, "-"], input=text, capture_output=True, text=True)
    filed = subprocess.run([*program, str(path)], capture_output=True, text=True)
    assert (pasted.returncode, filed.returncode) == (0, 0)
    units = [line for line in filed.stdout.splitlines() if "A1" in line or "A2" in line]
    assert len(units) == 4
    assert [line for line in pasted.stdout.splitlines() if "A1" in line or "A2" in line] == units
    nothing = subprocess.run([*program, "-"], input="", capture_output=True, text=True)
    assert nothing.returncode == 2
    assert "standard input" in nothing.stderr


def test_a_spreadsheet_is_read_alike(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Reference", "Title", "Level", "Credit"],
        ["A1", "One", 3, 5],
        ["A2", "Two", 2, 4],
    ):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "units.xlsx"
    path.write_bytes(out.getvalue())
    assert [(u.reference, u.level, u.credit) for u in read_units_of(path).units] == [
        ("A1", 3, 5),
        ("A2", 2, 4),
    ]


def test_rows_that_are_headings_name_the_groups(tmp_path: Path) -> None:
    text = "Code\tTitle\tLevel\tCredit\nGroup A\nA1\tOne\t3\t5\nGroup B\nB1\tTwo\t3\t4\n"
    assert list(table(tmp_path, text).groups) == ["Group A", "Group B"]


def test_letters_and_totals_are_checked(tmp_path: Path) -> None:
    wrong = ROWS.replace("D/506/2170", "A/506/2170")
    # 5 + 3 + 4 = 12 credits
    good = table(tmp_path, HEAD + ROWS + ",Total,,12,34,\n")
    assert good.doubts == []
    found = table(tmp_path, HEAD + wrong + ",Total,,13,34,\n")
    assert found.doubts == [
        "row 2: A/506/2170: its letter does not fit its digits; D would",
        "row 5: the credit is said to be 13, and the units add up to 12",
    ]


def test_all_faults_come_at_once_with_their_rows(tmp_path: Path) -> None:
    text = HEAD + "?!,One,3,5,2,A\nA1,,3,5,2,A\nA2,Two,19,5,2,A\nA3,Three,3,five,2,A\n"
    found = faults(tmp_path, text + "A4,Four,3,5,2,A\nA4,Four,3,5,2,A\n")
    assert [line.split(": ")[1] for line in found] == [f"row {n}" for n in (2, 3, 4, 5, 7)]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", HEAD])
def test_what_is_no_table_of_units_is_refused(tmp_path: Path, text: str) -> None:
    assert faults(tmp_path, text)


def test_nothing_in_a_table_becomes_yaml(tmp_path: Path) -> None:
    hostile = '"x"", level: 1}\n  - !!python/object:os.system {a: ""b",3,1,1,"A]: *b"\n'
    found = table(tmp_path, HEAD + "A1," + hostile)
    (edition,) = only(file_of(found, "mine", "s.json")).editions
    assert edition.units[0].title.startswith('x", level: 1}')
