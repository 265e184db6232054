"""Which official channels an organisation has."""

from rasa_sdk import Action

from actions.answers.channels import tell_channels
from actions.answers.organisation import offer
from actions.answers.other_bodies import tell_other
from actions.answers.overview import is_about_all, tell_overview
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL, question_reader
from actions.intents.verdict_first import VerdictFirst

MOST_TOLD = 3  # organisations named in one message


class ActionListChannels(VerdictFirst, Action):
    """Lists the channels of whoever is meant, on one platform if the message names one."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_list_channels"

    def answer(self, reply: Reply) -> None:
        """List them, or ask whose."""
        turn = reply.turn
        if is_about_all(turn):  # "wie heeft geen Facebook?" sounds like a question about one
            tell_overview(reply)
            return
        if turn.other:
            tell_other(reply, turn.other, turn.platform)
            return
        found = meant(turn)
        if not found.organisations:
            reply.remember(platform=turn.platform)
            reply.ask([reply.text("channels.which")], (), "organisation")
        elif found.is_doubtful:
            reply.remember(platform=turn.platform)
            offer(reply, found.organisations, "list_channels")
        for organisation in () if found.is_doubtful else found.organisations[:MOST_TOLD]:
            tell_channels(reply, organisation, turn.platform or _social(turn))


def _social(turn: Turn) -> str | None:
    """Tell whether it asks after social media alone."""
    asked = question_reader(turn.context.library.platforms).read(turn.text)
    return SOCIAL if asked.platforms == (SOCIAL,) else None
