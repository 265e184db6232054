"""What several meanings look at: groups of intents, and whether there is trouble."""

from actions.conversation.turn import Turn
from actions.incidents.care import topic_of
from knowledge.matching.subject import SubjectKind

YES_OR_NO = frozenset({"affirm", "deny"})


ABOUT_CHANNELS = frozenset({"list_channels", "find_organisation"})

OF_THEIR_OWN = frozenset({"crisis", "forget_me", "report_misuse"})

CLOSES = ("?", "？")

FEW_TO_AGREE = 5  # words; more say something else


def is_in_trouble(turn: Turn) -> bool:
    """Tell whether the conversation is about something that happened or was received."""
    is_trouble = turn.subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    return is_trouble and topic_of(turn) is None
