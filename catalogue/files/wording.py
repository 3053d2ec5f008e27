"""What a model refuses, said for a person who writes catalogue files and does not program."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from catalogue.errors import did_you_mean
from catalogue.files.meant import meant_key, meant_kind, meant_number
from catalogue.files.pages import shortened
from catalogue.inconsistency import Location
from catalogue.rules import KINDS

_IF_NONE = "write null where there is none"

_MUST_BE = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "string_type": "text",
    "bool_type": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "date_type": "a date written as year-month-day, such as 2024-06-03",
    "date_parsing": "a date written as year-month-day, such as 2024-06-03",
    "date_from_datetime_parsing": "a date written as year-month-day, such as 2024-06-03",
    "date_from_datetime_inexact": "a date without a time, such as 2024-06-03",
    "string_too_short": "text, and not empty",
}


def words(
    error: Any,
    where: Location,
    model: type[BaseModel],
    value: Any,
    key: str,
    around: Any = None,
) -> tuple[str, str]:
    """Return the message and the hint for one error of validation.

    Parameters
    ----------
    error
        An entry of ``ValidationError.errors()``.
    where
        The location of the error, from ``model``.
    value
        What the file has there, or what stands nearest around it.
    key
        The key of the file that the error is about.
    around
        The mapping that the key stands in, where there is one.
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = known_keys(model, where)
        return f"unknown key {shortened(key)}", meant_key(key, known, around)
    if kind == "missing":
        return f"{key!r} is missing", _IF_NONE if key in {"credit", "number"} else ""
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        given = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(value, dict):
            return f"a rule must be a mapping of keys to values, not {shortened(value)}", ""
        hint = meant_kind(str(given))
        said = "the rule has no kind" if given is None else f"unknown kind of rule {given!r}"
        return said, hint or f"known: {', '.join(KINDS)}"
    given = f", not {shortened(value)}"
    if kind in _MUST_BE:
        return f"{key} must be {_MUST_BE[kind]}{given}", _how_to_write(key, _MUST_BE[kind], value)
    if kind in {"enum", "literal_error"}:
        expected = context["expected"]
        near = did_you_mean(str(value), expected.replace("'", "").replace(" or ", ", ").split(", "))
        return f"{key} must be {expected}{given}", near
    if kind == "greater_than_equal":
        return f"{key} must be at least {context['ge']}{given}", ""
    if kind == "less_than_equal":
        return f"{key} must be at most {context['le']:,}{given}", ""
    if kind == "too_short":
        least = context["min_length"]
        return f"{key} needs at least {least} {'entry' if least == 1 else 'entries'}", ""
    if kind == "string_too_long":
        return f"{key} is longer than {context['max_length']:,} characters", ""
    if kind == "string_pattern_mismatch":
        signs = "small letters, digits and -" if key == "short_name" else "letters, digits, . _ -"
        return f"{key} must be a short name of {signs}, without spaces{given}", ""
    message = error["msg"].removeprefix("Value error, ")
    if key == "level" and "units" in where:
        hint = "leave it out where no one level is printed"
        return message, hint
    return (message if kind == "value_error" else f"{key}: {message[:1].lower()}{message[1:]}"), ""


_FORMS = {
    "level": "{{at_least: {}}}",
    "of": "{{groups: [{}]}}",
    "base": "{{groups: [{}]}}",
    "except": "{{groups: [{}]}}",
    "source": "{{document: {}}}",
    "sources": "{{document: {}}}",
    "unit": "{}",
}


def _how_to_write(key: str, sort: str, value: Any) -> str:
    """How a value of the wrong sort was perhaps meant, where that can be told."""
    if sort == "a list" and isinstance(value, dict):
        if key in {"needs", "units"}:
            return "it lists units: [EX-1, EX-2]"
        return "each item begins with '- '"
    if sort == "a whole number" and isinstance(value, str | float):
        return meant_number(key, str(value).casefold())
    if not isinstance(value, str | int) or isinstance(value, bool) or value == "":
        return ""
    if sort == "a list":
        return f"for one item write [{value}]"
    if sort == "a mapping of keys to values" and key in _FORMS:
        return f"perhaps {_FORMS[key].format(value)}"
    return ""


def known_keys(model: type[BaseModel], where: Location) -> list[str]:
    """Return the keys that a file may use in the mapping that holds the last key of ``where``."""
    found = _model_at(model, where[:-1])
    return [] if found is None else [f.alias or name for name, f in found.model_fields.items()]


def _model_at(model: type[BaseModel], where: Location) -> type[BaseModel] | None:
    """Follow a location of pydantic from model to model: keys, numbers, names of alternatives."""
    current: tuple[type[BaseModel], ...] = (model,)
    for step in where:
        if isinstance(step, int):
            continue
        named = tuple(one for one in current if step.casefold() in _names(one))
        if named:
            current = named
            continue
        fields = [
            field
            for one in current
            for name, field in one.model_fields.items()
            if step == (field.alias or name)
        ]
        current = tuple(found for field in fields[:1] for found in _models_in(field))
    return current[0] if len(current) == 1 else None


def _names(model: type[BaseModel]) -> set[str]:
    """How a location names this model among the alternatives of a union."""
    kind = model.model_fields.get("kind")
    return {model.__name__.casefold(), str(kind.default) if kind else ""}


def _models_in(field: Any) -> tuple[type[BaseModel], ...]:
    return tuple(dict.fromkeys(_walk(field.annotation)))


def _walk(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in _arguments(annotation):
        yield from _walk(part)


@cache
def _arguments(annotation: Any) -> tuple[Any, ...]:
    return tuple(part for part in get_args(annotation) if not isinstance(part, str))
