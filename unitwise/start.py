"""Where the command ``unitwise`` begins, before anything is loaded that could be another's.

From here on Ctrl-C ends it at once. Until then it is Python's own that starts, in the first
hundredths of a second, and prints its traceback.
"""

import sys
import time

BEGAN = time.perf_counter()
"""When it began, by the clock that measures spans of time."""

MISUSE = 2
"""Exit code: what was asked, or the environment that it was asked in, cannot be used."""


def main() -> None:
    """Run the command line; say so where a package of our names is another's."""
    # What 'signal' is made of: part of the interpreter, where 'signal' loads half a dozen modules.
    import _signal  # type: ignore[import-not-found]

    if callable(_signal.getsignal(_signal.SIGINT)):
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    try:
        from adviser.start import main

        main()
    except (ImportError, AttributeError):
        from unitwise.neighbours import told

        if not (message := told()):
            raise
        sys.stderr.write(f"error: {message}\n")
        sys.exit(MISUSE)
