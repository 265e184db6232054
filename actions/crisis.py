"""Someone in danger: help comes first."""

from typing import Any

from rasa_sdk import Action

from actions.care import in_crisis, speaks_as_child, tell_care, tell_child, topic_of
from actions.context import current
from actions.incident import tell_incident
from actions.reply import Reply
from actions.short_answers import by_words, tell
from actions.talk_words import TalkWords
from actions.turn import Turn
from knowledge.matching.answer import Did

LIKELY = 0.5
"""Least confidence with which a conversation goes on about a cry for help that no phrase said.

The model points to help from a far lower one on, for a cry that is missed costs more than a
sentence too many; but who was taken wrong is not kept to it.
"""

CLEAR = 0.95
"""Least confidence for a cry by who also says that they were deceived."""


class ActionCrisis(Action):
    """Points to 1813 and 112, asks nothing; a verdict only comes below it."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_crisis"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[Any]:  # noqa: ANN401, ARG002
        """Answer (called by Rasa)."""
        turn = Turn.of(tracker, current())
        reply = Reply(dispatcher, turn)
        danger = None if _is_certain(tracker) else by_words(turn)
        if not _is_certain(tracker) and speaks_as_child(turn):
            tell_child(reply)
        elif not _is_certain(tracker) and topic_of(turn):
            tell_care(reply)
        elif danger:
            tell(reply, danger)
        elif _confidence(tracker) < CLEAR and TalkWords.load().has("deceived", turn.text):
            tell_incident(reply)
        else:
            if _confidence(tracker) >= LIKELY:
                reply.leave(in_crisis())
            reply.utter("utter_crisis", Did.HELPED_IN_CRISIS)
        if turn.judged.verdict:
            reply.tell(turn.context.library.answer(turn.judged, turn.language))
        return reply.events


def _confidence(tracker: Any) -> float:  # noqa: ANN401
    intent = tracker.latest_message.get("intent") or {}
    return float(intent.get("confidence", 1.0))


def _is_certain(tracker: Any) -> bool:  # noqa: ANN401
    """Tell whether a phrase said it, not the model: danger from others has words of its own."""
    return _confidence(tracker) >= 1.0
