"""Where the command ``unitwise`` begins: Ctrl-C is no traceback while the rest is being loaded."""

from __future__ import annotations

import gc
import os

from adviser.signals import end_silently

SELDOM = 50_000
"""Objects made, less those let go, after which garbage is looked for among them."""


def main() -> None:
    """Run the command line.

    No plugin of pydantic is looked for among the packages of the environment: it would read all
    that a learner holds, and looking takes time at every start. Nor is garbage looked for as often
    as Python does: loading makes none to speak of, and going over all that is loaded again and
    again took a tenth of a start.
    """
    end_silently()
    gc.set_threshold(SELDOM, 10, 10)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from adviser.cli import main

    main()
