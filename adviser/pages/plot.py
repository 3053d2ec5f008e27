"""Points on two axes, in characters."""

from __future__ import annotations

from adviser.words.blocks import Plot

_WIDE, _HIGH = 56, 14
"""Columns and rows of the plot, within its axes."""


def plotted(plot: Plot) -> list[str]:
    """Return the points in a field of characters, the ends of each axis named."""
    values = [(spot.x, spot.y) for spot in plot.spots if spot.y is not None]
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*values, strict=True))
    field = [[" "] * (_WIDE + 1) for _ in range(_HIGH + 1)]
    for x, y in values:
        column = round((x - left) * _WIDE / max(1, right - left))
        row = round((high - y) * _HIGH / max(1, high - low))
        field[row][column] = "o"
    margin = max(len(str(low)), len(str(high)))
    lines = []
    for number, row in enumerate(field):
        label = {0: str(high), _HIGH: str(low)}.get(number, "")
        lines.append(f"  {label:>{margin}} | {''.join(row)}".rstrip())
    lines.append(f"  {'':>{margin}} +-{'-' * (_WIDE + 1)}")
    gap = _WIDE + 1 - len(str(left)) - len(str(right))
    lines.append(f"  {'':>{margin}}   {left}{'':>{gap}}{right}")
    return lines
