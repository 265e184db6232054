"""Where the danger of a cry for help comes from: oneself, or others."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

KEY = "side"
"""Key of the intent `crisis` that tells the side."""

NEED = "need"
"""Key of an intent beside which somebody may be in need."""


class Side(StrEnum):
    """Suicide and self-harm, or others, a child with a stranger, an accident."""

    SELF = "self"
    OTHERS = "others"


class Need(StrEnum):
    """Why who listens is named below an answer: it was denied, or it may be."""

    DENIED = "denied"
    UNSURE = "unsure"


def need_of(intent: Mapping[str, Any]) -> Need | None:
    """Read the need beside an understood intent; None where there is none."""
    return Need(intent[NEED]) if intent.get(NEED) else None


def side_of(intent: Mapping[str, Any]) -> Side | None:
    """Read the side of an understood intent; None where nothing tells it."""
    return Side(intent[KEY]) if intent.get(KEY) else None
