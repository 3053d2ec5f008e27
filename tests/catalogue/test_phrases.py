"""Every phrase that documents use can be said, and means what it says."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import LearnerRecord, Way, place, recognise
from solver import Goal, Plan, Question, suggest
from tests.catalogue.files import read
from tests.catalogue.more_phrases import EVERY, SAID
from tests.catalogue.phrases import PHRASES, Phrase
from tests.oracle import legal_choices

EACH = pytest.mark.parametrize("phrase", EVERY.values(), ids=list(EVERY))


@EACH
def test_it_is_read_without_a_clash(phrase: Phrase) -> None:
    assert read(phrase.text).clashes == ()


@EACH
def test_what_is_legal_and_what_is_not(phrase: Phrase) -> None:
    for choice in phrase.legal:
        assert place(phrase.edition, choice.split()).audit.legal, choice
    assert phrase.illegal
    for choice, rules in phrase.illegal.items():
        broken = place(phrase.edition, choice.split()).audit.broken
        assert [rule.id for rule in broken] == rules.split(), choice


@EACH
def test_the_solver_agrees_with_every_choice_there_is(phrase: Phrase) -> None:
    answer = suggest(phrase.qualification, Question(on="2024-01-01", goals=(Goal.LEAST_CREDIT,)))
    assert isinstance(answer, Plan)
    least = min(
        sum(option.unit.credit or 0 for option in choice)
        for choice in legal_choices(phrase.edition)
    )
    assert (answer.proof, answer.goals[0].value) == ("optimal", least)


@pytest.mark.parametrize(("words", "name"), SAID.items(), ids=list(SAID))
def test_each_way_to_say_it_has_a_file(words: str, name: str) -> None:
    assert EVERY[name].legal, words
    assert EVERY[name].illegal, words


def test_caps_on_what_is_exempted_are_kept() -> None:
    # the award counts for B1, 3 credits at level 3; 5 at the most count by all ways together
    phrase = PHRASES["no equivalencies, and caps on what is exempted"]
    record = LearnerRecord.model_validate({"achievements": [{"award": "Old"}, "A1", "B2"]})
    on = date(2024, 1, 1)
    held = recognise(phrase.edition, record, on=on, as_of=on, units={})
    answer = suggest(phrase.qualification, Question(on=on), held=held)
    assert isinstance(answer, Plan)
    recognised = [unit.credit or 0 for unit in answer.units if unit.through is not Way.STUDY]
    assert 0 < sum(recognised) <= 5


def test_the_reading_is_cited_by_answers() -> None:
    for name in ("taken together", "one of them"):
        phrase = PHRASES[f"further credits from either of two groups, {name}"]
        answer = suggest(phrase.qualification, Question(on="2024-01-01"))
        assert isinstance(answer, Plan)
        (rule,) = [rule for rule in answer.rules if rule.id == "further"]
        said = next(r.reading for r in phrase.edition.rules if r.id == "further")
        assert rule.source == f"The handbook; read as: {said}"


def test_a_pathway_of_a_title_can_be_asked_for_and_binds_nobody_else() -> None:
    phrase = PHRASES["a unit is required in one country"]
    free = suggest(phrase.qualification, Question(on="2024-01-01"))
    wales = suggest(phrase.qualification, Question(on="2024-01-01", pathway=("wales",)))
    assert isinstance(free, Plan)
    assert isinstance(wales, Plan)
    assert "B3" not in {unit.unit for unit in free.units}
    assert "B3" in {unit.unit for unit in wales.units}


def test_every_plan_has_what_is_also_needed() -> None:
    phrase = PHRASES["what is needed and is no unit"]
    answer = suggest(phrase.qualification, Question(on="2024-01-01"))
    assert isinstance(answer, Plan)
    assert [str(need) for need in answer.also_needed] == ["100 hours of practice."]
