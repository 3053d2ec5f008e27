"""Rules named and said in words of our own."""

from __future__ import annotations

from typing import Any

from catalogue.handbooks.sentences.atoms import Atom, Level


def rule_id(atom: Atom, groups: tuple[str, ...]) -> str:
    """Return the name of a rule: what it is about."""
    parts = []
    if groups:
        parts += ["group", *(group.lower() for group in groups)]
    if numbers := [number.lower() for number in atom.units]:
        parts += ["unit", *(numbers if len(numbers) < 6 else [numbers[0], "to", numbers[-1]])]
    if atom.level:
        low, high = atom.level
        words = str(low if low is not None else high).lower().replace(" ", "-")
        parts += ["level", words] + (
            ["or-above"]
            if high is None
            else ["or-below"]
            if low is None
            else []
            if low == high
            else ["to", str(high)]
        )
    if not parts:
        parts = ["total"]
    if atom.measure != "credit":
        parts.append(atom.measure)
    return "-".join(parts)


def level_words(level: tuple[Level | None, Level | None]) -> str:
    """Return a range of levels as a rule says it."""
    low, high = level

    def one(value: Level) -> str:
        return f"level {value}" if isinstance(value, int) else value

    if high is None and low is not None:
        return f"at {one(low)} or above"
    if low is None and high is not None:
        return f"at {one(high)} or below"
    return f"at {one(low)}" if low == high else f"at levels {low} to {high}"  # type: ignore[arg-type]


def says(data: dict[str, Any]) -> str:
    """Say a rule in one sentence of our own."""
    if data["kind"] == "mandatory":
        groups = data.get("of", {}).get("groups", [])
        if units := data.get("of", {}).get("units"):
            return f"Every one of {', '.join(units)}."
        named = (
            f"of group {' and '.join(groups)}"
            if len(groups) == 1
            else f"of groups {', '.join(groups)}"
        )
        return f"Every unit {named if groups else 'listed'}" + (
            f", {data['credit']} credits." if data.get("credit") else "."
        )
    if data["kind"] == "barred":
        return f"At most one of {', '.join(data['units'])} counts."
    if data["kind"] == "requires":
        return f"{', '.join(data['units'])} counts only with {', '.join(data['needs'])}."
    if data["kind"] == "choose":
        if data.get("at_most") is None:
            says_of = [one["says"].rstrip(".") for one in data["rules"]]
            ways = ", or ".join(one[:1].lower() + one[1:] for one in says_of)
            return f"One at least of these: {ways}."
        return f"Exactly one of these {len(data['rules'])} pathways."
    if data["kind"] == "spread":
        return f"Units come from at least {data['at_least']} different groups."
    least, most = data.get("at_least"), data.get("at_most")
    last = most if least is None else least
    noun = {
        "credit": "credit",
        "units": "unit",
        "glh": "hour of guided learning",
        "tqt": "hour of total qualification time",
    }[data["measure"]]
    if last != 1:
        noun = f"hours{noun.removeprefix('hour')}" if noun.startswith("hour") else f"{noun}s"
    if isinstance(last, dict):
        head = _share_words(last, "at least" if most is None else "at most")
        noun = f"of the {noun if data['measure'] != 'credit' else 'credit'}" + _base_words(last)
    elif least is not None and least == most:
        head = f"Exactly {least}"
    elif least is not None and most is not None:
        head = f"Between {least} and {most}"
    else:
        head = f"At least {least}" if least is not None else f"At most {most}"
    of = data.get("of", {})
    parts = [head, noun]
    if groups := of.get("groups"):
        named = (
            f"{', '.join(groups[:-1])} and {groups[-1]} together" if len(groups) > 1 else groups[0]
        )
        parts.append(f"from group{'s' if len(groups) > 1 else ''} {named}")
    if units := of.get("units"):
        parts.append(f"from {', '.join(units)}")
    if level := of.get("level"):
        parts.append(level_words((level.get("at_least"), level.get("at_most"))))
    if not of:
        parts.append("in all")
    return " ".join(parts) + "."


def _share_words(share: dict[str, Any], bound: str) -> str:
    """``At least 60 %``, ``More than 1/2``."""
    part = str(share["percent"])
    sign = part if "/" in part else f"{part} %"
    if share.get("strict"):
        return f"{'More' if bound == 'at least' else 'Less'} than {sign}"
    return f"{bound.capitalize()} {sign}"


def _base_words(share: dict[str, Any]) -> str:
    groups = share["base"].get("groups")
    return f" of group{'s' if len(groups) > 1 else ''} {' and '.join(groups)}," if groups else ""
