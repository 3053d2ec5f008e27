"""Why no choice is legal: rules that cannot all hold, and what they would have to say.

The conflict is that of a question in which nothing is asked. An author can change what nobody who
asks can: the rules. So each rule of it is held against all others of the edition, for the nearest
bound with which some choice is legal, and where none alone is enough, as few together as can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.qualification import Edition, Qualification
from solver.conflicts.conflict import explain
from solver.program.engine import Clock
from solver.question import Goal, Question
from solver.results.answers import Conflict
from solver.results.inspection import RuleRepair, RulesRepair
from solver.situation import Situation
from solver.structure.mending import Mending
from solver.structure.regions import OutOfTime
from solver.task.task import understood
from solver.wishes import read_wishes


def conflict_of(
    qualification: Qualification, edition: Edition, on: date, time_limit: float
) -> Conflict:
    """Return why no choice of what is open ``on`` a date is legal, or surely so.

    Raises
    ------
    Disagreement
        If plain arithmetic finds a choice that is.
    """
    question = Question(on=on, edition=edition.edition, goals=(Goal.FEWEST_UNITS,))
    situation = Situation(qualification, edition, question, read_wishes(edition, question))
    return explain(understood(situation).eased(), Clock(time_limit))


def rule_repairs(edition: Edition, conflict: Conflict, on: date, time_limit: float) -> RuleRepairs:
    """Return what rules would have to say for a choice of what is open ``on`` a date to be legal.

    Each change to one rule of the conflict that is enough; if there is none, the smallest sets of
    rules that change together. Nothing where time ran out.

    Raises
    ------
    Disagreement
        If the referee does not confirm that a change works.
    """
    options = [option for option in edition.options if option.version.open_on(on)]
    mending = Mending(edition, options, Clock(time_limit))
    named = [cause.name for cause in conflict.causes if cause.kind == "rule"]
    try:
        if alone := mending.alone(named):
            return RuleRepairs(alone=alone)
        together, complete = mending.together()
    except OutOfTime:
        return RuleRepairs(decided=False)
    return RuleRepairs(together=together, complete=complete)


@dataclass(frozen=True, slots=True)
class RuleRepairs:
    """Changes to one rule, or to several together where none alone is enough.

    ``complete`` says that there is no further set as small; ``decided`` that time did not run out.
    """

    alone: tuple[RuleRepair, ...] = ()
    together: tuple[RulesRepair, ...] = ()
    complete: bool = True
    decided: bool = True
