"""What is shipped is read once for all tests: whichever command loads it, its files are the same."""

from __future__ import annotations

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
