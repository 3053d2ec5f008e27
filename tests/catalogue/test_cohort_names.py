"""Names in a file of many learners: of whom a row without one is, and what a column Name has."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import RecordError, read_record
from tests.catalogue.test_cohort_reading import held, learners

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
