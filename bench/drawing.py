"""Curves as SVG: small drawings side by side, the same bytes for the same numbers.

Each has its values written at its points, a title and a description for who does not see it.
Colours are fixed and have a contrast of at least 4.5 on white, also under the letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 300.0, 220.0  # of one drawing
LEFT, RIGHT, TOP, BOTTOM = 28.0, 44.0, 52.0, 46.0
LINE, INK, GRID = "#0b5cad", "#1f2328", "#d0d7de"
LETTERS = 'font-family="sans-serif" font-size="12"'


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve.

    Attributes:
        unit: Of its values.
        points: Size and value, smallest size first; at least one.
    """

    title: str
    unit: str
    points: tuple[tuple[float, float], ...]

    @property
    def told(self) -> str:
        """The curve in words."""
        values = ", ".join(f"{value:g} {self.unit} at {size:,g}" for size, value in self.points)
        return f"{self.title}: {values}."


def drawn(title: str, sizes: str, panels: Sequence[Panel]) -> str:
    """Give an SVG document.

    Args:
        title: Of the whole.
        sizes: What stands below each curve, such as "channels".
        panels: From left to right.
    """
    width = WIDTH * len(panels)
    told = " ".join(panel.told for panel in panels)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {HEIGHT:g}"'
            f' width="{width:g}" height="{HEIGHT:g}" role="img" aria-labelledby="title told">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="told">{escape(told)}</desc>',
            f'<rect width="{width:g}" height="{HEIGHT:g}" fill="#ffffff"/>',
            *(_panel(panel, sizes, place * WIDTH) for place, panel in enumerate(panels)),
            "</svg>",
            "",
        ]
    )


def _panel(panel: Panel, sizes: str, left: float) -> str:
    places = [_place(panel, point) for point in panel.points]
    base = HEIGHT - BOTTOM
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{LINE}"/>'
        + _word(f"{value:g}", x, y - 8)
        + _word(_short(size), x, base + 16)
        for (x, y), (size, value) in zip(places, panel.points, strict=True)
    ]
    return "\n".join(
        [
            f'<g transform="translate({left:g} 0)" {LETTERS}>',
            f'<text x="{LEFT - 12:g}" y="20" font-weight="bold" fill="{INK}">'
            f"{escape(panel.title)} ({escape(panel.unit)})</text>",
            f'<path d="M{LEFT:g} {base:g}H{WIDTH - RIGHT:g}" stroke="{GRID}" fill="none"/>',
            f'<polyline points="{line}" fill="none" stroke="{LINE}" stroke-width="2"/>',
            *marks,
            f'<text x="{LEFT:g}" y="{HEIGHT - 10:g}" fill="{INK}">{escape(sizes)}</text>',
            "</g>",
        ]
    )


def _word(word: str, x: float, y: float) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{INK}">{word}</text>'


def _place(panel: Panel, point: tuple[float, float]) -> tuple[float, float]:
    widest = max(size for size, _ in panel.points) or 1
    highest = max(value for _, value in panel.points) or 1
    size, value = point
    across, down = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    return LEFT + across * size / widest, HEIGHT - BOTTOM - down * value / highest


def _short(size: float) -> str:
    return f"{size / 1000:g}k" if size >= 1000 else f"{size:g}"
