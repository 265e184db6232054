"""A conversation with a child or with somebody in need goes on about that, and nothing else."""

from dataclasses import replace

from actions.answers.short_answers import (
    CHILD_ANSWER,
    answer_by_id,
    asks_of_a_scam,
    tell,
    tell_short,
)
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.care import CareWords
from actions.cues.danger import Need
from actions.cues.words import ConversationWords
from knowledge.matching.subject import Subject, SubjectKind

CHILD, CRISIS = "child", "crisis"
CARED_FOR = "care"
"""Key that a subject keeps while a child itself speaks."""

_OTHER_WISHES = frozenset({"forget_me", "change_language", "crisis", "report_misuse"})
_ABOUT_SERVICES = frozenset(
    {"ask_overview", "list_channels", "find_organisation", "list_planned_channels", "check_channel"}
)
_BY_THE_WAY = frozenset({"clicked", "login", "money", "personal"})
_VARIED = ("more", "again")
_LEAVES_ROOM = frozenset({None, "thanks", "now"})
"""What somebody in need asks beside which a loss is spoken of too."""


def in_crisis() -> Subject:
    """Give the subject that a cry for help leaves."""
    return Subject(SubjectKind.INCIDENT, topic=CRISIS)


def topic_of(turn: Turn) -> str | None:
    """Tell whether the conversation is with a child or with somebody in need."""
    if turn.subject.topic == CRISIS:
        return CRISIS
    is_child = turn.subject.topic == CHILD_ANSWER and turn.subject.times(CARED_FOR)
    return CHILD if is_child else None


def speaks_as_child(turn: Turn) -> bool:
    """Tell whether a child or its parent tells of a stranger; first of all that counts."""
    words = CareWords.load()
    is_told_of = turn.subject.kind is SubjectKind.TOLD and words.tells_age(turn.text)
    may_be = turn.intent != "forget_me" and topic_of(turn) is None
    in_name_of = bool(turn.named or turn.other)
    return may_be and (words.tells_of_child(turn.text, in_name_of=in_name_of) or is_told_of)


def is_still_in_need(turn: Turn) -> bool:
    """Tell whether a message goes on about it: whatever does not clearly ask something else."""
    topic = topic_of(turn)
    return bool(topic and not _changes_subject(turn, topic))


def _changes_subject(turn: Turn, topic: str) -> bool:
    words = CareWords.load()
    is_personal = words.is_personal(turn.text)
    if turn.judged.mentions:
        return topic == CRISIS or not is_personal
    is_wish = turn.intent in _OTHER_WISHES and _says_so(turn)
    asks_of_service = turn.intent in _ABOUT_SERVICES and not is_personal
    gave = bool(set(turn.news.given) - _BY_THE_WAY)
    names_service = bool(turn.named or turn.platform or turn.intent == "ask_overview")
    is_other = is_wish or gave or bool(turn.reference) or words.asks_check(turn.text)
    is_other = is_other or (topic == CRISIS and not is_personal and asks_of_a_scam(turn))
    return is_other or (asks_of_service and names_service)


def _says_so(turn: Turn) -> bool:
    """Tell whether plain words bear out a wish that the model only guesses."""
    guessed = turn.intent in ("report_misuse", "forget_me")
    return not guessed or ConversationWords.load().says(turn.intent, turn.text)


def tell_child(reply: Reply) -> None:
    """Give a child the numbers that help, and keep to that from now on."""
    answer = answer_by_id(reply.turn, CHILD_ANSWER)
    if answer is None:
        tell_short(reply)
        return
    tell(reply, answer)
    if not CareWords.load().is_of_parent(reply.turn.text):
        reply.leave(reply.subject.told(CARED_FOR))
    judge_too(reply)


def tell_care(reply: Reply) -> None:
    """Answer the next message of a child or of somebody in need."""
    turn = reply.turn
    topic = topic_of(turn) or CRISIS
    asked = CareWords.load().asked(topic, turn.text)
    times = turn.subject.times(CARED_FOR)
    subject = turn.subject.told(CARED_FOR)
    if topic == CRISIS:
        subject = replace(in_crisis(), said=subject.said)
    reply.leave(subject)
    key = asked or _VARIED[times % len(_VARIED)]
    reply.send([reply.text(f"care.{topic}.{key}")])
    judge_too(reply)


def asks_of_loss(turn: Turn) -> bool:
    """Tell whether somebody in need asks what to do about the loss that was told before."""
    words = CareWords.load()
    is_lost = topic_of(turn) == CRISIS and bool(turn.memory.facts.given)
    is_cry = turn.intent == CRISIS or words.asked(CRISIS, turn.text) not in _LEAVES_ROOM
    return is_lost and not is_cry and words.is_of_loss(turn.text)


def without_need(turn: Turn) -> Turn:
    """Give a message as if only the loss had been spoken of."""
    alone = replace(turn.memory, subject=replace(turn.memory.subject, topic=None))
    return replace(turn, memory=alone)


def tell_still_there(reply: Reply) -> None:
    """Say below other help who listens, and keep the conversation about the need."""
    reply.leave(replace(in_crisis(), said=reply.subject.said))
    reply.send([reply.text("care.crisis.stays")])


def tell_who_listens(reply: Reply, need: Need) -> None:
    """Say below the answer that somebody listens, to who denies a need or may have one."""
    if need is Need.DENIED and topic_of(reply.turn):
        reply.leave(replace(reply.subject, topic=None))
    reply.send([reply.text(f"care.crisis.{need}")])


def judge_too(reply: Reply) -> None:
    """Tell the verdict on an address in the message below the help."""
    turn = reply.turn
    if turn.judged.verdict:
        reply.tell(turn.context.library.answer(turn.judged, turn.language))
