"""What a message asks beside a count: which media, where it comes from, the question of 2016."""

from actions.answers.channels import channel_lines, in_use, tell_channels
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import TOLD_FIRST, kind_of
from actions.conversation.turn import Turn
from actions.cues.overview import SOCIAL, Asks, Question, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.words import sentences_in
from knowledge.model import Organisation, OrganisationKind
from knowledge.wording.naming import named

FEWEST_SENTENCES = 2  # of a message that tells something beside what it asks


def asks_which_media(reply: Reply, question: Question) -> bool:
    """Tell whether a message asks which media there are, beside a count on one of them."""
    platforms = reply.turn.context.library.platforms
    reader = question_reader(platforms)
    is_of_one = len(question.platforms) == 1 and question.platforms != (SOCIAL,)
    counts = (Asks.ORGANISATIONS, Asks.CHANNELS, Asks.PLATFORMS)
    is_count = question.asks in counts and not question.without
    return is_of_one and is_count and reader.asks_media(reply.turn.text)


def asks_of_ministers_too(turn: Turn) -> bool:
    """Tell whether it asks where somebody is and some minister, as in `the VRT or a minister`."""
    reader = question_reader(turn.context.library.platforms)
    if not turn.named or turn.platform is None or reader.names_parliament(turn.text):
        return False
    is_of_ministers = reader.read(turn.text).kind is OrganisationKind.MINISTER
    apart = (OrganisationKind.MINISTER, OrganisationKind.UMBRELLA)
    return is_of_ministers and all(each.kind not in apart for each in turn.named)


def tell_owners_beside(reply: Reply, question: Question) -> None:
    """Tell the channels of whoever is named beside the ministers, as in `the VRT or a minister`."""
    turn = reply.turn
    platform = next(iter(question.platforms), None)
    if asks_of_ministers_too(turn):
        for each in turn.named:
            tell_channels(reply, each, platform)


def own_accounts(reply: Reply, question: Question) -> list[str]:
    """Give the accounts of the government itself, where it is named and accounts are asked.

    How many there are on one platform is counted of all its services.
    """
    umbrella = _umbrella(reply)
    platforms = reply.turn.context.library.platforms
    counts = bool(question.platforms) and question_reader(platforms).asks_count(reply.turn.text)
    is_of_all = question.asks is not Asks.CHANNELS or question.without or question.domain or counts
    if umbrella is None or is_of_all:
        return []
    own = [
        each
        for each in in_use(reply, umbrella)
        if platforms.get(each.address.platform).kind == SOCIAL
    ]
    title = reply.text("overview.own_accounts", **named(umbrella))
    return [title, *channel_lines(reply, own)] if own else []


def said_beside(reply: Reply, end: str) -> list[str]:
    """Give the last lines of a count: what else is asked, and that the list is not complete."""
    turn = reply.turn
    reader = question_reader(turn.context.library.platforms)
    asks_source = reader.asks_source(turn.text)
    last = reply.text("overview.source" if asks_source else f"overview.{end}", page=reply.page)
    is_of_2016 = PolicyWords.load().has("question_664", turn.text)
    of_2016 = reply.text("overview.question_of_2016") if is_of_2016 else ""
    return [last, of_2016, _told_beside(reply)]


def _told_beside(reply: Reply) -> str:
    """Give the advice on what the message tells beside its question."""
    sentences = sentences_in(reply.turn.text)
    told = [each for each in sentences if not each.rstrip().endswith("?")]
    if len(sentences) < FEWEST_SENTENCES or not told:
        return ""
    kind = kind_of(reply.turn, told[-1])
    return reply.text(f"follow_up.told.kind.{kind}") if kind in TOLD_FIRST else ""


def _umbrella(reply: Reply) -> Organisation | None:
    named_ones = (each for each in reply.turn.named if each.kind is OrganisationKind.UMBRELLA)
    return next(named_ones, None)
