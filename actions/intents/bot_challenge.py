"""Whether this is a person, and whether this is really us."""

from rasa_sdk import Action

from actions.answers.channels import channel_lines, in_use
from actions.conversation.reply import Reply
from actions.intents.verdict_first import VerdictFirst

OURSELVES = "kanaalcheck"  # id of our own entry in the register, as soon as there is one


class ActionBotChallenge(VerdictFirst, Action):
    """Answers from the register, as for any other."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_bot_challenge"

    def answer(self, reply: Reply) -> None:
        """Say what we are and which addresses are ours."""
        us = reply.turn.context.library.registry.organisation(OURSELVES)
        own = in_use(reply, us) if us else []
        lines = [reply.text("bot.who"), reply.text("bot.own" if own else "bot.own_none")]
        if us:
            lines += channel_lines(reply, own)
        reply.send(lines)
