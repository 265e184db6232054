"""A kind word for somebody who trembles, cries or is ashamed: first, and once."""

from actions.conversation.reply import Reply
from actions.cues.care import CareWords
from actions.cues.facts import SELF, Facts
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.incidents.care import topic_of
from actions.incidents.steps import COMFORTED
from knowledge.matching.subject import SubjectKind

YOUNG = "young"
"""Key among the told steps of `Facts` of who is not yet 18."""


def comfort(reply: Reply) -> None:
    """Begin the answer with a kind word for whoever is upset, once in a conversation."""
    turn = reply.turn
    remember_age(reply)
    was_comforted = COMFORTED in turn.memory.facts.told
    is_young = turn.news.given and YOUNG in reply.facts.told and not was_comforted
    if not is_young and turn.news.given and TalkWords.load().has("fault", turn.text):
        reply.open_with(reply.text("follow_up.kind.no_fault"))
        return
    if was_comforted or topic_of(turn) is not None:
        return
    key = "young" if is_young else _kind_of_word(reply)
    if key:
        reply.open_with(reply.text(f"follow_up.kind.{key}"))
        reply.know(reply.facts.with_(Facts(told=(COMFORTED,))))


def _kind_of_word(reply: Reply) -> str | None:
    """Give which kind word suits whoever is upset, or angry that such things go on coming."""
    turn, words = reply.turn, FormWords.load()
    if words.is_upset(turn.text):
        if reply.facts.whom not in (None, SELF):
            return "other"
        return "self" if reply.facts.given else "self_safe"
    # Later on, who is angry may be so at our answer.
    is_first = turn.subject.kind is SubjectKind.NOTHING and not turn.complained
    return "angry" if is_first and words.is_angry(turn.text) else None


def remember_age(reply: Reply) -> None:
    """Remember who says to be under 18."""
    turn = reply.turn
    is_young = turn.facts.whom in (None, SELF) and CareWords.load().tells_age(turn.text)
    if is_young and topic_of(turn) is None:
        reply.know(reply.facts.with_(Facts(told=(YOUNG,))))
