"""Talk about an answer of the register that is not about one organisation."""

from actions.follow_up.about_organisation import share
from actions.neutral import tell_neutral
from actions.reply import Reply
from actions.short_answers import answer_by_id, tell_short
from knowledge.matching.subject import Subject


def why(reply: Reply, subject: Subject) -> None:
    """Tell where it comes from."""
    answer = answer_by_id(reply.turn.context.library.registry.register.answers, subject.topic)
    if answer is None or subject.times("ask_why"):
        reply.send([reply.text("follow_up.why.enough")])
    else:
        reply.send([reply.text("follow_up.why.answer", source=answer.source.url)])


def ask_on(reply: Reply, subject: Subject) -> None:
    """Give the short answer that is asked for."""
    if not tell_short(reply):
        tell_neutral(reply, subject)


TELLING = {
    "ask_why": why,
    "ask_if_sure": why,
    "ask_permission": ask_on,
    "ask_next_step": ask_on,
    "tell_done": ask_on,
    "tell_more": ask_on,
    "point_out": ask_on,
    "share": share,
}
