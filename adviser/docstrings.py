"""Texts that stand in docstrings, which Python can be told to leave out."""

from __future__ import annotations

import sys


def need_docstrings() -> None:
    """Refuse to go on where Python was told to leave docstrings out, as PYTHONOPTIMIZE=2 does.

    Raises
    ------
    UnitwiseError
        If it was: what stands in them would be missing without a word.
    """
    if sys.flags.optimize > 1:
        from catalogue.errors import UnitwiseError

        raise UnitwiseError(
            "Python was told to leave out the texts that this is made of (-OO, PYTHONOPTIMIZE=2)",
            hint="unset PYTHONOPTIMIZE, or set it to 1; answers need none of these texts",
        )
