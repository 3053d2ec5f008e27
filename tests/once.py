"""What many tests begin with is done once for all of them.

The files that are shipped are the same, whichever test loads them; and processes that work are
forked from one that has imported what they need.
"""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import BaseContext
from pathlib import Path

from catalogue import Catalogue
from catalogue.files.loading import SHIPPED, _Loading


class ReadOnce(_Loading):
    """Keeps the files that are shipped, as plain data, and the catalogue that they make alone."""

    shipped: _Loading | None = None
    alone: Catalogue | None = None

    def open(self, folder: Path, number: int) -> None:
        """Read a folder, or take what was read of the one that is shipped."""
        if number or folder != SHIPPED:
            super().open(folder, number)
            return
        if ReadOnce.shipped is None:
            ReadOnce.shipped = _Loading()
            ReadOnce.shipped.open(folder, number)
        self.folders.append(str(folder))
        self.faults += ReadOnce.shipped.faults
        self.files += ReadOnce.shipped.files

    def catalogue(self) -> Catalogue:
        """Make the catalogue, or give the one of what is shipped and nothing else."""
        if self.folders != [str(SHIPPED)]:
            return super().catalogue()
        if ReadOnce.alone is None:
            ReadOnce.alone = super().catalogue()
        return ReadOnce.alone


def workers(_: str) -> BaseContext:
    """How processes that work are begun: from a process that has imported all, if there can be one.

    Each is as much a process of its own as one that imports all anew, which takes a second.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["solver.many.batch", "solver.many.cohort", "solver.many.offer"])
    return context
