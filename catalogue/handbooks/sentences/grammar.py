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
from catalogue.handbooks.sentences.wording import worded

MOST_TOKENS = 120
"""Tokens of a sentence that is read, inclusive."""

_GRAMMAR = r"""
start: gap? (clause gap)* clause?
gap: (COLON | COMMA | SEMI | DASH | AND | OPEN | CLOSE | SAME | JOINT | LEAST | EITHER | OR | WITH)+
clause: parts | parts amount | parts amount parts | amount | amount parts
parts: part+
part: MIN | MAX | EXACT | FURTHER | PART | BEGINS | ALL | EACH | FROM | TOTAL | LEVEL | GROUPS
    | MANDATORY | OPTIONAL | CREDIT | UNITS | GLH | TQT | QUAL | SPREAD | AMONG NUM | MORE
    | APART | NAMED | OVER | UNDER | HOURS | REST
amount: NUM | RANGE | SHARE | WAY
"""

_LEVELS = r"(?:(?:,? (?:or|and)|,|/| to|-) ?(?:level [1-8](?![\d/]|\.\d)|[1-8](?![\d/]|\.\d)(?! ?(?:credits?|units?|optional|mandatory|further|at|from|must|should|in group)\b)))*"
_IDS = r"(?:[A-Z]\d{0,2}|\d{1,2})"
_MORE_IDS = (
    r"(?:(?:,? (?:and|or|&)|,|/| &)? ?(?:(?i:optional |mandatory )?(?i:groups? |sections? ))?[A-Z]\d{0,2}(?!\w| (?i:min|max)(?i:imum)?)"
    r"|(?:,? (?:and|or|&)|,|/| &) ?\d{1,2}(?!\w|\.\d| ?(?i:units?|credits?|optional|mandatory|core|elective|further|additional|glh|guided|hours|or more|from|out|of|at|in|\()(?!\w)))*"
)


_UNIT = r"[A-Z]{0,3}\d{1,4}[A-Z]?(?!\w|\.\d|/\d| ?%| (?:(?:of|from) (?:the|units?)|units?|credits?|optional|mandatory|core|elective|further|additional|other|guided|glh|hours?|learning)(?!\w))"
_NEXT = r"(?:, (?:and|or) |, ?| ?& ?| ?[-\u2013] ?| (?:and|or|to) )"


def _words() -> Iterator[tuple[str, str]]:
    """The tokens by their names; of several that fit, the longest is taken."""
    yield (
        "LEVEL",
        rf"(?:(?:which|that) are )?(?:(?:at|of|from) )?(?:a )?(?:scqf |rqf )?(?:levels? |(?-i:L) ?)(?P<low>[1-8])(?P<levels>{_LEVELS})"
        r"(?: (?:units?|credits?)(?= (?:or|and) (?:above|higher)))?(?P<up> ?(?:(?:or|and) (?:above|higher|over)|\+))?(?P<down> (?:or|and) (?:below|lower))?",
    )
    yield "LEVEL", r"(?:at )?(?:or|and) above level (?P<from>[1-8])"
    yield "LEVEL", r"(?P<under>(?:at )?(?:below|under|lower than)) level (?P<edge>[2-7])"
    yield "LEVEL", r"(?P<over>above|higher than) level (?P<edge>[2-7])"
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
        "JOINT",
        r"(?:(?:for|with|to|which gives?|that (?:gives?|provides?)|giving|providing) )?a combined total(?: value)? of(?= \d+ credit)",
    )
    yield (
        "SAME",
        r"(?:for |with |to )?(?:a )?(?:combined )?total(?: value)? of(?= \d+ credit)(?<!^a total of)|(?:and|which) (?:together )?total (?=\d+ credit)|totall?ing|giving(?= \d+ credits?\b(?! (?:in (?:all|total)|overall|altogether)))|worth",
    )
    yield "LEAST", r"from (?=at least|a min(?:imum)?(?: \w+)? of|(?:no|not) (?:fewer|less) than)"
    yield "LEAST", r"from (?=\d+ (?:different|separate|distinct) )"
    yield (
        "LEAST",
        r"(?<!\d )(?:from|through|in) (?=(?:all )?(?:of )?(?:the |these )?\d+ (?:\w+ )?units)",
    )
    yield (
        "AMONG",
        r"(?:(?<=\d )|(?<=units )|(?<=optional ))(?:(?:out )?of|from(?: among)?) (?:the |these |a choice of |a list of |a total of )*(?:following |available )?(?=\d+ (?:following |available |other )?(?:\w+ )?units)",
    )
    yield (
        "AMONG",
        r"(?<=units )(?:out of|of|from)(?: (?:a|the) (?:list|choice|selection|range|bank) of)? (?=\d+\.?$)",
    )
    yield (
        "PART",
        r"of (?:which|these|them|those)|(?<!must )(?<!may )(?<!can )(?<!should )includ(?:ing|es?)",
    )
    yield "BEGINS", r"^of the(?:se)?(?= \d)"
    yield "REST", r"restofall"
    yield (
        "FURTHER",
        r"(?:a |the |any )?(?:remaining|further|additional|(?:remainder|balance|rest)(?! of the \d)(?: of(?= \d| (?:the )?(?:\w+ )?(?:credits?|units?)))?|other(?= \d| (?:optional )?units (?:from|in) ))",
    )
    yield (
        "ALL",
        r"all(?: of)?(?: the)?|every(?! (?:\w+ )?(?:groups?|sections?))|each of the(?= (?:\d+ )?(?:mandatory|core|compulsory))",
    )
    yield (
        "APART",
        r"(?:each|every)(?: one)? (?:of )?(?:the )?(?:(?P<role>optional|mandatory|elective) )?(?:unit )?(?:groups?|sections?|pools?)(?! [A-Z\d]\b)(?!\w)",
    )
    yield "EACH", r"each(?: of)?(?= (?:the )?groups? [A-Z]|[.,;]|$)"
    yield (
        "SPREAD",
        r"(?:different|separate|distinct) (?:unit )?(?:groups|modules|sections)(?! [A-Z]\b)|(?<=\d )of the (?:following )?(?P<role>optional )?groups(?! [A-Z]\b)",
    )
    yield (
        "TOTAL",
        r"(?:giving|making|bring(?:ing)?)(?: up)? (?:a|the) total (?:of|to)|in total|overall|altogether|in all(?! (?:of|the|mandatory|optional|core|compulsory|units?|\d))|in the (?:whole )?qualification",
    )
    yield "TQT", r"(?:hours (?:of )?)?(?:total qualification time(?: ?\(?tqt\)?)?|tqt)(?: hours)?"
    yield (
        "GLH",
        r"(?:hours (?:of )?)?(?:guided learning(?: hours)?(?: ?\(?glh?\)?)?|glh)(?: hours)?",
    )
    yield "QUAL", r"(?<=credit )qualification"
    yield "HOURS", r"(?<=\d )hours"
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
    yield "AND", r"\+|and|plus|along with|together with|(?<!all )but|then|as well as"
    yield "WITH", r"with"
    yield "COMMA", r",|/(?= )"
    yield "SEMI", r";"
    yield "COLON", r":|="
    yield "DASH", r"[-\u2013](?= )"
    yield "OPEN", r"\("
    yield "CLOSE", r"\)"


_VERBS = (
    "accumulat|accru|achiev|acquir|add|amount|appl|attain|award|build|call|claim|collect|combin|com|complet|compris|consist|constitut|contain|contribut|count|cover|earn|ensur|exist|finish"
    "|follow|form|fulfil|gain|giv|hold|issu|leav|list|mak|meet|need|obtain|offer|pass|pick|provid|pursu|reach|receiv|requir|secur|select|show|stud|submit|succeed|suppl|tak|undertak|us|validat|wish|work"
)
_SILENT_WORDS = (
    "a|above|also|altogether|an|any|are|as|appropriate|at|available|bank|be|being|below|certification|by|can|carries|carry|centre|certificate|certificated|choice|choose"
    "|chooses|choosing|chosen|combination|combined|allowed|permitted|successful|do|as follows|selection|expected|diploma|does|draw|drawn|during|eligible|for|freely"
    "|final|framework|full|get|group|groups|had|has|have|identified|include|included|is|it|its|made|may|mix|must|named|necessary|number|nvq|obliged|svq|of|on|order|overall"
    "|outlined|pick|programme|range|relevant|qualifications?|requirement|rules?|sections?|set|pre-?selected|shall|should|shown|size|specified|stated|structure|study|sum|successfully|table|that|the|their"
    "|there|these|they|this|those|to|together|totals?|towards|up|valid|value|volume|was|which|who|will|would|worth|you|your"
    "|(?:apprentice|candidate|delegate|individual|learner|participant|student|trainee)(?:s|'s)?"
    f"|(?:{_VERBS})(?:e|es|s|ies|y|ed|en|ing|ion|e?ment)?"
)
"""Words that change nothing, wherever they stand: none that denies, and none that makes a condition."""

_SILENT = re.compile(
    rf"(?:all (?:learners|candidates|students|apprentices)|(?<=must |need |will |hall |ould )therefore|(?:besides|in addition to)(?= (?:the )?\d+ (?:mandatory|core))|as well(?! as)|in order|in full|(?:by|at) the end(?: of (?:the|their) (?:course|programme))?|so that|in addition(?! to)|out(?= of (?:optional |mandatory )?(?:group|section))|add(?:s|ing)? up to|any combination of|set out|(?<=must )first|(?:{_SILENT_WORDS})(?![\w-]))"
    r"|['\u2019](?:ll|re|ve)(?!\w)|[.\u2022\"'\u2019]",
    re.IGNORECASE,
)
_ALLOWED = re.compile(r"\b(?:may|can|could)\b", re.I)
_MUST = re.compile(r"\b(?:must|needs?|required?|requires|has to|have to|shall|should)\b", re.I)
_OBLIGED = re.compile(r"\b(?:must|needs?|required|should|shall|complete\w*|choose|take)\b", re.I)


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
    atoms, figures = _read(worded(text, here))
    return list(atoms), dict(figures)


@lru_cache(4_096)
def _read(text: str) -> tuple[tuple[Atom, ...], tuple[tuple[str, int], ...]]:
    from lark.exceptions import LarkError

    if not re.search(
        r"\d|\b(?:all|every|half|third|quarter|majority|restofall)\b",
        text,
        re.I,
    ):
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
    allowed = _ALLOWED.search(text) and not _MUST.search(text)
    if allowed and any(one.choice or None not in (one.at_least, one.at_most) for one in atoms):
        raise NotUnderstood("something is allowed, and not asked for")
    return tuple(atoms), tuple(figures.items())
