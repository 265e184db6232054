"""Questions about ourselves: each of a message answered, whatever was talked of."""

from collections.abc import Iterable, Iterator

from actions.conversation.certain import asks_elsewhere
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import parts_in, sentences_in
from knowledge.matching.search.asked import Asked, kinds_asked
from knowledge.matching.subject import Subject, SubjectKind

MOST_ANSWERS = 2  # of one message
FEW_WORDS, MOST_WORDS = 2, 25  # so few may ask anything, more tell a story
SURE_OF_US = 0.75  # of who is behind this, where that may be asked of a message that was got

_WHERE_WORDS_GO = "where_words_go"
_WHO_MADE_US, _WHO_SENT_IT = "who_made", "who_behind"

_WHERE_WORDS_GO, _WHO_WE_ARE = "where_words_go", "about_us"

_OF_A_MESSAGE_TOO = frozenset({_WHO_MADE_US, "page_real", "why_trust", "are_you_ai"})
"""Kinds that are asked in the same words of a message, or of who sent it."""


def asked_of_us(turn: Turn) -> list[Asked]:
    """Give the kinds of question about ourselves that a message holds, in their order."""
    is_elsewhere = asks_elsewhere(turn.intent, turn.confidence, is_named=bool(turn.named))
    if not turn.text or is_elsewhere or turn.judged.verdict:
        return []
    return of_us_in(turn, turn.text)


def of_us_in(turn: Turn, text: str) -> list[Asked]:
    """Give those that a part of a message holds."""
    found = [_kind(turn, each) for each in _parts(text)]
    if any(found) and TalkWords.load().has("sells_data", text):
        found.append(kinds_asked()[_WHERE_WORDS_GO])
    return list(dict.fromkeys(each for each in found if each))[:MOST_ANSWERS]


def parts_asked(text: str) -> list[str]:
    """Give the parts of a message that are looked up by themselves."""
    parts = (each for each in _parts(text) if each != text)
    return [each for each in parts if len(each.split()) <= MOST_WORDS]


def _parts(text: str) -> Iterator[str]:
    """Give each sentence, then what stands between its pauses."""
    for sentence in sentences_in(text):
        yield sentence
        parts = parts_in(sentence)
        yield from (each for each in parts if len(parts) > 1 and len(each.split()) > FEW_WORDS)


def _kind(turn: Turn, text: str) -> Asked | None:
    words = len(text.split())
    if not 0 < words <= MOST_WORDS:
        return None
    # After a loss the same may be asked of what was lost.
    after_loss = frozenset[str]() if turn.subject.kind is SubjectKind.INCIDENT else None
    search = turn.context.library.search
    if _sells_data(turn, text):
        return kinds_asked()[_WHERE_WORDS_GO]
    hit = search.sure_asked(text, is_bare=words <= FEW_WORDS, after_loss=after_loss)
    found = kinds_asked().get(hit.id) if hit else None
    of_none = turn.subject.kind is not SubjectKind.INCIDENT and not _is_about_message(turn)
    if found and found.id == _WHO_SENT_IT and of_none:
        found = kinds_asked()[_WHO_MADE_US]  # no message was talked of
    if hit is None or found is None or not found.of_us:
        return None
    may_be_of_message = found.id in _OF_A_MESSAGE_TOO and _is_about_message(turn)
    is_of_us = turn.intent == "bot_challenge" or hit.score >= SURE_OF_US
    return found if is_of_us or not may_be_of_message else None


def _sells_data(turn: Turn, text: str) -> bool:
    """Tell whether it asks if we sell what somebody types, and not what a swindler does with it."""
    is_trouble = turn.subject.kind is SubjectKind.INCIDENT or _is_about_message(turn)
    return not is_trouble and TalkWords.load().has("sells_data", text)


def asks_who_we_are(turn: Turn) -> bool:
    """Tell whether a part of a message asks who we are, which is answered beside the others."""
    search = turn.context.library.search
    hits = (next(iter(search.asked(each, 1)), None) for each in _parts(turn.text))
    return any(hit and hit.id == _WHO_WE_ARE and hit.score >= SURE_OF_US for hit in hits)


def _is_about_message(turn: Turn) -> bool:
    return turn.subject.is_verdict or turn.subject.kind is SubjectKind.TOLD


def tell_of_us(reply: Reply, beside: str = "") -> None:
    """Answer the questions about ourselves of a message; the conversation stays about the same.

    Args:
        reply: Where to tell it.
        beside: The answer to something else that the message asks.
    """
    asked = asked_of_us(reply.turn)
    lines = lines_of_us(reply, asked)
    left = reply.subject
    if left.kind is SubjectKind.NOTHING:
        left = Subject(SubjectKind.ANSWER)
    for each in asked:
        left = left.told(f"asked.{each.id}")
    reply.leave(left)
    who = reply.text("bot.who") if lines and asks_who_we_are(reply.turn) else ""
    reply.send([who, *lines, beside])


def lines_of_us(reply: Reply, asked: Iterable[Asked]) -> list[str]:
    """Give the answer to each; to one that was answered before another one, where there is."""
    return [reply.text(_key(reply, each)) for each in asked]


def _key(reply: Reply, asked: Asked) -> str:
    key = f"follow_up.asked.{asked.id}.any"
    again = f"{key}_again"
    is_again = reply.turn.subject.times(f"asked.{asked.id}") > 0
    return again if is_again and again in reply.turn.context.sentences else key
