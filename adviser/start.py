"""Where the command ``unitwise`` begins: Ctrl-C is no traceback while the rest is being loaded."""

from __future__ import annotations

import os

from adviser.signals import end_silently


def main() -> None:
    """Run the command line.

    No plugin of pydantic is looked for among the packages of the environment: it would read all
    that a learner holds, and looking takes a tenth of a start.
    """
    end_silently()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from adviser.cli import main

    main()
