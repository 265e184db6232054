"""Someone in danger: help comes first."""

from typing import Any

from rasa_sdk import Action

from actions.answers.short_answers import by_words, tell
from actions.conversation.context import current
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.incidents.care import (
    in_crisis,
    judge_too,
    speaks_as_child,
    tell_care,
    tell_child,
    topic_of,
)
from actions.incidents.steps import tell_incident
from knowledge.matching.answer import Did

LIKELY = 0.5
"""Least confidence with which a conversation goes on about a cry for help that no phrase said.

The model points to help from a far lower one on, for a cry that is missed costs more than a
sentence too many; but who was taken wrong is not kept to it.
"""

CERTAIN = 1.0
"""Confidence of what a phrase said, not the model: danger from others has words of its own."""

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
        is_guess = _confidence(tracker) < CERTAIN
        if is_guess and speaks_as_child(turn):
            tell_child(reply)
        elif is_guess and topic_of(turn):
            tell_care(reply)
        else:
            _help(reply, _confidence(tracker))
            judge_too(reply)
        return reply.events


def _help(reply: Reply, confidence: float) -> None:
    """Answer what the words of danger ask for, else with the numbers of those who listen."""
    turn = reply.turn
    danger = by_words(turn) if confidence < CERTAIN else None
    if danger:
        tell(reply, danger)
    elif confidence < CLEAR and TalkWords.load().has("deceived", turn.text):
        tell_incident(reply)
    else:
        if confidence >= LIKELY:
            reply.leave(in_crisis())
        reply.utter("utter_crisis", Did.HELPED_IN_CRISIS)


def _confidence(tracker: Any) -> float:  # noqa: ANN401
    intent = tracker.latest_message.get("intent") or {}
    return float(intent.get("confidence", 1.0))
