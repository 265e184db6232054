"""Talking to a person."""

from rasa_sdk import Action

from actions.answers.channels import channel_lines, in_use
from actions.conversation.reply import Reply
from actions.intents.verdict_first import VerdictFirst
from knowledge.model import OfficialChannel, Organisation
from knowledge.wording.naming import named

HELPLINE = "1700"
SPOKEN = frozenset({"phone", "email", "chat", "contact_form"})
MOST_WAYS = 4


class ActionContactHuman(VerdictFirst, Action):
    """Tells how to reach the government's helpline, and the organisation it was about."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_contact_human"

    def answer(self, reply: Reply) -> None:
        """Tell it from the register."""
        turn = reply.turn
        helpline = turn.context.library.registry.organisation(HELPLINE)
        about = next(iter(turn.named), turn.before)
        parts = []
        if helpline:
            parts.append(reply.text("contact.reach", **named(helpline)))
            parts += channel_lines(reply, _ways(reply, helpline))
        ways = _ways(reply, about) if about and about is not helpline else []
        if about and ways:
            parts.append(reply.text("contact.own", **named(about)))
            parts += channel_lines(reply, ways)
        if parts:
            reply.send(parts)
        else:
            reply.utter("utter_contact_human")


def _ways(reply: Reply, organisation: Organisation) -> list[OfficialChannel]:
    ways = [each for each in in_use(reply, organisation) if each.address.platform in SPOKEN]
    return sorted(ways, key=lambda each: each.address.platform != "phone")[:MOST_WAYS]
