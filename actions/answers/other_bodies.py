"""A body outside the Flemish government, told to who asks for it by name."""

from actions.answers.channels import platform_name
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from knowledge.matching.subject import Subject
from knowledge.model import OtherBody, OtherChannel, OtherMatch
from knowledge.register.registry import EMAIL, WEBSITE

MOST_SHOWN = 3
_SPOKEN = ("phone", EMAIL)


def tell_other(
    reply: Reply, body: OtherBody, platform: str | None = None, *, in_doubt: bool = False
) -> None:
    """Tell that a body is not the Flemish government's, and where it can be found.

    Args:
        reply: Where to tell it.
        body: Whom the message names.
        platform: Where it was asked for, if anywhere.
        in_doubt: Somebody doubts a message: what the body says of fakes and what to do follow.
    """
    name = body.name(reply.turn.language)
    parts = [reply.text("other.is", body=name)]
    shown = _shown(body, platform)
    if shown:
        parts += [reply.text("other.reach"), *(_line(reply, each) for each in shown)]
    elif platform:
        where = platform_name(reply, platform)
        parts.append(reply.text("other.none_on", body=name, platform=where))
    reply.send([*parts, *(what_to_do(reply, body) if in_doubt else ())])


def body_of(turn: Turn, subject: Subject) -> OtherBody | None:
    """Give the body outside the government that a message names, else that of a subject."""
    if turn.other or subject.body is None:
        return turn.other
    others = turn.context.library.registry.register.others
    kept = (each for each in others if each.names["nl"] == subject.body)
    return next(kept, None)


def addresses_of(body: OtherBody) -> str:
    """Give where a citizen can reach a body, in one line; may be empty."""
    shown = [each.address for each in _shown(body, None)]
    by_hand = [each.value for each in shown if each.platform != EMAIL]
    return ", ".join(by_hand or (each.value for each in shown))


def site_of_body(body: OtherBody) -> str | None:
    """Give the website that a citizen should type; None where we know none."""
    sites = (each.address.value for each in _shown(body, WEBSITE))
    return next(sites, None)


def what_to_do(reply: Reply, body: OtherBody) -> list[str]:
    """Give what a body itself says about fakes, and what to do with one."""
    language = reply.turn.language
    step = reply.turn.context.library.registry.register.next_steps.get(body.kind)
    texts = (body.says and body.says.text, step and step.text)
    return [text[language] for text in texts if text]


def _shown(body: OtherBody, platform: str | None) -> list[OtherChannel]:
    """Give what a citizen can go to: on one platform, or the site with a number and a mailbox."""
    known = [each for each in body.channels if _can_be_reached(each, body)]
    if platform and platform != WEBSITE:
        return [each for each in known if each.address.platform == platform][:MOST_SHOWN]
    sites = [each for each in known if each.address.platform == WEBSITE]
    nearest = sorted(sites, key=lambda each: _distance(each, body))
    if platform:
        return nearest[:MOST_SHOWN]
    return [
        *nearest[:1],
        *(each for each in known if each.address.platform in _SPOKEN),
    ][:MOST_SHOWN]


def _can_be_reached(channel: OtherChannel, body: OtherBody) -> bool:
    address = channel.address
    is_mail_domain = address.platform == EMAIL and not address.handle
    return not is_mail_domain and address not in body.report_to


def _distance(channel: OtherChannel, body: OtherBody) -> tuple[bool, bool, int]:
    """Put the site of a whole domain first, then the one that its mail comes from."""
    host = channel.address.host or ""
    mail_hosts = {each.address.host for each in body.channels if each.address.platform == EMAIL}
    is_whole = channel.match is OtherMatch.HOST_AND_SUBDOMAINS
    return not is_whole, host not in mail_hosts, host.count(".")


def _line(reply: Reply, channel: OtherChannel) -> str:
    where = platform_name(reply, channel.address.platform)
    return reply.text("other.line", platform=where, address=channel.address.value)
