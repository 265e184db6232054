"""Which channels are announced but not yet in use."""

from rasa_sdk import Action

from actions.answers.channels import MOST_LISTED, on_platform, platform_name, state
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import Asks, Question, question_reader
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import defanged
from knowledge.model import ChannelStatus, OfficialChannel, Organisation
from knowledge.publishing.overview.selection import State
from knowledge.wording.naming import named

Planned = tuple[Organisation, OfficialChannel]


class ActionListPlannedChannels(VerdictFirst, Action):
    """Lists what was announced, of one organisation or of all."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_list_planned_channels"

    def answer(self, reply: Reply) -> None:
        """List them, or say that the register holds none."""
        organisations = () if _is_about_all(reply.turn) else meant(reply.turn).organisations
        if len(organisations) == 1:
            self._of(reply, organisations[0])
        else:
            everyone = reply.turn.context.library.registry.register.organisations.values()
            platform = reply.turn.platform
            planned = [each for one in everyone for each in _planned(one, platform)]
            places = (platform,) if platform else ()
            question = Question(Asks.CHANNELS, platforms=places, state=State.PLANNED)
            reply.leave(Subject(SubjectKind.LIST, question=question.as_json(), said=("list",)))
            reply.send(_told(reply, planned) if planned else [_none(reply, platform)])

    @staticmethod
    def _of(reply: Reply, organisation: Organisation) -> None:
        platform = reply.turn.platform
        reply.about(organisation, platform)
        reply.leave(
            Subject(
                SubjectKind.ORGANISATION,
                platform=platform,
                organisation=organisation.id,
                said=("planned",),
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


def _is_about_all(turn: Turn) -> bool:
    """Tell whether it asks which bodies: then none is guessed from the words."""
    if turn.named or turn.fields or turn.refers_back:
        return False
    return question_reader(turn.context.library.platforms).asks_who(turn.text)


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
