"""What is said when a message cannot be answered from the subject: what can be asked about it."""

from actions.answers.may_mean import offer
from actions.conversation.judged_address import judged_again
from actions.conversation.reply import Reply
from actions.conversation.told_without_address import is_visit
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import defanged
from knowledge.wording.naming import named

_KEYS = {
    SubjectKind.FAKE: "verdict",
    SubjectKind.UNKNOWN: "verdict",
    SubjectKind.LISTED: "verdict",
}


OFF_TOPIC = "off_topic"

_GO_BACK = {
    SubjectKind.INCIDENT: "incident",
    SubjectKind.TOLD: "told",
    SubjectKind.FAKE: "told",
    SubjectKind.UNKNOWN: "told",
}
"""How we go back to who is in trouble, after a question beside it."""


def tell_neutral(reply: Reply, subject: Subject) -> None:
    """Say what can be asked about what the conversation is about."""
    judged = judged_again(reply.turn, subject) if subject.is_verdict else None
    if offer(reply):
        return
    short = reply.text(f"follow_up.simpler.{judged.verdict}") if judged else ""
    reply.miss([short, neutral(reply, subject)])


def tell_off_topic(reply: Reply) -> None:
    """Say that something else is asked than we know about, then go back to what was talked of."""
    subject = reply.subject
    if offer(reply):
        return
    said = subject.times(OFF_TOPIC)
    key = f"{OFF_TOPIC}.{'again' if said else _GO_BACK.get(subject.kind, 'any')}"
    if subject.kind is not SubjectKind.NOTHING:
        reply.leave(subject.told(OFF_TOPIC))
    reply.miss([reply.text(f"follow_up.{key}")])


def tell_repeats(reply: Reply) -> None:
    """Own up to saying the same again, and say what else can be asked."""
    reply.send([reply.text("follow_up.neutral.repeats"), neutral(reply, reply.turn.subject)])


def tell_content(reply: Reply) -> None:
    """Leave somebody in peace to whom all is clear."""
    is_incident = reply.turn.subject.kind is SubjectKind.INCIDENT
    reply.send([reply.text(f"follow_up.content.{'incident' if is_incident else 'other'}")])


def neutral(reply: Reply, subject: Subject) -> str:
    """Give a sentence that fits what the conversation is about."""
    organisation = reply.turn.context.library.registry.organisation(subject.organisation or "")
    if subject.kind is SubjectKind.TOLD and (is_visit(subject) or subject.topic == "call"):
        by_way = "kind.call" if subject.topic == "call" else "door_again"
        return reply.text(f"follow_up.told.{by_way}")  # nobody pastes a visit
    key = _KEYS.get(subject.kind, subject.kind.value)
    missing = {
        "verdict": subject.mention is None,
        "organisation": organisation is None,
        "report": subject.topic is None,
        "question": True,
    }
    if missing.get(key):
        key = "nothing"
    return reply.text(
        f"follow_up.neutral.{key}",
        address=defanged(subject.mention or ""),
        **named(organisation),
        reference=subject.topic or "",
    )
