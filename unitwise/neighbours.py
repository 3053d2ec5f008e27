"""Whether what our names import is ours: other packages may be called ``catalogue`` too."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, PackagePath, files
from importlib.util import find_spec
from pathlib import Path

NAMES = ("catalogue", "solver", "adviser")


def told() -> str:
    """Return what is to be told of a package that stands in for one of ours; empty if none does."""
    found = stranger()
    if found is None:
        return ""
    name, place = found
    return (
        f"another package named {name} is installed in this environment: {ascii(place)[1:-1]}\n\n"
        "hint: give unitwise an environment of its own: pipx install unitwise, or"
        " uv tool install unitwise"
    )


def stranger() -> tuple[str, str] | None:
    """Return the name and the place of a package that stands in for one of ours, if one does.

    One that was installed after ours, and over it, is known by the list of what was installed.
    """
    home = Path(__file__).resolve().parent.parent
    for name in NAMES:
        spec = find_spec(name)
        if spec is None:
            return name, "nowhere"
        places = list(spec.submodule_search_locations or [spec.origin or ""])
        if not any(Path(place).resolve().parent == home for place in places):
            return name, str(places[0])
    for file in _faces():
        if file.hash is not None and file.hash.value != _digest(file.read_binary()):
            return file.parts[0], str(file.locate())
    return None


def _faces() -> list[PackagePath]:
    """The files by which our packages are known, where they were installed as files."""
    try:
        every = files("unitwise") or []
    except PackageNotFoundError:
        return []
    return [one for one in every if str(one) in {f"{name}/__init__.py" for name in NAMES}]


def _digest(content: bytes) -> str:
    return urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
