"""An organisation as a citizen may know it: its names, what it does, how to reach it."""

from actions.answers.channels import WEBSITE, channel_lines, in_use
from actions.answers.succession import successor, what_became_of
from actions.conversation.reply import Reply, payload
from knowledge.matching.imitation.brands import main_site
from knowledge.matching.search.portfolios import is_minister
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import LANGUAGES, AliasKind, OfficialChannel, Organisation
from knowledge.wording.naming import named

MOST_NUMBERS = 2
SENDS_ONLY = frozenset({"noreply", "no-reply", "donotreply"})
"""Local parts of mailboxes that take no mail."""

DUTCH = LANGUAGES[0]


def tell_organisation(reply: Reply, organisation: Organisation, key: str) -> None:
    """Tell who an organisation is and how to reach it.

    Args:
        reply: Where to tell it.
        organisation: Whom it is about.
        key: Sentence that it begins with, such as `find.one`.
    """
    reply.about(organisation)
    reply.leave(Subject(SubjectKind.ORGANISATION, organisation=organisation.id, said=("who",)))
    parts = [reply.text(key, **named(organisation))]
    parts += _title(reply, organisation) or _names(reply, organisation)
    parts += what_became_of(reply, organisation)
    today = successor(reply, organisation) or organisation
    reachable = _reachable(reply, today)
    if reachable:
        parts += [reply.text("find.reach"), *channel_lines(reply, reachable)]
    buttons = [reply.channels_button(today)] if today.channels else []
    reply.send(parts, buttons)


def offer(reply: Reply, organisations: tuple[Organisation, ...], intent: str) -> None:
    """Ask which of two organisations is meant."""
    buttons = [(each.display_name, payload(intent, organisation=each.id)) for each in organisations]
    reply.ask([reply.text("find.two")], buttons, "organisation")


def _title(reply: Reply, organisation: Organisation) -> list[str]:
    """Give what a minister is in charge of, as the source says it; nothing of others."""
    if not is_minister(organisation):
        return []
    return [reply.text("find.title", title=organisation.description)]


def _names(reply: Reply, organisation: Organisation) -> list[str]:
    language = reply.turn.language
    if language == DUTCH:
        full = [reply.text("find.named", name=organisation.name)]
        has_short_name = organisation.short_name not in (None, organisation.name)
        return [*(full if has_short_name else ()), organisation.description]
    translated = next(
        (
            alias.name
            for alias in organisation.aliases
            if alias.kind is AliasKind.TRANSLATION and alias.language == language
        ),
        organisation.name,
    )
    is_news = translated != organisation.display_name
    return [reply.text("find.named", name=translated)] if is_news else []


def _reachable(reply: Reply, organisation: Organisation) -> list[OfficialChannel]:
    usable = in_use(reply, organisation)
    site = main_site([each for each in usable if each.address.platform == WEBSITE])
    spoken = [
        each
        for each in usable
        if each.address.platform in ("phone", "email") and not _sends_only(each)
    ]
    return [*([site] if site else []), *spoken[:MOST_NUMBERS]]


def _sends_only(channel: OfficialChannel) -> bool:
    return channel.address.handle in SENDS_ONLY
