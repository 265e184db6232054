"""A citizen who thinks that an answer is wrong."""

from rasa_sdk import Action

from actions.reply import Reply
from actions.verdict_first import VerdictFirst
from knowledge.matching.brands import main_site


class ActionDisputeAnswer(VerdictFirst, Action):
    """Says where the answer comes from and how it can be put right; changes nothing by itself."""

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_dispute_answer"

    def answer(self, reply: Reply) -> None:
        """Point to who can settle it."""
        lines = [reply.text("dispute.text")]
        organisation = reply.turn.before
        site = main_site(organisation.channels) if organisation else None
        if organisation and site:
            name = organisation.display_name
            lines.append(reply.text("dispute.site", organisation=name, address=site.address.value))
        reply.send(lines, [reply.button("contact", "contact_human")])
