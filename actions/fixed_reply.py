"""Small talk, help and what is out of scope: whole replies of the domain."""

from rasa_sdk import Action

from actions.other_bodies import tell_other
from actions.reply import Reply
from actions.verdict_first import VerdictFirst

OUT_OF_SCOPE = "out_of_scope"


class ActionFixedReply(VerdictFirst, Action):
    """Says `utter_<intent>`."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_fixed_reply"

    def answer(self, reply: Reply) -> None:
        """Say what the domain holds for this intent."""
        turn = reply.turn
        if turn.other and turn.intent == OUT_OF_SCOPE:
            tell_other(reply, turn.other, turn.platform)
        else:
            reply.utter(f"utter_{turn.intent}")
