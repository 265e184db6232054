"""Whether an account, link, mailbox or number is really the government's."""

from rasa_sdk import Action

from actions.listing import tell_channels
from actions.reply import Reply
from actions.verdict_first import VerdictFirst, tell_verdict


class ActionCheckChannel(VerdictFirst, Action):
    """Asks for the address when the message holds none, or shows the real channels beside it."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_check_channel"

    def answer(self, reply: Reply) -> None:
        """Help to check something that was not pasted."""
        turn = reply.turn
        if turn.named:
            tell_channels(reply, turn.named[0], turn.platform)
        elif turn.memory.mention and turn.text and turn.is_short:
            tell_verdict(reply, turn.context.library.checker.check(turn.memory.mention))
        else:
            reply.utter("utter_check_channel")
