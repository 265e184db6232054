"""How to reach the organisation that the conversation is about, in one line."""

from actions.answers.channels import in_use, platform_name
from actions.conversation.reply import Reply
from actions.cues.talk import TalkWords
from knowledge.matching.imitation.brands import main_site
from knowledge.matching.subject import Subject
from knowledge.model import Organisation
from knowledge.wording.naming import named

PHONE = "phone"
MOST_ADDRESSES = 2


def tell_contact(reply: Reply, subject: Subject) -> None:
    """Tell the number and the site of whom the message names, or of the subject, or of before."""
    turn = reply.turn
    registry = turn.context.library.registry
    organisation = next(iter(turn.named), registry.organisation(subject.organisation or ""))
    organisation = organisation or turn.before
    if TalkWords.load().has("hours", turn.text):
        _tell_hours(reply, organisation)
    elif TalkWords.load().has("cost", turn.text) and not turn.named:
        is_free = organisation is not None and "gratis" in organisation.description.casefold()
        key = "free" if is_free else "cost"
        reply.send([reply.text(f"follow_up.contact.{key}", **named(organisation))])
    elif organisation is None:
        reply.send([reply.text("follow_up.contact.nobody")])
    elif (platform := _asked_platform(reply)) not in (None, PHONE, "website"):
        tell_real_on(reply, organisation, platform or PHONE)
    elif subject.times("ask_contact") and not turn.named:
        phone = reply.text("follow_up.contact.nobody")
        reply.send([phone] if not _numbers(reply, organisation) else [reach(reply, organisation)])
    else:
        reply.send([reach(reply, organisation)], [reply.channels_button(organisation)])


def _tell_hours(reply: Reply, organisation: Organisation | None) -> None:
    """Say that opening hours are not in the register, and where they are."""
    site = site_of(reply, organisation) if organisation else None
    if organisation and site:
        reply.send([reply.text("follow_up.contact.hours", **named(organisation), site=site)])
    else:
        reply.send([reply.text("follow_up.contact.hours_nobody")])


def _asked_platform(reply: Reply) -> str | None:
    turn = reply.turn
    return turn.platform or ("email" if TalkWords.load().has("mail", turn.text) else None)


def reach(reply: Reply, organisation: Organisation) -> str:
    """Give the phone number and the site that we know, in one sentence."""
    site, numbers = site_of(reply, organisation), _numbers(reply, organisation)
    names = named(organisation)
    if numbers:
        number = ", ".join(numbers[:MOST_ADDRESSES])
        return reply.text("follow_up.contact.phone", **names, number=number, site=site or "-")
    if site:
        return reply.text("follow_up.contact.no_phone", **names, site=site)
    return reply.text("follow_up.contact.nothing", **names)


def site_of(reply: Reply, organisation: Organisation) -> str | None:
    """Give the website in use that a citizen should type."""
    site = main_site(in_use(reply, organisation))
    return site.address.value if site else None


def tell_real_on(reply: Reply, organisation: Organisation, platform: str) -> None:
    """Tell the addresses in use of an organisation on one platform."""
    names, where = named(organisation), platform_name(reply, platform)
    found = [
        each.address.value
        for each in in_use(reply, organisation)
        if each.address.platform == platform
    ]
    if found:
        addresses = ", ".join(found[:MOST_ADDRESSES])
        reply.send([reply.text("follow_up.real.on", address=addresses, platform=where, **names)])
    else:
        reply.send([reply.text("follow_up.real.none_on", platform=where, **names)])


def _numbers(reply: Reply, organisation: Organisation) -> list[str]:
    found = [
        each.address.value for each in in_use(reply, organisation) if each.address.platform == PHONE
    ]
    return sorted(found, key=len)
