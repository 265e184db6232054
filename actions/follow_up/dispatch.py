"""Which question about which kind of subject is answered where."""

from collections.abc import Callable, Mapping

from actions import resolution
from actions.care import tell_care, tell_child
from actions.follow_up import (
    about_answer,
    about_incident,
    about_list,
    about_organisation,
    about_report,
    about_told,
    about_verdict,
)
from actions.follow_up.again import tell_again
from actions.incident import tell_incident
from actions.neutral import tell_neutral
from actions.reply import Reply
from actions.short_answers import tell_danger
from actions.told import tell_told
from knowledge.matching.subject import Subject, SubjectKind

Telling = Callable[[Reply, Subject], None]

_ABOUT: Mapping[SubjectKind, Mapping[str, Telling]] = {
    SubjectKind.FAKE: about_verdict.TELLING,
    SubjectKind.UNKNOWN: about_verdict.TELLING,
    SubjectKind.LISTED: about_verdict.TELLING,
    SubjectKind.ORGANISATION: about_organisation.TELLING,
    SubjectKind.LIST: about_list.TELLING,
    SubjectKind.ANSWER: about_answer.TELLING,
    SubjectKind.INCIDENT: about_incident.TELLING,
    SubjectKind.TOLD: about_told.TELLING,
    SubjectKind.REPORT: about_report.TELLING,
}


def tell_resolved(reply: Reply) -> None:
    """Answer what a message means beside the last answer."""
    match reply.turn.intent:
        case resolution.NEUTRAL:
            tell_neutral(reply, reply.turn.subject)
        case resolution.CHILD:
            tell_child(reply)
        case resolution.CARE:
            tell_care(reply)
        case resolution.DANGER:
            tell_danger(reply)
        case resolution.TOLD:
            tell_told(reply)
        case resolution.INCIDENT:
            tell_incident(reply)
        case intent:
            tell(reply, intent)


def tell(reply: Reply, intent: str) -> None:
    """Answer talk about the subject, and remember that it was told."""
    subject = reply.turn.subject
    if intent == "ask_again":
        tell_again(reply, subject)
        return
    telling = _ABOUT.get(subject.kind, {}).get(intent, tell_neutral)
    reply.leave(subject.told(intent))
    telling(reply, subject)
