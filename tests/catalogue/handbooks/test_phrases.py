"""Rule sentences in many wordings: what is read, and that nothing wrong is read without a doubt."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.sentences.atoms import Atom
from catalogue.handbooks.sentences.frame import NotUnderstood
from catalogue.handbooks.sentences.grammar import read_strictly
from catalogue.handbooks.sentences.islands import read_islands
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.sentences.verdict import second_reading
from tests.catalogue.handbooks.changes import KINDS
from tests.catalogue.handbooks.phrases import FOR_A_PERSON, PATTERNS, sentences


def said(atoms: list[Atom]) -> list[str]:
    return [str(atom) for atom in atoms]


@pytest.mark.parametrize(("pattern", "expected"), PATTERNS)
def test_every_wording_says_the_same(pattern: str, expected: list[str]) -> None:
    missed = [s for s in sentences(pattern) if said(read_islands(s).atoms) != expected]
    assert missed == []


def test_no_wording_is_wrong_without_a_doubt_and_few_are_doubted_for_nothing() -> None:
    total = needless = 0
    for pattern, expected in PATTERNS:
        for text in sentences(pattern):
            first = read_islands(text)
            readers, _ = second_reading(Sentence(text, Spot("x")), first)
            total += 1
            if said(first.atoms) == expected:
                needless += len(readers) < 2
            else:
                assert len(readers) < 2 or first.doubts, text
    assert total > 700
    assert needless <= 0.1 * total


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_says_the_same_is_read_the_same(kind: str) -> None:
    change = KINDS[kind]
    wanted = right = needless = seen = 0
    for pattern, expected in PATTERNS:
        text = next(sentences(pattern))
        for changed in {one for one in change(text) if one != text}:
            first = read_islands(changed)
            readers, _ = second_reading(Sentence(changed, Spot("x")), first)
            doubted = len(readers) < 2 or bool(first.doubts)
            want, got = bounds(expected), bounds(said(first.atoms))
            assert want == got or doubted, changed
            seen += 1
            needless += doubted and want == got
            wanted += want.total()
            right += (want & got).total()
    assert seen >= 10
    assert right >= 0.95 * wanted
    assert needless <= 0.1 * seen


def test_both_readers_have_the_trap_of_one_scope_for_two_numbers() -> None:
    # the first takes both for group A, the second the minimum for the whole: so it is asked
    first = read_islands("A minimum of 2 credits and a maximum of 7 credits from group A")
    assert said(first.atoms) == ["amount credit >= 2 of A", "amount credit <= 7 of A"]
    second, _ = read_strictly("A minimum of 2 credits and a maximum of 7 credits from group A")
    assert second != first.atoms


@pytest.mark.parametrize("text", FOR_A_PERSON)
def test_what_is_for_a_person_is_never_agreed_on_alone(text: str) -> None:
    first = read_islands(text)
    readers, _ = second_reading(Sentence(text, Spot("x")), first)
    bare = any(atom.bare for atom in first.atoms)
    unknown = any("Z" in atom.groups for atom in first.atoms)
    assert first.doubts or bare or unknown or len(readers) < 2


def test_figures_of_the_whole_are_no_rules() -> None:
    text = (
        "The Acme Level 3 Diploma in Baking is a 55 credit qualification and has 289 guided"
        " learning hours with a Total Qualification Time (TQT) of 550 hours."
    )
    reading = read_islands(text)
    assert reading.atoms == []
    assert reading.figures == {"credit": 55, "glh": 289, "tqt": 550}


def test_every_number_ends_in_a_fact_or_in_a_doubt() -> None:
    reading = read_islands("Learners take 7 of the 9 in Group B.")
    assert reading.atoms or reading.doubts
    assert len(reading.atoms) + len(reading.lost) >= 2


def test_the_second_reader_says_which_word_it_does_not_know() -> None:
    with pytest.raises(NotUnderstood, match="'weekly'"):
        read_strictly("Learners achieve weekly 12 credits from Group B.")


WORDED = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "worded.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def bounds(atoms: Iterable[str]) -> Counter[str]:
    """What atoms say, a range as its two ends."""
    found: Counter[str] = Counter()
    for atom in atoms:
        both = re.fullmatch(r"(amount \w+) (>= \d+) (<= \d+)(.*)", atom.strip())
        ends = [f"{both[1]} {end}{both[4]}" for end in (both[2], both[3])] if both else [atom]
        found.update(" ".join(one.split()) for one in ends)
    return found


def test_sentences_of_many_organisations_are_read_and_none_is_wrong_in_silence() -> None:
    wanted = right = needless = 0
    silent: list[str] = []
    for text, says in WORDED:
        first = read_islands(text)
        readers, _ = second_reading(Sentence(text, Spot("x")), first)
        doubted = bool(first.doubts) or bool(first.atoms and len(readers) < 2)
        figures = Counter(f"{key}={value}" for key, value in first.figures.items())
        got = bounds(said(first.atoms))
        if says in {"?", "-"}:
            bare = any(atom.bare for atom in first.atoms)
            if not doubted and not bare and (got or figures or says == "?"):
                silent.append(text)
            continue
        want = Counter(says[1:].split()) if says.startswith("#") else bounds(says.split(";"))
        got = figures + got if says.startswith("#") else got
        wanted += want.total()
        right += (want & got).total()
        needless += doubted and want == got
        if want != got and not doubted:
            silent.append(text)
    assert silent == []
    assert right >= 0.98 * wanted
    assert needless <= 0.04 * len(WORDED)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The remaining credits must be at Level 3 or above.", True),
        ("Either Group A or Group B must be taken.", True),
        ("Learners complete Unit 1 if they have taken Unit 2 or Unit 3.", True),
        ("A second unit must be taken from Group B.", True),
        ("Learners may find more on our website.", False),
        ("Group B is listed on the next page.", False),
    ],
)
def test_a_duty_without_a_number_is_asked_about(text: str, asked: bool) -> None:
    reading = read_islands(text)
    assert reading.atoms == []
    assert bool(reading.doubts) == asked


def test_no_order_of_words_breaks_a_reader() -> None:
    words = re.split(
        r"\|",
        "3|five|at least|no more than|between|and|or|,|;|:|(|)|credits|units|GLH|mandatory"
        "|optional|from|Group A|Groups 1 and 2|from B|at Level 3|or above|Entry 3|of which"
        "|remaining|all|each of|different groups|of the 8|from the 9 units|or more|worth"
        "|in total|must|50%|both|unit 4|1-4",
    )
    chance = random.Random(11)
    understood = 0
    for _ in range(600):
        text = " ".join(chance.choices(words, k=chance.randint(1, 12)))
        read_islands(text, "B")
        try:
            atoms, _figures = read_strictly(text, "B")
            understood += bool(atoms)
        except NotUnderstood:
            continue
    assert 0 < understood < 300
