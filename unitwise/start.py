"""Where the command ``unitwise`` begins, before anything is loaded that could be another's."""

from __future__ import annotations

import sys

MISUSE = 2
"""Exit code: what was asked, or the environment that it was asked in, cannot be used."""


def main() -> None:
    """Run the command line; say so where a package of our names is another's."""
    try:
        from adviser.start import main

        main()
    except (ImportError, AttributeError):
        from unitwise.neighbours import stranger

        found = stranger()
        if found is None:
            raise
        name, place = found
        told = ascii(place)[1:-1]
        sys.stderr.write(
            f"error: another package named {name} is installed in this environment: {told}\n\n"
            "hint: give unitwise an environment of its own: pipx install unitwise, or"
            " uv tool install unitwise\n"
        )
        sys.exit(MISUSE)
