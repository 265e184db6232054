"""How something came that was told, where somebody puts that right: `it is a text, no letter`."""

from dataclasses import replace

from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_visit
from actions.conversation.turn import Turn
from actions.cues.facts import Facts
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.follow_up.meanings import names
from actions.follow_up.meanings.signs import CLOSES, OF_THEIR_OWN
from actions.incidents.told import way_of
from knowledge.matching.subject import SubjectKind

MOST_WORDS = 12
_WAYS = (
    ("at_door", "door"),
    ("came_by", "door"),
    ("letter", "letter"),
    ("call", "call"),
    ("message", "message"),
)
"""Lists of words, in `talk.yml`, and the way that they tell."""


_KINDS_OF_WAY = frozenset({"letter", "call"})
"""Kinds of thing told that are no more than how it came."""


def puts_way_right(turn: Turn) -> bool:
    """Tell whether it only says that something came otherwise than was thought."""
    if turn.subject.kind is not SubjectKind.TOLD or is_visit(turn.subject):
        return False
    is_other = turn.judged.verdict or turn.news.given or turn.intent in OF_THEIR_OWN
    is_few = len(turn.text.split()) <= MOST_WORDS and not turn.text.rstrip().endswith(CLOSES)
    way = way_told(turn)
    return (
        is_few
        and not is_other
        and way is not None
        and way != way_of(turn.subject)
        and _corrects(turn)
    )


def tell_way(reply: Reply) -> None:
    """Say back how it came, and ask what helps to judge such a thing."""
    way = way_told(reply.turn) or "message"
    by = way if way != "message" else None
    reply.know(replace(reply.facts.with_(Facts(by=by)), by=by))
    said = tuple(each for each in reply.subject.said if each not in _KINDS_OF_WAY)
    reply.leave(replace(reply.subject, topic=way, said=said).told(names.CAME))
    if way == "door":
        reply.send([reply.text("follow_up.may.door")])
        return
    ask = {"letter": "ask_letter", "call": "ask_call"}.get(way, "ask")
    reply.send([reply.text(f"follow_up.told.came.{way}"), reply.text(f"follow_up.told.{ask}")])


def way_told(turn: Turn) -> str | None:
    """Give the way that a message tells, and not one that it denies."""
    words, text = TalkWords.load(), turn.without_denied_way
    return next((way for sign, way in _WAYS if words.has(sign, text)), None)


def _corrects(turn: Turn) -> bool:
    is_denied = turn.without_denied_way != turn.text
    return (
        is_denied
        or FormWords.load().corrects(turn.text)
        or TalkWords.load().has("in_fact", turn.text)
    )
