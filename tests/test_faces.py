"""What a public signature names can be imported from the faces, and is told at the door."""

from __future__ import annotations

import dataclasses
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

import pytest

import catalogue
import solver
from catalogue import LearnerRecord, load, recognise
from catalogue.learner.record import held
from solver import Mismatch, Plan, Question, Situation, suggest

ON = date(2026, 9, 1)
PACKAGES = (catalogue, solver)
OURS = ("catalogue.", "solver.")
PUBLIC = {
    getattr(package, name)
    for package in PACKAGES
    for name in package.__all__
    if inspect.isclass(getattr(package, name))
}


def signatures() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every function and public method of the faces, every class with its fields, every union."""
    for package in PACKAGES:
        for name in package.__all__:
            thing, said = getattr(package, name), f"{package.__name__}.{name}"
            if inspect.isfunction(thing) or inspect.isclass(thing):
                found = get_type_hints(thing)
                yield said, {key: one for key, one in found.items() if not key.startswith("_")}
            else:
                yield said, {name: thing}
            members = list(vars(thing).items()) if inspect.isclass(thing) else ()
            for key, member in members:
                method = inspect.unwrap(_function(member))
                if inspect.isfunction(method) and not key.startswith(("_", "model_")):
                    yield f"{said}.{key}", get_type_hints(method)


def _function(member: Any) -> Any:
    """What a class method, a property or a cached property is made of."""
    found = (getattr(member, name, None) for name in ("__func__", "fget", "func"))
    return next(filter(None, found), member)


def classes(annotation: Any) -> Iterator[type]:
    """Every class of ours that an annotation names, through unions, aliases and containers."""
    inner = annotation if isinstance(annotation, list) else get_args(annotation)
    if not inner and inspect.isclass(annotation) and annotation.__module__.startswith(OURS):
        yield annotation
    for part in inner:
        yield from classes(part)


def test_what_a_signature_names_is_exported() -> None:
    missing = {
        f"{one.__module__}.{one.__name__}, which {name} names in {key}"
        for name, hints in signatures()
        for key, annotation in hints.items()
        for one in classes(annotation)
        if one not in PUBLIC
    }
    assert missing == set()


def test_the_walk_over_signatures_finds_what_is_named() -> None:
    """Fields, methods, arguments, unions and callables, each of which once hid a name."""
    found = {
        (name, one.__name__)
        for name, hints in signatures()
        for annotation in hints.values()
        for one in classes(annotation)
    }
    assert found >= {
        ("solver.Comparison", "Regrouped"), ("solver.Situation.of", "Recognised"),
        ("solver.suggest", "Conflict"), ("solver.Finding", "DeadUnit"),
        ("catalogue.Layout.role", "Role"), ("catalogue.Recognised.caps", "Cap"),
        ("solver.Reader", "Situation"),
    }  # fmt: skip


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


SOLVER: Any = solver
CATALOGUE: Any = catalogue
"""The faces for those who check no types."""

ASKED = Situation.of(OCR, Question(on=ON))
EDITION, RECORD = OCR.edition_on(ON), LearnerRecord()
RECOGNISE: dict[str, Any] = {"on": ON, "as_of": ON, "units": {}}


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (lambda: SOLVER.why("x", Question(on=ON), ["D/506/2170"]), "a qualification"),
        (lambda: SOLVER.why(OCR, Question(on=ON), "D/506/2170"), "a list of references"),
        (lambda: SOLVER.tradeoff("x", Question(on=ON)), "a qualification"),
        (lambda: SOLVER.transfer("x", RECORD, Question(on=ON), units={}), "a qualification"),
        (lambda: SOLVER.transfer(OCR, "x", Question(on=ON), units={}), "a learner's record"),
        (lambda: SOLVER.transfer(OCR, RECORD, "x", units={}), "a question"),
        (lambda: SOLVER.ledger_of("x", None, {}), "a situation"),
        (lambda: SOLVER.check("x", ["D/506/2170"]), "a qualification"),
        (lambda: SOLVER.check(OCR, "D/506/2170"), "a list of references"),
        (lambda: SOLVER.check(OCR, 3), "a list of references"),
        (lambda: SOLVER.check(OCR, [("D/506/2170", 2)]), "a list of references"),
        (lambda: SOLVER.check(OCR, ["D/506/2170"], on="2026-09-01"), "a date"),
        (lambda: SOLVER.bounds("x", on=ON), "a qualification"),
        (lambda: SOLVER.bounds(OCR), "a date"),
        (lambda: SOLVER.bounds(OCR, on=datetime(2026, 9, 1)), "a date"),
        (lambda: SOLVER.bounds(OCR, on=ON, edition="x"), "an edition"),
        (lambda: SOLVER.compare("x", "y"), "an answer"),
        (lambda: SOLVER.inspect(OCR, "x"), "an edition"),
        (lambda: SOLVER.effective_changes(OCR, "x", OCR, EDITION), "an edition"),
        (lambda: SOLVER.understand("x", Question(on=ON)), "an edition"),
        (lambda: list(SOLVER.nearest(["x"], RECORD, on=ON, units={})), "a qualification"),
        (lambda: list(SOLVER.nearest([OCR], "x", on=ON, units={})), "a learner's record"),
        (lambda: CATALOGUE.recognise(OCR, RECORD, **RECOGNISE), "an edition"),
        (lambda: CATALOGUE.recognise(EDITION, "x", **RECOGNISE), "a learner's record"),
        (lambda: CATALOGUE.read_record("record.csv"), "a path"),
        (lambda: CATALOGUE.read_layout("layout.yaml"), "a path"),
        (lambda: CATALOGUE.load("catalogue.yaml"), "a list of paths"),
        (lambda: CATALOGUE.load([3]), "a list of paths"),
        (lambda: CATALOGUE.qualifications_in("catalogue.yaml"), "a path"),
        (lambda: CATALOGUE.waived("x", ()), "a qualification"),
        (lambda: CATALOGUE.audit(OCR, ()), "an edition"),
        (lambda: CATALOGUE.place(OCR, ()), "an edition"),
        (lambda: CATALOGUE.periods("x", EDITION), "a qualification"),
        (lambda: CATALOGUE.edition_for("x", None, ON), "a qualification"),
        (lambda: CATALOGUE.find_units(EDITION, "D/506/2170", {}), "a list of references"),
    ],
)
def test_each_public_function_has_a_door(call: Any, wanted: str) -> None:
    with pytest.raises(TypeError, match=f"^{wanted} is wanted, and not "):
        call()


@pytest.mark.parametrize(
    "call",
    [
        lambda: suggest(ASKED, Question(on=ON)),
        lambda: SOLVER.bounds(ASKED, on=ON),
        lambda: SOLVER.check(ASKED, [], edition=EDITION),
        lambda: SOLVER.transfer(ASKED, RECORD, units={}),
    ],
)
def test_nothing_is_said_twice_of_a_situation(call: Any) -> None:
    with pytest.raises(TypeError, match=r"^a situation has its .* already$"):
        call()


def test_a_situation_stands_for_the_plain_arguments() -> None:
    units = load().units
    record = LearnerRecord(achievements=(held("T/506/2952"), held("R/506/2151")))
    question = Question(on=ON)
    put = Situation.of_learner(OCR, question, record, units=units)
    plain = solver.transfer(OCR, record, question, units=units)
    assert solver.transfer(put, units=units).model_dump_json() == plain.model_dump_json()
    found = solver.bounds(put, count=False)
    assert found == solver.bounds(OCR, on=ON, count=False)
    chosen = [option.unit.reference for option in EDITION.options[:3]]
    assert solver.check(put, chosen) == solver.check(OCR, chosen, on=ON)


def test_parts_that_do_not_fit_make_no_situation() -> None:
    with pytest.raises(Mismatch, match="is none of"):
        dataclasses.replace(ASKED, qualification=NOCN)
    with pytest.raises(Mismatch, match="recognised for the edition"):
        dataclasses.replace(ASKED, held=recognised(NOCN, "T/506/2952"))
    with pytest.raises(Mismatch, match="nobody knows for which edition"):
        dataclasses.replace(ASKED, held=dataclasses.replace(recognised(OCR), edition=None))
    assert dataclasses.replace(ASKED, held=recognised(OCR)).held.edition is EDITION


def test_two_editions_of_one_name_are_told_apart_in_words() -> None:
    first = NOCN.model_copy(
        update={
            "editions": tuple(
                one.replace(edition=EDITION.edition) if one is NOCN.edition_on(ON) else one
                for one in NOCN.editions
            )
        }
    )
    with pytest.raises(Mismatch, match="and this is another of that name"):
        suggest(OCR, Question(on=ON), held=recognised(first, "T/506/2952"))


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
