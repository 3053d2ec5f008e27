"""What a person asks, without a face: faults and notes are data, each with its place."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adviser.asking.asked import Asked, ask
from adviser.asking.faults import Fault, NotUnderstood, Trouble
from adviser.asking.holding import Held, read_held
from adviser.asking.notes import Note, Weight
from adviser.asking.question_file import QuestionFile, known_keys, read_question
from catalogue import load
from catalogue.learner.record import LearnerRecord

LIBRARY = load([])
NOBODY = Held(LearnerRecord())
OCR = "ocr-l4-customer-service"


def asked(data: dict[str, Any], name: str = OCR, **more: Any) -> Asked:
    trouble = Trouble()
    known = known_keys(data, trouble)
    return ask(QuestionFile(known, None), name, LIBRARY, NOBODY, trouble, **more)


def faults(data: dict[str, Any]) -> dict[Any, Fault]:
    with pytest.raises(NotUnderstood) as told:
        asked(data)
    return {fault.place: fault for fault in told.value.faults}


def test_every_fault_has_the_field_that_it_stands_beside() -> None:
    found = faults(
        {
            "on": "31/2/2026",
            "goals": ["least-glh", "least-gl"],
            "want": ["D/506/2170", "customr"],
            "limits": {"new_glh": -1},
            "prefer": {"nothing such": 3},
            "surprise": 1,
        }
    )
    assert set(found) == {
        ("on",),
        ("goals", 1),
        ("want", 1),
        ("limits", "new_glh"),
        ("prefer", "nothing such"),
        ("surprise",),
    }
    assert found["goals", 1].nearest == "least-glh"
    assert found["goals", 1].message == "there is no goal 'least-gl'"
    assert found["want", 1].nearest == "customer"
    assert found["limits", "new_glh"].hint == ""


def test_a_fault_says_what_a_terminal_says_of_it() -> None:
    fault = Fault.of("there is no group Z; known: A, B", ("want", 0), "--want 'group:Z'")
    assert (fault.message, fault.hint) == ("there is no group Z", "known: A, B")
    assert str(fault) == "--want 'group:Z': there is no group Z; known: A, B"


def test_a_fault_of_a_file_has_its_line(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text("goals:\n  - least-gl\n", encoding="utf-8")
    trouble = Trouble()
    written = read_question(path, trouble)
    with pytest.raises(NotUnderstood) as told:
        ask(written, OCR, LIBRARY, NOBODY, trouble)
    (fault,) = told.value.faults
    assert (fault.source, fault.place) == (f"{path}:2:5", ("goals", 0))


def test_each_held_reference_that_means_nothing_has_its_number() -> None:
    with pytest.raises(NotUnderstood) as told:
        read_held([], ["T/506/2952", "T/506/2952@31/2/2020", "zzz qqq"], lambda: LIBRARY.units)
    assert [fault.place for fault in told.value.faults] == [("held", 1), ("held", 2)]


def test_what_is_odd_is_told_to_whoever_listens() -> None:
    heard: list[Note] = []
    asked({"on": "1990-01-01"}, tell=heard.append)
    assert [note.weight for note in heard] == [Weight.WARNING]
    assert "1990-01-01 is" in heard[0].message


def test_an_edition_may_be_named_with_its_qualification() -> None:
    day = date(2026, 9, 1)
    found = asked({"on": day}, f"{OCR}@{asked({'on': day}).edition.edition}")
    assert found.question.edition == found.edition.edition


def test_asking_loads_no_face() -> None:
    code = (
        "import sys, adviser.asking.asked, adviser.asking.case, adviser.asking.setting, solver;"
        "print([m for m in ('click', 'rich', 'prompt_toolkit', 'ortools') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
