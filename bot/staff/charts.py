"""Charts as shapes for SVG: bars that lie, with words above them, and bars that stand.

The drawing is 320 units wide, the narrowest phone, so that its letters are never too small.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 320.0
ROW = 40.0
ROW_BAR = 16.0
BAR_TOP = 18.0
ROOM_FOR_VALUE = 48.0

HEIGHT = 170.0
TOP = 18.0
BASE = 146.0
MOST_LABELS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        shows_label: Standing bars have room for some labels only; the table has all.
    """

    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    shows_label: bool = True


@dataclass(frozen=True, slots=True)
class Chart:
    """All bars of one drawing."""

    bars: tuple[Bar, ...]
    height: float

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The same as words and numbers, for the table."""
        return tuple((bar.label, bar.value) for bar in self.bars)


def lying(values: Sequence[tuple[str, int]]) -> Chart:
    """Draw one bar below the other, longest value as wide as there is room."""
    most = max((value for _, value in values), default=0) or 1
    bars = tuple(
        Bar(
            label,
            str(value),
            x=0.0,
            y=index * ROW + BAR_TOP,
            width=round((WIDTH - ROOM_FOR_VALUE) * value / most, 1),
            height=ROW_BAR,
        )
        for index, (label, value) in enumerate(values)
    )
    return Chart(bars, max(len(bars), 1) * ROW)


def standing(values: Sequence[tuple[str, float | None]]) -> Chart:
    """Draw one bar beside the other, in time; None leaves a gap."""
    most = max((value or 0.0 for _, value in values), default=0.0) or 1.0
    step = WIDTH / max(len(values), 1)
    every = -(-len(values) // MOST_LABELS) or 1
    bars = tuple(
        _standing_bar(label, value, most, step, index, shows_label=index % every == 0)
        for index, (label, value) in enumerate(values)
    )
    return Chart(bars, HEIGHT)


def _standing_bar(
    label: str, value: float | None, most: float, step: float, index: int, *, shows_label: bool
) -> Bar:
    height = round((BASE - TOP) * (value or 0.0) / most, 1)
    return Bar(
        label,
        _number(value),
        x=round(index * step + step * 0.15, 1),
        y=round(BASE - height, 1),
        width=round(step * 0.7, 1),
        height=height,
        shows_label=shows_label,
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    is_whole = value >= 10 or value == int(value)
    return str(round(value)) if is_whole else f"{value:.1f}".replace(".", ",")
