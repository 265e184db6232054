"""A service that is named in passing: what it is, or the citizen's own affairs there."""

from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_promised
from actions.conversation.turn import Turn
from actions.cues.channels import ChannelWords
from actions.cues.talk import TalkWords
from actions.follow_up.asked import asked_in, sure_kind, tell_asked
from actions.follow_up.contacting import reach
from actions.follow_up.meanings.names import BELONGS, WAYS, WHAT_IS
from actions.follow_up.ways import tell_ways
from knowledge.matching.search.asked import Asked
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import OrganisationKind
from knowledge.wording.naming import named

MOST_OF_A_CALL = 8  # words of who only says whom they call
MOST_WORDS = 12  # of a question on what something is
OFF_TOPIC = "out_of_scope"
_TAKEN_FOR_CHANNELS = frozenset(
    {"check_channel", "list_channels", "list_planned_channels", "out_of_scope"}
)
"""Intents that any question which names a service is easily taken for."""


def asks_whose_it_is(turn: Turn) -> bool:
    """Tell whether it asks if a body that it names is the government's, after a loss too."""
    words = ChannelWords.load()
    is_so = words.has("belongs", turn.text) and not words.has("who", turn.text)
    return (is_so and _asks_of_body(turn, WHAT_IS)) or _asks_of_body(turn, BELONGS)


def asks_what_it_is(turn: Turn) -> bool:
    """Tell whether it asks what a body is that it names, after a loss too."""
    return _asks_of_body(turn, WHAT_IS)


def _asks_of_body(turn: Turn, meaning: str) -> bool:
    is_one = len(turn.named) == 1 and turn.named[0].kind is not OrganisationKind.UMBRELLA
    is_short = len(turn.text.split()) <= MOST_WORDS
    tells = turn.tells_of_contact or turn.news.given or turn.news.done
    if turn.mentions or turn.draft or tells or not (is_one and is_short):
        return False
    asked = sure_kind(turn)
    return asked is not None and asked.answer_as == meaning


def asks_own_business(turn: Turn) -> bool:
    """Tell whether it asks after the citizen's own affairs at a service that it names.

    As in `does my subscription with De Lijn go on`: nothing of it is in our list.
    """
    is_one = len(turn.named) == 1 and turn.named[0].kind is not OrganisationKind.UMBRELLA
    words, text = TalkWords.load(), turn.text
    is_news = turn.tells_of_contact or bool(turn.news.given or turn.news.done)
    may_be = turn.intent in _TAKEN_FOR_CHANNELS or turn.subject.kind is SubjectKind.INCIDENT
    if turn.mentions or turn.draft or is_news or not may_be:
        return False
    asks_place = turn.platform or words.ways_wanted(text) or ChannelWords.load().has("list", text)
    asks_place = asks_place or ChannelWords.load().has("accounts", text) or words.has("reach", text)
    asks = "?" in text or words.begins("asks", text)
    is_own = words.has("of_self", text) and not words.has("asks_real", text)
    is_other = asks_place or is_promised(turn) or asked_in(turn) is not None
    return is_one and asks and is_own and not is_other


def goes_to_business(turn: Turn) -> bool:
    """Tell whether it asks that and seems to ask the list; what may be asked elsewhere waits."""
    return turn.intent != OFF_TOPIC and asks_own_business(turn)


def tell_own_business(reply: Reply) -> None:
    """Say that we do not know, and who does, with its number or site."""
    whose, subject = reply.turn.named[0], reply.turn.subject
    of_it = Subject(SubjectKind.ORGANISATION, organisation=whose.id, said=("who",))
    reply.leave(of_it if subject.kind is SubjectKind.NOTHING else subject)
    reply.send([reply.text("follow_up.service.business", **named(whose)), reach(reply, whose)])


def asks_of_service(turn: Turn) -> bool:
    """Tell whether it asks something of a service, named now or meant, where one lost something."""
    asked = sure_kind(turn)
    is_known = asked is not None and (asked.answer_as == WAYS or _has_sentence(turn, asked))
    return is_known or (_is_of_one(turn) and turn.question.rstrip().endswith("?"))


def _has_sentence(turn: Turn, asked: Asked) -> bool:
    return asked.of_service and asked.answer_as is None and _is_of_one(turn)


def _is_of_one(turn: Turn) -> bool:
    return len(turn.named) == 1 and turn.named[0].kind is not OrganisationKind.UMBRELLA


def tell_of_service(reply: Reply) -> None:
    """Tell what is known of it, else that the service knows, with its number or site."""
    asked = sure_kind(reply.turn)
    if asked and asked.answer_as == WAYS:
        tell_ways(reply)
    elif not (
        asked and _has_sentence(reply.turn, asked) and tell_asked(reply, asked, reply.subject)
    ):
        tell_own_business(reply)


def is_about_to_call(turn: Turn) -> bool:
    """Tell whether somebody who lost something says whom they call now, and asks nothing."""
    words, text = TalkWords.load(), turn.text
    asks = "?" in text or words.begins("asks", text)
    is_loss = turn.subject.kind is SubjectKind.INCIDENT and turn.other is not None
    is_short = len(text.split()) <= MOST_OF_A_CALL
    is_done = bool(turn.news.done or turn.news.given)
    calls = ChannelWords.load().has("about_to_call", text)
    return is_loss and is_short and calls and not (asks or is_done or turn.mentions)


def tell_to_call_first(reply: Reply) -> None:
    """Let them call first: we are there afterwards."""
    reply.leave(reply.turn.subject)
    reply.send([reply.text("follow_up.asked.calls_now.incident")])
