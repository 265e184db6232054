"""What the register holds as a whole: how many organisations are where, which, and since when."""

from rasa_sdk import Action

from actions.answers.channels import tell_channels
from actions.answers.channels_asked import tell_channels_asked, wanted_in
from actions.answers.overview import is_about_all, question_of, tell_overview
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.overview import Asks, Question, question_reader
from actions.cues.words import ConversationWords
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.search.portfolios import is_minister
from knowledge.matching.subject import SubjectKind
from knowledge.model import Organisation, OrganisationKind


class ActionAskOverview(VerdictFirst, Action):
    """Counts in the register what is asked after."""

    may_go_on = True

    def name(self) -> str:
        """Give the name in the domain."""
        return "action_ask_overview"

    def answer(self, reply: Reply) -> None:
        """Count, list or put in order; of one organisation its channels are told."""
        turn = reply.turn
        question = question_of(turn)
        whose = turn.named[0] if len(turn.named) == 1 else None
        is_of_one = whose is not None and whose.kind is not OrganisationKind.UMBRELLA
        reader = question_reader(turn.context.library.platforms)
        asks_where = question.asks in (Asks.CHANNELS, Asks.TOTALS) or reader.asks_media(turn.text)
        is_about_them = asks_where and not question.minister
        if whose and is_of_one and (is_about_them or _names_the_minister(whose, question)):
            tell_channels_asked(reply, whose, turn.platform)
        elif one := _asked_number(turn, question):
            tell_channels(reply, one, question.platforms[0])
        elif turn.before and _goes_on_about_one(turn):
            tell_channels_asked(reply, turn.before, turn.platform)
        else:
            tell_overview(reply, question)


def _goes_on_about_one(turn: Turn) -> bool:
    """Tell whether it asks on about the one whose channels were told, as in `which does he use`."""
    reader = question_reader(turn.context.library.platforms)
    wanted = wanted_in(turn, reader)
    is_about_one = turn.subject.kind is SubjectKind.ORGANISATION and not turn.named
    refers_back = ConversationWords.load().refers_back(wanted) or turn.speaks_of_minister(wanted)
    is_about_all = reader.is_about_all(wanted) or reader.speaks_of_services(wanted)
    return is_about_one and refers_back and not is_about_all


def _asked_number(turn: Turn, question: Question) -> Organisation | None:
    """Give the one service whose number or mailbox is asked for, in words that describe it."""
    platforms = turn.context.library.platforms
    kinds = [platforms.get(each).kind for each in question.platforms if each in platforms]
    if kinds not in (["phone"], ["email"]) or is_about_all(turn):
        return None
    found = meant(turn)
    return found.organisations[0] if len(found.organisations) == 1 else None


def _names_the_minister(whose: Organisation, question: Question) -> bool:
    """Tell whether one minister is named, and nobody who comes under them."""
    return is_minister(whose) and question.minister is None and not question.asks.is_ranking
