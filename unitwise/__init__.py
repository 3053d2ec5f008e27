"""Unitwise under one name: what ``catalogue`` and ``solver`` offer, and the version.

Each name is imported when it is first asked for, as in these packages.
"""

# Nothing is imported here that Python does not have at once: until all of this is there, Ctrl-C
# is a traceback (see unitwise.start).
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ROOMS = ("catalogue", "solver")


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    if name == "__version__":
        from importlib.metadata import version

        return version("unitwise")
    try:
        of = {one: room for room in map(import_module, _ROOMS) for one in room.__all__}
    except (ImportError, AttributeError) as error:
        from unitwise.neighbours import told

        if message := told():
            raise ImportError(message) from error
        raise
    if name == "__all__":
        return sorted(of)
    if name in of:
        return getattr(of[name], name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> "list[str]":
    names: list[str] = __getattr__("__all__")
    return [*names, "__version__"]
