"""Which channels are announced but not yet in use."""

from rasa_sdk import Action

from actions.answers.channels import tell_channels
from actions.answers.planned import tell_planned, tell_planned_of
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL, question_reader
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.subject import SubjectKind
from knowledge.model import Organisation
from knowledge.publishing.overview.selection import State

CHANNELS = "channels"
"""Key of a subject: its channels were told."""


class ActionListPlannedChannels(VerdictFirst, Action):
    """Lists what was announced, of one organisation or of all."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_list_planned_channels"

    def answer(self, reply: Reply) -> None:
        """List them, or say that the register holds none."""
        organisations = _organisations(reply.turn)
        told = _told_before(reply.turn)
        if told:
            subject = reply.turn.subject
            place = subject.platform or (SOCIAL if SOCIAL in subject.said else None)
            tell_channels(reply, told, reply.turn.platform or place)
        elif len(organisations) == 1:
            tell_planned_of(reply, organisations[0], reply.turn.platform)
        else:
            tell_planned(reply, reply.turn.platform)


def _told_before(turn: Turn) -> Organisation | None:
    """Give whose channels were told, where it asks if one of them is still in use."""
    reader = question_reader(turn.context.library.platforms)
    is_told = turn.subject.kind is SubjectKind.ORGANISATION and CHANNELS in turn.subject.said
    asks_still = reader.asks_if_still(turn.text)
    is_planned = reader.read(turn.text).state is State.PLANNED
    return turn.before if is_told and asks_still and not (turn.named or is_planned) else None


def _organisations(turn: Turn) -> tuple[Organisation, ...]:
    """Give whose plans are meant; where the message only describes somebody, only if sure."""
    if turn.named or turn.fields or (turn.before and turn.refers_back):
        return meant(turn).organisations
    library = turn.context.library
    if question_reader(library.platforms).asks_who(turn.text):
        return ()
    sure = library.search.sure_organisation(turn.text)
    found = library.registry.organisation(sure.id) if sure else None
    return (found,) if found else ()
