"""What became of an organisation, and who does its work now."""

from actions.conversation.reply import Reply
from knowledge.model import Organisation, OrganisationStatus
from knowledge.wording.naming import named


def successor(reply: Reply, organisation: Organisation) -> Organisation | None:
    """Give the organisation that took over, where the register knows it."""
    registry = reply.turn.context.library.registry
    return registry.organisation(organisation.merged_into or "")


def what_became_of(reply: Reply, organisation: Organisation) -> list[str]:
    """Tell that an organisation is not what it was; nothing of one that is."""
    names = named(organisation)
    match organisation.status:
        case OrganisationStatus.MERGED:
            new = successor(reply, organisation)
            if new:
                return [reply.text("find.moved", **names, successor=new.display_name)]
            return [reply.text("find.gone", **names)]
        case OrganisationStatus.ABOLISHED:
            return [reply.text("find.gone", **names)]
        case OrganisationStatus.LEFT_OFFICE:
            return [reply.text("find.left", **names)]
        case OrganisationStatus.ACTIVE:
            return []
