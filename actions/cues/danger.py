"""Where the danger of a cry for help comes from: oneself, or others."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from knowledge.matching.subject import SubjectKind

KEY = "side"
"""Key of the intent `crisis` that tells the side."""

NEED = "need"
"""Key of an intent beside which somebody may be in need."""


CLEAR = 0.95
"""Confidence from which a guess goes before the verdict, or before facts for a report.

The conversation goes on about a cry for help from here on too: the model points to help from a far
lower one on, for a cry that is missed costs more than a sentence too many, but who was taken
wrong is not kept to it.
"""

OF_A_SCAM = frozenset(
    {SubjectKind.INCIDENT, SubjectKind.TOLD, SubjectKind.FAKE, SubjectKind.UNKNOWN}
)
"""Kinds of subject after which somebody may be upset about a scam."""


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
