"""A draft held against the truth: every fact right, in doubt, missing, or wrong in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.drafts.writing import Written
from tests.catalogue.handbooks.samples.truth import Truth


@dataclass
class Score:
    """Facts of a document by what became of them."""

    right: int = 0
    doubted: list[str] = field(default_factory=list)
    """Wrong or missing, and asked about."""
    silent: list[str] = field(default_factory=list)
    """Wrong or missing, and nothing said."""
    needless: int = 0
    """Doubts about facts that are right."""

    def take(self, what: str, right: bool, asked: bool) -> None:
        """Count one fact."""
        if right:
            self.right += 1
            self.needless += asked
        else:
            (self.doubted if asked else self.silent).append(what)


def said(rule: Mapping[str, Any]) -> str:
    """A rule of a draft in one line: ``credit B >= 20``, ``mandatory A = 14``, ``barred ...``."""
    if rule["kind"] == "mandatory":
        groups = "+".join(rule.get("of", {}).get("groups", ("*",)))
        return f"mandatory {groups}" + (f" = {rule['credit']}" if rule.get("credit") else "")
    if rule["kind"] == "spread":
        return f"spread {'+'.join(rule['groups'])} >= {rule.get('at_least')}"
    if rule["kind"] == "barred":
        return f"barred {' '.join(sorted(rule['units']))}"
    if rule["kind"] == "choose":
        inner = "; ".join(said(one) for one in rule["rules"])
        return f"choose {rule.get('at_least', 0)}-{rule.get('at_most', '')} [{inner}]"
    if rule["kind"] == "requires":
        return f"requires {' '.join(rule['units'])} -> {' '.join(rule['needs'])}"
    of = rule.get("of", {})
    scope = "+".join(of.get("groups", ())) or "*"
    level = of.get("level", {})
    at = f" L{level.get('at_least', '')}..{level.get('at_most', '')}" if level else ""
    least, most = rule.get("at_least"), rule.get("at_most")
    bound = f"= {least}" if least == most else f">= {least}" if most is None else f"<= {most}"
    if None not in (least, most) and least != most:
        bound = f"{least}..{most}"
    return f"{rule['measure']} {scope}{at} {bound}"


def compared(written: Sequence[Written], truths: Sequence[Truth]) -> Score:
    """Hold the drafts of a document against what is true of it."""
    score = Score()
    left = list(written)
    for truth in truths:
        match = next(
            (w for w in left if w.draft.section.number and w.draft.section.number == truth.number),
            None,
        ) or next((w for w in left if truth.title in w.draft.section.title), None)
        if match is None:
            score.silent.append(f"no draft of {truth.title}")
            continue
        left.remove(match)
        _one(match, truth, score)
    for extra in left:
        score.take(f"a draft too many: {extra.draft.section.title}", False, False)
    return score


def _one(written: Written, truth: Truth, score: Score) -> None:
    data = data_of(written.draft)
    doubts = [(d.name, d.about, f"{d.message} {d.text}") for d in written.evidence.doubts]

    def asked(*about: str) -> bool:
        return any(one == a or one.startswith(f"{a}/") for _, one, _ in doubts for a in about)

    whole = any(about == "document" for _, about, _ in doubts)
    score.take(
        f"title {data['title']!r}",
        bool(data["title"]) and truth.title in (data["title"] or ""),
        asked("title"),
    )
    score.take(f"level {data['level']!r}", data["level"] == truth.level, asked("level", "title"))
    if truth.number:
        score.take(f"number {data['number']!r}", data["number"] == truth.number, asked("number"))
    if truth.organisation:
        who = data["awarding_organisation"]
        score.take(
            f"organisation {who!r}", who == truth.organisation, asked("awarding_organisation")
        )
    listed = {u["reference"]: u for u in data["units"]}
    titled = {" ".join(u["title"].casefold().split()): u for u in data["units"]}
    where: dict[str, set[str]] = {}
    for group in _every(data["editions"][0]["groups"]):
        for place in group.get("units", ()):
            for one in _units_of(place):
                where.setdefault(one, set()).add(group["id"])
    expected: set[str] = set()
    for name, rows in truth.groups.items():
        for unit in rows:
            found = listed.get(unit.code) or titled.get(unit.title.casefold())
            if found is None:
                lost = any(unit.code in seen or unit.title in seen for _, _, seen in doubts)
                score.take(f"{unit.code} {unit.title}: no such unit", False, lost or whole)
                continue
            ref = found["reference"]
            expected.add(ref)
            about = f"units/{ref}"
            row_asked = asked(f"{about}/row")
            every = asked("units/*/row")  # asked once of all rows: covers what is wrong in any
            if unit.code and not unit.code.startswith("?"):
                score.take(
                    f"{unit.code}: reference {ref}", ref == unit.code,
                    asked(f"{about}/reference", "units/*/reference"),
                )  # fmt: skip
            score.take(
                f"{ref}: in group {sorted(where.get(ref, ()))}, not {name}",
                name in where.get(ref, ()),
                asked(f"{about}/group", "groups/U", *(f"groups/{g}" for g in where.get(ref, ()))),
            )
            titles = asked(f"{about}/title") or row_asked
            score.take(f"{ref}: title {found['title']!r}", found["title"] == unit.title, titles)
            for fact, value in (("level", unit.level), ("credit", unit.credit), ("glh", unit.glh)):
                right = (None if found[fact] == "unknown" else found[fact]) == value
                score.take(
                    f"{ref}: {fact} {found[fact]!r}, not {value!r}",
                    right,
                    asked(f"{about}/{fact}", f"units/*/{fact}")
                    or row_asked
                    or (every and not right),
                )
    for ref in listed.keys() - expected:
        odd = asked(f"units/{ref}")
        score.take(f"{ref} {listed[ref]['title']!r} is no unit of it", False, odd)
    mine = {said(rule) for rule in data["editions"][0]["rules"]}
    by_text = {said(r): f"rules/{r['id']}" for r in data["editions"][0]["rules"]}
    notes = [(d.about, d.text) for d in written.evidence.doubts]
    facts = {f.at.rsplit("/", 1)[0]: f.text for f in written.evidence.facts if f.at[:6] == "rules/"}
    for rule in mine:
        text = facts.get(by_text[rule], "")
        odd = asked(by_text[rule]) or any(t and (t in text or text in t) for a, t in notes if text)
        score.take(f"rule {rule}: not so", rule in truth.rules, odd)
    for rule in truth.rules - mine:
        any_rule = any(a.startswith("rules/") or a.endswith("/rule") for a, _ in notes)
        score.take(f"rule {rule}: missing", False, any_rule)
    published = data["editions"][0].get("published") or {}
    for key, number in truth.figures.items():
        value = published.get(key)
        value = value.get("least") if isinstance(value, dict) else value
        if key == "most":
            value = (published.get("glh") or {}).get("greatest")
        score.take(
            f"published {key} {value}, not {number}", value == number, asked(f"published/{key}")
        )


def _every(groups: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for g in groups for one in (g, *_every(g.get("groups", ())))]


def _units_of(place: Any) -> list[str]:
    if isinstance(place, str):
        return [place]
    if "versions" in place:
        return [one["unit"] for one in place["versions"]]
    return [place["unit"]]
