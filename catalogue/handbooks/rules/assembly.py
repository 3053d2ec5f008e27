"""Atoms to rules: scopes resolved against the groups that there are, sums taken, doubts named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.rules.context import in_context, is_count
from catalogue.handbooks.rules.further import further_amounts
from catalogue.handbooks.rules.pathways import take_one
from catalogue.handbooks.rules.reach import is_bound, sum_of
from catalogue.handbooks.sentences.atoms import Atom, Reading
from catalogue.handbooks.sentences.saying import rule_id
from catalogue.handbooks.sentences.sentences import Sentence


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
        for atom in reading.atoms:
            self._atom(in_context(atom, sentence), sentence, readers)
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
        for atom, groups, rule, note in further_amounts(self.section, self.result):
            self._amount(atom, groups, rule.sentence, rule.readers, note)
        take_one(self.section, self.result)
        for group in self.section.every_group:
            if group.rows and not is_bound(self.section, self.result.rules, group):
                self.result.doubts.append(
                    Doubt(
                        "not-printed",
                        f"groups/{group.id}/rule",
                        f"no rule was found about group {group.id}",
                        group.spot,
                        group.written,
                    )
                )
        order = [
            "total",
            "total-units",
            *(f"mandatory-{g.id.lower()}" for g in self.section.every_group),
        ]
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
        every = self.section.every_group
        if atom.groups:
            found = []
            for name in atom.groups:
                match = next((g for g in every if g.id == name.upper()), None)
                if match is None:
                    self._doubt(
                        "rule-not-read",
                        f"rules/{sentence.text[:40]}",
                        f"there is no group {name} with units; the groups are {', '.join(g.id for g in every)}",
                        sentence,
                    )
                    return None
                found.append(match.id)
            return tuple(found)
        if atom.role:
            # a group around sub-groups stands for them
            groups = [g for g in self.section.groups if g.role == atom.role]
            if not groups and atom.role == "optional":
                groups = [g for g in self.section.groups if g.role != "mandatory"]
            if not groups and len(self.section.groups) == 1 and not self.section.groups[0].role:
                groups = list(self.section.groups)
            if not groups:
                self._doubt(
                    "rule-not-read",
                    f"rules/{sentence.text[:40]}",
                    f"there is no {atom.role} group",
                    sentence,
                )
                return None
            return tuple(g.id for g in groups)
        return ()

    def _atom(self, atom: Atom, sentence: Sentence, readers: tuple[str, ...]) -> None:
        groups = self._resolve(atom, sentence)
        if groups is None:
            return
        roles = {g.role for g in self.section.every_group if g.id in groups}
        if atom.bare and atom.level:
            self._doubt(
                "level-or-above",
                rule_id(atom, groups),
                f"'level {atom.level[0]}' may mean that level alone or above it",
                sentence,
            )
        if atom.kind == "listed":
            self._listed(atom, groups, sentence)
        elif atom.kind == "spread":
            self._spread(atom, groups, sentence, readers)
        elif atom.kind == "all":
            self._mandatory(groups, None, "", sentence, readers)
        elif (
            groups
            and roles == {"mandatory"}
            and atom.level is None
            and atom.measure in {"credit", "units"}
            and atom.at_most in {None, atom.at_least}
            and atom.at_least is not None
        ):
            self._mandatory(groups, atom.at_least, atom.measure, sentence, readers)
        elif atom.kind == "further":
            self.result.rules.append(
                RuleFound({"id": "further", "atom": atom, "groups": groups}, sentence, readers)
            )
        elif atom.kind == "stated" and self._is_list(atom, groups):
            self._every(atom, groups, sentence, readers)
        elif atom.kind == "stated" and not groups and atom.level is None:
            self._amount(atom, (), sentence, readers)
        elif atom.kind == "stated":
            at_least = atom.at_least or 0
            self._amount(atom, groups, sentence, readers)
            self._doubt(
                "exact-or-least",
                f"rules/{rule_id(atom, groups)}",
                f"{at_least} {atom.measure}: exactly, or at least? The draft has at least",
                sentence,
                "exactly",
                "at least",
            )
        else:
            self._amount(atom, groups, sentence, readers)

    def _is_list(self, atom: Atom, groups: tuple[str, ...]) -> bool:
        """Whether a number is all that groups come to, or, of the whole, more than is mandatory."""
        if (
            atom.level is not None
            or sum_of(self.section, groups, atom.measure) != (atom.at_least,) * 2
        ):
            return False
        return bool(groups) or any(g.role != "mandatory" for g in self.section.groups[1:])

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
        if groups:
            self._mandatory(groups, atom.at_least, atom.measure, sentence, readers)
        else:
            self._amount(atom, groups, sentence, readers)
        if optional:
            about = f"rules/{rule_id(atom, groups)}"
            message = f"{atom.at_least} {atom.measure} are all that is listed: are all to be taken?"
            self._doubt("exact-or-least", about, message, sentence)

    def _amount(
        self,
        atom: Atom,
        groups: tuple[str, ...],
        sentence: Sentence,
        readers: tuple[str, ...],
        note: str = "",
    ) -> None:
        if atom.measure == "tqt":
            self._doubt(
                "rule-not-read",
                f"rules/{sentence.text[:40]}",
                "a rule about TQT cannot be written",
                sentence,
            )
            return
        name = rule_id(atom, groups)
        of: dict[str, Any] = {}
        if groups:
            of["groups"] = list(groups)
        if atom.level:
            low, high = atom.level
            of["level"] = {k: v for k, v in (("at_least", low), ("at_most", high)) if v is not None}
        data: dict[str, Any] = {"id": name, "kind": "amount", "measure": atom.measure}
        if of:
            data["of"] = of
        for key in ("at_least", "at_most"):
            if (value := getattr(atom, key)) is not None:
                data[key] = value
        if (known := self.by_id.get(name)) is not None:
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
        rule = RuleFound(data, sentence, readers, note)
        self.by_id[name] = rule
        self.result.rules.append(rule)
        least = sum_of(self.section, groups, atom.measure)[1] if atom.level is None else None
        if least is not None and atom.at_least is not None and least < atom.at_least:
            self._doubt(
                "sum",
                f"rules/{name}",
                f"{atom.at_least} {atom.measure} are asked for and the units listed come to {least}",
                sentence,
            )

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
                f"{stated} {measure} are stated and the units listed come to {least if least == most else f'{least} to {most}'}",
                sentence,
            )

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
