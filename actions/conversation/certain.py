"""What a message surely does not ask, known from its intent before anything is searched."""

CERTAIN = 0.9  # confidence from which an intent is what it seems, beside the doubtful ones
SMALL_TALK = frozenset({"thank", "greet", "goodbye"})
"""Intents that ask nothing: of nine certain ones in 1,470 turns of strangers none did."""

_OF_REGISTER = frozenset({"list_channels", "list_planned_channels", "ask_misuse_cases"})
"""Intents that ask the register, and nothing of a message, where they name a body."""


def asks_elsewhere(intent: str | None, confidence: float, *, is_named: bool) -> bool:
    """Tell whether a message surely asks nothing of what was judged, told or lost before it.

    Args:
        intent: What it seems to ask.
        confidence: In that intent, 0-1.
        is_named: It names a body.
    """
    asks_register = is_named and intent in _OF_REGISTER
    return confidence >= CERTAIN and (asks_register or intent in SMALL_TALK)
