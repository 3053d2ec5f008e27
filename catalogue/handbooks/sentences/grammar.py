"""The second reader of rule sentences: a grammar in which every word must have its place.

It shares no code with the first (:mod:`.islands`). Words that say nothing are on a list; a word that
is on none, or stands where the grammar has no room for it, and the whole sentence is not read. A
sentence is clauses between separators, each with one number; what a clause says is put together in
:mod:`.frames`. What both readers make of a sentence alike stands without a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from catalogue.handbooks.sentences.atoms import Atom
from catalogue.handbooks.sentences.frame import Gap, NotUnderstood, Word
from catalogue.handbooks.sentences.frames import atoms_of

MOST_TOKENS = 120
"""Tokens of a sentence that is read, inclusive."""

_GRAMMAR = r"""
start: gap? (clause gap)* clause?
gap: (COLON | COMMA | SEMI | DASH | AND | OPEN | CLOSE | SAME | LEAST | EITHER | OR | WITH)+
clause: parts | parts amount | parts amount parts | amount | amount parts
parts: part+
part: MIN | MAX | EXACT | FURTHER | PART | BEGINS | ALL | EACH | FROM | TOTAL | LEVEL | GROUPS
    | MANDATORY | OPTIONAL | CREDIT | UNITS | GLH | TQT | QUAL | SPREAD | AMONG NUM | MORE
    | NAMED | OVER | UNDER
amount: NUM | RANGE | SHARE | WAY
"""

_LEVELS = r"(?:(?:,? (?:or|and)|,|/| to|-) ?(?:level )?[1-8](?![\d/]|\.\d)(?! ?(?:credits?|units?|optional|mandatory|further|at|from|must|should|in group)\b))*"
_IDS = r"(?:[A-Z]\d{0,2}|\d{1,2})"
_MORE_IDS = (
    r"(?:(?:,? (?:and|or|&)|,|/| &)? ?(?:(?i:optional |mandatory )?(?i:groups? |sections? ))?[A-Z]\d{0,2}(?!\w)"
    r"|(?:,? (?:and|or|&)|,|/| &) ?\d{1,2}(?!\w|\.\d| ?(?i:units?|credits?|optional|mandatory|core|elective|further|additional|glh|guided|hours|or more|from|of|at|in|\()(?!\w)))*"
)


_UNIT = r"[A-Z]{0,3}\d{1,4}[A-Z]?(?!\w|\.\d|/\d| ?%| (?:(?:of|from) the|units?|credits?|optional|mandatory|core|elective|further|additional|other|guided|glh|hours?|learning)(?!\w))"
_NEXT = r"(?:, (?:and|or) |, ?| ?& ?| ?[-\u2013] ?| (?:and|or|to) )"


def _words() -> Iterator[tuple[str, str]]:
    """The tokens by their names; of several that fit, the longest is taken."""
    yield (
        "LEVEL",
        rf"(?:(?:which|that) are )?(?:(?:at|of|from) )?(?:a )?(?:scqf |rqf )?levels? (?P<low>[1-8])(?P<levels>{_LEVELS})"
        r"(?: (?:units?|credits?)(?= (?:or|and) (?:above|higher)))?(?P<up> ?(?:(?:or|and) (?:above|higher|over)|\+))?(?P<down> (?:or|and) (?:below|lower))?",
    )
    yield "LEVEL", r"(?:at )?(?:or|and) above level (?P<from>[1-8])"
    yield (
        "LEVEL",
        r"(?:at )?entry(?: level)? (?P<entry>[1-3])(?P<over> (?:or|and) (?:above|higher))?",
    )
    yield (
        "GROUPS",
        rf"(?i:(?:of )?(?:the )?(?:groups?|sections?|sets?|pools?|lists?|clusters?)) (?P<ids>{_IDS}{_MORE_IDS})(?!\w)",
    )
    yield "GROUPS", rf"(?<=from )(?P<bare>[A-Z]\d{{0,2}}{_MORE_IDS})(?!\w)"
    yield "RANGE", r"between (?P<a>\d{1,4})(?: credits| units)? (?:and|to) (?P<b>\d{1,4})"
    yield "RANGE", r"(?P<c>\d{1,3}) ?(?:-|\u2013|to) ?(?P<d>\d{1,3})(?!\d|\.\d)"
    yield "RANGE", r"(?P<e>\d{1,3}) or (?P<f>\d{1,3})(?= (?:\w+ )?(?:units|credits)\b)"
    yield (
        "MIN",
        r"(?:(?:a|the) )?min(?:imum)?\.?(?: (?:total|value))*(?: of)?|at least|(?:no|not) (?:fewer|less|lower) than",
    )
    yield "MAX", r"(?:(?:a|the) )?max(?:imum)?\.?(?: (?:total|value))*(?: of)?"
    yield "MAX", r"at (?:the )?most|up to(?: a maximum(?: of)?)?|(?:no|not) (?:more|greater) than"
    yield "MAX", r"(?:(?:must|can|may|should) ?not|cannot|not) (?:to )?exceed"
    yield (
        "MAX",
        r"(?:(?:must|can|may|should) not|cannot) (?:be )?(?:(?:take|achieve|gain|use|count|choose|select|include|total|come to|have|claim|complete) )?more than",
    )
    yield "MAX", r"(?:limited|capped|restricted) (?:to|at)(?: a maximum of)?"
    yield "EXACT", r"exactly|precisely"
    yield "MORE", r"or more"
    yield (
        "SAME",
        r"(?:for |with |to )?(?:a )?(?:combined )?total(?: value)? of(?= \d+ credit)(?<!^a total of)|totall?ing|worth",
    )
    yield "LEAST", r"from (?=at least|a minimum of|no fewer than)"
    yield "LEAST", r"(?:from|through|in) (?=(?:all )?(?:of )?(?:the |these )?\d+ (?:\w+ )?units)"
    yield (
        "AMONG",
        r"(?:(?<=\d )|(?<=units )|(?<=optional ))(?:(?:out )?of|from(?: among)?) (?:the |these |a choice of |a list of |a total of )*(?:following |available )?(?=\d+ (?:following |available |other )?(?:\w+ )?units)",
    )
    yield "AMONG", r"(?<=units )(?:out of|of|from) (?=\d+\.?$)"
    yield (
        "PART",
        r"of (?:which|these|them|those)|(?<!must )(?<!may )(?<!can )(?<!should )includ(?:ing|es?)",
    )
    yield "BEGINS", r"^of the(?:se)?(?= \d)"
    yield (
        "FURTHER",
        r"(?:a |the )?(?:remaining|further|additional|remainder of|balance of|other(?= \d))",
    )
    yield (
        "ALL",
        r"all(?: of)?(?: the)?|every|each of the(?= (?:\d+ )?(?:mandatory|core|compulsory))",
    )
    yield "EACH", r"each(?: of)?(?= (?:the )?groups? [A-Z]|[.,;]|$)"
    yield (
        "SPREAD",
        r"(?:different|separate|distinct) (?:unit )?(?:groups|modules|sections)(?! [A-Z]\b)|(?<=\d )of the (?:following )?(?P<role>optional )?groups(?! [A-Z]\b)",
    )
    yield (
        "TOTAL",
        r"(?:giving|making|bring(?:ing)?)(?: up)? (?:a|the) total (?:of|to)|in total|overall|altogether|in all|in the (?:whole )?qualification",
    )
    yield "TQT", r"(?:hours (?:of )?)?(?:total qualification time(?: ?\(tqt\))?|tqt)(?: hours)?"
    yield "GLH", r"(?:hours (?:of )?)?(?:guided learning(?: hours)?(?: ?\(glh\))?|glh)(?: hours)?"
    yield "QUAL", r"(?<=credit )qualification"
    yield "FROM", r"from|in|within|across|through"
    yield "CREDIT", r"(?:scqf )?credits?(?: points?| values?)?"
    yield "UNITS", r"units?|modules?|components?"
    yield (
        "NAMED",
        rf"(?P<of>(?:from|of|in|between) (?:(?:the following|any of) ?:? )?(?:units ?: ?)?)?(?P<both>(?:both |either )(?:of )?)?units? (?P<numbers>{_UNIT}(?:{_NEXT}(?:units? )?{_UNIT})*)",
    )
    yield (
        "SHARE",
        r"(?:(?P<percent>\d{1,3}(?:\.\d{1,2})?) ?(?:%|per ?cent)|(?P<major>(?:the |a )?majority)|(?:(?:a|1) )?(?P<one>half|third|quarter)|(?P<count>[23])[ -](?P<whole>thirds|quarters))"
        r"(?P<up> or more)? of (?:(?:the|all|their|these|its) )*(?:(?:total|overall|required|necessary|minimum) )*(?:(?P<role>optional|mandatory) )?(?=credits?|units|guided|glh)",
    )
    yield "OVER", r"(?:more than|over)(?= (?:[\d.]+ ?(?:%|per ?cent)|half|a |1 |[23][ -]))"
    yield "UNDER", r"(?:less|fewer) than(?= (?:[\d.]+ ?(?:%|per ?cent)|half|a |1 |[23][ -]))"
    yield (
        "WAY",
        r"(?P<whole>all (?:of )?(?:the )?units (?:in|of|from) (?:(?:the|their|a) (?:chosen|selected) |1 )(?:pathway|route|strand))|(?:1|a single) (?:of (?:the|these) )?(?:(?:following|available|optional|specialist|\d+) )*(?:pathways?|routes?|strands?)(?! [A-Z\d]\b)",
    )
    yield "EITHER", r"either(?= ?:? )"
    yield (
        "OR",
        r"or(?: else)?(?= (?:(?:at least|at most|a (?:min|max)imum of|up to|(?:no|not) (?:more|fewer|less) than|exactly) )?(?:all |\d+ (?!or )|units? [A-Z]{0,3}\d))",
    )
    yield "MANDATORY", r"mandatory|core|compulsory"
    yield "OPTIONAL", r"optional|electives?|options"
    yield "NUM", r"\d{1,4}(?!\d|\.\d)"
    yield "AND", r"\+|and|plus|along with|together with|but|then|as well as"
    yield "WITH", r"with"
    yield "COMMA", r",|/(?= )"
    yield "SEMI", r";"
    yield "COLON", r":|="
    yield "DASH", r"[-\u2013](?= )"
    yield "OPEN", r"\("
    yield "CLOSE", r"\)"


_SILENT_WORDS = (
    "a|above|accumulate|accumulated|achieve|achieved|achievement|achieves|achieving|add|added|adds|also|altogether|an|"
    "any|apprentice|apprentices|are|as|at|attain|attained|available|award|awarded|bank|be|being|"
    "below|by|can|candidate|candidates|carries|carry|centre|certificate|choice|choose|"
    "chooses|choosing|chosen|combination|combine|combined|come|comes|coming|complete|completed|"
    "completes|completing|completion|comprise|comprised|comprises|consist|consists|contained|claim|claimed|allowed|permitted|successful|do|follows|as follows|certificated|selection|use|used|collect|expected|amount|amounts|comprising|apply|applies|contain|"
    "contains|contribute|contributes|count|counted|counts|cover|diploma|draw|drawn|earn|earned|"
    "following|for|freely|full|gain|gained|get|give|gives|giving|group|groups|had|has|have|"
    "include|included|is|it|its|learner|learner's|learners|list|listed|lists|made|make|makes|"
    "making|may|must|need|needed|needs|number|nvq|svq|obtain|obtained|of|on|order|overall|pass|"
    "passed|pick|provide|provided|provides|qualification|qualifications|reach|require|required|"
    "requirement|requires|requiring|rule|rules|select|selected|selecting|selects|set|shall|should|"
    "shown|student|students|successfully|table|take|taken|takes|taking|that|the|their|there|these|"
    "they|this|those|to|together|total|totals|towards|undertake|up|value|was|which|who|will|wish|"
    "wishing|worth|you|your"
)
"""Words that change nothing, wherever they stand: none that denies, and none that makes a condition."""

_SILENT = re.compile(
    rf"(?:all (?:learners|candidates|students|apprentices)|(?:besides|in addition to)(?= (?:the )?\d+ (?:mandatory|core))|as well(?! as)|in order|in full|in addition(?! to)|(?<=units )out(?= of group)|add(?:s|ing)? up to|any combination of|(?:{_SILENT_WORDS})(?![\w-]))"
    r"|['\u2019](?:ll|re|ve)(?!\w)|[.\u2022\"'\u2019]",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\b(?:may|can|could)\b", re.I)
_MUST = re.compile(r"\b(?:must|needs?|required?|requires|has to|have to|shall|should)\b", re.I)
_OBLIGED = re.compile(r"\b(?:must|needs?|required|should|shall|complete\w*|choose|take)\b", re.I)
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]  # fmt: skip
_SPELLED = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(_TENS)})(?:[ -](?P<one>{'|'.join(_ONES[:9])}))?|(?P<low>{'|'.join(_ONES)}))\b",
    re.IGNORECASE,
)


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

        def lex(self, text: str, *_: Any) -> Iterator[Any]:  # type: ignore[override]
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
    return Lark(_GRAMMAR + f"%declare {' '.join(names)}\n", parser="lalr", lexer=Words)


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

    if not re.search(r"\d|\b(?:all|every|half|third|quarter|majority)\b", text, re.I):
        raise NotUnderstood("there is no number")
    try:
        tree = _parser().parse(text)
    except LarkError as error:
        raise NotUnderstood("the sentence has another build than any that is known") from error
    parts: list[Gap | list[Word]] = []
    for node in tree.children:
        words = [
            Word(token.type, token.value)
            for token in node.scan_values(lambda v: hasattr(v, "type"))
        ]
        parts.append(words if node.data == "clause" else Gap(frozenset(w.kind for w in words)))
    atoms, figures = atoms_of(parts, obliged=bool(_OBLIGED.search(text)))
    if any(one.choice for one in atoms) and _ALLOWED.search(text) and not _MUST.search(text):
        raise NotUnderstood("one of several ways is allowed, and none is asked for")
    return tuple(atoms), tuple(figures.items())


def _prepared(text: str, here: str) -> str:
    from catalogue.handbooks.written.headings import titles_in

    for title in reversed(titles_in(text)):
        text = f"{text[: title.start]} the qualification {text[title.end :]}"
    text = " ".join(text.split())
    text = re.sub(r"\ban? (optional|mandatory) unit\b", r"1 \1 unit", text, flags=re.I)
    text = _SPELLED.sub(_figure, re.sub(r"\b(?:a|one) dozen\b", "12", text, flags=re.I))
    text = _ENOUGH.sub(" giving a total of ", text)
    text = re.sub(r"\bonly (?=\d+ (?:(?:optional )?(?:credits?|units?)\b|(?:of|from) units).*\b(?:may|can)\b)", "no more than ", text, flags=re.I)  # fmt: skip
    text = re.sub(r"(?<=\bunits )((?:(?:must|should|will|to) )?(?:provide|give|total|contribute|come to) (?:(?:at least|a (?:min|max)imum of|up to) )?\d+)(?=\.|,|;| and\b|$)", r"\1 credits", text, flags=re.I)  # fmt: skip
    text = re.sub(r"\ba limit of\b", "a maximum of", text, flags=re.I)
    text = _BANK.sub(r"\3\4 of the \1 \2units", text)
    text = re.sub(r"\bboth (?:of )?(?:the )?(?=mandatory|optional|core|units)", "all 2 ", text, flags=re.I)  # fmt: skip
    text = re.sub(r"(?<=\d)-(?=(?:credit|unit)s?\b)", " ", text, flags=re.I)
    text = re.sub(r"\b(?:the |a )?single (?=mandatory|optional)", "1 ", text, flags=re.I)
    text = re.sub(r"\b((?i:complete|pass|achieve)) (?=(?:(?i:the )?(?i:mandatory )?(?i:group)) [A-Z]\d{0,2}(?![\w,]))", r"\1 all of ", text)  # fmt: skip
    text = re.sub(r"^((?i:the )?(?i:units in )?(?i:group) [A-Z]\d{0,2})((?i: units)?) (?:is|are) (?:mandatory|compulsory)(?=\.?$)", r"All of \1\2", text)  # fmt: skip
    text = re.sub(r"(complete|pass|achieve|take) the (?=(?:mandatory|core|compulsory) units)", r"\1 all the ", text, flags=re.I)  # fmt: skip
    text = re.sub(
        r"((?:at (?:least|most) |a (?:minimum|maximum) of |up to |no (?:more|fewer|less) than )?\d+) of the(?:se)? (\d+ (?:optional |mandatory )?credits)",
        r"\2, \1 of which",
        text,
        flags=re.I,
    )
    text = re.sub(r"(\d+) ?\((\d+)\)", lambda m: m[1] if m[1] == m[2] else m[0], text)
    # one word in brackets stands beside what it is about
    text = re.sub(
        r"\((mandatory|optional|core|compulsory|min(?:imum)?|max(?:imum)?|glh|tqt)\)",
        r"\1",
        text,
        flags=re.I,
    )
    if here:
        text = re.sub(
            r"\b(?:these|the following) (?:optional |mandatory )?units\b",
            f"units from group {here}",
            text,
            flags=re.I,
        )
        text = re.sub(
            r"\b(?:this|the) (?:optional |mandatory )?(?:group|section)\b(?! [A-Z]\d*\b)",
            f"group {here}",
            text,
            flags=re.I,
        )
    return text


_ENOUGH = re.compile(
    r"(?:enough|sufficient)(?: (?:optional|elective|further|other))? units\b.{0,40}? to (?:reach|achieve|give|make up|make|bring (?:the|their) total (?:up )?to)(?: a total of)? "
    r"|(?:together )?with optional units to bring (?:the|their) total (?:up )?to ",
    re.I,
)
_BANK = re.compile(
    r"(?:from (?:a|the) (?:bank|choice|list|range|selection|total|pool) of|there are) (\d+) (optional |elective )?units(\b[^.\d]*?(?:choose|select|complete|take|pick) )(\d+)\b(?: units\b)?(?! \w)",
    re.I,
)


def _figure(found: re.Match[str]) -> str:
    if found["low"]:
        return str(_ONES.index(found["low"].lower()) + 1)
    ten = 10 * (_TENS.index(found["ten"].lower()) + 2)
    return str(ten + (_ONES.index(found["one"].lower()) + 1 if found["one"] else 0))
