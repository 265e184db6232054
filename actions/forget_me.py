"""Forgetting a conversation."""

from rasa_sdk import Action

from actions.reply import Reply
from actions.verdict_first import VerdictFirst


class ActionForgetMe(VerdictFirst, Action):
    """Says what is deleted, and lets the conversation be deleted."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_forget_me"

    def answer(self, reply: Reply) -> None:
        """Say it in the citizen's language before that is forgotten too."""
        reply.utter("utter_forget_me")
        reply.forget()
