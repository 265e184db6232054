"""A question beside a judged address that nobody here can answer: who does know is told."""

from actions.answers.may_mean import offer
from actions.answers.other_bodies import body_of
from actions.answers.short_answers import tell_short
from actions.conversation.judged_address import group
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import kind_told
from actions.conversation.turn import Turn
from actions.cues.facts import FactsReader
from actions.cues.talk import TalkWords
from actions.follow_up.about_policy import is_about_policy
from actions.follow_up.asked import asked_in
from actions.follow_up.contacting import reach_beside
from actions.follow_up.meanings.names import LAW
from actions.follow_up.meanings.signs import OF_THEIR_OWN
from knowledge.matching.subject import SubjectKind

FEWEST_WORDS = 5  # of a question of its own
UNKNOWN = "unknown"
"""Key by which a subject remembers that it was told."""

IF_SURE = "ask_if_sure"
_IF_SURE = frozenset(
    {
        "real_or_not",
        "who_says",
        "why",
        "if_wrong",
        "right_to_doubt",
        "ending",
        "belongs_to_us",
        "exists",
        "right_so",
        "since_when",
    }
)
"""Kinds of question that are near to asking whether we are sure."""

_SEEMS_TOLD = frozenset({"check_channel", "ask_after_incident"})
"""Intents that a question on something else is taken for, as if it told of another message."""

_TRUSTED = frozenset({"ok", "known"})
_NO_MESSAGE = frozenset({SubjectKind.ORGANISATION, SubjectKind.LIST, SubjectKind.ANSWER})


def is_own_question(turn: Turn) -> bool:
    """Tell whether a message beside a judged address is a question with words of its own."""
    words = TalkWords.load()
    asks = turn.question.rstrip().endswith("?") or words.begins("asks", turn.question)
    is_long = len(turn.question.split()) >= FEWEST_WORDS
    return turn.subject.is_verdict and asks and is_long and not turn.judged.verdict


def asks_something_else(turn: Turn) -> bool:
    """Tell whether it only seems to ask whether we are sure, or to tell of something received.

    No kind of question that asks whether we are sure is near it then.
    """
    if not is_own_question(turn):
        return False
    if turn.intent != IF_SURE and not _only_seems_told(turn):
        return False
    points = TalkWords.load().pointed_at(turn.text) is not None
    search = turn.context.library.search
    return not points and not search.may_ask(turn.text, _IF_SURE, elsewhere=IF_SURE)


def asks_of_law(turn: Turn) -> bool:
    """Tell whether it asks in talk if the law allows something, of which we know nothing."""
    words = TalkWords.load()
    asks = turn.question.rstrip().endswith("?") or words.begins("asks", turn.question)
    is_other = turn.mentions or turn.draft or turn.intent in OF_THEIR_OWN or is_about_policy(turn)
    in_talk = turn.subject.kind not in (SubjectKind.NOTHING, SubjectKind.INCIDENT)
    is_of_law = in_talk and asks and words.has("by_law", turn.question)
    return is_of_law and not is_other and asked_in(turn) is None


def tell_of_law(reply: Reply) -> None:
    """Own up to not knowing what the law allows."""
    reply.leave(reply.turn.subject.told(LAW))
    reply.send([reply.text("follow_up.unanswered.law")])


def _only_seems_told(turn: Turn) -> bool:
    is_news = bool(turn.news.given or turn.news.done or turn.news.asked)
    speaks_of_it = FactsReader.load().speaks_of_giving(turn.text)
    is_other = turn.tells_of_contact or is_news or speaks_of_it
    return turn.intent in _SEEMS_TOLD and not is_other and kind_told(turn) is None


def tell_unknown_question(reply: Reply) -> None:
    """Answer by search, else say that it is not known here and who knows."""
    turn = reply.turn
    if tell_short(reply) or offer(reply):
        return
    registry = turn.context.library.registry
    organisation = next(iter(turn.named), registry.organisation(turn.subject.organisation or ""))
    is_of_message = turn.subject.kind not in _NO_MESSAGE
    is_trusted = not is_of_message or group(turn, turn.subject) in _TRUSTED
    key = "known" if is_trusted else "doubt"
    who = reach_beside(reply, organisation, body_of(turn, turn.subject))
    reply.leave(turn.subject.told(UNKNOWN))
    ask = who or reply.text("follow_up.contact.nobody")
    reply.miss([reply.text(f"follow_up.unanswered.{key}"), ask])
