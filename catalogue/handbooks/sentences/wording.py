"""How the second reader words a sentence before its grammar reads it: one way for what may be said in several."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalogue.handbooks.written.headings import titles_in

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SPELLED = re.compile(
    rf"\b(?:(?P<ten>{'|'.join(_TENS)})(?:[ -](?P<one>{'|'.join(_ONES[:9])}))?|(?P<low>{'|'.join(_ONES)}))\b",
    re.IGNORECASE,
)
_BOUND = r"(?:at (?:least|most) |a (?:min|max)imum of |up to |(?:no|not) (?:more|fewer|less) than |exactly )?"
_DONE = r"(?:completed|achieved|taken|passed|gained|undertaken|attempted)"
_MUST = (
    r"(?:must|should|shall|will|are to|is to|(?:need|needs|have|has|are required|is required) to)"
)
_GROUP = r"(?:the )?(?:mandatory |optional |core )?(?-i:[Gg]roup|[Ss]ection|GROUP|SECTION) (?-i:[A-Z]\d{0,2})"
_ROLE = r"(?:mandatory|core|compulsory|optional|elective)"
_MANDATORY = r"(?:mandatory|core|compulsory)"
_WHO = r"(?:(?:the |a |an |each |every |all )?(?:learner|candidate|student|apprentice)s?|you|they)"

_REST = r"(?:remaining|remainder|balance|rest)(?: of the)?(?: (?:optional|required|necessary))*( credits?\b| units?\b|\b)"
_COMES = r"(?:must|can|may|should|will|are|is|to|then|be|being|come|coming|comes|made up|taken|achieved|chosen|selected|obtained|gained|drawn)"

_TELLS = re.compile(
    r"\d|\b(?:no|not|never|nor|neither|without|except\w*|exclud\w+|unless|if|when|where|only|or|either|both|other|instead"
    r"|all|every|each|any|must|min(?:imum)?|max(?:imum)?|least|most|up|exactly|half|total|remain\w+|further|additional"
    r"|groups?|sections?|pathways?|levels?|mandatory|optional|core|compulsory|electives?|credits?|units?|glh|tqt)\b",
    re.IGNORECASE,
)
"""What makes words in brackets a part of the rule."""

_TURNS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), plain)
    for words, plain in (
        # of both kinds of unit
        (rf"\b(\d+) ({_ROLE})(?=(?:,| and| plus) (?:(?:at least|a minimum of) )?\d+ (?:[\w-]+ )?{_ROLE} units?\b)", r"\1 \2 units"),
        (r"(?: drawn)? (?:from|of|through) (?:both |(?:a|any) (?:combination|mix|mixture|range|selection) of (?:both )?)?(?:the )?(?:mandatory|core)(?: units)? (?:and|or) (?:the )?optional(?: units)?(?= ?(?:[.:;)]|$))", " in total"),
        (rf"^(?=.*\b{_MANDATORY}\b)(.*?)\b(?:any combination of )?optional units to (?:make up|reach|attain) (?={_BOUND}\d+ credits\b)", r"\1giving a total of "),
        (r"\bmandatory units (?:plus|and) (?:the )?optional units,? (?:(?:that|which) )?(?:provid\w+|giv\w+|mak\w+)(?: (?:for|up))? a (?:combined )?total of\b", "a total of"),
        (r"\bunits total (?=\d+ credits)", "units totalling "),
        (r"(\d+) options?\b", r"\1 optional units"),
        (r"\bto (?:give|make|reach|achieve) (?:a|the) total of\b", "giving a total of"),
        (rf"(\bcredits|\bunits|\bgroup)(\)?),? to (?:achieve|give|make|reach) (?={_BOUND}\d+ credits\b)", r"\1\2, giving a total of "),
        (r"\bfrom (?:all|any) (?:of )?(?:the )?(?=(?:\w+ )?optional\b)", "from the "),
        (r"\b(units?) of (?=\d+ credits?\b)", r"\1 worth "),
        (rf"({_GROUP}) (?:optional|mandatory)(?: units)? (or|and|,) (?={_GROUP})", r"\1 \2 "),
        (r" (?=(?:giving|making|bringing) (?:a|the) total (?:of|to) )", ", "),
        # where it says more
        (r"\(?(?:please )?(?:see|refer to|(?:listed|shown|given|set out) (?:on|in)|on) (?:the )?(?:page|table|appendix|annex)s? (?:\d|(?-i:[A-Z])\b)[\d.]*(?: (?:for|to) [^().,;]*)?\)?", " "),
        (r"\(([^()]*)\)", lambda m: m[0] if _TELLS.search(m[1]) or len(m[1]) < 2 else " "),
        # one word for one thing
        (r"^((?:total |overall |(?:min|max)imum |number of |mandatory |optional |core |elective |required )+units) (\d{1,2})(?=\.?$)", r"\1: \2"),
        (r"(?<!different )(?<!separate )(?<!distinct )\b(?:module|component)(s?)\b(?! [A-Z]\b)", r"unit\1"),
        (r"\bcredits? (?:points?|values?)(?= (?:from|at|in|must|of|are|is|and|to)\b|\.?$)", "credits"),
        (r"\b(?:each|every) (?=(?:learner|candidate|student|apprentice)\b)", "the "),
        # either a number, or a turn that stands for one
        (r"\ban? (?=(?:optional|mandatory) unit\b(?! \d))", "1 "),
        (r"(\d+) ?\((\d+)\)", lambda m: m[1] if m[1] == m[2] else m[0]),
        (r"(?:enough|sufficient)(?: (?:optional|elective|further|other))? units\b.{0,40}? to (?:reach|achieve|give|make up|make|bring (?:the|their) total (?:up )?to)(?: a total of)? ", " giving a total of "),
        (r",?(?: and)?(?: then)? (?:together )?(?:with|choose|select|take) (?:further |other )?optional units to (?:bring|make|take) (?:the|their) total (?:up )?to ", ", the remaining credits from the optional units, giving a total of "),
        (r"\bonly (?=\d+ (?:(?:optional )?(?:credits?|units?)\b|(?:of|from) units).*\b(?:may|can)\b)", "no more than "),
        (r"(?<=\bunits )((?:(?:must|should|will|to) )?(?:provide|give|total|contribute|come to) (?:(?:at least|a (?:min|max)imum of|up to) )?\d+)(?=\.|,|;| and\b|$)", r"\1 credits"),
        (r"\ba limit of\b", "a maximum of"),
        (r"(?:from (?:a|the) (?:bank|choice|list|range|selection|total|pool) of|there are) (\d+) (optional |elective )?units(\b[^.\d]*?(?:choose|select|complete|take|pick) )(\d+)\b(?: units\b)?(?! \w)", r"\3\4 of the \1 \2units"),
        (r"(?<=\d)-(?=(?:credit|unit)s?\b)", " "),
        (r"\b(?:the |a )?single (?=mandatory|optional)", "1 "),
        # all of something
        (rf"^of the (?:remaining|other) (credits|units),? ({_BOUND}\d+)(?: (?:credits|units))?(?= )", r"\2 \1"),
        (rf"\ball (?:of )?(?:(?:the )?units (?:in|from|of) )?either ({_GROUP}) or ({_GROUP})", r"either all of \1 or all of \2"),
        (rf"\beither ({_GROUP}) or ({_GROUP})(?=.* in full\b)", r"either all of \1 or all of \2"),
        (r"\bboth (?:of )?(?:the )?(?=mandatory|optional|core|units)", "all 2 "),
        (rf"\b(?:the (?:whole|entirety) of|the (?:full|entire|whole)) (?={_GROUP})", "all of "),
        (r"\b(complete|pass|achieve) (?=(?:the )?(?:mandatory )?(?-i:[Gg]roup [A-Z]\d{0,2}(?![\w,])))", r"\1 all of "),
        (rf"(?:[,;]| and| while| whereas)+ {_GROUP} (?:is|are) optional(?=\.?$)", ""),
        (rf"^((?:the )?(?:units in )?{_GROUP})( units)?( \(\d+ credits\))? (?:is|are) (?:all )?{_MANDATORY}(?=\.?$|,? and\b|;)", r"All of \1\2\3"),
        (rf"^({_GROUP}(?: units)?|the units in {_GROUP}) {_MUST} (?:all )?be ({_DONE})(?: in full)?", r"All of \1 must be \2"),
        (rf"^((?:the )?(?:units in )?{_GROUP}(?: units)?|(?:the )?{_MANDATORY} units|(?:the )?units in the {_MANDATORY} group) (?:{_MUST} all be|\(?all {_MUST} be) ({_DONE})\)?", r"All of \1 must be \2"),
        (rf"\b(?:each|every one) of (?=the units\b)|\beach (?=unit (?:listed )?in\b.* {_MUST} be\b)|(?<=\bcomplete )each (?=unit in\b)", "all "),
        (rf"(^|\bcomplete |\bpass |\bachieve |\btake |: )the (?={_MANDATORY} units?\b)(?=.* {_MUST} be {_DONE}|(?<=[a-z] the ))", r"\1all the "),
        (rf",? \(?all (?:of (?:which|these|them) are )?({_MANDATORY})\)?(?=[.,;]|$)", r" \1"),
        (rf"\(({_GROUP})\)", r"\1"),
        (r"\b(may|can) only ((?:count|take|use|include|choose|achieve) )?(?=\d)", r"\1 \2no more than "),
        (rf"\) (?:is|are) (?:all )?{_MANDATORY}(?=[.,;]|$)", ")"),
        (rf"^(?:in addition to|besides|alongside|as well as) (?:all )?(?:of )?(?:the )?(?:{_GROUP}|{_MANDATORY} units?), ?|,? (?:in addition to|besides|alongside) (?:all )?(?:of )?(?:the )?(?:{_GROUP}|{_MANDATORY} units)(?=\.?$)", ""),
        (r",? before (?:a|the|their) (?:certificate|qualification|award|diploma) (?:can|will|may) be (?:issued|awarded|claimed)(?=\.?$)", ""),
        (rf"^of the (?:optional|mandatory) (credits|units),? ({_BOUND}\d+)(?= (?!credits|units))", r"\2 \1"),
        # what remains, where it is said to come from somewhere
        (rf"(?:(?:the|any|their) )?{_REST}(?=(?: {_COMES})+ (?:from|in)\b)", r"restofall \1"),
        (rf"((?:,|;|\b(?:and|with|plus)|\b(?:must|may|can|should|to) (?:then )?\w+) )(?:(?:the|any|their) )?{_REST}(?= from\b)", r"\1restofall \2"),
        # what is said of a group beside
        (r"\bwhich (?=(?:has|have|contains?|offers?) (?:a total of )?\d)", "which-beside "),
        (rf"({_BOUND}\d+ credits\b[^,;.]*?) out of (?:a |the )?total (?:of )?(\d+ credits)", r"\2, \1"),
        # the order that the grammar knows
        (rf"^from (?:all )?(?:of )?(?:the |these )?(\d+ [^,\d]*?\bunits\b[^,\d]*?),? ({_WHO} .*?)\.?$", r"\2 from the \1."),
        (rf"({_BOUND}\d+) of the(?:se)? (\d+ (?:optional |mandatory )?credits)(?! (?:available |listed )?(?:in|from|of) )", r"\2, \1 of which"),
        (rf"(?<=[\w)]) (?={_BOUND}(?:\d+ )?of (?:which|these|them|those)\b)(?<!evel )(?<!\d )(?<!least )(?<!most )(?<! of )(?<! to )(?<! than )(?<!exactly )(?<!all )", ", "),
        (rf"(\bcredits|\bunits|\bin total|\babove|\bgroup [A-Z]|\btqt|\bhours) (?={_BOUND}\d+ (?:(?:mandatory|optional) )?(?:credits|units|hours|GLH)\b)", r"\1, "),
        (rf"\b(credits|units), worth ({_BOUND}\d+ credits),(?= )", r"\1 (\2)"),
        (r"(?<=[\w)]) (?=including\b)", ", "),
        (r"\b(credits|units) (\([^()]*\d[^()]*\)) ((?:(?:must|should|may|can|to|be|come|taken|achieved|chosen) )*from (?:the )?(?:\w+ )?(?:group|section) (?-i:[A-Z]\d?)|(?:(?:must|should|may|can|to|be|come|taken|achieved|chosen) )*from (?:the )?(?:optional|mandatory) (?:units|group))\b", r"\1 \3 \2"),
        # one word in brackets stands beside what it is about
        (r"\((mandatory|optional|core|compulsory|min(?:imum)?|max(?:imum)?|glh|gl|tqt)\)", r"\1"),
    )
)  # fmt: skip


def worded(text: str, here: str) -> str:
    """Return a sentence worded for the grammar; ``here`` is the group that "this group" means."""
    for title in reversed(titles_in(text)):
        text = f"{text[: title.start]} the qualification {text[title.end :]}"
    text = " ".join(text.split())
    text = _SPELLED.sub(_figure, re.sub(r"\b(?:a|one) dozen\b", "12", text, flags=re.I))
    for words, plain in _TURNS:
        text = words.sub(plain, text)
    if here:
        units, group = f"units from group {here}", f"group {here}"
        text = re.sub(r"\b(?:these|the following) (?:optional |mandatory )?units\b", units, text, flags=re.I)  # fmt: skip
        text = re.sub(r"\b(?:this|the) (?:optional |mandatory )?(?:group|section)\b(?! [A-Z]\d*\b)", group, text, flags=re.I)  # fmt: skip
    return text


def _figure(found: re.Match[str]) -> str:
    if found["low"]:
        return str(_ONES.index(found["low"].lower()) + 1)
    ten = 10 * (_TENS.index(found["ten"].lower()) + 2)
    return str(ten + (_ONES.index(found["one"].lower()) + 1 if found["one"] else 0))
