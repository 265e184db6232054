"""Where an answer comes from, and who can put it right."""

from actions.answers.channels import in_use
from actions.conversation.reply import Reply
from knowledge.matching.imitation.brands import main_site
from knowledge.wording.naming import named


def tell_who_settles(reply: Reply) -> None:
    """Point to who can settle whether an answer is wrong."""
    lines = [reply.text("dispute.text")]
    organisation = reply.turn.before
    site = main_site(in_use(reply, organisation)) if organisation else None
    if organisation and site:
        names = named(organisation)
        lines.append(reply.text("dispute.site", **names, address=site.address.value))
    reply.send(lines, [reply.button("contact", "contact_human")])
