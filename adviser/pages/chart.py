"""Points on two axes, as an SVG picture that any browser shows."""

from __future__ import annotations

from html import escape

from adviser.words.blocks import Plot, Spot

_WIDE, _HIGH, _MARGIN = 640, 420, 70
"""The picture and the space around its axes, in points."""


def chart(plot: Plot) -> str:
    """Return a plot as an SVG picture."""
    title, across, up, spots = plot.title, plot.across, plot.up, plot.spots
    xs = [spot.x for spot in spots]
    ys = [spot.y for spot in spots if spot.y is not None] or [0]
    foot, right = _HIGH - _MARGIN, _WIDE - _MARGIN

    def place(spot: Spot) -> tuple[float, float]:
        x = _MARGIN + (spot.x - min(xs)) * (right - _MARGIN) / max(1, max(xs) - min(xs))
        if spot.y is None:
            return x, foot + 15
        return x, _MARGIN + (max(ys) - spot.y) * (foot - _MARGIN) / max(1, max(ys) - min(ys))

    shapes = [
        f'<path d="M{_MARGIN} {_MARGIN - 15}V{foot + 15}H{right + 15}" fill="none" stroke="#666"/>'
    ]
    run: list[str] = []
    for spot in [*spots, None]:
        if spot is not None and spot.y is not None:
            run.append("{:.1f},{:.1f}".format(*place(spot)))
            continue
        if run:
            shapes.append(
                f'<polyline points="{" ".join(run)}" fill="none" stroke="#9bb8d3"'
                ' stroke-dasharray="4 4"/>'
            )
        run = []
    for spot in spots:
        x, y = place(spot)
        name = escape(spot.name)
        if spot.y is None:
            shapes.append(
                f'<path d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8" stroke="#a33"'
                f' stroke-width="2"><title>{name}</title></path>'
            )
            continue
        shapes.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#1f5f99"><title>{name}</title></circle>'
        )
        if spot.label:
            shapes.append(f'<text x="{x + 8:.1f}" y="{y - 8:.1f}">{name}</text>')
    shapes += [
        f'<text x="{_WIDE / 2}" y="{_HIGH - 20}" text-anchor="middle">{escape(across)}</text>',
        f'<text transform="translate(24 {_HIGH / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(up)}</text>",
        f'<text x="{_WIDE / 2}" y="28" text-anchor="middle" font-size="15">{escape(title)}</text>',
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}"'
        f' width="{_WIDE}" height="{_HIGH}" font-family="sans-serif" font-size="12" fill="#222">\n'
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#fff"/>\n' + "\n".join(shapes) + "\n</svg>\n"
    )
