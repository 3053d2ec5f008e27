"""clingo: the data as facts, the rules of combination as an answer set programme."""

from __future__ import annotations

from typing import Any

import clingo
from instance import Instance

NAME = "clingo"
VERSION = ".".join(map(str, clingo.version()))

PROGRAMME = """
{ counts(X) : option(X, _, _) }.
:- option(_, U, _), several(U), #count { X : counts(X), option(X, U, _) } > 1.
:- option(_, _, P), versions(P), #count { X : counts(X), option(X, _, P) } > 1.
:- floor(R, N), #sum { W, X : weight(R, X, W), counts(X) } < N.
:- ceiling(R, N), #sum { W, X : weight(R, X, W), counts(X) } > N.
:- mandatory(P), not 1 { counts(X) : option(X, _, P) }.
taken(U) :- option(X, U, _), counts(X).
:- barred(R, N), #count { U : barring(R, U), taken(U) } > N.
:- asks(R, U), taken(U), needed(R, N), #count { V : needs(R, V), taken(V) } < N.
#minimize { W, X : cost(X, W), counts(X) }.
"""


def build(question: Instance) -> Any:
    """Write the facts and ground the programme."""
    facts = []
    options = question.options
    for index, option in enumerate(options):
        facts.append(f'option({index},"{option.unit}",{option.place}).')
        facts.append(f"cost({index},{option.amount(question.goal)}).")
    facts += [f'several("{u}").' for u, found in question.of_units().items() if len(found) > 1]
    facts += [f"versions({p})." for p, found in question.of_places().items() if len(found) > 1]
    for number, rule in enumerate(question.rules):
        kind = rule["kind"]
        if kind == "amount":
            for index in question.scope(rule["of"]):
                facts.append(f"weight({number},{index},{options[index].amount(rule['measure'])}).")
            if "at_least" in rule:
                facts.append(f"floor({number},{rule['at_least']}).")
            if "at_most" in rule:
                facts.append(f"ceiling({number},{rule['at_most']}).")
        elif kind == "mandatory":
            places = sorted({options[index].place for index in question.scope(rule["of"])})
            facts += [f"mandatory({place})." for place in places]
        elif kind == "barred":
            facts.append(f"barred({number},{rule['at_most']}).")
            facts += [f'barring({number},"{unit}").' for unit in rule["units"]]
        elif kind == "requires":
            facts.append(f"needed({number},{rule['at_least']}).")
            facts += [f'asks({number},"{unit}").' for unit in rule["units"]]
            facts += [f'needs({number},"{unit}").' for unit in rule["needs"]]
    control = clingo.Control(["--warn=none"])
    control.add("base", [], PROGRAMME + "\n".join(facts))
    control.ground([("base", [])])
    return control


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    with model.solve(yield_=False, async_=True) as handle:
        if not handle.wait(seconds):
            handle.cancel()
            return "unknown", None
        result = handle.get()
    if result.unsatisfiable:
        return "infeasible", None
    costs = model.statistics["summary"]["costs"]
    return "optimal", round(costs[0])
