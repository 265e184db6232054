"""Which channels are announced but not yet in use."""

from rasa_sdk import Action

from actions.answers.planned import tell_planned, tell_planned_of
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import question_reader
from actions.intents.verdict_first import VerdictFirst
from knowledge.model import Organisation


class ActionListPlannedChannels(VerdictFirst, Action):
    """Lists what was announced, of one organisation or of all."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_list_planned_channels"

    def answer(self, reply: Reply) -> None:
        """List them, or say that the register holds none."""
        organisations = _organisations(reply.turn)
        if len(organisations) == 1:
            tell_planned_of(reply, organisations[0], reply.turn.platform)
        else:
            tell_planned(reply, reply.turn.platform)


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
