"""What of a page is shown: at once, where something is clicked on, or never."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalogue.handbooks.written.headings import from_level, titles_in
from catalogue.handbooks.written.rows import REFERENCE, status_of

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?:^|\s|-)(?:sr-only|visually-?hidden|screen-reader-text|element-invisible)(?:\s|$)"
)
"""How frameworks call words that are for a screen reader alone."""
_OPENS = ("aria-controls", "href", "data-target", "data-bs-target", "data-tab")
_UNSEEN = {"script", "style", "template", "noscript"}
_LEADS_ELSEWHERE = {"navigation", "search", "contentinfo", "dialog", "alertdialog", "menu"}
_SMALL = {"span", "a", "small", "sup"}
_BADGE = re.compile(r"(?:^|[\s_-])(?:badge|tag|pill|chip|flag|ribbon)(?:$|[\s_-])")
"""How frameworks call what is stuck to words to catch the eye."""
_WORDS = re.compile(r"[A-Za-z]+!?(?: [a-z]+){0,2}")
_LONGEST_HEADING = 120
"""Signs of what opens a part, inclusive."""
_MENU = 0.9
"""The share of the words of a part that lead elsewhere, inclusive, from which it is a menu."""


class Shown:
    """Which parts of a page are left out, and what is said of one that is not shown at once."""

    def __init__(self, body: Any) -> None:
        self._opened = {
            value.lstrip("#")
            for name in _OPENS
            for one in body.css(f"[{name}]")
            for value in (one.attributes.get(name) or "").split()
        }
        self._parts = {one.attributes.get("id") or "" for one in body.css("[id]")} - {""}
        self._fields = {
            one.attributes.get("id") or ""
            for one in body.css("select, textarea, input:not([type=checkbox]):not([type=radio])")
        } - {""}
        self._tabs = {
            one.attributes.get("aria-controls") or "": " ".join(one.text().split())
            for one in body.css("[role=tab]")
        }
        self._seen: set[str] = {one[0] for text in _texts(body) for one in REFERENCE.finditer(text)}
        heads = [one.text(separator=" ") for one in body.css("h1")]
        self.titled = bool(heads)
        """Whether it has a heading of its own, above which there is only what leads elsewhere."""
        self._titles = {from_level(one.text) for text in heads for one in titles_in(text)}
        self.remarks: list[str] = []
        """What was read although nothing on the page shows it, and left out although it does."""
        self.more = _more(" ".join(body.text(separator=" ").split()))
        """What the page says of entries that it does not have yet."""

    def opens(self, node: Any) -> bool:
        """Whether a tag is clicked on to open the part below it, and says what that is."""
        said = node.attributes
        if said.get("role") == "tab" or len(node.text().strip()) > _LONGEST_HEADING:
            return False
        if node.tag == "button" or said.get("role") == "button":
            return _is_in_heading(node) or (said.get("aria-controls") or "") in self._parts
        return bool(node.tag == "summary")

    def is_heading(self, node: Any) -> bool:
        """Whether a tag opens the part below it, and is in no heading already."""
        return self.opens(node) and not _is_in_heading(node)

    def tab_of(self, node: Any) -> str:
        """What the tab is called that shows a part, or nothing."""
        said = node.attributes
        return self._tabs.get(said.get("id") or "", "") if said.get("role") == "tabpanel" else ""

    def leaves_out(self, node: Any) -> bool:
        """Whether a tag is not read: it leads elsewhere, tells of others, or is never shown.

        What a tab or a heading opens is read as what is shown. So is what nothing seems to open
        where it lists units that stand nowhere else, which is then said in ``remarks``.
        """
        said = node.attributes
        role = said.get("role") or ""
        if role in _LEADS_ELSEWHERE or (node.tag == "label" and self._is_of_field(node)):
            return True
        if node.tag == "aside" or role == "complementary":
            titles = {from_level(one.text) for one in titles_in(node.text(separator=" | "))}
            return bool(titles - self._titles)
        if node.tag in _SMALL and _SPOKEN.search(said.get("class") or ""):
            return True
        if node.tag in _SMALL and self._is_badge(node):
            return True
        if said.get("aria-hidden") == "true":
            units = {one[0] for one in REFERENCE.finditer(node.text(separator=" "))}
            if units and units <= self._seen:
                return True  # shown once more, as in what turns round
        if not is_hidden(node):
            return False
        if (role == "tabpanel" or said.get("id") in self._opened) and not is_menu(node):
            return False
        units = {one[0] for one in REFERENCE.finditer(node.text(separator=" "))} - self._seen
        if units:
            self.remarks.append(
                f"not shown on the page, and read: {', '.join(sorted(units))[:200]}"
            )
        return not units

    def _is_badge(self, node: Any) -> bool:
        """Whether a piece of a line is stuck to the words before it, and says nothing of a unit."""
        text = " ".join(node.text().split())
        alone = node.prev is None and node.next is None
        if alone or not _BADGE.search(node.attributes.get("class") or ""):
            return False
        if not _WORDS.fullmatch(text) or status_of(text):
            return False
        self.remarks.append(f"left out, as it is stuck to other words: {text}")
        return True

    def _is_of_field(self, node: Any) -> bool:
        """Whether a label is that of something to fill in, and no box that opens a part."""
        if node.css_first("select, textarea, input:not([type=checkbox]):not([type=radio])"):
            return True
        return (node.attributes.get("for") or "") in self._fields


def _is_in_heading(node: Any) -> bool:
    around = node.parent
    return around is not None and re.fullmatch(r"h[1-6]", around.tag or "") is not None


def is_hidden(node: Any) -> bool:
    """Whether a page says in the tag itself that it is not shown."""
    said = node.attributes
    return "hidden" in said or bool(_HIDDEN.search(said.get("style") or ""))


_COUNTED = re.compile(
    r"\bshowing\s+(?:\d+\s*(?:to|-|\u2013)\s*)?(?P<shown>\d+)\s+(?:out\s+)?of\s+(?P<all>\d+)\b(?:\s+\w+)?",
    re.IGNORECASE,
)
_LOADS = re.compile(
    r"\b(?:load|show|view|see)\s+(?:\d+\s+more|more|all(?:\s+\d+)?)\s+(?:\w+\s+)?units\b|\+\s*\d+\s+more\s+units\b",
    re.IGNORECASE,
)


def _more(text: str) -> list[str]:
    counted = [one[0] for one in _COUNTED.finditer(text) if int(one["shown"]) < int(one["all"])]
    return list(dict.fromkeys([*counted, *(one[0] for one in _LOADS.finditer(text))]))


def is_menu(node: Any) -> bool:
    """Whether a part holds hardly more than what leads elsewhere, and no reference of a unit."""
    whole = len("".join(node.text().split()))
    links = sum(len("".join(one.text().split())) for one in node.css("a"))
    return links >= _MENU * whole and REFERENCE.search(node.text(separator=" ")) is None


def _texts(node: Any) -> Iterator[str]:
    """The words of all that is shown at once."""
    waiting = [node]
    while waiting:
        for child in waiting.pop().iter(include_text=True):
            if child.tag == "-text":
                yield child.text(deep=False) or ""
            elif isinstance(child.tag, str) and not (
                child.tag in _UNSEEN
                or is_hidden(child)
                or child.attributes.get("aria-hidden") == "true"
            ):
                waiting.append(child)
