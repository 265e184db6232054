"""What a citizen asks beside what was answered: of an address, of what was told, or twice."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from actions.conversation.judged_address import standing_of
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import has_bad_sign
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.follow_up import about_told
from actions.follow_up.asked import (
    FEW_WORDS,
    MOST_WORDS,
    intent_of,
    may_be_beside,
    tell_asked,
    without_story,
)
from actions.follow_up.meanings.names import ADDRESSES, WAYS
from actions.follow_up.meanings.signs import OF_THEIR_OWN
from actions.follow_up.ways import tell_ways
from knowledge.matching.search.asked import Asked, kinds_asked
from knowledge.matching.subject import Subject, SubjectKind, subject_of

_AND = re.compile(r"^(?:en|ma|maar|and|but|et|mais|und|aber)\s+", re.IGNORECASE)
LONGEST = 60  # words; what is longer is mostly pasted
SURE_BESIDE = 0.5  # score of a question that is answered beside another
SHARE = "share"
FEWEST_SENTENCES = 2

_ANSWERED_BY_A_SIGN = frozenset({"is_normal"})
"""Kinds of question that are answered where what was told is called a bad sign."""


def _tell_text_to_share(reply: Reply) -> None:
    """Give a text to pass on about what was told; that of an address has a button."""
    if reply.subject.kind is SubjectKind.TOLD:
        about_told.share(reply, reply.subject)


_BESIDE: Mapping[str, Callable[[Reply], None]] = {WAYS: tell_ways, SHARE: _tell_text_to_share}
"""What has an answer of its own beside another one, and who gives it."""

LEAST_SURE = 0.4  # of a question beside an address; below it `is it true` is taken for another one


def questions_beside(text: str, addresses: Sequence[str]) -> list[str]:
    """Give the questions of a message that hold none of its addresses, the last one first.

    As in `is a.be real, and how do I buy a ticket there?`, they may follow one that does.
    """
    return _questions(text, addresses) if addresses else []


def _questions(text: str, addresses: Sequence[str] = ()) -> list[str]:
    if len(text.split()) > LONGEST:
        return []
    found = []
    for sentence in reversed(sentences_in(text)):
        parts = (sentence, without_story(sentence) or "")
        alone = (each for each in parts if not any(one in each for one in addresses))
        found += [each for each in alone if _asks(each)][:1]
    return found


def asked_beside(turn: Turn) -> Asked | None:
    """Give what a message surely asks beside its verdict; None where that has no own answer.

    Of an address that was judged before, whatever the message asks is asked beside.
    """
    if turn.draft or not turn.judged.verdict or turn.fields:
        return None
    texts = questions_beside(turn.text, [each.text for each in turn.mentions])
    if not turn.mentions:  # it only tells where the address of before was
        texts = _second_questions(turn.text)
    if is_judged_before(turn):
        texts = [each for each in reversed(sentences_in(turn.text)) if _asks(each)]
    found = (each for each in _kinds(turn, texts, LEAST_SURE) if _has_answer(each, turn))
    return next(found, None)


def tell_asked_beside(reply: Reply) -> None:
    """Answer what a message of several questions surely asks beside what was answered."""
    turn = reply.turn
    about = reply.subject
    is_about = about.is_verdict or about.kind is SubjectKind.TOLD
    if turn.draft or turn.judged.verdict or turn.intent in OF_THEIR_OWN or turn.points_back:
        return
    for asked in _kinds(turn, _second_questions(turn.text), SURE_BESIDE):
        if asked.id in _ANSWERED_BY_A_SIGN and has_bad_sign(about):
            continue
        if turn.intent == ADDRESSES and (asked.reach or asked.site):  # it was just told
            continue
        is_answered = about.times(f"asked.{asked.id}") or intent_of(asked, turn) == turn.intent
        is_fit = (is_about or asked.anywhere) and may_be_beside(turn, asked)
        if is_fit and not is_answered and _has_answer(asked, turn) and tell_beside(reply, asked):
            return


def _second_questions(text: str) -> list[str]:
    """Give what a message of several sentences asks, and what that says after the one before it."""
    sentences = sentences_in(text)
    if len(sentences) < FEWEST_SENTENCES:
        return []
    pairs = (f"{before} {each}" for before, each in pairwise(sentences) if each.endswith("?"))
    return [*_questions(text), *(each for each in pairs if len(each.split()) <= MOST_WORDS)]


def is_judged_before(turn: Turn) -> bool:
    """Tell whether every address in a message got its verdict in this conversation."""
    known = {each.address.casefold() for each in turn.memory.facts.judged}
    return bool(turn.mentions) and all(each.text.casefold() in known for each in turn.mentions)


def tell_beside(reply: Reply, asked: Asked) -> bool:
    """Answer what is asked beside; tell whether there is a sentence for it."""
    if reply.subject is reply.turn.subject and reply.turn.mentions:
        reply.leave(_about(reply.turn))
    telling = _BESIDE.get(intent_of(asked, reply.turn) or "")
    if telling is None:
        return tell_asked(reply, asked, reply.subject)
    telling(reply)
    return True


def _has_answer(asked: Asked, turn: Turn) -> bool:
    return intent_of(asked, turn) in (None, *_BESIDE)


def _about(turn: Turn) -> Subject:
    """Give the address that was judged before as what the conversation is about again."""
    named = {each.text.casefold() for each in turn.mentions}
    if (turn.subject.mention or "").casefold() in named:
        return turn.subject
    judged = next(each for each in turn.memory.facts.judged if each.address.casefold() in named)
    standing = standing_of(turn, judged)
    if standing is None:
        return Subject(SubjectKind.UNKNOWN)
    return replace(subject_of(standing), beside=turn.subject.beside)


def _asks(sentence: str) -> bool:
    bare = _AND.sub("", sentence)
    is_question = sentence.endswith("?") or TalkWords.load().begins("asks", bare)
    words = len(sentence.rstrip(" ?!").split())
    return is_question and FEW_WORDS < words <= MOST_WORDS


def _kinds(turn: Turn, texts: Iterable[str], least: float) -> list[Asked]:
    """Give the kinds that questions surely are."""
    search = turn.context.library.search
    hits = (search.sure_asked(each, is_bare=False) for each in texts)
    return [kinds_asked()[hit.id] for hit in hits if hit and hit.score >= least]
