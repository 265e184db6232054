"""What the register holds as a whole: how many organisations are where, which, and since when."""

from rasa_sdk import Action

from actions.answers.channels import tell_channels
from actions.answers.overview import tell_overview
from actions.conversation.reply import Reply
from actions.cues.overview import Asks, question_reader
from actions.intents.verdict_first import VerdictFirst
from knowledge.model import OrganisationKind


class ActionAskOverview(VerdictFirst, Action):
    """Counts in the register what is asked after."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_ask_overview"

    def answer(self, reply: Reply) -> None:
        """Count, list or put in order; of one organisation its channels are told."""
        turn = reply.turn
        question = question_reader(turn.context.library.platforms).read(turn.text)
        whose = turn.named[0] if len(turn.named) == 1 else None
        is_of_one = whose is not None and whose.kind is not OrganisationKind.UMBRELLA
        if whose and is_of_one and question.asks in (Asks.CHANNELS, Asks.TOTALS):
            tell_channels(reply, whose, turn.platform)
        else:
            tell_overview(reply, question)
