"""Two qualifications at once: what counts in both does so only as far as both allow it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, strategies as st

from catalogue import Edition, LearnerRecord, Option, Sharing, Way
from catalogue.learner.recognised import Use
from catalogue.policy import Cap, Pair
from catalogue.rules import Scope
from catalogue.scopes import within
from catalogue.sharing import oversharing
from solver import Question, Together, suggest, together
from solver.credit_transfer.together import MOST_AT_ONCE
from solver.results.answers import Plan
from solver.situation import Situation
from tests.factories import SOURCE, amount, edition, group, qualification, unit
from tests.solver.test_recognition import ON, policy, record
from tests.solver.test_recognition_oracle import every_legal, whole
from tests.strategies import tries


def sharing(*caps: Cap, accepted: bool = True) -> Sharing:
    return Sharing.model_validate(
        {"accepted": accepted, "says": "So much.", "source": SOURCE, "caps": caps}
    )


def situations(holding: LearnerRecord, *made: Edition) -> list[Situation]:
    units = {one.reference: one for own in made for one in own.units}
    return [
        Situation.of_learner(
            qualification(one, short_name=f"q{number}", number=None),
            Question(on=ON),
            holding,
            units=units,
        )
        for number, one in enumerate(made)
    ]


def major(own: str, said: Sharing | None = None) -> Edition:
    """15 credits of four units of 5, of which S1 to S3 are of both."""
    made = [unit(name, credit=5, glh=30) for name in ("S1", "S2", "S3", own)]
    return edition([group("A", *made)], [amount("total", at_least=15)], sharing=said)


def both(holding: LearnerRecord, one: Sharing | None, other: Sharing | None) -> Together:
    found = together(situations(holding, major("X1", one), major("Y1", other)))
    assert found is not None
    return found


HELD = record("S1", "S2", "S3")
FIVE = Cap(measure="credit", at_most=5)


def test_nothing_counts_twice_where_no_file_says_so() -> None:
    # six units of 5 are needed and there are five, S1 to S3, X1 and Y1: one would have to be shared
    found = both(HELD, None, None)
    assert (found.state, found.proven, found.unsaid) == ("impossible", True, ("q0", "q1"))
    assert (found.must_share_credit, found.must_share_units) == (5, 1)


@pytest.mark.parametrize(
    ("one", "other", "state", "new"),
    [
        (sharing(), sharing(), "already-holds", 0),
        (sharing(FIVE), sharing(FIVE), "to-study", 2),  # 3 places + 3, one shared: S1-S3, X1, Y1
        (sharing(Cap(measure="units", at_most=2)), sharing(), "to-study", 1),
        (sharing(Cap(measure="percent", at_most="1/3")), sharing(), "to-study", 2),
        (sharing(), sharing(Cap(measure="percent", at_most=33)), "impossible", None),
        (sharing(), sharing(accepted=False), "impossible", None),
        (sharing(), None, "impossible", None),
    ],
)
def test_as_much_counts_twice_as_both_allow(
    one: Sharing, other: Sharing | None, state: str, new: int | None
) -> None:
    found = both(HELD, one, other)
    assert (found.state, found.new_units) == (state, new)
    assert found.new_credit == (None if new is None else 5 * new)


def test_many_are_asked_together_and_more_than_that_each_by_itself() -> None:
    def of(many: int) -> Together | None:
        return together(situations(HELD, *[major(f"X{n}", sharing()) for n in range(many)]))

    seven = of(7)
    assert seven is not None
    assert (seven.state, len(seven.qualifications)) == ("already-holds", 7)
    assert of(MOST_AT_ONCE + 1) is None


def test_what_nobody_knows_the_credit_of_counts_in_one_alone_where_credit_is_capped() -> None:
    strange = unit("S1", credit="unknown", glh=30)
    known = [unit(name, credit=5, glh=30) for name in ("S2", "S3")]

    def three(own: str, cap: Cap) -> Edition:
        made = [strange, *known, unit(own, credit=5, glh=30)]
        return edition(
            [group("A", *made)], [amount("n", "units", at_least=3)], sharing=sharing(cap)
        )

    def state(cap: Cap) -> tuple[str, int | None, tuple[str, ...]]:
        found = together(situations(HELD, three("X1", cap), three("Y1", cap)))
        assert found is not None
        return found.state, found.new_units, found.unknown

    # S2 and S3 count twice: 10 credits; six places want S1 twice, or one unit more
    assert state(Cap(measure="credit", at_most=10)) == ("to-study", 1, ("S1",))
    assert state(Cap(measure="units", at_most=3)) == ("already-holds", 0, ())


def test_a_cap_speaks_of_its_scope_alone() -> None:
    cap = Cap(measure="units", at_most=0, of=Scope(units=("S1", "S2", "S3")))
    assert both(HELD, sharing(cap), sharing()).state == "impossible"
    other = cap.model_copy(update={"of": Scope(units=("X1",))})
    assert both(HELD, sharing(other), sharing()).state == "already-holds"


def test_what_is_studied_for_both_is_studied_once() -> None:
    found = both(record("S1", "S2"), sharing(), sharing())
    assert (found.new_units, found.new_credit, found.new_glh) == (1, 5, 30)
    assert [one.studies for one in found.shares] == [("S3",), ("S3",)]


def test_what_has_nothing_in_common_is_not_asked_together() -> None:
    alone = edition([group("A", unit("Z1"))], [amount("one", "units", at_least=1)])
    assert together(situations(HELD, major("X1"), alone)) is None
    assert together(situations(HELD, major("X1"))) is None


def test_a_cap_of_sharing_names_groups_that_are_there() -> None:
    with pytest.raises(ValueError, match="group"):
        major("X1", sharing(Cap(measure="units", at_most=1, of=Scope(groups=("Z",)))))


@st.composite
def pairs_of_editions(draw: st.DrawFn) -> tuple[LearnerRecord, list[Edition]]:
    """Two small editions over the same few units, and what is held of these."""
    pool = [
        unit(f"U{n}", credit=draw(st.integers(1, 4)), glh=draw(st.integers(0, 9))) for n in range(4)
    ]
    made = []
    for _ in range(2):
        own = draw(st.lists(st.sampled_from(pool), min_size=2, max_size=3, unique=True))
        measure = draw(st.sampled_from(["credit", "units"]))
        most = len(own) if measure == "units" else sum(one.credit or 0 for one in own)
        rules = [amount("least", measure, at_least=draw(st.integers(1, most)))]
        pair = Pair(held=("Z9",), counts_as=tuple(one.reference for one in own[:1]))
        caps = st.builds(
            lambda measure, most, scope: Cap(measure=measure, at_most=most, of=scope),
            st.sampled_from(["credit", "units", "percent"]),
            st.integers(0, 5) | st.sampled_from([25, 50]),
            st.sampled_from([Scope(), Scope(units=(own[0].reference,))]),
        )
        said = draw(
            st.none()
            | st.builds(lambda cap, yes: sharing(*cap, accepted=yes), st.lists(caps, max_size=2),
                        st.integers(0, 4).map(bool))
        )  # fmt: skip
        policies = [policy(Way.EQUIVALENCE, pairs=(pair,))] if draw(st.booleans()) else []
        made.append(edition([group("A", *own)], rules, recognition=tuple(policies), sharing=said))
    names = st.sampled_from(["U0", "U1", "U2", "U3", "Z9"])
    return record(*draw(st.lists(names, max_size=3, unique=True))), made


def things(choice: Sequence[Option], used: Sequence[Use]) -> dict[int, set[str]]:
    """By what each option counts: what is held, and the unit itself unless it is another."""
    found = {option.index: {option.unit.reference} for option in choice}
    for use in used:
        own = {use.option.unit.reference} if use.way is not Way.EQUIVALENCE else set()
        found[use.option.index] = own | {f"#{number}" for number in use.achievements}
    return found


def allowed(said: Sharing | None, choice: Sequence[Option], shared: Sequence[Option]) -> bool:
    if shared and (said is None or not said.accepted):
        return False
    for cap in said.caps if said else ():
        inside = [option for option in shared if within(option, cap.of)]
        every = [option for option in choice if within(option, cap.of)]
        credit, total = (sum(o.unit.credit or 0 for o in some) for some in (inside, every))
        assert isinstance(cap.at_most, int)
        over = {
            "units": len(inside) > cap.at_most,
            "credit": credit > cap.at_most,
            "percent": 100 * credit > cap.at_most * total,
        }
        if over[cap.measure]:
            return False
    return True


@given(pairs_of_editions())
@tries(10)
def test_all_together_is_the_best_of_all_pairs_of_choices(
    case: tuple[LearnerRecord, list[Edition]],
) -> None:
    holding, made = case
    asked = situations(holding, *made)
    if not all(isinstance(suggest(one), Plan) for one in asked):
        return
    found = together(asked)
    if found is None:
        return
    legal = [list(every_legal(one.edition, whole(one.held))) for one in asked]
    best: tuple[int, int, int] | None = None
    least: tuple[int, int] | None = None
    for first, first_used in legal[0]:
        for second, second_used in legal[1]:
            by = [things(first, first_used), things(second, second_used)]
            names = [set().union(*one.values()) if one else set() for one in by]
            shared = [
                [option for option in choice if by[n][option.index] & names[1 - n]]
                for n, choice in enumerate((first, second))
            ]
            told = (sum(option.unit.credit or 0 for option in shared[0]), len(shared[0]))
            least = told if least is None else min(least, told)
            if not all(
                allowed(one.edition.sharing, choice, own)
                for one, choice, own in zip(asked, (first, second), shared, strict=True)
            ):
                continue
            new: dict[str, Option] = {}
            for choice, used in ((first, first_used), (second, second_used)):
                held = {use.option.index for use in used}
                new |= {o.unit.reference: o for o in choice if o.index not in held}
            cost = (
                sum(option.unit.credit or 0 for option in new.values()),
                sum(option.unit.glh or 0 for option in new.values()),
                len(new),
            )
            best = cost if best is None else min(best, cost)
    if best is None:
        assert found.state == "impossible"
        if all(one.unit != "Z9" for one in holding.achievements):  # which may share unlike units
            assert (found.must_share_credit, found.must_share_units) == least
    else:
        assert (found.new_credit, found.new_glh, found.new_units) == best


def test_what_nobody_knows_the_credit_of_may_not_count_twice_under_a_cap_on_credit() -> None:
    one = edition([group("A", unit("U1", credit="unknown"))], [amount("one", "units", at_least=1)])
    counted = [(one.options[0], frozenset({"U1"}))]
    for cap, told in (
        (Cap(measure="credit", at_most=100), [(0, "the credit of U1 is unknown")]),
        (Cap(measure="units", at_most=1), []),
    ):
        assert list(oversharing([counted, counted], [sharing(cap), sharing()])) == told


@pytest.mark.parametrize(
    ("figures", "least"),
    [
        ([(6, 10), (5, 40), (5, 30)], (5, 30)),  # credit first, and of as much the hours
        ([(5, 40), (6, 10), (5, 39)], (5, 39)),
    ],
)
def test_the_least_credit_is_studied_and_then_the_least_hours(
    figures: list[tuple[int, int]], least: tuple[int, int]
) -> None:
    def one(own: str) -> Edition:
        made = [unit(f"S{n}", credit=c, glh=h) for n, (c, h) in enumerate(figures)]
        held = unit(own, credit=1)
        rules = [amount("own", of={"units": [own]}, at_least=1), amount("all", at_least=6)]
        return edition([group("A", held, *made)], rules, sharing=sharing())

    found = together(situations(record("X1", "Y1"), one("X1"), one("Y1")))
    assert found is not None
    assert (found.new_credit, found.new_glh, found.new_units) == (*least, 1)
