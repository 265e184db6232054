"""A visitor that a message threatens with, and one who is gone: neither has to be kept out."""

from actions.answers.short_answers import by_words
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import WAS_INSIDE, is_visit
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.follow_up.asked import asked_in, tell_asked
from actions.follow_up.contacting import tell_contact
from actions.follow_up.meanings import names
from actions.follow_up.meanings.signs import OF_THEIR_OWN
from actions.follow_up.meanings.trouble import AT_DOOR
from knowledge.matching.subject import SubjectKind

_WHAT_NOW = "what_now"

MOST_WORDS = 30
"""Words; more tell a story of which a visitor is only a part."""


def is_only_threatened(turn: Turn) -> bool:
    """Tell whether a message says that somebody will come, and nobody is at the door."""
    subject, words = turn.subject, TalkWords.load()
    of_message = subject.is_verdict or subject.kind in (SubjectKind.TOLD, SubjectKind.INCIDENT)
    if not of_message or is_visit(subject) or _is_other(turn):
        return False
    if words.has("nobody_at_door", turn.text):
        return True
    danger = by_words(turn)
    is_of_door = danger is not None and danger.id == AT_DOOR
    return is_of_door and not words.has("at_door", turn.text)


def tell_only_threatened(reply: Reply) -> None:
    """Say that such a threat is to make people hurry, and whom to call if somebody comes."""
    subject = reply.subject
    is_again = subject.times(names.MAY_COME) > 0 or TalkWords.load().has(
        "nobody_at_door", reply.turn.text
    )
    reply.leave(subject.told(names.MAY_COME))
    key = "may_come_again" if is_again else "may_come"
    reply.send([reply.text(f"follow_up.told.{key}")])


def visitor_is_gone(turn: Turn) -> bool:
    """Tell whether the visitor who was told of is gone."""
    if not is_visit(turn.subject) or _is_other(turn) or len(turn.text.split()) > MOST_WORDS:
        return False
    return TalkWords.load().has("is_gone", turn.text)


def tell_gone(reply: Reply) -> None:
    """Say what to do once the visitor is gone; who asks for a number gets it."""
    turn, subject = reply.turn, reply.subject
    is_again = subject.times(names.GONE) > 0
    reply.leave(subject.told(names.GONE))
    if TalkWords.load().has("phone", turn.text) and turn.named:
        tell_contact(reply, reply.subject)
        return
    asked = asked_in(turn)
    if asked and asked.id == _WHAT_NOW and tell_asked(reply, asked, subject):
        return
    first = "asked.what_now.was_inside" if subject.times(WAS_INSIDE) else "asked.has_left.told"
    key = "told.gone_again" if is_again else first
    reply.send([reply.text(f"follow_up.{key}")])


def _is_other(turn: Turn) -> bool:
    is_told_on = bool(turn.news.given or turn.news.done)
    return is_told_on or bool(turn.judged.verdict) or turn.intent in OF_THEIR_OWN
