"""The second reader of rule sentences: a grammar in which every word must have its place.

It shares no code with the first (:mod:`.islands`). Words that say nothing are on a list; a word that
is on none, or stands where the grammar has no room for it, and the whole sentence is not read. What
both readers make of a sentence alike stands without a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from catalogue.handbooks.atoms import Atom

MOST_TOKENS = 120
"""Tokens of a sentence that is read, inclusive."""

_GRAMMAR = r"""
start: _sep* (opening | entry) (_sep* tail | _sep+ entry)* _sep*
?entry: item | figure
?opening: SAME NUM measure after                    -> counted
figure: NUM CREDIT QUAL          -> whole_credit
      | NUM GLH                  -> whole_glh
      | GLH NUM                  -> whole_glh
      | TQT NUM HOURS?           -> whole_tqt
      | NUM HOURS? TQT           -> whole_tqt
item: bound? NUM further? kind? measure after      -> counted
    | bound? NUM more measure after                -> or_more
    | bound? further NUM measure after             -> remaining
    | bound? further NUM scope                     -> remaining_elided
    | bound? NUM scope                             -> scoped
    | before bound? NUM measure after              -> scope_first
    | bound? kind? measure scope? COLON? NUM       -> label
    | measure bound NUM                            -> label
    | before bound NUM                             -> scope_bound
    | BETWEEN NUM AND NUM kind? measure after      -> ranged
    | BETWEEN NUM AND NUM scope                    -> ranged
    | before BETWEEN NUM AND NUM measure           -> scope_ranged
    | ALL NUM? kind? UNITS after                   -> every
    | ALL NUM CREDIT after                         -> all_credit
    | bound? NUM kind? measure scope? LEAST NUM UNITS -> from_units
    | bound? NUM CREDIT ALL? NUM kind? UNITS place?   -> from_count
?tail: SAME NUM measure                            -> same
    | OPEN SAME? NUM measure CLOSE                 -> same
after: scope?
scope: kind? place level? | kind UNITS? level? | level place?
before: kind? place COLON? | kind UNITS? COLON | level COLON?
place: GROUPS
kind: MANDATORY | OPTIONAL
level: LEVEL
further: FURTHER
more: MORE
measure: CREDIT | UNITS | GLHS
bound: MIN | MAX | EXACT
_sep: COMMA | AND | WHICH | COLON
"""


def _words() -> Iterator[tuple[str, str]]:
    """The tokens by their names, the first that fits taken."""
    yield (
        "LEVEL",
        r"(?:which are |that are )?(?:through (?:the )?(?:completion|achievement) of )?(?:units |from units )?(?:at |of )?(?:a )?level (?P<low>[1-8])(?: ?(?P<up>(?:or|and) (?:above|higher)|\+))?(?! ?(?:and|or|/) ?[1-8])",
    )
    yield "LEVEL", r"(?:at )?or above level (?P<low2>[1-8])"
    yield (
        "GROUPS",
        r"(?i:(?:(?:either|both) )?(?:the )?(?:groups?|sections?|sets?|pools?|lists?)) (?P<ids>[A-Z]\d{0,2}|\d{1,2})(?P<more>(?:,? ?(?:(?i:and|or)|&|/|,) ?(?i:(?:(?:optional|mandatory) )?(?:(?:group|section) )?)[A-Z]\d{0,2}(?![\w]))*)(?![\w])",
    )
    yield (
        "GROUPS",
        r"(?<=from )(?i:either )?(?P<ids2>[A-Z]\d{0,2})(?P<more2>(?:,? ?(?:(?i:and|or)|,|&|/) ?[A-Z]\d{0,2}(?![\w]))*)(?![\w])",
    )
    yield "BETWEEN", r"between(?= \d)"
    yield (
        "MIN",
        r"(?:a )?min(?:imum)?\.?(?: of)?|at least|no (?:fewer|less) than|not (?:fewer|less) than",
    )
    yield (
        "MAX",
        r"(?:a )?max(?:imum)?\.?(?: of)?|at most|up to|(?:no|not) more than|(?:must |can |may )?not exceed",
    )
    yield "EXACT", r"exactly"
    yield "MORE", r"or more"
    yield (
        "SAME",
        r"(?:for |with |to )?(?:a )?(?:combined )?total(?: value)? of(?= \d+ credit)|totall?ing|worth",
    )
    yield "WHICH", r"of which|including"
    yield "FURTHER", r"(?:the )?(?:remaining|further|additional|remainder of)"
    yield "ALL", r"all(?: of)?(?: the)?|every"
    yield "TQT", r"total qualification time(?: ?\(tqt\))?(?: of)?|tqt(?: of)?"
    yield "GLHS", r"guided learning hours(?= from| at)|glh(?= from| at)"
    yield "GLH", r"guided learning hours(?: ?\(glh\))?|glh"
    yield "QUAL", r"(?<=credit )qualification"
    yield "LEAST", r"from (?:at least|a minimum of)"
    yield "CREDIT", r"(?:scqf )?credits?(?: points?| values?)?"
    yield "UNITS", r"units?|modules?|components?"
    yield "HOURS", r"hours"
    yield "MANDATORY", r"mandatory|core|compulsory"
    yield "OPTIONAL", r"optional|elective"
    yield "NUM", r"\d{1,4}(?![\d.])"
    yield "AND", r"and|plus|with"
    yield "COMMA", r"[,;]"
    yield "COLON", r":"
    yield "OPEN", r"\("
    yield "CLOSE", r"\)"


_SILENT = re.compile(
    r"(?:in total|in all|in order|giving a total of|making (?:up )?a total of|number of|that|available|any combination of units|the|a|an|this|these|their|learners?|candidates?|students?|apprentices?|you|they|must|should|shall|needs?|"
    r"to|be|is|are|can|may|will|achieved?|achieving|complet(?:e|ed|ing|ion)|gain(?:ed)?|obtain(?:ed)?|taken?|tak(?:e|ing)|"
    r"comes?|counts?|count(?:ed)? towards|cho(?:ose|sen)|select(?:ed|ing)?|pass(?:ed)?|made up|consists? of|of|in|for|from|"
    r"within|has|have|requir(?:ed|es|ing)|in order|order|by|through|on|as|award(?:ed)?|earn(?:ed)?|successfully|attain(?:ed)?|"
    r"overall|altogether|total|full|also|then|achievement of|learner's|following|the award of|be awarded|be drawn|"
    r"qualification|who wish|at|totalling|provided below|listed below|combination|rule|drawn|additionally|should be|there|any(?: of the)? units?|any|certificate|diploma|nvq|groups?(?! [A-Z0-9])|a choice of optional units)(?![\w-])|[.\-\u2013\u2022\"']",
    re.IGNORECASE,
)
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ],
        1,
    )
}


class NotUnderstood(ValueError):
    """A word has no place in the grammar; ``args[0]`` says which."""


@cache
def _parser() -> Any:
    from lark import Lark
    from lark.lexer import Lexer, Token

    # the names of groups are capitals; every other word may be written either way
    patterns = [
        (name, re.compile(words, re.IGNORECASE if name != "GROUPS" else 0))
        for name, words in _words()
    ]

    class Words(Lexer):
        def __init__(self, _conf: Any) -> None:
            """Take no settings."""

        def lex(self, text: str) -> Iterator[Any]:  # type: ignore[override]
            at = count = 0
            while at < len(text):
                if text[at] == " ":
                    at += 1
                    continue
                longest: tuple[int, str, re.Match[str]] | None = None
                for name, pattern in patterns:
                    found = pattern.match(text, at)
                    if found and found.end() > at and (longest is None or found.end() > longest[0]):
                        end = found.end()
                        if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
                            continue
                        longest = (end, name, found)
                silent = _SILENT.match(text, at)
                if silent and (longest is None or silent.end() > longest[0]):
                    at = silent.end()
                    continue
                if longest is None:
                    raise NotUnderstood(f"the word {text[at:].split()[0]!r} is not understood")
                count += 1
                if count > MOST_TOKENS:
                    raise NotUnderstood("the sentence is too long")
                yield Token(longest[1], longest[2], start_pos=at)
                at = longest[0]

    names = dict.fromkeys(name for name, _ in _words())
    return Lark(
        _GRAMMAR + f"%declare {' '.join(names)}\n",
        parser="earley",
        lexer=Words,
        ambiguity="explicit",
    )


def read_strictly(text: str, here: str = "") -> tuple[list[Atom], dict[str, int]]:
    """Return the atoms and figures of a sentence of which every word is understood.

    Raises
    ------
    NotUnderstood
        If a word is not, or the sentence can be read in two ways.
    """
    atoms, figures = _read(_prepared(text, here))
    return list(atoms), dict(figures)


@lru_cache(4_096)
def _read(text: str) -> tuple[tuple[Atom, ...], tuple[tuple[str, int], ...]]:
    from lark.exceptions import LarkError

    listed: list[Atom] = []
    among = re.search(
        r"\b(\d+) (?:optional )?(?:units? )?(?:of|from|out of)(?: the| a choice of| a list of)? (\d+) (?:following |available )?"
        r"(?:(optional|mandatory) )?units\b",
        text,
        re.I,
    )
    if among:
        role = (among[3] or "").lower()
        listed.append(Atom("listed", "units", int(among[2]), None, (), role))
        text = f"{text[: among.start()]}{among[1]} {role} units{text[among.end() :]}"
    if not re.search(r"\d", text) and not re.search(r"\ball\b|\bevery\b", text, re.I):
        raise NotUnderstood("there is no number")
    try:
        tree = _parser().parse(text)
    except LarkError as error:
        raise NotUnderstood("the sentence has another build than any that is known") from error
    readings: list[tuple[list[Atom], dict[str, int]]] = []
    for one in _unambiguous(tree):
        reading = _atoms(one)
        if reading not in readings:
            readings.append(reading)
        if len(readings) > 1:
            raise NotUnderstood("the sentence can be read in two ways")
    atoms, figures = readings[0]
    return (*listed, *atoms), tuple(figures.items())


def _prepared(text: str, here: str) -> str:
    from catalogue.handbooks.headings import titles_in

    for title in reversed(titles_in(text)):
        text = f"{text[: title.start]} the qualification {text[title.end :]}"
    text = " ".join(text.split())
    text = re.sub(r"\ban? (optional|mandatory) unit\b", r"1 \1 unit", text, flags=re.I)
    text = re.sub(
        r"\b(" + "|".join(_NUMBERS) + r")\b", lambda m: _NUMBERS[m[1].lower()], text, flags=re.I
    )
    text = re.sub(r"\bboth (?:the )?(?=mandatory|optional|core)", "all 2 ", text, flags=re.I)
    text = re.sub(r"(\d+) ?\((minimum|maximum)\)", r"\2 \1", text, flags=re.I)
    text = re.sub(r"(\d+) ?\((\d+)\)", lambda m: m[1] if m[1] == m[2] else m[0], text)
    text = re.sub(r"\b(\d{1,3}) ?(?:-|\u2013|to) ?(\d{1,3})\b", r"between \1 and \2", text)
    if here:
        text = re.sub(
            r"\b(?:this|the) (?:optional |mandatory )?(?:group|section)\b(?! [A-Z]\b)",
            f"group {here}",
            text,
            flags=re.I,
        )
    return text


def _unambiguous(tree: Any, most: int = 24) -> list[Any]:
    """Every tree that an ambiguous one stands for, or a refusal where these are many."""
    from itertools import product

    from lark import Tree

    if not isinstance(tree, Tree):
        return [tree]
    if tree.data == "_ambig":
        found = [one for child in tree.children for one in _unambiguous(child, most)]
    else:
        parts = [_unambiguous(child, most) for child in tree.children]
        count = 1
        for part in parts:
            count *= len(part)
        if count > most:
            raise NotUnderstood("the sentence can be read in many ways")
        found = [Tree(tree.data, list(children)) for children in product(*parts)]
    if len(found) > most:
        raise NotUnderstood("the sentence can be read in many ways")
    return found


def _atoms(tree: Any) -> tuple[list[Atom], dict[str, int]]:
    atoms: list[Atom] = []
    figures: dict[str, int] = {}
    measure = ""
    for entry in tree.children:
        if not hasattr(entry, "data"):
            continue
        numbers = [int(t.value[0]) for t in entry.children if getattr(t, "type", "") == "NUM"]
        name = str(entry.data)
        if name.startswith("whole_"):
            figures[name.removeprefix("whole_")] = numbers[0]
            continue
        parts = _parts(entry)
        measure = parts.get("measure") or measure
        if name == "every":
            measure = "units"
        elif name == "all_credit":
            measure = "credit"
        elif not parts.get("measure") and any(
            getattr(t, "type", "") == "UNITS" for t in entry.scan_values(lambda _: True)
        ):
            measure = "units"
        if not measure:
            raise NotUnderstood("what is counted is not said")
        groups, role, level = parts.get("groups", ()), parts.get("role", ""), parts.get("level")
        if name == "same" and atoms:
            groups, role = atoms[-1].groups, atoms[-1].role
        if groups:
            role = ""
        bare = level is not None and level[0] == level[1]
        bound = parts.get("bound", "")
        if name in {"ranged", "scope_ranged"}:
            atoms.append(Atom("amount", measure, numbers[0], numbers[1], groups, role, level, bare))
        elif name == "from_count":
            kind = "amount" if bound == "MIN" else "stated"
            if bound in {"MAX", "EXACT"}:
                raise NotUnderstood("a ceiling and a number of units in one")
            atoms.append(Atom(kind, "credit", numbers[0], None, groups, role))
            atoms.append(Atom("stated", "units", numbers[1], None, groups, role))
            measure = "units"
        elif name == "from_units":
            kind = "amount" if bound == "MIN" else "stated"
            if bound in {"MAX", "EXACT"}:
                raise NotUnderstood("a ceiling and a number of units in one")
            atoms.append(Atom(kind, measure, numbers[0], None, groups, role, level, bare))
            atoms.append(Atom("amount", "units", numbers[1], None, groups, role, level, bare))
        elif name == "every" and not numbers:
            atoms.append(Atom("all", "units", groups=groups, role=role))
        elif parts.get("further"):
            atoms.append(Atom("further", measure, numbers[0], None, groups, role, level, bare))
        elif bound == "MAX":
            atoms.append(Atom("amount", measure, None, numbers[0], groups, role, level, bare))
        elif bound == "EXACT":
            atoms.append(Atom("amount", measure, numbers[0], numbers[0], groups, role, level, bare))
        elif bound == "MIN" or name == "or_more":
            atoms.append(Atom("amount", measure, numbers[0], None, groups, role, level, bare))
        else:
            atoms.append(Atom("stated", measure, numbers[0], None, groups, role, level, bare))
    return atoms, figures


def _parts(tree: Any) -> dict[str, Any]:
    """What the parts of one item say, wherever in it they stand."""
    found: dict[str, Any] = {}
    for node in tree.iter_subtrees():
        name = str(node.data)
        if name == "place":
            match = node.children[0].value
            groups = match.groupdict()
            text = " ".join(
                filter(
                    None,
                    (
                        groups.get("ids"),
                        groups.get("more"),
                        groups.get("ids2"),
                        groups.get("more2"),
                    ),
                )
            )
            found["groups"] = tuple(
                dict.fromkeys(re.findall(r"\b(?:[A-Z]\d{0,2}|\d{1,2})\b", text))
            )
        elif name == "kind":
            found["role"] = node.children[0].type.lower()
        elif name == "level":
            groups = node.children[0].value.groupdict()
            low = int(groups.get("low") or groups.get("low2"))
            found["level"] = (low, None) if groups.get("up") or groups.get("low2") else (low, low)
        elif name == "measure":
            found["measure"] = {"CREDIT": "credit", "UNITS": "units", "GLHS": "glh"}[
                node.children[0].type
            ]
        elif name == "bound":
            found["bound"] = node.children[0].type
        elif name == "further":
            found["further"] = True
    return found
