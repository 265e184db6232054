"""An organisation's official channels as a citizen reads them: with status, date and order."""

from collections.abc import Sequence
from datetime import date

from actions.answers.succession import successor, what_became_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from knowledge.matching.imitation.brands import main_site
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import defanged
from knowledge.model import (
    OfficialChannel,
    Organisation,
    OrganisationKind,
    Texts,
    Verdict,
)
from knowledge.publishing.overview.selection import State
from knowledge.wording.naming import Naming, named

MOST_LISTED = 15
YEAR = 4  # digits, with which a date of any precision begins
WEBSITE = "website"
_GOT = (SubjectKind.TOLD, SubjectKind.INCIDENT)
"""Kinds of subject of somebody who got something."""

_PAST = (Verdict.RETIRED, Verdict.COMPROMISED)
_ORDER = ("web", "phone", "email", "social", "app", "sms", "iban", "other")


def tell_channels(
    reply: Reply,
    organisation: Organisation,
    platform: str | None = None,
    beside: str | None = None,
) -> None:
    """Tell what the register holds of an organisation.

    Args:
        reply: Where to tell it.
        organisation: Whose channels.
        platform: One platform, or `SOCIAL`; None for all.
        beside: A platform of those that is asked about by name too.
    """
    reply.about(organisation, None if platform == SOCIAL else platform)
    is_kind = platform == SOCIAL
    reply.leave(
        Subject(
            SubjectKind.ORGANISATION,
            platform=None if is_kind else platform,
            organisation=organisation.id,
            said=("channels", SOCIAL) if is_kind else ("channels",),
        )
    )
    chosen = [each for each in organisation.channels if _is_on(reply, each, platform)]
    names = named(organisation)
    site = site_of(reply, organisation) if platform == WEBSITE else None
    if site and not ChannelWords.load().has("several", reply.turn.text):
        told = reply.text("follow_up.real.site", address=site, **names)
        reply.send([told], _next_steps(reply, organisation))
        return
    new = successor(reply, organisation)
    if not chosen:
        parts = [*what_became_of(reply, organisation), *_nothing(reply, organisation, platform)]
        reply.send(parts, _next_steps(reply, new or organisation))
        return
    title = (
        reply.text("channels.title_on", **names, on_platform=_where(reply, platform))
        if platform
        else reply.text("channels.title", **names)
    )
    lacks = [beside] if beside and not any(_is_on(reply, each, beside) for each in chosen) else []
    lines = [*_split(reply, chosen), *_none_on(reply, organisation, lacks)]
    is_known_gone = any(_standing(reply, each) in _PAST for each in chosen)
    if platform and not is_known_gone and _asks_if_stopped(reply):
        lines.append(reply.text("channels.not_left"))
    if platform and not is_known_gone and _asks_if_still(reply):
        lines.append(reply.text("channels.not_sure_still"))
    lines += _if_allowed(reply)
    parts = [*what_became_of(reply, organisation), title, *lines]
    if organisation.kind is OrganisationKind.MINISTER:
        parts.append(reply.text("channels.minister"))
    parts.append(reply.text("channels.paste"))
    reply.send(parts, _next_steps(reply, new or organisation) if platform or new else ())


def tell_channels_on(reply: Reply, organisation: Organisation, platforms: Sequence[str]) -> None:
    """Tell the addresses of an organisation on several platforms, and where none is known."""
    reply.about(organisation)
    before = reply.turn.subject
    is_of_it = before.is_verdict and before.organisation == organisation.id
    of_them = Subject(
        SubjectKind.ORGANISATION,
        organisation=organisation.id,
        question=Question(Asks.ORGANISATIONS, platforms=tuple(platforms)).as_json(),
        said=("channels",),
    )
    reply.leave(before if is_of_it else of_them)
    names = named(organisation)
    chosen = [each for each in organisation.channels if each.address.platform in platforms]
    if not ChannelWords.load().has("several", reply.turn.text):
        chosen = _with_one_site(reply, chosen)
    there = {each.address.platform for each in chosen}
    missing = _none_on(reply, organisation, [each for each in platforms if each not in there])
    title = reply.text("channels.title", **names) if chosen else ""
    lines = [title, *_split(reply, chosen), *missing, *_who_knows(reply, organisation, missing)]
    reply.send(lines, _next_steps(reply, organisation))


def _with_one_site(reply: Reply, channels: Sequence[OfficialChannel]) -> list[OfficialChannel]:
    """Give the channels with only the main one of the websites in use."""
    trusted = [each for each in channels if _standing(reply, each).is_trusted]
    site = main_site(trusted)
    return [each for each in channels if each.address.platform != WEBSITE or each is site]


def platform_name(reply: Reply, platform: str) -> str:
    """Give the name of a platform in the citizen's language."""
    names = reply.turn.context.library.platforms.get(platform).name
    return names[reply.turn.language]


def on_platform(reply: Reply, platform: str) -> Texts:
    """Give the words for something on a platform: "op X", "per telefoon"."""
    return Naming.load().on_platform(reply.turn.context.library.platforms.get(platform))


def channel_lines(reply: Reply, channels: Sequence[OfficialChannel]) -> list[str]:
    """Give a line for each channel, at most `MOST_LISTED`, then how many more there are.

    That nobody checked them is said once below, where it holds for all.
    """
    site = main_site(channels)
    ordered = sorted(channels, key=lambda each: _rank(reply, each, is_first=each is site))
    is_unchecked = all(_is_unchecked(reply, each) for each in ordered)
    line = _line_unchecked if is_unchecked else _line
    lines = [line(reply, each) for each in ordered[:MOST_LISTED]]
    if len(ordered) > MOST_LISTED:
        lines.append(reply.text("channels.more", count=str(len(ordered) - MOST_LISTED)))
    return [*lines, reply.text("channels.unchecked")] if lines and is_unchecked else lines


def in_use(reply: Reply, organisation: Organisation) -> list[OfficialChannel]:
    """Give the channels that may be used today."""
    return [each for each in organisation.channels if _standing(reply, each).is_trusted]


def site_of(reply: Reply, organisation: Organisation) -> str | None:
    """Give the website in use that a citizen should type."""
    site = main_site(in_use(reply, organisation))
    return site.address.value if site else None


def state(reply: Reply, channel: OfficialChannel) -> str:
    """Tell in a few words whether a channel can be relied on, with its date."""
    match _standing(reply, channel):
        case Verdict.PLANNED:
            return _dated(reply, "state.planned", _iso(channel.since))
        case Verdict.RETIRED:
            return _dated(reply, "state.retired", _iso(channel.retired_on))
        case Verdict.COMPROMISED:
            return reply.text("state.compromised")
        case standing:
            return _confirmation(reply, channel, standing)


def _standing(reply: Reply, channel: OfficialChannel) -> Verdict:
    context = reply.turn.context
    return context.library.registry.standing(channel, context.today())


def _confirmation(reply: Reply, channel: OfficialChannel, standing: Verdict) -> str:
    verified = channel.verified
    if verified is None:
        source = next(iter(channel.sources), None)
        return _dated(reply, "state.unconfirmed", source.date if source else None)
    key = "state.official" if standing is Verdict.OFFICIAL else "state.confirmed_long_ago"
    return reply.text(key, day=reply.day(verified.date.isoformat()))


def _is_unchecked(reply: Reply, channel: OfficialChannel) -> bool:
    standing = _standing(reply, channel)
    return standing.is_trusted and channel.verified is None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _dated(reply: Reply, key: str, iso: str | None) -> str:
    return reply.text(f"{key}_dated", day=reply.day(iso)) if iso else reply.text(key)


def _is_on(reply: Reply, channel: OfficialChannel, platform: str | None) -> bool:
    return _is_at(reply, channel.address.platform, platform)


def _is_at(reply: Reply, place: str, platform: str | None) -> bool:
    kind = reply.turn.context.library.platforms.get(place).kind
    return platform in (None, place) or platform == kind == SOCIAL


def _where(reply: Reply, platform: str) -> str:
    if platform == SOCIAL:
        return reply.text("overview.on_social")
    return on_platform(reply, platform)[reply.turn.language]


def _split(reply: Reply, channels: Sequence[OfficialChannel]) -> list[str]:
    past = [each for each in channels if _standing(reply, each) in _PAST]
    current = [each for each in channels if each not in past]
    lines = channel_lines(reply, current)
    if past:
        lines += [reply.text("channels.past"), *channel_lines(reply, past)]
    return lines


def _nothing(reply: Reply, organisation: Organisation, platform: str | None) -> list[str]:
    """Say that we have none, to who got something too that it is no proof, else who knows."""
    names = named(organisation)
    candidates = [
        each
        for each in reply.turn.context.library.registry.register.candidates
        if each.organisation == organisation.id and _is_at(reply, each.address.platform, platform)
    ]
    parts = [
        reply.text("channels.none_on", **names, on_platform=_where(reply, platform))
        if platform
        else reply.text("channels.none", **names)
    ]
    if _asks_since_when(reply):
        parts.append(reply.text("channels.none_since"))
    elif _asks_if_stopped(reply):
        parts.append(reply.text("channels.none_left"))
    elif ChannelWords.load().has("ever", reply.turn.text):
        parts.append(reply.text("channels.none_ever"))
    parts += elsewhere(reply, organisation, platform)
    if reply.turn.facts.page:
        parts.append(reply.text("channels.none_page", page=reply.turn.facts.page))
    elif _is_suspicious(reply.turn):
        parts.append(reply.text("channels.none_doubt"))
    else:
        parts += _who_knows(reply, organisation, parts)
    if candidates:
        parts.append(reply.text("channels.candidate", **names))
    return [*parts, *_if_allowed(reply)]


def _if_allowed(reply: Reply) -> list[str]:
    """Say that we know no rule of where they may be, to who asks that beside."""
    asks = ChannelWords.load().has("allowed", reply.turn.text)
    return [reply.text("follow_up.our_list.if_allowed")] if asks else []


def elsewhere(reply: Reply, organisation: Organisation, platform: str | None) -> list[str]:
    """Say on which other social media our list has it, with of when the source is."""
    is_of_message = _is_suspicious(reply.turn) or reply.turn.facts.page
    if is_of_message or platform in (None, SOCIAL) or not _is_at(reply, platform, SOCIAL):
        return []
    others = [each for each in in_use(reply, organisation) if _is_on(reply, each, SOCIAL)]
    found = dict.fromkeys(_place(reply, each) for each in others)
    return [reply.text("channels.none_but", places=", ".join(found))] if found else []


def _place(reply: Reply, channel: OfficialChannel) -> str:
    """Name the platform of a channel, with the year of its source."""
    name, day = platform_name(reply, channel.address.platform), _day_of_source(channel)
    return f"{name} ({day[:YEAR]})" if day else name


def _day_of_source(channel: OfficialChannel) -> str | None:
    return next((each.date for each in channel.sources if each.date), None)


def _none_on(reply: Reply, organisation: Organisation, platforms: Sequence[str]) -> list[str]:
    where = ", ".join(platform_name(reply, each) for each in platforms)
    names = named(organisation)
    return [reply.text("follow_up.real.none_on", platform=where, **names)] if platforms else []


def _who_knows(reply: Reply, organisation: Organisation, missing: Sequence[str]) -> list[str]:
    """Give who knows of what our list lacks: the site of the organisation, else itself."""
    if not missing:
        return []
    site = main_site(in_use(reply, organisation))
    is_checked = site is not None and site.verified is not None
    is_politician = organisation.kind is OrganisationKind.MINISTER
    if site is None or (is_politician and not is_checked):
        return [reply.text("channels.ask_them")]
    key = "site_tells" if is_checked else "site_listed"
    return [reply.text(f"channels.{key}", site=site.address.value)]


def _is_suspicious(turn: Turn) -> bool:
    """Tell whether somebody got something, and does not only ask a fact."""
    is_of_message = turn.subject.is_verdict or turn.subject.kind in _GOT
    return is_of_message or turn.tells_of_contact or turn.intent == "check_channel"


def _asks_since_when(reply: Reply) -> bool:
    """Tell whether a message asks since when somebody is there, or no longer."""
    reader = question_reader(reply.turn.context.library.platforms)
    return reader.read(reply.turn.text).asks is Asks.GROWTH


def _asks_if_stopped(reply: Reply) -> bool:
    """Tell whether a message asks if somebody left, as in `did it leave X`."""
    reader = question_reader(reply.turn.context.library.platforms)
    return reader.read(reply.turn.text).state is State.RETIRED


def _asks_if_still(reply: Reply) -> bool:
    """Tell whether a message asks if somebody is still there, as in `is it still on X`."""
    return question_reader(reply.turn.context.library.platforms).asks_if_still(reply.turn.text)


def _next_steps(reply: Reply, organisation: Organisation) -> list[tuple[str, str]]:
    return [reply.channels_button(organisation)] if organisation.channels else []


def _line(reply: Reply, channel: OfficialChannel) -> str:
    trusted = _standing(reply, channel).is_trusted
    address = channel.address.value if trusted else defanged(channel.address.value)
    return reply.text(
        "channels.line",
        platform=platform_name(reply, channel.address.platform),
        address=address,
        state=state(reply, channel),
    )


def _line_unchecked(reply: Reply, channel: OfficialChannel) -> str:
    """Tell where a channel is, and of when its source is."""
    place, address = platform_name(reply, channel.address.platform), channel.address.value
    day = _day_of_source(channel)
    if not day:
        return reply.text("channels.line_bare", platform=place, address=address)
    of_when = reply.text("state.source", day=reply.day(day))
    return reply.text("channels.line", platform=place, address=address, state=of_when)


def _rank(
    reply: Reply, channel: OfficialChannel, *, is_first: bool
) -> tuple[int, bool, bool, str, int]:
    """Order by kind; of one platform the shortest address, such as 1700, comes first."""
    platform = reply.turn.context.library.platforms.get(channel.address.platform)
    place, length = _ORDER.index(platform.kind), len(channel.address.value)
    return place, not is_first, platform.key != WEBSITE, platform.key, length
