"""How to report something on the network itself, not here."""

from actions.answers.channels import platform_name
from actions.answers.reporting_points import point_lines
from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
from actions.cues.words import ConversationWords
from knowledge.matching.subject import Subject, SubjectKind

NETWORK = "report-on-network"
"""Topic of the subject that it leaves."""

MOST_POINTS = 2
SOCIAL = "social"


def network_asked(turn: Turn) -> str | None:
    """Give the platform on which a message asks to report; None when it asks no such thing.

    `Report a page on Facebook` is a report for us: it takes `to Facebook` or `itself`.
    """
    place = turn.place
    is_open = turn.draft is not None and turn.draft.asked is not None
    if not turn.text or place is None or is_open or not _is_social(turn, place):
        return None
    goes_on = turn.subject.topic == NETWORK or turn.subject.times(NETWORK)
    if goes_on and turn.is_short and not turn.mentions:
        return place
    words, talk = FormWords.load(), ConversationWords.load()
    wishes = talk.wants_to_report(turn.text) or talk.says("report_misuse", turn.text)
    finder = turn.context.library.finder
    at = any(finder.platform_in(f"op {each}") == place for each in words.after_at(turn.text))
    if turn.denied_place is not None:
        return None  # where it was is put right, as in `not on Facebook itself`
    return place if wishes and (at or words.names_itself(turn.text)) else None


def tell_network(reply: Reply) -> None:
    """Tell how to report on the platform that the message names, and offer to report here."""
    place = network_asked(reply.turn)
    if place is None:
        return
    name = platform_name(reply, place)
    register = reply.turn.context.library.registry.register
    points = [
        each
        for each in register.reporting_points
        if "fake_account" in each.purposes and place in each.platforms
    ][:MOST_POINTS]
    key = "known" if points else "other"
    reply.leave(Subject(SubjectKind.ANSWER, topic=NETWORK))
    told = reply.text(f"form.network.{key}", platform=name)
    before = reply.turn.subject
    is_new = before.topic != NETWORK and not before.times(NETWORK)
    here = [reply.text("form.network.here")] if is_new else []
    button = (reply.text("form.button.report"), "/report_misuse")
    reply.send([told, *point_lines(reply, points), *here], [button])


def _is_social(turn: Turn, place: str) -> bool:
    return turn.context.library.platforms.get(place).kind == SOCIAL
