"""Small talk, help and what is out of scope: whole replies of the domain."""

from rasa_sdk import Action

from actions.reply import Reply
from actions.verdict_first import VerdictFirst


class ActionFixedReply(VerdictFirst, Action):
    """Says `utter_<intent>`."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_fixed_reply"

    def answer(self, reply: Reply) -> None:
        """Say what the domain holds for this intent."""
        reply.utter(f"utter_{reply.turn.intent}")
