"""A page printed to PDF by whichever Chromium is on the machine; nothing is fetched or kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue import UnitwiseError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
"""What browsers that can print are called, the likeliest first."""

SECONDS = 60
"""The longest that printing may take."""


def browser() -> str | None:
    """Return the path of a browser that can print, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def printed(html: str) -> bytes:
    """Return a page as a PDF.

    The browser has a profile of its own for the moment, which goes with it.

    Raises
    ------
    UnitwiseError
        If there is no browser that can print, or it does not.
    """
    found = browser()
    if found is None:
        raise UnitwiseError(
            "no Chromium, Chrome or Edge was found, which prints a PDF",
            hint="write .html instead and print it from any browser",
        )
    with TemporaryDirectory(prefix="unitwise-", ignore_cleanup_errors=True) as folder:
        page, sheet = Path(folder, "report.html"), Path(folder, "report.pdf")
        page.write_text(html, encoding="utf-8")
        command = [
            found,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={sheet}",
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # its sandbox does not run as root; the page has no code
        try:
            ended = subprocess.run(  # noqa: S603
                [*command, page.as_uri()], capture_output=True, timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise _failed(found) from error
        if ended.returncode or not sheet.is_file():
            raise _failed(found)
        return sheet.read_bytes()


def _failed(browser: str) -> UnitwiseError:
    return UnitwiseError(
        f"{browser} did not print the report",
        hint="write .html instead and print it from any browser",
    )
