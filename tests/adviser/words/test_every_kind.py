"""Whatever kinds of causes, changes and reasons there are, all have words of their own.

The kinds are read from the models: one that is added without words fails here, and in the types.
"""

from __future__ import annotations

from datetime import date
from typing import Any, get_args

import pytest

from adviser.web.repairs import mended
from adviser.words.compare import brief, short_repair
from adviser.words.conflict import cause_lines, repair_words
from adviser.words.ledger import HEADINGS
from catalogue import load
from catalogue.policy import Cap
from solver import Cause, Change, Conflict, Question, Repair, Subject
from solver.results.ledger import Reason

OCR = load([]).find("ocr-l4-customer-service")
EDITION = OCR.editions[0]
KINDS = get_args(Cause.model_fields["kind"].annotation)
CHANGES = get_args(Change.model_fields["kind"].annotation)
UNIT = "D/506/2055"
CAP = Cap(measure="credit", at_most=10)
NAMES = {"limit": "new_glh", "date": "2026-09-01", "cap": "rpl", "rule": "total"}
WAYS = {"not-accepted", "too-old", "date-unknown"}


def cause(kind: str) -> Cause:
    name = "rpl" if kind in WAYS else NAMES.get(kind, UNIT)
    fields: dict[str, Any] = {"kind": kind, "name": name, "value": 5, "says": "It says so."}
    return Cause(**fields, source="a document", units=(UNIT,), cap=CAP)


def change(kind: str) -> Change:
    name = {"raise-limit": "new_glh", "raise-cap": "rpl", "accept-recognition": "rpl"}
    name["drop-figures"] = "credit"
    day = kind.startswith("register")
    fields: dict[str, Any] = {"kind": kind, "name": name.get(kind, UNIT), "before": 5, "by": 2}
    return Change(**fields, after="2026-10-01" if day else 7, units=(UNIT,), cap=CAP)


@pytest.mark.parametrize("kind", KINDS)
def test_every_cause_has_words(kind: str) -> None:
    told = " ".join(cause_lines(cause(kind), EDITION))
    assert "None" not in told
    others = {one: " ".join(cause_lines(cause(one), EDITION)) for one in KINDS if one != kind}
    assert told not in others.values()


@pytest.mark.parametrize("kind", CHANGES)
def test_every_change_has_words_short_ones_too_and_can_be_made_or_is_not_the_askers(
    kind: str,
) -> None:
    repair = Repair(changes=(change(kind),))
    assert "None" not in repair_words(repair, EDITION) + short_repair(repair)
    made = mended(Question(on=date(2026, 9, 1), want=(UNIT,), avoid=(UNIT,)), repair)
    assert (made is None) == (
        kind in {"raise-cap", "accept-recognition", "offer-unit", "add-place"}
    )


def test_every_reason_has_a_heading() -> None:
    assert set(HEADINGS) == set(get_args(Reason))


@pytest.mark.parametrize("kind", KINDS)
def test_a_conflict_is_told_in_one_line_whatever_it_is_of(kind: str) -> None:
    conflict = Conflict(
        qualification=Subject.of(OCR, EDITION),
        on=date(2026, 9, 1),
        reason="wishes-and-rules",
        causes=(cause(kind),),
        repairs=(Repair(changes=(change("drop-hours"),)),),
    )
    assert brief(conflict, EDITION)
