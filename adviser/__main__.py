"""``python -m adviser`` is ``unitwise``."""

from adviser.start import main

if __name__ == "__main__":
    main()
