"""A kind word for somebody who trembles, cries or is ashamed: first, and once."""

from actions.conversation.reply import Reply
from actions.cues.care import CareWords
from actions.cues.facts import SELF, Facts
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.incidents.care import topic_of
from actions.incidents.steps import COMFORTED

YOUNG = "young"
"""Key among the told steps of `Facts` of who is not yet 18."""


def comfort(reply: Reply) -> None:
    """Begin the answer with a kind word for whoever is upset, once in a conversation."""
    turn = reply.turn
    if remember_age(reply) and turn.news.given:
        reply.open_with(reply.text("follow_up.kind.young"))
        return
    if turn.news.given and TalkWords.load().has("fault", turn.text):
        reply.open_with(reply.text("follow_up.kind.no_fault"))
        return
    was_comforted = COMFORTED in turn.memory.facts.told
    is_cared_for = topic_of(turn) is not None
    if was_comforted or is_cared_for or not FormWords.load().is_upset(turn.text):
        return
    whom = reply.facts.whom
    key = "self" if whom in (None, SELF) else "other"
    if key == "self" and not reply.facts.given:
        key = "self_safe"
    reply.open_with(reply.text(f"follow_up.kind.{key}"))
    reply.know(reply.facts.with_(Facts(told=(COMFORTED,))))


def remember_age(reply: Reply) -> bool:
    """Remember who says to be under 18, and tell whether it is new."""
    turn = reply.turn
    is_young = turn.facts.whom in (None, SELF) and CareWords.load().tells_age(turn.text)
    if not is_young or YOUNG in turn.memory.facts.told or topic_of(turn) is not None:
        return False
    reply.know(reply.facts.with_(Facts(told=(YOUNG,))))
    return True
