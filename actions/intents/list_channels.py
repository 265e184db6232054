"""Which official channels an organisation has."""

from collections.abc import Sequence

from rasa_sdk import Action

from actions.answers.channels import site_of
from actions.answers.channels_asked import tell_channels_asked
from actions.answers.organisation import offer, tell_organisation
from actions.answers.other_bodies import tell_other
from actions.answers.overview import is_about_all, tell_overview
from actions.conversation.organisation_meant import meant
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.overview import SOCIAL, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.follow_up.contacting import tell_contact
from actions.incidents.told import tell_told
from actions.intents.verdict_first import VerdictFirst
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import Organisation, OrganisationKind
from knowledge.wording.naming import named

MOST_OF_NAMES = 5  # words of a message that holds little more than names
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
        if turn.news.asked:  # somebody in whose name something is wanted
            tell_told(reply)
            return
        if is_about_all(turn):  # "wie heeft geen Facebook?" sounds like a question about one
            tell_overview(reply)
            return
        if turn.other:
            tell_other(reply, turn.other, turn.platform)
            if not _names_others_too(turn):
                return
        found = meant(turn)
        if not found.organisations:
            reply.remember(platform=turn.platform)
            reply.ask([reply.text("channels.which")], (), "organisation")
        elif found.is_doubtful:
            reply.remember(platform=turn.platform)
            offer(reply, found.organisations, "list_channels")
        only = found.organisations[0] if len(found.organisations) == 1 else None
        if only and _tells_of_one(reply, only):
            return
        if not found.is_doubtful:
            _tell_each(reply, found.organisations[:MOST_TOLD])
        if only and _asks_more(turn) and (site := site_of(reply, only)):
            reply.send([reply.text("follow_up.real.site", address=site, **named(only))])


def _tell_each(reply: Reply, organisations: Sequence[Organisation]) -> None:
    """Tell the channels of each; of several who each is, where no channels are asked."""
    turn = reply.turn
    is_of_channels = len(organisations) == 1 or _asks_for_channels(turn)
    for each in organisations:
        if is_of_channels:
            tell_channels_asked(reply, each, turn.platform or _social(turn))
        else:
            tell_organisation(reply, each, "find.this")


def _tells_of_one(reply: Reply, only: Organisation) -> bool:
    """Tell what one organisation is, or how to call or mail it, if that is asked; whether."""
    if _asks_what_it_is(reply.turn):
        tell_organisation(reply, only, "find.this")
        return True
    if not _asks_to_reach(reply.turn):
        return False
    reply.about(only)
    about = Subject(SubjectKind.ORGANISATION, organisation=only.id, said=("channels",))
    reply.leave(about)
    tell_contact(reply, about)
    return True


def _asks_what_it_is(turn: Turn) -> bool:
    """Tell whether it asks what a named organisation is, and not for its channels."""
    reader = question_reader(turn.context.library.platforms)
    is_of_channels = turn.platform or reader.asks_channels(turn.text) or _social(turn)
    return PolicyWords.load().has("what_is_named", turn.text) and not is_of_channels


def _asks_for_channels(turn: Turn) -> bool:
    """Tell whether it asks for channels, and does not only name those whom it is about."""
    reader = question_reader(turn.context.library.platforms)
    is_of_channels = (
        turn.platform or _social(turn) or ChannelWords.load().has("accounts", turn.text)
    )
    names_way = reader.asks_channels(turn.text) or TalkWords.load().ways_wanted(turn.text)
    is_bare = len(turn.text.split()) <= MOST_OF_NAMES
    return bool(is_of_channels or names_way or is_bare)


def _asks_to_reach(turn: Turn) -> bool:
    """Tell whether it asks where to call or mail one service, and for no other channel."""
    is_of_channels = (
        turn.platform or _social(turn) or ChannelWords.load().has("accounts", turn.text)
    )
    ways = TalkWords.load().ways_wanted(turn.text)
    return not is_of_channels and bool({"phone", "email"} & set(ways))


def _asks_more(turn: Turn) -> bool:
    """Tell whether it asks something beside a platform, as in `where do I go, are they on X`."""
    asked = [each for each in sentences_in(turn.text) if each.endswith("?")]
    reader = question_reader(turn.context.library.platforms)
    others = [each for each in asked if not reader.read(each).platforms]
    return turn.platform is not None and bool(others) and len(asked) > 1


def _names_others_too(turn: Turn) -> bool:
    """Tell whether it asks where a service is beside a body outside the government."""
    is_of_place = turn.platform is not None
    return is_of_place and any(each.kind is not OrganisationKind.UMBRELLA for each in turn.named)


def _social(turn: Turn) -> str | None:
    """Tell whether it asks after social media alone."""
    reader = question_reader(turn.context.library.platforms)
    asks_social = reader.read(turn.text).platforms == (SOCIAL,)
    return SOCIAL if asks_social or reader.names_platforms(turn.text) else None
