"""``python -m adviser`` is ``unitwise``."""

from unitwise.start import main

if __name__ == "__main__":
    main()
