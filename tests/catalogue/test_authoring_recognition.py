"""The examples of recognition on the authors' page, read and asked of a small qualification."""

from __future__ import annotations

import pytest

from catalogue import Qualification
from catalogue.learner.record import LearnerRecord
from solver import Plan, Question
from solver.credit_transfer.transfer import transfer
from tests.catalogue.files import only, read
from tests.catalogue.test_authoring import EXAMPLES, QUALIFICATION, plain

UNITS = ("EX-101", "EX-102", "EX-103", "EX-201", "EX-202", "EX-302")
# six units of 6 credits, of which 24 are asked for, 6 of them from B
FILE = (
    "number: null\nshort_name: page\ntitle: Page\nawarding_organisation: Page\nlevel: 3\n"
    "documents: {specification: The specification}\nunits:\n"
    + "".join(
        f"  - {{reference: {name}, title: U, level: {4 if name == 'EX-302' else 3}, credit: 6,"
        " glh: 9, sources: [{document: specification}]}\n"
        for name in UNITS
    )
    + """\
editions:
  - edition: only
    source: {document: specification}
    groups:
      - {id: A, title: A, units: [EX-101, EX-102, EX-103]}
      - {id: B, title: B, units: [EX-201, EX-202, EX-302]}
    rules:
      - {id: total, kind: amount, says: 24 in all., measure: credit, at_least: 24,
         source: {document: specification}}
      - {id: a, kind: amount, says: Any of A., measure: units, at_most: 3, of: {groups: [A]},
         source: {document: specification}}
      - {id: b, kind: amount, says: 6 from B., measure: credit, at_least: 6, of: {groups: [B]},
         source: {document: specification}}
"""
)
RECOGNITION = [example for example in EXAMPLES if example.startswith("recognition:")]


def example(words: str) -> str:
    """The file with the example that says some words."""
    found: str = next(one for one in RECOGNITION if words in one)
    return FILE + "    " + found.replace("\n", "\n    ").rstrip() + "\n"


def asked(subject: Qualification, *held: object) -> tuple[dict[str, str], int]:
    """What counts of what is held, as what, and the credit that is left to study."""
    record = LearnerRecord.model_validate({"achievements": held})
    units = {one.reference: one for one in subject.editions[-1].units}
    answer = transfer(subject, record, Question(on="2025-01-01"), units=units)
    assert isinstance(answer.plan, Plan)
    counts = {one.name: str(one.unit) for one in answer.ledger if one.counts}
    return counts, answer.plan.totals.new_credit or 0


@pytest.mark.parametrize("words", [one.split("says: ")[1].split("\n")[0] for one in RECOGNITION])
def test_each_example_is_read_without_doubt(words: str) -> None:
    text = example(words)
    assert read(text).warnings == ()
    QUALIFICATION.validate(plain(text))


def test_one_award_gives_several_and_several_give_one() -> None:
    subject = only(example("The Old Certificate exempts"))
    assert asked(subject, {"award": "Old Certificate"}) == ({"Old Certificate": "EX-101"}, 24 - 18)
    assert asked(subject, "PART-1") == ({}, 24)
    assert asked(subject, "PART-1", "PART-2") == ({"PART-1": "EX-201", "PART-2": "EX-201"}, 18)


def test_caps_are_shares_and_speak_of_a_part() -> None:
    subject = only(example("No more than two thirds"))
    # 16 of 24 may be recognised, so two units; one of B, however many of B are held
    counts, new = asked(subject, "EX-101", "EX-102")
    assert (set(counts), new) == ({"EX-101", "EX-102"}, 12)
    counts, new = asked(subject, "EX-201", "EX-202")
    assert (len(counts), new) == (1, 18)
    # half of four units, whether it was awarded or is still to be assessed
    first = {"unit": "EX-101", "route": "awarded through RPL"}
    more = [{"unit": name, "route": "RPL"} for name in ("EX-102", "EX-103")]
    counts, new = asked(subject, first, *more)
    assert (len(counts), new) == (2, 12)


def test_recognition_stops_where_the_document_says() -> None:
    subject = only(example("Transferred credit counts for the total"))
    # EX-302 is never recognised, and EX-201 gives nothing to B: another unit of B is studied
    assert asked(subject, "EX-201", "EX-302") == ({"EX-201": "EX-201"}, 18)
    assert asked(subject, {"unit": "EX-302", "route": "RPL"}) == ({}, 24)
    counts, _ = asked(subject, {"unit": "EX-202", "route": "RPL"})
    assert counts == {"EX-202": "EX-202"}
