"""Documents with one thing wrong in them, as misprints and bad extractions make them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from copy import deepcopy

from tests.catalogue.handbooks.printing import Handbook, Table

Row = tuple[str, str, str, str, str, str]
Change = Callable[[random.Random, Table], None]


def _at(chance: random.Random, table: Table) -> int:
    return chance.randrange(len(table.rows))


def digit(chance: random.Random, table: Table) -> None:
    """Another digit in a reference."""
    n = _at(chance, table)
    r, *rest = table.rows[n]
    places = [i for i, sign in enumerate(r) if sign.isdigit()]
    i = chance.choice(places)
    new = chance.choice([d for d in "0123456789" if d != r[i]])
    table.rows[n] = (r[:i] + new + r[i + 1 :], *rest)  # type: ignore[assignment]


def letter(chance: random.Random, table: Table) -> None:
    """Another letter of a reference."""
    n = _at(chance, table)
    r, *rest = table.rows[n]
    new = chance.choice([x for x in "ADFHJKLMRTY" if x != r[0]])
    table.rows[n] = (new + r[1:], *rest)  # type: ignore[assignment]


def credit(chance: random.Random, table: Table) -> None:
    """Another credit value."""
    n = _at(chance, table)
    r, t, lv, c, g, s = table.rows[n]
    table.rows[n] = (r, t, lv, str(chance.choice([x for x in range(1, 12) if str(x) != c])), g, s)


def level(chance: random.Random, table: Table) -> None:
    """Another level."""
    n = _at(chance, table)
    r, t, lv, c, g, s = table.rows[n]
    table.rows[n] = (r, t, chance.choice([x for x in "12345" if x != lv]), c, g, s)


def shifted(chance: random.Random, table: Table) -> None:
    """Level and credit in each other's column."""
    n = _at(chance, table)
    r, t, lv, c, g, s = table.rows[n]
    table.rows[n] = (r, t, c, lv, g, s)


def lost(chance: random.Random, table: Table) -> None:
    """A row that a page break swallowed."""
    if len(table.rows) > 1:
        del table.rows[_at(chance, table)]


def twice(chance: random.Random, table: Table) -> None:
    """A row at the foot of one page and the head of the next."""
    n = _at(chance, table)
    table.rows.insert(n, table.rows[n])


def merged(chance: random.Random, table: Table) -> None:
    """Two rows in one: the title of both, the values of the first."""
    if len(table.rows) > 1:
        n = chance.randrange(len(table.rows) - 1)
        (r, t, *rest), (r2, t2, *_) = table.rows[n], table.rows[n + 1]
        table.rows[n : n + 2] = [(f"{r} {r2}", f"{t} {t2}", *rest)]  # type: ignore[list-item]


def blank(chance: random.Random, table: Table) -> None:
    """A cell that came out empty."""
    n = _at(chance, table)
    r, t, _, c, g, s = table.rows[n]
    table.rows[n] = (r, t, "", c, g, s)


CHANGES: dict[str, Change] = {
    one.__name__: one for one in (digit, letter, credit, level, shifted, lost, twice, merged, blank)
}


def mutants(book: Handbook, seed: int, each: int) -> Iterator[tuple[str, Handbook]]:
    """Yield documents with one change each, ``each`` of every kind."""
    chance = random.Random(seed)
    for name, change in CHANGES.items():
        for _ in range(each):
            changed = deepcopy(book)
            change(chance, chance.choice(changed.tables))
            yield name, changed


def with_pages(book: Handbook, printed: str) -> str:
    """A handbook that goes on with a page for each of its units, which says the same again."""
    lines = [printed, "", "4 Units"]
    for one in book.tables:
        for reference, title, at, credit, _, _ in one.rows:
            lines += ["", title, "", f"Unit reference: {reference}", f"Level: {at}"]
            lines += [f"Credit value: {credit}", "", "The learner will know how to do it."]
    return "\n".join(lines)
