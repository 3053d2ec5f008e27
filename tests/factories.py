"""Short ways to make small qualifications for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from catalogue import Edition, Group, Option, Place, Qualification, Source, Unit, Version

SOURCE = Source(document="A test", section="1")


def unit(
    reference: str,
    *,
    level: int | str | None = 3,
    credit: int | str | None = 1,
    glh: int | None = 10,
) -> Unit:
    return Unit.model_validate(
        {
            "reference": reference,
            "title": f"Unit {reference}",
            "level": level,
            "credit": credit,
            "glh": glh,
            "sources": [SOURCE],
        }
    )


def place(
    *versions: Unit | tuple[Unit, str | None, str | None],
) -> Place:
    """A place; a version with a window is a triple of unit, first day and last day."""
    made = []
    for version in versions:
        one, opens, closes = version if isinstance(version, tuple) else (version, None, None)
        made.append(
            Version(
                unit=one,
                opens=None if opens is None else date.fromisoformat(opens),
                closes=None if closes is None else date.fromisoformat(closes),
            )
        )
    return Place(versions=tuple(made))


def group(name: str, *places: Unit | Place, groups: Sequence[Group] = ()) -> Group:
    made = [one if isinstance(one, Place) else place(one) for one in places]
    return Group(id=name, title=f"Group {name}", places=tuple(made), groups=tuple(groups))


def rule(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    says = fields.pop("says", f"The rule {name}.")
    return {"kind": kind, "id": name, "says": says, "source": SOURCE, **fields}


def amount(name: str, measure: str = "credit", **fields: Any) -> dict[str, Any]:
    return rule("amount", name, measure=measure, **fields)


def edition(groups: Iterable[Group], rules: Iterable[Mapping[str, Any]], **fields: Any) -> Edition:
    return Edition.model_validate(
        {
            "edition": "test",
            "source": SOURCE,
            "groups": tuple(groups),
            "rules": tuple(rules),
            **fields,
        }
    )


def qualification(*editions: Edition, **fields: Any) -> Qualification:
    return Qualification.model_validate(
        {
            "number": "601/3528/1",
            "short_name": "test",
            "title": "Test Qualification",
            "awarding_organisation": "Tester",
            "level": 3,
            "editions": editions,
            **fields,
        }
    )


def choose(edition: Edition, *references: str) -> list[Option]:
    """The options of units that each stand at one place, or are named ``group:reference``."""
    by_key = {option.key: option for option in edition.options}
    found = []
    for reference in references:
        if reference in by_key:
            found.append(by_key[reference])
        else:
            (option,) = edition.options_of[reference]
            found.append(option)
    return found
