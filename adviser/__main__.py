"""``python -m adviser`` is ``unitwise``."""

from adviser.cli import main

if __name__ == "__main__":
    main()
