"""What recognition gives, what experience is used for, and what is said of what is left."""

from __future__ import annotations

from adviser.words.ledger import because
from catalogue import Recognition, Way
from catalogue.learner.record import Achievement, Route
from catalogue.policy import Cap, Gives, Pair
from solver.credit_transfer.transfer import Transfer
from tests.factories import amount, edition, group, place, rule, unit
from tests.solver.test_recognition import counts, moved, plan_of, policy, reasons, record


class TestCreditThatIsNotGiven:
    """An exemption that fills a place of 6 credits and gives none of them."""

    EXEMPT = policy(
        Way.EXEMPTION, gives=Gives.NO_CREDIT, pairs=(Pair(held="A level", counts_as="U2"),)
    )
    TWO = (group("A", unit("U1", credit=4), unit("U2", credit=6), unit("U3", credit=4)),)

    def moved(self, *policies: Recognition, rules: tuple[dict[str, object], ...]) -> Transfer:
        made = edition(self.TWO, rules).model_copy(update={"recognition": policies})
        return moved(made, record("U1", Achievement(award="A level")))

    def test_it_is_no_part_of_what_a_percentage_is_of(self) -> None:
        # of 4 credits that count all would be by credit transfer: with U3, 4 of 8 are
        half = policy(Way.CREDIT_TRANSFER, caps=(Cap(measure="percent", at_most=50),))
        rules = (amount("total", at_least=4), rule("mandatory", "all", of={"units": ["U2"]}))
        answer = self.moved(half, self.EXEMPT, rules=rules)
        assert plan_of(answer).totals.new_credit == 4
        assert not answer.already_held

    def test_it_is_under_no_cap_on_credit_and_in_no_sum(self) -> None:
        # a cap of 4 credits over all: U1 gives 4 and the exemption none
        four = policy("any", caps=(Cap(measure="credit", at_most=4),))
        answer = self.moved(four, self.EXEMPT, rules=(amount("total", at_least=4),))
        assert counts(answer) == {"U1": "credit-transfer", "A level": "exemption"}
        assert answer.recognised_credit == plan_of(answer).totals.credit == 4


class TestExperience:
    def test_it_is_not_brought_in_only_to_recognise_more(self) -> None:
        # U2 counts only with U3, which is still to be assessed; U1 alone is enough
        made = edition(
            [group("A", unit("U1", credit=4), unit("U2", credit=4), unit("U3", credit=4))],
            [amount("total", at_least=4), rule("requires", "with", units=["U2"], needs=["U3"])],
        )
        answer = moved(made, record("U1", "U2", Achievement(unit="U3", route=Route.EXPERIENCE)))
        assert counts(answer) == {"U1": "credit-transfer"}
        assert answer.already_held

    def test_a_place_where_it_could_count_leaves_no_rule_to_blame(self) -> None:
        # in A the ceiling of 4 is full with U1; in B nothing stands in the way of U2
        made = edition(
            [group("A", unit("U1", credit=4), unit("U2", credit=4)), group("B", unit("U2"))],
            [amount("total", at_least=4), amount("a", of={"groups": ["A"]}, at_most=4)],
        )
        answer = moved(made, record("U1", Achievement(unit="U2", route=Route.EXPERIENCE)))
        assert reasons(answer) == {"U2": "not-needed"}

    def test_all_that_stands_in_the_way_is_told(self) -> None:
        closed = edition(
            [group("A", place((unit("U1"), None, "2024-06-02")), unit("U2"))],
            [amount("total", at_least=1)],
        )
        made = closed.model_copy(update={"recognition": (policy(Way.RPL, accepted=False),)})
        answer = moved(made, record(Achievement(unit="U1", route=Route.EXPERIENCE)))
        (entry,) = answer.ledger
        assert (entry.reason, entry.also) == ("not-open", ("not-accepted",))
        assert "Besides: fits U1, but RPL is not accepted" in because(entry)


class TestVersions:
    def test_a_version_that_is_to_be_studied_is_not_what_keeps_an_older_one_out(self) -> None:
        # OLD gives 4 of the 5 credits, and no more than 3 may be recognised
        two = place(
            (unit("OLD", credit=4), None, "2024-06-02"), (unit("NEW", credit=5), None, None)
        )
        capped = policy("any", caps=(Cap(measure="credit", at_most=3),))
        made = edition([group("A", two)], [amount("total", at_least=4)])
        answer = moved(made.model_copy(update={"recognition": (capped,)}), record("OLD"))
        (entry,) = answer.ledger
        assert (entry.reason, entry.reached, entry.would_count) == ("cap-reached", 4, True)
        # the same where it is a rule: 4 credits are not the 5 that are asked for
        made = edition([group("A", two)], [amount("total", at_least=5)])
        (entry,) = moved(made, record("OLD")).ledger
        assert (entry.reason, entry.rule, entry.effect) == ("rule-broken", "total", "impossible")


class TestWhatIsToldOfTheRest:
    def test_what_it_would_cost_to_have_it_count_is_told(self) -> None:
        # U1 and B1, of 5 and 3 credits; with U2, of 3, the 5 of B2 would have to be studied
        made = edition(
            [
                group("A", unit("U1", credit=5), unit("U2", credit=3)),
                group("B", unit("B1", credit=3), unit("B2", credit=5)),
            ],
            [
                amount("total", at_least=8),
                amount("a", of={"groups": ["A"]}, at_most=5),
                amount("b", "units", of={"groups": ["B"]}, at_most=1),
            ],
        )
        (_, entry) = moved(made, record("U1", "U2")).ledger
        assert (entry.reason, entry.rule, entry.effect) == ("ceiling-reached", "a", "priced")
        assert entry.costs is not None
        assert [(cost.goal, cost.value, cost.change) for cost in entry.costs][:1] == [
            ("least-credit", 5, 2)
        ]

    def test_of_a_share_is_told_what_would_be_reached_and_of_how_much(self) -> None:
        # 4 of 8 credits; with U2 it would be 8 of 12
        half = policy("any", caps=(Cap(measure="percent", at_most=50),))
        made = edition(
            [group("A", *(unit(name, credit=4) for name in ("U1", "U2", "U3")))],
            [amount("total", at_least=8)],
            recognition=(half,),
        )
        (_, entry) = moved(made, record("U1", "U2")).ledger
        assert (entry.reason, entry.reached, entry.of) == ("cap-reached", 8, 12)
