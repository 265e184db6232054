"""Someone in danger: help comes first."""

from typing import Any

from rasa_sdk import Action

from actions.context import current
from actions.reply import Reply
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
        reply.utter("utter_crisis", Did.HELPED_IN_CRISIS)
        if turn.judged.verdict:
            reply.tell(turn.context.library.answer(turn.judged, turn.language))
        return reply.events
