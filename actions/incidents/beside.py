"""What a message asks beside what was just answered, after something happened."""

import re
from collections.abc import Iterator

from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.talk import TalkWords
from actions.cues.words import sentences_in
from actions.incidents.bank_talk import BANK_REFUSES, tell_refusal
from actions.incidents.care import topic_of
from actions.incidents.next_step import tell_of_police
from actions.incidents.questions import (
    MONEY_BACK,
    asks_money_back,
    kind_of_loss,
    tell_kind,
    tell_money_back,
    tell_use,
)
from actions.incidents.steps import known
from knowledge.matching.search.asked import Asked
from knowledge.matching.subject import SubjectKind

FEWEST_WORDS = 3  # of a piece that asks something of its own
FEWEST_PIECES = 2  # that ask something, where the answer was one to a question
MOST_OF_IT = 0.6  # part of the words; one piece with more is what was answered
SURE = 0.5  # score of a short answer that a piece surely asks for

POLICE, BACK, USE, REFUSED = "police", "money_back", "use", "refused"
"""What is answered by itself, by the key that its answer leaves."""

_OF_POLICE = frozenset(
    {"worth_police", "which_police", "town_or_police", "how_complaint", "police_when"}
    | {"for_another", "refuses_help"}
)
"""Kinds of question in which the police is named."""

_ALIKE = (
    _OF_POLICE | {POLICE},
    {"come_to_house", "if_again", "say_if_calls", "if_they_call", "refund_call", "bank_calls_me"},
    {"money_back", "short.money-back", "who_pays", "can_stop", "money_gone", "send_back"},
    {"use", "if_bad", "what_with_it", "use_my_name", "switch_contract"},
    {"block_card", "block", "must_card_stop", "block_in_app", "block_or_wait", "who_is_card_stop"},
    {"refused", "bank_blames", "negligent", "appeal_to", "short.bank-refuses"},
    {"fault", "own_fault", "short.is-it-my-fault"},
)
"""Keys of answers that say the same."""

_ARE_STEPS = frozenset({"ask_next_step", "heard", "step.over"})
"""Keys that are left where what to do was told, and no question answered."""

_JOINED = re.compile(r"[,;]\s+|\s(?=(?:en|and|et|und|maar|but|mais|aber)\s)")
_JOINING = re.compile(r"^(?:en|and|et|und|maar|but|mais|aber)\s+(?:ook |also |aussi |auch )?", re.I)


def tell_rest(reply: Reply) -> None:
    """Answer one thing more that a message asks after a loss, below what was answered."""
    turn = reply.turn
    is_incident = turn.subject.kind is reply.subject.kind is SubjectKind.INCIDENT
    if not is_incident or turn.draft or turn.judged.verdict or topic_of(turn):
        return
    pieces, now = list(_asking(turn.text)), _told_now(reply)
    are_several = len(pieces) >= FEWEST_PIECES or (now and _ARE_STEPS.issuperset(now))
    most = len(turn.text.split()) * (1.0 if are_several else MOST_OF_IT)
    for piece in pieces:
        if len(piece.split()) > most or _is_of_blocking(piece, now):
            continue
        asked = _asked(turn, piece)
        key = asked.id if isinstance(asked, Asked) else asked
        if key and not _is_told(key, now) and _tell(reply, asked):
            reply.unsay_miss()
            return


def _tell(reply: Reply, asked: Asked | str | None) -> bool:
    if isinstance(asked, Asked):
        return tell_kind(reply, asked)
    reply.know(known(reply))
    if asked == USE:
        return tell_use(reply)
    if asked == REFUSED:
        return tell_refusal(reply)
    telling = tell_of_police if asked == POLICE else tell_money_back
    telling(reply)
    return True


def _asked(turn: Turn, piece: str) -> Asked | str | None:
    """Give what a piece asks: a kind of question, the police, the money, or what can be done."""
    words = TalkWords.load()
    kind = kind_of_loss(turn, piece)
    names_police = words.has("police", piece) and not words.has("catch", piece)
    if kind is not None and (not names_police or kind.id in _OF_POLICE):
        return kind
    if names_police:
        return POLICE
    hit = next(iter(turn.context.library.search.short_answers(piece, 1)), None)
    found = hit.id if hit is not None and hit.score >= SURE else None
    if found == MONEY_BACK or asks_money_back(turn, piece):
        return BACK
    if found == BANK_REFUSES:
        return REFUSED
    return USE if words.has("they_can", piece) else None


def _asking(text: str) -> Iterator[str]:
    """Give the pieces of a message that ask something, each without what joins it."""
    words = TalkWords.load()
    for sentence in sentences_in(text):
        begun = ""
        pieces = [_JOINING.sub("", each.strip()) for each in _JOINED.split(sentence)]
        for piece in pieces:
            starts = words.begins("asks", piece) and len(piece.split()) >= FEWEST_WORDS
            if starts and any(_if_asks(begun)):
                yield begun
                begun = piece
            else:
                begun = f"{begun}, {piece}" if begun else piece
        yield from _if_asks(begun)


def _if_asks(piece: str) -> Iterator[str]:
    asks = piece.rstrip().endswith("?") or TalkWords.load().begins("asks", piece)
    if asks and len(piece.split()) >= FEWEST_WORDS:
        yield piece


def _told_now(reply: Reply) -> set[str]:
    """Give the keys of what was told this turn."""
    before, after = reply.turn.subject, reply.subject
    return {each for each in after.said if after.times(each) > before.times(each)}


def _is_of_blocking(piece: str, now: set[str]) -> bool:
    """Tell whether a piece is the question whether to block, which was answered."""
    return "block_card" in now and TalkWords.load().has("block_card", piece)


def _is_told(key: str, now: set[str]) -> bool:
    told = {each.removeprefix("asked.") for each in now}
    alike = next((each for each in _ALIKE if key in each), {key})
    return not told.isdisjoint(alike)
