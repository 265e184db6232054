"""Where the danger of a cry for help comes from: oneself, or others."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

KEY = "side"
"""Key of the intent `crisis` that tells the side."""

DENIED = "denied"
"""Key of an intent whose message says that nobody means to harm themselves."""


class Side(StrEnum):
    """Suicide and self-harm, or others, a child with a stranger, an accident."""

    SELF = "self"
    OTHERS = "others"


def side_of(intent: Mapping[str, Any]) -> Side | None:
    """Read the side of an understood intent; None where nothing tells it."""
    return Side(intent[KEY]) if intent.get(KEY) else None
