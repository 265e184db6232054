"""Small talk, help and what is out of scope: whole replies of the domain."""

from rasa_sdk import Action

from actions.answers.other_bodies import tell_other
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_told
from actions.intents.out_of_scope import tell_help, tell_out_of_scope
from actions.intents.verdict_first import VerdictFirst

OUT_OF_SCOPE = "out_of_scope"
_SMALL_TALK = frozenset({"greet", "thank", "goodbye"})


class ActionFixedReply(VerdictFirst, Action):
    """Says `utter_<intent>`."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_fixed_reply"

    def answer(self, reply: Reply) -> None:
        """Say what the domain holds for this intent, unless something fits better."""
        turn = reply.turn
        if turn.intent == OUT_OF_SCOPE and turn.other and not is_told(turn):
            tell_other(reply, turn.other, turn.platform)
        elif turn.intent == OUT_OF_SCOPE:
            tell_out_of_scope(reply)
        elif turn.intent == "help" and turn.text:
            tell_help(reply)
        elif turn.intent in _SMALL_TALK:
            reply.utter(f"utter_{turn.intent}", again=f"follow_up.{turn.intent}_again")
        else:
            reply.utter(f"utter_{turn.intent}")
