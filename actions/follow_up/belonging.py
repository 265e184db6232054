"""Whether something else that a message names, such as an app, is of the same government."""

from collections.abc import Sequence
from dataclasses import replace

from actions.answers.channels import in_use, platform_name, site_of
from actions.answers.other_bodies import addresses_of
from actions.conversation.reply import Reply
from actions.cues.talk import TalkWords
from actions.follow_up.contacting import MOST_ADDRESSES, tell_real_on
from actions.follow_up.services import asked_about
from knowledge.matching.search.names import NameMatch
from knowledge.matching.subject import Subject
from knowledge.model import Organisation, OrganisationKind, OtherBody
from knowledge.wording.naming import named

APP = "app"
BELONGS = "belongs"
"""Key by which a subject remembers that it was told."""


def tell_if_theirs(reply: Reply) -> None:
    """Say whose it is: yes by the register, no by what is known of others, else not known."""
    turn = reply.turn
    subject = turn.subject.told(BELONGS)
    about = turn.context.library.registry.organisation(subject.organisation or "")
    whose = asked_about(turn)
    platform = turn.platform or (APP if TalkWords.load().wanted(turn.text) == APP else None)
    if turn.other:
        reply.leave(replace(subject, body=turn.other.names["nl"]))
        reply.send([_not_ours(reply, turn.other)])
        return
    reply.leave(subject)
    if platform and platform != "website" and (whose or about):
        _tell_on(reply, whose or about, platform)
    elif whose and whose.id == subject.organisation and _is_brand(reply, whose):
        reply.send([reply.text("follow_up.belongs.same", **named(whose))])
    elif whose and (whose.id != subject.organisation or not _is_owner(reply, whose)):
        reply.send([_ours(reply, whose, subject)])
    else:
        reply.miss([reply.text("follow_up.belongs.unknown")])


def is_about_body(subject: Subject) -> bool:
    """Tell whether the last thing told was whose something outside the government is."""
    return subject.body is not None and subject.said[-1:] == (BELONGS,)


def _tell_on(reply: Reply, whose: Organisation | None, platform: str) -> None:
    if whose is None:
        return
    found = [each for each in in_use(reply, whose) if each.address.platform == platform]
    site = site_of(reply, whose)
    if found:
        addresses = ", ".join(each.address.value for each in found[:MOST_ADDRESSES])
        where = platform_name(reply, platform)
        key = "follow_up.belongs.app_on" if platform == APP else "follow_up.belongs.on"
        reply.send([reply.text(key, platform=where, address=addresses, **named(whose))])
    elif platform == APP and site:
        reply.send([reply.text("follow_up.belongs.app", site=site, **named(whose))])
    else:
        tell_real_on(reply, whose, platform)


def _is_brand(reply: Reply, whose: Organisation) -> bool:
    """Tell whether a message calls an organisation by another name than its own."""
    text = reply.turn.text
    spoken = {text[each.start : each.end].casefold() for each in _names(reply)}
    own = {name.casefold() for name in (whose.name, whose.short_name) if name}
    return not spoken & own


def _is_owner(reply: Reply, whose: Organisation) -> bool:
    """Tell whether a message names a body as whose something else may be: "is that De Lijn's"."""
    text = reply.turn.text
    before = (text[: each.start] for each in _names(reply) if each.organisation == whose.id)
    return any(TalkWords.load().has("owner", " ".join(each.split()[-2:])) for each in before)


def _names(reply: Reply) -> Sequence[NameMatch]:
    return reply.turn.context.library.names.find(reply.turn.text)


def _ours(reply: Reply, whose: Organisation, subject: Subject) -> str:
    """Say that a body is in our list, with its site; of whom it is about nothing is asked for."""
    site = site_of(reply, whose)
    if whose.kind is OrganisationKind.COMPANY and site:
        return reply.text("follow_up.belongs.company", site=site, **named(whose))
    key = "itself" if whose.id == subject.organisation else "site"
    key = key if site else "listed"
    return reply.text(f"follow_up.belongs.{key}", site=site or "", **named(whose))


def _not_ours(reply: Reply, body: OtherBody) -> str:
    addresses = addresses_of(body)
    key = "body" if addresses else "body_unknown"
    name = body.name(reply.turn.language)
    return reply.text(f"follow_up.belongs.{key}", body=name, addresses=addresses)
