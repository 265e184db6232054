"""Talk about the last answer: every question is answered from the subject that it left."""

from rasa_sdk import Action

from actions.conversation.reply import Reply
from actions.follow_up.dispatch import tell
from actions.intents.verdict_first import VerdictFirst


class ActionFollowUp(VerdictFirst, Action):
    """Answers why, are you sure, may I, what now, who then, which ones, and their like."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_follow_up"

    def answer(self, reply: Reply) -> None:
        """Answer from what the conversation is about."""
        tell(reply, reply.turn.intent)
