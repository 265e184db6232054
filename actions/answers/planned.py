"""Which channels are announced but not yet in use, of one organisation or of all."""

from actions.answers.channels import MOST_LISTED, on_platform, platform_name, state
from actions.conversation.reply import Reply
from actions.cues.overview import Asks, Question
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import defanged
from knowledge.model import ChannelStatus, OfficialChannel, Organisation
from knowledge.publishing.overview.selection import State
from knowledge.wording.naming import named

PLANNED = "planned"
"""Key of a subject whose answer told what is planned."""

Planned = tuple[Organisation, OfficialChannel]


def tell_planned(reply: Reply, platform: str | None) -> None:
    """Tell what was announced, whoever it is of, or that the register holds none."""
    everyone = reply.turn.context.library.registry.register.organisations.values()
    planned = [each for one in everyone for each in _planned(one, platform)]
    places = (platform,) if platform else ()
    question = Question(Asks.CHANNELS, platforms=places, state=State.PLANNED)
    reply.leave(Subject(SubjectKind.LIST, question=question.as_json(), said=("list",)))
    reply.send(_told(reply, planned) if planned else [_none(reply, platform)])


def tell_planned_of(reply: Reply, organisation: Organisation, platform: str | None) -> None:
    """Tell what one organisation announced, or that we know of nothing."""
    reply.about(organisation, platform)
    reply.leave(
        Subject(
            SubjectKind.ORGANISATION,
            platform=platform,
            organisation=organisation.id,
            said=(PLANNED,),
        )
    )
    planned = _planned(organisation, platform)
    names = named(organisation)
    if planned:
        parts = _told(reply, planned)
    elif platform:
        where = on_platform(reply, platform)
        parts = [reply.text("planned.none_of_on", **names, on_platform=where)]
    else:
        parts = [reply.text("planned.none_of", **names)]
    reply.send(parts, [reply.channels_button(organisation)] if organisation.channels else ())


def _none(reply: Reply, platform: str | None) -> str:
    where = f" {on_platform(reply, platform)[reply.turn.language]}" if platform else ""
    return reply.text("planned.none", on=where)


def _planned(organisation: Organisation, platform: str | None) -> list[Planned]:
    return [
        (organisation, channel)
        for channel in organisation.channels
        if channel.status is ChannelStatus.PLANNED
        and (platform is None or channel.address.platform == platform)
    ]


def _told(reply: Reply, planned: list[Planned]) -> list[str]:
    lines = [
        reply.text(
            "planned.line",
            organisation=organisation.display_name,
            platform=platform_name(reply, channel.address.platform),
            address=defanged(channel.address.value),
            state=state(reply, channel),
        )
        for organisation, channel in planned[:MOST_LISTED]
    ]
    return [reply.text("planned.title"), *lines]
