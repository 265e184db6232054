"""Charts as shapes and words, in units of a drawing 320 wide: the narrowest phone.

Colours and letters are the style sheet's: a shape only says how strong it is, so that a strict
content security policy holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 320.0

ROW = 36.0
BAR = 14.0
ROOM_FOR_VALUE = 34.0

TOP = 18.0
BASE = 146.0
HEIGHT = 168.0
MOST_LABELS = 8
EDGE = 12.0

HEAD = 56.0
CELL = 22.0
ROOM_FOR_NAMES = 94.0
ROOM_FOR_SLOPE = 14.0
STRENGTHS = 4


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle.

    Attributes:
        strength: 0 (empty) to `STRENGTHS`.
    """

    x: float
    y: float
    width: float
    height: float
    strength: int = STRENGTHS


@dataclass(frozen=True, slots=True)
class Label:
    """Words in the drawing.

    Attributes:
        style: `start` from its place on, `middle` around it, `steep` upwards, `strong` on a
            dark shape.
    """

    x: float
    y: float
    text: str
    style: str = "start"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart."""

    height: float
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


def lying(rows: Sequence[tuple[str, int]]) -> Drawing:
    """Draw one bar below the other, each with its name above it."""
    most = max((value for _, value in rows), default=0) or 1
    shapes, labels = [], []
    for index, (name, value) in enumerate(rows):
        top = index * ROW
        width = round((WIDTH - ROOM_FOR_VALUE) * value / most, 1)
        shapes.append(Shape(0.0, top + ROW - BAR - 4, width, BAR))
        labels.append(Label(0.0, top + ROW - BAR - 9, name))
        labels.append(Label(width + 5, top + ROW - 7, str(value)))
    return Drawing(max(len(rows), 1) * ROW, tuple(shapes), tuple(labels))


def standing(rows: Sequence[tuple[str, int]]) -> Drawing:
    """Draw one bar beside the other, in time."""
    most = max((value for _, value in rows), default=0) or 1
    step = (WIDTH - 2 * EDGE) / max(len(rows), 1)
    every = -(-len(rows) // MOST_LABELS) or 1
    shapes, labels = [], []
    for index, (name, value) in enumerate(rows):
        height = round((BASE - TOP) * value / most, 1)
        middle = round(EDGE + (index + 0.5) * step, 1)
        shapes.append(
            Shape(round(middle - step * 0.35, 1), BASE - height, round(step * 0.7, 1), height)
        )
        if (len(rows) - 1 - index) % every == 0:
            labels.append(Label(middle, BASE + 16, name, "middle"))
            labels.append(Label(middle, BASE - height - 4, str(value), "middle"))
    return Drawing(HEIGHT, tuple(shapes), tuple(labels))


def grid(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]]) -> Drawing:
    """Draw numbers in a grid, the higher the stronger; nothing stands where there is none."""
    most = max((value for _, values in rows for value in values), default=0) or 1
    width = (WIDTH - ROOM_FOR_NAMES - ROOM_FOR_SLOPE) / max(len(columns), 1)
    labels = [
        Label(round(ROOM_FOR_NAMES + (index + 0.5) * width, 1), HEAD - 6, name, "steep")
        for index, name in enumerate(columns)
    ]
    shapes = []
    for row, (name, values) in enumerate(rows):
        top = HEAD + row * CELL
        labels.append(Label(0.0, top + 15, name))
        for column, value in enumerate(values):
            left = round(ROOM_FOR_NAMES + column * width, 1)
            strength = -(-value * STRENGTHS // most)
            shapes.append(Shape(left + 0.5, top + 0.5, round(width - 1, 1), CELL - 1, strength))
            if value:
                style = "strong" if strength > STRENGTHS // 2 else "middle"
                labels.append(Label(round(left + width / 2, 1), top + 15, str(value), style))
    return Drawing(HEAD + len(rows) * CELL, tuple(shapes), tuple(labels))
