"""Talk about something that happened: the next step, what is done, may I, will it help."""

from actions.answers.short_answers import tell_short
from actions.conversation.reply import Reply
from actions.cues.talk import TalkWords
from actions.follow_up.about_organisation import share
from actions.follow_up.about_verdict import asked_for
from actions.follow_up.contacting import tell_contact
from actions.follow_up.permitting import tell_may
from actions.incidents.steps import tell_incident
from knowledge.matching.subject import Subject


def why(reply: Reply, subject: Subject) -> None:
    """Tell why it is urgent."""
    key = "enough" if subject.times("ask_why") else "incident"
    reply.send([reply.text(f"follow_up.why.{key}")])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell whose advice it is; what is asked may have an answer of its own."""
    if tell_short(reply):
        return
    key = "why.enough" if subject.times("ask_if_sure") else "sure.incident"
    reply.send([reply.text(f"follow_up.{key}")])


def permission(reply: Reply, _subject: Subject) -> None:
    """Say no to giving more, or what is known of the act."""
    wanted = TalkWords.load().wanted(reply.turn.text)
    if wanted in ("secret", "account") or not tell_short(reply):
        if wanted:
            tell_may(reply, "danger")
        else:
            tell_incident(reply)


def next_step(reply: Reply, _subject: Subject) -> None:
    """Tell the step that comes next, or the short answer that is asked for."""
    if reply.turn.news.given or not tell_short(reply):
        tell_incident(reply)


def done(reply: Reply, _subject: Subject) -> None:
    """Go on to the next step."""
    tell_incident(reply)


def more(reply: Reply, _subject: Subject) -> None:
    """Read what is told as facts; else as a question of its own."""
    asked = asked_for(reply)
    if reply.turn.news.given or reply.turn.news.done:
        tell_incident(reply)
    elif asked:
        reply.send([reply.text(f"follow_up.more.{asked}")])
    elif not tell_short(reply):
        tell_incident(reply)


def contact(reply: Reply, subject: Subject) -> None:
    """Tell whom to call."""
    if reply.turn.named or not tell_short(reply):
        tell_contact(reply, subject)


def simpler(reply: Reply, _subject: Subject) -> None:
    """Say what matters most."""
    reply.send([reply.text("follow_up.simpler.incident")])


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "point_out": more,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "tell_done": done,
    "tell_more": more,
    "ask_contact": contact,
    "ask_simpler": simpler,
    "share": share,
}
