"""The kind of what a conversation is about, as a feature of the message that comes next."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from knowledge.matching.subject import TALK, SubjectKind

__all__ = ["FEATURE", "KINDS", "NOTHING", "TALK", "kind_of", "marked", "one_hot", "subjects_in"]

KINDS: tuple[str, ...] = tuple(kind.value for kind in SubjectKind)
NOTHING = SubjectKind.NOTHING.value
SLOT = METADATA = "subject"
FEATURE = "subject_kind"


def kind_of(message: Message, tracker: DialogueStateTracker) -> str:
    """Give the kind of the subject in which a message is understood.

    An open form is a question; what the caller says goes before what is remembered.
    """
    if tracker.active_loop_name:
        return SubjectKind.QUESTION.value
    told = (message.get("metadata") or {}).get(METADATA)
    kept = tracker.slots.get(SLOT)
    value = kept.value if kept is not None else None
    kind = told or (value or {}).get("kind") or NOTHING
    return kind if kind in KINDS else NOTHING


def marked(text: str, kind: str) -> str:
    """Put the kind before a masked sentence, for the letters; nothing for no subject."""
    return text if kind == NOTHING else f"§{kind} {text}"


def one_hot(kinds: Sequence[str]) -> npt.NDArray[np.float32]:
    """Give a column for each kind but none for no subject; shape `(len(kinds), len(KINDS) - 1)`."""
    known = [kind for kind in KINDS if kind != NOTHING]
    return np.array([[kind == each for each in known] for kind in kinds], np.float32)


def subjects_in(example: Message) -> tuple[str, ...]:
    """Give the kinds after which a training sentence of talk may be said; none for others."""
    metadata: dict[str, Any] = (example.get("metadata") or {}).get("intent") or {}
    return tuple(metadata.get("subjects") or ())
