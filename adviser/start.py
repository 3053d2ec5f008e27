"""Where the command ``unitwise`` begins: Ctrl-C is no traceback while the rest is being loaded."""

from __future__ import annotations

from adviser.signals import end_silently


def main() -> None:
    """Run the command line."""
    end_silently()
    from adviser.cli import main

    main()
