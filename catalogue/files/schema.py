"""The JSON Schemas of catalogue files, for editors: completion, hover texts, red underlines.

A schema cannot know what the reader knows, such as whether a group that a rule names exists; what
it refuses the reader refuses too.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, TypeAdapter

from catalogue.files.defaults import SOURCES
from catalogue.files.reading import UnitsFile
from catalogue.qualification import Qualification

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RULE = {
    "id": "A short name of the rule, unique in the edition, such as group-b",
    "kind": "What kind of rule this is: amount, mandatory, barred, requires or choose",
    "says": "The rule in one sentence, as an adviser would say it to a learner",
    "source": "Where the document states the rule; if left out, where the edition stands",
    "note": "Anything a reader should know of the rule",
    "reading": "How an unclear or contradictory sentence was read; every answer cites it",
}
_WINDOW = {
    "from": "The first day of registration for which this holds, inclusive; open if left out",
    "until": "The last day of registration for which this holds, inclusive; open if left out",
}

MEANINGS: dict[str, dict[str, str]] = {
    "Qualification": {
        "number": "The qualification number, such as 601/3528/1; null where there is none",
        "short_name": "What people type: small letters, digits and hyphens",
        "title": "The full title, with the awarding organisation and the level",
        "awarding_organisation": "Who awards the qualification",
        "level": "The level of the qualification",
        "documents": "The documents that sources cite: a short name of your own, and the title",
        "units": "The units that this file defines, each of which stands in a group",
        "source": "Where everything stands that has no source of its own",
        "editions": "The dated editions of the structure, oldest first; often just one",
        "note": "Anything a reader should know, such as what is in doubt",
    },
    "UnitsFile": {
        "documents": "The documents that sources cite: a short name of your own, and the title",
        "units": "Units that several qualifications share, in any order",
        "source": "Where every unit stands that has no sources of its own",
        "awarding_organisation": "Whose own codes these are; nobody's in particular if left out",
    },
    "Unit": {
        "reference": "The Ofqual reference, such as D/506/2170, or the organisation's own code",
        "title": "The title of the unit",
        "level": "The level of the unit, not of the qualification; left out where none is printed",
        "credit": "Credit in whole credits; null where the organisation gives none, unknown where"
        " nobody says; never 0 for either",
        "credit_unknown": "true where the credit is not known; credit: unknown says the same",
        "glh": "Guided learning hours; null where they are not known, never 0 for that",
        "tqt": "Total qualification time (or unit time) in hours; null where it is not known",
        "sources": "Where the reference, level and credit stand",
        "glh_sources": "Where the hours stand, if elsewhere",
        "coined": "true where the organisation gives no reference and this file made one up",
        "awarding_organisation": "Whose own code the reference is; that of the file if left out",
        "note": "Anything a reader should know",
    },
    "Source": {
        "document": "The short name of a document listed under 'documents'",
        "section": "The section, as the document numbers it",
        "page": "The page, as the document numbers it",
    },
    "Example": {
        "says": "What the example shows, in one sentence",
        "registration": "The date of registration, if the windows of the units matter",
        "passes": "Units that together are a legal choice",
        "fails": "Units that together are no legal choice",
        "breaks": "The ids of exactly those rules that a failing choice breaks",
    },
    "Edition": {
        "edition": "A label that people know the edition by, such as specification 6.0",
        **_WINDOW,
        "source": "Where the structure stands, and every rule that has no source of its own",
        "published": "Figures that the organisation prints for the whole, to check the rules by",
        "groups": "The groups of units",
        "rules": "The rule of combination: every rule must hold",
        "recognition": "What the document says about recognising what a learner holds already",
        "sharing": "How far what counts here may count towards another qualification as well",
        "note": "Anything a reader should know",
        "also_needed": "What is needed besides and is no unit; every plan names it",
        "examples": "Choices that are known to pass or fail, to test the rules with",
    },
    "Published": {
        "credit": "The credit of the qualification, which is the least that a learner needs",
        "tqt": "Total qualification time, in hours",
        "glh": "The range of guided learning hours",
        "source": "Where the figures stand; if left out, where the edition stands",
        "note": "Anything a reader should know of the figures",
    },
    "AlsoNeeded": {
        "says": "What else is needed, in one sentence",
        "source": "Where the document asks for it; if left out, where the edition stands",
        "note": "Anything a reader should know",
    },
    "PublishedHours": {
        "least": "The least GLH, in hours",
        "greatest": "The greatest GLH, in hours",
        "basis": "exact-credit: over choices of exactly the credit asked for; irredundant: over"
        " choices from which no unit can be dropped",
        "sources": "Where the range stands; if left out, where the edition stands",
        "note": "Anything a reader should know of the range",
    },
    "Group": {
        "id": "The short name that rules use, such as B",
        "title": "The title of the group",
        "additional": "true where its units may be taken in addition and count for nothing",
        "incomplete": "true where the document allows units here that the file does not list",
        "units": "The places of the group: a reference, or a unit with dates, or versions",
        "groups": "Sub-groups; a rule about a group takes in its sub-groups",
        "source": "Where the document lists the group",
        "note": "Anything a reader should know",
    },
    "Place": {"versions": "The units that succeed each other here, oldest first; one counts"},
    "Version": {
        "unit": "The reference of the unit",
        **_WINDOW,
        "note": "Anything a reader should know",
    },
    "Recognition": {
        "way": "credit-transfer, equivalence, predecessor, exemption or rpl; any for all others",
        "accepted": "Whether the qualification accepts it",
        "says": "What the document says, in one sentence",
        "source": "Where the document says so",
        "pairs": "For equivalence and exemption: what is held, and the unit that it counts as",
        "caps": "The most that may be recognised this way; for any: by all ways together",
        "currency_years": "How old an achievement may be, in whole years; else as for any",
        "gives": "full; not-to-levels or not-to-groups: no credit where a rule asks for some levels"
        " or groups; no-credit: it only fills its place",
        "of": "For which units it is accepted; for all of them if left out",
        "except": "For which units it is not accepted",
        "not_to_groups": "Groups to whose rules recognition gives no credit",
    },
    "Sharing": {
        "accepted": "Whether anything that counts here may count towards another as well",
        "says": "What the document says, in one sentence",
        "source": "Where the document says so",
        "caps": "The most of it that may",
    },
    "Pair": {
        "held": "The unit that is held, or the award from outside; several that are held together",
        "counts_as": "The unit of this qualification that it counts as; several, all of them",
        "any_age": "Whether it counts however old it is",
    },
    "Cap": {
        "measure": "credit, units, or percent of what counts",
        "at_most": "The most of that, inclusive; a share also as a fraction, such as 2/3",
        "share_of": "What a percent is of: credit (so if left out) or units",
        "of": "Which units it speaks of; all of them if left out",
        "awarded_too": "Of a cap on rpl: whether it reaches what was awarded through RPL before",
    },
    "Scope": {
        "groups": "Units of any of these groups and of their sub-groups",
        "level": "Units of these levels",
        "units": "These units",
        "except": "Less the units of this scope",
    },
    "LevelRange": {
        "at_least": "The lowest level, inclusive; open if left out",
        "at_most": "The highest level, inclusive; open if left out",
    },
    "Percent": {
        "percent": "The share of the base: per cent, or a fraction such as 1/3",
        "base": "What it is a share of, in the same measure",
        "strict": "true for more than the share (at_least), or for less than it (at_most)",
    },
    "Amount": {
        **_RULE,
        "measure": "What is counted: credit, units, glh or tqt",
        "of": "Which counted units the rule speaks of; all of them if left out",
        "at_least": "The least amount, inclusive: a number, a percent of a base, or unknown",
        "at_least_unknown": "true where nobody knows how much; at_least: unknown says the same",
        "at_most": "The greatest amount, inclusive: a number, or a percent of a base",
    },
    "Mandatory": {
        **_RULE,
        "of": "Whose places must all be filled; every place of the edition if left out",
        "credit": "The credit that the document states for them: checked, binds nothing;"
        " where the units add up to another, add a reading",
    },
    "Barred": {
        **_RULE,
        "units": "The units that bar each other",
        "at_most": "How many of them may count, inclusive; 1 if left out",
    },
    "Requires": {
        **_RULE,
        "units": "If any of these counts …",
        "needs": "… then so many of these must count too",
        "at_least": "How many of 'needs', inclusive; 1 if left out",
        "co_requisite": "true if the same holds the other way round",
    },
    "Spread": {
        **_RULE,
        "groups": "The groups that units must come from; a sub-group is part of its group",
        "at_least": "How many of them must have a unit, inclusive",
        "at_most": "How many of them may have a unit, inclusive",
    },
    "Choose": {
        **_RULE,
        "rules": "The sub-rules to choose from",
        "at_least": "How many of them must hold, inclusive; all of them makes one pathway",
        "at_most": "How many of them may hold, inclusive",
    },
}
"""What each key of a catalogue file means, by the model that has it."""


FILES: dict[str, type[BaseModel]] = {"qualification": Qualification, "units": UnitsFile}
"""The kinds of catalogue file."""


def file_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of catalogue file, one of :data:`FILES`."""
    model = FILES[kind]
    schema = TypeAdapter[Any](model).json_schema(mode="validation", by_alias=True)
    definitions = schema.pop("$defs")
    for name, definition in {**definitions, model.__name__: schema}.items():
        _describe(name, definition)
    return {"$schema": DIALECT, **_plain(schema), "$defs": _plain(definitions)}


def _describe(name: str, definition: dict[str, Any]) -> None:
    words = definition.get("description", "").replace("``", "'")
    words = re.sub(r":\w+:`~?(?:[\w.]*\.)?(\w+)`", r"\1", words)
    definition["description"] = re.sub(r"(?<!\n)\n(?!\n)", " ", words)
    for key, value in definition.get("properties", {}).items():
        if meaning := MEANINGS.get(name, {}).get(key):
            value["description"] = meaning
    if "required" in definition:
        definition["required"] = [key for key in definition["required"] if key not in SOURCES]
    if "kind" in definition.get("properties", {}):
        definition["required"] = ["kind", *definition["required"]]


def _plain(schema: Any) -> Any:
    """Drop what says nothing to an editor: titles made from names, defaults, discriminators."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _plain(item) for name, item in value.items()}
        if key == "properties"
        else _plain(value)
        for key, value in schema.items()
        if key not in {"title", "default", "discriminator"}
    }
