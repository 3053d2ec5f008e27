"""The options of a command under a heading for each matter, where ``--help`` lists them."""

from __future__ import annotations

import click

GROUPS = {
    "What is best": ("goals", "prefer"),
    "What is wanted and refused": ("want", "avoid", "count_in", "pathway"),
    "What may be spent": (
        "new_glh",
        "new_credit",
        "new_units",
        "new_pence",
        "surplus_credit",
        "highest_level",
        "allow_retakes",
        "unknown_glh",
    ),
    "When, where, and by which document": ("on", "edition", "offer", "as_of"),
    "What the learner holds": (
        "record",
        "references",
        "learner",
        "layout",
        "sheet",
        "no_exceptions",
    ),
    "Many at once": ("batch", "output", "resume", "jobs"),
    "Files": ("question_file", "save", "report", "centre", "plot", "replace", "folders"),
    "The answer": (
        "others",
        "diverse",
        "priced",
        "as_json",
        "as_csv",
        "time_limit",
        "verbose",
        "_click_default_help",
    ),
}
"""The headings in their order, each with the names under which a command is given its options."""

OWN = "Of this command"
"""The heading of what no other command has."""

FEW = 12
"""Options up to which a command has one list of them, inclusive."""


def write_options(command: click.Command, ctx: click.Context, to: click.HelpFormatter) -> None:
    """Write the options of a command, in groups if they are many."""
    records = [
        (parameter.name, record)
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option)
        if (record := parameter.get_help_record(ctx)) is not None
    ]
    if len(records) <= FEW:
        sections = {"Options": [record for _, record in records]}
    else:
        heading = {name: title for title, names in GROUPS.items() for name in names}
        sections = {title: [] for title in (OWN, *GROUPS)}
        for name, record in records:
            sections[heading.get(name or "", OWN)].append(record)
    width = min(28, max(len(one) for found in sections.values() for one, _ in found) + 2)
    for title, found in sections.items():
        if found:
            with to.section(title):
                to.write_dl([(f"{one:<{width - 2}}", text) for one, text in found], col_max=width)
