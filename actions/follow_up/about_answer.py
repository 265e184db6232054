"""Talk about an answer of the register that is not about one organisation."""

import re

from actions.answers.neutral import tell_neutral
from actions.answers.short_answers import answer_by_id, tell, tell_short, text_of
from actions.conversation.reply import Reply
from actions.cues.talk import TalkWords
from actions.follow_up.about_organisation import share
from knowledge.matching.subject import Subject

MOST_SENTENCES = 2
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?![0-9a-z])")

AGAINST_MISUSE = "account-security"
"""The answer that tells how accounts are kept safe."""


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from."""
    answer = answer_by_id(reply.turn, subject.topic)
    against = answer_by_id(reply.turn, AGAINST_MISUSE)
    if against and TalkWords.load().has("against", reply.turn.text):
        tell(reply, against)
    elif answer is None or subject.times("ask_why"):
        reply.send([reply.text("follow_up.why.enough")])
    else:
        reply.send([reply.text("follow_up.why.answer", source=reply.source(answer.source))])


def sure(reply: Reply, subject: Subject) -> None:
    """Give the short answer that is asked for, or where it comes from."""
    if not tell_short(reply):
        why(reply, subject)


def simpler(reply: Reply, subject: Subject) -> None:
    """Tell how it begins."""
    answer = answer_by_id(reply.turn, subject.topic)
    if answer is None or subject.times("ask_simpler"):
        tell_neutral(reply, subject)
    else:
        sentences = _SENTENCE_END.split(text_of(answer, reply.turn.language))
        reply.send([" ".join(sentences[:MOST_SENTENCES])])


def ask_on(reply: Reply, subject: Subject) -> None:
    """Give the short answer that is asked for."""
    if not tell_short(reply):
        tell_neutral(reply, subject)


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "ask_permission": ask_on,
    "ask_next_step": ask_on,
    "tell_done": ask_on,
    "tell_more": ask_on,
    "point_out": ask_on,
    "ask_variation": why,
    "ask_simpler": simpler,
    "share": share,
}
