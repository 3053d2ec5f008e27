"""What a public signature names can be imported from the faces, and is told at the door."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import catalogue
import solver
from catalogue import LearnerRecord, load, recognise
from catalogue.learner.record import held
from solver import Mismatch, Plan, Question, Situation, suggest

ON = date(2026, 9, 1)
PACKAGES = (catalogue, solver)
OURS = re.compile(r"\b[A-Z][A-Za-z]+\b")
ELSEWHERE = {
    "Any", "Callable", "Catalogue", "Collection", "Iterable", "Iterator", "Literal", "Mapping",
    "None", "Path", "Progress", "Sequence", "BaseModel", "Self", "Executor",
}  # fmt: skip
"""Names of the standard library, and of what a progress is told to."""


def functions() -> Iterator[tuple[str, Any]]:
    for package in PACKAGES:
        for name in package.__all__:
            thing = getattr(package, name)
            if inspect.isfunction(thing):
                yield f"{package.__name__}.{name}", thing


@pytest.mark.parametrize(("name", "function"), list(functions()))
def test_what_a_signature_names_is_exported(name: str, function: Any) -> None:
    public = {one for package in PACKAGES for one in package.__all__}
    signature = inspect.signature(function)
    written = [str(one.annotation) for one in signature.parameters.values()]
    named = set(OURS.findall(" ".join([*written, str(signature.return_annotation)])))
    assert named - public - ELSEWHERE == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_each_name_of_a_face_is_there(package: Any) -> None:
    assert len(set(package.__all__)) == len(package.__all__)
    assert all(getattr(package, name) is not None for name in package.__all__)


@pytest.mark.parametrize("name", ["bounds", "batch", "transfer", "compare", "why", "suggest"])
def test_no_module_hides_what_a_face_offers(name: str) -> None:
    """Whatever was imported before: packages of that name, and modules deep inside."""
    code = (
        "import pkgutil, importlib, solver\n"
        "for one in pkgutil.walk_packages(solver.__path__, 'solver.'):\n"
        "    importlib.import_module(one.name)\n"
        f"from solver import {name}\n"
        f"assert callable({name}), {name}\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


OCR, NOCN = (load().find(name) for name in ("ocr-l4-customer-service", "nocn-l3-customer-service"))


def recognised(subject: catalogue.Qualification, *references: str, on: date = ON) -> Any:
    record = LearnerRecord(achievements=tuple(map(held, references)))
    return recognise(subject.edition_on(on), record, on=on, as_of=on, units=load().units)


def test_what_was_recognised_for_one_edition_is_refused_by_another() -> None:
    """R/506/2179 was once said to count by T/506/2952, of another qualification, as proven."""
    with pytest.raises(Mismatch, match=r"recognised for the edition .* and this is"):
        suggest(OCR, Question(on=ON), held=recognised(NOCN, "T/506/2952", "R/506/2151"))
    plan = suggest(OCR, Question(on=ON), held=recognised(OCR, "T/506/2952", "R/506/2151"))
    assert isinstance(plan, Plan)
    # 50 credits, less 3 and 4
    assert plan.totals.new_credit == 43


def test_what_was_recognised_for_one_date_is_refused_for_another() -> None:
    with pytest.raises(Mismatch, match="registration on 2026-09-01, and this is for 2025-09-01"):
        suggest(OCR, Question(on=date(2025, 9, 1)), held=recognised(OCR, "T/506/2952"))


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (("ocr-l4", Question(on=ON)), "a qualification is wanted, and not 'ocr-l4'"),
        ((OCR, "2026-09-01"), "a question is wanted, and not '2026-09-01'"),
        ((OCR,), "a question is wanted besides the qualification"),
        ((OCR, Question(on=ON), None), "what is recognised is wanted, and not None"),
    ],
)
def test_a_wrong_type_is_told_at_the_door(arguments: tuple[Any, ...], wanted: str) -> None:
    subject, *rest = arguments
    held_too = {"held": rest[1]} if len(rest) > 1 else {}
    with pytest.raises(TypeError, match=re.escape(wanted)):
        suggest(subject, *rest[:1], **held_too)


def test_a_record_is_resolved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = {"edition_for": 0, "waived": 0, "read_wishes": 0, "recognise": 0}
    module = sys.modules["solver.situation"]
    for name in counted:
        honest = getattr(module, name)

        def counting(*given: Any, name: str = name, honest: Any = honest, **more: Any) -> Any:
            counted[name] += 1
            return honest(*given, **more)

        monkeypatch.setattr(module, name, counting)
    again = sys.modules["solver.checks.recheck"]
    monkeypatch.setattr(again, "read_wishes", module.read_wishes)
    record = LearnerRecord(achievements=(held("T/506/2952"),))
    question = Question(on=ON, want=("R/506/2179",))
    situation = Situation.of_learner(OCR, question, record, units=load().units)
    assert isinstance(suggest(situation, priced=True, others=1), Plan)
    assert counted == {"edition_for": 1, "waived": 1, "read_wishes": 1, "recognise": 1}
