"""Atoms to rules: scopes resolved against the groups that there are, sums taken, doubts named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.codes import codes_of, rows_numbered
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.amounts import amount_of, noun_of, share_of, way_of
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.rules.context import apart, in_context, is_count
from catalogue.handbooks.rules.further import further_amounts
from catalogue.handbooks.rules.pathways import take_one
from catalogue.handbooks.rules.reach import groups_meant, is_bound, is_list, lacks_total, sum_of
from catalogue.handbooks.sentences.atoms import Atom, Reading
from catalogue.handbooks.sentences.saying import rule_id
from catalogue.handbooks.sentences.sentences import Sentence

_ALL_UNITS = re.compile(
    r"\ball\s+(?:of\s+the\s+|the\s+)?units\b"
    r"(?!\s+(?:(?:contained|listed)\s+)?(?:within|in|from|of|under)\b)",
    re.IGNORECASE,
)
"""Words that ask for all units, and not only for those of the mandatory group."""


class Assembly:
    """Puts together the rules of one section, sentence by sentence."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.result = Assembled()
        self.by_id: dict[str, RuleFound] = {}
        self.mandatory_said: dict[str, RuleFound] = {}
        self.totals: list[tuple[str, int]] = []

    def add(
        self, sentence: Sentence, reading: Reading, readers: tuple[str, ...], differing: str = ""
    ) -> None:
        """Take in what one sentence was read as, and how a second reader differs if it does."""
        for key, value in reading.figures.items():
            if key == "credit" and (sentence.group or sentence.role):
                atom = Atom("stated", key, value, None, (sentence.group,) if sentence.group else ())
                self._atom(in_context(atom, sentence), sentence, readers)
            else:
                self._figure(key, value, sentence)
        for way in reading.refusals:
            self.result.refusals.append((way, sentence))
        for name, seen in reading.doubts:
            self._doubt(name, f"rules/{sentence.text[:40]}", seen, sentence)
        if differing:
            read = "; ".join(map(str, reading.atoms))
            self._doubt(
                "readers-differ",
                f"rules/{sentence.text[:40]}",
                f"read as {read}; {differing}",
                sentence,
            )
        placed = [
            one for atom in reading.atoms for one in apart(in_context(atom, sentence), self.section)
        ]
        for atom in placed:
            if not atom.choice:
                self._atom(atom, sentence, readers)
        if ways := [atom for atom in placed if atom.choice]:
            self._choose(ways, sentence, readers)
        if not reading.atoms and reading.doubts:
            self.result.unread.append(sentence)

    def figures(self, sentence: Sentence, figures: Mapping[str, int]) -> None:
        """Take in what words or a table outside the structure section say of the whole."""
        for key, value in figures.items():
            self._figure(key, value, sentence)

    def lost_figure(self, sentence: Sentence) -> None:
        """Ask about a figure of the whole that stands under its label and was not understood."""
        key = "glh" if re.match(r".{0,20}\b(?:guided|glh?)\b", sentence.text, re.I) else "tqt"
        key = "credit" if re.match(r".{0,20}\bcredits?\b", sentence.text, re.I) else key
        self._doubt("not-printed", f"published/{key}", "the figure was not understood", sentence)

    def finish(self) -> Assembled:
        """Add what headings alone say, resolve what is further, and hold the sums."""
        for group in self.section.every_group:
            if group.role == "mandatory" and group.rows and group.id not in self.mandatory_said:
                sentence = Sentence(group.written, group.spot, group.id, from_heading=True)
                self._mandatory((group.id,), None, "", sentence, ("heading",))
        for one in further_amounts(self.section, self.result):
            sentence = one.rule.sentence
            if one.atom is not None:
                self._amount(one.atom, one.groups, sentence, one.rule.readers, one.note)
            if one.asked:
                name = "rule-not-read" if one.atom is None else "exact-or-least"
                self._doubt(name, f"rules/{sentence.text[:40]}", one.asked, sentence)
        figure = self.result.figures.get("credit")
        if figure and lacks_total(self.section, self.result.rules):
            # the credit of the whole is what has to be achieved
            whole = Atom("amount", "credit", figure[0])
            self._amount(whole, (), figure[1], ("islands",), "the credit of the whole")
        take_one(self.section, self.result)
        for group in self.section.every_group:
            if group.rows and not is_bound(self.section, self.result.rules, group):
                about, message = (
                    f"groups/{group.id}/rule",
                    f"no rule was found about group {group.id}",
                )
                doubt = Doubt("not-printed", about, message, group.spot, group.written)
                self.result.doubts.append(doubt)
        mandatory = (f"mandatory-{g.id.lower()}" for g in self.section.every_group)
        order = ["total", "total-units", *mandatory]
        self.result.rules.sort(
            key=lambda r: order.index(r.data["id"]) if r.data["id"] in order else len(order)
        )
        return self.result

    def _figure(self, key: str, value: int, sentence: Sentence) -> None:
        known = self.result.figures.get(key)
        if known and known[0] != value:
            self._doubt(
                "two-figures",
                f"published/{key}",
                f"{known[0]} and {value} are both printed",
                sentence,
                value,
            )
        elif known is None:
            self.result.figures[key] = (value, sentence)
        elif known[1].text != sentence.text:
            self.result.again.add(key)

    def _doubt(
        self, name: str, about: str, message: str, sentence: Sentence, *choices: Any
    ) -> None:
        self.result.doubts.append(
            Doubt(name, about, message, sentence.spot, sentence.text, choices=choices)
        )

    def _resolve(self, atom: Atom, sentence: Sentence) -> tuple[str, ...] | None:
        """The groups that an atom speaks of; empty is everything, null is none that there are."""
        groups, missing = groups_meant(self.section, atom)
        if missing:
            self._doubt("rule-not-read", f"rules/{sentence.text[:40]}", missing, sentence)
            return None
        return groups

    def _atom(self, atom: Atom, sentence: Sentence, readers: tuple[str, ...]) -> None:
        groups = self._resolve(atom, sentence)
        if groups is None:
            return
        roles = {g.role for g in self.section.every_group if g.id in groups}
        if atom.bare and atom.level:
            self._bare(atom, groups, sentence)
        if atom.units and atom.kind == "stated" and atom.at_least == len(atom.units):
            self._listed_units(atom, sentence, readers)
        elif atom.kind == "way":
            self.result.one_way = RuleFound({}, sentence, readers)
            self.result.whole_way = atom.at_most is not None
        elif atom.kind == "listed":
            self._listed(atom, groups, sentence)
        elif atom.kind == "spread":
            self._spread(atom, groups, sentence, readers)
        elif atom.kind == "all":
            self._mandatory(groups, None, "", sentence, readers)
            every = _ALL_UNITS.search(sentence.text)
            others = [g for g in self.section.groups if g.id not in groups]
            if atom.role and every and any(g.role != "mandatory" for g in others):
                about = f"rules/{sentence.text[:40]}"
                self._doubt("condition", about, "all units, and some groups are not", sentence)
        elif (
            groups
            and roles == {"mandatory"}
            and atom.level is None
            and atom.measure in {"credit", "units"}
            and atom.at_most in {None, atom.at_least}
            and isinstance(atom.at_least, int)
        ):
            self._mandatory(groups, atom.at_least, atom.measure, sentence, readers)
        elif atom.kind == "further" and not atom.units:
            self.result.rules.append(
                RuleFound({"id": "further", "atom": atom, "groups": groups}, sentence, readers)
            )
        elif atom.kind == "stated" and is_list(self.section, atom, groups):
            self._every(atom, groups, sentence, readers)
        elif atom.kind == "stated" and not (groups or atom.units) and atom.level is None:
            self._amount(atom, (), sentence, readers)
        elif atom.kind in {"stated", "further"}:
            at_least = atom.at_least or 0
            self._amount(atom, groups, sentence, readers)
            self._doubt(
                "exact-or-least",
                f"rules/{rule_id(atom, groups)}",
                f"{at_least} {noun_of(atom.measure)}: exactly, or at least? The draft has at least",
                sentence,
                "exactly",
                "at least",
            )
        else:
            self._amount(atom, groups, sentence, readers)

    def _every(
        self, atom: Atom, groups: tuple[str, ...], sentence: Sentence, readers: tuple[str, ...]
    ) -> None:
        """Take a number that is all there is for what is listed, or for what has to be taken."""
        optional = not groups or any(
            g.role == "optional" for g in self.section.every_group if g.id in groups
        )
        if atom.measure == "units":
            self.result.counted.update(groups)
        if is_count(sentence):
            return
        if groups and isinstance(atom.at_least, int):
            self._mandatory(groups, atom.at_least, atom.measure, sentence, readers)
        else:
            self._amount(atom, groups, sentence, readers)
        if optional:
            about = f"rules/{rule_id(atom, groups)}"
            message = f"{atom.at_least} {noun_of(atom.measure)} are all that is listed: are all to be taken?"
            self._doubt("exact-or-least", about, message, sentence)

    def _amount(
        self,
        atom: Atom,
        groups: tuple[str, ...],
        sentence: Sentence,
        readers: tuple[str, ...],
        note: str = "",
    ) -> None:
        units = self._units(atom, sentence)
        if units is None:
            return
        data = amount_of(atom, groups, units, self._base(atom, sentence))
        name = data["id"]
        if (known := self.by_id.get(name)) is not None and known.data.get("of") == data.get("of"):
            for key in ("at_least", "at_most"):
                old, new = known.data.get(key), data.get(key)
                if old is not None and new is not None and old != new:
                    self._doubt(
                        "two-figures",
                        f"rules/{name}",
                        f"{old} and {new} are both printed",
                        sentence,
                        new,
                    )
                elif old is not None and new is not None:
                    known.again = known.again or known.sentence.text != sentence.text
                elif new is not None:
                    known.data[key] = new
            return
        if known is not None:
            data["id"] = name = next(f"{name}-{n}" for n in range(2, 5_000) if f"{name}-{n}" not in self.by_id)  # fmt: skip
        rule = RuleFound(data, sentence, readers, note)
        self.by_id[name] = rule
        self.result.rules.append(rule)
        least = None
        if atom.level is None and not units:
            least = sum_of(self.section, groups, atom.measure)[1]
        if least is not None and isinstance(atom.at_least, int) and least < atom.at_least:
            self._doubt(
                "sum",
                f"rules/{name}",
                f"{atom.at_least} {noun_of(atom.measure)} are asked for and the units listed come to {least}",
                sentence,
            )

    def _units(self, atom: Atom, sentence: Sentence) -> tuple[str, ...] | None:
        """The references of the units that an amount names by their numbers; null where one is none."""
        codes = codes_of(self.section) if atom.units else {}
        found: list[str] = []
        for number in atom.units:
            rows = rows_numbered(self.section, number)
            if not rows:
                message = f"there is no unit {number} in what was read"
                self._doubt("rule-not-read", f"rules/{sentence.text[:40]}", message, sentence)
                return None
            found += (codes[id(row)] for row in rows)
        return tuple(dict.fromkeys(found))

    def _base(self, atom: Atom, sentence: Sentence) -> dict[str, Any]:
        """The scope of which an amount is a share."""
        role = share_of(atom).role
        groups = self._resolve(Atom("", "", role=role), sentence) if role else None
        return {"groups": list(groups)} if groups else {}

    def _choose(self, ways: Sequence[Atom], sentence: Sentence, readers: tuple[str, ...]) -> None:
        """Take in several ways of which a sentence asks for one."""
        rules: list[dict[str, Any]] = []
        number = 1 + sum(r.data["id"].startswith("choice-") for r in self.result.rules)
        for atom in ways:
            groups = self._resolve(atom, sentence)
            units = self._units(atom, sentence) if groups is not None else None
            if groups is None or units is None:
                return
            way = way_of(atom, groups, units, self._base(atom, sentence))
            rules.append({**way, "id": f"choice-{number}-{way['id']}"[:60].rstrip("-")})
            if atom.bare and atom.level:
                self._bare(atom, groups, sentence)
        mandatory = {g.id for g in self.section.every_group if g.role == "mandatory"}
        named = {name for one in rules for name in one.get("of", {}).get("groups", ())}
        data = {"id": f"choice-{number}", "kind": "choose", "rules": rules, "at_least": 1}
        self.result.rules.append(RuleFound(data, sentence, readers))
        if any(atom.kind == "stated" for atom in ways):
            message = "each way: exactly so much, or at least? The draft has at least"
            self._doubt("exact-or-least", f"rules/choice-{number}/ways", message, sentence)
        if named & mandatory:
            message = "one of several ways is about a group that is mandatory"
            self._doubt("condition", f"rules/choice-{number}", message, sentence)

    def _bare(self, atom: Atom, groups: tuple[str, ...], sentence: Sentence) -> None:
        assert atom.level
        message = f"'level {atom.level[0]}' may mean that level alone or above it"
        self._doubt("level-or-above", rule_id(atom, groups), message, sentence)

    def _mandatory(
        self,
        groups: tuple[str, ...],
        stated: int | None,
        measure: str,
        sentence: Sentence,
        readers: tuple[str, ...],
    ) -> None:
        known = next((self.mandatory_said[g] for g in groups if g in self.mandatory_said), None)
        if known is None:
            name = "-".join(["mandatory", *(g.lower() for g in groups)])
            data: dict[str, Any] = {"id": name, "kind": "mandatory", "of": {"groups": list(groups)}}
            if not groups:
                data.pop("of")
            known = RuleFound(data, sentence, readers)
            self.by_id[name] = known
            self.result.rules.append(known)
            for group in groups:
                self.mandatory_said[group] = known
        if stated is None:
            return
        name = known.data["id"]
        least, most = sum_of(self.section, groups, measure)
        if measure == "units" and least == most == stated:
            self.result.counted.update(groups)
        if measure == "credit":
            old = known.data.get("credit")
            if old is not None and old != stated:
                self._doubt(
                    "two-figures",
                    f"rules/{name}/credit",
                    f"{old} and {stated} credits are both printed",
                    sentence,
                    stated,
                )
            known.data["credit"] = stated
        if least is not None and most is not None and not least <= stated <= most:
            self._doubt(
                "sum",
                f"rules/{name}/{measure}",
                f"{stated} {noun_of(measure)} are stated and the units listed come to {least if least == most else f'{least} to {most}'}",
                sentence,
            )

    def _listed_units(self, atom: Atom, sentence: Sentence, readers: tuple[str, ...]) -> None:
        """Take in units by their numbers of which all are to be taken."""
        if units := self._units(atom, sentence):
            data = way_of(atom, (), units, {})
            if data["id"] not in self.by_id:
                self.by_id[data["id"]] = RuleFound(data, sentence, readers)
                self.result.rules.append(self.by_id[data["id"]])

    def _listed(self, atom: Atom, groups: tuple[str, ...], sentence: Sentence) -> None:
        """Hold the number of units that a document says it lists against those that were read."""
        count, _ = sum_of(self.section, groups, "units")
        if count != atom.at_least:
            self._doubt(
                "sum",
                f"groups/{'-'.join(groups) or '*'}/units",
                f"{atom.at_least} units are said to be listed, {count} were read",
                sentence,
            )
        else:
            self.result.counted.update(groups)

    def _spread(
        self, atom: Atom, groups: tuple[str, ...], sentence: Sentence, readers: tuple[str, ...]
    ) -> None:
        inside = [
            g.id
            for g in self.section.every_group
            if g.role != "mandatory" and (not groups or g.id in groups)
        ]
        if len(inside) < 2:
            self._doubt(
                "rule-not-read", "rules/spread", "there are not two groups to choose from", sentence
            )
            return
        data = {"id": "spread", "kind": "spread", "groups": inside, "at_least": atom.at_least}
        self.result.rules.append(RuleFound(data, sentence, readers))
        self._doubt(
            "pathway",
            "rules/spread",
            f"from {atom.at_least} groups: exactly or at least, and which",
            sentence,
        )
