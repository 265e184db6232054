"""Talk about the bank after something happened: whether to call, when, and what to say."""

from dataclasses import replace

from actions.answers.short_answers import answer_by_id, key_of, tell, tell_short
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.cues.talk import TalkWords
from actions.incidents.asked import SELDOM_HARMS
from actions.incidents.next_step import said_open, tell_first, tell_incident
from actions.incidents.steps import known, subject_of_incident
from knowledge.matching.subject import SubjectKind

BANK_REFUSES = "bank-refuses"
"""The answer for who gets nothing back from the bank."""

_FOR_THE_BANK = frozenset({"money", "card", "code", "bank_details", "itsme", "app"})
"""What was given or happened, in `facts.yml`, for which a bank is called at once."""

_SIGNS_IN_TROUBLE = ("bank_knows",)
"""Lists of words of a question that only makes sense once something happened."""


def asked_of_bank(turn: Turn) -> str | None:
    """Tell what is asked about the bank: `closed`, `say`, `call` or `knows`."""
    words = TalkWords.load()
    if words.has("no_answer", turn.text) and words.has("not_bank", turn.text):
        return None  # another one that was named does not answer
    if turn.subject.kind is SubjectKind.INCIDENT and words.has("no_answer", turn.text):
        return "closed"  # whoever was named to call does not answer
    is_to_bank = "bank" in turn.facts.told and turn.is_short and words.has("bank_say", turn.text)
    is_to_bank = is_to_bank and not words.begins("what_if", turn.text)
    if is_to_bank and turn.subject.kind is SubjectKind.INCIDENT:
        return None if words.has("police", turn.text) else "say"
    is_in = turn.subject.kind is SubjectKind.INCIDENT and turn.text.rstrip().endswith("?")
    if turn.subject.kind is SubjectKind.NOTHING or not words.has("bank", turn.text):
        return None
    signs = ("bank_closed", "bank_say", "bank_call", *(_SIGNS_IN_TROUBLE if is_in else ()))
    return next((each[5:] for each in signs if words.has(each, turn.text)), None)


def tell_of_bank(reply: Reply) -> None:
    """Answer it: banks and Card Stop are there day and night for fraud."""
    asked = asked_of_bank(reply.turn)
    if asked == "call":
        given = reply.turn.facts.given
        needs_bank = not _FOR_THE_BANK.isdisjoint(given)
        is_harmless = given and SELDOM_HARMS.issuperset(given)
        asked = "call" if needs_bank else "no_need" if is_harmless else "call_if"
        asked = "called" if "bank" in reply.turn.facts.done else asked
    reply.leave(reply.subject.told(f"bank.{asked}"))
    reply.send([reply.text(f"follow_up.bank.{asked}")])


def tell_whom_first(reply: Reply) -> None:
    """Tell what goes first; and that a bank which is closed still answers, where that is told."""
    text, words = reply.turn.text, TalkWords.load()
    tell_first(reply)
    is_closed = words.has("bank_closed", text) and words.has("bank", text)
    if is_closed and not words.has("bank", " ".join(said_open(reply.turn))):
        reply.leave(reply.subject.told("bank.closed"))
        reply.send([reply.text("follow_up.bank.closed_beside")])


def tell_refused(reply: Reply) -> None:
    """Say what can be done against a bank that refuses, once; then go on."""
    reply.know(replace(known(reply).with_(Facts(done=("bank",))), kept=()))
    if not (tell_refusal(reply) or tell_short(reply)):
        tell_incident(reply)


def tell_refusal(reply: Reply) -> bool:
    """Say what can be done against a bank that refuses, once; tell whether it did."""
    answer = answer_by_id(reply.turn, BANK_REFUSES)
    if answer is None or reply.turn.subject.times(key_of(answer)):
        return False
    reply.leave(subject_of_incident(reply, "refused"))
    tell(reply, answer)
    return True
