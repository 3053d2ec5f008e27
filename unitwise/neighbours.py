"""Whether what our names import is ours: other packages may be called ``catalogue`` too."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

NAMES = ("catalogue", "solver", "adviser")


def stranger() -> tuple[str, str] | None:
    """Return the name and the place of a package that stands in for one of ours, if one does."""
    home = Path(__file__).resolve().parent.parent
    for name in NAMES:
        spec = find_spec(name)
        if spec is None:
            return name, "nowhere"
        places = list(spec.submodule_search_locations or [spec.origin or ""])
        if not any(Path(place).resolve().parent == home for place in places):
            return name, str(places[0])
    return None
