"""Talk about an organisation and its channels."""

from actions.answers.channels import in_use, tell_channels
from actions.answers.neutral import tell_neutral
from actions.conversation.reply import Reply
from actions.follow_up.contacting import site_of, tell_contact
from actions.follow_up.permitting import tell_may
from actions.follow_up.varying import vary_organisation
from knowledge.matching.subject import Subject
from knowledge.model import Organisation
from knowledge.wording.naming import named


def _organisation(reply: Reply, subject: Subject) -> Organisation | None:
    registry = reply.turn.context.library.registry
    return next(iter(reply.turn.named), registry.organisation(subject.organisation or ""))


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from; why it is not on a platform, nobody knows."""
    if reply.turn.platform:
        reply.send([reply.text("follow_up.why.not_known")])
        which(reply, subject)
        return
    key = "enough" if subject.times("ask_why") else "organisation"
    reply.send([reply.text(f"follow_up.why.{key}")])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell how sure it is."""
    key = "why.enough" if subject.times("ask_if_sure") else "sure.organisation"
    reply.send([reply.text(f"follow_up.{key}")])


def permission(reply: Reply, _subject: Subject) -> None:
    """Say yes or no to one act."""
    tell_may(reply, "known")


def next_step(reply: Reply, _subject: Subject) -> None:
    """Tell who helps on when the organisation does not."""
    reply.send([reply.text("follow_up.next.organisation")])


def how_many(reply: Reply, subject: Subject) -> None:
    """Count the channels in use."""
    organisation = _organisation(reply, subject)
    if organisation is None:
        tell_neutral(reply, subject)
        return
    platform = reply.turn.platform or subject.platform
    count = sum(platform in (None, each.address.platform) for each in in_use(reply, organisation))
    reply.send([reply.text("follow_up.how_many.channels", **named(organisation), count=str(count))])


def which(reply: Reply, subject: Subject) -> None:
    """Tell the channels of whoever is named now, or of the subject."""
    organisation = _organisation(reply, subject)
    if organisation is None:
        tell_neutral(reply, subject)
    else:
        tell_channels(reply, organisation, reply.turn.platform)


def simpler(reply: Reply, subject: Subject) -> None:
    """Give the one address that matters."""
    organisation = _organisation(reply, subject)
    site = site_of(reply, organisation) if organisation else None
    if organisation is None or site is None:
        tell_neutral(reply, subject)
    else:
        reply.send([reply.text("follow_up.simpler.organisation", **named(organisation), site=site)])


def share(reply: Reply, _subject: Subject) -> None:
    """Say that the answer may be passed on."""
    reply.send([reply.text("follow_up.share.other")])


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "ask_real_one": tell_contact,
    "ask_contact": tell_contact,
    "ask_which": which,
    "ask_how_many": how_many,
    "ask_variation": vary_organisation,
    "ask_simpler": simpler,
    "share": share,
}
