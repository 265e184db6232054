"""What a citizen asks beside an address, in a sentence of its own or of one that was judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from actions.conversation.judged_address import standing_of
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.follow_up.asked import (
    FEW_WORDS,
    MOST_WORDS,
    intent_of,
    tell_asked,
    without_story,
)
from actions.follow_up.meanings.names import WAYS
from actions.follow_up.ways import tell_ways
from knowledge.matching.search.asked import Asked, kinds_asked
from knowledge.matching.subject import Subject, SubjectKind, subject_of

LONGEST = 60  # words; what is longer is mostly pasted
_OF_SERVICE: Mapping[str, Callable[[Reply], None]] = {WAYS: tell_ways}
"""What is asked of the service behind an address, and who answers it."""

LEAST_SURE = 0.4  # of a kind of question; below it `is it true` is taken for another one


def questions_beside(text: str, addresses: Sequence[str]) -> list[str]:
    """Give the questions of a message that hold none of its addresses, the last one first.

    As in `is a.be real, and how do I buy a ticket there?`, they may follow one that does.
    """
    if not addresses or len(text.split()) > LONGEST:
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
    if turn.draft or not turn.judged.verdict or not turn.mentions:
        return None
    texts = questions_beside(turn.text, [each.text for each in turn.mentions])
    if is_judged_before(turn):
        texts = [each for each in reversed(sentences_in(turn.text)) if _asks(each)]
    found = filter(None, (_kind(turn, each) for each in texts))
    return next((each for each in found if intent_of(each, turn) in (None, *_OF_SERVICE)), None)


def is_judged_before(turn: Turn) -> bool:
    """Tell whether every address in a message got its verdict in this conversation."""
    known = {each.address.casefold() for each in turn.memory.facts.judged}
    return bool(turn.mentions) and all(each.text.casefold() in known for each in turn.mentions)


def tell_beside(reply: Reply, asked: Asked) -> bool:
    """Answer what is asked beside an address; tell whether there is a sentence for it."""
    if reply.subject is reply.turn.subject:
        reply.leave(_about(reply.turn))
    telling = _OF_SERVICE.get(intent_of(asked, reply.turn) or "")
    if telling is None:
        return tell_asked(reply, asked, reply.subject)
    telling(reply)
    return True


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
    is_question = sentence.endswith("?") or TalkWords.load().begins("asks", sentence)
    words = len(sentence.rstrip(" ?!").split())
    return is_question and FEW_WORDS < words <= MOST_WORDS


def _kind(turn: Turn, sentence: str) -> Asked | None:
    hit = turn.context.library.search.sure_asked(sentence, is_bare=False)
    return kinds_asked().get(hit.id) if hit and hit.score >= LEAST_SURE else None
