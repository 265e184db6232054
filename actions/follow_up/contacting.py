"""How to reach the organisation that the conversation is about, in one line."""

from actions.answers.channels import in_use, platform_name, site_of, tell_channels_on
from actions.answers.other_bodies import addresses_of, body_of, site_of_body
from actions.conversation.judged_address import standing_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.languages import Languages
from actions.cues.talk import TalkWords
from actions.cues.words import parts_in
from knowledge.matching.subject import Subject
from knowledge.model import Organisation, OrganisationKind, OtherBody
from knowledge.wording.naming import named

PHONE, EMAIL = "phone", "email"
GENERAL = "1700"
"""The number of all services together, whose hours are known."""

MOST_ADDRESSES = 2


def tell_contact(reply: Reply, subject: Subject) -> None:
    """Tell the number and the site of whom the message names, or of the subject, or of before."""
    turn = reply.turn
    organisation = _organisation(turn, subject)
    body = body_of(turn, subject)
    words = TalkWords.load()
    if words.has("hours", turn.text):
        _tell_hours(reply, organisation or turn.before)
    elif words.has("cost", turn.text) and not turn.named:
        _tell_cost(reply, organisation or turn.before)
    elif organisation is None and body:
        tell_body(reply, body)
    else:
        _tell_contact_of(reply, subject, organisation or turn.before)


def tell_way_to(reply: Reply, organisation: Organisation) -> None:
    """Tell how to reach a service: its number and site, or its site where only that is asked."""
    site = site_of(reply, organisation) if asks_site(reply) else None
    if site:
        tell_site(reply, organisation, site)
    else:
        reply.send([reach(reply, organisation)], [reply.channels_button(organisation)])


def tell_language(reply: Reply, subject: Subject) -> None:
    """Own up to not knowing in which language somebody else helps, and how to reach them."""
    turn = reply.turn
    organisation = _organisation(turn, subject)
    body = body_of(turn, subject)
    whom = organisation or (None if body else turn.before)
    if whom and whom.kind is OrganisationKind.UMBRELLA:
        whom = None  # the number of all is named already
    reply.send([reply.text("follow_up.contact.language"), reach_beside(reply, whom, body)])


def _organisation(turn: Turn, subject: Subject) -> Organisation | None:
    """Give whom the message names, else whom the subject is about."""
    registry = turn.context.library.registry
    return next(iter(turn.named), registry.organisation(subject.organisation or ""))


def _tell_cost(reply: Reply, organisation: Organisation | None) -> None:
    is_free = organisation is not None and "gratis" in organisation.description.casefold()
    key = "free" if is_free else "cost"
    reply.send([reply.text(f"follow_up.contact.{key}", **named(organisation))])


def _tell_contact_of(reply: Reply, subject: Subject, organisation: Organisation | None) -> None:
    ways = TalkWords.load().ways_wanted(reply.turn.text)
    if organisation is None:
        reply.send([reply.text("follow_up.contact.nobody")])
    elif len(ways) > 1 and EMAIL in ways:
        tell_channels_on(reply, organisation, ways)
    elif (platform := _asked_platform(reply)) == EMAIL and organisation.display_name == GENERAL:
        reply.send([reply.text("follow_up.asked.in_writing.any")])
    elif platform not in (None, PHONE, "website"):
        tell_real_on(reply, organisation, platform or PHONE)
    elif asks_site(reply) and (site := site_of(reply, organisation)):
        tell_site(reply, organisation, site)
    elif subject.times("ask_contact") and not reply.turn.named:
        phone = reply.text("follow_up.contact.nobody")
        reply.send([phone] if not _numbers(reply, organisation) else [reach(reply, organisation)])
    else:
        reply.send([reach(reply, organisation)], [reply.channels_button(organisation)])


def _tell_hours(reply: Reply, organisation: Organisation | None) -> None:
    """Tell the hours of 1700; those of a service itself are not in the register."""
    site = site_of(reply, organisation) if organisation else None
    names_language = Languages.load().named(reply.turn.text) is not None
    language = reply.text("follow_up.contact.language") if names_language else ""
    if organisation and _answers_on_1700(reply, organisation):
        is_free_day = TalkWords.load().has("weekend", reply.turn.text)
        key = "hours_weekend" if is_free_day else "hours_1700"
        hours = reply.text(f"follow_up.contact.{key}")
    elif organisation and site:
        hours = reply.text("follow_up.contact.hours", **named(organisation), site=site)
    else:
        hours = reply.text("follow_up.contact.hours_nobody")
    reply.send([language, hours])


def _answers_on_1700(reply: Reply, organisation: Organisation) -> bool:
    """Tell whether somebody is reached on the number of all, whose hours are known."""
    is_all = organisation.kind is OrganisationKind.UMBRELLA
    return is_all or GENERAL in _numbers(reply, organisation)


def tell_body(reply: Reply, body: OtherBody) -> None:
    """Tell in one line where a body outside the Flemish government can be reached."""
    name = body.name(reply.turn.language)
    addresses = addresses_of(body)
    key = "body" if addresses else "body_unknown"
    reply.send([reply.text(f"follow_up.contact.{key}", body=name, addresses=addresses)])


def asks_site(reply: Reply) -> bool:
    """Tell whether a message asks for a site, and not for a number."""
    words, text = TalkWords.load(), reply.turn.text
    return words.has("site", text) and not words.has("phone", text)


def tell_site(reply: Reply, organisation: Organisation, site: str) -> None:
    """Tell the site of an organisation, to type by hand."""
    names = named(organisation)
    reply.send(
        [reply.text("follow_up.real.site", address=site, **names)],
        [reply.channels_button(organisation)],
    )


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
    if site and organisation.kind is OrganisationKind.UMBRELLA:
        return reply.text("follow_up.contact.umbrella", site=site)
    if site:
        return reply.text("follow_up.contact.no_phone", **names, site=site)
    return reply.text("follow_up.contact.nothing", **names)


def reach_beside(reply: Reply, organisation: Organisation | None, body: OtherBody | None) -> str:
    """Give the number or the site beside another answer; empty where neither is known."""
    if organisation is None:
        where = addresses_of(body) if body else ""
        name = body.name(reply.turn.language) if body else ""
        return reply.text("follow_up.contact.beside", body=name, addresses=where) if where else ""
    site = site_of(reply, organisation)
    if site is None or _numbers(reply, organisation):
        return reach(reply, organisation) if _numbers(reply, organisation) else ""
    if organisation.kind is OrganisationKind.UMBRELLA:
        return reply.text("follow_up.contact.umbrella", site=site)
    return reply.text("follow_up.real.site", address=site, **named(organisation))


def site_to_type(reply: Reply, subject: Subject) -> str | None:
    """Give the real site of whom a message or its subject is about; None where we know none."""
    turn = reply.turn
    organisation = _organisation(turn, subject)
    body = body_of(turn, subject)
    if body and (turn.other or organisation is None):
        return site_of_body(body)
    narrow = whose_matter(turn, organisation)
    return site_of(reply, narrow) if narrow else None


def whose_matter(turn: Turn, organisation: Organisation | None) -> Organisation | None:
    """Give the service that a question is for, where a message is about none or about all.

    As in `where is my real tax bill`, of a message that only names the government.
    """
    is_one = organisation is not None and organisation.kind is not OrganisationKind.UMBRELLA
    if is_one:
        return organisation
    library = turn.context.library
    texts = dict.fromkeys((turn.question, *parts_in(turn.question)))
    hits = filter(None, map(library.search.sure_organisation, texts))
    found = (library.registry.organisation(each.id) for each in hits)
    return next(filter(_is_narrow, found), None) or narrow_of_talk(turn) or organisation


def narrow_of_talk(turn: Turn) -> Organisation | None:
    """Give the one service that the talk is or was about; None where it was about all."""
    registry = turn.context.library.registry
    about = registry.organisation(turn.subject.organisation or "")
    told = registry.organisation(turn.facts.organisation or "")
    judged = (standing_of(turn, each) for each in reversed(turn.facts.judged))
    were = (each.organisation for each in judged if each)
    return next(filter(_is_narrow, (about, told, turn.before, *were)), None)


def _is_narrow(organisation: Organisation | None) -> bool:
    return organisation is not None and organisation.kind is not OrganisationKind.UMBRELLA


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


def number_of(reply: Reply, organisation: Organisation) -> str | None:
    """Give the one number that we know best."""
    return next(iter(_numbers(reply, organisation)), None)


def _numbers(reply: Reply, organisation: Organisation) -> list[str]:
    found = [
        each.address.value for each in in_use(reply, organisation) if each.address.platform == PHONE
    ]
    return sorted(found, key=len)
