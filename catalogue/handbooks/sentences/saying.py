"""Rules named and said in words of our own."""

from __future__ import annotations

from typing import Any

from catalogue.handbooks.sentences.atoms import Atom, Level


def rule_id(atom: Atom, groups: tuple[str, ...]) -> str:
    """Return the name of a rule: what it is about."""
    parts = []
    if groups:
        parts += ["group", *(group.lower() for group in groups)]
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
        return f"Exactly one of these {len(data['rules'])} pathways."
    if data["kind"] == "spread":
        return f"Units come from at least {data['at_least']} different groups."
    least, most = data.get("at_least"), data.get("at_most")
    last = most if least is None else least
    noun = {"credit": "credit", "units": "unit", "glh": "hour of guided learning"}[data["measure"]]
    noun = (
        {"hour of guided learning": "hours of guided learning"}.get(noun, noun + "s")
        if (most or last) != 1
        else noun
    )
    if least is not None and least == most:
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
    if level := of.get("level"):
        parts.append(level_words((level.get("at_least"), level.get("at_most"))))
    if not of:
        parts.append("in all")
    return " ".join(parts) + "."
