"""Someone in danger: help comes first."""

from typing import Any

from rasa_sdk import Action

from actions.care import in_crisis, speaks_as_child, tell_care, tell_child, topic_of
from actions.context import current
from actions.reply import Reply
from actions.short_answers import by_words, tell
from actions.turn import Turn
from knowledge.matching.answer import Did


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
        else:
            reply.leave(in_crisis())
            reply.utter("utter_crisis", Did.HELPED_IN_CRISIS)
        if turn.judged.verdict:
            reply.tell(turn.context.library.answer(turn.judged, turn.language))
        return reply.events


def _is_certain(tracker: Any) -> bool:  # noqa: ANN401
    """Tell whether a phrase said it, not the model: danger from others has words of its own."""
    intent = tracker.latest_message.get("intent") or {}
    return bool(intent.get("confidence", 1.0) >= 1.0)
