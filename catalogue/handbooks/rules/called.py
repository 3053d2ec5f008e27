"""Sentences that call a group by its name: "5 credits from the Knowledge units".

What a group is called is known from its heading alone, so it is told before a sentence is read: for
both readers each of its names becomes "group A" with a name that no group of the document has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from catalogue.handbooks.qualifications.section import Found
from catalogue.handbooks.sentences.atoms import Level, Reading

_KIND = r"groups?|sections?|pools?|pathways?|routes?|lists?|clusters?|sets?|strands?"
_OF_NO_ONE = re.compile(
    rf"\b(?:mandatory|optional|core|elective|compulsory|required|additional|units?|modules?|components?"
    rf"|credits?|all|the|{_KIND})\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\(?(?:[a-h]|[ivx]{1,4})\)\s+|^[a-h]\.\s+(?=\w)|[\s,;]+(?:and|plus)[\s;]*$")
"""The mark that an item of a list begins with, and the word that leads from it to the next."""
_OWN_LEVEL = re.compile(
    r"\bat\s*(?:or|/|and)\s*above\s+(?:the\s+)?level\b(?:\s+of\s+(?:the|this)\s+(?:qualification|award|certificate|diploma))?(?!\s*\d)"
    r"|\bat\s+the\s+level\s+of\s+(?:the|this)\s+(?:qualification|award|certificate|diploma)\s+(?:or|and)\s+(?:above|higher)\b",
    re.IGNORECASE,
)
_ON_ONE = re.compile(
    r"(?:(?:for|on)\s+)?(?:(?:all|the|those)\s+)?(?:learners|candidates|students)?\s*(?:following|on|taking|choosing|undertaking|completing|who\s+(?:follow|choose|take|select|are\s+on|opt\s+for))\s+"
    r"(?:the\s+)?group\s+(?P<sign>[XYZ]\d\d),?(?:\s+(?:learners|candidates|students))?(?=\s+(?:must|need|should|are\s+required|have\s+to|will\s+need))",
    re.IGNORECASE,
)
"""Of those on one pathway a sentence asks something."""
_LETTER = 3
"""Signs of what a group is lettered or numbered by, inclusive."""
_SIGNS = re.compile(r"[^\w&'/ -]+|(?<!\w)[-/&']|[-/&'](?!\w)")
_WAY = re.compile(r"\b(?:pathway|route|strand|endorsement)s?\b", re.IGNORECASE)
_ROLE = r"(?:(?:mandatory|optional|core|elective)\s+)?"


class Called:
    """The names of the groups of one qualification, and what stands for them in its sentences."""

    def __init__(self, groups: Sequence[Found], level: Level | None = None) -> None:
        names = {group.id: _name(group) for group in groups}
        often = Counter(names.values())
        taken = {group.id for group in groups}
        free = (f"{letter}{n}" for letter in "XYZ" for n in range(50, 100))
        letters = (one for one in free if one not in taken)
        self.signs = {
            next(letters): (name, called)
            for name, called in names.items()
            if called and often[called] == 1
        }
        self.meant: Mapping[str, str] = {sign: name for sign, (name, _) in self.signs.items()}
        self.level = level if isinstance(level, int) else None
        ways = [group for group in groups if is_way(group)]
        self.ways = [_way_words(group, names[group.id]) for group in ways]

    def without_names(self, text: str) -> str:
        """Return a sentence in which a group that is called by its name is one by a letter.

        The level of the qualification is one by a number, and the mark of a list is left out.
        """
        text = _LISTED.sub("", text)
        if self.level is not None:
            text = _OWN_LEVEL.sub(f"at Level {self.level} or above", text)
        text = self._one_way(text)
        for sign, (name, called) in self.signs.items():
            words = r"\s+".join(map(re.escape, called.split()))
            text = re.sub(
                rf"\b((?:{_KIND})\s+{re.escape(name)})\s*(?:[(:\u2013-]\s*)(?:the\s+)?{words}"
                rf"(?:\s+units?)?\s*\)?(?=[\s,.;]|$)",
                r"\1",
                text,
                flags=re.IGNORECASE,
            )
            text = re.sub(
                rf"\b{_ROLE}(?:(?:{_KIND})\s*[:\u2013-]?\s+{words}|{words}\s+{_ROLE}(?:units?|modules?|{_KIND}))"
                rf"(?:\s+(?:units?|{_KIND}))?(?!\w)",
                f"group {sign}",
                text,
                flags=re.IGNORECASE,
            )
        return text

    def _one_way(self, text: str) -> str:
        """Return a sentence in which "either the X or the Y pathway" is one pathway, where there are no others."""
        if len(self.ways) < 2:
            return text
        each = "|".join(self.ways)
        found = re.search(
            rf"\b(?:either\s+(?:of\s+)?)?(?:{each})(?:\s*,\s*(?:{each}))*\s*,?\s+or\s+(?:{each})(?!\w)",
            text,
            re.IGNORECASE,
        )
        named = [
            one for one in self.ways if found and re.search(rf"\b(?:{one})(?!\w)", found[0], re.I)
        ]
        if found is None or named != self.ways or not _WAY.search(found[0]):
            return text
        return f"{text[: found.start()]}one pathway{text[found.end() :]}"

    def under(self, text: str) -> tuple[str, str]:
        """Return what a sentence asks of those on one pathway, and that pathway; else nothing.

        ``text`` is one :meth:`without_names`.
        """
        if (found := _ON_ONE.match(text)) and (name := self.meant.get(found["sign"])):
            return f"Learners{text[found.end() :]}", name
        return text, ""

    def named(self, reading: Reading) -> Reading:
        """Return what was read with the groups that the letters stand for."""
        meant = self.meant
        atoms = [
            replace(one, groups=tuple(meant.get(name, name) for name in one.groups))
            for one in reading.atoms
        ]
        doubts = [(name, self.spelt(seen)) for name, seen in reading.doubts]
        return replace(reading, atoms=atoms, doubts=doubts)

    def spelt(self, seen: str) -> str:
        """Return words about a sentence with the groups that the letters stand for."""
        return re.sub(r"\b[XYZ]\d\d\b", lambda found: self.meant.get(found[0], found[0]), seen)


def is_way(group: Found) -> bool:
    """Whether a group is a pathway, of which a learner takes one."""
    return bool(_WAY.search(group.written))


def _way_words(group: Found, called: str) -> str:
    """What a pathway is called in a sentence: by its letter, or by its name."""
    kind = r"(?:pathway|route|strand)"
    name = r"\s+".join(map(re.escape, called.split()))
    letter = rf"{kind}\s+{re.escape(group.id)}(?:\s*[:(\u2013-]\s*{name}\)?)?"
    return rf"(?:the\s+)?(?:{letter}|{name}(?:\s+{kind})?)" if name else rf"(?:the\s+)?{letter}"


def _name(group: Found) -> str:
    """What a group is called besides its letter and its role, in small letters; maybe nothing."""
    bare = _SIGNS.sub(" ", _OF_NO_ONE.sub(" ", group.title.casefold()))
    letter = group.id.casefold() if len(group.id) <= _LETTER else ""
    bare = " ".join(word for word in bare.split() if word != letter)
    return bare if re.search(r"[a-z]{3}", bare) and not re.search(r"\blevels?\b", bare) else ""
