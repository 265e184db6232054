"""Talk about a report that was filed."""

from actions.conversation.reply import Reply
from knowledge.matching.subject import Subject


def _tell(key: str, reply: Reply, subject: Subject) -> None:
    reply.send([reply.text(f"follow_up.{key}.report", reference=subject.topic or "")])


def sure(reply: Reply, subject: Subject) -> None:
    """Say that it was received."""
    _tell("sure", reply, subject)


def next_step(reply: Reply, subject: Subject) -> None:
    """Say that nothing is left to do."""
    _tell("neutral" if subject.times("ask_next_step") else "next", reply, subject)


def more(reply: Reply, subject: Subject) -> None:
    """Say how to add to it."""
    _tell("more", reply, subject)


TELLING = {
    "ask_if_sure": sure,
    "ask_next_step": next_step,
    "tell_done": next_step,
    "tell_more": more,
}
