"""The parts of the workbench's page, as a template takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from adviser.words.blocks import Block


@dataclass(frozen=True)
class Row:
    """One unit of the table."""

    unit: str
    title: str
    level: str
    credit: str
    hours: str
    window: str
    wish: Literal["in", "out", "open"]
    planned: bool
    through: str
    state: str
    stuck: bool
    price: str = ""
    change: Literal["", "new", "gone", "was"] = ""
    """Against the plan before; ``was`` where there is none now and it was in that."""


@dataclass(frozen=True)
class GroupOf:
    """A group of the structure with its rows."""

    id: str
    title: str
    rows: Sequence[Row]
    planned: int


@dataclass(frozen=True)
class Mend:
    """A change that would help: in words, and as a question if it is the asker's to make.

    If it is not, ``whose`` says for whom it is.
    """

    words: str
    query: str | None
    whose: str = ""


@dataclass(frozen=True)
class Reasons:
    """Why there is no plan, in sentences."""

    opening: str
    together: str
    causes: Sequence[str]
    further: Sequence[tuple[str, Sequence[str]]]
    advice: Sequence[str]
    mends: Sequence[Mend]


@dataclass(frozen=True)
class Other:
    """Another whole plan beside the best."""

    words: str
    units: Sequence[tuple[str, str, str, str, str]]
    """Of each the group, reference, title, credit and hours."""
    size: str
    entered: frozenset[str]
    query: str


@dataclass(frozen=True)
class Elsewhere:
    """A plan beside the one that is shown: under another edition, of another qualification, kept.

    ``head`` is what it is called, ``said`` tells what is other there, or why there is no plan.
    ``query`` is the question that has it, null where it cannot be asked, and ``name`` the short
    name of the qualification that it is put to, if that is another.
    """

    head: str
    said: Sequence[str]
    units: Sequence[tuple[str, str, str, str, str]] = ()
    """As of another plan."""
    size: str = ""
    entered: frozenset[str] = frozenset()
    query: str | None = None
    name: str = ""


@dataclass(frozen=True)
class Panel:
    """Why one unit is in the plan or is not."""

    unit: str
    title: str
    said: Sequence[str]
    reasons: Reasons | None = None


@dataclass(frozen=True)
class Front:
    """The best compromises between two goals."""

    one: str
    other: str
    points: Sequence[tuple[int, int, str, str]]
    """Both values, what it takes in words, and the question that asks for it."""


@dataclass(frozen=True)
class Strip:
    """What a limit on hours does: in sentences, and the hours at which the plan changes.

    ``stops`` are hours, what the plan takes then, and the question with that limit; ``free`` is the
    question without one. A limit from ``least`` on has a plan; from ``most`` on none changes it.
    """

    said: Sequence[str]
    stops: Sequence[tuple[int, str, str]] = ()
    free: str = ""
    least: int = 0
    most: int = 0
    now: int | None = None


@dataclass
class View:
    """Everything that the page shows of an answer."""

    verdict: str = ""
    kind: Literal["plan", "none", "undecided", "faults"] = "faults"
    query: str = ""
    goals: Sequence[str] = ()
    proven: bool = True
    moved: str = ""
    was: str = ""
    strip: Strip | None = None
    hours_key: str = ""
    new_study: str = ""
    left_out: Sequence[str] = ()
    unlisted: bool = False
    """Whether nothing is known because a list of the file is not complete."""
    also_needed: Sequence[str] = ()
    reasons: Reasons | None = None
    groups: Sequence[GroupOf] = ()
    rules: Sequence[tuple[str, str, str, str]] = ()
    others: Sequence[Other] = ()
    ended: str = ""
    panel: Panel | None = None
    front: Front | None = None
    against: Sequence[str] = ()
    both: Sequence[Elsewhere] = ()
    """The plan that was kept and the one that is shown, if there are two."""
    elsewhere: Sequence[Elsewhere] = ()
    beside: Elsewhere | None = None
    carried: Sequence[tuple[str, str]] = ()
    """Fields of wishes for units that stand in no row."""
    asked: str = ""
    """The date and what was asked, in words, as it stands on paper."""
    ledger: Sequence[Block] = ()
    worth: Sequence[str] = ()
    prices: Mapping[str, str] = field(default_factory=dict)
